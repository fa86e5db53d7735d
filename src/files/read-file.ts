import type { Buffer } from "node:buffer";
import { CliError } from "../errors.ts";
import { readRegular } from "./read-regular.ts";
import { resolveLinks } from "./resolve-links.ts";
import { asCliError } from "./system-error.ts";

export interface FileContents {
  /** The path as it was asked for. */
  readonly path: string;
  /** The same file with every symbolic link followed. */
  readonly target: string;
  readonly bytes: Buffer;
  /** The permission bits, such as 0o600. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** How many names the file has; more than one means hard links. */
  readonly names: number;
}

/**
 * The file at that path, through symbolic links; `undefined` when nothing is there, also behind a dangling link.
 *
 * Throws CliError "file-not-regular" for a folder, a named pipe, a socket or a device, at once and without waiting for
 * a pipe's writer; "file-unreadable" when the system refuses, for a circle of links too.
 */
export function readFile(path: string): FileContents | undefined {
  try {
    const target = resolveLinks(path);
    const reading = readRegular(target);
    if (reading === undefined) return undefined;
    if ("kind" in reading) throw new CliError("file-not-regular", { path, kind: reading.kind });
    const { mode, uid, gid, nlink } = reading.stats;
    return { path, target, bytes: reading.bytes, mode: mode & 0o7777, uid, gid, names: nlink };
  } catch (error) {
    throw asCliError(error, "file-unreadable", path);
  }
}
