import { Command } from "commander";
import { type CommandLine, declareGlobalFlags } from "../../src/cli/command-line.ts";
import type { DeclaredCommand } from "../../src/cli/declaration.ts";
import { QuickCommand, readQuickly } from "../../src/cli/quick-line.ts";
import { declarations } from "../../src/cli.ts";
import type { Context } from "../../src/context.ts";
import { en } from "../../src/messages/en.ts";
import { createRegistry } from "../../src/providers/registry.ts";
import { manifests } from "./run.ts";

/** What a command line comes to: the command, its arguments, and its flags with those of the commands above it. */
export interface Read {
  readonly command: string;
  readonly args: readonly unknown[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** All that is declared, for a program that runs nothing. */
function declareAll(program: DeclaredCommand): void {
  declareGlobalFlags(program, en.cli);
  const registry = createRegistry(manifests);
  const line: Omit<CommandLine, "program"> = { context: {} as Context, registry, words: en.cli, finish: () => {} };
  for (const declare of declarations.values()) declare({ ...line, program });
}

/** The line as the quick reader reads it; `undefined` where it leaves it to commander. */
export function quickly(argv: readonly string[]): Read | undefined {
  const program = new QuickCommand("openclaw");
  declareAll(program);
  const line = readQuickly(argv, program);
  return line && { command: line.command.name, args: line.args, flags: line.command.optsWithGlobals() };
}

/** The line as commander reads it; `undefined` where it refuses it. */
export function byCommander(argv: readonly string[]): Read | undefined {
  const program = createProgram();
  let read: Read | undefined;
  program.hook("preAction", (_, command) => {
    read = { command: nameOf(command), args: command.processedArgs, flags: command.optsWithGlobals() };
    throw new Error("read");
  });
  try {
    program.parse(argv, { from: "user" });
  } catch {
    // Refused, or read.
  }
  return read;
}

/** The commands that do something, with the words that name them. */
export function runnableCommands(): { readonly path: readonly string[]; readonly command: Command }[] {
  const below = (command: Command): Command[] => [command, ...command.commands.flatMap(below)];
  return below(createProgram())
    .filter(({ commands }) => commands.length === 0)
    .map((command) => ({ path: nameOf(command).split(" ").slice(1), command }));
}

function createProgram(): Command {
  const program = new Command("openclaw").exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  declareAll(program);
  return program;
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}
