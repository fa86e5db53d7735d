import stringWidth from "fast-string-width";
import type { Tone } from "../../context.ts";
import type { Theme } from "../theme.ts";
import { type Piece, readInline } from "./inline.ts";
import {
  type Container,
  type Fence,
  type ItemMark,
  isDelimiterRow,
  type LineStart,
  readFencedLine,
  readLineStart,
} from "./line-start.ts";
import { createLineWriter } from "./line-writer.ts";
import { layOutMarkdownTable } from "./table.ts";

/** Prints Markdown word by word. */
export interface BlockPrinter {
  /** Takes the next word with the white space after it. */
  read(word: string): void;
  /** Prints what was held back, and ends the last line. */
  end(): void;
  /** What is to be sent to the terminal since the last time. */
  take(): string;
}

/** Something that was opened and is not closed within that many characters was never meant to be opened. */
const longestHold = 400;
/** Columns that are left for text, however deep it is nested. */
const leastRoom = 20;
const longestRule = 40;
/** A line that cannot be told apart after that many characters is read once it is whole. */
const longestStart = 500;

type Block =
  | { readonly type: "none" }
  /** Text that is held back until what it opens is closed. */
  | { readonly type: "paragraph"; held: string }
  | { readonly type: "fence"; readonly fence: Fence }
  | { readonly type: "table"; readonly rows: string[] };

