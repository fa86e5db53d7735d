import type { Cell } from "./pty.ts";

const size = { font: 14, column: 8.4, row: 19, margin: 16, bar: 34 };

/** The first sixteen colours of a terminal, each readable on the picture's own dark ground. */
const palette = (
  "#6e7681 #ff7b72 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #c9d1d9 " +
  "#8b949e #ffa198 #7ee787 #f2cc60 #a5d6ff #e2c5ff #7ce8ef #f0f6fc"
).split(" ");
const ground = "#161b22";
const ink = "#e6edf3";

/**
 * A screen as an SVG picture in a window of its own, which is readable on a light page and on a dark one. Its text is text: it
 * can be selected, searched and read aloud.
 */
export function pictureOf(title: string, screen: readonly (readonly Cell[])[]): string {
  const columns = Math.max(...screen.map((cells) => cells.length));
  const width = Math.ceil(columns * size.column + 2 * size.margin);
  const height = Math.ceil(screen.length * size.row + size.bar + size.margin);
  const lines = screen.map((cells, row) => lineOf(cells, size.bar + (row + 1) * size.row - 5)).filter(Boolean);
  const lights = ["#ff7b72", "#e3b341", "#56d364"].map(
    (color, index) => `<circle cx="${20 + index * 18}" cy="17" r="5" fill="${color}"/>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:${size.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${ink};white-space:pre}` +
      `.b{font-weight:bold}.d{fill-opacity:.7}.i{font-style:italic}.u{text-decoration:underline}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${ground}" stroke="#30363d"/>`,
    lights.join(""),
    `<text x="${width / 2}" y="22" text-anchor="middle" class="d">${escaped(title)}</text>`,
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}

function lineOf(cells: readonly Cell[], y: number): string {
  const first = cells.findIndex(({ text }) => text.trim() !== "");
  const last = cells.findLastIndex(({ text }) => text.trim() !== "");
  if (first === -1) return "";
  const runs: { start: number; cells: Cell[] }[] = [];
  for (const [index, cell] of cells.slice(first, last + 1).entries()) {
    const run = runs.at(-1);
    if (run && (cell.text === " " || styleOf(run.cells[0]) === styleOf(cell))) run.cells.push(cell);
    else runs.push({ start: first + index, cells: [cell] });
  }
  const spans = runs.map(({ start, cells: run }) => {
    const x = rounded(size.margin + start * size.column);
    // The columns stay where they are, whatever the font.
    const length = rounded(run.length * size.column);
    const text = escaped(run.map((cell) => cell.text).join(""));
    return `<tspan x="${x}" textLength="${length}"${styleOf(run[0])}>${text}</tspan>`;
  });
  return `<text y="${y}">${spans.join("")}</text>`;
}

function styleOf(cell: Cell | undefined): string {
  if (!cell) return "";
  const classes = [cell.bold && "b", cell.dim && "d", cell.italic && "i", cell.underline && "u"].filter(Boolean);
  const color = cell.color === undefined ? undefined : palette[cell.color];
  if (cell.color !== undefined && !color) throw new Error(`no colour ${cell.color} in the palette of pictures`);
  return `${classes.length > 0 ? ` class="${classes.join(" ")}"` : ""}${color ? ` fill="${color}"` : ""}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
