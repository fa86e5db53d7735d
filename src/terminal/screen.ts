import { Writable } from "node:stream";
import stringWidth from "fast-string-width";
import type { TerminalStreams } from "./terminal.ts";

/** The part of the terminal that a prompt draws on: its question, where the cursor rests, and the lines beneath it. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** A stream of its own for each prompt: inquirer closes the one it was given. */
  relay(): NodeJS.WritableStream;
  /** Draws the prompt that is open once more, where the cursor is. */
  drawAgain(): void;
  /**
   * Says that what is written next is a question and the lines beneath it. They are sent as one long line that the terminal
   * breaks itself. When its size changes, some terminals move the cursor by every line that they have to break beneath it; a
   * line that the cursor is in they leave, or break, so that the cursor stays on its first row.
   */
  drawing(): void;
  /** Calls back after the terminal has got another size; returns the function that ends it. */
  onResize(listener: () => void): () => void;
  /** Wipes the question and what is beneath it, and leaves room for so many lines there. Touches nothing of what stands above. */
  wipe(linesBeneath: number): void;
}

export function screenOf(stderr: TerminalStreams["stderr"]): Screen {
  let isDrawing = false;
  let drawn = "";
  const columns = () => stderr.columns || 80;
  const rows = () => stderr.rows || 24;
  return {
    get columns() {
      return columns();
    },
    get rows() {
      return rows();
    },
    relay() {
      const relay = new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
          const text = isDrawing ? asOneLine(String(chunk), columns()) : String(chunk);
          stderr.write(text);
          drawn = text.replace(wiping, "");
          isDrawing = false;
          done();
        },
      });
      return Object.defineProperties(relay, {
        isTTY: { value: true },
        columns: { get: columns },
        rows: { get: rows },
      });
    },
    drawAgain() {
      stderr.write(`\r\x1b[J${drawn}`);
    },
    drawing() {
      isDrawing = true;
    },
    onResize(listener) {
      stderr.on("resize", listener);
      return () => stderr.removeListener("resize", listener);
    },
    wipe(linesBeneath) {
      const up = linesBeneath > 0 ? `\x1b[${linesBeneath}A` : "";
      stderr.write(`\r\x1b[J${"\n".repeat(linesBeneath)}${up}`);
    },
  };
}

/** What takes a prompt from the screen before it is drawn anew: movements of the cursor, and erasing. */
const wiping = /^(?:\x1b\[\d*[A-Z])*/;

/** The lines, none of them wider than the terminal, as the one line that looks the same there. */
function asOneLine(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line, index, { length }) =>
      index === length - 1 ? line : line + " ".repeat(Math.max(0, columns - stringWidth(line))),
    )
    .join("");
}
