import { type ChangeObject, diffArrays } from "diff";
import { maskConfig, maskDotenv } from "../config/mask.ts";
import type { FileChange } from "../config/user-files.ts";

/** The sign of a line that stands for those between two changes. */
export const apart = "⋮";

export interface DiffLine {
  readonly sign: "+" | "-" | typeof apart;
  /** Empty between two changes. */
  readonly text: string;
}

/** Longer lines are shown only around what changes in them: some configs are one line. */
const longestLine = 160;
const aroundChange = 30;

/** So many lines removed and added are found out which; the time that takes grows with the square of it. */
const mostEdits = 4000;

/**
 * The lines a change removes and adds, with every secret masked and no line around them, so that nobody sees what is not
 * changed; a line with the sign `apart` between changes that have such lines between them. Lines are compared as they are and shown as they may be seen.
 */
export function diffOf({ file, before, after }: FileChange): DiffLine[] {
  const mask = file === "dotenv" ? maskDotenv : maskConfig;
  const old = linesOf(before ?? "", mask);
  const current = linesOf(after, mask);
  const result: DiffLine[] = [];
  let removed = 0;
  let added = 0;
  for (const part of partsOf(old.raw, current.raw)) {
    const { count } = part;
    if (part.removed) {
      for (const text of old.shown.slice(removed, removed + count)) result.push({ sign: "-", text });
      removed += count;
    } else if (part.added) {
      for (const text of current.shown.slice(added, added + count)) result.push({ sign: "+", text });
      added += count;
    } else {
      if (result.length > 0) result.push({ sign: apart, text: "" });
      removed += count;
      added += count;
    }
  }
  if (result.at(-1)?.sign === apart) result.pop();
  return shortened(result);
}

type Part = Pick<ChangeObject<string[]>, "removed" | "added" | "count">;

/** Which lines stay, go and come. Where very many do, nothing between the first and the last of them is said to stay. */
function partsOf(old: string[], current: string[]): Part[] {
  const parts = diffArrays(old, current, { maxEditLength: mostEdits });
  if (parts) return parts;
  const shorter = Math.min(old.length, current.length);
  let head = 0;
  while (head < shorter && old[head] === current[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === current.at(-1 - tail)) tail++;
  const stay = (count: number) => ({ removed: false, added: false, count });
  return [
    stay(head),
    { removed: true, added: false, count: old.length - head - tail },
    { removed: false, added: true, count: current.length - head - tail },
    stay(tail),
  ].filter(({ count }) => count > 0);
}

function linesOf(text: string, mask: (text: string) => string) {
  const split = (whole: string) => (whole === "" ? [] : whole.replace(/(?:\r\n|\n|\r)$/, "").split(/\r\n|\n|\r/));
  const raw = split(text);
  const shown = split(text === "" ? "" : mask(text));
  return { raw, shown: raw.map((_, index) => shown[index] ?? "…") };
}

/** Cuts long lines down to where a removed line and the added one beside it differ. */
function shortened(lines: readonly DiffLine[]): DiffLine[] {
  return lines.map((line, index) => {
    if (line.text.length <= longestLine) return line;
    const other = lines[line.sign === "-" ? index + 1 : index - 1];
    const [start, end] =
      other && other.sign !== line.sign && other.sign !== apart ? difference(line.text, other.text) : [0, longestLine];
    const from = Math.max(0, start - aroundChange);
    const to = Math.min(line.text.length, Math.max(end, start) + aroundChange);
    return {
      ...line,
      text: `${from > 0 ? "… " : ""}${line.text.slice(from, to)}${to < line.text.length ? " …" : ""}`,
    };
  });
}

/** Where a text differs from another: from the first different character to behind the last. */
function difference(text: string, other: string): [start: number, end: number] {
  let start = 0;
  while (start < text.length && text[start] === other[start]) start++;
  let end = text.length;
  let otherEnd = other.length;
  while (end > start && otherEnd > start && text[end - 1] === other[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  return [start, end];
}
