import { expect, test } from "vitest";
import { en } from "../../../../src/messages/en.ts";
import { nothingSpent, spendingFacts, withAnswer } from "../../../../src/wizard/chat/spending.ts";
import { model } from "./chats.ts";

const usage = { prompt: 1000, completion: 100, cached: 0, cacheWritten: 0, reasoning: 0 };

test("answers of several models add up", () => {
  const first = withAnswer(nothingSpent, usage, model("llama-3.3-70b"));
  const both = withAnswer(first, usage, model("llama-3.2-3b"));
  expect(both).toMatchObject({ answers: 2, prompt: 2000, completion: 200, isIncomplete: false });
  expect(both.usd).toBeCloseTo(0.00098 + 0.00021, 10);
  expect(en.chat.spent(spendingFacts(both))).toBe("2 answers · 2000 tokens in · 200 out · $0.0012");
});

test("an answer of which nobody knows what it took leaves a sum that is too small", () => {
  const known = withAnswer(nothingSpent, usage, model("llama-3.3-70b"));
  expect(withAnswer(known, undefined, model("llama-3.3-70b"))).toEqual({ ...known, answers: 2, isIncomplete: true });
});
