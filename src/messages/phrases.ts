/** A sentence of somebody else's, to stand inside one of ours. */
export const clause = (text: string) => text.replace(/[.!\s]+$/, "");
export const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
export const list = (items: readonly string[]) => items.join(", ");
/** Something to copy, on lines of its own that are never broken. */
export const toCopy = (text: string) => `\n  ${text.replaceAll("\n", "\n  ")}`;
