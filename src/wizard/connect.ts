import { readCatalogCache } from "../config/catalog-cache.ts";
import type { Paths } from "../config/paths.ts";
import { checkShape, valueAt } from "../config/schema.ts";
import type { UserFiles } from "../config/user-files.ts";
import { variableSources } from "../config/variables.ts";
import type { Context, Secret } from "../context.ts";
import { catalogFromJson } from "../providers/catalog.ts";
import type { Client } from "../providers/client.ts";
import { createLateClient } from "../providers/late-client.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { type BaseUrl, resolveBaseUrl } from "./base-url.ts";
import { type CatalogFeed, createCatalogFeed } from "./catalog-feed.ts";

/** A provider that can be asked, and its models. */
export interface Connection {
  readonly manifest: ProviderManifest;
  readonly baseUrl: BaseUrl;
  readonly client: Client;
  readonly feed: CatalogFeed;
}

/** What the flags say about reaching a provider. */
export interface ConnectOptions {
  readonly baseUrl?: string | undefined;
  readonly allowInsecureBaseUrl: boolean;
  readonly timeoutMilliseconds?: number | undefined;
  readonly debug: boolean;
}

/**
 * Makes ready to talk to a provider. Opens no connection yet.
 *
 * @throws CliError "config-unexpected", "base-url-invalid" or "base-url-insecure".
 */
export function connect(
  context: Context,
  options: ConnectOptions,
  paths: Paths,
  files: UserFiles,
  manifest: ProviderManifest,
): Connection {
  const { env, signal, now, terminal, secrets } = context;
  const config = files.config.value;
  checkShape(files.config.path, config, manifest.id);
  const baseUrl = resolveBaseUrl({
    flag: options.baseUrl,
    config: valueAt(config, ["models", "providers", manifest.id, "baseUrl"]),
    manifest: manifest.baseUrl,
    resolve: (name) => variableSources(name, { env, dotenv: files.dotenv.text, config })[0]?.value,
    allowInsecure: options.allowInsecureBaseUrl,
  });
  const client = createLateClient({
    baseUrl: baseUrl.url,
    manifest,
    env,
    signal,
    now,
    get version() {
      return context.version;
    },
    timeoutMilliseconds: options.timeoutMilliseconds,
    log: options.debug ? (line) => terminal.info([{ text: secrets.redact(line), tone: "quiet" }]) : undefined,
  });
  const kept = async (key: Secret | undefined) => {
    const everybodys = { provider: manifest.id, baseUrl: baseUrl.url, key: undefined };
    const text = await readCatalogCache(paths, key ? [{ ...everybodys, key }, everybodys] : [everybodys]);
    return text === undefined ? undefined : catalogFromJson(text);
  };
  return {
    manifest,
    baseUrl,
    client,
    feed: createCatalogFeed({ client, manifest, host: new URL(baseUrl.url).host, kept, now }),
  };
}
