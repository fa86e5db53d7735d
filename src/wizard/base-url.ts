import { CliError } from "../errors.ts";

export interface BaseUrl {
  /** As it is to stand in the config; a reference such as "${PROXY}/v1" stays one. */
  readonly text: string;
  /** Where the requests go. */
  readonly url: string;
}

export interface BaseUrlSources {
  readonly flag: string | undefined;
  /** What stands in the provider's block. */
  readonly config: unknown;
  readonly manifest: string;
  /** The value of a variable that the config's text refers to. */
  resolve(variable: string): string | undefined;
  readonly allowInsecure: boolean;
}

/**
 * The base URL to talk to and to write: flag, then config, then manifest.
 *
 * @throws CliError "base-url-invalid", or "base-url-insecure" for plain http to another machine: the key would cross the
 * network for everybody to read.
 */
export function resolveBaseUrl({ flag, config, manifest, resolve, allowInsecure }: BaseUrlSources): BaseUrl {
  const configured = typeof config === "string" && config.trim() !== "" ? config : undefined;
  const text = flag?.trim().replace(/\/+$/, "") ?? configured ?? manifest;
  const url =
    flag === undefined ? text.replace(/\$\{([A-Z_][A-Z0-9_]*)\}/g, (_, name: string) => resolve(name) ?? "") : text;
  const invalid = (reason: string) => new CliError("base-url-invalid", { url: harmless(text), reason });
  if (/\$\{/.test(text) && url !== text && !URL.canParse(url)) throw invalid("variable");
  if (!URL.canParse(url)) throw invalid("address");
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") throw invalid("protocol");
  if (parsed.username || parsed.password) throw invalid("credentials");
  if (parsed.search || parsed.hash) throw invalid("query");
  if (parsed.protocol === "http:" && !allowInsecure && !isLoopback(parsed.hostname)) {
    throw new CliError("base-url-insecure", { url: text });
  }
  return { text, url };
}

/** The text without what may be a secret in it. */
function harmless(text: string): string {
  return text.replace(/\/\/.*@/, "//…@").replace(/[?#].*$/, (rest) => `${rest[0]}…`);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}
