import { valueAt } from "../config/schema.ts";
import { offeredModels } from "../providers/model-choice.ts";
import type { ModelCatalog, ModelDefinition, ProviderManifest } from "../providers/provider.ts";
import { type ModelDecision, suggestedModel } from "./model.ts";

export interface RowOptions {
  readonly privateOnly: boolean;
  /** Every offered model's row, not the chosen one's alone. */
  readonly allModels: boolean;
}

/**
 * PURE: the rows that a set-up writes, the chosen model's first. A provider without a row would be of no use to anybody, so
 * one is written even where no model of its was chosen.
 *
 * @throws CliError "no-model-left" when a row is needed and nothing is offered.
 */
export function plannedRows(
  config: unknown,
  manifest: ProviderManifest,
  catalog: ModelCatalog,
  decision: ModelDecision | undefined,
  { privateOnly, allModels }: RowOptions,
): ModelDefinition[] {
  const rows = decision?.kind === "model" ? [decision.model] : [];
  if (rows.length === 0 && !hasRows(config, manifest)) rows.push(suggestedModel(catalog, manifest, privateOnly));
  const others = allModels ? offeredModels(catalog, { privateOnly }).filter(({ id }) => id !== rows[0]?.id) : [];
  return [...rows, ...others];
}

function hasRows(config: unknown, manifest: ProviderManifest): boolean {
  const rows = valueAt(config, ["models", "providers", manifest.id, "models"]);
  return Array.isArray(rows) && rows.length > 0;
}
