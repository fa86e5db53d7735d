import { Buffer } from "node:buffer";
import { dirname } from "node:path";
import type { Context } from "../context.ts";
import { CliError } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import { ensureDirectory } from "../files/ensure-directory.ts";
import { withLock } from "../files/with-lock.ts";
import { writeFile } from "../files/write-file.ts";
import type { Paths } from "./paths.ts";
import { type FileChange, type ReadFiles, readUserFiles, type UserFiles } from "./user-files.ts";

/** Config and `.env` are for their owner alone: a `.env` holds a key, and OpenClaw itself keeps its config so. */
const ownerOnly = 0o600;
/** So often a file may change between reading and writing it before we give up. */
const attempts = 3;

export interface Applied {
  /** Whether everything was written that had to be; if not, other changes are needed than the person agreed to. */
  readonly isComplete: boolean;
  readonly written: readonly FileChange[];
  /** The paths of the backups that were made. */
  readonly backups: readonly string[];
  /** The paths of files that could not be replaced and were overwritten. */
  readonly inPlace: readonly string[];
  /** The paths of files that had other names, which keep the old contents. */
  readonly otherNames: readonly string[];
}

/**
 * Writes what `replan` makes of the files as they are at that moment, under OpenClaw's lock, in the order of the changes. When
 * a change comes up that the person has not agreed to, because the files are no longer as they were, nothing more is written
 * and the result is not complete: ask again, with no lock held. `read` is how the files are read.
 *
 * Once the first byte is written no signal ends it. Throws CliError "config-changed" when another program keeps changing the
 * files, and what reading, planning, locking and writing throw.
 */
export async function applyChanges(
  context: Pick<Context, "host" | "now" | "signal">,
  paths: Paths,
  replan: (files: UserFiles) => Promise<readonly FileChange[]>,
  isAgreed: (change: FileChange) => boolean,
  read: ReadFiles = readUserFiles,
): Promise<Applied> {
  const { host } = context;
  ensureDirectory(paths.stateDir, host);
  ensureDirectory(dirname(paths.config), host);
  return await withLock(paths.config, context, async () => {
    const applied = {
      written: [] as FileChange[],
      backups: [] as string[],
      inPlace: [] as string[],
      otherNames: [] as string[],
    };
    let changed: string | undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const files = await read(paths);
      const changes = await replan(files);
      if (!changes.every(isAgreed)) return { isComplete: false, ...applied };
      changed = undefined;
      // What cannot be written shows before anything is, so that no file is changed for the sake of one that is not.
      for (const { path } of changes) checkWritable(path, host);
      for (const change of changes) {
        const result = await writeFile(
          {
            path: change.path,
            bytes: Buffer.from(change.after),
            expected: files[change.file].bytes,
            mode: ownerOnly,
            backup: change.backup === undefined ? undefined : Buffer.from(change.backup),
          },
          host,
        );
        if (result.outcome === "changed") {
          changed = change.path;
          break;
        }
        applied.written.push(change);
        if (result.backup) applied.backups.push(result.backup);
        if (result.inPlace) applied.inPlace.push(change.path);
        if (result.otherNames > 0) applied.otherNames.push(change.path);
      }
      if (changed === undefined) return { isComplete: true, ...applied };
    }
    throw new CliError("config-changed", { path: changed ?? paths.config });
  });
}
