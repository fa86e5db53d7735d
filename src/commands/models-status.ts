import type { Context, Text } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { KeyCheck } from "../providers/key-check.ts";
import { findModel } from "../providers/model-choice.ts";
import type { ModelCatalog } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { bestCatalog } from "../run/catalog.ts";
import { type ProviderAccess, providerNamed, reachProvider } from "../run/provider-access.ts";
import { beginRun, type Run, type RunOptions } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import {
  type AgentModel,
  agentModels,
  modelAliases,
  presentDefault,
  presentFallbacks,
} from "../wizard/default-model.ts";
import { sourceName } from "../wizard/source-name.ts";
import { accountOf, daysLeft, describeRef, keyCheckLines } from "../wizard/status-lines.ts";

export interface ModelsStatusOptions extends RunOptions, ConnectOptions {
  readonly provider?: string | undefined;
  readonly offline: boolean;
  /** Ask the provider about the key. */
  readonly probe: boolean;
  /** Tell by the exit code how the key is; asks the provider unless offline. */
  readonly check: boolean;
  readonly json: boolean;
}

/** What --check tells, in OpenClaw's own numbers (`openclaw models status --check`). */
const checkCode = { ok: 0, missingOrRefused: 1, expiring: 2 } as const satisfies Record<string, ExitCode>;
/** A key that ends sooner than this is expiring. */
const soonDays = 7;

/** How things stand: what is gathered first, and said afterwards. */
interface Status {
  readonly access: ProviderAccess;
  readonly primary: string | undefined;
  readonly fallbacks: readonly string[];
  readonly agents: readonly AgentModel[];
  readonly catalog: ModelCatalog;
  readonly check: KeyCheck | undefined;
}

/**
 * Shows which models and which key OpenClaw will use. Returns 0; with --check 1 for a key that is missing or refused, 2 for one
 * that ends within seven days.
 */
export async function modelsStatus(
  options: ModelsStatusOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const run = await beginRun(options, context, registry);
  const access = reachProvider(run, providerNamed(run, options.provider), options);
  try {
    const status = await gather(run, access, options);
    if (options.json) context.terminal.print(JSON.stringify(documentOf(run, status), undefined, 2));
    else for (const { head, body } of linesOf(run, status, options)) context.terminal.entry("data", head, body);
    return options.check ? verdict(status, context.now()) : exitCode.done;
  } finally {
    access.connection.client.close();
  }
}

async function gather(run: Run, access: ProviderAccess, options: ModelsStatusOptions): Promise<Status> {
  const { files, report, words } = run;
  const { manifest, connection, secret } = access;
  const config = files.config.value;
  const asks = (options.probe || options.check) && !options.offline && secret !== undefined;
  const checking = words.onboard.checking(manifest.label);
  return {
    access,
    primary: presentDefault(config),
    fallbacks: presentFallbacks(config),
    agents: agentModels(config),
    check: asks ? await report.spin(checking, connection.client.verifyKey(secret)) : undefined,
    // What is listed matters less here than an answer at once: only a probe asks for it.
    catalog: await bestCatalog(run, connection, secret, { offline: !options.probe || options.offline, refresh: false }),
  };
}

function verdict({ access, check }: Status, now: Date): ExitCode {
  if (access.key.kind === "missing" || access.key.kind === "hidden") return checkCode.missingOrRefused;
  if (check?.outcome === "rejected" || check?.outcome === "not-received") return checkCode.missingOrRefused;
  const account = accountOf(check);
  const days = account && daysLeft(account, now);
  return days !== undefined && days <= soonDays ? checkCode.expiring : checkCode.ok;
}

