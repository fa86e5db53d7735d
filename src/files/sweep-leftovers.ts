import type { Host } from "../context.ts";
import { removeFile } from "./create-file.ts";
import { findLeftovers } from "./find-leftovers.ts";

/** Removes the temporary files that killed runs of ours left in that folder. Everything else stays. */
export function sweepLeftovers(folder: string, host: Host): void {
  for (const path of findLeftovers(folder, host)) removeFile(path);
}
