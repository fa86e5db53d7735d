import { kindOf, valueAt } from "../config/schema.ts";
import { formatModelRef } from "../providers/provider.ts";
import { agentModels, modelAliases, presentDefault, presentFallbacks } from "./default-model.ts";

/** PURE: every model the config speaks of, best known first: default, fallbacks, agents' own, aliases, providers' rows. */
export function configuredRefs(config: unknown): Set<string> {
  const primary = presentDefault(config);
  const providers = valueAt(config, ["models", "providers"]);
  const blocks = kindOf(providers) === "object" && providers !== undefined ? Object.keys(providers as object) : [];
  return new Set([
    ...(primary === undefined ? [] : [primary]),
    ...presentFallbacks(config),
    ...agentModels(config).map(({ ref }) => ref),
    ...modelAliases(config).values(),
    ...blocks.flatMap((provider) => [...configuredRows(config, provider)]),
  ]);
}

/** PURE: the refs of the rows in a provider's block. */
export function configuredRows(config: unknown, provider: string): Set<string> {
  const rows = valueAt(config, ["models", "providers", provider, "models"]);
  const ids = (Array.isArray(rows) ? rows : []).map((row) => valueAt(row, ["id"]));
  return new Set(ids.filter((id) => typeof id === "string").map((id) => formatModelRef(provider, id)));
}
