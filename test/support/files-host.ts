import type { Host } from "../../src/context.ts";

/** This process as the program would describe it. */
export function realHost(): Host {
  return {
    platform: process.platform,
    pid: process.pid,
    uid: process.geteuid?.(),
    isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        return error instanceof Error && "code" in error && error.code === "EPERM";
      }
    },
  };
}
