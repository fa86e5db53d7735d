import { declareChat } from "./cli/chat.ts";
import { type CommandLine, declareGlobalFlags } from "./cli/command-line.ts";
import { helpTexts, runWithCommander } from "./cli/commander-line.ts";
import { declareCompletion } from "./cli/completion.ts";
import { declareConfig } from "./cli/config.ts";
import { declareConfigure } from "./cli/configure.ts";
import { declareDoctor } from "./cli/doctor.ts";
import { declareModels } from "./cli/models.ts";
import { declareOnboard } from "./cli/onboard.ts";
import { QuickCommand, readQuickly } from "./cli/quick-line.ts";
import type { Context } from "./context.ts";
import { type ExitCode, exitCode } from "./errors.ts";
import { messagesIn } from "./messages/messages.ts";
import type { Registry } from "./providers/registry.ts";

/** Every command, in the order of the help; each declares its flags in a file of `cli/`. */
export const declarations: ReadonlyMap<string, (line: CommandLine) => void> = new Map([
  ["onboard", declareOnboard],
  ["configure", declareConfigure],
  ["models", declareModels],
  ["chat", declareChat],
  ["doctor", declareDoctor],
  ["config", declareConfig],
  ["completion", declareCompletion],
]);

/** The help of every command, by the command as it is typed. */
export function helpOfAll(context: Context, registry: Registry): ReadonlyMap<string, string> {
  return helpTexts([...declarations.values()], { context, registry, words: messagesIn(context.locale).cli });
}

/**
 * Runs the command that the arguments name and returns its exit code.
 *
 * @throws CliError for arguments that make no sense, and what the command throws.
 */
export async function runCli(argv: readonly string[], context: Context, registry: Registry): Promise<ExitCode> {
  const words = messagesIn(context.locale).cli;
  const named = declarations.get(argv[0] ?? "");
  if (named) {
    let code: ExitCode = exitCode.done;
    const program = new QuickCommand("openclaw");
    declareGlobalFlags(program, words);
    const finish = (result: ExitCode) => {
      code = result;
    };
    named({ program, context, registry, words, finish });
    const line = readQuickly(argv, program);
    if (line) {
      await line.command.run(line.args);
      return code;
    }
  }
  return await runWithCommander(argv, [...declarations.values()], { context, registry, words });
}
