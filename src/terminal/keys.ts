import { emitKeypressEvents, type Interface } from "node:readline";

/** How long a lone Esc may turn out to be the beginning of an arrow key. Node's own 500 ms feel broken. */
const escapeMilliseconds = 50;

/** Makes the keyboard tell its keys, as the event "keypress". Once is as good as often. */
export function emitKeys(stdin: NodeJS.ReadableStream): void {
  emitKeypressEvents(stdin, { escapeCodeTimeout: escapeMilliseconds } as unknown as Interface);
}
