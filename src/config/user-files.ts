import { Buffer, isUtf8 } from "node:buffer";
import { CliError } from "../errors.ts";
import { readFile } from "../files/read-file.ts";
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

export type ReadFiles = (paths: Paths) => Promise<UserFiles>;

/**
 * As readUserFiles, but whatever is wrong with a file becomes its `problem`. A config with a problem means nothing: its value is
 * an empty object, its text what can be made of its bytes.
 */
export async function readUserFilesAsTheyAre(paths: Paths): Promise<UserFiles> {
  return {
    config: await readConfigAsItIs(paths.config),
    dotenv: await readAsItIs(paths.dotenv, readTextFile, (file) => file),
  };
}

/** As readConfigFile, but whatever is wrong with the file becomes its `problem`, as above. */
export async function readConfigAsItIs(path: string): Promise<ConfigFile> {
  return await readAsItIs(path, readConfigFile, (file) => ({ ...file, value: {} }));
}

async function readAsItIs<File extends TextFile>(
  path: string,
  read: (path: string) => File | Promise<File>,
  withoutMeaning: (file: TextFile) => File,
): Promise<File> {
  try {
    return await read(path);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return withoutMeaning({ ...rawFile(path), problem: error });
  }
}

function rawFile(path: string): TextFile {
  try {
    const { bytes, mode } = readFile(path) ?? {};
    return { path, exists: bytes !== undefined, text: bytes ? textOf(bytes) : "", bytes, mode };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { path, exists: true, text: "", bytes: undefined, mode: undefined };
  }
}

/** The text of a file in the encodings that editors of earlier days save in. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
  if (first === 0xff && second === 0xfe) return even.toString("utf16le");
  if (first === 0xfe && second === 0xff) return Buffer.from(even).swap16().toString("utf16le");
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
}
