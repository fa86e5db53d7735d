import { closeSync, constants, fchmodSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { writeAll } from "./write-all.ts";

/**
 * Overwrites a file that no rename may replace, such as one that a container has mounted by itself. `before` is what it
 * holds. Throws the system's error, with the old bytes back in the file. Being killed in between leaves a mix, which is
 * why the caller has made a backup.
 */
export function writeInPlace(path: string, before: Uint8Array, after: Uint8Array, mode: number): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    fchmodSync(file, mode);
    try {
      // Growing is what a full disk refuses, so it comes first, while every old byte still stands.
      writeAll(file, after.subarray(before.length), before.length);
      writeAll(file, after.subarray(0, before.length), 0);
      ftruncateSync(file, after.length);
    } catch (error) {
      ftruncateSync(file, before.length);
      writeAll(file, before, 0);
      throw error;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
