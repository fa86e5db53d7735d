import { emitKeypressEvents, type Interface, type Key } from "node:readline";
import { Writable } from "node:stream";
import { confirm, input, password, Separator, search, select } from "@inquirer/prompts";
import type { Answer, Choice, Prompter, Question, SearchQuestion, SelectQuestion } from "../context.ts";
import { Interruption } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import { layOut } from "./table.ts";
import type { TerminalOptions, TerminalStreams } from "./terminal.ts";
import type { Theme } from "./theme.ts";
import { wrap } from "./wrap.ts";

/** How long a lone Esc may turn out to be the beginning of an arrow key. Node's own 500 ms feel broken. */
const escapeMilliseconds = 50;
/** More rows than this are never laid out at one key; the list says how many are left. */
const mostRows = 200;

/** The questions of a person at a terminal, asked on stderr. Esc answers "back" where the question allows it. */
export function createPrompter(options: TerminalOptions, theme: Theme): Prompter {
  const { streams, signal } = options;
  const { stdin, stderr } = streams;
  const words = messagesIn(options.locale).prompts;
  const look = inquirerTheme(theme, words);
  emitKeypressEvents(stdin as NodeJS.ReadableStream, { escapeCodeTimeout: escapeMilliseconds } as unknown as Interface);

  async function ask<Value>(question: Question, show: (context: object) => Promise<Value>): Promise<Answer<Value>> {
    const left = new AbortController();
    let back = false;
    const onKey = (_: string | undefined, key: Key) => {
      if (key.name === "escape" && !key.ctrl && question.canGoBack) {
        back = true;
        left.abort("back");
      }
      if (key.ctrl && key.name === "d") left.abort("end");
    };
    const onEnd = () => left.abort("end");
    stdin.on("keypress", onKey);
    stdin.once("end", onEnd);
    try {
      const value = await show({
        input: stdin,
        output: relayTo(stderr),
        signal: AbortSignal.any([signal, left.signal]),
        get clearPromptOnDone() {
          return back;
        },
      });
      return { value };
    } catch (error) {
      if (back) return "back";
      if (signal.aborted) throw new Interruption(String(signal.reason));
      if (error instanceof Error && (error.name === "ExitPromptError" || error.name === "AbortPromptError")) {
        throw new Interruption("SIGINT");
      }
      throw error;
    } finally {
      stdin.removeListener("keypress", onKey);
      stdin.removeListener("end", onEnd);
    }
  }

  const verdict = (validate: ((text: string) => string | undefined) | undefined) => (text: string) => {
    const objection = validate?.(text);
    return objection === undefined ? true : theme.spell(objection);
  };
  /** Beneath the question there must be room for its description, the keys and a line to spare. */
  const pageSize = () => Math.max(4, Math.min(16, (stderr.rows ?? 24) - 9));
  /** The pointer and the space after it stand before every row; "…" is three characters in ASCII. */
  const rowWidth = () => (stderr.columns ?? 80) - (theme.unicode ? 3 : 5);

  return {
    text: (question) =>
      ask(question, (context) =>
        input(
          {
            message: theme.spell(question.message),
            theme: look(question.canGoBack, words.enterText),
            validate: verdict(question.validate),
            ...(question.default === undefined ? {} : { default: question.default }),
          },
          context,
        ),
      ),
    password: (question) =>
      ask(question, (context) =>
        password(
          {
            message: theme.spell(question.message),
            theme: look(question.canGoBack, words.enterText),
            toggleMask: false,
            validate: verdict(question.validate),
          },
          context,
        ),
      ),
    select: <Value extends string>(question: SelectQuestion<Value>) =>
      ask(question, (context) =>
        select<Value>(
          {
            message: theme.spell(question.message),
            theme: look(question.canGoBack, words.choose),
            choices: rows(question.choices, rowWidth(), theme),
            pageSize: pageSize(),
            loop: false,
            ...(question.default === undefined ? {} : { default: question.default }),
          },
          context,
        ),
      ),
    search: <Value extends string>(question: SearchQuestion<Value>) => {
      let known: Searchable<Value>[] = [];
      let source: readonly Choice<Value>[] | undefined;
      let width = 0;
      return ask(question, (context) =>
        search<Value>(
          {
            message: theme.spell(question.message),
            theme: look(question.canGoBack, words.search, question.empty),
            pageSize: pageSize(),
            source: (term) => {
              const choices = question.choices();
              if (choices !== source || rowWidth() !== width) {
                source = choices;
                width = rowWidth();
                known = searchable(choices, width);
              }
              return listed(matches(known, term), width, theme, words.more);
            },
            ...(question.default === undefined ? {} : { default: question.default as NonNullable<Value> }),
          },
          context,
        ),
      );
    },
    confirm: (question) =>
      ask(question, (context) =>
        confirm(
          {
            message: theme.spell(question.message),
            theme: { ...look(question.canGoBack, words.enterText), keywords: words.confirm },
            default: question.default,
          },
          context,
        ),
      ),
  };
}

