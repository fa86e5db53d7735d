import { misplacedKinds } from "../config/schema.ts";
import type { UserFiles } from "../config/user-files.ts";
import { CliError } from "../errors.ts";
import { readFile } from "../files/read-file.ts";
import { buildCatalog } from "../providers/catalog.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { chooseProxy } from "../providers/proxy.ts";
import { type Connection, type ConnectOptions, connect } from "../wizard/connect.ts";
import type { ConnectionFacts, Facts } from "../wizard/doctor/facts.ts";
import { type EffectiveKey, effectiveKey } from "../wizard/effective-key.ts";
import { keyDefect } from "../wizard/key-shape.ts";
import { sourceName } from "../wizard/source-name.ts";
import { gatherSurroundings } from "./gather-surroundings.ts";
import type { Run } from "./run.ts";

export interface GatherOptions extends ConnectOptions {
  readonly offline: boolean;
}

/**
 * Gathers all that `doctor` looks at: the files as they are, what lies around them, and, unless offline, what the provider says
 * about the key and its models. Writes nothing.
 *
 * @throws CliError "base-url-invalid" or "base-url-insecure" for a base URL that a flag gives, and Interruption.
 */
export async function gatherFacts(run: Run, manifest: ProviderManifest, options: GatherOptions): Promise<Facts> {
  const { context, paths, files, words } = run;
  const { env, secrets } = context;
  const key = effectiveKey(files, manifest, env, secrets);
  return {
    manifest,
    env,
    now: context.now(),
    offline: options.offline,
    files,
    policy: run.policy,
    surroundings: gatherSurroundings(run, manifest, key),
    key,
    display: paths.display,
    describe: (source) => sourceName({ words, paths }, source, manifest.id),
    ...(await askProvider(run, manifest, key, options)),
  };
}

async function askProvider(
  run: Run,
  manifest: ProviderManifest,
  key: EffectiveKey,
  options: GatherOptions,
): Promise<Pick<Facts, "check" | "catalog" | "connection">> {
  const { context, report, words } = run;
  const certificates = context.env.NODE_EXTRA_CA_CERTS;
  const common = {
    proxy: { use: "none" },
    failure: undefined,
    problem: undefined,
    missingCertificates: certificates && !canRead(certificates) ? certificates : undefined,
  } satisfies Partial<ConnectionFacts>;
  const unasked = (problem: CliError | undefined) => ({
    check: undefined,
    catalog: buildCatalog({ manifest, now: context.now() }),
    connection: { ...common, url: undefined, problem },
  });
  // Where the provider is may stand in what cannot be read: the key goes nowhere on a guess.
  if (run.files.config.problem && options.baseUrl === undefined) return unasked(undefined);
  const connection = connectionOf(run, manifest, options);
  if (connection instanceof CliError) return unasked(connection);
  const { client, feed } = connection;
  try {
    const url = new URL(connection.baseUrl.url);
    const proxy = await chooseProxy(url, context.env);
    const secret = key.kind === "found" ? key.credential.value : undefined;
    const canAsk = !options.offline && secret !== undefined && keyDefect(secret.reveal()) === undefined;
    await feed.recall(secret);
    const asked = options.offline
      ? [undefined]
      : await report.spin(
          words.doctor.asking(manifest.label),
          Promise.all([canAsk ? client.verifyKey(secret) : undefined, feed.fetch(canAsk ? secret : undefined)]),
        );
    const [check] = asked;
    const failure = check?.outcome === "unknown" ? check.failure : options.offline ? undefined : feed.failure();
    return { check, catalog: feed.current(), connection: { ...common, url, proxy, failure } };
  } finally {
    client.close();
  }
}

/** A base URL of the config that cannot be used is a finding; one that was just typed is a mistake of this call. */
function connectionOf(run: Run, manifest: ProviderManifest, options: GatherOptions): Connection | CliError {
  const { context, paths, files } = run;
  const isMisplaced = misplacedKinds(files.config.value, manifest.id).length > 0;
  const usable: UserFiles = isMisplaced ? { ...files, config: { ...files.config, value: {} } } : files;
  try {
    return connect(context, options, paths, usable, manifest);
  } catch (error) {
    if (!(error instanceof CliError) || options.baseUrl !== undefined) throw error;
    return error;
  }
}

function canRead(path: string): boolean {
  try {
    return readFile(path) !== undefined;
  } catch {
    return false;
  }
}
