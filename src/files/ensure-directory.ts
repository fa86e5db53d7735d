import { closeSync, constants, fchmodSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../context.ts";
import { CliError } from "../errors.ts";
import { type Owner, ownerOfNew, setOwner } from "./owner.ts";
import { resolveLinks } from "./resolve-links.ts";
import { syncFolder } from "./sync-folder.ts";
import { asCliError, systemErrorCode } from "./system-error.ts";

/**
 * Makes the folder at that path and the missing ones above it, for their owner alone (0700; under sudo the owner of the
 * nearest folder that exists). Folders that exist stay as they are. A dangling link gets the folder that it points to.
 *
 * Throws CliError "file-unwritable" when a folder cannot be made; its reason is "ENOTDIR" when something else stands
 * there.
 */
export function ensureDirectory(path: string, host: Host): void {
  try {
    const target = resolveLinks(path);
    const present = statSync(target, { throwIfNoEntry: false });
    if (present === undefined) create(target, ownerOfNew(target, host), host);
    else if (!present.isDirectory()) throw new CliError("file-unwritable", { path, reason: "ENOTDIR" });
  } catch (error) {
    throw asCliError(error, "file-unwritable", path);
  }
}

function create(folder: string, owner: Owner | undefined, host: Host): void {
  const parent = dirname(folder);
  if (!isFolder(parent)) create(parent, owner, host);
  try {
    mkdirSync(folder, 0o700);
  } catch (error) {
    // Another process was faster.
    if (systemErrorCode(error) === "EEXIST" && isFolder(folder)) return;
    throw error;
  }
  if (host.platform !== "win32") claim(folder, owner);
  syncFolder(parent);
}

/** Through a descriptor, so that a link put in the folder's place meanwhile gives away nothing it points to. */
function claim(folder: string, owner: Owner | undefined): void {
  const file = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    if (owner !== undefined) setOwner(file, owner);
    fchmodSync(file, 0o700);
  } finally {
    closeSync(file);
  }
}

/** Whether a folder is there, or a link to one. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
