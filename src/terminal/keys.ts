import { emitKeypressEvents, type Interface, type Key } from "node:readline";
import { PassThrough } from "node:stream";
import type { TerminalStreams } from "./terminal.ts";

/** Terminals that know it put a paste between two marks, so that its line ends are no Enter. */
export const pasteMarks = { on: "\x1b[?2004h", off: "\x1b[?2004l" };

/** How long a lone Esc may turn out to be the beginning of an arrow key. Node's own 500 ms feel broken. */
const escapeMilliseconds = 50;

/** Makes the keyboard tell its keys, as the event "keypress". Once is as good as often. */
export function emitKeys(stdin: NodeJS.ReadableStream): void {
  emitKeypressEvents(stdin, { escapeCodeTimeout: escapeMilliseconds } as unknown as Interface);
}

/** Whether a key is text to be typed, and no key that does something. */
export function isText(sequence: string | undefined, { ctrl, meta, name }: Key): sequence is string {
  return sequence !== undefined && !ctrl && !meta && name !== "tab" && !/[\0-\x1f\x7f]/.test(sequence);
}

/** What readline reads in the keyboard's place: the keys that it is handed, as events. It switches the keyboard's modes through it. */
export function keyStream({ stdin, stderr }: Pick<TerminalStreams, "stdin" | "stderr">, marks = pasteMarks) {
  return Object.assign(new PassThrough(), {
    // inquirer gives a terminal a turn of the event loop before it draws.
    isTTY: true,
    setRawMode(isRaw: boolean) {
      stdin.setRawMode?.(isRaw);
      stderr.write(isRaw ? marks.on : marks.off);
    },
  });
}
