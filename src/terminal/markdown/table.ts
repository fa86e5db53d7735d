import stringWidth from "fast-string-width";
import { Lexer, type Tokens } from "marked";
import type { Theme } from "../theme.ts";
import { type Piece, readInline } from "./inline.ts";
import { partsOf } from "./words.ts";

/** A column narrower than this, where its text is wider, reads worse than no columns at all. */
const narrowest = 6;

type Line = readonly Piece[];

/**
 * Lays a table out within that many columns of the terminal: cells are broken into lines where they have to be, and where even
 * that is too wide, every row becomes a list of its cells under the names of their columns. `undefined` when the text is no
 * table.
 */
export function layOutMarkdownTable(text: string, theme: Theme, width: number): Line[] | undefined {
  const [table] = Lexer.lex(text, { gfm: true });
  if (table?.type !== "table") return undefined;
  const { header, rows, align } = table as Tokens.Table;
  const read = (cells: readonly Tokens.TableCell[]) => cells.map((cell) => readInline(cell.text, theme).pieces);
  const names = read(header).map((cell) =>
    cell.map(({ text, tones }) => ({ text, tones: [...tones, "strong" as const] })),
  );
  const body = rows.map(read);
  const widths = shareWidth(naturalWidths([names, ...body]), width - gapWidth * (names.length - 1));
  return widths ? aligned([names, ...body], widths, align, theme) : asRecords(names, body, width);
}

type Cell = readonly Piece[];
const gapWidth = 3;

function naturalWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 1, ...breakLines(cell, Number.POSITIVE_INFINITY).map(lineWidth));
    });
  }
  return widths;
}

/** Takes from the widest columns what is too much, or nothing is returned where too little would be left of them. */
function shareWidth(natural: readonly number[], width: number): number[] | undefined {
  const widths = [...natural];
  let left = width;
  const order = natural.map((_, at) => at).sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
  for (const [done, at] of order.entries()) {
    const share = Math.floor(left / (order.length - done));
    const wanted = natural[at] ?? 0;
    if (share < Math.min(wanted, narrowest)) return undefined;
    widths[at] = Math.min(wanted, share);
    left -= widths[at];
  }
  return widths;
}

function aligned(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  align: Tokens.Table["align"],
  theme: Theme,
): Line[] {
  const quiet = (text: string): Piece => ({ text: theme.spell(text), tones: ["quiet"] });
  const rule = [quiet(widths.map((width) => "─".repeat(width)).join("─┼─"))];
  const broken = rows.map((row) => row.map((cell, at) => breakLines(cell, widths[at] ?? 1)));
  const isTall = broken.slice(1).some((row) => row.some((lines) => lines.length > 1));
  return broken.flatMap((row, at) => {
    const height = Math.max(1, ...row.map((lines) => lines.length));
    const lines = Array.from({ length: height }, (_, line) =>
      widths.flatMap((width, column): Line => {
        const text = row[column]?.[line] ?? [];
        const isLast = column === widths.length - 1;
        return [...(column > 0 ? [quiet(" │ ")] : []), ...padded(text, width, align[column] ?? null, isLast)];
      }),
    );
    // Where cells take several lines, only a rule tells one row from the next.
    return at === 0 || (isTall && at < broken.length - 1) ? [...lines, rule] : lines;
  });
}

function padded(line: Line, width: number, align: "center" | "left" | "right" | null, isLast: boolean): Line {
  const room = Math.max(0, width - lineWidth(line));
  const before = align === "right" ? room : align === "center" ? Math.floor(room / 2) : 0;
  const space = (count: number): Piece => ({ text: " ".repeat(count), tones: [] });
  return [space(before), ...line, space(isLast ? 0 : room - before)];
}

function asRecords(names: readonly Cell[], rows: readonly (readonly Cell[])[], width: number): Line[] {
  return rows.flatMap((row, at) => [
    ...(at > 0 ? [[]] : []),
    ...row.flatMap((cell, column) => {
      const name = names[column] ?? [];
      const separator = name.length > 0 ? [{ text: ": ", tones: [] }] : [];
      return breakLines([...name, ...separator, ...cell], width);
    }),
  ]);
}

function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + stringWidth(text), 0);
}

/** Breaks text into lines of that width at most, between words where it can, and within them where it must. */
function breakLines(pieces: readonly Piece[], width: number): Line[] {
  const lines: Piece[][] = [[]];
  let column = 0;
  let isSpaced = false;
  const line = () => lines.at(-1) ?? [];
  const newLine = () => {
    lines.push([]);
    column = 0;
  };
  for (const part of partsOf(pieces)) {
    if (part === "newline") newLine();
    else if (part === "space") isSpaced = column > 0;
    else {
      if (column > 0 && column + (isSpaced ? 1 : 0) + part.width > width) newLine();
      else if (isSpaced && column > 0) {
        line().push({ text: " ", tones: [] });
        column += 1;
      }
      isSpaced = false;
      for (const { text, tones } of part.pieces) {
        for (const piece of part.width > width ? text : [text]) {
          const size = stringWidth(piece);
          if (column > 0 && column + size > width) newLine();
          line().push({ text: piece, tones });
          column += size;
        }
      }
    }
  }
  return lines;
}
