import { join } from "node:path";
import type { Host } from "../context.ts";
import { createFile } from "./create-file.ts";
import type { Owner } from "./owner.ts";
import { isProcessId, ownIdentity, type ProcessIdentity } from "./process-identity.ts";
import { systemErrorCode } from "./system-error.ts";

/** The name says whose it is: process id, start time (0 where the system tells none), a number. */
const namePattern = /^\.openclaw-venice-(\d+)-(\d+)-\d+\.tmp$/;

/** Creates a complete file under a name of our own in that folder and returns its path. Throws as `createFile` does. */
export function createTemporaryFile(
  folder: string,
  bytes: Uint8Array,
  { mode, owner, host }: { mode: number; owner: Owner | undefined; host: Host },
): string {
  const { pid, starttime } = ownIdentity(host);
  for (let number = 0; ; number++) {
    const path = join(folder, `.openclaw-venice-${pid}-${starttime ?? 0}-${number}.tmp`);
    try {
      createFile(path, bytes, mode, owner);
      return path;
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw error;
    }
  }
}

/** Which process made the temporary file of that name; `undefined` when the name is not one of ours. */
export function makerOf(name: string): ProcessIdentity | undefined {
  const match = namePattern.exec(name);
  const pid = Number(match?.[1]);
  return isProcessId(pid) ? { pid, starttime: Number(match?.[2]) || undefined } : undefined;
}
