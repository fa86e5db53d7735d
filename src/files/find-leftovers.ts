import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "../context.ts";
import { namesIn } from "./names-in.ts";
import { isOver } from "./process-identity.ts";
import { makerOf } from "./temporary-file.ts";

/**
 * The paths of the temporary files that killed runs of ours left in that folder: files with our name for them whose process is
 * over. None where the folder is not there or cannot be listed.
 */
export function findLeftovers(folder: string, host: Host): string[] {
  return namesIn(folder)
    .filter((name) => {
      const maker = makerOf(name);
      return maker !== undefined && isOver(maker, host);
    })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile());
}
