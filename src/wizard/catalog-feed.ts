import type { Secret } from "../context.ts";
import { buildCatalog } from "../providers/catalog.ts";
import type { Client, ModelList, TimeBudget } from "../providers/client.ts";
import type { NetworkFailure } from "../providers/network-failure.ts";
import type { ModelCatalog, ProviderManifest } from "../providers/provider.ts";

/** The list of models as it gets better: the built-in one at once, then one kept from an earlier run, the provider's own when it answers. */
export interface CatalogFeed {
  /** The best list known at this moment. */
  current(): ModelCatalog;
  /** Why the last question was not answered; `undefined` when it was, or when nothing was asked. */
  failure(): NetworkFailure | undefined;
  /** Asks for the list: everybody's without a key, with one the list for that key. Resolves when the answer is there, or will not come. */
  fetch(key?: Secret, budget?: TimeBudget): Promise<void>;
  /** Falls back on the list kept for that key, or for everybody, where there is nothing better than the built-in one. */
  recall(key: Secret | undefined): Promise<void>;
}

export interface CatalogFeedOptions {
  readonly client: Client;
  readonly manifest: ProviderManifest;
  /** Where the client asks, for the words of a failure. */
  readonly host: string;
  /** The list that an earlier run kept for that key, else everybody's. */
  kept(key: Secret | undefined): Promise<ModelCatalog | undefined>;
  readonly now: () => Date;
}

export function createCatalogFeed({ client, manifest, host, kept, now }: CatalogFeedOptions): CatalogFeed {
  let catalog = buildCatalog({ manifest, now: now() });
  let failure: NetworkFailure | undefined;
  let tailored = false;

  function take(list: ModelList, key: Secret | undefined): void {
    if ("failure" in list) {
      failure = list.failure;
      return;
    }
    // Everybody's list, when it comes late, must not replace the list for the key.
    if (tailored && !key) return;
    const live = buildCatalog({ manifest, live: list, now: now() });
    if (live.models.length === 0) {
      failure = { kind: "unreadable", host, detail: "" };
      return;
    }
    catalog = live;
    failure = undefined;
    tailored ||= key !== undefined;
  }

  async function recall(key: Secret | undefined): Promise<void> {
    if (catalog.source !== "static") return;
    const cached = await kept(key);
    // The provider may have answered meanwhile.
    if (cached && catalog.source === "static") catalog = buildCatalog({ manifest, cached, now: now() });
  }

  return {
    current: () => catalog,
    failure: () => failure,
    async fetch(key, budget) {
      take(await client.listModels(key, budget), key);
      if (key) await recall(key);
    },
    recall,
  };
}
