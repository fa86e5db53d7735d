import { configEditor } from "../config/config-editor.ts";
import { checkShape } from "../config/schema.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { planRemoval, type RemovalNotice } from "../wizard/removal.ts";
import type { Propose } from "./make-changes.ts";
import type { Run } from "./run.ts";

/** Proposes to take a provider out of the files as they are at that moment. */
export function proposeRemoval({ words, paths, context }: Run, manifest: ProviderManifest): Propose {
  const says = words.configure.removal;
  const worded = (notice: RemovalNotice): string => {
    if (notice.code === "key-dropped") return says["key-dropped"]({ from: paths.display(notice.from) });
    return (says[notice.code] as (facts: RemovalNotice) => string)(notice);
  };
  return async (files) => {
    checkShape(files.config.path, files.config.value, manifest.id);
    const edit = await configEditor(files.config.path, files.config.text);
    const { changes, notices } = planRemoval(files, manifest, context.env, edit);
    return { changes, warnings: notices.map(worded) };
  };
}
