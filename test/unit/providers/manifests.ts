import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";
import type { ProviderManifest } from "../../../src/providers/provider.ts";
import type { Schema } from "./json-schema.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");

export const venice: ProviderManifest = JSON5.parse(read("templates/providers/venice.json5"));
export const acme: ProviderManifest = JSON5.parse(read("test/fixtures/providers/acme.json5"));
export const schema: Schema = JSON.parse(read("templates/provider.schema.json"));
