import { type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

/** The folder that path is in or, where that is missing, the nearest one above it that exists. */
export function nearestFolder(path: string): { readonly path: string; readonly stats: Stats } {
  const folder = dirname(path);
  const stats = statSync(folder, { throwIfNoEntry: folder === path });
  return stats === undefined ? nearestFolder(folder) : { path: folder, stats };
}
