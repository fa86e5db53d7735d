import { readFileSync } from "node:fs";
import type { Host } from "../context.ts";

/** Process ids are reused; an id with the time its process started is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /**
   * Clock ticks from boot to the start of the process: field 22 of /proc/PID/stat. Absent where the system has no
   * /proc.
   */
  readonly starttime?: number | undefined;
}

/** Whether a value from a file can be a process id at all; asking the system about others is an error. */
export function isProcessId(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}

/** The identity of the process we are. */
export function ownIdentity(host: Host): ProcessIdentity {
  return { pid: host.pid, starttime: statusOf(host.pid, host)?.starttime };
}

/**
 * Whether that process is certainly over: no process has its id, the one that has it started at another time, or it is
 * a zombie. A process we may not look at counts as running.
 */
export function isOver(process: ProcessIdentity, host: Host): boolean {
  if (!host.isAlive(process.pid)) return true;
  const status = statusOf(process.pid, host);
  if (status === undefined) return false;
  return status.zombie || (process.starttime !== undefined && process.starttime !== status.starttime);
}

function statusOf(pid: number, host: Host): { starttime: number; zombie: boolean } | undefined {
  if (host.platform !== "linux") return undefined;
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // Field 2 is the command's name in parentheses and may hold both itself: the others count from its end.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => fields[number - 3];
  const starttime = Number(field(22));
  if (!Number.isSafeInteger(starttime)) return undefined;
  // A process whose first thread has ended while others run shows the same state letter, and is not over.
  return { starttime, zombie: field(3) === "Z" && Number(field(20)) <= 1 };
}
