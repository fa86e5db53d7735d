import { accessSync, constants, lstatSync } from "node:fs";
import { resolve } from "node:path";
import type { Host } from "../context.ts";
import { CliError } from "../errors.ts";
import { nearestFolder } from "./nearest-folder.ts";
import { resolveLinks } from "./resolve-links.ts";
import { asCliError } from "./system-error.ts";

/**
 * Returns when nothing known beforehand keeps `writeFile` from writing that path, so that nobody answers questions for
 * nothing. Changes nothing on the disk. A full disk shows only in the write itself.
 *
 * Throws CliError "file-unwritable": for a file whose owner may not write it (a read-only file is somebody's wish, also
 * for root), for another user's file unless we are root, and for a folder, of the file, of a link to it or of the
 * nearest one that exists, in which we may create nothing.
 */
export function checkWritable(path: string, host: Host): void {
  try {
    const target = resolveLinks(path);
    const file = lstatSync(target, { throwIfNoEntry: false });
    if (file !== undefined) {
      if ((file.mode & 0o200) === 0) throw new CliError("file-unwritable", { path, reason: "EACCES" });
      const isAnothers = host.uid !== undefined && host.uid !== 0 && host.uid !== file.uid;
      if (isAnothers) throw new CliError("file-unwritable", { path, reason: "EPERM" });
      accessSync(target, constants.W_OK);
    }
    for (const place of [target, resolve(path)]) accessSync(nearestFolder(place).path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw asCliError(error, "file-unwritable", path);
  }
}
