import type { SecretKeeper } from "../context.ts";
import { CliError } from "../errors.ts";
import type { ProviderAuth } from "../providers/provider.ts";

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const wrappings: readonly RegExp[] = [
  /^(?:export\s+|set\s+|\$env:)?[A-Z_][A-Z0-9_]*\s*[=:]\s*(?=\S)/, // export NAME=key, $env:NAME = key
  /^(?:authorization\s*:\s*)?bearer\s+/i,
  /[;,]+$/,
];
const quotes = /^(["'`“”‘’«»])(.*)["'`“”‘’«»]$/s;

/** The key without what comes along when people copy it: white space, quotes, `export NAME=`, `Bearer `, a trailing ";". */
export function cleanKey(text: string): string {
  let before: string;
  let key = text.replace(invisible, "");
  do {
    before = key;
    key = key.trim();
    for (const wrapping of wrappings) key = key.replace(wrapping, "").trim();
    key = quotes.exec(key)?.[2] ?? key;
  } while (key !== before);
  return key;
}

export type KeyDefect = "empty" | "space" | "control" | "non-ascii";

/** Why a cleaned text cannot be sent as a key at all, whatever the provider thinks of it; `undefined` when it can. */
export function keyDefect(key: string): KeyDefect | undefined {
  if (key === "") return "empty";
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(key)) return "control";
  if (/\s/.test(key)) return "space";
  return /[^\x21-\x7e]/.test(key) ? "non-ascii" : undefined;
}

/** Whether the key begins as the provider's keys do and goes on. */
export function isRecognized(key: string, auth: ProviderAuth): boolean {
  return auth.prefixes.some((prefix) => key.startsWith(prefix) && key.length > prefix.length);
}

/** Whether the key may also manage the account, going by how it begins. */
export function isAdminKey(key: string, auth: ProviderAuth): boolean {
  return auth.adminPrefixes.some((prefix) => key.startsWith(prefix));
}

/**
 * A key that slipped into the place of a model would end up in the config.
 *
 * @throws CliError "model-is-key"
 */
export function refuseKeyAsModel(model: string, secrets: SecretKeeper): void {
  if (secrets.redact(model) !== model) throw new CliError("model-is-key", {});
}
