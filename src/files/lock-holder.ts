import type { Host } from "../context.ts";
import { lockState } from "./lock-file.ts";
import { locksOf } from "./locks-of.ts";
import { asCliError } from "./system-error.ts";

/** Who holds the lock of a file at this moment. */
export interface LockHolder {
  /** `undefined` where the lock does not name a process. */
  readonly pid: number | undefined;
}

/**
 * The process for which `withLock` would have to wait at this moment; `undefined` when the file is free.
 *
 * @throws CliError "file-unwritable" when nobody can say.
 */
export function lockHolder(path: string, host: Host, now: Date): LockHolder | undefined {
  try {
    for (const lock of locksOf(path)) {
      const found = lockState(lock, host, now);
      if (found.state === "held") return { pid: found.pid };
    }
    return undefined;
  } catch (error) {
    throw asCliError(error, "file-unwritable", path);
  }
}
