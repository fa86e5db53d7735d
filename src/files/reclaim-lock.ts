import type { Buffer } from "node:buffer";
import { lstatSync, mkdirSync, rmdirSync, unlinkSync } from "node:fs";
import type { Host } from "../context.ts";
import { createLock, type LockState, lockState } from "./lock-file.ts";
import { systemErrorCode } from "./system-error.ts";

/**
 * The folder that whoever breaks a lock holds meanwhile; OpenClaw waits while it stands (`@openclaw/fs-safe`, sidecar
 * lock).
 */
export const guardOf = (lock: string) => `${lock}.reclaim`;

/**
 * A guard of this age, in milliseconds, was left by a crash. It is held for a few calls only; OpenClaw may spend 10
 * seconds there on Windows, asking the system for a process's start time.
 */
const guardLimit = 15_000;

/**
 * Takes over an abandoned lock and returns the bytes of ours; `undefined` when another process was faster. Whether it
 * is still the lock that was found abandoned is looked at under the guard, and nobody else removes a lock without it:
 * so of many that find the same abandoned lock one removes it, and none removes the lock that follows. Throws the
 * system's error.
 */
export function reclaimLock(
  lock: string,
  found: LockState & { state: "abandoned" },
  host: Host,
  now: Date,
): Buffer | undefined {
  const guard = guardOf(lock);
  try {
    mkdirSync(guard, 0o700);
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return undefined;
    throw error;
  }
  try {
    const again = lockState(lock, host, now);
    if (again.state !== "abandoned" || again.inode !== found.inode || !again.bytes.equals(found.bytes))
      return undefined;
    if (!removed(lock)) return undefined;
    return createLock(lock, host, now);
  } finally {
    removeGuard(guard);
  }
}

/** Whether it was this call that removed the lock: whoever keeps to no guard, such as a person, may have been faster. */
function removed(lock: string): boolean {
  try {
    unlinkSync(lock);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Whether somebody is breaking the lock. A guard that a crash left is removed, and stands for this last time. */
export function isGuarded(lock: string, now: Date): boolean {
  const guard = guardOf(lock);
  const turn = turnOf(guard);
  if (isLeft(turn, now)) removeGuard(turn);
  if (lstatSync(guard, { throwIfNoEntry: false }) === undefined) return false;
  if (isLeft(guard, now)) removeLeftGuard(guard, turn, now);
  return true;
}

/** The folder that whoever removes a guard which a crash left holds meanwhile. */
const turnOf = (guard: string) => `${guard}.stale`;

/** Whether a folder stands there that a crash has left. */
function isLeft(folder: string, now: Date): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && now.getTime() - stats.mtimeMs > guardLimit;
}

/**
 * One at a time, and looking once more: of two that see the same old guard, the slower would remove the one that the faster has
 * made room for, and two would be breaking the lock.
 */
function removeLeftGuard(guard: string, turn: string, now: Date): void {
  try {
    mkdirSync(turn, 0o700);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return;
  }
  try {
    if (isLeft(guard, now)) removeGuard(guard);
  } finally {
    removeGuard(turn);
  }
}

/** Only an empty folder goes; what is inside one is nothing of ours. */
function removeGuard(guard: string): void {
  try {
    rmdirSync(guard);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}
