import { closeSync, constants, fchmodSync, fsyncSync, openSync, unlinkSync } from "node:fs";
import { type Owner, setOwner } from "./owner.ts";
import { systemErrorCode } from "./system-error.ts";
import { writeAll } from "./write-all.ts";

/**
 * Creates a file that must not exist yet, with all its bytes on the disk when this returns. Until then nobody but its
 * owner can open it. Throws the system's error ("EEXIST" when something has that name) and leaves nothing behind then.
 */
export function createFile(path: string, bytes: Uint8Array, mode: number, owner: Owner | undefined): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    try {
      if (owner !== undefined) setOwner(file, owner);
      writeAll(file, bytes, 0);
      // The mode given to open passes through the umask; this one does not.
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    removeFile(path);
    throw error;
  }
}

/** Removes a file. Not being able to is no failure: what we name is swept by a later run. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}
