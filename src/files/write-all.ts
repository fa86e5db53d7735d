import { writeSync } from "node:fs";

/**
 * Writes all bytes to an open file, from that position on. The system may take fewer than it is given without calling
 * that an error (a disk that fills up, a size limit), so the count is looked at. Throws the system's error.
 */
export function writeAll(file: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}
