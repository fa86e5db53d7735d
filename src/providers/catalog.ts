import { fromManifest, readRow, retireWhenDue } from "./catalog-row.ts";
import type { ModelCatalog, ModelDefinition, ProviderManifest } from "./provider.ts";

export interface CatalogSources {
  readonly manifest: ProviderManifest;
  /** The rows the provider has just given, and when. */
  readonly live?: { readonly rows: readonly unknown[]; readonly fetchedAt: Date } | undefined;
  /** An earlier list of the same provider, of any age. */
  readonly cached?: ModelCatalog | undefined;
  /** Decides which announced retirements have come. */
  readonly now: Date;
}

/**
 * The models of a provider: the live list where there is one, else the earlier list, else the manifest's rows. A live list is
 * the whole truth about which models there are; the manifest only fills in what its rows leave out. Of two rows with one id
 * the first counts. Never throws, whatever the rows hold.
 */
export function buildCatalog({ manifest, live, cached, now }: CatalogSources): ModelCatalog {
  if (live) {
    const known = new Map(manifest.models.map((model) => [model.id, model]));
    const models = new Map<string, ModelDefinition>();
    for (const row of live.rows) {
      const model = readRow(row, (id) => known.get(id));
      if (model && !models.has(model.id)) models.set(model.id, retireWhenDue(model, now));
    }
    return {
      models: [...models.values()],
      source: "live",
      fetchedAt: live.fetchedAt,
      skipped: live.rows.length - models.size,
    };
  }
  if (cached) {
    return { ...cached, source: "cached", models: cached.models.map((model) => retireWhenDue(model, now)) };
  }
  return { models: manifest.models.map(fromManifest), source: "static", fetchedAt: undefined, skipped: 0 };
}

/** Changes whenever the shape below does, so that a list kept by another version is not misread. */
const version = 2;

/** A fetched catalogue as text to keep. A static one is not worth keeping: `catalogFromJson` does not read it back. */
export function catalogToJson({ models, fetchedAt, skipped }: ModelCatalog): string {
  return JSON.stringify({ version, fetchedAt, skipped, models });
}

/** A kept catalogue, as "cached"; `undefined` when the text is damaged, of another version, or not a catalogue at all. */
export function catalogFromJson(text: string): ModelCatalog | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(kept) || kept.version !== version || !Array.isArray(kept.models)) return undefined;
  if (!isWhole(kept.skipped) || !isDate(kept.fetchedAt)) return undefined;
  const models: ModelDefinition[] = [];
  for (const row of kept.models) {
    const model = keptModel(row);
    if (!model) return undefined;
    models.push(model);
  }
  return { models, source: "cached", fetchedAt: new Date(kept.fetchedAt), skipped: kept.skipped };
}

/** JSON has no `undefined`: what was that in a model has no key in its kept form. */
function keptModel(row: unknown): ModelDefinition | undefined {
  if (!isRecord(row) || !isRecord(row.capabilities) || !isRecord(row.status)) return undefined;
  const { id, name, privacy, reasoning, input, contextWindow, maxTokens, maxTokensIsCap, cost } = row;
  const { longPromptCost, efforts, maxImages } = row;
  const { tools, responseSchema, webSearch, vision, code, uncensored } = row.capabilities;
  const { withheld, retiresAt, replacement, beta, traits } = row.status;
  const sound =
    isText(id) &&
    isText(name) &&
    isOneOf(privacy, ["private", "anonymized", "unknown"]) &&
    isBoolean(reasoning) &&
    isListOf(input, (kind) => kind === "text" || kind === "image") &&
    isWhole(contextWindow) &&
    isWhole(maxTokens) &&
    isBoolean(maxTokensIsCap) &&
    (cost === undefined || isCost(cost)) &&
    (longPromptCost === undefined || isLongPromptCost(longPromptCost)) &&
    (efforts === undefined || isListOf(efforts, isText)) &&
    (maxImages === undefined || isWhole(maxImages)) &&
    [tools, responseSchema, webSearch].every((ability) => ability === undefined || isBoolean(ability)) &&
    isBoolean(vision) &&
    isBoolean(code) &&
    isBoolean(uncensored) &&
    isOneOf(withheld, [undefined, "offline", "retired", "encrypted", "not-text"]) &&
    (retiresAt === undefined || isDate(retiresAt)) &&
    (replacement === undefined || isText(replacement)) &&
    isBoolean(beta) &&
    isListOf(traits, isText);
  if (!sound) return undefined;
  return {
    ...(row as unknown as ModelDefinition),
    cost: cost as ModelDefinition["cost"],
    longPromptCost: longPromptCost as ModelDefinition["longPromptCost"],
    efforts: efforts as ModelDefinition["efforts"],
    maxImages: maxImages as ModelDefinition["maxImages"],
    capabilities: { tools, responseSchema, webSearch, vision, code, uncensored } as ModelDefinition["capabilities"],
    status: { withheld, retiresAt, replacement, beta, traits } as ModelDefinition["status"],
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDate(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isOneOf<Value>(value: unknown, values: readonly Value[]): value is Value {
  return values.includes(value as Value);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}

function isCost(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return [value.input, value.output, value.cacheRead, value.cacheWrite].every(
    (price) => typeof price === "number" && price >= 0,
  );
}

function isLongPromptCost(value: unknown): boolean {
  return isRecord(value) && isWhole(value.aboveTokens) && isCost(value.cost);
}
