import type { Buffer } from "node:buffer";
import { dirname } from "node:path";
import type { Host } from "../context.ts";
import { CliError, Interruption } from "../errors.ts";
import { createLock, lockState, removeLock } from "./lock-file.ts";
import { locksOf } from "./locks-of.ts";
import { pause } from "./pause.ts";
import { guardOf, isGuarded, reclaimLock } from "./reclaim-lock.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";
import { asCliError, systemErrorCode } from "./system-error.ts";

export interface LockOptions {
  readonly host: Host;
  readonly now: () => Date;
  /** Ends the waiting, never the work. */
  readonly signal: AbortSignal;
  /** For how long to wait for another holder, in milliseconds. */
  readonly waitMilliseconds?: number;
}

/**
 * OpenClaw's `CONFIG_MUTATION_LOCK_OPTIONS`: 80 tries, 25 to 250 milliseconds apart. It outlasts a guard left by a
 * crash.
 */
const defaultWait = 20_000;
const shortestPause = 25;
const longestPause = 250;
const pauseGrowth = 1.2;

/**
 * Windows refuses a name for a moment after it was deleted; so many refusals in a row are not yet a missing permission.
 */
const refusalsBorne = 8;

/**
 * Does the work while no other process that keeps to OpenClaw's lock protocol can write the file, and gives its result.
 * The lock stands beside the file in its real folder, where OpenClaw has it; for a file that is itself a symbolic link
 * a second one stands beside the real file. The file need not exist, its folder must. Leftovers of killed runs are
 * swept first.
 *
 * Throws CliError "file-locked" when the wait is over, "file-unwritable" when the lock cannot be made (its folder is
 * missing or not ours to write), and Interruption when the signal aborts before the work has begun.
 */
export async function withLock<Result>(
  path: string,
  options: LockOptions,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const taken: { lock: string; bytes: Buffer }[] = [];
  try {
    for (const lock of takenLocks(path)) {
      taken.push({ lock, bytes: await takeLock(lock, path, options) });
      sweepLeftovers(dirname(lock), options.host);
    }
    return await work();
  } finally {
    for (const { lock, bytes } of taken.reverse()) removeLock(lock, bytes);
  }
}

function takenLocks(path: string): Set<string> {
  try {
    return locksOf(path);
  } catch (error) {
    throw asCliError(error, "file-unwritable", path);
  }
}

async function takeLock(lock: string, path: string, options: LockOptions): Promise<Buffer> {
  const { host, now, signal, waitMilliseconds = defaultWait } = options;
  let waited = 0;
  let refusals = 0;
  for (let delay = shortestPause; ; delay = Math.min(delay * pauseGrowth, longestPause)) {
    if (signal.aborted) throw new Interruption(String(signal.reason));
    try {
      const bytes = tryLock(lock, host, now());
      if (bytes !== undefined) return bytes;
      refusals = 0;
    } catch (error) {
      const isRefusal = ["EPERM", "EACCES", "EBUSY"].includes(systemErrorCode(error) ?? "");
      if (host.platform !== "win32" || !isRefusal || ++refusals > refusalsBorne) {
        throw asCliError(error, "file-unwritable", path);
      }
    }
    if (waited >= waitMilliseconds) throw lockedError(lock, path, host, now());
    await pause(Math.min(delay, waitMilliseconds - waited), signal);
    waited += delay;
  }
}

function tryLock(lock: string, host: Host, now: Date): Buffer | undefined {
  if (isGuarded(lock, now)) return undefined;
  const found = lockState(lock, host, now);
  if (found.state === "free") return createLock(lock, host, now);
  return found.state === "abandoned" ? reclaimLock(lock, found, host, now) : undefined;
}

function lockedError(lock: string, path: string, host: Host, now: Date): CliError {
  const found = lockState(lock, host, now);
  if (found.state === "held") return new CliError("file-locked", { path, lock, pid: found.pid, since: found.since });
  return new CliError("file-locked", { path, lock: guardOf(lock), pid: undefined, since: undefined });
}
