/** The text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A path as one word of a POSIX shell; a "~" at its beginning stays one. */
export function shellPath(path: string): string {
  return path.startsWith("~/") && path !== "~/" ? `~/${shellWord(path.slice(2))}` : shellWord(path);
}
