import { firstConfig } from "virtual:templates";
import { configEditor } from "../config/config-editor.ts";
import type { Operation } from "../config/json5/merge.ts";
import { checkShape } from "../config/schema.ts";
import { presentDefault } from "../wizard/default-model.ts";
import { refuseIncludedChange } from "../wizard/included-change.ts";
import { newConfig, planSetup, type SetupAnswers } from "../wizard/plan.ts";
import { planWarnings } from "../wizard/summary.ts";
import type { Propose } from "./make-changes.ts";
import type { Run } from "./run.ts";

/**
 * Proposes what these answers come to with the files as they are at that moment, and the further operations on the config that
 * `more` makes of it.
 */
export function proposeSetup(
  { words, paths, context, files: read }: Run,
  given: SetupAnswers,
  more: (config: unknown) => readonly Operation[] = () => [],
): Propose {
  const summary = { words, paths, redact: context.secrets.redact };
  const before = presentDefault(read.config.value);
  return async (files) => {
    // A default that was only kept stays what another program has made of it meanwhile.
    const isKept = before !== undefined && given.primary === before && presentDefault(files.config.value) !== before;
    const answers = isKept ? { ...given, primary: undefined } : given;
    checkShape(files.config.path, files.config.value, answers.manifest.id);
    await refuseIncludedChange(paths, files.config.value, answers.manifest.id, () =>
      newConfig({ ...answers, credential: undefined }),
    );
    const edit = await configEditor(files.config.path, files.config.text || firstConfig);
    const plan = planSetup(files, answers, edit, firstConfig, more(files.config.value));
    return {
      changes: plan.changes,
      warnings: planWarnings(files, answers, plan, summary),
      losesKey: plan.keyMoves.some(({ fate }) => fate === "removed"),
    };
  };
}
