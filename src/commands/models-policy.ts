import { policyPath, writePolicy } from "../config/policy.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Registry } from "../providers/registry.ts";
import { bestCatalog } from "../run/catalog.ts";
import { reachProvider } from "../run/provider-access.ts";
import { beginRun, beginWriting, type Run, type RunOptions } from "../run/run.ts";
import { presentDefault, presentFallbacks } from "../wizard/default-model.ts";
import { notPrivate, type PolicyName } from "../wizard/policy.ts";

export interface ModelsPolicyOptions extends RunOptions {
  /** What is to hold from now on; `undefined` only shows what holds. */
  readonly policy?: PolicyName | undefined;
  readonly json: boolean;
}

/** Shows or changes which models may be used at all. Returns 0. */
export async function modelsPolicy(
  options: ModelsPolicyOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const writes = options.policy !== undefined;
  const run = writes
    ? await beginWriting({ ...options, dryRun: false }, context, registry)
    : await beginRun(options, context, registry);
  const { paths, words, report } = run;
  const privateOnly = options.policy === undefined ? run.policy.privateOnly : options.policy === "private-only";
  const written = writes && (await writePolicy(paths, { privateOnly }, context.host));
  const against = privateOnly ? await refsAgainst(run) : [];

  if (written) report.success(words.changes.wrote(paths.display(policyPath(paths)), undefined));
  if (options.json) {
    const document = { ok: true, policy: privateOnly ? "private-only" : "any", written, against };
    context.terminal.print(JSON.stringify(document, undefined, 2));
  } else {
    context.terminal.print(privateOnly ? words.models.policy.privateOnly : words.models.policy.any);
  }
  for (const ref of against) report.warn(words.models.policy.against(ref));
  return exitCode.done;
}

/** What the config uses although the policy forbids it, by the list at hand. */
async function refsAgainst(run: Run): Promise<string[]> {
  const config = run.files.config.value;
  const primary = presentDefault(config);
  const { connection, secret } = reachProvider(run, run.registry.default, {
    debug: false,
    allowInsecureBaseUrl: true,
  });
  try {
    const catalog = await bestCatalog(run, connection, secret, { offline: true, refresh: false });
    const refs = [...(primary === undefined ? [] : [primary]), ...presentFallbacks(config)];
    return refs.filter((ref) => notPrivate(ref, catalog, run.registry.default.id));
  } finally {
    connection.client.close();
  }
}
