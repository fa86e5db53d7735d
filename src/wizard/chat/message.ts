import { Buffer, isUtf8 } from "node:buffer";
import type { Context, Terminal } from "../../context.ts";
import { CliError } from "../../errors.ts";
import { type Messages, messagesIn } from "../../messages/messages.ts";
import type { ChatOptions } from "./chat-options.ts";
import { longestText, readTextFile } from "./input-file.ts";

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
