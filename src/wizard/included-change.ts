import { configEditor } from "../config/config-editor.ts";
import type { JsonObject, JsonValue } from "../config/json5/json-value.ts";
import { applyOperations } from "../config/json5/merge.ts";
import type { Paths } from "../config/paths.ts";
import { findInclusion, valueAt } from "../config/schema.ts";
import { CliError } from "../errors.ts";

/**
 * Refuses to change a part of the config that lies in another file: such a part is never flattened. `wanted` is what the change
 * would write into an empty config; the person gets it as text to paste, into the included file and the config itself.
 *
 * @throws CliError "config-included".
 */
export async function refuseIncludedChange(
  { config: path, display }: Paths,
  config: unknown,
  provider: string,
  wanted: () => JsonObject,
): Promise<void> {
  const inclusion = findInclusion(config, provider, false);
  if (!inclusion) return;
  const { at, files } = inclusion;
  const whole = wanted();
  const part = valueAt(whole, at);
  if (at.length > 0 && part === undefined) return;
  const rest = at.length === 0 ? {} : applyOperations(whole, [{ op: "delete", path: at }]);
  const edit = await configEditor(path, "");
  const print = (value: JsonValue) => edit("", [{ op: "merge", path: [], value }]).trimEnd();
  throw new CliError("config-included", {
    path: display(path),
    at: at.join("."),
    included: files,
    snippet: print((part ?? whole) as JsonValue),
    rest: Object.keys(rest).length > 0 ? print(rest) : undefined,
  });
}