interface Searchable<Value> {
  readonly choice: Choice<Value>;
  readonly row: string;
  readonly haystack: string;
}

/** Rows as they stand in the list: aligned group by group, since groups may have columns of their own. */
function searchable<Value>(choices: readonly Choice<Value>[], width: number): Searchable<Value>[] {
  const groups = new Map<string | undefined, Choice<Value>[]>();
  for (const choice of choices) {
    const group = groups.get(choice.group);
    if (group) group.push(choice);
    else groups.set(choice.group, [choice]);
  }
  return [...groups.values()].flatMap((group) => {
    const lines = layOut(
      group.map((choice) => choice.cells),
      width,
    );
    return group.map((choice, index) => ({
      choice,
      row: lines[index] ?? "",
      haystack:
        `${choice.cells.map((cell) => (typeof cell === "string" ? cell : cell.full)).join(" ")} ${choice.keywords ?? ""}`.toLowerCase(),
    }));
  });
}

/** All rows without a term; with one, the rows that hold every word of it, each model once. */
function matches<Value>(known: readonly Searchable<Value>[], term: string | undefined): readonly Searchable<Value>[] {
  const parts = (term ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return known;
  const seen = new Set<Value>();
  return known.filter(({ choice, haystack }) => {
    if (seen.has(choice.value) || !parts.every((part) => haystack.includes(part))) return false;
    seen.add(choice.value);
    return true;
  });
}

function listed<Value>(
  found: readonly Searchable<Value>[],
  width: number,
  theme: Theme,
  more: (count: number) => string,
) {
  const result: (Separator | ReturnType<typeof item<Value>>)[] = [];
  let group: string | undefined;
  for (const { choice, row } of found.slice(0, mostRows)) {
    if (choice.group !== group) {
      group = choice.group;
      if (group) result.push(new Separator(theme.paint("quiet", group)));
    }
    result.push(item(choice, row, width, theme));
  }
  if (found.length > mostRows) result.push(new Separator(theme.paint("quiet", more(found.length - mostRows))));
  return result;
}

function rows<Value>(choices: readonly Choice<Value>[], width: number, theme: Theme) {
  return listed(searchable(choices, width), width, theme, () => "");
}

function item<Value>(choice: Choice<Value>, row: string, width: number, theme: Theme) {
  const first = choice.cells[0] ?? "";
  return {
    value: choice.value,
    name: theme.spell(row),
    short: theme.spell(choice.short ?? (typeof first === "string" ? first : first.full)),
    ...(choice.description ? { description: wrap(theme.spell(choice.description), width) } : {}),
  };
}

/** Inquirer's look in our colours: its own ask the environment, not the stream that is written to. */
function inquirerTheme(theme: Theme, words: ReturnType<typeof messagesIn>["prompts"]) {
  return (canGoBack: boolean, keys: readonly (readonly [string, string])[], empty = "") => ({
    prefix: {
      idle: theme.paint("accent", theme.symbols.question),
      done: theme.paint("good", theme.symbols.tick),
    },
    icon: { cursor: theme.symbols.pointer },
    style: {
      answer: (text: string) => theme.paint("accent", text),
      message: (text: string) => theme.paint("strong", text),
      // The library has no setting for this one text of its own.
      error: (text: string) => theme.paint("bad", text === "No results found" ? empty : text),
      defaultAnswer: (text: string) => theme.paint("quiet", `(${text})`),
      help: (text: string) => theme.paint("quiet", text),
      highlight: (text: string) => theme.paint("accent", text),
      key: (text: string) => theme.paint("accent", text),
      disabled: (text: string) => theme.paint("quiet", text),
      searchTerm: (text: string) => theme.paint("accent", text),
      description: (text: string) => theme.paint("quiet", text),
      maskedText: theme.spell(words.masked),
      keysHelpTip: () =>
        [...keys, ...(canGoBack ? [words.back] : [])]
          .map(([key, action]) => `${theme.paint("strong", key)} ${theme.paint("quiet", action)}`)
          .join(theme.paint("quiet", " · ")),
    },
  });
}

/** A stream of its own for each prompt: inquirer closes the one it was given. */
function relayTo(stderr: TerminalStreams["stderr"]): NodeJS.WritableStream {
  const relay = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      stderr.write(chunk);
      done();
    },
  });
  return Object.defineProperties(relay, {
    isTTY: { value: true },
    columns: { get: () => stderr.columns ?? 80 },
    rows: { get: () => stderr.rows ?? 24 },
  });
}
