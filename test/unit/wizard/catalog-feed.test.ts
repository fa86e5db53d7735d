import { describe, expect, test } from "vitest";
import type { Secret } from "../../../src/context.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import type { Client, ModelList } from "../../../src/providers/client.ts";
import type { ModelCatalog } from "../../../src/providers/provider.ts";
import { createCatalogFeed } from "../../../src/wizard/catalog-feed.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { clientOf, fakeVenice, now, secret } from "../providers/clients.ts";
import { venice } from "../providers/manifests.ts";

const key = secret(keys.good);
const cached: ModelCatalog = {
  ...buildCatalog({ manifest: venice, live: { rows: [{ id: "kept-model" }], fetchedAt: now }, now }),
  source: "cached",
};
const feedOf = (client: Client, kept?: ModelCatalog) =>
  createCatalogFeed({ client, manifest: venice, host: "venice.invalid", kept: async () => kept, now: () => now });
const nobody = () => clientOf("http://127.0.0.1:1");
const ids = (catalog: ModelCatalog) => catalog.models.map(({ id }) => id);

describe("before anybody has answered", () => {
  test("the built-in list serves", () => {
    const feed = feedOf(nobody(), cached);
    expect(feed.current()).toMatchObject({ source: "static" });
    expect(feed.current().models).toHaveLength(25);
    expect(feed.failure()).toBeUndefined();
  });

  test("a list kept from an earlier run is better, and says of when it is", async () => {
    const feed = feedOf(nobody(), cached);
    await feed.recall(key);
    expect(feed.current()).toMatchObject({ source: "cached", fetchedAt: now });
  });

  test("where none was kept the built-in one stays", async () => {
    const feed = feedOf(nobody());
    await feed.recall(key);
    expect(feed.current().source).toBe("static");
  });

  test("it is the list of this key that is looked for", async () => {
    const asked: string[] = [];
    const kept = async (wanted: Secret) => {
      asked.push(wanted.reveal());
      return undefined;
    };
    await createCatalogFeed({
      client: nobody(),
      manifest: venice,
      host: "venice.invalid",
      kept,
      now: () => now,
    }).recall(key);
    expect(asked).toEqual([keys.good]);
  });
});

test("the provider's own list takes the place of both", async () => {
  const server = await fakeVenice();
  const feed = feedOf(clientOf(server.baseUrl), cached);
  await feed.fetch();
  await feed.recall(key);
  expect(feed.current().source).toBe("live");
  expect(ids(feed.current())).toContain("llama-3.3-70b");
  expect(feed.failure()).toBeUndefined();
});

describe("when the provider cannot be asked", () => {
  test("the list kept for the key serves, and the reason is known", async () => {
    const server = await fakeVenice({ mode: "overloaded" });
    const feed = feedOf(clientOf(server.baseUrl), cached);
    await feed.fetch(key);
    expect(feed.current().source).toBe("cached");
    expect(feed.failure()?.kind).toBe("rate-limited");
  });

  test("a later answer makes the reason forgotten", async () => {
    const server = await fakeVenice({ mode: "overloaded" });
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch();
    server.mode = undefined;
    await feed.fetch();
    expect(feed.failure()).toBeUndefined();
    expect(feed.current().source).toBe("live");
  });

  test("an empty list is no list: nobody is left with nothing to choose", async () => {
    const server = await fakeVenice({ mode: "empty-list" });
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch();
    expect(feed.current().models).toHaveLength(25);
    expect(feed.failure()?.kind).toBe("empty-list");
  });

  test("a list of nothing readable is none either", async () => {
    const server = await fakeVenice({ rows: [{ name: "without an id" }, 7, null] });
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch();
    expect(feed.current().models).toHaveLength(25);
    expect(feed.current().source).toBe("static");
  });
});

describe("the list for a key", () => {
  test("has what this key may use", async () => {
    const server = await fakeVenice();
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch(secret(keys.privateOnly));
    expect(new Set(feed.current().models.map(({ privacy }) => privacy))).toEqual(new Set(["private"]));
    expect(server.requests.map(({ key }) => key)).toEqual([keys.privateOnly]);
  });

  test("is not replaced by everybody's list that comes late", async () => {
    const lists = new Map<boolean, (list: ModelList) => void>();
    const client: Client = {
      ...nobody(),
      listModels: (key) => new Promise((resolve) => lists.set(key !== undefined, resolve)),
    };
    const feed = feedOf(client);
    const fetching = [feed.fetch(), feed.fetch(secret(keys.good))];
    lists.get(true)?.({ rows: [{ id: "for-this-key" }], fetchedAt: now });
    await fetching[1];
    lists.get(false)?.({ rows: [{ id: "for-everybody" }], fetchedAt: now });
    await fetching[0];
    expect(ids(feed.current())).toEqual(["for-this-key"]);
  });

  test("replaces everybody's list", async () => {
    const server = await fakeVenice();
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch();
    const before = feed.current().models.length;
    await feed.fetch(secret(keys.privateOnly));
    expect(feed.current().models.length).toBeLessThan(before);
  });

  test("comes in time though the kept one is read more slowly", async () => {
    let hand: (list: ModelCatalog) => void = () => {};
    const server = await fakeVenice();
    const kept = () => new Promise<ModelCatalog>((resolve) => (hand = resolve));
    const feed = createCatalogFeed({
      client: clientOf(server.baseUrl),
      manifest: venice,
      host: "venice.invalid",
      kept,
      now: () => now,
    });
    const recalling = feed.recall(key);
    await feed.fetch(key);
    hand(cached);
    await recalling;
    expect(feed.current().source).toBe("live");
  });

  test("that fails leaves everybody's list", async () => {
    const server = await fakeVenice();
    const feed = feedOf(clientOf(server.baseUrl));
    await feed.fetch();
    server.mode = "overloaded";
    await feed.fetch(key);
    expect(feed.current().source).toBe("live");
  });
});
