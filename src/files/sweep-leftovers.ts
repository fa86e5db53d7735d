import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "../context.ts";
import { removeFile } from "./create-file.ts";
import { namesIn } from "./names-in.ts";
import { isOver } from "./process-identity.ts";
import { makerOf } from "./temporary-file.ts";

/**
 * Removes the temporary files that a killed run of ours left in that folder: files with our name for them whose process
 * is over. Everything else stays. A folder that is not there or cannot be listed has nothing to sweep.
 */
export function sweepLeftovers(folder: string, host: Host): void {
  for (const name of namesIn(folder)) {
    const maker = makerOf(name);
    if (maker === undefined || !isOver(maker, host)) continue;
    const path = join(folder, name);
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) removeFile(path);
  }
}
