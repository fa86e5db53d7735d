import type { Messages } from "../messages/messages.ts";
import type { Theme } from "./theme.ts";
import { wrap } from "./wrap.ts";

/** How our own prompts are drawn, in the colours and characters of the stream they are drawn on. */
export interface PromptLook {
  readonly theme: Theme;
  readonly words: Messages["prompts"];
  /** The first line: the question, and what has been answered so far. */
  question(message: string, answer: string, options: { readonly showsCursor: boolean }): string;
  /** The line that stays when the question is answered. */
  answered(message: string, answer: string): string;
  /** The keys that do something here, on as many lines as they take. */
  keys(keys: readonly (readonly [key: string, action: string])[], canGoBack: boolean, columns: number): string[];
}

const hideCursor = "\x1b[?25l";

export function promptLook(theme: Theme, words: Messages["prompts"]): PromptLook {
  const line = (symbol: string, message: string, answer: string) =>
    [symbol, theme.paint("strong", message), answer].filter(Boolean).join(" ");
  return {
    theme,
    words,
    question: (message, answer, { showsCursor }) =>
      line(theme.paint("accent", theme.symbols.question), message, answer) + (showsCursor ? "" : hideCursor),
    answered: (message, answer) =>
      line(theme.paint("good", theme.symbols.tick), message, answer && theme.paint("accent", answer)),
    keys(keys, canGoBack, columns) {
      const text = [...keys, ...(canGoBack ? [words.back] : [])]
        .map(([key, action]) => `${theme.paint("strong", key)} ${theme.paint("quiet", action)}`)
        .join(theme.paint("quiet", " · "));
      return wrap(text, columns).split("\n");
    },
  };
}
