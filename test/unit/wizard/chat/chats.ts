import { buildCatalog } from "../../../../src/providers/catalog.ts";
import { findModel } from "../../../../src/providers/model-choice.ts";
import type { ModelDefinition, ProviderManifest } from "../../../../src/providers/provider.ts";
import type { ChatOptions } from "../../../../src/wizard/chat/chat-options.ts";
import { acmeRows, oddRows, pageRows, realRows } from "../../../support/fake-venice/rows.ts";
import { acme, venice } from "../../providers/manifests.ts";

const now = new Date("2026-11-22T12:00:00Z");

export const catalog = buildCatalog({
  manifest: venice,
  live: { rows: [...realRows, ...pageRows, ...oddRows], fetchedAt: now },
  now,
});
export const acmeCatalog = buildCatalog({ manifest: acme, live: { rows: acmeRows, fetchedAt: now }, now });

export function model(id: string, manifest: ProviderManifest = venice): ModelDefinition {
  const found = findModel(manifest === acme ? acmeCatalog : catalog, id, manifest.id);
  if (!found) throw new Error(`${id} is missing`);
  return found;
}

/** The flags of `openclaw chat Hello`. */
export const plain: ChatOptions = {
  text: ["Hello"],
  privateOnly: false,
  stream: true,
  json: false,
  usage: false,
  reasoning: false,
  raw: false,
  history: true,
  thinking: true,
  images: [],
  ownPrompts: [],
  offline: false,
  allowInsecureBaseUrl: false,
  dev: false,
  debug: false,
};
