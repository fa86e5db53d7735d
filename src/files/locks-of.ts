import { basename, dirname, join } from "node:path";
import { resolveLinks } from "./resolve-links.ts";

/**
 * The paths of the locks of that file, the one OpenClaw knows first: whoever holds the lock of a real file waits for no other,
 * so nobody waits in a circle. Throws the system's error.
 */
export function locksOf(path: string): Set<string> {
  const known = join(resolveLinks(dirname(path)), basename(path));
  return new Set([`${known}.lock`, `${resolveLinks(path)}.lock`]);
}
