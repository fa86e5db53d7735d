import { stripVTControlCharacters } from "node:util";

/**
 * Text from outside as one line that is safe to show: no escape sequences, no control, bidirectional or invisible
 * characters, no line breaks, no doubled spaces, and at most `limit` characters, of which the last is "…" where it was cut.
 */
export function singleLine(text: string, limit: number): string {
  if (text.length <= limit && plain.test(text)) return text;
  // Far more than the limit is never shown, and an answer may be megabytes long.
  const line = stripVTControlCharacters(text.slice(0, limit * 8))
    .replace(/[\p{C}\p{Z}\s]+/gu, (run) => (/[\p{Z}\s]/u.test(run) ? " " : ""))
    .trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}

/** Whether text from outside can stand as an id: visible characters only, and not endlessly many of them. */
export function isPlainId(text: unknown): text is string {
  return (
    typeof text === "string" &&
    text.length > 0 &&
    text.length <= 200 &&
    (word.test(text) || !/[\p{C}\p{Z}\s]/u.test(text))
  );
}

/** Visible ASCII characters, with single spaces between them. */
const plain = /^[!-~]+(?: [!-~]+)*$/;
const word = /^[!-~]+$/;
