import type { Answer, Choice, Prompter, Question } from "../context.ts";
import { Interruption } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import { readHidden, readLine } from "./read-line.ts";
import type { TerminalOptions } from "./terminal.ts";
import type { Theme } from "./theme.ts";
import { wrap } from "./wrap.ts";

/** What fingers type in every language. */
const commonAnswers = { yes: ["yes"], no: ["no"] };

/** More choices than this are not read out at once; words narrow the list. */
const mostChoices = 20;

/**
 * The questions for whoever has the screen read out, or a terminal that cannot move its cursor: every question is a few plain
 * lines, every answer one line, and nothing that was written is written again. "b" answers "back" where the question allows it.
 */
export function createLinePrompter(options: TerminalOptions, theme: Theme): Prompter {
  const { stderr } = options.streams;
  const words = messagesIn(options.locale).prompts.lines;
  const say = (text: string) => stderr.write(`${wrap(theme.spell(text), stderr.columns || 80)}\n`);

  /** Asks until the answer is one; `read` gives `undefined` for a line that is none, having said why. */
  async function ask<Value>(
    { canGoBack }: Pick<Question, "canGoBack">,
    hint: string,
    read: (line: string) => Value | undefined,
    hidden = false,
  ): Promise<Answer<Value>> {
    for (;;) {
      // The keyboard is listened to before anybody is asked: what comes at once must not be lost.
      const reading = (hidden ? readHidden : readLine)(options);
      say(canGoBack ? words.orBack(hint) : hint);
      stderr.write("> ");
      const line = (await reading).trim();
      if (canGoBack && line.toLowerCase() === words.back) return "back";
      const value = read(line);
      if (value !== undefined) return { value };
    }
  }

  async function pick<Value extends string>(
    question: Question & { readonly default?: Value | undefined },
    choices: () => readonly Choice<Value>[],
    canSearch: boolean,
  ): Promise<Answer<Value>> {
    say(question.message);
    let shown = narrowed(choices(), "");
    list(shown);
    const standard = choices().find(({ value }) => value === question.default) ?? choices()[0];
    if (!standard) throw new Interruption("declined");
    const hint = (canSearch ? words.numberOrWords : words.number)(textOf(standard.cells[0] ?? ""));
    return await ask(question, hint, (line) => {
      if (line === "") return standard.value;
      const chosen = /^\d+$/.test(line) ? shown[Number(line) - 1] : undefined;
      if (chosen) return chosen.value;
      if (!canSearch || /^\d+$/.test(line)) {
        say(words.noSuchNumber(Math.min(shown.length, mostChoices)));
        return undefined;
      }
      const found = narrowed(choices(), line);
      if (found.length === 0) say(words.noMatch);
      else {
        shown = found;
        list(shown);
      }
      return undefined;
    });
  }

  function list(choices: readonly Choice<string>[]): void {
    choices.slice(0, mostChoices).forEach((choice, index) => {
      const cells = choice.cells.map(textOf).filter((cell) => cell !== "");
      say(`  ${index + 1}. ${cells.join(", ")}`);
    });
    if (choices.length > mostChoices) say(`  ${words.more(choices.length - mostChoices)}`);
  }

  return {
    text: (question) => {
      say(question.message);
      const hint = question.default === undefined ? words.text : words.textOr(question.default);
      return ask(question, hint, (line) => checked(line || (question.default ?? ""), question.validate));
    },
    password: (question) => {
      say(question.message);
      return ask(question, words.hidden, (line) => checked(line, question.validate), true);
    },
    select: (question) => pick(question, () => question.choices, false),
    search: (question) => pick(question, question.choices, true),
    confirm: (question) => {
      say(question.message);
      return ask(question, words.yesOrNo(question.default), (line) => {
        if (line === "") return question.default;
        const said = line.toLowerCase();
        if ([words.yes, ...commonAnswers.yes].some((answer) => answer.startsWith(said))) return true;
        if ([words.no, ...commonAnswers.no].some((answer) => answer.startsWith(said))) return false;
        say(words.neither);
        return undefined;
      });
    },
  };

  function checked(text: string, validate: ((text: string) => string | undefined) | undefined): string | undefined {
    const objection = validate?.(text);
    if (objection !== undefined) say(objection);
    return objection === undefined ? text : undefined;
  }
}

/** The choices that hold every one of the words, each value once. */
function narrowed<Value extends string>(choices: readonly Choice<Value>[], words: string): Choice<Value>[] {
  const terms = words.toLowerCase().split(/\s+/).filter(Boolean);
  const seen = new Set<Value>();
  return choices.filter(({ value, cells, keywords }) => {
    const text = [...cells.map(textOf), keywords ?? ""].join(" ").toLowerCase();
    if (seen.has(value) || !terms.every((term) => text.includes(term))) return false;
    seen.add(value);
    return true;
  });
}

function textOf(cell: Choice<string>["cells"][number]): string {
  return typeof cell === "string" ? cell : cell.full;
}
