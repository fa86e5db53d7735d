import type { Context } from "../context.ts";
import { CliError } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import { commandLike } from "./replay.ts";

/** What of a command's options decides whether somebody has to be asked, and how the command is told again. */
type ConsentOptions = Partial<OnboardOptions> & { readonly yes: boolean };

/**
 * Where nobody can be asked, --yes must have been given, unless nothing is to be done.
 *
 * @param command the words that do it without a question
 * @param what what is missing: permission to write where left out
 * @throws CliError "answers-missing" with the command to copy
 */
export function requireConsent(
  options: ConsentOptions,
  { terminal, env, locale }: Context,
  command: readonly string[],
  what: string = messagesIn(locale).onboard.missing.consent,
): void {
  if (options.yes || options.dryRun || terminal.interactive) return;
  throw new CliError("answers-missing", {
    missing: [{ flags: ["--yes"], what }],
    command: commandLike(options, command, env),
    keyFile: undefined,
  });
}
