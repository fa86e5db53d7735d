import type { Cell } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { Account } from "../providers/key-check.ts";
import type { ModelCost, ModelDefinition } from "../providers/provider.ts";

/** Tokens as people write them: 131072 is "131k", a million "1M". */
export function formatTokens(tokens: number): string {
  if (tokens >= 1_000_000) return `${trimZero((Math.floor(tokens / 100_000) / 10).toFixed(1))}M`;
  return tokens >= 1000 ? `${Math.floor(tokens / 1000)}k` : String(tokens);
}

/** USD per 1M tokens, in and out: "$0.70/2.80"; "free" only where both are said to cost nothing, "-" where nobody says. */
export function formatPrice(cost: ModelCost | undefined, words: Messages): string {
  if (!cost) return "-";
  if (cost.input === 0 && cost.output === 0) return words.model.free;
  return `$${amount(cost.input)}/${amount(cost.output)}`;
}

/** USD of less than a cent as what they are: 0.000021 is "$0.000021". */
export function formatUsd(usd: number): string {
  if (usd >= 0.01) return `$${usd.toFixed(2)}`;
  return usd === 0 ? "$0" : `$${trimZero(usd.toPrecision(2).includes("e") ? usd.toFixed(8) : usd.toPrecision(2))}`;
}

/** What a key can spend: "$50.23", "100.02 DIEM", "25.00 bundled credits". */
export function formatBalance({ currency, amount }: Account["balances"][number]): string {
  const digits = amount.toFixed(2);
  if (currency === "USD") return `$${digits}`;
  return `${digits} ${currency.includes("_") ? currency.toLowerCase().replaceAll("_", " ") : currency}`;
}

/** What a model can do, in words. */
export function capabilitiesOf(
  model: ModelDefinition,
  words: Messages,
): { readonly full: string; readonly short: string }[] {
  const { reasoning, capabilities } = model;
  return [
    ...(reasoning ? [words.model.reasoning] : []),
    ...(capabilities.vision ? [words.model.vision] : []),
    ...(capabilities.tools ? [words.model.tools] : []),
    ...(capabilities.code ? [words.model.code] : []),
    ...(capabilities.uncensored ? [words.model.uncensored] : []),
  ];
}

/** The cells of a model's row: id, privacy, what it can do, context window, price. */
export function modelCells(model: ModelDefinition, words: Messages): Cell[] {
  const able = capabilitiesOf(model, words);
  return [
    model.id,
    words.model.privacy[model.privacy],
    { full: able.map((badge) => badge.full).join(" "), short: able.map((badge) => badge.short).join("") },
    formatTokens(model.contextWindow),
    formatPrice(model.cost, words),
  ];
}

/** The fields of a model for programs: privacy, abilities, context window in tokens, USD per 1M tokens in and out. */
export function modelFields(model: ModelDefinition, words: Messages): string[] {
  const able = capabilitiesOf(model, words).map((badge) => badge.full);
  const { cost } = model;
  return [
    model.privacy,
    able.join(",") || "-",
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
    words.model.context(formatTokens(model.contextWindow)),
    words.model.price(formatPrice(model.cost, words), model.cost !== undefined),
  ].join(" · ");
}

function amount(usd: number): string {
  return usd >= 0.01 || usd === 0 ? usd.toFixed(2) : trimZero(usd.toFixed(4));
}

function trimZero(number: string): string {
  return number.includes(".") ? number.replace(/\.?0+$/, "") : number;
}
