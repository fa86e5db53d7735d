import stringWidth from "fast-string-width";
import type { Piece } from "./inline.ts";

/** A part of a line that stands or falls whole when the line is broken. */
export interface Word {
  readonly pieces: Piece[];
  /** Columns of the terminal. */
  width: number;
}

/** What a text is made of for whoever breaks it into lines. */
export type Part = Word | "space" | "newline";

const ideograph = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff01-\\uff60\\u{20000}-\\u{3fffd}]";
const opening = "[「『（【《〈〔［｛]";
const closing = "[、。，．：；？！」』）】》〉〕］｝ー々]";

/** Between two ideographs a line may be broken, but not after an opening bracket or before a closing mark. */
const betweenIdeographs = new RegExp(`(?<=${ideograph})(?<!${opening})(?=${ideograph})(?!${closing})`, "u");

/** Splits pieces into words, spaces and line breaks. A word may have several looks. */
export function partsOf(pieces: readonly Piece[]): Part[] {
  const parts: Part[] = [];
  let word: Word | undefined;
  for (const { text, tones } of pieces) {
    for (const stretch of text.split(/(\n|[ \t]+)/)) {
      if (stretch === "") continue;
      if (/^[\n \t]/.test(stretch)) {
        parts.push(stretch === "\n" ? "newline" : "space");
        word = undefined;
        continue;
      }
      for (const [at, part] of stretch.split(betweenIdeographs).entries()) {
        if (!word || at > 0) {
          word = { pieces: [], width: 0 };
          parts.push(word);
        }
        word.pieces.push({ text: part, tones });
        word.width += stringWidth(part);
      }
    }
  }
  return parts;
}

/** More than this without an end is no word: it is not waited for. */
const longest = 1000;
const wordEnd = new RegExp(`[ \\t\\n]|${betweenIdeographs.source}`, "u");

/** How many characters the first word of a text takes with the white space after it; `undefined` while its end may be to come. */
export function firstWordLength(text: string): number | undefined {
  const end = wordEnd.exec(text.slice(0, longest + 2));
  if (end && end.index <= longest) return end.index + end[0].length;
  if (text.length <= longest + 1) return undefined;
  return /[\ud800-\udbff]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
}
