import type { Messages } from "./messages/messages.ts";

export type ErrorCode = keyof Messages["errors"];
/** What the words of an error are made of. */
export type ErrorParameters<Code extends ErrorCode> = Parameters<Messages["errors"][Code]>[0];

/** The exit codes this program promises; scripts rely on them. */
export const exitCode = {
  done: 0,
  internal: 1,
  usage: 2,
  files: 3,
  key: 4,
  provider: 5,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode] | 129 | 130 | 143;

const exitCodes: { readonly [Code in ErrorCode]: ExitCode } = {
  usage: exitCode.usage,
  "command-missing": exitCode.usage,
  "command-of-openclaw": exitCode.usage,
  "option-without-value": exitCode.usage,
  "unknown-auth-choice": exitCode.usage,
  "shell-unknown": exitCode.usage,
  "several-keys-given": exitCode.usage,
  "answers-missing": exitCode.usage,
  "needs-terminal": exitCode.usage,
  "key-not-recognized": exitCode.usage,
  "key-file-unreadable": exitCode.usage,
  "stdin-is-terminal": exitCode.usage,
  "stdin-too-large": exitCode.usage,
  "profile-invalid": exitCode.usage,
  "flags-contradict": exitCode.usage,
  "base-url-invalid": exitCode.usage,
  "base-url-insecure": exitCode.usage,
  "timeout-invalid": exitCode.usage,
  "mode-not-local": exitCode.usage,
  "model-unknown": exitCode.usage,
  "model-not-offered": exitCode.usage,
  "model-of-other-provider": exitCode.usage,
  "no-such-model": exitCode.usage,
  "model-withheld": exitCode.usage,
  "unknown-provider": exitCode.usage,
  "model-is-key": exitCode.usage,
  "model-not-private": exitCode.usage,
  "policy-unreadable": exitCode.files,
  "no-such-fallback": exitCode.usage,
  "number-invalid": exitCode.usage,
  "no-model-left": exitCode.usage,
  "backup-unknown": exitCode.usage,
  "backup-loses-key": exitCode.files,
  "config-missing": exitCode.files,
  "message-missing": exitCode.usage,
  "chat-needs-network": exitCode.usage,
  "input-file-unreadable": exitCode.usage,
  "input-file-not-json": exitCode.usage,
  "input-file-unexpected": exitCode.usage,
  "input-not-text": exitCode.usage,
  "input-too-large": exitCode.usage,
  "image-unknown-type": exitCode.usage,
  "images-too-large": exitCode.usage,
  "too-many-images": exitCode.usage,
  "no-default-model": exitCode.usage,
  "default-of-other-provider": exitCode.usage,
  "model-lacks-ability": exitCode.usage,
  "effort-unknown": exitCode.usage,
  "provider-lacks-option": exitCode.usage,
  "too-expensive": exitCode.usage,
  "price-unknown": exitCode.usage,
  "chat-model-unknown": exitCode.usage,
  "chat-character-unknown": exitCode.usage,
  "config-not-parsed": exitCode.files,
  "config-not-text": exitCode.files,
  "config-unexpected": exitCode.files,
  "config-read-only": exitCode.files,
  "config-included": exitCode.files,
  "config-changed": exitCode.files,
  "file-locked": exitCode.files,
  "file-unreadable": exitCode.files,
  "file-unwritable": exitCode.files,
  "file-not-regular": exitCode.files,
  "home-unknown": exitCode.files,
  "home-unusable": exitCode.files,
  "dotenv-refuses": exitCode.files,
  "key-malformed": exitCode.key,
  "key-rejected": exitCode.key,
  "key-cannot-spend": exitCode.key,
  "key-not-received": exitCode.key,
  "key-missing": exitCode.key,
  "key-hidden": exitCode.key,
  "key-external": exitCode.key,
  "chat-key-rejected": exitCode.key,
  "chat-plan": exitCode.key,
  "chat-key-not-received": exitCode.key,
  "chat-balance": exitCode.key,
  "chat-spend-limit": exitCode.key,
  "chat-privacy": exitCode.key,
  "chat-region": exitCode.key,
  "chat-forbidden": exitCode.key,
  "provider-unreachable": exitCode.provider,
  "chat-not-found": exitCode.provider,
  "chat-gone": exitCode.provider,
  "chat-too-large": exitCode.provider,
  "chat-content-policy": exitCode.provider,
  "chat-context-length": exitCode.provider,
  "chat-token-limit": exitCode.provider,
  "chat-invalid-request": exitCode.provider,
  "chat-upstream-refused": exitCode.provider,
  "chat-rate-limited": exitCode.provider,
  "chat-overloaded": exitCode.provider,
  "chat-error-budget": exitCode.provider,
  "chat-inference-failed": exitCode.provider,
  "chat-gateway": exitCode.provider,
  "chat-offline": exitCode.provider,
  "chat-capacity": exitCode.provider,
  "chat-too-slow": exitCode.provider,
  "chat-broken-off": exitCode.provider,
  "chat-connection-lost": exitCode.provider,
  "chat-unfinished": exitCode.provider,
  "chat-network": exitCode.provider,
  "answer-not-json": exitCode.provider,
  "answer-against-schema": exitCode.provider,
  "edit-check-failed": exitCode.internal,
};

/** A failure that a person can act on. It carries a code and its facts; `messages/` has the words, and main prints them, once. */
export class CliError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "CliError";
  readonly code: Code;
  readonly parameters: ErrorParameters<Code>;

  constructor(code: Code, parameters: ErrorParameters<Code>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.parameters = parameters;
  }

  get exitCode(): ExitCode {
    return exitCodes[this.code];
  }
}

/** The person, or a signal, ended the run. Not a failure: nothing is explained, the exit code is the signal's. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly signal: string;
  /** The files that were written before, as they are shown. */
  readonly written: readonly string[];

  constructor(signal: string, written: readonly string[] = []) {
    super(signal);
    this.signal = signal;
    this.written = written;
  }

  get exitCode(): ExitCode {
    if (this.signal === "SIGTERM") return 143;
    return this.signal === "SIGHUP" ? 129 : 130;
  }
}
