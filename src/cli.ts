import { Command, CommanderError } from "commander";
import { declareChat } from "./cli/chat.ts";
import { type CommandLine, helpWords, optionCalled } from "./cli/command-line.ts";
import { declareCompletion } from "./cli/completion.ts";
import { declareConfig } from "./cli/config.ts";
import { declareConfigure } from "./cli/configure.ts";
import { declareDoctor } from "./cli/doctor.ts";
import { declareModels } from "./cli/models.ts";
import { declareOnboard } from "./cli/onboard.ts";
import type { Context } from "./context.ts";
import { CliError, type ExitCode, exitCode } from "./errors.ts";
import type { Registry } from "./providers/registry.ts";

/** Every command, in the order of the help; each declares its flags in a file of `cli/`. */
const declarations = [
  declareOnboard,
  declareConfigure,
  declareModels,
  declareChat,
  declareDoctor,
  declareConfig,
  declareCompletion,
];

/**
 * Runs the command that the arguments name and returns its exit code.
 *
 * @throws CliError for arguments that make no sense, and what the command throws.
 */
export async function runCli(argv: readonly string[], context: Context, registry: Registry): Promise<ExitCode> {
  const words = helpWords(context.locale);
  const { terminal } = context;
  let code: ExitCode = exitCode.done;

  const program = new Command("openclaw")
    .description(words.description)
    .version(context.version, "-V, --version", words.version)
    .helpOption("-h, --help", words.help)
    .helpCommand(false)
    .option("--profile <name>", words.profile)
    .option("--dev", words.dev)
    .option("--no-color", words.noColor)
    .option("--accessible", words.accessible)
    .option("--debug", words.debug)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      // What commander would print is thrown as well, and printed once, by main.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(terminal.columns, 100),
      getOutHasColors: () => false,
    });
  const line: CommandLine = {
    program,
    context,
    registry,
    words,
    finish(result) {
      code = result;
    },
  };
  for (const declare of declarations) declare(line);

  if (argv.length === 0) {
    program.outputHelp();
    if (!(await hasConfig(context))) terminal.info(`\n${words.noConfig}`);
    return exitCode.done;
  }
  refuseSwallowedFlags(argv, program);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.done;
    const named = commandNamed(argv, program);
    if (error.code === "commander.help") {
      named.outputHelp();
      throw new CliError("command-missing", { command: nameOf(named), example: named.commands[0]?.name() ?? "" });
    }
    throw usageError(error, named);
  }
  return code;
}

async function hasConfig({ env, homeDir, cwd }: Context): Promise<boolean> {
  const [{ resolvePaths }, { readFile }] = await Promise.all([
    import("./config/paths.ts"),
    import("./files/read-file.ts"),
  ]);
  return readFile(resolvePaths({ env, homeDir, cwd }).config) !== undefined;
}

/** `--key --yes` would take "--yes" for the key; commander calls that a feature (tj/commander.js#1484). */
function refuseSwallowedFlags(argv: readonly string[], program: Command): void {
  for (const { word, next, wantsValue } of readWords(argv, program)) {
    if (wantsValue && (next === undefined || next.startsWith("--"))) {
      throw new CliError("option-without-value", { flag: word, next });
    }
  }
}

/** The command that the arguments name, as far as they name one. */
function commandNamed(argv: readonly string[], program: Command): Command {
  return readWords(argv, program).at(-1)?.command ?? program;
}

interface ReadWord {
  readonly word: string;
  readonly next: string | undefined;
  /** The command that is named up to here. */
  readonly command: Command;
  /** Whether the word is a flag that must have a value. */
  readonly wantsValue: boolean;
}

/** The words before "--" that are no values of flags. What a flag is, the command decides in which it stands. */
function readWords(argv: readonly string[], program: Command): ReadWord[] {
  const read: ReadWord[] = [];
  let command = program;
  let isValue = false;
  let isNamed = false;
  for (const [index, word] of argv.entries()) {
    if (word === "--") break;
    if (isValue) {
      isValue = false;
      continue;
    }
    const inner = isNamed ? undefined : command.commands.find((one) => one.name() === word);
    if (inner) command = inner;
    else isNamed ||= !word.startsWith("-");
    const wantsValue = optionCalled(word, command)?.required === true;
    isValue = wantsValue;
    read.push({ word, next: argv[index + 1], command, wantsValue });
  }
  return read;
}

/** Commander's words without its "error: ", and without a value that somebody glued to a misspelt flag: it may be a key. */
function usageError(error: CommanderError, named: Command): CliError {
  const detail = error.message.replace(/^error: /, "").replace(/(unknown option '--[^=']+)=[^']*'/, "$1'");
  return new CliError("usage", { detail, command: nameOf(named) });
}

/** A command as it is typed. */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}
