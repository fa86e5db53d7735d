import type { Cell } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { ModelCost, ModelDefinition } from "../providers/provider.ts";

/** USD per 1M tokens, in and out; "free" only where both are said to cost nothing, "-" where nobody says. */
export function formatPrice(cost: ModelCost | undefined, words: Messages): string {
  if (!cost) return "-";
  if (isFree(cost)) return words.model.free;
  return words.numbers.price(cost.input, cost.output);
}

type Ability = "reasoning" | "vision" | "tools" | "code" | "uncensored";

function abilitiesOf({ reasoning, capabilities }: ModelDefinition): Ability[] {
  const { vision, tools, code, uncensored } = capabilities;
  const able: { readonly [Name in Ability]: boolean | undefined } = { reasoning, vision, tools, code, uncensored };
  return (Object.keys(able) as Ability[]).filter((ability) => able[ability]);
}

/** What a model can do, in words. */
export function capabilitiesOf(
  model: ModelDefinition,
  words: Messages,
): { readonly full: string; readonly short: string }[] {
  return abilitiesOf(model).map((ability) => words.model[ability]);
}

/** The cells of a model's row: id, privacy, what it can do, context window, price. */
export function modelCells(model: ModelDefinition, words: Messages): Cell[] {
  const able = capabilitiesOf(model, words);
  return [
    model.id,
    words.model.privacy[model.privacy],
    { full: able.map((badge) => badge.full).join(" "), short: able.map((badge) => badge.short).join("") },
    words.numbers.tokens(model.contextWindow),
    formatPrice(model.cost, words),
  ];
}

/** The fields of a model for programs, the same in every language: privacy, abilities, context window in tokens, USD per 1M tokens in and out. */
export function modelFields(model: ModelDefinition): string[] {
  const { cost } = model;
  return [
    model.privacy,
    abilitiesOf(model).join(",") || "-",
    String(model.contextWindow),
    cost ? String(cost.input) : "-",
    cost ? String(cost.output) : "-",
  ];
}

/** A model in one line: name, privacy, what it can do, context window and price with their units. */
export function describeModel(model: ModelDefinition, words: Messages): string {
  const able = capabilitiesOf(model, words).map((badge) => badge.full);
  return [
    model.name,
    words.model.privacy[model.privacy],
    ...(able.length > 0 ? [able.join(", ")] : []),
    words.model.context(model.contextWindow),
    describePrice(model.cost, words),
  ].join(" · ");
}

function describePrice(cost: ModelCost | undefined, words: Messages): string {
  if (!cost) return words.model.priceUnknown;
  return isFree(cost) ? words.model.free : words.model.price(cost);
}

function isFree({ input, output }: ModelCost): boolean {
  return input === 0 && output === 0;
}
