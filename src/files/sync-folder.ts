import { closeSync, constants, fsyncSync, openSync } from "node:fs";
import { systemErrorCode } from "./system-error.ts";

/**
 * Puts a folder's entries on the disk, so that a rename survives a power cut. The change is made by then, whatever this
 * says, and not every system can do it (Windows) or lets us (a folder we may write but not read): failing is no
 * failure.
 */
export function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}
