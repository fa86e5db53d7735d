import type { Range } from "./tree.ts";

/** A string, a comment, a bracket, a colon, or a word, which is whatever else stands in one piece. */
export interface Piece extends Range {
  readonly isComment: boolean;
}

const blanks = /[\s,]*/y;
const line = /[^\n\r\u2028\u2029]*/y;
const word = /[^\s,:{}[\]"'/]+/y;

/**
 * The pieces of a JSON5 text, in its order; between them is white space and commas. It knows nothing of what may follow what, so
 * only those of a text that can be read make sense.
 */
export function* piecesOf(text: string): Generator<Piece, void> {
  for (let start = endOf(blanks, text, 0); start < text.length; ) {
    const isComment = text[start] === "/";
    const end = isComment ? endOfComment(text, start) : endOfPiece(text, start);
    yield { start, end, isComment };
    start = endOf(blanks, text, end);
  }
}

function endOfComment(text: string, start: number): number {
  if (text[start + 1] !== "*") return endOf(line, text, start);
  const end = text.indexOf("*/", start + 2);
  return end < 0 ? text.length : end + 2;
}

function endOfPiece(text: string, start: number): number {
  const first = text.charAt(start);
  if ("{}[]:".includes(first)) return start + 1;
  if (first !== '"' && first !== "'") return endOf(word, text, start);
  let end = start + 1;
  while (end < text.length && text[end] !== first) end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : text.length;
}
