import { describe, expect, test } from "vitest";
import { type ChatEvent, createAnswerReader } from "../../../src/providers/chat-answer.ts";

const citations = ["venice_parameters", "web_search_citations"];

function reader() {
  return createAnswerReader({ host: "x.invalid", citations, requestId: "ray-1", started: performance.now() });
}

/** What becomes of a stream of those chunks. */
function read(...chunks: readonly unknown[]) {
  const answering = reader();
  for (const chunk of chunks) answering.readEvent(typeof chunk === "string" ? chunk : JSON.stringify(chunk));
  return { events: answering.take(), answer: answering.answer(), failure: answering.failure };
}

const delta = (value: unknown, reason: string | null = null) => ({
  choices: [{ index: 0, delta: value, finish_reason: reason }],
});
const calling = (...pieces: readonly unknown[]) => delta({ tool_calls: pieces });
const types = (events: readonly ChatEvent[]) => events.map(({ type }) => type);

describe("text", () => {
  test("that comes in pieces is one answer, and neighbours are shown as one", () => {
    const { events, answer } = read(
      delta({ role: "assistant", content: "" }),
      delta({ reasoning_content: "Hm" }),
      delta({ reasoning_content: "m." }),
      delta({ content: "Hel" }),
      delta({ content: "lo" }),
      delta({}, "stop"),
    );
    expect(events).toEqual([
      { type: "reasoning", text: "Hmm." },
      { type: "content", text: "Hello" },
      { type: "finish", reason: "stop" },
    ]);
    expect(answer).toMatchObject({ reasoning: "Hmm.", content: "Hello", finishReason: "stop", requestId: "ray-1" });
  });

  test("is what the model wants back, with its reasoning and what signs it", () => {
    const { answer } = read(
      delta({ reasoning_content: "Hm.", reasoning_details: [{ type: "text", text: "H" }] }),
      delta({ content: "Hello", reasoning_details: [{ type: "text", text: "m." }] }),
      delta({ thought_signature: "c2ln" }, "stop"),
    );
    expect(answer.message).toEqual({
      role: "assistant",
      content: "Hello",
      reasoning_content: "Hm.",
      reasoning_details: [
        { type: "text", text: "H" },
        { type: "text", text: "m." },
      ],
      thought_signature: "c2ln",
    });
  });

  test.each([
    ["null", delta({ content: null, reasoning_content: null, tool_calls: null })],
    ["a delta that is null", delta(null)],
    ["no delta", { choices: [{ index: 0 }] }],
    ["choices that are null", { choices: null }],
    ["a number", 7],
    ["a list", []],
    ["no JSON", "{"],
    ["nothing", ""],
  ])("of %s is none", (_, chunk) => {
    const { events, answer, failure } = read(chunk);
    expect(events).toEqual([]);
    expect(answer).toMatchObject({ content: "", toolCalls: [], finishReason: undefined });
    expect(failure).toBeUndefined();
  });
});

describe("calls", () => {
  const weather = { id: "a", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } };
  const time = { id: "b", type: "function", function: { name: "time", arguments: "{}" } };

  test("that are made at once come whole, one after the other", () => {
    const { events, answer } = read(
      calling({ index: 0, id: "a", type: "function", function: { name: "weather", arguments: "" } }),
      calling({ index: 1, id: "b", type: "function", function: { name: "time", arguments: "{" } }),
      calling(
        { index: 0, function: { arguments: '{"city":' } },
        { index: 1, function: { arguments: "}" } },
        { index: 0, function: { arguments: '"Rome"}' } },
      ),
      delta({}, "tool_calls"),
    );
    expect(events).toEqual([
      { type: "tool-call", call: weather },
      { type: "tool-call", call: time },
      { type: "finish", reason: "tool_calls" },
    ]);
    expect(answer.message).toEqual({ role: "assistant", tool_calls: [weather, time] });
  });

  test("keep what their provider added, and no null", () => {
    const { answer } = read(
      calling({ index: 0, id: "a", function: { name: "f", arguments: "{}" }, thought_signature: "c2ln", extra: null }),
    );
    expect(answer.toolCalls).toEqual([
      { thought_signature: "c2ln", id: "a", type: "function", function: { name: "f", arguments: "{}" } },
    ]);
  });

  test.each([
    ["without an index", [{ ...weather }, { ...time }]],
    [
      "with one index for both",
      [
        { index: 0, ...weather },
        { index: 0, ...time },
      ],
    ],
    [
      "without an index, in pieces",
      [
        { id: "a", type: "function", function: { name: "weather", arguments: '{"city":' } },
        { function: { arguments: '"Rome"}' } },
        { id: "b", type: "function", function: { name: "time", arguments: "{}" } },
      ],
    ],
    [
      "whose id is repeated in every piece",
      [
        { index: 0, id: "a", function: { name: "weather", arguments: '{"city":' } },
        { index: 0, id: "a", function: { arguments: '"Rome"}' } },
        { index: 1, id: "b", function: { name: "time", arguments: "{}" } },
      ],
    ],
    [
      "whose arguments are no text",
      [
        { index: 0, id: "a", function: { name: "weather", arguments: { city: "Rome" } } },
        { index: 1, id: "b", function: { name: "time", arguments: {} } },
      ],
    ],
  ])("%s are told apart", (_, pieces) => {
    expect(read(...pieces.map((piece) => calling(piece))).answer.toolCalls).toEqual([weather, time]);
  });
});

