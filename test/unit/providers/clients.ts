import { onTestFinished } from "vitest";
import type { Secret } from "../../../src/context.ts";
import { type Client, type ClientOptions, createClient } from "../../../src/providers/client.ts";
import type { NetworkFailure } from "../../../src/providers/network-failure.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { type FakeVenice, type FakeVeniceOptions, startFakeVenice } from "../../support/fake-venice.ts";
import { venice } from "./manifests.ts";

export const now = new Date("2026-11-22T12:00:00Z");

export function secret(text: string): Secret {
  return createSecretKeeper([]).hold(text);
}

/** A client that lives as long as the test. */
export function clientOf(baseUrl: string, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    baseUrl,
    manifest: venice,
    env: {},
    signal: new AbortController().signal,
    now: () => now,
    version: "1.2.3",
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

/** A fake server that lives as long as the test, and fails it on a request that nobody has a reason to make. */
export async function fakeVenice(options?: FakeVeniceOptions): Promise<FakeVenice> {
  const fake = await startFakeVenice(options);
  onTestFinished(async () => {
    await fake.close();
    if (fake.unexpected.length > 0) throw new Error(`Unexpected: ${fake.unexpected.join(", ")}`);
  });
  return fake;
}

/** Why the list could not be had. */
export async function listFailure(client: Client, key?: Secret): Promise<NetworkFailure> {
  const list = await client.listModels(key);
  if ("rows" in list) throw new Error(`There is a list, of ${list.rows.length} models`);
  return list.failure;
}
