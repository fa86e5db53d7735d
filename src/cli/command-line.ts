import type { Command, Option } from "commander";
import type { Context } from "../context.ts";
import { CliError, type ExitCode } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import type { Registry } from "../providers/registry.ts";
import type { DeclaredCommand, DeclaredOption, DeclaredValue } from "./declaration.ts";

/** What every declaration of a command gets: where to declare it, and what to run it with. */
export interface CommandLine {
  readonly program: DeclaredCommand;
  readonly context: Context;
  readonly registry: Registry;
  /** The words of the help. */
  readonly words: Messages["cli"];
  /** Tells the exit code of the command that ran. */
  finish(code: ExitCode): void;
}

/** The parsed flags of a command and of those above it, as commander names them. */
export interface Flags {
  text(name: string): string | undefined;
  is(name: string): boolean;
  /** The values of a flag that may be given several times. */
  list(name: string): readonly string[];
}

export function flagsOf(command: DeclaredCommand): Flags {
  const values = command.optsWithGlobals();
  return {
    text: (name) => values[name] as string | undefined,
    is: (name) => values[name] === true,
    list: (name) => (values[name] as readonly string[] | undefined) ?? [],
  };
}

/** How commander calls the value of a flag: "--api-key" is "apiKey". */
export function optionName(flag: string): string {
  return flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The option of that name, long or short, of a command or of those above it. */
export function optionCalled(name: string, command: Command): Option | undefined {
  const found = command.options.find((option) => option.long === name || option.short === name);
  return found ?? (command.parent ? optionCalled(name, command.parent) : undefined);
}

/** The flags that are the same for every command; declared on the program itself. */
export function globalOptions(flags: Flags) {
  return { profile: flags.text("profile"), dev: flags.is("dev"), debug: flags.is("debug") };
}

/** The same option or argument with values to choose from in the help and at TAB; what else is given, the command refuses in its own words. */
export function suggesting<Declared extends DeclaredValue>(declared: Declared, values: readonly string[]): Declared {
  declared.argChoices = [...values];
  return declared;
}

/** The flag that says which provider a command is about. */
export function providerOption({ program, words, registry }: CommandLine): DeclaredOption {
  return suggesting(
    program.createOption("--provider <id>", words.models.list.provider),
    registry.all.map(({ id }) => id),
  );
}

/** Declares the flags that come before and after every command's name. */
export function declareGlobalFlags(program: DeclaredCommand, words: CommandLine["words"]): void {
  program
    .option("--profile <name>", words.profile)
    .option("--dev", words.dev)
    .option("--no-color", words.noColor)
    .option("--accessible", words.accessible)
    .option("--debug", words.debug);
}

/** Declares the flags of every command that talks to a provider. */
export function declareNetworkFlags(
  command: DeclaredCommand,
  { words }: Pick<CommandLine, "words">,
  timeout: string = words.timeout,
): DeclaredCommand {
  return command
    .option("--offline", words.offline)
    .option("--timeout <seconds>", timeout)
    .option("--base-url <url>", words.baseUrl)
    .option("--allow-insecure-base-url", words.allowInsecureBaseUrl);
}

/** @throws CliError "timeout-invalid" */
export function networkOptions(flags: Flags) {
  return {
    offline: flags.is("offline"),
    timeoutMilliseconds: milliseconds(flags.text("timeout")),
    baseUrl: flags.text("baseUrl"),
    allowInsecureBaseUrl: flags.is("allowInsecureBaseUrl"),
  };
}

function milliseconds(seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  const value = Number(seconds);
  if (!(value > 0 && value <= 3600)) throw new CliError("timeout-invalid", { value: seconds });
  return value * 1000;
}
