import type { ChatUsage } from "../../providers/chat-answer.ts";
import type { ChatMessage, ChatRequest } from "../../providers/chat-request.ts";
import type { ModelCost, ModelDefinition } from "../../providers/provider.ts";

/** Nobody knows a model's tokens but itself. No script takes more of them than one for three bytes of UTF-8, or hardly ever. */
const bytesPerToken = 3;
/** What an image takes at most, by what the owners of models say. */
const tokensPerImage = 3000;
/** What stands around a message. */
const tokensPerMessage = 20;

/** PURE: USD by the catalogue's prices; `undefined` where nobody knows the tokens or the prices. */
export function costOf(usage: ChatUsage | undefined, model: ModelDefinition): number | undefined {
  if (!usage) return undefined;
  const rates = ratesFor(usage.prompt, model);
  if (!rates) return undefined;
  const plain = Math.max(0, usage.prompt - usage.cached - usage.cacheWritten);
  const millionths =
    plain * rates.input +
    usage.cached * rates.cacheRead +
    usage.cacheWritten * rates.cacheWrite +
    usage.completion * rates.output;
  return Number((millionths / 1_000_000).toFixed(12));
}

/** The most that a request may come to. */
export interface CostEstimate {
  readonly usd: number;
  /** The longest answer, in tokens, that costs no more than that; 0 where the question alone costs more. */
  tokensFor(usd: number): number;
}

/** PURE: the most that a request may cost with an answer of at most that many tokens; `undefined` where prices are unknown. */
export function estimateCost(
  request: ChatRequest,
  model: ModelDefinition,
  answerTokens: number,
): CostEstimate | undefined {
  const prompt = promptTokens(request);
  const rates = ratesFor(prompt, model);
  if (!rates) return undefined;
  // Writing a cache may cost more than not using one.
  const question = (prompt * Math.max(rates.input, rates.cacheWrite)) / 1_000_000;
  return {
    usd: question + (answerTokens * rates.output) / 1_000_000,
    tokensFor(usd) {
      if (rates.output === 0) return answerTokens;
      return Math.max(0, Math.floor(((usd - question) * 1_000_000) / rates.output));
    },
  };
}

function promptTokens({ messages, tools, responseFormat }: ChatRequest): number {
  const extras = [tools, responseFormat].filter((part) => part !== undefined).map(tokensOf);
  return [...messages.map(messageTokens), ...extras].reduce((sum, tokens) => sum + tokens, 0);
}

function messageTokens({ content, ...rest }: ChatMessage): number {
  const parts = Array.isArray(content) ? content : [content];
  const tokens = parts.map((part) =>
    part?.type === "image_url" ? tokensPerImage : tokensOf(part?.text ?? part ?? ""),
  );
  return tokens.reduce((sum, count) => sum + count, tokensPerMessage + tokensOf(rest));
}

function tokensOf(value: unknown): number {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return Math.ceil(Buffer.byteLength(text) / bytesPerToken);
}

function ratesFor(prompt: number, { cost, longPromptCost }: ModelDefinition): ModelCost | undefined {
  return longPromptCost && prompt > longPromptCost.aboveTokens ? longPromptCost.cost : cost;
}
