import { createBlockPrinter } from "./markdown/block-printer.ts";
import { firstWordLength } from "./markdown/words.ts";
import type { Theme } from "./theme.ts";

/**
 * Turns Markdown that comes in pieces into lines for a terminal. Each call returns what is to be written now; nothing that was
 * written is ever changed, so nothing flickers: text comes word by word, code line by line, a table when it is whole.
 */
export interface MarkdownPrinter {
  push(text: string): string;
  /** The rest, up to the end of the last line. */
  end(): string;
}

/**
 * What is printed depends on the text alone, not on how it is cut into pieces: it is read word by word, whenever the words come.
 *
 * @param columns the width of the terminal, asked anew for every word
 */
export function createMarkdownPrinter(theme: Theme, columns: () => number): MarkdownPrinter {
  const blocks = createBlockPrinter(theme, columns);
  let coming = "";
  return {
    push(text) {
      coming += text.replaceAll("\r", "");
      for (let length = firstWordLength(coming); length !== undefined; length = firstWordLength(coming)) {
        blocks.read(coming.slice(0, length));
        coming = coming.slice(length);
      }
      return blocks.take();
    },
    end() {
      if (coming !== "") blocks.read(coming);
      coming = "";
      blocks.end();
      return blocks.take();
    },
  };
}
