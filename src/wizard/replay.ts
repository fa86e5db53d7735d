import { placeVariables } from "../config/paths.ts";
import type { Environment } from "../context.ts";
import { shellWord } from "../messages/shell-word.ts";
import type { OnboardOptions } from "./onboard-options.ts";

/** What the questions came to, as flags would say it. */
export interface Replayed {
  readonly authChoice: string | undefined;
  readonly model?: string | undefined;
  readonly keyStore?: string | undefined;
  /** The flag that brings the key, and its value. */
  readonly key?: readonly string[];
  /** The environment, for the variables that say where OpenClaw's files are. */
  readonly env: Environment;
  /** Whether the run itself is to be repeated as it was, rather than what it came to. */
  readonly asAsked?: boolean;
}

/** The command that does the same without a question. It never holds a key. */
export function replayCommand(options: Partial<OnboardOptions>, replayed: Replayed): string {
  const words = [
    "onboard",
    "--non-interactive",
    ...value("--auth-choice", replayed.authChoice),
    ...(replayed.key ?? []),
    ...value("--model", replayed.model),
    ...value("--key-store", replayed.keyStore),
    ...value("--verify", options.verify === "auto" ? undefined : options.verify),
    ...given("--allow-any-key", options.allowAnyKey),
    ...given("--all-models", options.allModels),
    ...given("--private-only", options.privateOnly),
    ...given("--dry-run", options.dryRun === true && replayed.asAsked === true),
    ...given("--json", options.json === true && replayed.asAsked === true),
  ];
  return commandLike(options, words, replayed.env);
}

/** Another command about the same files, which reaches the provider in the same way. */
export function commandLike(options: Partial<OnboardOptions>, words: readonly string[], env: Environment): string {
  const { timeoutMilliseconds } = options;
  const places = placeVariables(env).filter(
    ([name]) => name !== "OPENCLAW_PROFILE" || (options.profile === undefined && !options.dev),
  );
  const command = [
    "openclaw",
    ...value("--profile", options.profile),
    ...given("--dev", options.dev),
    ...words,
    ...value("--base-url", options.baseUrl),
    ...value("--timeout", timeoutMilliseconds === undefined ? undefined : String(timeoutMilliseconds / 1000)),
    ...given("--offline", options.offline),
    ...given("--allow-insecure-base-url", options.allowInsecureBaseUrl),
  ].map(shellWord);
  return [...places.map(([name, text]) => `${name}=${shellWord(text)}`), ...command].join(" ");
}

function value(flag: string, text: string | undefined): string[] {
  return text === undefined ? [] : [flag, text];
}

function given(flag: string, isGiven: boolean | undefined): string[] {
  return isGiven ? [flag] : [];
}

/** The command that sends a message to a model: the default, unless a ref is named. What the config says need not be said again. */
export function chatCommand(
  { profile, dev, allowInsecureBaseUrl }: Pick<OnboardOptions, "profile" | "dev" | "allowInsecureBaseUrl">,
  message: string,
  ref: string | undefined,
  env: Environment,
): string {
  const options = { ...(profile === undefined ? {} : { profile }), dev, allowInsecureBaseUrl };
  // Double quotes around the message are what every shell takes, Windows' own as well.
  return `${commandLike(options, ["chat", ...value("--model", ref)], env)} "${message}"`;
}
