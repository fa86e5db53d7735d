import { describe, expect, test } from "vitest";
import { chatBody } from "../../../../src/providers/chat-request.ts";
import type { ProviderManifest } from "../../../../src/providers/provider.ts";
import type { ChatOptions } from "../../../../src/wizard/chat/chat-options.ts";
import { buildRequest, type ChatParts, checkCost, isAboveCap } from "../../../../src/wizard/chat/request.ts";
import { refusalOf } from "../../../support/refusal.ts";
import { acme, venice } from "../../providers/manifests.ts";
import { model, plain } from "./chats.ts";

const parts: ChatParts = {
  message: "Hello",
  system: undefined,
  images: [],
  tools: undefined,
  earlier: [],
  results: [],
  format: undefined,
};
const llama = model("llama-3.3-70b");
const glm = model("zai-org-glm-5-2");

function bodyOf(
  options: Partial<ChatOptions>,
  given: Partial<ChatParts> = {},
  definition = llama,
  manifest: ProviderManifest = venice,
) {
  const request = buildRequest({ ...plain, ...options }, { ...parts, ...given }, definition, manifest);
  return chatBody(request, manifest, false);
}

describe("messages", () => {
  test("are the person's alone where nothing else is given", () => {
    expect(bodyOf({}).messages).toEqual([{ role: "user", content: "Hello" }]);
  });

  test("begin with the instructions, and end with the results of calls", () => {
    const results = [{ role: "tool", tool_call_id: "a", content: "sunny" }] as const;
    const messages = bodyOf({}, { system: "Be brief.", results }).messages as { role: string }[];
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "tool"]);
  });

  test("hold the images after the text", () => {
    const image = { type: "image_url", image_url: { url: "https://a.invalid/x.png" } } as const;
    expect(bodyOf({}, { images: [image] }).messages).toEqual([
      { role: "user", content: [{ type: "text", text: "Hello" }, image] },
    ]);
  });
});

describe("the provider's own fields come from its manifest", () => {
  test.each([
    ["web search off", { webSearch: "off" }, { enable_web_search: "off" }],
    ["web search on", { webSearch: "on" }, { enable_web_search: "on", enable_web_citations: true }],
    ["web search as needed", { webSearch: "auto" }, { enable_web_search: "auto" }],
    ["a character", { character: "alan-watts" }, { character_slug: "alan-watts" }],
    [
      "its own prompt",
      { ownPrompts: [{ provider: "venice", flag: "--venice-prompt" }] },
      { include_venice_system_prompt: true },
    ],
  ] as const)("%s", (_, options, expected) => {
    expect(bodyOf(options).venice_parameters).toMatchObject(expected);
  });

  test("thinking is switched off where there is thinking", () => {
    expect(bodyOf({ thinking: false }, {}, glm)).toMatchObject({ reasoning: { enabled: false } });
    expect(bodyOf({ thinking: false })).not.toHaveProperty("reasoning");
    expect(bodyOf({}, {}, glm)).not.toHaveProperty("reasoning");
  });

  test.each([
    ["--web-search", { webSearch: "on" }],
    ["--character", { character: "x" }],
    ["--no-thinking", { thinking: false }],
    ["--venice-prompt", { ownPrompts: [{ provider: "venice", flag: "--venice-prompt" }] }],
  ] as const)("%s is refused where they have none", async (flag, options) => {
    const refusal = await refusalOf(() => bodyOf(options, {}, model("rocket/skates-1", acme), acme));
    expect(refusal).toMatchObject({ code: "provider-lacks-option", exit: 2 });
    expect(refusal.message).toBe(`Acme Models has nothing that ${flag} stands for.`);
  });
});

describe("the length of the answer", () => {
  test("is what was asked for, up to what the provider gives", () => {
    expect(bodyOf({ maxTokens: 100 })).toMatchObject({ max_completion_tokens: 100 });
    expect(bodyOf({ maxTokens: 8192 })).toMatchObject({ max_completion_tokens: 4096 });
    expect(bodyOf({})).not.toHaveProperty("max_completion_tokens");
    expect([isAboveCap(4096, llama), isAboveCap(4097, llama)]).toEqual([false, true]);
  });

  test("is not lowered to a number that nobody but this program states", () => {
    const bare = model("odd-bare-8b");
    expect(bodyOf({ maxTokens: 50_000 }, {}, bare)).toMatchObject({ max_completion_tokens: 50_000 });
  });

  test("has a bound where the cost has one", () => {
    expect(bodyOf({ maxCost: 1 })).toMatchObject({ max_completion_tokens: 4096 });
  });
});

describe("--max-cost", () => {
  const check = (maxCost: number | undefined, options: Partial<ChatOptions> = {}, definition = llama) =>
    checkCost(
      buildRequest({ ...plain, maxCost, ...options }, parts, definition, venice),
      maxCost,
      definition,
      "venice/x",
    );

  test("lets pass what cannot cost more", () => {
    // 4,096 tokens at 2.80 USD per million are 0.0115 USD.
    expect(() => check(0.02)).not.toThrow();
    expect(() => check(undefined)).not.toThrow();
    expect(() => check(0.0005, { maxTokens: 100 })).not.toThrow();
    expect(() => check(0.000001, {}, model("odd-zero-price-8b"))).not.toThrow();
  });

  test("refuses what may, and says which length would pass", async () => {
    const refusal = await refusalOf(() => check(0.005));
    expect(refusal).toMatchObject({ code: "too-expensive", exit: 2 });
    expect(refusal.message).toContain("may cost up to $0.01");
    const [, tokens] = /--max-tokens (\d+)$/.exec(refusal.hint) ?? [];
    expect(() => check(0.005, { maxTokens: Number(tokens) })).not.toThrow();
    expect(() => check(0.005, { maxTokens: Number(tokens) + 2 })).toThrow();
  });

  test("refuses a question that alone costs more, and a price that nobody knows", async () => {
    expect((await refusalOf(() => check(0.000001))).hint).toContain("Send less");
    const unpriced = model("odd-without-pricing-8b");
    expect(await refusalOf(() => check(1, {}, unpriced))).toMatchObject({ code: "price-unknown", exit: 2 });
  });
});
