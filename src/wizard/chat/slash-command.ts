/** What can be typed in a conversation besides messages, after a slash; their arguments and help are in the messages. */
export const slashCommands = ["model", "system", "image", "retry", "clear", "usage", "help", "exit"] as const;
export type SlashCommand = (typeof slashCommands)[number];

/** What a person has typed. */
export type Entry =
  | { readonly kind: "message"; readonly text: string }
  /** `argument` is empty where there is none. */
  | { readonly kind: "command"; readonly name: SlashCommand; readonly argument: string }
  | { readonly kind: "unknown"; readonly name: string }
  | { readonly kind: "nothing" };

/** PURE: reads what was typed. Two slashes at the beginning stand for a message that begins with one. */
export function readEntry(typed: string): Entry {
  if (typed.trim() === "") return { kind: "nothing" };
  if (!typed.startsWith("/")) return { kind: "message", text: typed };
  if (typed.startsWith("//")) return { kind: "message", text: typed.slice(1) };
  const [, word = "", argument = ""] = /^\/(\S*)\s*(.*)$/s.exec(typed) ?? [];
  const name = slashCommands.find((each) => each === word.toLowerCase());
  return name
    ? { kind: "command", name, argument: argument.trim() }
    : { kind: "unknown", name: `/${word.slice(0, 30)}` };
}

/** PURE: a path as a shell would have read it: a terminal that a file is dropped on writes it with quotes or backslashes. */
export function readPath(argument: string, home: string | undefined): string {
  const quoted = /^(["'])(.*)\1$/.exec(argument)?.[2];
  const path = quoted ?? argument.replace(/\\([^A-Za-z0-9])/g, "$1");
  return quoted === undefined && home !== undefined && path.startsWith("~/") ? home + path.slice(1) : path;
}
