import { isUtf8 } from "node:buffer";
import { CliError } from "../errors.ts";
import { readFile } from "../files/read-file.ts";
import { Json5SyntaxError, parseTree } from "./json5/tree.ts";
import { maskBrokenLine } from "./mask.ts";
import { kindOf } from "./schema.ts";

/** A file of the person's, as it was read. */
export interface TextFile {
  readonly path: string;
  readonly exists: boolean;
  /** Empty when there is no file. */
  readonly text: string;
  /** The bytes on disk, to be compared with before a write; `undefined` when there is no file. */
  readonly bytes: Uint8Array | undefined;
  /** The permission bits; `undefined` when there is no file. */
  readonly mode: number | undefined;
  /** Why it could not be read, where it was read all the same. */
  readonly problem?: CliError | undefined;
}

/** The config: its text, and what OpenClaw reads in it before any `${…}` or `$include` is resolved. */
export interface ConfigFile extends TextFile {
  readonly value: unknown;
}

export type Parse = (text: string) => unknown;

/**
 * Reads the config. A missing, empty or comment-only file is an empty object.
 *
 * @throws CliError "config-not-text", "config-not-parsed" with line, column and the line itself, "config-unexpected" when it is
 * not an object, and what `readFile` throws.
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const file = readTextFile(path);
  const value = await parseConfig(file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliError("config-unexpected", { path, at: "", expected: ["object"], found: kindOf(value) });
  }
  return { ...file, value };
}

/**
 * Reads a text file; a missing one is empty.
 *
 * @throws CliError "config-not-text" when it is not UTF-8, and what `readFile` throws.
 */
export function readTextFile(path: string): TextFile {
  const file = readFile(path);
  if (!file) return { path, exists: false, text: "", bytes: undefined, mode: undefined };
  const { bytes, mode } = file;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16 || !isUtf8(bytes)) throw new CliError("config-not-text", { path, encoding: utf16 ? "UTF-16" : "?" });
  return { path, exists: true, text: bytes.toString("utf8"), bytes, mode };
}

/**
 * JSON5's own parser for that text. OpenClaw tries plain JSON first, and so do we: most configs are, and the JSON5 parser then
 * need not be loaded.
 */
export async function parserFor(text: string): Promise<Parse> {
  if (parsesAsJson(text)) return JSON.parse;
  const { default: JSON5 } = await import("json5");
  return (json5) => JSON5.parse(json5);
}

export function parsesAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function parseConfig(file: TextFile): Promise<unknown> {
  if (file.text === "") return {};
  try {
    return JSON.parse(file.text);
  } catch {
    return await parseJson5(file);
  }
}

async function parseJson5(file: TextFile): Promise<unknown> {
  try {
    const { root, hasOtherLetters } = parseTree(file.text);
    // The grammar tests hold both readers together; where they may differ, json5's word counts. It takes 5 ms to load and begin.
    if (!hasOtherLetters) return root ? root.value : {};
    const { default: JSON5 } = await import("json5");
    return JSON5.parse(file.text);
  } catch (error) {
    const problem =
      error instanceof Json5SyntaxError ? error : new Json5SyntaxError(file.text, ...otherProblem(file.text, error));
    throw new CliError("config-not-parsed", {
      path: file.path,
      line: problem.line,
      column: problem.column,
      flaw: problem.flaw,
      excerpt: excerpt(file.text, problem),
      backup: newestBackup(file.path),
    });
  }
}

/** The backup that was made last, by OpenClaw or by us; both name it so. */
function newestBackup(path: string): string | undefined {
  const backup = `${path}.bak`;
  try {
    return readFile(backup) && backup;
  } catch {
    return undefined;
  }
}

/** What json5 refuses although our own reader takes it: a letter newer than its tables, in an unquoted key. */
function otherProblem(text: string, error: unknown): [offset: number, flaw: string] {
  const {
    lineNumber = 1,
    columnNumber = 1,
    message = "",
  } = error as { lineNumber?: number; columnNumber?: number; message?: string };
  const before = text.split(/\r\n|[\n\r\u2028\u2029]/).slice(0, lineNumber - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + columnNumber - 1;
  return [Math.min(offset, text.length), message.replace(/^JSON5: | at \d+:\d+$/g, "")];
}

const excerptWidth = 72;

/**
 * The line with a caret beneath the place, and above it the line at whose end a comma may be missing. No word of any length but
 * keys is shown of them: where the text is broken nobody can say what is a secret, and the person may paste this into a report.
 */
function excerpt(text: string, problem: Json5SyntaxError): string {
  const lineStart = problem.offset - (problem.column - 1);
  const line = text.slice(lineStart).split(/[\r\n]/, 1)[0] ?? "";
  const from = Math.max(0, problem.column - 1 - excerptWidth / 2);
  const window = (shown: string) =>
    `  ${maskBrokenLine(shown)
      .slice(from, from + excerptWidth)
      .replace(/\t/g, " ")}\n`;
  const before =
    wantsComma(problem) && line.slice(0, problem.column - 1).trim() === "" ? lastLine(text.slice(0, lineStart)) : "";
  return `${before && window(before)}${window(line)}  ${" ".repeat(problem.column - 1 - from)}^`;
}

function wantsComma({ flaw }: Json5SyntaxError): boolean {
  return typeof flaw === "object" && (flaw.expected === "comma-or-brace" || flaw.expected === "comma-or-bracket");
}

function lastLine(text: string): string {
  return (
    text
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? ""
  );
}
