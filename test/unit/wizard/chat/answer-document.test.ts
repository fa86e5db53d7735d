import { describe, expect, test } from "vitest";
import { en } from "../../../../src/messages/en.ts";
import type { ChatAnswer } from "../../../../src/providers/chat-answer.ts";
import { answerDocument, usageLine } from "../../../../src/wizard/chat/answer-document.ts";
import { model } from "./chats.ts";

const answer: ChatAnswer = {
  content: "Hello",
  reasoning: "",
  toolCalls: [],
  citations: [],
  usage: { prompt: 1000, completion: 500, cached: 200, cacheWritten: 0, reasoning: 100 },
  finishReason: "stop",
  message: { role: "assistant", content: "Hello" },
  requestId: "ray-1",
  timings: { firstToken: 400, total: 5400 },
  streamed: true,
};
const llama = { ref: "venice/llama-3.3-70b", definition: model("llama-3.3-70b") };

test("the document has every key, also for what nobody told", () => {
  const bare = {
    ...answer,
    usage: undefined,
    finishReason: undefined,
    requestId: undefined,
    timings: { firstToken: undefined, total: 7 },
  };
  const document = answerDocument(bare, llama, []);
  expect(JSON.parse(JSON.stringify(document))).toEqual({
    ok: true,
    model: "venice/llama-3.3-70b",
    content: "Hello",
    reasoning: "",
    toolCalls: [],
    citations: [],
    usage: null,
    cost: null,
    finishReason: null,
    requestId: null,
    timings: { firstToken: null, total: 7 },
    message: { role: "assistant", content: "Hello" },
    warnings: [],
  });
  expect(Object.keys(answerDocument(answer, llama, []))).toEqual(Object.keys(document));
});

describe("the line of --usage", () => {
  const line = (change: Partial<ChatAnswer> = {}, definition = llama.definition) =>
    usageLine({ ...answer, ...change }, definition, en);

  test("says tokens, cost, speed and times", () => {
    expect(line()).toBe(
      "1000 tokens in (200 from a cache) · 500 tokens out (100 of them reasoning) · $0.0021 · 100 tokens/s · 5.4 s, 0.4 s to the first token",
    );
  });

  test("names no speed of an answer that came in one piece, and no price that nobody knows", () => {
    const once = { timings: { firstToken: 20_000, total: 20_000 } };
    const few = { prompt: 1, completion: 1, cached: 0, cacheWritten: 0, reasoning: 0 };
    expect(line({ ...once, usage: few }, model("odd-without-pricing-8b"))).toBe(
      "1 token in · 1 token out · price unknown · 20 s, 20 s to the first token",
    );
  });

  test("says that nothing was told", () => {
    expect(line({ usage: undefined })).toBe("How many tokens it took was not told.");
  });
});
