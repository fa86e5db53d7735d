import type { Command, Option } from "commander";
import type { CompleteOptions, Offer } from "../commands/complete.ts";
import { optionCalled } from "./command-line.ts";
import { splitLine } from "./split-line.ts";

/** What the line asks to be completed; all but the shell that asks. */
export type Completion = Omit<CompleteOptions, "shell">;

type Candidates = Completion["candidates"];

const nothing: Candidates = { offers: [], models: false, paths: false };

/**
 * What can stand at the end of that line, by what the program's commands declare: commands, flags that are not given yet, the
 * choices of an option or of an argument, models where it is called "ref", paths where it is called "path".
 */
export function completeLine(program: Command, line: string): Completion {
  const { words, redirected } = splitLine(line);
  const word = words.at(-1) ?? "";
  const read = readWords(program, words.slice(0, -1));
  const { values, wantsValue } = read;
  const asked = { word, before: "", profile: values.get("profile"), dev: values.has("dev") };
  if (redirected) return { ...asked, candidates: { ...nothing, paths: true } };
  if (wantsValue && takesAsValue(wantsValue, word)) return { ...asked, candidates: valuesOf(wantsValue) };
  if (read.flagsEnded || !word.startsWith("-")) return { ...asked, candidates: candidatesWithoutDash(read, word) };

  const [before, name = ""] = /^(--[^=]+)=/.exec(word) ?? [];
  if (before === undefined) return { ...asked, candidates: { ...nothing, offers: flagsOffered(read) } };
  const option = optionCalled(name, read.command);
  return { ...asked, before, candidates: option ? valuesOf(option) : nothing };
}

/** The words before the cursor, as commander would read them. */
interface ReadWords {
  readonly command: Command;
  /** How many arguments of that command there are already. */
  readonly arguments: number;
  /** The option whose value comes next. */
  readonly wantsValue: Option | undefined;
  /** Whether a "--" has said that all that follows are arguments. */
  readonly flagsEnded: boolean;
  /** Whether there is a word that no command takes. */
  readonly lost: boolean;
  /** The options given, by their names, with the last value of those that have one. */
  readonly values: ReadonlyMap<string, string>;
}

function readWords(program: Command, words: readonly string[]): ReadWords {
  const values = new Map<string, string>();
  let command = program;
  let count = 0;
  let wantsValue: Option | undefined;
  let flagsEnded = false;
  for (const word of words) {
    if (wantsValue && takesAsValue(wantsValue, word)) {
      values.set(wantsValue.attributeName(), word);
      if (!wantsValue.variadic) wantsValue = undefined;
      continue;
    }
    wantsValue = undefined;
    if (!flagsEnded && word === "--") {
      flagsEnded = true;
    } else if (!flagsEnded && word.startsWith("-")) {
      const [name = "", ...value] = word.split("=");
      const option = optionCalled(name, command);
      if (option) values.set(option.attributeName(), value.join("="));
      if (value.length === 0 && (option?.required || option?.optional)) wantsValue = option;
    } else {
      const next =
        count === 0 ? command.commands.find((one) => [one.name(), ...one.aliases()].includes(word)) : undefined;
      if (next) command = next;
      else count += 1;
    }
  }
  const taken = command.registeredArguments;
  const lost = count > taken.length && !taken.at(-1)?.variadic;
  return { command, arguments: count, wantsValue, flagsEnded, lost, values };
}

/** A value that may be left out is left out where a flag follows. */
function takesAsValue(option: Option, word: string): boolean {
  return option.required || !word.startsWith("-");
}

function flagsOffered({ command, values }: ReadWords): Offer[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
    .filter((option) => option.variadic || !values.has(option.attributeName()))
    .map(({ long, short, description }) => ({ value: long ?? short ?? "", description }));
}

/** Commands and arguments; where neither can come, the flags come unasked. */
function candidatesWithoutDash(read: ReadWords, word: string): Candidates {
  const { command, arguments: count } = read;
  const commands = count > 0 ? [] : command.createHelp().visibleCommands(command);
  const last = command.registeredArguments.at(-1);
  const argument = command.registeredArguments[count] ?? (last?.variadic ? last : undefined);
  if (commands.length > 0) {
    const offers = commands.map((one) => ({ value: one.name(), description: one.description() }));
    return { ...nothing, offers };
  }
  if (argument) return candidatesFor(argument.name(), argument.argChoices);
  const canHaveFlags = word === "" && !read.flagsEnded && !read.lost;
  return canHaveFlags ? { ...nothing, offers: flagsOffered(read) } : nothing;
}

function valuesOf({ flags, argChoices }: Option): Candidates {
  return candidatesFor(/[<[]([\w-]+)/.exec(flags)?.[1] ?? "", argChoices);
}

/** What can stand for a value of that name. */
function candidatesFor(name: string, choices: readonly string[] | undefined): Candidates {
  if (choices) return { ...nothing, offers: choices.map((value) => ({ value, description: "" })) };
  return { ...nothing, models: name === "ref", paths: name === "path" };
}
