import { lstatSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "./names-in.ts";

/** The path of the file that was written last in that folder, of those whose name is wanted; `undefined` where there is none. */
export function newestFile(folder: string, isWanted: (name: string) => boolean): string | undefined {
  return namesIn(folder)
    .filter(isWanted)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? [{ path, writtenAt: stats.mtimeMs }] : [];
    })
    .sort((a, b) => b.writtenAt - a.writtenAt)[0]?.path;
}
