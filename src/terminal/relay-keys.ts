import type { Key } from "node:readline";
import { emitKeys, isText, keyStream } from "./keys.ts";
import type { TerminalOptions } from "./terminal.ts";

/** Characters of one answer; a key has a hundred. What is pasted beyond them was not meant for a question. */
const longest = 4000;

/** Milliseconds of silence after which keys are a person's again, and not the rest of a paste. */
const silence = 50;

const control = /[\0-\x1f\x7f-\x9f\u2028\u2029]+/g;

/** The keyboard of one question. */
export interface RelayedKeys {
  /** What readline is to read. */
  readonly input: NodeJS.ReadableStream & { setRawMode(isRaw: boolean): void };
  close(): void;
}

/**
 * Hands the keys on to one question after another. A piece of text that comes at once is one key, so that the question is drawn
 * once for it and not for each of its characters; of a marked paste no line end is an Enter. Where a terminal marks none, what
 * comes behind an Enter in the same piece answers no question that is yet to be asked: it, and all that follows without a pause,
 * is dropped.
 */
export function createKeyRelay({ streams, suspension }: Pick<TerminalOptions, "streams" | "suspension">) {
  const { stdin } = streams;
  let isSpilling = false;
  let lastSpilt = 0;
  emitKeys(stdin);

  return (): RelayedKeys => {
    const input = keyStream(streams);
    let text = "";
    let length = 0;
    let isInPiece = false;
    let isAnswered = false;
    let isPasting = false;
    lastSpilt = performance.now();

    const hand = (sequence: string | undefined, key: Key) => input.emit("keypress", sequence, key);
    const handText = () => {
      const piece = text.replace(control, " ").slice(0, Math.max(0, longest - length));
      text = "";
      length += piece.length;
      if (piece !== "") hand(piece, { sequence: piece });
    };
    const endPiece = () => {
      isInPiece = false;
      isAnswered = false;
      if (!isPasting) handText();
    };
    const isOfPaste = () => {
      if (!isSpilling) return false;
      const now = performance.now();
      isSpilling = now - lastSpilt < silence;
      lastSpilt = now;
      return isSpilling;
    };
    const onKey = (sequence: string | undefined, key: Key) => {
      if (!isInPiece) {
        isInPiece = true;
        queueMicrotask(endPiece);
      }
      if (key.ctrl && key.name === "z") return suspension.suspend();
      const isUrgent = key.ctrl && (key.name === "c" || key.name === "d");
      if (!isUrgent && (isAnswered || isOfPaste())) {
        isSpilling = true;
        lastSpilt = performance.now();
        return;
      }
      if (key.name === "paste-start") {
        isPasting = true;
      } else if (key.name === "paste-end") {
        isPasting = false;
        text = text.trim();
      } else if (isPasting) {
        if (text.length < longest) text += sequence ?? "";
      } else if (isText(sequence, key)) {
        if (text.length < longest) text += sequence;
      } else {
        handText();
        isAnswered = key.name === "return" || key.name === "enter";
        if (key.name === "backspace") length = Math.max(0, length - 1);
        else if (key.ctrl) length = 0;
        hand(sequence, key);
      }
    };
    stdin.on("keypress", onKey);
    stdin.resume();
    return {
      input,
      close() {
        stdin.removeListener("keypress", onKey);
        stdin.pause();
      },
    };
  };
}
