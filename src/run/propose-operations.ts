import { firstConfig } from "virtual:templates";
import { configEditor } from "../config/config-editor.ts";
import { applyOperations, type Operation } from "../config/json5/merge.ts";
import { checkShape } from "../config/schema.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { fileChanges } from "../wizard/file-changes.ts";
import { refuseIncludedChange } from "../wizard/included-change.ts";
import type { Propose } from "./make-changes.ts";
import type { Run } from "./run.ts";

/** Proposes a change of the config alone: the operations that `operationsOf` makes of the config as it is at that moment. */
export function proposeOperations(
  { paths }: Pick<Run, "paths">,
  manifest: ProviderManifest,
  operationsOf: (config: unknown) => readonly Operation[],
): Propose {
  return async (files) => {
    const { config, dotenv } = files;
    checkShape(config.path, config.value, manifest.id);
    await refuseIncludedChange(paths, config.value, manifest.id, () => applyOperations({}, operationsOf({})));
    const edit = await configEditor(config.path, config.text || firstConfig);
    const plan = { operations: operationsOf(config.value), dotenv: dotenv.text };
    return { changes: fileChanges(files, plan, manifest, edit, firstConfig), warnings: [] };
  };
}
