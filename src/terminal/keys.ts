import { emitKeypressEvents, type Interface, type Key } from "node:readline";

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
