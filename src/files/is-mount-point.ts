import { readFileSync } from "node:fs";

/**
 * Whether something is mounted on exactly that path, such as a single file that a container is given. The path has no links in
 * it. Only Linux says so; where nobody does, nothing is.
 */
export function isMountPoint(path: string): boolean {
  try {
    return mountPoints(readFileSync("/proc/self/mountinfo", "utf8")).includes(path);
  } catch {
    return false;
  }
}

/** The paths on which something is mounted, from the text in which Linux lists that (proc_pid_mountinfo(5), field 5). */
export function mountPoints(mountinfo: string): string[] {
  return mountinfo
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((path) => path !== "")
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8))));
}
