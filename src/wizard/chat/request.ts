import { CliError } from "../../errors.ts";
import type {
  ChatMessage,
  ChatRequest,
  ContentPart,
  ResponseFormat,
  ToolDefinition,
} from "../../providers/chat-request.ts";
import type { BodyFields, ModelDefinition, ProviderManifest } from "../../providers/provider.ts";
import type { ChatOptions } from "./chat-options.ts";
import { estimateCost } from "./cost.ts";

/** What is to be said to the model, read from wherever the options name it. */
export interface ChatParts {
  /** What was said before in the same conversation. */
  readonly earlier: readonly ChatMessage[];
  readonly message: string;
  readonly system: string | undefined;
  readonly images: readonly ContentPart[];
  readonly tools: readonly ToolDefinition[] | undefined;
  /** The calls of an earlier answer and what came of them. */
  readonly results: readonly ChatMessage[];
  readonly format: ResponseFormat | undefined;
}

/**
 * PURE: the request for one answer. The answer's length is lowered to what the provider gives, and bounded where --max-cost
 * needs a bound.
 *
 * @throws CliError "provider-lacks-option" for a flag that stands for nothing at this provider
 */
export function buildRequest(
  options: ChatOptions,
  { earlier, message, system, images, tools, results, format }: ChatParts,
  model: ModelDefinition,
  manifest: ProviderManifest,
): ChatRequest {
  const messages: ChatMessage[] = [
    ...(system === undefined ? [] : [{ role: "system", content: system } as const]),
    ...earlier,
    { role: "user", content: images.length === 0 ? message : [{ type: "text", text: message }, ...images] },
    ...results,
  ];
  const bound = options.maxCost === undefined ? undefined : model.maxTokens;
  const maxTokens = options.maxTokens ?? bound;
  return {
    model: model.id,
    messages,
    temperature: options.temperature,
    maxTokens: maxTokens !== undefined && isAboveCap(maxTokens, model) ? model.maxTokens : maxTokens,
    seed: options.seed,
    effort: options.effort,
    responseFormat: format,
    tools,
    fields: ownFields(options, model, manifest),
  };
}

/** Whether the provider would refuse to give an answer of that many tokens. */
export function isAboveCap(tokens: number, { maxTokens, maxTokensIsCap }: ModelDefinition): boolean {
  return maxTokensIsCap && tokens > maxTokens;
}

/**
 * PURE: makes sure that a request cannot cost more than --max-cost.
 *
 * @throws CliError "too-expensive", or "price-unknown" where nobody can tell
 */
export function checkCost(
  request: ChatRequest,
  maxCost: number | undefined,
  model: ModelDefinition,
  ref: string,
): void {
  if (maxCost === undefined) return;
  const estimate = estimateCost(request, model, request.maxTokens ?? model.maxTokens);
  if (!estimate) throw new CliError("price-unknown", { model: ref });
  if (estimate.usd <= maxCost) return;
  throw new CliError("too-expensive", {
    model: ref,
    estimate: estimate.usd,
    limit: maxCost,
    answerTokens: estimate.tokensFor(maxCost),
  });
}

/** The fields of the provider's own that the flags stand for. */
function ownFields(options: ChatOptions, model: ModelDefinition, manifest: ProviderManifest): BodyFields[] {
  const own = manifest.chat?.options ?? {};
  const { webSearch, character, thinking, ownPrompts } = options;
  const known = <Value>(flag: string, value: Value | undefined): Value => {
    if (value === undefined) throw new CliError("provider-lacks-option", { provider: manifest.label, flag });
    return value;
  };
  const fields: BodyFields[] = [];
  if (webSearch !== undefined) fields.push(known("--web-search", own.webSearch)[webSearch]);
  if (character !== undefined) fields.push(nested(known("--character", own.character), character));
  // Where a model does not think there is nothing to switch off.
  if (!thinking && model.reasoning) fields.push(known("--no-thinking", own.withoutThinking));
  for (const { provider, flag } of ownPrompts) {
    fields.push(known(flag, provider === manifest.id ? own.systemPrompt : undefined).parameters);
  }
  return fields;
}

function nested(path: readonly string[], value: unknown): BodyFields {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as BodyFields;
}
