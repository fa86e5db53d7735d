import { Buffer } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { systemErrorCode } from "./system-error.ts";

/** What may stand where a file is expected. */
export type OtherKind = "folder" | "pipe" | "socket" | "device" | "link";

/** A file's bytes and facts, taken through one descriptor; or what stands there instead. */
export type Reading = { readonly bytes: Buffer; readonly stats: Stats } | { readonly kind: OtherKind };

/**
 * Reads the file at that path without following a link and without ever blocking on a pipe. `undefined` when nothing is
 * there. Throws the system's error when it cannot be read.
 */
export function readRegular(path: string): Reading | undefined {
  try {
    const entry = lstatSync(path);
    if (!entry.isFile()) return { kind: otherKind(entry) };
    // The entry may have been exchanged since; not following links and not waiting for a pipe keeps that harmless.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const stats = fstatSync(file);
      return stats.isFile() ? { bytes: readFileSync(file), stats } : { kind: otherKind(stats) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether the path holds exactly those bytes in a regular file; for `undefined`, whether nothing is there. */
export function holds(path: string, bytes: Uint8Array | undefined): boolean {
  const reading = readRegular(path);
  if (reading === undefined || bytes === undefined) return reading === bytes;
  return "bytes" in reading && Buffer.compare(reading.bytes, bytes) === 0;
}

function otherKind(stats: Stats): OtherKind {
  if (stats.isDirectory()) return "folder";
  if (stats.isFIFO()) return "pipe";
  if (stats.isSocket()) return "socket";
  return stats.isSymbolicLink() ? "link" : "device";
}
