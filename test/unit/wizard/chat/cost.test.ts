import { describe, expect, test } from "vitest";
import type { ChatRequest } from "../../../../src/providers/chat-request.ts";
import { costOf, estimateCost } from "../../../../src/wizard/chat/cost.ts";
import { model } from "./chats.ts";

const usage = (prompt: number, completion: number, rest: object = {}) => ({
  prompt,
  completion,
  cached: 0,
  cacheWritten: 0,
  reasoning: 0,
  ...rest,
});
const priced = (cost: object, rest: object = {}) => ({
  ...model("llama-3.3-70b"),
  cost: { input: 1, output: 10, cacheRead: 0.1, cacheWrite: 2, ...cost },
  ...rest,
});

describe("what an answer cost", () => {
  test("goes by the catalogue's prices", () => {
    expect(costOf(usage(12, 7), model("llama-3.3-70b"))).toBe(0.000028);
    expect(costOf(usage(1_000_000, 1_000_000), model("claude-opus-5"))).toBe(36);
  });

  test("is less for what was read from a cache, and more for what was written to one", () => {
    expect(costOf(usage(1_000_000, 0, { cached: 500_000, cacheWritten: 100_000 }), priced({}))).toBe(0.65);
  });

  test("of a long prompt is its own", () => {
    const long = { aboveTokens: 1000, cost: { input: 2, output: 20, cacheRead: 0.2, cacheWrite: 4 } };
    const grok = priced({}, { longPromptCost: long });
    expect(costOf(usage(1000, 0), grok)).toBe(0.001);
    expect(costOf(usage(1001, 1000), grok)).toBe(0.022002);
  });

  test("is nothing of what is free, and unknown of what nobody prices or counts", () => {
    expect(costOf(usage(12, 7), model("odd-zero-price-8b"))).toBe(0);
    expect(costOf(usage(12, 7), model("odd-without-pricing-8b"))).toBeUndefined();
    expect(costOf(undefined, model("llama-3.3-70b"))).toBeUndefined();
  });
});

describe("the most that a request may cost", () => {
  const asking = (content: string, rest: Partial<ChatRequest> = {}): ChatRequest => ({
    model: "x",
    messages: [{ role: "user", content }],
    ...rest,
  });
  const estimated = (request: ChatRequest, answerTokens = 1000) =>
    estimateCost(request, priced({ cacheWrite: 1 }), answerTokens)?.usd ?? Number.NaN;

  test("is that of an answer as long as it may be, and never less than what comes of it", () => {
    // 1,000 tokens of answer are 0.01 USD; the question is a few dozen tokens.
    expect(estimated(asking("Hello"))).toBeGreaterThan(0.01);
    expect(estimated(asking("Hello"))).toBeLessThan(0.0101);
  });

  test.each([
    ["English", "the quick brown fox jumps over the lazy dog ".repeat(100), 900],
    ["Japanese", "水の都ヴェネツィア".repeat(100), 900],
    ["numbers", "31415926535 ".repeat(100), 400],
  ])("of %s counts no token too few", (_, text, leastTokens) => {
    expect(estimated(asking(text), 0)).toBeGreaterThan(leastTokens / 1_000_000);
  });

  test("counts images, functions and schemas", () => {
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(1_000_000)}` } } as const;
    const withImage = asking("", { messages: [{ role: "user", content: [{ type: "text", text: "What?" }, image] }] });
    expect(estimated(withImage, 0)).toBeGreaterThan(0.003);
    // An image is not its bytes.
    expect(estimated(withImage, 0)).toBeLessThan(0.004);
    const tools = [{ type: "function", function: { name: "f", description: "x".repeat(3000) } }] as const;
    expect(estimated(asking("Hello", { tools }), 0)).toBeGreaterThan(0.001);
  });

  test("tells how long an answer may be for a price", () => {
    const estimate = estimateCost(asking("Hello"), priced({}), 1000);
    const tokens = estimate?.tokensFor(0.005) ?? 0;
    expect(tokens).toBeGreaterThan(450);
    expect(tokens).toBeLessThan(500);
    expect(estimate?.tokensFor(0.0000001)).toBe(0);
  });

  test("is unknown where the price is", () => {
    expect(estimateCost(asking("Hello"), model("odd-without-pricing-8b"), 1000)).toBeUndefined();
  });
});
