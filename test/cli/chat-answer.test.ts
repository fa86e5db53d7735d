import { describe, expect, test } from "vitest";
import { asked, chat, chatHome, sent } from "../support/chatting.ts";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { dotenvPath, expectHidden } from "../support/onboarding.ts";
import { venice } from "../support/run.ts";
import { strippingProxy } from "../support/stripping-proxy.ts";

const reply = "Hello! Yes, I am working.";

describe("the answer", () => {
  test.each([
    ["as it comes", []],
    ["in one piece", ["--no-stream"]],
  ])("is all that is on stdout: %s", async (_, flags) => {
    const server = await venice({ chat: { reasoning: "Let me see.", reply: "One.\n\nTwo.\n" } });
    const result = await chat(server, [...flags, "Hello"]);
    expect(result).toMatchObject({ code: 0, stdout: "One.\n\nTwo.\n", stderr: "" });
    expect(sent(server).stream).toBe(flags.length === 0);
  });

  test("is written as it is where no terminal is", async () => {
    const hostile = "\u001b[31mred\u001b[0m \u202e\u0007";
    const server = await venice({ chat: { reply: hostile } });
    expect((await chat(server, ["Hello"])).stdout).toBe(`${hostile}\n`);
  });

  test("that was cut by its length says so", async () => {
    const server = await venice({ chat: { finishReason: "length" } });
    const result = await chat(server, ["--max-tokens", "5", "Hello"]);
    expect(result).toMatchObject({ code: 0, stdout: `${reply}\n`, stderr: expect.stringContaining("--max-tokens") });
  });

  test("that was cut by a content filter says so", async () => {
    const server = await venice({ chat: { finishReason: "content_filter" } });
    const result = await chat(server, ["Hello"]);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining("content filter") });
  });

  test("that is empty says so", async () => {
    const server = await venice({ chat: { reply: "" } });
    const result = await chat(server, ["Hello"]);
    expect(result).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("venice/llama-3.3-70b answered nothing."),
    });
  });

  test("may be longer than is asked for, which is lowered and said", async () => {
    const server = await venice();
    const result = await chat(server, ["--max-tokens", "8192", "Hello"]);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining("answers of 4096 tokens at most") });
    expect(sent(server).max_completion_tokens).toBe(4096);
  });
});

describe("beside the answer", () => {
  test("--reasoning shows what the model thinks, on stderr", async () => {
    const server = await venice({ chat: { reasoning: "Let me see." } });
    const result = await chat(server, ["--reasoning", "Hello"]);
    expect(result).toMatchObject({ stdout: `${reply}\n`, stderr: "Let me see.\n\n" });
  });

  test("--usage tells tokens, cost and speed, on stderr", async () => {
    const server = await venice();
    const result = await chat(server, ["--usage", "Hello"]);
    expect(result.stdout).toBe(`${reply}\n`);
    expect(result.stderr).toMatch(/^12 tokens in · 7 tokens out · \$0\.000028 · .*to the first token\n$/);
  });

  test("--usage of a stream that tells nothing says so", async () => {
    const server = await venice({ chat: { usage: "never" } });
    expect((await chat(server, ["--usage", "Hello"])).stderr).toContain("was not told");
  });

  test("--debug says which requests are made, without the key", async () => {
    const server = await venice();
    const result = await chat(server, ["--debug", "Hello"]);
    expect(result.stderr).toMatch(/GET .*\/models 200 .*\nPOST .*\/chat\/completions 200 /);
    expectHidden(keys.good, result, [dotenvPath]);
  });
});

test("--json has cost, request id and what the model wants back, and warnings", async () => {
  const server = await venice({ chat: { reasoning: "Hm." } });
  const { stdout } = await chat(server, ["--json", "--max-tokens", "9999", "Hello"]);
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    model: "venice/llama-3.3-70b",
    content: reply,
    reasoning: "Hm.",
    toolCalls: [],
    citations: [],
    usage: { prompt: 12, completion: 7, cached: 0, cacheWritten: 0, reasoning: 5 },
    cost: 0.000028,
    finishReason: "stop",
    requestId: expect.stringMatching(/-CDG$/),
    timings: { firstToken: expect.any(Number), total: expect.any(Number) },
    message: { role: "assistant", content: reply, reasoning_content: "Hm." },
    warnings: [expect.stringContaining("4096")],
  });
});

