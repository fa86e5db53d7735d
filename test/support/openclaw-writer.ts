import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** When a process started, as Linux counts it; OpenClaw names it in its lock beside the id. */
export function startTimeOf(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return undefined;
  }
}

/** What OpenClaw's lock holds for that process (its `src/infra/file-lock.ts`), written down here once more, by other code than ours. */
export function lockText(pid: number, starttime = startTimeOf(pid)): string {
  return JSON.stringify({ pid, createdAt: new Date().toISOString(), starttime }, undefined, 2);
}

/** Replaces a file as OpenClaw does: under the lock beside it, read, changed and renamed into place. */
export async function editAsOpenClaw(
  path: string,
  edit: (text: string) => string,
  lock = `${path}.lock`,
): Promise<void> {
  const file = await taken(lock);
  try {
    writeSync(file, lockText(process.pid));
    closeSync(file);
    writeFileSync(`${path}.tmp`, edit(readFileSync(path, "utf8")), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } finally {
    unlinkSync(lock);
  }
}

async function taken(lock: string): Promise<number> {
  for (;;) {
    try {
      return openSync(lock, "wx", 0o600);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      await pause(5);
    }
  }
}
