import { closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";
import { resolveLinks } from "./resolve-links.ts";
import { asCliError } from "./system-error.ts";

/**
 * Takes every permission on that file from everybody but its owner; the owner's own stay.
 *
 * Throws CliError "file-unwritable" where the system refuses.
 */
export function closeToOthers(path: string): void {
  try {
    const file = openSync(resolveLinks(path), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      fchmodSync(file, fstatSync(file).mode & 0o700);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asCliError(error, "file-unwritable", path);
  }
}
