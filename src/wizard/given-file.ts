import type { Buffer } from "node:buffer";
import { resolve } from "node:path";
import { CliError } from "../errors.ts";
import { readFile } from "../files/read-file.ts";

/**
 * The bytes of a file that a flag names, or why they cannot be had: the system's error code, the kind of thing that is no
 * file, or "too-large".
 */
export function readGivenFile(
  path: string,
  cwd: string,
  largest: number,
): { readonly bytes: Buffer } | { readonly reason: string } {
  try {
    const file = readFile(resolve(cwd, path));
    if (!file) return { reason: "ENOENT" };
    return file.bytes.length > largest ? { reason: "too-large" } : { bytes: file.bytes };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { reason, kind } = error.parameters as { reason?: string; kind?: string };
    return { reason: kind ?? reason ?? "" };
  }
}
