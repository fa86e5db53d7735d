import { findModel } from "../providers/model-choice.ts";
import type { ModelCatalog, ModelDefinition } from "../providers/provider.ts";

/** PURE: whether a model is anonymized where the one of that ref, of the same provider, is private. */
export function isLessPrivate(
  model: ModelDefinition,
  ref: string | undefined,
  catalog: ModelCatalog,
  provider: string,
): boolean {
  const other = ref === undefined ? undefined : findModel(catalog, ref, provider);
  return other?.privacy === "private" && model.privacy === "anonymized";
}
