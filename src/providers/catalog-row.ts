import { isPlainId, singleLine } from "./outside-text.ts";
import type { ManifestModel, ModelCost, ModelDefinition, ModelStatus, Privacy } from "./provider.ts";

/**
 * Careful values for what nobody states, in tokens. The window is the smallest on OpenClaw's Venice page; OpenClaw warns below
 * 32,000 and refuses to start below 16,000. The answer's length is what OpenClaw's Venice plugin assumes (2026.9).
 */
export const unstated = { contextWindow: 32_768, maxTokens: 4096 } as const;
const longestName = 100;

/** A model as its manifest states it. */
export function fromManifest(model: ManifestModel): ModelDefinition {
  return {
    id: model.id,
    name: model.name,
    privacy: model.privacy,
    reasoning: model.reasoning ?? false,
    input: model.vision ? ["text", "image"] : ["text"],
    contextWindow: model.contextWindow,
    maxTokens: model.maxTokens,
    maxTokensIsCap: false,
    cost: undefined,
    longPromptCost: undefined,
    efforts: undefined,
    maxImages: undefined,
    capabilities: {
      tools: undefined,
      responseSchema: undefined,
      webSearch: undefined,
      vision: model.vision ?? false,
      code: model.code ?? false,
      uncensored: model.uncensored ?? false,
    },
    status: { withheld: undefined, retiresAt: undefined, replacement: undefined, beta: false, traits: [] },
  };
}

/**
 * A model as a row of the provider's live list states it, or `undefined` when the row has no usable id.
 *
 * Rows are those of an OpenAI-compatible `GET /models`, with Venice's `model_spec` where there is one (docs.venice.ai,
 * "List Models"). Keys and values appear there without notice and most are optional, so everything but the id may be
 * missing or malformed: the manifest's row of that id, then a careful value, takes its place (openclaw/openclaw#67261).
 */
export function readRow(
  row: unknown,
  manifestRow: (id: string) => ManifestModel | undefined,
): ModelDefinition | undefined {
  if (!isRecord(row) || !isPlainId(row.id)) return undefined;
  const known = manifestRow(row.id);
  const spec = record(row.model_spec);
  const capabilities = record(spec.capabilities);
  const vision = flag(capabilities.supportsVision) ?? known?.vision ?? false;
  const contextWindow =
    tokens(spec.availableContextTokens) ?? tokens(row.context_length) ?? known?.contextWindow ?? unstated.contextWindow;
  const cap = tokens(spec.maxCompletionTokens);
  return {
    id: row.id,
    name: label(spec.name) ?? label(row.name) ?? known?.name ?? row.id,
    privacy: privacy(spec.privacy, known),
    reasoning: flag(capabilities.supportsReasoning) ?? known?.reasoning ?? false,
    input: vision ? ["text", "image"] : ["text"],
    contextWindow,
    maxTokens: Math.min(cap ?? known?.maxTokens ?? unstated.maxTokens, contextWindow),
    maxTokensIsCap: cap !== undefined,
    cost: cost(record(spec.pricing)),
    longPromptCost: longPromptCost(record(record(spec.pricing).extended)),
    efforts: efforts(capabilities),
    maxImages: tokens(capabilities.maxImages) ?? (capabilities.supportsMultipleImages === false ? 1 : undefined),
    capabilities: {
      tools: flag(capabilities.supportsFunctionCalling),
      responseSchema: flag(capabilities.supportsResponseSchema),
      webSearch: flag(capabilities.supportsWebSearch),
      vision,
      code: flag(capabilities.optimizedForCode) ?? known?.code ?? false,
      uncensored: flag(spec.uncensored) ?? known?.uncensored ?? false,
    },
    status: status(row, spec, capabilities),
  };
}

/** The model as it stands at that moment: withheld once the day of its retirement has come. */
export function retireWhenDue(model: ModelDefinition, now: Date): ModelDefinition {
  const { withheld, retiresAt } = model.status;
  if (retiresAt === undefined || Date.parse(retiresAt) > now.getTime()) return model;
  if (withheld !== undefined && withheld !== "offline") return model;
  return { ...model, status: { ...model.status, withheld: "retired" } };
}

function status(row: Row, spec: Row, capabilities: Row): ModelStatus {
  const deprecation = record(spec.deprecation);
  const replacement = deprecation.replacementModelId;
  return {
    withheld: withheld(row, spec, capabilities),
    retiresAt: date(deprecation.removesAt) ?? date(deprecation.date),
    replacement: isPlainId(replacement) ? replacement : undefined,
    beta: spec.beta === true || spec.betaModel === true,
    traits: Array.isArray(spec.traits) ? spec.traits.filter(isPlainId) : [],
  };
}

function withheld(row: Row, spec: Row, capabilities: Row): ModelStatus["withheld"] {
  if (typeof row.type === "string" && row.type !== "text") return "not-text";
  // End-to-end encryption needs a client that encrypts, which OpenClaw is not (openclaw/openclaw#52933, #97626). The flag
  // decides; the id serves only where a row has no flags.
  if (flag(capabilities.supportsE2EE) ?? String(row.id).startsWith("e2ee-")) return "encrypted";
  return spec.offline === true ? "offline" : undefined;
}

/** Silence is filled from the manifest. A word we do not know is not: it may promise less than the manifest does. */
function privacy(stated: unknown, known: ManifestModel | undefined): Privacy | "unknown" {
  if (stated === undefined || stated === null) return known?.privacy ?? "unknown";
  return stated === "private" || stated === "anonymized" ? stated : "unknown";
}

/** Tokens read from or written to a cache cost what other input does, unless they have a price of their own. */
function cost(pricing: Row): ModelCost | undefined {
  const input = price(pricing.input);
  const output = price(pricing.output);
  if (input === undefined || output === undefined) return undefined;
  return {
    input,
    output,
    cacheRead: price(pricing.cache_input) ?? input,
    cacheWrite: price(pricing.cache_write) ?? input,
  };
}

/** Above the threshold the other rate is that of the entire request (docs.venice.ai, "List Models"). */
function longPromptCost(extended: Row): ModelDefinition["longPromptCost"] {
  const aboveTokens = tokens(extended.context_token_threshold);
  const rates = cost(extended);
  return aboveTokens === undefined || rates === undefined ? undefined : { aboveTokens, cost: rates };
}

function efforts({ supportsReasoningEffort, reasoningEffortOptions }: Row): string[] | undefined {
  if (supportsReasoningEffort === false) return [];
  const options = Array.isArray(reasoningEffortOptions) ? reasoningEffortOptions.filter(isPlainId) : [];
  return options.length === 0 ? undefined : options;
}

/** A dollar for each token: beyond that a price is a mistake, and would be shown in more digits than a line has room for. */
const dearest = 1_000_000;

function price(value: unknown): number | undefined {
  const { usd } = record(value);
  return typeof usd === "number" && usd >= 0 && usd <= dearest ? usd : undefined;
}

type Row = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function record(value: unknown): Row {
  return isRecord(value) ? value : {};
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function tokens(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

function label(value: unknown): string | undefined {
  return typeof value === "string" ? singleLine(value, longestName) || undefined : undefined;
}

function date(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
