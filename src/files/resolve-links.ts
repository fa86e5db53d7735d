import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { systemErrorCode } from "./system-error.ts";

/** As many as Linux itself follows before it calls a chain of links a circle. */
const longestChain = 40;

/**
 * The path with every symbolic link followed: the file that is read and written under that name. What does not exist
 * yet is followed as far as it leads, so a dangling link gives the path that a write through it creates.
 *
 * Throws the system's error when a folder on the way cannot be searched (EACCES), is a file (ENOTDIR), or when the
 * links go in a circle (ELOOP).
 */
export function resolveLinks(path: string): string {
  return followFrom(resolve(path), longestChain);
}

function followFrom(path: string, linksLeft: number): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT" || linksLeft === 0) throw error;
  }
  const parent = dirname(path);
  if (parent === path) return path;
  const entry = join(followFrom(parent, linksLeft), basename(path));
  const next = linkAt(entry);
  return next === undefined ? entry : followFrom(resolve(dirname(entry), next), linksLeft - 1);
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
