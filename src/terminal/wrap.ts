import { wrapAnsi } from "fast-wrap-ansi";

/** Narrower than this, broken lines read worse than cut ones. */
const narrowest = 20;

/** Breaks lines between words; a line that goes on keeps the indentation of its beginning. */
export function wrap(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? "";
      if (columns - indent.length < narrowest) return line;
      return wrapAnsi(line.slice(indent.length), columns - indent.length)
        .split("\n")
        .map((part) => indent + part)
        .join("\n");
    })
    .join("\n");
}
