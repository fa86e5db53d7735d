import { kindOf, valueAt } from "../../config/schema.ts";
import { readSecretInput } from "../../config/secret-ref.ts";
import { field, variableSources } from "../../config/variables.ts";
import type { Environment } from "../../context.ts";
import type { ProviderManifest } from "../../providers/provider.ts";

/** Where the provider's block refers to its key. */
export function apiKeyPath({ id }: ProviderManifest): string[] {
  return ["models", "providers", id, "apiKey"];
}

/**
 * PURE: what the provider's block lacks that 2026.2.1 refuses the whole config without. Current releases fill it in, for the
 * providers they know.
 */
export function missingMembers(config: unknown, { id }: ProviderManifest): ("baseUrl" | "models")[] {
  const block = valueAt(config, ["models", "providers", id]);
  if (kindOf(block) !== "object" || field(block, "$include") !== undefined) return [];
  return (["baseUrl", "models"] as const).filter((name) => field(block, name) === undefined);
}

/** A row of the provider's block. */
export interface ProviderRow {
  readonly id: string;
  readonly row: unknown;
}

/** PURE: the rows of the provider's block that have an id. Of several with one id OpenClaw uses the last, which is the one that is given. */
export function providerRows(config: unknown, provider: string): ProviderRow[] {
  const rows = valueAt(config, ["models", "providers", provider, "models"]);
  const byId = new Map<string, ProviderRow>();
  for (const row of Array.isArray(rows) ? rows : []) {
    const id = field(row, "id");
    if (typeof id === "string" && id !== "") byId.set(id, { id, row });
  }
  return [...byId.values()];
}

/**
 * PURE: what is wrong with the block's way to a key that is stored. "missing": it says nothing, and 2026.2.1 passes over it.
 * "unset": it refers to a variable without a value. A key that is in the shell alone is not stored: a config that refers to it
 * would keep a background gateway from starting.
 */
export function referenceFault(
  places: { readonly config: unknown; readonly dotenv: string; readonly env: Environment },
  manifest: ProviderManifest,
): "missing" | "unset" | undefined {
  const { variable } = manifest.auth;
  const block = valueAt(places.config, apiKeyPath(manifest).slice(0, -1));
  const hasOtherWay = ["auth", "headers", "$include"].some((name) => field(block, name) !== undefined);
  const isStored = variableSources(variable, { ...places, env: {} }).length > 0;
  if (kindOf(block) !== "object" || hasOtherWay || !isStored) return undefined;
  const input = readSecretInput(field(block, "apiKey"));
  if (input.kind === "none") return "missing";
  const leadsNowhere = input.kind === "variable" && variableSources(input.name, places).length === 0;
  return leadsNowhere ? "unset" : undefined;
}
