import { chmodSync, lstatSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../context.ts";
import { backupSlot, oldestSlot } from "./backup-slot.ts";
import { removeFile } from "./create-file.ts";
import { type Owner, ownerOfNew } from "./owner.ts";
import { holds } from "./read-regular.ts";
import { syncFolder } from "./sync-folder.ts";
import { asCliError, systemErrorCode } from "./system-error.ts";
import { createTemporaryFile } from "./temporary-file.ts";

/**
 * Keeps the bytes as the newest backup of that path and returns the backup's path. The oldest of five goes, unless a
 * slot is free. Bytes that the newest backup holds already push nothing out. `owner` is who may read the file itself.
 *
 * Throws CliError "file-unwritable" with the backup's path; every older backup is still there then.
 */
export function writeBackup(path: string, bytes: Uint8Array, owner: Owner | undefined, host: Host): string {
  const newest = backupSlot(path, 0);
  try {
    if (!isKept(newest, bytes)) replaceNewest(path, bytes, owner ?? ownerOfNew(path, host), host);
    return newest;
  } catch (error) {
    throw asCliError(error, "file-unwritable", newest);
  }
}

/**
 * Whether that backup holds those bytes, for its owner alone. One that we may not read or change moves on like any
 * other.
 */
function isKept(backup: string, bytes: Uint8Array): boolean {
  try {
    if (!holds(backup, bytes)) return false;
    chmodSync(backup, 0o600);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}

function replaceNewest(path: string, bytes: Uint8Array, owner: Owner | undefined, host: Host): void {
  const folder = dirname(path);
  const temporary = createTemporaryFile(folder, bytes, { mode: 0o600, owner, host });
  try {
    rotate(path);
    renameSync(temporary, backupSlot(path, 0));
  } finally {
    removeFile(temporary);
  }
  syncFolder(folder);
}

/** Moves each backup one slot on, as far as the first free slot: a gap that a killed run left costs nobody a backup. */
function rotate(path: string): void {
  let free = 0;
  while (free < oldestSlot && lstatSync(backupSlot(path, free), { throwIfNoEntry: false })) free++;
  for (let age = free; age > 0; age--) renameSync(backupSlot(path, age - 1), backupSlot(path, age));
}
