import type { ModelCatalog, ModelDefinition, ProviderManifest, Recommendation } from "./provider.ts";

export interface Offer {
  /** Leaves out every model that is not known to be private. */
  readonly privateOnly?: boolean | undefined;
}

/** The models a person may choose: none that is withheld. In the catalogue's order. */
export function offeredModels(catalog: ModelCatalog, { privateOnly = false }: Offer = {}): ModelDefinition[] {
  return catalog.models.filter(
    (model) => model.status.withheld === undefined && (!privateOnly || model.privacy === "private"),
  );
}

/**
 * The model of that exact id, or of a ref of that provider ("venice/llama-3.3-70b" for provider "venice"); withheld ones too.
 * Ids are case-sensitive.
 */
export function findModel(catalog: ModelCatalog, idOrRef: string, provider: string): ModelDefinition | undefined {
  const byId = (id: string) => catalog.models.find((model) => model.id === id);
  const prefix = `${provider}/`;
  return byId(idOrRef) ?? (idOrRef.startsWith(prefix) ? byId(idOrRef.slice(prefix.length)) : undefined);
}

/**
 * The model to suggest first: the manifest's default, else the one to which the provider gives the role "default", else the
 * first private one; `undefined` when none of these is offered.
 */
export function defaultModel(
  catalog: ModelCatalog,
  manifest: ProviderManifest,
  offer: Offer = {},
): ModelDefinition | undefined {
  const offered = offeredModels(catalog, offer);
  return (
    offered.find((model) => model.id === manifest.defaultModel) ??
    offered.find((model) => model.status.traits.includes("default")) ??
    offered.find((model) => model.privacy === "private")
  );
}

/** The manifest's recommendations, in its order, without those whose model is not offered. One model may stand in several. */
export function recommendedModels(
  catalog: ModelCatalog,
  manifest: ProviderManifest,
  offer: Offer = {},
): { readonly recommendation: Recommendation; readonly model: ModelDefinition }[] {
  const offered = new Map(offeredModels(catalog, offer).map((model) => [model.id, model]));
  return manifest.recommendations.flatMap((recommendation) => {
    const model = offered.get(recommendation.model);
    return model ? [{ recommendation, model }] : [];
  });
}

/** Below this likeness a suggestion would be a guess. */
const leastLikeness = 0.5;

/**
 * The offered models whose id or name is most like that text, best first: for "did you mean". A provider's name before the id
 * is passed over. Nothing when nothing is like it.
 */
export function nearestModels(catalog: ModelCatalog, text: string, limit: number): ModelDefinition[] {
  const meant = meanings(text).map(words);
  return offeredModels(catalog)
    .map((model) => ({ model, likeness: Math.max(likeness(meant, model.id), likeness(meant, model.name)) }))
    .filter((candidate) => candidate.likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map((candidate) => candidate.model);
}

/** What a person may have meant: all of the text, or what follows its first slash. */
function meanings(text: string): readonly string[] {
  // Longer than any id; without a bound the comparison would take as long as the text is.
  const bounded = text.slice(0, 200);
  const rest = bounded.slice(bounded.indexOf("/") + 1);
  return rest === "" || rest === bounded ? [bounded] : [bounded, rest];
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** From 0 (nothing in common) to 1 (the same but for case and punctuation). */
function likeness(meant: readonly (readonly string[])[], known: string): number {
  const knownWords = words(known);
  return Math.max(
    ...meant.map((mine) => Math.max(spellingLikeness(mine, knownWords), 0.9 * wordLikeness(mine, knownWords))),
  );
}

function spellingLikeness(mine: readonly string[], known: readonly string[]): number {
  const a = mine.join("");
  const b = known.join("");
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  return shorter < longer * leastLikeness || longer === 0 ? 0 : 1 - editDistance(a, b) / longer;
}

/** How much of the text, in characters, is words that begin a word of the other. */
function wordLikeness(mine: readonly string[], known: readonly string[]): number {
  const length = mine.join("").length;
  const found = mine.filter((word) => known.some((other) => other.startsWith(word)));
  // A little is taken off for every word that the text lacks, so that "opus" finds the shorter of two names.
  return length === 0 ? 0 : found.join("").length / length - 0.01 * Math.max(0, known.length - mine.length);
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(before, column - 2) + 1);
      }
      current.push(cost);
    }
    before = last;
    last = current;
  }
  return at(last, b.length);
}

function at(distances: readonly number[], column: number): number {
  return distances[column] ?? 0;
}
