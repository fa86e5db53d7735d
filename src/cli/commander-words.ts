import { type Argument, type CommanderError, Help, type Option } from "commander";
import type { CommandLine } from "./command-line.ts";

type Words = CommandLine["words"];

/** Commander breaks lines at spaces of every kind, also where they must not be broken. This stands there while it does. */
const noBreakSpace = "\u00a0";
const standIn = "\ue000";

/** Commander's help in our words. */
export function helpWords(words: Words) {
  const titles: Readonly<Record<string, string>> = words.titles;
  const placeholders: Readonly<Record<string, string>> = words.placeholders;
  const placed = (text: string) =>
    text
      .split(" ")
      .map((word) => placeholders[word] ?? word)
      .join(" ");
  const described = ({ description, argChoices, defaultValue }: Option | Argument) => {
    const choices = argChoices?.map((choice) => JSON.stringify(choice)).join(", ");
    const facts = [
      ...(choices === undefined ? [] : [words.choices(choices)]),
      ...(defaultValue === undefined ? [] : [words.default(JSON.stringify(defaultValue))]),
    ];
    return facts.length === 0 ? description : `${description} (${facts.join(", ")})`;
  };
  return {
    styleTitle: (title: string) => titles[title] ?? title,
    styleUsage: placed,
    styleSubcommandTerm: placed,
    optionDescription: described,
    argumentDescription: described,
    boxWrap: (text: string, width: number) =>
      new Help().boxWrap(text.replaceAll(noBreakSpace, standIn), width).replaceAll(standIn, noBreakSpace),
  };
}

type Reading = readonly [
  pattern: RegExp,
  say: (mistakes: Words["mistakes"], facts: string[], similar: string) => string,
];

/** Commander's own sentences. A value that somebody glued to a misspelt flag is left out: it may be a key. */
const readings: readonly Reading[] = [
  [/^unknown option '(--[^=]+|.*?)(?:=.*)?'$/s, (say, [flag = ""], similar) => say.unknownOption(flag, similar)],
  [/^unknown command '(.*)'$/s, (say, [name = ""], similar) => say.unknownCommand(name, similar)],
  [
    /^too many arguments(?: for '(.+)')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    (say, [command = "", expected, given]) => say.tooManyArguments(command, Number(expected), Number(given)),
  ],
  [/^missing required argument '(.+)'$/, (say, [name = ""]) => say.missingArgument(name)],
  [/^option '(.+)' argument missing$/, (say, [flag = ""]) => say.missingValue(flag)],
  [
    /^option '(.+?)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/s,
    (say, [flag = "", value = "", choices = ""]) => say.invalidOption(flag, value, choices),
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.+?)'\. Allowed choices are (.+)\.$/s,
    (say, [value = "", name = "", choices = ""]) => say.invalidArgument(name, value, choices),
  ],
];

/** What commander says of a command line, in our words; in its own where it says what nobody has foreseen. */
export function mistakeOf({ message }: CommanderError, { mistakes }: Words): string {
  const [sentence = "", similar = ""] = message.replace(/^error: /, "").split(/\n\(Did you mean (?:one of )?(.+)\?\)$/);
  for (const [pattern, say] of readings) {
    const facts = pattern.exec(sentence)?.slice(1);
    if (facts) return say(mistakes, facts, similar);
  }
  return sentence;
}
