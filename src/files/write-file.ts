import { renameSync } from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../context.ts";
import { checkWritable } from "./check-writable.ts";
import { removeFile } from "./create-file.ts";
import { isMountPoint } from "./is-mount-point.ts";
import { ownerOfNew } from "./owner.ts";
import { pause } from "./pause.ts";
import { type FileContents, readFile } from "./read-file.ts";
import { holds } from "./read-regular.ts";
import { resolveLinks } from "./resolve-links.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";
import { syncFolder } from "./sync-folder.ts";
import { asCliError, systemErrorCode } from "./system-error.ts";
import { createTemporaryFile } from "./temporary-file.ts";
import { writeBackup } from "./write-backup.ts";
import { writeInPlace } from "./write-in-place.ts";

export interface FileWrite {
  /** The path the person knows; symbolic links are followed and stay. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the file must still hold, byte for byte; `undefined` when it must still be missing. */
  readonly expected: Uint8Array | undefined;
  /** The permission bits the file gets, whatever it had and whatever the umask is. */
  readonly mode: number;
  /** What to keep as the newest backup beside the path; it may differ from `expected` where a secret is blacked out. */
  readonly backup?: Uint8Array | undefined;
}

export type WriteOutcome =
  /** The file no longer is what was expected. Nothing was written; read it again and start over. */
  | { readonly outcome: "changed" }
  | {
      readonly outcome: "written";
      /** Where the old contents are kept now; `undefined` when no backup was asked for or needed. */
      readonly backup: string | undefined;
      /** The file was overwritten because nothing may replace it (it is mounted by itself). */
      readonly inPlace: boolean;
      /** Other names of the same file (hard links), which keep the old contents from now on. */
      readonly otherNames: number;
    };

/** For how long a system is asked again that will not replace a file now, in milliseconds. */
const longestRetry = 2000;
const retryPause = 50;

/**
 * Replaces the file, or creates it in a folder that exists, so that everybody sees the old bytes or the new ones and
 * never anything between. The owner stays; a new file made under sudo belongs to the owner of its folder. From the last
 * comparison with `expected` to the replacement no other code of this program runs, so Ctrl-C cannot come between.
 *
 * A hard-linked file is replaced under this one name, as OpenClaw does it; the outcome says so. Refusing would lock out
 * everybody whose snapshots are made of hard links.
 *
 * Throws CliError "file-unwritable" as `checkWritable` does, and when the system refuses or the disk is full;
 * "file-not-regular" and "file-unreadable" as `readFile` does. Nothing is left behind then, and the file is as it was.
 */
export async function writeFile(write: FileWrite, host: Host): Promise<WriteOutcome> {
  const present = readFile(write.path);
  try {
    return await replace(write, present, host);
  } catch (error) {
    throw asCliError(error, "file-unwritable", write.path);
  }
}

async function replace(write: FileWrite, present: FileContents | undefined, host: Host): Promise<WriteOutcome> {
  const { path, bytes, expected, mode } = write;
  const target = present?.target ?? resolveLinks(path);
  const folder = dirname(target);
  const owner = present ?? ownerOfNew(target, host);

  checkWritable(path, host);
  sweepLeftovers(folder, host);
  const temporary = createTemporaryFile(folder, bytes, { mode, owner, host });
  let inPlace = false;
  let backup: string | undefined;
  try {
    if (!holds(target, expected)) return { outcome: "changed" };
    if (write.backup !== undefined) backup = writeBackup(path, write.backup, owner, host);
    const placed = await place(temporary, target, expected, host);
    if (placed === "changed") return { outcome: "changed" };
    if (placed === "mounted" && expected !== undefined) {
      backup ??= writeBackup(path, expected, owner, host);
      if (!holds(target, expected)) return { outcome: "changed" };
      writeInPlace(target, expected, bytes, mode);
      inPlace = true;
    }
  } finally {
    // Nothing bears that name any more where the rename was made.
    removeFile(temporary);
  }
  syncFolder(folder);
  return { outcome: "written", backup, inPlace, otherNames: inPlace ? 0 : (present?.names ?? 1) - 1 };
}

/** What Windows and network drives say of a file that another program has open. */
const passing = ["EPERM", "EACCES", "EBUSY"];

/** Compares once more and renames, with nothing between the two. */
async function place(
  temporary: string,
  target: string,
  expected: Uint8Array | undefined,
  host: Host,
): Promise<"placed" | "changed" | "mounted"> {
  for (let waited = 0; ; waited += retryPause) {
    if (!holds(target, expected)) return "changed";
    try {
      renameSync(temporary, target);
      return "placed";
    } catch (error) {
      const code = systemErrorCode(error) ?? "";
      const isMounted = code === "EXDEV" || (code === "EBUSY" && isMountPoint(target));
      if (host.platform === "linux" && isMounted && expected !== undefined) return "mounted";
      if (!passing.includes(code) || waited >= longestRetry) throw error;
    }
    await pause(retryPause);
  }
}
