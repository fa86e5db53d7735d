import { type ConfigFile, readConfigFile, readTextFile, type TextFile } from "./config-file.ts";
import type { Paths } from "./paths.ts";

/** The two files of the person's that this program writes. */
export interface UserFiles {
  readonly config: ConfigFile;
  readonly dotenv: TextFile;
}

/** A file as it is to be. */
export interface FileChange {
  readonly file: keyof UserFiles;
  readonly path: string;
  /** `undefined` when there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** What its backup is to hold; `undefined` makes no backup. */
  readonly backup: string | undefined;
}

/** Reads both files once. Throws what `readConfigFile` and `readTextFile` throw. */
export async function readUserFiles(paths: Paths): Promise<UserFiles> {
  return { config: await readConfigFile(paths.config), dotenv: readTextFile(paths.dotenv) };
}
