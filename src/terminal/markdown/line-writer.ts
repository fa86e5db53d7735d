import stringWidth from "fast-string-width";
import type { Theme } from "../theme.ts";
import type { Piece } from "./inline.ts";
import { partsOf, type Word } from "./words.ts";

/** Writes lines of a terminal from top to bottom, and never goes back. */
export interface LineWriter {
  /** Writes text on from where the line stands, broken between words where the terminal ends. */
  flow(pieces: readonly Piece[]): void;
  /** Writes lines of their own, as they are. */
  lines(lines: readonly (readonly Piece[])[]): void;
  /** Ends the line, if one has begun. */
  endLine(): void;
  /** What is to be sent to the terminal since the last time. */
  take(): string;
}

/** What comes with a line that begins. */
export interface LineBeginning {
  /** A line above it, where there is to be one. */
  readonly above: readonly Piece[] | undefined;
  /** What stands before its text. */
  readonly prefix: readonly Piece[];
}

/**
 * @param columns asked anew for every word, since a terminal may be resized while it is written to
 * @param beginLine called for every line that begins
 */
export function createLineWriter(theme: Theme, columns: () => number, beginLine: () => LineBeginning): LineWriter {
  let taken: Piece[] = [];
  /** The columns that the line takes; 0 where none has begun. */
  let column = 0;
  let textBegins = 0;
  let isSpaced = false;
  let lastTones = "";

  const write = (piece: Piece) => {
    if (piece.text === "") return;
    const last = taken.at(-1);
    const tones = piece.tones.join();
    if (last && tones === lastTones) taken[taken.length - 1] = { text: last.text + piece.text, tones: last.tones };
    else taken.push(piece);
    lastTones = tones;
  };

  function begin(): void {
    const { above, prefix } = beginLine();
    if (above) {
      above.forEach(write);
      end();
    }
    for (const piece of prefix) {
      write(piece);
      column += stringWidth(piece.text);
    }
    textBegins = column;
    isSpaced = false;
  }

  function end(): void {
    write({ text: "\n", tones: [] });
    column = 0;
  }

  function writeWord({ pieces, width }: Word): void {
    const isFirst = column === 0 || column === textBegins;
    const space = isSpaced && !isFirst ? 1 : 0;
    if (column === 0) {
      begin();
    } else if (!isFirst && column + space + width > columns()) {
      end();
      begin();
    } else if (space > 0) {
      const tones = pieces[0]?.tones ?? [];
      write({ text: " ", tones: tones.join() === lastTones ? tones : [] });
      column += 1;
    }
    pieces.forEach(write);
    column += width;
    // A word wider than the terminal is left to it to break, so that it can be copied whole.
    if (column > columns()) column = ((column - 1) % columns()) + 1;
    isSpaced = false;
  }

  return {
    flow(pieces) {
      for (const part of partsOf(pieces)) {
        if (part === "newline") {
          if (column > 0) end();
        } else if (part === "space") {
          isSpaced = true;
        } else {
          writeWord(part);
        }
      }
    },
    lines(lines) {
      for (const line of lines) {
        if (column > 0) end();
        begin();
        line.forEach(write);
        end();
      }
    },
    endLine() {
      if (column > 0) end();
    },
    take() {
      const text = taken.map((piece) => (piece.tones.length > 0 ? theme.paint(piece.tones, piece.text) : piece.text));
      taken = [];
      return text.join("");
    },
  };
}
