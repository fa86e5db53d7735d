import type { OnboardOptions } from "./onboard-options.ts";

/** What the questions came to, as flags would say it. */
export interface Replayed {
  readonly authChoice: string | undefined;
  readonly model?: string | undefined;
  readonly keyStore?: string | undefined;
  /** The flag that brings the key, and its value. */
  readonly key?: readonly string[];
  /** Whether the run itself is to be repeated as it was, rather than what it came to. */
  readonly asAsked?: boolean;
}

/** The command that does the same without a question. It never holds a key. */
export function replayCommand(options: OnboardOptions, replayed: Replayed): string {
  const value = (flag: string, text: string | undefined) => (text === undefined ? [] : [flag, quote(text)]);
  const given = (flag: string, isGiven: boolean) => (isGiven ? [flag] : []);
  return [
    "openclaw",
    ...value("--profile", options.profile),
    ...given("--dev", options.dev),
    "onboard",
    "--non-interactive",
    ...value("--auth-choice", replayed.authChoice),
    ...(replayed.key ?? []).map(quote),
    ...value("--model", replayed.model),
    ...value("--key-store", replayed.keyStore),
    ...value("--base-url", options.baseUrl),
    ...value(
      "--timeout",
      options.timeoutMilliseconds === undefined ? undefined : String(options.timeoutMilliseconds / 1000),
    ),
    ...value("--verify", options.verify === "auto" ? undefined : options.verify),
    ...given("--offline", options.offline),
    ...given("--allow-any-key", options.allowAnyKey),
    ...given("--allow-insecure-base-url", options.allowInsecureBaseUrl),
    ...given("--all-models", options.allModels),
    ...given("--private-only", options.privateOnly),
    ...given("--dry-run", options.dryRun && replayed.asAsked === true),
    ...given("--json", options.json && replayed.asAsked === true),
  ].join(" ");
}

/** The text as one word of a POSIX shell. */
export function quote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