function linesOf(
  run: Run,
  status: Status,
  options: ModelsStatusOptions,
): { readonly head: Text; readonly body: string }[] {
  const { words, paths, files } = run;
  const { labels, ...says } = words.models.status;
  const { primary, fallbacks, agents, access, catalog } = status;
  const described = (ref: string) => describeRef(ref, access.manifest, catalog, words);
  const mode = (bits: number | undefined) => bits?.toString(8).padStart(4, "0");
  const rows: readonly (readonly [label: string, values: readonly string[]])[] = [
    [
      labels.config,
      [files.config, files.dotenv].map(({ path, exists, mode: bits }) =>
        exists ? says.mode(paths.display(path), mode(bits)) : `${paths.display(path)} (${says.missingFile})`,
      ),
    ],
    [labels.default, [primary === undefined ? says.noDefault : described(primary)]],
    [labels.fallbacks, fallbacks.length > 0 ? fallbacks.map(described) : [says.none]],
    [
      labels.agents,
      agents.length > 0 ? agents.map(({ agent, ref }) => says.agent(agent, described(ref))) : [says.everyAgent],
    ],
    [words.models.status.keyOf(access.manifest.label), [keyLine(run, status)]],
    [labels.account, accountLines(run, status, options)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.flatMap(([label, values]) =>
    values.map((body, index) => ({
      head: [{ text: (index === 0 ? label : "").padEnd(width), tone: "quiet" }, "  "] as const,
      body,
    })),
  );
}

function keyLine(run: Run, { access }: Status): string {
  const says = run.words.models.status;
  const { key, manifest } = access;
  switch (key.kind) {
    case "found":
      return says.key(sourceName(run, key.credential.source, manifest.id), key.credential.value.tail);
    case "missing":
      return says.missing(key.variable);
    case "hidden":
      return says.hidden(key.variable);
    case "external":
      return says.external(key.source);
  }
}

function accountLines({ words, context }: Run, { check }: Status, { offline }: ModelsStatusOptions): string[] {
  if (check) return keyCheckLines(check, words, context.now());
  return [offline ? words.models.status.offline : words.models.status.notProbed];
}

function documentOf({ files, paths, context }: Run, { access, primary, fallbacks, agents, catalog, check }: Status) {
  const config = files.config.value;
  const { key, manifest, connection } = access;
  const account = accountOf(check);
  const credential = key.kind === "found" ? key.credential : undefined;
  const source = credential?.source;
  const file = (one: typeof files.config | typeof files.dotenv) => ({
    path: one.path,
    exists: one.exists,
    mode: one.mode?.toString(8).padStart(4, "0") ?? null,
  });
  const model = primary === undefined ? undefined : findModel(catalog, primary, manifest.id);
  return {
    configPath: paths.config,
    defaultModel: primary ?? null,
    resolvedDefault: model ? primary : null,
    fallbacks,
    aliases: Object.fromEntries(modelAliases(config)),
    agents: Object.fromEntries(agents.map(({ agent, ref }) => [agent, ref])),
    files: { config: file(files.config), dotenv: file(files.dotenv) },
    auth: {
      provider: manifest.id,
      baseUrl: connection.baseUrl.url,
      key: {
        status: key.kind,
        source: source ? (source.kind === "variable" ? source.place : source.kind) : null,
        hint: credential?.value.tail ?? null,
      },
      check: check?.outcome ?? null,
      balances: account ? Object.fromEntries(account.balances.map(({ currency, amount }) => [currency, amount])) : null,
      expiresAt: account?.expiresAt?.toISOString() ?? null,
    },
    catalog: { source: catalog.source, fetchedAt: catalog.fetchedAt?.toISOString() ?? null },
    probe: check ? probeOf(check, context.now()) : null,
  };
}

/** The words OpenClaw's own --probe uses for what came of it. */
function probeOf(check: KeyCheck, now: Date): string {
  switch (check.outcome) {
    case "accepted": {
      const days = daysLeft(check.account, now);
      return days !== undefined && days <= soonDays ? "expiring" : "ok";
    }
    case "cannot-spend":
      return "billing";
    case "rejected":
    case "not-received":
      return "auth";
    case "unknown":
      return check.failure.kind === "timeout"
        ? "timeout"
        : check.failure.kind === "rate-limited"
          ? "rate_limit"
          : "unknown";
  }
}