describe("usage", () => {
  const usage = {
    prompt_tokens: 100,
    completion_tokens: 20,
    total_tokens: 120,
    prompt_tokens_details: { cached_tokens: 60, cache_creation_input_tokens: 30 },
    completion_tokens_details: { reasoning_tokens: 5 },
  };

  test.each([
    ["with empty choices", { choices: [], usage }],
    ["without any choices", { usage }],
    ["beside the end", { ...delta({}, "stop"), usage }],
  ])("%s is told", (_, chunk) => {
    const { answer, events } = read(chunk);
    const told = { prompt: 100, completion: 20, cached: 60, cacheWritten: 30, reasoning: 5 };
    expect(answer.usage).toEqual(told);
    expect(events).toContainEqual({ type: "usage", usage: told });
  });

  test("that is null, or half of it, is none", () => {
    expect(read({ choices: [], usage: null }).answer.usage).toBeUndefined();
    expect(read({ choices: [], usage: { prompt_tokens: 1 } }).answer.usage).toBeUndefined();
  });
});

describe("pages", () => {
  const page = { url: "https://a.invalid/x", title: "A page", content: "…", date: "2026-01-01" };

  test("are told where the manifest says, without what steers a terminal", () => {
    const { events, answer } = read({
      choices: [],
      venice_parameters: { web_search_citations: [page, { url: "https://b.invalid", title: "\u001b[31mB" }] },
    });
    const found = [
      { title: "A page", url: "https://a.invalid/x" },
      { title: "B", url: "https://b.invalid" },
    ];
    expect(events).toEqual([{ type: "citations", citations: found }]);
    expect(answer.citations).toEqual(found);
  });

  test("without a title are called by their address; those without one are left out", () => {
    const { answer } = read({
      venice_parameters: { web_search_citations: [{ url: "https://b.invalid" }, { title: "B" }, 7] },
    });
    expect(answer.citations).toEqual([{ title: "https://b.invalid", url: "https://b.invalid" }]);
  });

  test("that are none are no event", () => {
    expect(read({ choices: [], venice_parameters: { web_search_citations: [] } }).events).toEqual([]);
  });
});

describe("an error inside the stream", () => {
  const error = {
    message: "Overloaded.",
    type: "server_error",
    code: "model_overloaded",
    param: null,
    retry_after: 30,
  };

  test("after a part of the answer breaks it off, and the part is kept", () => {
    const { answer, failure } = read(delta({ content: "Hel" }), { error });
    expect(failure).toMatchObject({ kind: "broken-off", detail: "Overloaded.", retryAfterSeconds: 30 });
    expect(answer.content).toBe("Hel");
  });

  test.each([
    ["overload", error, "overloaded"],
    ["a failure", { message: "It failed.", code: "upstream_error" }, "inference-failed"],
    ["a text", "It failed.", "inference-failed"],
    ["a refusal", { message: "No.", code: "content_blocked_by_provider" }, "content-policy"],
  ])("before anything else is what it is outside of one: %s", (_, thrown, kind) => {
    expect(read({ error: thrown }).failure).toMatchObject({ kind });
  });

  test("is the first one", () => {
    expect(read({ error }, { error: { message: "Later." } }).failure?.detail).toBe("Overloaded.");
  });

  test("that is null is none", () => {
    expect(read({ ...delta({ content: "x" }), error: null })).toMatchObject({
      failure: undefined,
      answer: { content: "x" },
    });
  });
});

describe("an answer in one piece", () => {
  test("gives the same events as a stream", () => {
    const answering = reader();
    const isAnswer = answering.readDocument({
      choices: [{ finish_reason: "stop", message: { role: "assistant", reasoning_content: "Hm.", content: "Hello" } }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
      venice_parameters: { web_search_citations: [{ url: "https://a.invalid", title: "A" }] },
    });
    expect(isAnswer).toBe(true);
    expect(types(answering.take())).toEqual(["reasoning", "content", "citations", "usage", "finish"]);
    expect(answering.answer()).toMatchObject({ content: "Hello", finishReason: "stop" });
  });

  test("may hold calls", () => {
    const call = { id: "a", type: "function", function: { name: "f", arguments: "{}" } };
    const answering = reader();
    answering.readDocument({
      choices: [{ finish_reason: "tool_calls", message: { content: null, tool_calls: [call] } }],
    });
    expect(answering.answer().toolCalls).toEqual([call]);
  });

  test.each([
    ["nothing", {}],
    ["no choice", { choices: [] }],
    ["an error", { error: "No" }],
    ["a text", "Hello"],
  ])("with %s is none", (_, value) => {
    const answering = reader();
    expect(answering.readDocument(value)).toBe(false);
    expect(answering.take()).toEqual([]);
  });
});
