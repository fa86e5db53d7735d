import { displayPath, displayPaths, homeOf } from "../config/paths.ts";
import type { Context } from "../context.ts";
import type { CliError, ErrorCode } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";

/** A failure in words. */
export interface FailureText {
  readonly message: string;
  /** The next step; empty where there is none. */
  readonly hint: string;
}

/** The words of an error, with paths as a person would type them and without secrets. */
export function failureText(error: CliError, words: Messages, context: Context): FailureText {
  const { secrets } = context;
  const text = words.errors[error.code as ErrorCode] as (facts: unknown) => FailureText;
  const home = homeOf(context);
  const { message, hint } = text(displayPaths(error.parameters as object, (path) => displayPath(path, home)));
  return { message: secrets.redact(message), hint: secrets.redact(hint) };
}

/** Says on stderr what happened and what to do next. */
export function sayFailure({ message, hint }: FailureText, { terminal }: Pick<Context, "terminal">): void {
  terminal.error(message);
  // What stands by itself is to be copied, and stays as it is.
  for (const line of hint ? hint.split("\n") : []) {
    if (line.startsWith(" ")) terminal.verbatim(`  ${line}`);
    else terminal.info(`  ${line}`);
  }
}
