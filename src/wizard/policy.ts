import { findModel } from "../providers/model-choice.ts";
import { type ModelCatalog, parseModelRef } from "../providers/provider.ts";

/** The policies as they are typed. */
export const policies = ["private-only", "any"] as const;
export type PolicyName = (typeof policies)[number];

/** PURE: whether a model is not known to be private; one of a provider we know nothing about is not. */
export function notPrivate(ref: string, catalog: ModelCatalog, provider: string): boolean {
  if (parseModelRef(ref)?.provider !== provider) return true;
  return findModel(catalog, ref, provider)?.privacy !== "private";
}
