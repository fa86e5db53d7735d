import { readCatalogCache } from "../config/catalog-cache.ts";
import { configEditor } from "../config/config-editor.ts";
import type { JsonValue } from "../config/json5/json-value.ts";
import { applyOperations } from "../config/json5/merge.ts";
import { parseTree } from "../config/json5/tree.ts";
import type { Paths } from "../config/paths.ts";
import { checkShape, findInclusion, valueAt } from "../config/schema.ts";
import type { UserFiles } from "../config/user-files.ts";
import { variableSources } from "../config/variables.ts";
import type { Context, Secret } from "../context.ts";
import { CliError } from "../errors.ts";
import { buildCatalog, catalogFromJson } from "../providers/catalog.ts";
import { type Client, createClient } from "../providers/client.ts";
import { formatModelRef, type ProviderManifest } from "../providers/provider.ts";
import { type BaseUrl, resolveBaseUrl } from "./base-url.ts";
import { type CatalogFeed, createCatalogFeed } from "./catalog-feed.ts";
import { suggestedModel } from "./model.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import { planOnboarding } from "./plan.ts";

/** A provider that can be asked, and its models. */
export interface Connection {
  readonly manifest: ProviderManifest;
  readonly baseUrl: BaseUrl;
  readonly client: Client;
  readonly feed: CatalogFeed;
}

/**
 * Makes ready to talk to a provider, having made sure that its part of the config is ours to write. Opens no connection yet.
 *
 * @throws CliError "config-unexpected", "config-included", "base-url-invalid" or "base-url-insecure".
 */
export async function connect(
  context: Context,
  options: OnboardOptions,
  paths: Paths,
  files: UserFiles,
  manifest: ProviderManifest,
): Promise<Connection> {
  const { env, signal, now, version, terminal, secrets } = context;
  const config = files.config.value;
  checkShape(files.config.path, config, manifest.id);
  const baseUrl = resolveBaseUrl({
    flag: options.baseUrl,
    config: valueAt(config, ["models", "providers", manifest.id, "baseUrl"]),
    manifest: manifest.baseUrl,
    resolve: (name) => variableSources(name, { env, dotenv: files.dotenv.text, config })[0]?.value,
    allowInsecure: options.allowInsecureBaseUrl,
  });
  await refuseInclusion(paths, files, manifest, baseUrl, options, now());
  const client = createClient({
    baseUrl: baseUrl.url,
    manifest,
    env,
    signal,
    now,
    version,
    timeoutMilliseconds: options.timeoutMilliseconds,
    log: options.debug ? (line) => terminal.info([{ text: secrets.redact(line), tone: "quiet" }]) : undefined,
  });
  const kept = async (key: Secret) => {
    const text = await readCatalogCache(paths, [
      { baseUrl: baseUrl.url, key },
      { baseUrl: baseUrl.url, key: undefined },
    ]);
    return text === undefined ? undefined : catalogFromJson(text);
  };
  return {
    manifest,
    baseUrl,
    client,
    feed: createCatalogFeed({ client, manifest, host: new URL(baseUrl.url).host, kept, now }),
  };
}

/**
 * A part of the config that lies in another file is not ours to rewrite, and never to flatten. The person gets what a first
 * set-up would write: the part for the included file, and the rest for the config itself.
 */
async function refuseInclusion(
  paths: Paths,
  files: UserFiles,
  manifest: ProviderManifest,
  baseUrl: BaseUrl,
  options: OnboardOptions,
  now: Date,
): Promise<void> {
  const inclusion = findInclusion(files.config.value, manifest.id, options.keyStore === "config");
  if (!inclusion) return;
  const { variable } = manifest.auth;
  const model = suggestedModel(buildCatalog({ manifest, now }), manifest, false);
  const nothing = { exists: false, text: "", bytes: undefined, mode: undefined };
  const edit = await configEditor(paths.config, "");
  const { changes } = planOnboarding(
    { config: { ...nothing, path: paths.config, value: {} }, dotenv: { ...nothing, path: paths.dotenv } },
    {
      manifest,
      credential: undefined,
      keyStore: "env",
      baseUrl: baseUrl.text,
      rows: [model],
      primary: formatModelRef(manifest.id, model.id),
    },
    edit,
    "",
  );
  const planned = parseTree(changes[0]?.after ?? "{}").root?.value ?? {};
  const env = options.keyStore === "config" ? { env: { vars: { [variable]: "…" } } } : {};
  const whole = applyOperations(env, [{ op: "merge", path: [], value: planned }]);
  const { at } = inclusion;
  const rest = at.length === 0 ? {} : applyOperations(whole, [{ op: "delete", path: at }]);
  const part = valueAt(whole, at) ?? { [formatModelRef(manifest.id, model.id)]: {} };
  const print = (value: JsonValue) => edit("", [{ op: "merge", path: [], value }]).trimEnd();
  throw new CliError("config-included", {
    path: paths.display(paths.config),
    at: at.join("."),
    included: inclusion.files,
    snippet: print(part as JsonValue),
    rest: Object.keys(rest).length > 0 ? print(rest) : undefined,
  });
}
