import type { ModelDefinition } from "../providers/provider.ts";

export const sortOrders = ["name", "price", "context"] as const;
export type SortOrder = (typeof sortOrders)[number];

/** Which models a person wants to see; every condition that is given must hold. */
export interface ModelFilter {
  readonly privacy?: "private" | "anonymized" | undefined;
  readonly vision?: boolean;
  readonly reasoning?: boolean;
  readonly tools?: boolean;
  readonly code?: boolean;
  readonly uncensored?: boolean;
  /** Words that must all be in the id, the name or the abilities. */
  readonly search?: string | undefined;
  /** USD per 1M tokens, of input and of output. A model of unknown price does not qualify. */
  readonly maxPrice?: number | undefined;
  /** Tokens. */
  readonly minContext?: number | undefined;
}

/** PURE: the models that meet every condition, in the order they came. */
export function filterModels(models: readonly ModelDefinition[], filter: ModelFilter): ModelDefinition[] {
  const { maxPrice, minContext } = filter;
  const terms = (filter.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    const { capabilities, cost } = model;
    if (filter.privacy !== undefined && model.privacy !== filter.privacy) return false;
    if (filter.vision && !capabilities.vision) return false;
    if (filter.reasoning && !model.reasoning) return false;
    if (filter.tools && !capabilities.tools) return false;
    if (filter.code && !capabilities.code) return false;
    if (filter.uncensored && !capabilities.uncensored) return false;
    if (maxPrice !== undefined && !(cost && cost.input <= maxPrice && cost.output <= maxPrice)) return false;
    if (minContext !== undefined && model.contextWindow < minContext) return false;
    if (terms.length === 0) return true;
    const text = searchText(model);
    return terms.every((term) => text.includes(term));
  });
}

/** PURE: the models in that order: names from A to Z, prices and then contexts best first; unknown prices last. */
export function sortModels(models: readonly ModelDefinition[], order: SortOrder | undefined): ModelDefinition[] {
  const byName = (a: ModelDefinition, b: ModelDefinition) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const price = ({ cost }: ModelDefinition) => (cost ? cost.input + cost.output : Number.MAX_VALUE);
  switch (order) {
    case undefined:
      return [...models];
    case "name":
      return [...models].sort(byName);
    case "price":
      return [...models].sort((a, b) => price(a) - price(b) || byName(a, b));
    case "context":
      return [...models].sort((a, b) => b.contextWindow - a.contextWindow || byName(a, b));
  }
}

function searchText({ id, name, privacy, reasoning, capabilities }: ModelDefinition): string {
  const { vision, tools, code, uncensored } = capabilities;
  const able = { reasoning, vision, tools, code, uncensored };
  const abilities = Object.entries(able).flatMap(([ability, has]) => (has ? [ability] : []));
  return `${id} ${name} ${privacy} ${abilities.join(" ")}`.toLowerCase();
}
