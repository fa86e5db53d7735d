import { Command, CommanderError, type HelpConfiguration } from "commander";
import { resolvePaths } from "../config/paths.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, exitCode } from "../errors.ts";
import { readFile } from "../files/read-file.ts";
import { type CommandLine, declareGlobalFlags, optionCalled } from "./command-line.ts";
import { helpWords, mistakeOf } from "./commander-words.ts";

/** What declares a command and its flags. */
export type Declare = (line: CommandLine) => void;

/**
 * Runs a command line with commander, which answers whatever a person may have typed.
 *
 * @throws CliError for arguments that make no sense, and what the command throws.
 */
export async function runWithCommander(
  argv: readonly string[],
  declarations: readonly Declare[],
  { context, registry, words }: Omit<CommandLine, "program" | "finish">,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const finish = (result: ExitCode) => {
    code = result;
  };
  const program = createProgram(declarations, { context, registry, words, finish });

  if (argv.length === 0) {
    program.outputHelp();
    if (!hasConfig(context)) context.terminal.info(`\n${words.noConfig}`);
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
    const [, unknown = ""] = /unknown command '([^']+)'/.exec(error.message) ?? [];
    if (named === program && openclawCommands.has(unknown))
      throw new CliError("command-of-openclaw", { command: unknown });
    throw new CliError("usage", { detail: mistakeOf(error, words), command: nameOf(named) });
  }
  return code;
}

/**
 * The help of every command before it is broken into lines, by the command as it is typed: "openclaw models set". A tab stands
 * in each line that a terminal breaks: before a paragraph, and between a name and what is said of it.
 */
export function helpTexts(
  declarations: readonly Declare[],
  line: Omit<CommandLine, "program" | "finish">,
): ReadonlyMap<string, string> {
  const visible = (command: Command): Command[] => [
    command,
    ...command.createHelp().visibleCommands(command).flatMap(visible),
  ];
  const textOf = (command: Command) => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    return help.trimEnd();
  };
  const program = createProgram(declarations, { ...line, finish: () => {} }, unbroken);
  return new Map(visible(program).map((command) => [nameOf(command), textOf(command)]));
}

const unbroken: HelpConfiguration = {
  formatItem: (name, _width, description) => `${name}\t${description}`,
  boxWrap: (paragraph) => `\t${paragraph}`,
};

function createProgram(
  declarations: readonly Declare[],
  line: Omit<CommandLine, "program">,
  layout: HelpConfiguration = {},
): Command {
  const { context, words } = line;
  const { terminal } = context;
  const program = new Command("openclaw")
    .description(words.description)
    .version(context.version, "-V, --version", words.version)
    .helpOption("-h, --help", words.help)
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, ...helpWords(words), ...layout })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      // What commander would print is thrown as well, and printed once, by main.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(terminal.output.columns, 100),
      getOutHasColors: () => false,
    });
  declareGlobalFlags(program, words);
  for (const declare of declarations) declare({ ...line, program });
  return program;
}

/** Commands of OpenClaw's own that this program has no part in (`openclaw --help`, 2026.9.6). */
const openclawCommands: ReadonlySet<string> = new Set(
  (
    "acp agent agents approvals attach audit automations backup browser capability channels clawbot connect cron daemon " +
    "dashboard database devices directory dns docs exec-approvals exec-policy file-transfer fleet gateway googlemeet health " +
    "hooks infer logs mcp memory message migrate node nodes pairing plugins promos proxy qr reset resume sandbox secrets " +
    "security sessions setup skills status system tasks teamsmeetings telemetry terminal transcripts triage tui uninstall " +
    "update users webhooks worker worktrees zoommeetings"
  ).split(" "),
);

function hasConfig(context: Context): boolean {
  return readFile(resolvePaths(context).config) !== undefined;
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

/** A command as it is typed. */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}
