import type { Key } from "node:readline";
import { confirm, input } from "@inquirer/prompts";
import type { Answer, Choice, Prompter, Question } from "../context.ts";
import { Interruption } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import { enterHidden } from "./enter-hidden.ts";
import { pick } from "./pick.ts";
import { promptLook } from "./prompt-look.ts";
import { createKeyRelay } from "./relay-keys.ts";
import { screenOf } from "./screen.ts";
import type { TerminalOptions } from "./terminal.ts";
import type { Theme } from "./theme.ts";
import { wrap } from "./wrap.ts";

/** The questions of a person at a terminal, asked on stderr. Esc answers "back" where the question allows it. */
export function createPrompter(options: TerminalOptions, theme: Theme): Prompter {
  const { streams, signal, suspension } = options;
  const { stdin, stderr } = streams;
  const relayKeys = createKeyRelay(options);
  const words = messagesIn(options.locale).prompts;
  const look = promptLook(theme, words);
  const libraryLook = inquirerTheme(theme);
  const screen = screenOf(stderr);

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
    const { input, close } = relayKeys();
    input.on("keypress", onKey);
    stdin.once("end", onEnd);
    let isOpen = true;
    const release = suspension.hold({
      giveBack() {
        input.setRawMode(false);
        stderr.write("\x1b[J\x1b[?25h\n");
      },
      takeAgain() {
        input.setRawMode(true);
        stdin.resume();
        // The size that the terminal has now is known a turn of the event loop later.
        setImmediate(() => setImmediate(() => isOpen && screen.drawAgain()));
      },
    });
    try {
      const value = await show({
        input,
        output: screen.relay(),
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
      isOpen = false;
      release();
      close();
      stdin.removeListener("end", onEnd);
    }
  }

  /** The question broken between words; the library breaks within them. "? " comes before it and " (y/N) " and the answer after it. */
  const broken = (message: string) =>
    wrap(`? ${theme.spell(message)}`, screen.columns - 10)
      .slice(2)
      .replaceAll("\n", "\n  ");
  const verdict = (validate: ((text: string) => string | undefined) | undefined) => (text: string) => {
    const objection = validate?.(text);
    return objection === undefined ? true : theme.spell(objection);
  };
  const picking = <Value extends string>(
    question: Question & { readonly default?: Value | undefined },
    choices: () => readonly Choice<Value>[],
    search: { readonly empty: string } | undefined,
  ) =>
    ask(question, async (context) => {
      const { message, canGoBack } = question;
      // What is picked is the value of one of these choices.
      return (await pick(
        { message, canGoBack, choices, default: question.default, search, look, screen },
        context,
      )) as Value;
    });

  return {
    text: (question) =>
      ask(question, (context) =>
        input(
          {
            message: broken(question.message),
            theme: libraryLook,
            validate: verdict(question.validate),
            ...(question.default === undefined ? {} : { default: question.default }),
          },
          context,
        ),
      ),
    password: (question) =>
      ask(question, (context) =>
        enterHidden(
          {
            message: question.message,
            canGoBack: question.canGoBack,
            validate: (text) => question.validate?.(text),
            look,
            screen,
          },
          context,
        ),
      ),
    select: (question) => picking(question, () => question.choices, undefined),
    search: (question) => picking(question, question.choices, { empty: question.empty }),
    confirm: (question) =>
      ask(question, (context) =>
        confirm(
          {
            message: broken(question.message),
            theme: { ...libraryLook, keywords: words.confirm },
            default: question.default,
          },
          context,
        ),
      ),
  };
}

/** Inquirer's look in our colours: its own ask the environment, not the stream that is written to. */
function inquirerTheme(theme: Theme) {
  return {
    prefix: {
      idle: theme.paint("accent", theme.symbols.question),
      done: theme.paint("good", theme.symbols.tick),
    },
    style: {
      answer: (text: string) => theme.paint("accent", text),
      message: (text: string) => theme.paint("strong", text),
      error: (text: string) => theme.paint("bad", text),
      defaultAnswer: (text: string) => theme.paint("quiet", `(${text})`),
    },
  };
}
