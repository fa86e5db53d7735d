import { configEditor } from "../config/config-editor.ts";
import { readDotenv } from "../config/dotenv.ts";
import type { JsonValue } from "../config/json5/json-value.ts";
import { applyOperations } from "../config/json5/merge.ts";
import { parseTree } from "../config/json5/tree.ts";
import type { Paths } from "../config/paths.ts";
import { findInclusion, valueAt } from "../config/schema.ts";
import type { UserFiles } from "../config/user-files.ts";
import { CliError } from "../errors.ts";
import { buildCatalog } from "../providers/catalog.ts";
import { formatModelRef } from "../providers/provider.ts";
import type { Connection } from "./connect.ts";
import type { KeyStore } from "./key-store.ts";
import { suggestedModel } from "./model.ts";
import { planSetup } from "./plan.ts";

/**
 * A part of the config that lies in another file is not ours to rewrite, and never to flatten. The person gets what a first
 * set-up would write: the part for the included file, and the rest for the config itself.
 *
 * @throws CliError "config-included".
 */
export async function refuseInclusion(
  paths: Paths,
  files: UserFiles,
  { manifest, baseUrl }: Pick<Connection, "manifest" | "baseUrl">,
  keyStore: KeyStore | undefined,
  now: Date,
): Promise<void> {
  const inclusion = findInclusion(files.config.value, manifest.id, keyStore === "config");
  if (!inclusion) return;
  const { variable } = manifest.auth;
  const model = suggestedModel(buildCatalog({ manifest, now }), manifest, false);
  const nothing = { exists: false, text: "", bytes: undefined, mode: undefined };
  const edit = await configEditor(paths.config, "");
  const { changes } = planSetup(
    { config: { ...nothing, path: paths.config, value: {} }, dotenv: { ...nothing, path: paths.dotenv } },
    {
      manifest,
      credential: undefined,
      keyStore: "env",
      baseUrl: baseUrl.text,
      rows: [model],
      primary: formatModelRef(manifest.id, model.id),
    },
    edit,
    "",
  );
  const planned = parseTree(changes[0]?.after ?? "{}").root?.value ?? {};
  const env = keyStore === "config" ? { env: { vars: { [variable]: "…" } } } : {};
  const whole = applyOperations(env, [{ op: "merge", path: [], value: planned }]);
  const { at } = inclusion;
  // In the config it is a part of the text to paste.
  const isKept = keyStore === "config" || Boolean(readDotenv(files.dotenv.text, variable)?.trim());
  const rest = at.length === 0 ? {} : applyOperations(whole, [{ op: "delete", path: at }]);
  const part = valueAt(whole, at) ?? { [formatModelRef(manifest.id, model.id)]: {} };
  const print = (value: JsonValue) => edit("", [{ op: "merge", path: [], value }]).trimEnd();
  throw new CliError("config-included", {
    path: paths.display(paths.config),
    at: at.join("."),
    included: inclusion.files,
    snippet: print(part as JsonValue),
    rest: Object.keys(rest).length > 0 ? print(rest) : undefined,
    key: isKept ? undefined : { variable, dotenv: keyStore === "env" ? undefined : paths.display(paths.dotenv) },
  });
}
