import { formatModelRef, type ProviderManifest } from "../providers/provider.ts";
import { configuredRows } from "./configured-refs.ts";
import { modelAliases, presentDefault, presentFallbacks } from "./default-model.ts";

/**
 * PURE: the words OpenClaw puts behind a model in its list: "default", "fallback#1", "configured", "alias:x" (`openclaw models
 * list --json`, 2026.9.6); and "recommended", which is ours.
 */
export function modelTags(config: unknown, manifests: readonly ProviderManifest[]): (ref: string) => string[] {
  const primary = presentDefault(config);
  const fallbacks = presentFallbacks(config);
  const aliases = [...modelAliases(config)];
  const rows = new Set(manifests.flatMap(({ id }) => [...configuredRows(config, id)]));
  const recommended = new Set(
    manifests.flatMap(({ id, recommendations }) => recommendations.map(({ model }) => formatModelRef(id, model))),
  );
  return (ref) => [
    ...(ref === primary ? ["default"] : []),
    ...fallbacks.flatMap((fallback, index) => (fallback === ref ? [`fallback#${index + 1}`] : [])),
    ...(rows.has(ref) ? ["configured"] : []),
    ...aliases.flatMap(([alias, target]) => (target === ref ? [`alias:${alias}`] : [])),
    ...(recommended.has(ref) ? ["recommended"] : []),
  ];
}
