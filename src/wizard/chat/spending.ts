import type { ChatUsage } from "../../providers/chat-answer.ts";
import type { ModelDefinition } from "../../providers/provider.ts";
import { costOf } from "./cost.ts";

/** What the answers of a conversation took, all together. */
export interface Spending {
  readonly answers: number;
  /** Tokens. */
  readonly prompt: number;
  readonly completion: number;
  readonly usd: number;
  /** Whether nobody told what one of them took, or what it costs, so that the sum is too small. */
  readonly isIncomplete: boolean;
}

export const nothingSpent: Spending = { answers: 0, prompt: 0, completion: 0, usd: 0, isIncomplete: false };

/** PURE: the sum with one more answer; its usage is `undefined` where it was not told. */
export function withAnswer(spent: Spending, usage: ChatUsage | undefined, model: ModelDefinition): Spending {
  const usd = costOf(usage, model);
  return {
    answers: spent.answers + 1,
    prompt: spent.prompt + (usage?.prompt ?? 0),
    completion: spent.completion + (usage?.completion ?? 0),
    usd: Number((spent.usd + (usd ?? 0)).toFixed(12)),
    isIncomplete: spent.isIncomplete || usd === undefined,
  };
}

/** PURE: the facts of a sum, as the messages take them. */
export function spendingFacts({ usd, ...spent }: Spending) {
  return { ...spent, cost: usd };
}
