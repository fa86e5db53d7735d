import type { Buffer } from "node:buffer";
import { backupSlot, oldestSlot } from "./backup-slot.ts";
import { readRegular } from "./read-regular.ts";
import { systemErrorCode } from "./system-error.ts";

/** A file that holds an older state of another. */
export interface Backup {
  readonly path: string;
  readonly bytes: Buffer;
  readonly modified: Date;
  /** The permission bits. */
  readonly mode: number;
}

/** The backups of that path, newest first. What is no file in a slot, or may not be read, is none. */
export function listBackups(path: string): Backup[] {
  const slots = Array.from({ length: oldestSlot + 1 }, (_, newer) => backupSlot(path, newer));
  return slots.flatMap((slot) => {
    const backup = readBackup(slot);
    return backup ? [backup] : [];
  });
}

function readBackup(path: string): Backup | undefined {
  try {
    const reading = readRegular(path);
    if (reading === undefined || "kind" in reading) return undefined;
    const { bytes, stats } = reading;
    return { path, bytes, modified: stats.mtime, mode: stats.mode & 0o777 };
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
