import type { ModelDefinition } from "../providers/provider.ts";

/**
 * PURE: a model as --json shows it: OpenClaw's own fields (`openclaw models list --json`, 2026.9.6) and what it has no field
 * for. Tokens, USD per 1M tokens; null where nobody says.
 */
export function modelDocument(
  ref: string,
  model: ModelDefinition | undefined,
  tags: readonly string[],
  available: boolean,
) {
  const { capabilities, status } = model ?? {};
  return {
    key: ref,
    name: model?.name ?? ref,
    input: model?.input.join("+") ?? null,
    contextWindow: model?.contextWindow ?? null,
    local: false,
    available,
    tags,
    privacy: model?.privacy ?? "unknown",
    cost: model?.cost ?? null,
    maxTokens: model?.maxTokens ?? null,
    capabilities: model
      ? {
          reasoning: model.reasoning,
          vision: capabilities?.vision ?? false,
          tools: capabilities?.tools ?? null,
          code: capabilities?.code ?? false,
          uncensored: capabilities?.uncensored ?? false,
        }
      : null,
    status: model ? (status?.withheld ?? "offered") : "unknown",
    retiresAt: status?.retiresAt ?? null,
    replacement: status?.replacement ?? null,
    beta: status?.beta ?? false,
  };
}
