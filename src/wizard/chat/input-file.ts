import { isUtf8 } from "node:buffer";
import { CliError } from "../../errors.ts";
import { readGivenFile } from "../given-file.ts";

/** Bytes of a text that comes from outside the command line. No model's window holds more. */
export const longestText = 8 * 1024 * 1024;

/**
 * The text of a file that a flag names.
 *
 * @throws CliError "input-file-unreadable" or "input-not-text"
 */
export function readTextFile(flag: string, path: string, cwd: string): string {
  const read = readGivenFile(path, cwd, longestText);
  if ("reason" in read) throw new CliError("input-file-unreadable", { flag, path, reason: read.reason });
  if (!isUtf8(read.bytes)) throw new CliError("input-not-text", { source: path });
  return read.bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/**
 * The value in a JSON file that a flag names.
 *
 * @throws CliError "input-file-not-json", and what `readTextFile` throws
 */
export function readJsonFile(flag: string, path: string, cwd: string): unknown {
  const text = readTextFile(flag, path, cwd);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError("input-file-not-json", { flag, path, detail: error instanceof Error ? error.message : "" });
  }
}
