import type { Messages } from "../../messages/messages.ts";
import type { ChatAnswer } from "../../providers/chat-answer.ts";
import type { ModelDefinition } from "../../providers/provider.ts";
import { costOf } from "./cost.ts";

/** PURE: the one document of --json. Tokens, USD and milliseconds; `null` is what nobody told. */
export function answerDocument(
  answer: ChatAnswer,
  model: { readonly ref: string; readonly definition: ModelDefinition },
  warnings: readonly string[],
) {
  const { content, reasoning, toolCalls, citations, usage, finishReason, message, requestId, timings } = answer;
  return {
    ok: true,
    model: model.ref,
    content,
    reasoning,
    toolCalls,
    citations,
    usage: usage ?? null,
    cost: costOf(usage, model.definition) ?? null,
    finishReason: finishReason ?? null,
    requestId: requestId ?? null,
    timings: { firstToken: timings.firstToken ?? null, total: timings.total },
    message,
    warnings,
  };
}

/** PURE: what --usage says: tokens, cost, speed. */
export function usageLine({ usage, timings }: ChatAnswer, model: ModelDefinition, words: Messages): string {
  if (!usage) return words.chat.noUsage;
  const { firstToken, total } = timings;
  // A wait for the first token is no slowness of the others; an answer in one piece has no speed of its own.
  const speed = firstToken === undefined || total <= firstToken ? undefined : usage.completion / (total - firstToken);
  return words.chat.usage({
    prompt: usage.prompt,
    completion: usage.completion,
    cached: usage.cached,
    reasoning: usage.reasoning,
    cost: costOf(usage, model),
    tokensPerSecond: speed === undefined ? undefined : Math.round(speed * 1000),
    firstToken,
    total,
  });
}