describe("--image", () => {
  const png = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
  const home = () => chatHome({ files: { "photo.jpg": png } });

  test("sends files and addresses along, in their order", async () => {
    const server = await venice();
    const flags = ["--image", "photo.jpg", "--image", "https://a.invalid/b.png", "--model", "claude-opus-5"];
    expect((await chat(server, [...flags, "What is it?"], { home: home() })).code).toBe(0);
    expect(sent(server).messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${png.toString("base64")}` } },
          { type: "image_url", image_url: { url: "https://a.invalid/b.png" } },
        ],
      },
    ]);
  });

  test("of a model without vision: exit 2, with one that has it", async () => {
    const server = await venice();
    const result = await chat(server, ["--image", "photo.jpg", "What is it?"], { home: home() });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("--model venice/qwen3-vl-235b-a22b") });
    expect(asked(server)).toEqual([]);
  });

  test("that is none: exit 2", async () => {
    const server = await venice();
    const result = await chat(server, ["--image", dotenvPath, "--model", "claude-opus-5", "What?"]);
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("no image of a kind that models read") });
    expect(asked(server)).toEqual([]);
  });
});

describe("--response-format", () => {
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const home = () => chatHome({ files: { "schema.json": JSON.stringify(schema) } });

  test("a good answer is printed once it has passed", async () => {
    const server = await venice({ chat: { reply: '{"city": "Venice"}' } });
    const result = await chat(server, ["--response-format", "schema.json", "Where?"], { home: home() });
    expect(result).toMatchObject({ code: 0, stdout: '{"city": "Venice"}\n', stderr: "" });
    expect(sent(server).response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "answer", strict: true, schema },
    });
  });

  test("any JSON will do for json", async () => {
    const server = await venice({ chat: { reply: "[1]" } });
    expect(await chat(server, ["--response-format", "json", "Count."])).toMatchObject({ code: 0, stdout: "[1]\n" });
    expect(sent(server).response_format).toEqual({ type: "json_object" });
  });

  test.each([
    ["that is no JSON", "json", "Sure! Here you are.", "The answer is not JSON"],
    ["that is not what the schema wants", "schema.json", '{"town": "Venice"}', "not what the schema wants"],
  ])("a bad answer %s: exit 5, shown on stderr, and nothing on stdout", async (_, format, bad, message) => {
    const server = await venice({ chat: { reply: bad } });
    const result = await chat(server, ["--response-format", format, "Where?"], { home: home() });
    expect(result).toMatchObject({ code: 5, stdout: "" });
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(bad);
  });

  test("a bad answer with --json is a failure in JSON", async () => {
    const server = await venice({ chat: { reply: "Sure!" } });
    const { code, stdout } = await chat(server, ["--response-format", "json", "--json", "Where?"]);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: "answer-not-json", message: expect.stringContaining("Sure!") },
    });
  });

  test("a schema that is none: exit 2, and nothing is sent", async () => {
    const server = await venice();
    const files = { "bad.json": "[]" };
    const result = await chat(server, ["--response-format", "bad.json", "Where?"], { home: chatHome({ files }) });
    expect(result.code).toBe(2);
    expect(asked(server)).toEqual([]);
  });
});

describe("--tools", () => {
  const definitions = [
    { type: "function", function: { name: "weather" } },
    { type: "function", function: { name: "time" } },
  ];
  const toolCalls = [
    { name: "weather", arguments: '{"city":"Venice"}', thought_signature: "c2ln" },
    { name: "time", arguments: '{"zone":"Europe/Rome"}' },
  ];
  const calls = [
    {
      thought_signature: "c2ln",
      id: "call_0",
      type: "function",
      function: { name: "weather", arguments: '{"city":"Venice"}' },
    },
    { id: "call_1", type: "function", function: { name: "time", arguments: '{"zone":"Europe/Rome"}' } },
  ];
  const home = (files: object = {}) => chatHome({ files: { "tools.json": JSON.stringify(definitions), ...files } });

  test.each([[[]], [["--no-stream"]]])(
    "are sent; calls made at once are put together, printed, and not run (%j)",
    async (flags) => {
      const server = await venice({ chat: { toolCalls } });
      const result = await chat(server, [...flags, "--tools", "tools.json", "Weather?"], { home: home() });
      expect(result).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(result.stdout)).toEqual(calls);
      expect(sent(server).tools).toEqual(definitions);
      expect(asked(server)).toHaveLength(1);
    },
  );

  test("may be answered without a call", async () => {
    const server = await venice();
    const result = await chat(server, ["--tools", "tools.json", "Hello"], { home: home() });
    expect(result.stdout).toBe(`${reply}\n`);
  });

  test("of a model that calls none: exit 2, with one that does", async () => {
    const server = await venice();
    const flags = ["--tools", "tools.json", "--model", "venice-uncensored"];
    const result = await chat(server, [...flags, "Weather?"], { home: home() });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("One that does: --model venice/") });
    expect(asked(server)).toEqual([]);
  });

  test("what was printed goes on with --tool-results, once every call has its result", async () => {
    const server = await venice({ chat: { toolCalls } });
    const first = await chat(server, ["--tools", "tools.json", "Weather?"], { home: home() });
    const results = (JSON.parse(first.stdout) as object[]).map((call) => ({ ...call, result: "sunny" }));
    server.chat = { ...server.chat, toolCalls: [] };
    const files = { "results.json": JSON.stringify(results) };
    const flags = ["--tools", "tools.json", "--tool-results", "results.json"];
    expect(await chat(server, [...flags, "Weather?"], { home: home(files) })).toMatchObject({
      code: 0,
      stdout: `${reply}\n`,
    });
    expect(sent(server).messages).toEqual([
      { role: "user", content: "Weather?" },
      { role: "assistant", tool_calls: calls },
      { role: "tool", tool_call_id: "call_0", content: "sunny" },
      { role: "tool", tool_call_id: "call_1", content: "sunny" },
    ]);
  });

  test("and so does the document of --json, with what the model thought", async () => {
    const server = await venice({ chat: { toolCalls, reasoning: "Let me look." } });
    const first = await chat(server, ["--json", "--tools", "tools.json", "Weather?"], { home: home() });
    const document = JSON.parse(first.stdout);
    for (const call of document.toolCalls) call.result = { degrees: 21 };
    const files = { "turn.json": JSON.stringify(document) };
    await chat(server, ["--tools", "tools.json", "--tool-results", "turn.json", "Weather?"], { home: home(files) });
    expect(sent(server).messages).toEqual([
      { role: "user", content: "Weather?" },
      { role: "assistant", reasoning_content: "Let me look.", tool_calls: calls },
      { role: "tool", tool_call_id: "call_0", content: '{"degrees":21}' },
      { role: "tool", tool_call_id: "call_1", content: '{"degrees":21}' },
    ]);
  });
});

describe("--max-cost", () => {
  test("refuses what may cost more, and nothing is sent", async () => {
    const server = await venice();
    const result = await chat(server, ["--max-cost", "0.001", "--model", "claude-opus-5", "Hello"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(
      /may cost up to \$3\.84 with venice\/claude-opus-5, more than --max-cost allows \(\$0\.001\)/,
    );
    expect(result.stderr).toMatch(/--max-tokens \d+$/m);
    expect(asked(server)).toEqual([]);
  });

  test("lets pass what cannot, and makes sure of it", async () => {
    const server = await venice();
    expect((await chat(server, ["--max-cost", "0.02", "Hello"])).code).toBe(0);
    expect(sent(server).max_completion_tokens).toBe(4096);
  });
});

describe("what the provider refuses, in words of ours and of its own", () => {
  const cases: readonly (readonly [string, Parameters<typeof venice>[0], readonly string[], number, string, string])[] =
    [
      [
        "an unknown key",
        {},
        [unknownKeys.venice],
        4,
        "rejected the key in ~/.openclaw/.env: Authentication failed.",
        "Make a new key at https://venice.ai/settings/api",
      ],
      [
        "a model of another plan",
        { chat: { refusal: "not-for-everybody" } },
        [],
        4,
        "only available to Pro users",
        "--model venice/",
      ],
      [
        "no funds",
        {},
        [keys.noFunds],
        4,
        "Insufficient USD or Diem balance",
        "Add credits at https://venice.ai/settings/api",
      ],
      ["no funds in a wallet", { chat: { refusal: "wallet" } }, [], 4, "Payment required", "Add credits"],
      [
        "a key at its limit",
        {},
        [keys.spendLimit],
        4,
        "reached its own spending limit",
        "Raise the limit at https://venice.ai/settings/api",
      ],
      ["a country", { chat: { refusal: "not-in-this-country" } }, [], 4, "unavailable in Atlantis", "--model venice/"],
      ["access", { chat: { refusal: "forbidden" } }, [], 4, "API access is disabled", "https://venice.ai/settings/api"],
      [
        "a model that was retired",
        { chat: { refusal: "deprecated" } },
        [],
        2,
        "has been deprecated",
        "--model venice/qwen3-next-80b",
      ],
      ["a wrong address", { chat: { refusal: "no-such-page" } }, [], 5, "Not found", "--base-url"],
      ["a retired endpoint", { chat: { refusal: "retired" } }, [], 5, "This endpoint has been retired", "npm install"],
      ["too large a request", { chat: { refusal: "too-large" } }, [], 5, "exceeds the maximum allowed size", "--image"],
      ["what it says", { chat: { refusal: "content-policy" } }, [], 5, "violates the content policy", "other words"],
      [
        "too long a conversation",
        { chat: { refusal: "context-length" } },
        [],
        5,
        "does not fit into venice/llama-3.3-70b",
        "--model venice/",
      ],
      [
        "by the model's owner",
        { chat: { refusal: "upstream" } },
        [],
        5,
        "Invalid arguments passed to the model",
        "--model venice/",
      ],
      ["too many requests", { chat: { refusal: "rate-limited" } }, [], 5, "Rate limit exceeded", "Wait 60 seconds"],
      ["an overloaded model", { chat: { refusal: "overloaded" } }, [], 5, "is overloaded", "Wait 30 seconds"],
      [
        "a model that fails",
        { chat: { refusal: "inference-failed" } },
        [],
        5,
        "Inference processing failed",
        "--model venice/",
      ],
      [
        "a gateway that fails",
        { chat: { refusal: "gateway" } },
        [],
        5,
        "A gateway between here and venice/llama-3.3-70b failed",
        "https://status.venice.ai",
      ],
      [
        "a model that is offline",
        { chat: { refusal: "offline" } },
        [],
        5,
        "is offline at the moment",
        "https://status.venice.ai",
      ],
      [
        "a model at capacity",
        { chat: { refusal: "at-capacity" } },
        [],
        5,
        "has no room for another request",
        "--model venice/",
      ],
      ["a model that takes too long", { chat: { refusal: "too-slow" } }, [], 5, "gave up waiting", "--no-stream"],
    ];

  test.each(cases)("%s", async (_, options, [key = keys.good], code, message, hint) => {
    const server = await venice(options);
    // A short time limit makes the waits between tries short, and longer waits impossible.
    const result = await chat(server, ["--timeout", "5", "Hello"], { home: chatHome({ key }) });
    expect(result).toMatchObject({ code, stdout: "" });
    const words = result.stderr.slice(result.stderr.indexOf("✖"));
    expect(words).toContain(message);
    expect(words).toContain(hint);
    expectHidden(key, result, [dotenvPath]);
  });

  test("an anonymized model, for a key that is for private ones", async () => {
    const server = await venice({ mode: ({ method }) => (method === "GET" ? "error-500" : undefined) });
    const flags = ["--timeout", "5", "--model", "claude-opus-45"];
    const result = await chat(server, [...flags, "Hello"], { home: chatHome({ key: keys.privateOnly }) });
    expect(result).toMatchObject({ code: 4, stderr: expect.stringContaining("This key is for private models only") });
    expect(result.stderr).toMatch(/Take a private model: --model venice\/\S+\. /);
  });

  test("an answer longer than the list knew it may be", async () => {
    const server = await venice({ mode: ({ method }) => (method === "GET" ? "empty-list" : undefined) });
    const result = await chat(server, ["--max-tokens", "5000", "Hello"]);
    expect(result).toMatchObject({ code: 5, stderr: expect.stringContaining("Ask for less: --max-tokens 4096") });
  });

  test("a request that lost its key on the way", async () => {
    const server = await venice();
    const result = await chat({ baseUrl: await strippingProxy(server.baseUrl) }, ["Hello"]);
    expect(result).toMatchObject({ code: 4, stderr: expect.stringContaining("The key never arrived") });
    expect(result.stderr).toContain("check HTTPS_PROXY and --base-url");
  });

  test("a key whose requests have failed too often", async () => {
    const server = await venice();
    const post = () =>
      fetch(`${server.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${keys.good}`, "content-type": "application/json" },
        body: JSON.stringify({ model: "llama-3.3-70b", messages: [{ role: "user", content: "x" }], seed: null }),
      });
    for (let count = 0; count <= 50; count += 1) await post();
    const result = await chat(server, ["--timeout", "5", "Hello"]);
    expect(result).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("Too many requests of this key have failed"),
    });
    expect(result.stderr).toMatch(/Wait \d+ seconds and run the command again\./);
  });
});

describe("an answer that breaks off", () => {
  test.each([
    [
      "with an error",
      { ending: "error" },
      "The answer broke off: The model is currently overloaded",
      "Wait 30 seconds",
    ],
    ["with a cut connection", { ending: "cut" }, "The answer broke off: ", "Try again"],
    ["without a word", { ending: "halfway" }, "The answer stopped before it was finished", "Run the command again"],
  ] as const)("%s: exit 5, and what had come is there", async (_, script, message, hint) => {
    const server = await venice({ chat: script });
    const result = await chat(server, ["Hello"]);
    expect(result).toMatchObject({ code: 5, stdout: "Hello! Yes,\n" });
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(hint);
    expect(asked(server)).toHaveLength(1);
  });

  test("names the request, for the provider's support", async () => {
    const server = await venice({ chat: { ending: "halfway" } });
    expect((await chat(server, ["Hello"])).stderr).toMatch(/\(request [0-9a-f]{16}-CDG\)/);
  });
});

describe("no answer", () => {
  const chatOnly = (mode: "web-page-200" | "broken-json" | "web-page-502") => ({
    mode: ({ method }: { method: string }) => (method === "POST" ? mode : undefined),
  });

  test.each([
    ["a web page", chatOnly("web-page-200"), "a web page came back from"],
    ["half a document", chatOnly("broken-json"), "answered something that cannot be read"],
    ["a gateway's page", chatOnly("web-page-502"), "A gateway between here"],
  ])("but %s: exit 5", async (_, options, message) => {
    const server = await venice(options);
    const result = await chat(server, ["--timeout", "5", "Hello"]);
    expect(result).toMatchObject({ code: 5, stdout: "", stderr: expect.stringContaining(message) });
  });

  test("but nobody at all: exit 5, said once the list could not be had either", async () => {
    const result = await chat({ baseUrl: "http://127.0.0.1:1" }, ["Hello"]);
    expect(result).toMatchObject({ code: 5, stdout: "" });
    expect(result.stderr).toContain("Venice AI could not be asked: 127.0.0.1:1 refused the connection.");
  });
});

test("a refusal that passes is waited for, and said", async () => {
  let refused = 0;
  const server = await venice({
    mode: ({ method }) => (method === "POST" && ++refused === 1 ? "error-503" : undefined),
  });
  const result = await chat(server, ["--timeout", "5", "Hello"]);
  expect(result).toMatchObject({ code: 0, stdout: `${reply}\n` });
  expect(result.stderr).toMatch(/^! The model is offline\. Trying again in 0\.\d s\. Ctrl-C leaves\.\n$/);
});
