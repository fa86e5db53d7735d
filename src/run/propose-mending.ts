import { firstConfig } from "virtual:templates";
import { configEditor } from "../config/config-editor.ts";
import type { Facts } from "../wizard/doctor/facts.ts";
import { mend } from "../wizard/doctor/mend.ts";
import { answersWith } from "../wizard/doctor/mend-key.ts";
import { fileChanges } from "../wizard/file-changes.ts";
import { planWarnings } from "../wizard/summary.ts";
import { tidying } from "../wizard/tidying.ts";
import type { Propose } from "./make-changes.ts";
import type { Run } from "./run.ts";

/** Proposes what `doctor --fix` mends: in the config and in `.env`, and around them. */
export function proposeMending({ context, words, paths }: Run, { manifest, catalog, surroundings }: Facts): Propose {
  const { env, secrets } = context;
  const { open, leftovers } = surroundings;
  const summary = { words, paths, redact: secrets.redact };
  return async (files) => {
    const plan = mend(files, { manifest, catalog, env, secrets });
    const edit = await configEditor(files.config.path, files.config.problem ? "" : files.config.text || firstConfig);
    const operations = [...plan.operations, ...tidying(files.config, plan.operations, edit)];
    const changes = fileChanges(files, { ...plan, operations }, manifest, edit, firstConfig);
    const asPlan = { changes, lowered: [], keyMoves: plan.moves };
    // What is written anew is closed by that.
    const left = open.filter(({ path }) => changes.every((change) => change.path !== path));
    return {
      changes,
      // What is wrong besides is among the findings.
      warnings: plan.moves.length === 0 ? [] : planWarnings(files, answersWith(manifest, "untouched"), asPlan, summary),
      besides: [
        ...left.map(({ path, mode }) => words.doctor.closes(paths.display(path), mode.toString(8).padStart(4, "0"))),
        ...leftovers.map((path) => words.doctor.sweeps(paths.display(path))),
      ],
    };
  };
}
