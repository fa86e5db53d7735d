import { Buffer, isUtf8 } from "node:buffer";
import type { Context, Terminal } from "../../context.ts";
import { CliError } from "../../errors.ts";
import { type Messages, messagesIn } from "../../messages/messages.ts";
import { readGivenFile } from "../given-file.ts";
import type { ChatOptions } from "./chat-options.ts";

/** Bytes of a text that comes from outside the command line. No model's window holds more. */
export const longestText = 8 * 1024 * 1024;

/**
 * The message: the arguments, --message, and what is piped in, whichever there are, as paragraphs in this order. `undefined`
 * when there is nothing but white space.
 *
 * @throws CliError "input-too-large" or "input-not-text"
 */
export async function messageOf(
  { text, message }: Pick<ChatOptions, "text" | "message">,
  { terminal, locale }: Context,
): Promise<string | undefined> {
  const piped = terminal.inputIsTerminal ? "" : await readPiped(terminal, messagesIn(locale));
  const parts = [text.join(" "), message ?? "", piped].filter((part) => part.trim() !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

async function readPiped(terminal: Terminal, words: Messages): Promise<string> {
  // Whoever starts this program with a pipe and never closes it should learn what is being waited for.
  const bytes = await terminal.spin(words.chat.readingInput, terminal.readInput(longestText));
  if (!bytes) throw new CliError("input-too-large", { source: "stdin", limit: longestText });
  if (!isUtf8(bytes)) throw new CliError("input-not-text", { source: "stdin" });
  return Buffer.from(bytes)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

/**
 * The text that --system gives: itself, or that of the file after "@".
 *
 * @throws CliError "input-file-unreadable" or "input-not-text"
 */
export function systemText(given: string | undefined, cwd: string): string | undefined {
  if (given === undefined || !given.startsWith("@")) return given;
  return readTextFile("--system", given.slice(1), cwd);
}

/** The text of a file that a flag names. Throws as `systemText` does. */
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
