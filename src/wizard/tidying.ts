import type { EditConfig } from "../config/config-editor.ts";
import type { ConfigFile } from "../config/config-file.ts";
import type { JsonValue } from "../config/json5/json-value.ts";
import { applyOperations, type Operation } from "../config/json5/merge.ts";
import { parseTree } from "../config/json5/tree.ts";
import { kindOf, valueAt } from "../config/schema.ts";

/** Objects that may be left empty when something of a provider goes, the innermost first. */
const containers: readonly (readonly string[])[] = [
  ["models", "providers"],
  ["models"],
  ["env", "vars"],
  ["env"],
  ["agents", "defaults", "model"],
  ["agents", "defaults", "models"],
  ["agents", "defaults", "modelPolicy"],
  ["agents", "defaults"],
  ["agents"],
];

/**
 * PURE: the operations that, after these, take along the objects which would be left empty; none where a comment of the
 * person's would go with them, and no object that was empty before.
 */
export function tidying(
  { text, value: config }: Pick<ConfigFile, "text" | "value">,
  operations: readonly Operation[],
  edit: EditConfig,
): Operation[] {
  const result: Operation[] = [];
  let value = applyOperations(config as JsonValue, operations);
  for (const path of containers) {
    if (!isIdle(value, path) || isIdle(config, path)) continue;
    const operation: Operation = { op: "delete", path };
    result.push(operation);
    value = applyOperations(value, [operation]);
  }
  const comments = (all: readonly Operation[]) => parseTree(edit(text, all)).comments.length;
  return result.length > 0 && comments([...operations, ...result]) === comments(operations) ? result : [];
}

/** Whether the object there says nothing: it is empty, or holds no more than `models.mode: "merge"`, which holds without it. */
function isIdle(config: unknown, path: readonly string[]): boolean {
  const value = valueAt(config, path);
  if (kindOf(value) !== "object" || value === undefined) return false;
  const isMode = (name: string, member: unknown) => path.join() === "models" && name === "mode" && member === "merge";
  return Object.entries(value as object).every(([name, member]) => isMode(name, member));
}
