/** What a reader of JSON5 expected, and what it found: an end, or a character in quotes or by its number. Or another reader's words. */
export type Flaw = { readonly expected: keyof typeof expectations; readonly found: string } | string;

const expectations = {
  "comma-or-brace": '"," or "}"',
  "comma-or-bracket": '"," or "]"',
  colon: '":" after the key',
  key: 'a key or "}"',
  value: "a value",
  quote: "the closing quote of the string",
  escape: "an escape sequence",
  "letter-escape": "an escape of a letter",
  "hexadecimal-2": "2 hexadecimal digits",
  "hexadecimal-4": "4 hexadecimal digits",
  comment: "a comment",
  "comment-end": 'the end of the comment, "*/"',
  "less-depth": "no more than 200,000 brackets inside one another",
  "end-of-file": "the end of the file",
};

const ends: Readonly<Record<string, string>> = {
  "end-of-file": "the end of the file",
  "end-of-line": "the end of the line",
};

/** What is wrong with a text that is not JSON5. */
export const flawText = (flaw: Flaw) =>
  typeof flaw === "string" ? flaw : `expected ${expectations[flaw.expected]}, found ${ends[flaw.found] ?? flaw.found}`;
