import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Host } from "../context.ts";
import { isFolder } from "../files/ensure-directory.ts";
import { readFile } from "../files/read-file.ts";
import { writeFile } from "../files/write-file.ts";
import type { Paths } from "./paths.ts";

const mostEntries = 1000;

/** What was typed in earlier conversations, the oldest first; nothing where nothing is kept, or nothing can be read. */
export function readChatHistory(paths: Paths): string[] {
  try {
    return entriesOf(readFile(pathOf(paths))?.bytes);
  } catch {
    return [];
  }
}

/**
 * Adds an entry, where there is a state folder to keep it in; what another conversation has added meanwhile stays. A history
 * that cannot be written is no failure.
 */
export async function keepInChatHistory(paths: Paths, entry: string, host: Host): Promise<void> {
  if (!isFolder(paths.stateDir)) return;
  const path = pathOf(paths);
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      const expected = readFile(path)?.bytes;
      const entries = withEntry(entriesOf(expected), entry);
      const bytes = Buffer.from(entries.map((each) => `${JSON.stringify(each)}\n`).join(""));
      if ((await writeFile({ path, bytes, expected, mode: 0o600 }, host)).outcome === "written") return;
    }
  } catch {
    // What was typed is lost, and nothing else.
  }
}

/** PURE: the entries with one more at the end; what is entered twice in a row is there once, and the oldest make room. */
export function withEntry(entries: readonly string[], entry: string): string[] {
  return entries.at(-1) === entry ? [...entries] : [...entries, entry].slice(-mostEntries);
}

function entriesOf(bytes: Uint8Array | undefined): string[] {
  if (!bytes) return [];
  const lines = Buffer.from(bytes).toString("utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      return typeof entry === "string" ? [entry] : [];
    } catch {
      return [];
    }
  });
}

function pathOf({ stateDir }: Paths): string {
  return join(stateDir, "chat-history");
}
