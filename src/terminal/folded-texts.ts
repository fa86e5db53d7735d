import type { Messages } from "../messages/messages.ts";

/** Stands long texts into a line to be edited as something short: a line that is higher than the screen cannot be redrawn. */
export interface FoldedTexts {
  /** What stands for the text: itself, unless it is long. */
  fold(text: string): string;
  /** The line with the texts in the place of what stands for them. */
  unfold(line: string): string;
}

const longest = { lines: 8, characters: 1000, beginning: 30 };

export function createFoldedTexts(words: Messages["prompts"]): FoldedTexts {
  const folded = new Map<string, string>();
  return {
    fold(text) {
      const lines = text.split("\n");
      if (lines.length <= longest.lines && text.length <= longest.characters) return text;
      const beginning = (lines.find((line) => line.trim() !== "") ?? "").trim().slice(0, longest.beginning);
      const short = words.folded(folded.size + 1, beginning.toWellFormed(), lines.length);
      folded.set(short, text);
      return short;
    },
    unfold: (line) => [...folded].reduce((whole, [short, text]) => whole.split(short).join(text), line),
  };
}
