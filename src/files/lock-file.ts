import { Buffer } from "node:buffer";
import { linkSync } from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../context.ts";
import { createFile, removeFile } from "./create-file.ts";
import { ownerOfNew } from "./owner.ts";
import { isOver, isProcessId, ownIdentity } from "./process-identity.ts";
import { holds, readRegular } from "./read-regular.ts";
import { systemErrorCode } from "./system-error.ts";
import { createTemporaryFile } from "./temporary-file.ts";

export type LockState =
  | { readonly state: "free" }
  | { readonly state: "held"; readonly pid: number | undefined; readonly since: string | undefined }
  /** Whoever held it is gone. The inode and the bytes say which lock was found so. */
  | { readonly state: "abandoned"; readonly inode: number; readonly bytes: Buffer };

/**
 * A lock that names no process is abandoned at this age, in milliseconds; OpenClaw's
 * `CONFIG_MUTATION_LOCK_OPTIONS.stale`.
 */
const namelessLimit = 30_000;

/**
 * What stands at a lock's path. A lock is abandoned when the process that it names is over, however young it is, and
 * never while that process runs, however old. What is no file, or may not be read, is held by nobody knows whom.
 */
export function lockState(lock: string, host: Host, now: Date): LockState {
  const reading = readLock(lock);
  if (reading === undefined) return { state: "free" };
  if ("kind" in reading) return { state: "held", pid: undefined, since: undefined };
  const { bytes, stats } = reading;
  const { pid, starttime, since } = parsePayload(bytes);
  const isAbandoned =
    pid === undefined ? now.getTime() - stats.mtimeMs > namelessLimit : isOver({ pid, starttime }, host);
  return isAbandoned ? { state: "abandoned", inode: stats.ino, bytes } : { state: "held", pid, since };
}

/**
 * Takes the lock and returns its bytes, by which it is known as ours; `undefined` when somebody has it. The file
 * appears with all its bytes at once: OpenClaw never breaks a lock that names no process, so one cut short would block
 * it for good. Throws the system's error.
 */
export function createLock(lock: string, host: Host, now: Date): Buffer | undefined {
  const { pid, starttime } = ownIdentity(host);
  // The names and types that OpenClaw writes in `src/infra/file-lock.ts` and judges in `src/infra/stale-lock-file.ts`.
  const bytes = Buffer.from(JSON.stringify({ pid, createdAt: now.toISOString(), starttime }, undefined, 2));
  const owner = ownerOfNew(lock, host);
  const temporary = createTemporaryFile(dirname(lock), bytes, { mode: 0o600, owner, host });
  try {
    if (linkExclusively(temporary, lock)) return bytes;
    // Not every file system has hard links.
    createFile(lock, bytes, 0o600, owner);
    return bytes;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return undefined;
    throw error;
  } finally {
    removeFile(temporary);
  }
}

/** Gives the lock back, if it still is the one that was taken with those bytes. */
export function removeLock(lock: string, bytes: Buffer): void {
  try {
    if (holds(lock, bytes)) removeFile(lock);
  } catch (error) {
    // It cannot even be read any more. It names our process, so it is abandoned as soon as we end.
    if (systemErrorCode(error) === undefined) throw error;
  }
}

/**
 * Whether the link was made; `false` where there are no hard links. Throws the system's "EEXIST" when the name is
 * taken.
 */
function linkExclusively(existing: string, name: string): boolean {
  try {
    linkSync(existing, name);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === undefined || systemErrorCode(error) === "EEXIST") throw error;
    return false;
  }
}

function readLock(lock: string): ReturnType<typeof readRegular> | { kind: "unreadable" } {
  try {
    return readRegular(lock);
  } catch (error) {
    if (systemErrorCode(error) === "EACCES") return { kind: "unreadable" };
    throw error;
  }
}

function parsePayload(bytes: Buffer): { pid?: number; starttime?: number; since?: string } {
  let payload: unknown;
  try {
    payload = JSON.parse(bytes.toString("utf8"));
  } catch {
    return {};
  }
  if (typeof payload !== "object" || payload === null) return {};
  const { pid, starttime, createdAt } = payload as Record<string, unknown>;
  return {
    ...(isProcessId(pid) && { pid }),
    ...(typeof starttime === "number" && { starttime }),
    ...(typeof createdAt === "string" && { since: createdAt }),
  };
}
