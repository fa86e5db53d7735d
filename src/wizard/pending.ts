import type { UserFiles } from "../config/user-files.ts";
import { formatModelRef } from "../providers/provider.ts";
import { type Draft, settled } from "./draft.ts";
import type { SetupAnswers } from "./plan.ts";
import { plannedRows } from "./planned-rows.ts";
import type { Standing } from "./standing.ts";

/** Whether anything in a draft waits to be written. */
export function hasChanges({ credential, decision, keyStore }: Draft): boolean {
  return credential !== undefined || decision !== undefined || keyStore !== undefined;
}

/** The ref of the default model that waits to be written. */
export function pendingDefault({ connection, decision }: Draft): string | undefined {
  return decision?.kind === "model" ? formatModelRef(settled(connection).manifest.id, decision.model.id) : undefined;
}

/**
 * PURE: what a draft comes to. What nobody changed in it stays as it stands. `baseUrl` is what a flag says.
 *
 * @throws CliError "no-model-left" when a row is needed and nothing is offered.
 */
export function pendingAnswers(
  draft: Draft,
  standing: Standing,
  { config }: UserFiles,
  baseUrl: string | undefined,
): SetupAnswers {
  const { manifest, baseUrl: reached, feed } = settled(draft.connection);
  const { credential, decision, keyStore } = draft;
  const none = { privateOnly: false, allModels: false };
  return {
    manifest,
    credential: credential ?? (keyStore === undefined ? undefined : standing.credential),
    keyStore: keyStore ?? "untouched",
    baseUrl: baseUrl === undefined ? undefined : reached.text,
    rows: plannedRows(config.value, manifest, feed.current(), decision, none),
    primary: pendingDefault(draft),
  };
}
