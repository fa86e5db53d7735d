import type { Host } from "../context.ts";
import { lockState } from "./lock-file.ts";
import { locksOf } from "./locks-of.ts";
import { systemErrorCode } from "./system-error.ts";

/** The paths of the locks of that file whose holder is gone. The next `withLock` takes them over. */
export function abandonedLocks(path: string, host: Host, now: Date): string[] {
  try {
    return [...locksOf(path)].filter((lock) => lockState(lock, host, now).state === "abandoned");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
