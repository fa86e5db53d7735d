import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import { fakeVenice } from "./clients.ts";

/** The official client of the protocol talks to the fake server without noticing, so the fake speaks it as others do. */

const hello = { model: "llama-3.3-70b", messages: [{ role: "user" as const, content: "Hello" }] };
const tools = ["weather", "time"].map((name) => ({
  type: "function" as const,
  function: { name, parameters: { type: "object", properties: {} } },
}));
const toolCalls = [
  { name: "weather", arguments: '{"city":"Venice"}' },
  { name: "time", arguments: '{"zone":"Europe/Rome"}' },
];

async function openai(options?: Parameters<typeof fakeVenice>[0], apiKey: string = keys.good) {
  const { baseUrl } = await fakeVenice(options);
  return new OpenAI({ baseURL: baseUrl, apiKey, maxRetries: 0 });
}

test("the models are listed", async () => {
  const client = await openai();
  const ids: string[] = [];
  for await (const model of client.models.list()) ids.push(model.id);
  expect(ids).toContain("llama-3.3-70b");
});

describe("an answer", () => {
  test("in one piece", async () => {
    const client = await openai();
    const { choices, usage } = await client.chat.completions.create(hello);
    expect(choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "Hello! Yes, I am working." } });
    expect(usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 });
  });

  test("as a stream, with comments between its chunks", async () => {
    const client = await openai({ chat: { comments: true } });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe("Hello! Yes, I am working.");
  });

  test("put together by the package itself", async () => {
    const client = await openai({ chat: { usage: "when-asked" } });
    const stream = client.chat.completions.stream({ ...hello, stream_options: { include_usage: true } });
    expect(await stream.finalContent()).toBe("Hello! Yes, I am working.");
    expect(await stream.totalUsage()).toMatchObject({ completion_tokens: 7 });
  });
});

describe("calls that are made at once", () => {
  test("in one piece", async () => {
    const client = await openai({ chat: { toolCalls } });
    const { choices } = await client.chat.completions.create({ ...hello, tools });
    expect(choices[0]?.finish_reason).toBe("tool_calls");
    expect(choices[0]?.message.tool_calls).toMatchObject(toolCalls.map((called) => ({ function: called })));
  });

  test("as a stream", async () => {
    const client = await openai({ chat: { toolCalls } });
    const { choices } = await client.chat.completions.stream({ ...hello, tools }).finalChatCompletion();
    expect(choices[0]?.message.tool_calls).toMatchObject(toolCalls.map((called) => ({ function: called })));
  });
});

describe("a refusal is of the package's own class", () => {
  test("an unknown key", async () => {
    const client = await openai({}, unknownKeys.venice);
    await expect(client.chat.completions.create(hello)).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  test("an unknown model", async () => {
    const client = await openai();
    await expect(client.chat.completions.create({ ...hello, model: "x" })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  test("an overloaded model", async () => {
    const client = await openai({ chat: { refusal: "overloaded" } });
    await expect(client.chat.completions.create(hello)).rejects.toBeInstanceOf(OpenAI.RateLimitError);
  });

  test("an error in the middle of a stream", async () => {
    const client = await openai({ chat: { ending: "error" } });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    const read = async () => {
      for await (const _ of stream);
    };
    await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError);
  });
});
