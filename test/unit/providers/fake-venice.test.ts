import { describe, expect, onTestFinished, test } from "vitest";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import { type FakeVenice, startFakeVenice } from "../../support/fake-venice.ts";
import { fakeVenice } from "./clients.ts";

/** What the other tests believe about Venice, they believe because this server says it. These are its own promises. */

const withKey = (key: string) => ({ authorization: `Bearer ${key}` });
const get = (fake: FakeVenice, path: string, headers: Record<string, string> = {}) =>
  fetch(fake.baseUrl + path, { headers });

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function chat(fake: FakeVenice, body: unknown, key: string = keys.good): Promise<Answer> {
  const response = await post(fake, body, key);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

function post(fake: FakeVenice, body: unknown, key: string = keys.good): Promise<Response> {
  return fetch(`${fake.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { ...withKey(key), "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const hello = { model: "llama-3.3-70b", messages: [{ role: "user", content: "Hello" }] };

describe("the lists", () => {
  test.each([
    ["nobody's key", unknownKeys.venice],
    ["no key", ""],
  ])("of models are public, to %s too", async (_, key) => {
    const fake = await fakeVenice();
    const response = await get(fake, "/models", key === "" ? {} : withKey(key));
    expect(response.status).toBe(200);
    expect(response.headers.get("cf-ray")).toMatch(/^[0-9a-f]{16}-CDG$/);
    expect(await response.json()).toMatchObject({ object: "list", type: "text" });
  });

  test.each([
    ["image", ["odd-painter"]],
    ["embedding", []],
    [
      "code",
      ["zai-org-glm-5-2", "claude-opus-5", "qwen3-coder-480b-a35b-instruct", "claude-opus-45", "grok-code-fast-1"],
    ],
  ])("of type %s", async (type, ids) => {
    const fake = await fakeVenice();
    const { data } = (await (await get(fake, `/models?type=${type}`)).json()) as { data: { id: string }[] };
    expect(data.map((row) => row.id)).toEqual(ids);
  });

  test("of no known type are refused", async () => {
    const fake = await fakeVenice();
    const response = await get(fake, "/models?type=bogus");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "Invalid request parameters", issues: [{ path: ["type"] }] });
    expect((await get(fake, "/models/compatibility_mapping?type=all")).status).toBe(400);
  });

  test("of traits and of aliases name models", async () => {
    const fake = await fakeVenice();
    expect(await (await get(fake, "/models/traits?type=text")).json()).toMatchObject({
      data: { default: "zai-org-glm-5-2", default_code: "qwen3-coder-480b-a35b-instruct" },
    });
    expect(await (await get(fake, "/models/compatibility_mapping")).json()).toMatchObject({
      data: { "gpt-4o": "llama-3.3-70b" },
    });
  });
});

describe("access", () => {
  test("without credentials is an offer to pay, not a 401", async () => {
    const fake = await fakeVenice();
    for (const path of ["/api_keys/rate_limits", "/api_keys", "/billing/balance"]) {
      const response = await get(fake, path);
      expect(response.status).toBe(402);
      expect(await response.json()).toMatchObject({ x402Version: 2, error: "Authentication required" });
      expect(response.headers.get("payment-required")).not.toBeNull();
    }
  });

  test("to the account is for admin keys", async () => {
    const fake = await fakeVenice();
    for (const path of ["/api_keys", "/billing/balance"]) {
      expect((await get(fake, path, withKey(keys.admin))).status).toBe(200);
      const refused = await get(fake, path, withKey(keys.good));
      expect([refused.status, await refused.json()]).toEqual([401, { error: "Admin API key required" }]);
    }
    expect((await get(fake, "/billing/usage")).status).toBe(410);
  });
});

describe("a chat request that is refused", () => {
  test.each([
    ["no JSON", "{", 400, "Invalid JSON request"],
    ["no model", { messages: hello.messages }, 400, "model is required"],
    ["a number for a model", { ...hello, model: 7 }, 400, "model must be a string"],
    ["an unknown key", { ...hello, thinking: true }, 400, "Invalid request parameters"],
    ["a null", { ...hello, seed: null }, 400, "Invalid request parameters"],
    ["no messages", { ...hello, messages: [] }, 400, "Invalid request parameters"],
    [
      "too long an answer",
      { ...hello, max_completion_tokens: 8192 },
      400,
      "max_completion_tokens (8192) exceeds the maximum allowed for model 'llama-3.3-70b' (4096)",
    ],
    [
      "tools for a model without",
      { ...hello, model: "venice-uncensored", tools: [{}] },
      400,
      "tools is not supported by model 'venice-uncensored'",
    ],
    [
      "an offline model",
      { ...hello, model: "odd-offline-8b" },
      503,
      "The model is temporarily offline. Please try again later.",
    ],
    ["a beta model of others", { ...hello, model: "odd-beta-access-8b" }, 404, expect.stringContaining("not found")],
  ])("for %s", async (_, body, status, error) => {
    const fake = await fakeVenice();
    expect(await chat(fake, body)).toMatchObject({ status, body: { error } });
  });

  test("once too often uses up the budget of that key and model, and of no other", async () => {
    const clock = { now: 1_800_000_000_000 };
    const fake = await fakeVenice({ now: () => clock.now });
    for (let at = 0; at <= 50; at += 1) expect((await chat(fake, { ...hello, seed: null })).status).toBe(400);
    const refused = await chat(fake, hello);
    expect(refused).toMatchObject({
      status: 429,
      body: { customMessage: expect.stringContaining("Too many failed attempts (> 50)") },
    });
    expect(refused.headers.get("x-ratelimit-resets")).toBe("1800000030000");
    expect((await chat(fake, { ...hello, model: "qwen3-4b" })).status).toBe(200);
    expect((await chat(fake, hello, keys.admin)).status).toBe(200);
    clock.now += 30_000;
    expect((await chat(fake, hello)).status).toBe(200);
  });
});

describe("a chat request that is answered", () => {
  test.each([
    ["a trait", "default", "zai-org-glm-5-2"],
    ["an alias", "gpt-4o", "llama-3.3-70b"],
    ["settings after its id", "llama-3.3-70b:enable_web_search=on", "llama-3.3-70b"],
  ])("may name %s", async (_, model, answering) => {
    const fake = await fakeVenice();
    const { body, headers } = await chat(fake, { ...hello, model });
    expect(body).toMatchObject({ object: "chat.completion", model: answering, usage: { total_tokens: 19 } });
    expect(headers.get("x-venice-model-id")).toBe(answering);
    expect(Number(headers.get("x-ratelimit-reset-requests"))).toBeGreaterThan(1e12);
  });

  test("is warned of a model's retirement", async () => {
    const fake = await fakeVenice();
    const { headers } = await chat(fake, { ...hello, model: "odd-retiring-8b" });
    expect(headers.get("x-venice-model-deprecation-warning")).toContain("qwen3-next-80b");
  });
});

describe("a stream", () => {
  const stream = async (fake: FakeVenice, rest: object = {}) => {
    const text = await (await post(fake, { ...hello, stream: true, ...rest })).text();
    const data = text.split("\n\n").flatMap((frame) => (frame.startsWith("data: ") ? [frame.slice(6)] : []));
    return { text, end: data.at(-1), chunks: data.filter((line) => line !== "[DONE]").map((line) => JSON.parse(line)) };
  };
  const joined = (chunks: { choices?: { delta: Record<string, string> }[] }[], field: string) =>
    chunks.map((chunk) => chunk.choices?.[0]?.delta[field] ?? "").join("");

  test("thinks first, then answers, then tells the usage without a choice", async () => {
    const fake = await fakeVenice({ chat: { reasoning: "Let me see.", reply: "Yes, I  am." } });
    const { chunks, end } = await stream(fake);
    expect(joined(chunks, "reasoning_content")).toBe("Let me see.");
    expect(joined(chunks, "content")).toBe("Yes, I  am.");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 19 } });
    expect(end).toBe("[DONE]");
  });

  test("tells the usage in all the ways that have been seen", async () => {
    const fake = await fakeVenice();
    const last = async (usage: FakeVenice["chat"]["usage"], rest?: object) => {
      fake.chat = { ...fake.chat, usage };
      return (await stream(fake, rest)).chunks.at(-1);
    };
    expect(await last("without-choices")).not.toHaveProperty("choices");
    expect(await last("never")).not.toHaveProperty("usage");
    expect(await last("when-asked")).not.toHaveProperty("usage");
    expect(await last("when-asked", { stream_options: { include_usage: true } })).toHaveProperty("usage");
  });

  test("calls a tool piece by piece", async () => {
    const fake = await fakeVenice({ chat: { toolCalls: [{ name: "weather", arguments: '{"city":"Venice"}' }] } });
    const { chunks } = await stream(fake, { tools: [{ type: "function", function: { name: "weather" } }] });
    const calls = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(calls[0]).toMatchObject({ id: "call_0", function: { name: "weather" } });
    expect(calls.map((call) => call.function.arguments).join("")).toBe('{"city":"Venice"}');
    expect(chunks.at(-2).choices[0].finish_reason).toBe("tool_calls");
  });

  test("may break off with an error inside it, or without a word", async () => {
    const fake = await fakeVenice({ chat: { ending: "error", comments: true } });
    const { text, chunks, end } = await stream(fake);
    expect(text).toContain(": keep-alive\n\n");
    expect(chunks.at(-1)).toMatchObject({ error: { code: "model_overloaded", retry_after: 30 } });
    expect(end).toBe("[DONE]");
    fake.chat = { ...fake.chat, ending: "cut" };
    await expect(stream(fake)).rejects.toThrow();
  });
});

test("a request that nobody has a reason to make is refused, and remembered", async () => {
  const fake = await startFakeVenice();
  onTestFinished(() => fake.close());
  expect((await get(fake, "/v2/models")).status).toBe(404);
  expect(fake.unexpected).toEqual(["GET /v2/models"]);
});
