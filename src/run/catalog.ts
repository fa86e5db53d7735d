import { writeCatalogCache } from "../config/catalog-cache.ts";
import type { Secret } from "../context.ts";
import { catalogToJson } from "../providers/catalog.ts";
import { offeredModels } from "../providers/model-choice.ts";
import type { ModelCatalog } from "../providers/provider.ts";
import type { Connection } from "../wizard/connect.ts";
import { inBackground } from "../wizard/draft.ts";
import type { Run } from "./run.ts";

/** A kept list younger than this saves the trip. Milliseconds. */
const freshFor = 10 * 60 * 1000;

export interface CatalogOptions {
  /** Ask nobody: the kept list serves, however old, else the built-in one. */
  readonly offline: boolean;
  /** Ask, however young the kept list is. */
  readonly refresh: boolean;
  /** Keep nothing. */
  readonly dryRun?: boolean;
}

/** The provider's models, from the best source the flags allow. Never fails: what cannot be asked is said, and an older list serves. A fresh list is kept. */
export async function bestCatalog(
  run: Run,
  connection: Connection,
  key: Secret | undefined,
  { offline, refresh, dryRun = false }: CatalogOptions,
): Promise<ModelCatalog> {
  const { words, report, context } = run;
  const { manifest, feed } = connection;
  await feed.recall(key);
  const kept = feed.current();
  if (offline || (!refresh && isFresh(kept, context.now()))) return kept;
  await report.spin(words.models.fetching(manifest.label), feed.fetch(key));
  const catalog = feed.current();
  if (!dryRun) await keepCatalog(run, connection, key, catalog);
  const failure = feed.failure();
  if (failure) report.warn(words.models.notAsked(words.network[failure.kind](failure)));
  return catalog;
}

/** The lists that are still to come: none where the kept one is young enough to serve, or nobody is to be asked. */
export async function comingLists(
  { context }: Run,
  { feed }: Connection,
  key: Secret | undefined,
  offline: boolean,
): Promise<readonly Promise<void>[]> {
  await feed.recall(key);
  return offline || isFresh(feed.current(), context.now()) ? [] : [inBackground(feed.fetch(key))];
}

function isFresh({ fetchedAt }: ModelCatalog, now: Date): boolean {
  const age = now.getTime() - (fetchedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  return age >= 0 && age < freshFor;
}

/** Keeps a live list for the commands that come after. */
export async function keepCatalog(
  { paths, context }: Run,
  { manifest, baseUrl }: Connection,
  key: Secret | undefined,
  catalog: ModelCatalog,
): Promise<void> {
  if (catalog.source !== "live") return;
  const place = { provider: manifest.id, baseUrl: baseUrl.url, key };
  await writeCatalogCache(paths, place, catalogToJson(catalog), context.host);
}

/** One line that says how long a list is, where it comes from, and how old it is. */
export function catalogLine({ words, context }: Run, catalog: ModelCatalog, label: string): string {
  const count = offeredModels(catalog).length;
  if (catalog.source === "static") return words.models.fromBuiltIn(count, label);
  const minutes = Math.floor((context.now().getTime() - (catalog.fetchedAt?.getTime() ?? 0)) / 60_000);
  return catalog.source === "live"
    ? words.models.fromLive(count, label)
    : words.models.fromKept(count, label, words.age(minutes));
}
