import truncatedWidth from "fast-string-truncated-width";
import stringWidth from "fast-string-width";
import type { Cell } from "../context.ts";

const gap = "  ";

/**
 * Lays rows out in aligned columns within that many terminal columns. Cells take their short form when the full ones do not
 * fit; then columns are dropped from the right; what is still too long is cut at the end of the first column.
 */
export function layOut(rows: readonly (readonly Cell[])[], width: number): string[] {
  return layOutIn(rows, width).lines;
}

/** As layOut, and tells which form of the cells was taken. */
export function layOutIn(
  rows: readonly (readonly Cell[])[],
  width: number,
): { readonly lines: string[]; readonly form: "full" | "short" } {
  for (const form of ["full", "short"] as const) {
    const lines = align(rows.map((row) => row.map((cell) => spelling(cell, form))));
    if (lines.every((line) => stringWidth(line) <= width)) return { lines, form };
  }
  return { lines: cutDown(rows, width), form: "short" };
}

function cutDown(rows: readonly (readonly Cell[])[], width: number): string[] {
  const short = rows.map((row) => row.map((cell) => spelling(cell, "short")));
  const most = Math.max(0, ...short.map((row) => row.length));
  for (let columns = most - 1; columns > 0; columns--) {
    const lines = align(short.map((row) => row.slice(0, columns)));
    if (columns === 1 || lines.every((line) => stringWidth(line) <= width))
      return lines.map((line) => cut(line, width));
  }
  return align(short).map((line) => cut(line, width));
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    // Nothing stands behind the last cell of a row, so it makes no column wider.
    row.slice(0, -1).forEach((text, column) => {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(text));
    });
  }
  return rows.map((row) =>
    row
      .map((text, column) => text + " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(text))))
      .join(gap)
      .trimEnd(),
  );
}

function spelling(cell: Cell, form: "full" | "short"): string {
  return typeof cell === "string" ? cell : cell[form];
}

/** The text in at most that many columns, with "…" where something was cut off. */
export function cut(text: string, width: number): string {
  const { index, truncated, ellipsed } = truncatedWidth(text, { limit: width, ellipsis: "…" });
  return truncated ? `${text.slice(0, index)}${ellipsed ? "…" : ""}` : text;
}
