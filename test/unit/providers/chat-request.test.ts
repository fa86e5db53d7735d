import { expect, test } from "vitest";
import { type ChatRequest, chatBody } from "../../../src/providers/chat-request.ts";
import { acme, venice } from "./manifests.ts";

const request: ChatRequest = { model: "llama-3.3-70b", messages: [{ role: "user", content: "Hello" }] };

test("a body holds what was asked for and what the provider always wants, and nothing else", () => {
  expect(chatBody(request, venice, false)).toEqual({
    model: "llama-3.3-70b",
    messages: request.messages,
    stream: false,
    venice_parameters: { include_venice_system_prompt: false },
  });
  expect(chatBody(request, acme, true)).toEqual({
    model: "llama-3.3-70b",
    messages: request.messages,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test("what was not asked for has no key, not even for nothing", () => {
  const unasked = {
    temperature: undefined,
    maxTokens: undefined,
    seed: undefined,
    effort: undefined,
    tools: undefined,
  };
  const body = chatBody({ ...request, ...unasked, responseFormat: undefined, fields: undefined }, acme, false);
  expect(Object.keys(body)).toEqual(["model", "messages", "stream"]);
  expect(JSON.stringify(body)).not.toContain("null");
});

test("everything that can be asked for has the API's name", () => {
  const tools = [{ type: "function", function: { name: "f" } }] as const;
  const full: ChatRequest = {
    ...request,
    temperature: 0,
    maxTokens: 100,
    seed: 42,
    effort: "low",
    responseFormat: { type: "json_object" },
    tools,
  };
  expect(chatBody(full, acme, false)).toMatchObject({
    temperature: 0,
    max_completion_tokens: 100,
    seed: 42,
    reasoning_effort: "low",
    response_format: { type: "json_object" },
    tools,
  });
});

test("fields of the provider's own are merged, and the later ones count", () => {
  const fields = [
    { venice_parameters: { enable_web_search: "on", include_venice_system_prompt: true } },
    { venice_parameters: { character_slug: "alan-watts" }, reasoning: { enabled: false } },
  ];
  expect(chatBody({ ...request, fields }, venice, false)).toMatchObject({
    venice_parameters: { include_venice_system_prompt: true, enable_web_search: "on", character_slug: "alan-watts" },
    reasoning: { enabled: false },
  });
  expect(venice.chat?.parameters).toEqual({ venice_parameters: { include_venice_system_prompt: false } });
});
