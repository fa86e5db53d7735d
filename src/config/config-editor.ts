import { CliError } from "../errors.ts";
import { parserFor, parsesAsJson } from "./config-file.ts";
import { checkEdit } from "./json5/check.ts";
import { editJson5 } from "./json5/edit.ts";
import type { Operation } from "./json5/merge.ts";

/** Edits a config's text; the result has passed its check. Throws CliError "edit-check-failed" where it has not. */
export type EditConfig = (before: string, operations: readonly Operation[]) => string;

/**
 * The editor for a config. Every edit is checked before anybody sees it: it must mean exactly what was asked for, by JSON5's own
 * parser, and every comment must still be there. `text` is the text it will be given first; its parser is loaded here.
 *
 * Throws EditError when the operations do not fit the config.
 */
export async function configEditor(path: string, text: string): Promise<EditConfig> {
  const parse = parsesAsJson(text) ? JSON.parse : await parserFor(text);
  return (before, operations) => {
    if (operations.length === 0) return before;
    const { text: after, changed, edits, tree } = editJson5(before, operations);
    if (!changed) return before;
    const detail = checkEdit({ before, after, edits, tree, operations, parse });
    if (detail !== undefined) throw new CliError("edit-check-failed", { path, detail });
    return after;
  };
}
