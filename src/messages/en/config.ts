import { count } from "./count.ts";
import { type Flaw, flawText } from "./json5.ts";

/** The commands about the config file as a whole. */
export const configWords = {
  valid: (path: string) => `${path} is valid, as far as this program knows OpenClaw's rules.`,
  invalid: (problems: number, fixable: number) =>
    `${count(problems, "problem")}.${fixable > 0 ? ` To mend ${fixable === problems ? "what is wrong" : `${fixable} of them`}: openclaw doctor --fix` : ""}`,
  included: (files: readonly string[]) => `What ${files.join(", ")} adds ($include) was not looked at.`,

  notParsed: (flaw: Flaw) => `not valid JSON5: ${flawText(flaw)}`,

  noBackups: (path: string) => `There are no backups of ${path} yet. Every change makes one.`,
  howToRestore: `To put one back: openclaw config restore 1`,
  whichBackup: "Which backup should be put back?",
  ago: (age: string) => `${age} ago`,
  size: (bytes: number) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`),
  broken: "cannot be read",
  differs: (p: { added: number; removed: number; primary: string | undefined }) => {
    const lines = p.added + p.removed === 0 ? "as it is now" : `+${p.added} -${p.removed} lines`;
    const model = p.primary ?? "no default model";
    return { full: `${lines}, ${p.primary ? "default " : ""}${model}`, short: `${lines}, ${model}` };
  },
  carried: (provider: string, at: string) =>
    `Backups hold no key, so the ${provider} key of the present config is carried over, to ${at}.`,
  restoresBroken: `This backup is not valid JSON5; OpenClaw will refuse it.`,
  restored: (path: string) => `${path} is restored`,
  undo: `To undo this: openclaw config restore 1`,
};