export function createBlockPrinter(theme: Theme, columns: () => number): BlockPrinter {
  const none: Block = { type: "none" };
  let containers: readonly Container[] = [];
  /** The marks that stand on the screen. */
  const shown = new WeakSet<ItemMark>();
  /** The numbers that are shown, where they are not those that were written. */
  const counted = new WeakMap<ItemMark, number>();
  let block: Block = none;
  let line = "";
  /** Whether the rest of the line is text, whatever it is. */
  let isText = false;
  let hasPrinted = false;
  /** How many quotations went on over the blank lines that are to be shown as one. */
  let blankIn: number | undefined;

  const writer = createLineWriter(theme, columns, () => {
    const beginning = { above: hasPrinted ? blankLine() : undefined, prefix: prefix(containers) };
    hasPrinted = true;
    blankIn = undefined;
    return beginning;
  });

  /** The blank lines that came before, as one; with the bars of the quotations that went on over them. */
  function blankLine(): readonly Piece[] | undefined {
    if (blankIn === undefined) return undefined;
    const quotes = containers.filter(({ kind }) => kind === "quote").slice(0, blankIn);
    return [{ text: quotes.map(() => theme.spell("│")).join(" "), tones: ["quiet"] }];
  }

  /** What stands before a line. Marks an item once. */
  function prefix(within: readonly Container[]): Piece[] {
    let room = columns() - leastRoom;
    const pieces: Piece[] = [];
    for (const container of within) {
      const isNew = container.kind === "item" && !shown.has(container.mark);
      const text = container.kind === "quote" ? theme.spell("│ ") : itemText(container.mark);
      const width = stringWidth(text);
      room -= width;
      if (isNew) shown.add(container.mark);
      if (room < 0 && !isNew) continue;
      if (container.kind === "quote") pieces.push({ text, tones: ["quiet"] });
      else pieces.push({ text: isNew ? text : " ".repeat(width), tones: [] });
    }
    return pieces;
  }

  function itemText(mark: ItemMark): string {
    const { delimiter, done } = mark;
    const number = counted.get(mark) ?? mark.number;
    const box = done === undefined ? "" : `[${done ? "x" : " "}] `;
    if (number !== undefined) return `${number}${delimiter} ${box}`;
    return box || theme.spell("• ");
  }

  /** An item takes the number it has, unless it repeats that of the item before it: many write 1, 1, 1 where they mean 1, 2, 3. */
  function count(item: Container | undefined, before: Container | undefined): void {
    if (item?.kind !== "item" || before?.kind !== "item") return;
    const { number } = before.mark;
    if (number !== undefined && number === item.mark.number) {
      counted.set(item.mark, (counted.get(before.mark) ?? number) + 1);
    }
  }

  function room(): number {
    const width = containers.reduce(
      (sum, each) => sum + (each.kind === "quote" ? 2 : stringWidth(itemText(each.mark))),
      0,
    );
    return Math.max(Math.min(leastRoom, columns()), columns() - width);
  }

  function enter(next: readonly Container[]): void {
    // An empty item is an item too.
    const stay = new Set(next.map((each) => each.kind === "item" && each.mark));
    const isLost = containers.some((each) => each.kind === "item" && !shown.has(each.mark) && !stay.has(each.mark));
    if (isLost) writer.lines([[]]);
    containers = next;
  }

  function closeBlock(): void {
    const closing = block;
    block = none;
    if (closing.type === "paragraph") {
      writer.flow(readInline(closing.held, theme).pieces);
      writer.endLine();
    }
    if (closing.type === "fence") writer.lines([[{ text: theme.spell("───"), tones: ["quiet"] }]]);
    if (closing.type === "table") printTable(closing.rows);
  }

  function printTable(rows: readonly string[]): void {
    const text = rows.join("\n");
    const lines = layOutMarkdownTable(text, theme, room());
    if (lines) {
      writer.lines(lines);
      return;
    }
    writer.flow(readInline(text, theme).pieces);
    writer.endLine();
  }

  /** Adds text to the paragraph, and prints as much of it as nothing can change any more. */
  function addText(text: string): void {
    if (block.type !== "paragraph") {
      block = { type: "paragraph", held: "" };
    }
    block.held += text;
    const { isSettled, pieces } = readInline(block.held, theme);
    if (!isSettled && block.held.length <= longestHold) return;
    block.held = "";
    writer.flow(pieces);
  }

  function readLine(isWhole: boolean): void {
    if (block.type === "fence") {
      if (!isWhole) return;
      const read = readFencedLine(line, block.fence, containers);
      if (typeof read === "object") writer.lines([[{ text: theme.spell(read.code), tones: [] }]]);
      else closeBlock();
      if (read !== "outside") return;
    }
    const start = readLineStart(line, isWhole, {
      containers,
      hasParagraph: block.type === "paragraph",
      hasTable: block.type === "table",
    });
    if (!start) return;
    const { within, opened, leaf } = start;
    const goesOn = opened.length === 0 && within.length === containers.length;
    if (block.type === "table") {
      if (goesOn && leaf.type === "row" && continuesTable(block.rows, leaf.text)) {
        block.rows.push(leaf.text);
        return;
      }
      closeBlock();
    }
    // Text beneath a paragraph belongs to it, even where it is not indented like it.
    if (leaf.type === "text" && opened.length === 0 && block.type === "paragraph") {
      beginText(leaf.text, isWhole);
      return;
    }
    closeBlock();
    count(opened[0], containers[within.length]);
    enter([...within, ...opened]);
    readLeaf(start, isWhole);
  }

  function readLeaf(start: LineStart, isWhole: boolean): void {
    const { leaf } = start;
    const quiet = (text: string): Piece => ({ text: theme.spell(text), tones: ["quiet"] });
    switch (leaf.type) {
      case "blank":
        // A marker without text is no blank line.
        if (start.opened.length === 0) blankIn = containers.filter(({ kind }) => kind === "quote").length;
        break;
      case "text":
        beginText(leaf.text, isWhole);
        break;
      case "heading":
        printHeading(leaf.level, leaf.text);
        break;
      case "rule":
        writer.lines([[quiet("─".repeat(Math.min(room(), longestRule)))]]);
        break;
      case "indented-code":
        writer.lines([[{ text: theme.spell(leaf.text), tones: [] }]]);
        break;
      case "fence":
        writer.lines([[quiet(`─── ${leaf.fence.language.slice(0, leastRoom)}`.trimEnd())]]);
        block = { type: "fence", fence: leaf.fence };
        break;
      case "row":
        block = { type: "table", rows: [leaf.text] };
    }
  }

  function beginText(text: string, isWhole: boolean): void {
    isText = !isWhole;
    addText(isWhole ? `${text}\n` : text);
  }

  function printHeading(level: number, text: string): void {
    if (text === "") return;
    blankIn ??= 0;
    const tones: Tone[] = level <= 2 ? ["strong", "accent"] : ["strong"];
    const { pieces } = readInline(theme.color ? text : `${"#".repeat(level)} ${text}`, theme);
    writer.flow(pieces.map((piece) => ({ text: piece.text, tones: [...new Set([...tones, ...piece.tones])] })));
    writer.endLine();
  }

  return {
    read(word) {
      const isWhole = word.endsWith("\n");
      if (isText) {
        addText(word);
        isText = !isWhole;
        return;
      }
      const mayTell = line.length < longestStart;
      line += isWhole ? word.slice(0, -1) : word;
      if (isWhole || mayTell) readLine(isWhole);
      if (isWhole || isText) line = "";
    },
    end() {
      if (line !== "") readLine(true);
      line = "";
      closeBlock();
      enter([]);
      writer.endLine();
    },
    take: writer.take,
  };
}

/** Whether a row goes on with the table above it: the second one says whether it is a table at all. */
function continuesTable(rows: readonly string[], row: string): boolean {
  return rows.length > 1 || isDelimiterRow(row);
}
