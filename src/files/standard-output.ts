import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import { mayBeTerminal } from "./descriptor.ts";
import { systemErrorCode } from "./system-error.ts";

/** What the program needs of a stream that people or programs read. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** Writes the text. Whoever must know when it is written, or that nobody reads any more, hands in a function. */
  write(text: string | Uint8Array, done?: (error?: Error | null) => void): unknown;
  /** Terminals alone have a size. */
  on(event: "resize", listener: () => void): unknown;
  removeListener(event: "resize", listener: () => void): unknown;
}

/** Bytes that every pipe holds. A longer text may have to wait for its reader, and waiting is what Node's streams are good at. */
const pipeSize = 64 * 1024;

/**
 * The output behind that descriptor. To a file or a pipe short texts are written at once: Node's own stream takes 3 ms to load.
 * `open` gives that stream, for terminals and wherever a write may have to wait. A reader that has gone away is no failure.
 *
 * Throws the system's error when a text cannot be written, such as to a full disk.
 */
export function standardOutput(descriptor: number, open: () => OutputStream): OutputStream {
  let stream = mayBeTerminal(descriptor) ? open() : undefined;
  if (stream) return stream;
  let isClosed = false;
  const waitToWrite: OutputStream["write"] = (text, done) => {
    stream ??= open();
    return stream.write(text, done);
  };
  return {
    on: () => {},
    removeListener: () => {},
    write(text, done) {
      const bytes = Buffer.from(text as string);
      if (stream || done || bytes.length > pipeSize) return waitToWrite(text, done);
      let written = 0;
      try {
        while (written < bytes.length && !isClosed) written += writeSync(descriptor, bytes, written);
      } catch (error) {
        const code = systemErrorCode(error);
        // EAGAIN: a full pipe that somebody else has made one that does not wait.
        if (code === "EAGAIN") return waitToWrite(bytes.subarray(written));
        if (code !== "EPIPE") throw error;
        isClosed = true;
      }
    },
  };
}
