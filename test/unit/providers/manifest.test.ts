import { manifests } from "virtual:templates";
import { describe, expect, test } from "vitest";
import { keys } from "../../support/fake-venice/keys.ts";
import { acmeRows, pageRows } from "../../support/fake-venice/rows.ts";
import { complaints } from "./json-schema.ts";
import { acme, schema, venice } from "./manifests.ts";

describe.each([...manifests, acme])("the manifest of $id", (manifest) => {
  test("satisfies the schema", () => {
    expect(complaints(manifest, schema)).toEqual([]);
  });

  test("names no model that it does not list, and lists none twice", () => {
    const ids = manifest.models.map((model) => model.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(manifest.defaultModel);
    for (const recommendation of manifest.recommendations) expect(ids).toContain(recommendation.model);
  });

  test("counts as admin prefixes only prefixes it knows, and tells every use case apart", () => {
    for (const prefix of manifest.auth.adminPrefixes) expect(manifest.auth.prefixes).toContain(prefix);
    const useCases = manifest.recommendations.map((recommendation) => recommendation.useCase);
    expect(new Set(useCases).size).toBe(useCases.length);
  });
});

describe("the schema", () => {
  const { auth, ...withoutAuth } = venice;
  test.each([
    ["a missing part", withoutAuth, "$.auth: is missing"],
    ["an unknown part", { ...venice, apiKey: "x" }, "$.apiKey: is unknown"],
    ["another protocol", { ...venice, api: "openai-responses" }, "$.api: is none of openai-completions"],
    ["a base URL that ends in a slash", { ...venice, baseUrl: "https://api.venice.ai/" }, "$.baseUrl: does not match"],
    ["a base URL without encryption", { ...venice, baseUrl: "http://api.venice.ai" }, "$.baseUrl: does not match"],
    ["a flag without dashes", { ...venice, auth: { ...auth, flag: "key" } }, "$.auth.flag: does not match"],
    ["a title without English", { ...venice, hint: { fr: "inférence" } }, "$.hint.en: is missing"],
    ["half a token", { ...venice, models: [{ ...venice.models[0], maxTokens: 0.5 }] }, "$.models[0].maxTokens: is not"],
    ["no models", { ...venice, models: [] }, "$.models: has fewer than 1 items"],
    ["an invented privacy", { ...venice, models: [{ ...venice.models[0], privacy: "public" }] }, "$.models[0].privacy"],
  ])("refuses %s", (_, manifest, complaint) => {
    expect(complaints(manifest, schema).join("\n")).toContain(complaint);
  });
});

describe("the manifest of Venice", () => {
  // One row a model, in the words of https://docs.openclaw.ai/providers/venice.
  const page = `
    llama-3.3-70b                  | Llama 3.3 70B           | private    | 131072 | general
    llama-3.2-3b                   | Llama 3.2 3B            | private    | 131072 | general
    hermes-3-llama-3.1-405b        | Hermes 3 Llama 3.1 405B | private    | 131072 | general
    qwen3-235b-a22b-thinking-2507  | Qwen3 235B Thinking     | private    | 131072 | reasoning
    qwen3-235b-a22b-instruct-2507  | Qwen3 235B Instruct     | private    | 131072 | general
    qwen3-coder-480b-a35b-instruct | Qwen3 Coder 480B        | private    | 262144 | code
    qwen3-next-80b                 | Qwen3 Next 80B          | private    | 262144 | general
    qwen3-vl-235b-a22b             | Qwen3 VL 235B           | private    | 262144 | vision
    qwen3-4b                       | Venice Small (Qwen3 4B) | private    |  32768 | reasoning
    deepseek-v3.2                  | DeepSeek V3.2           | private    | 163840 | reasoning
    venice-uncensored              | Venice Uncensored       | private    |  32768 | uncensored
    mistral-31-24b                 | Venice Medium (Mistral) | private    | 131072 | vision
    google-gemma-3-27b-it          | Gemma 3 27B Instruct    | private    | 202752 | vision
    openai-gpt-oss-120b            | OpenAI GPT OSS 120B     | private    | 131072 | general
    zai-org-glm-4.7                | GLM 4.7                 | private    | 202752 | reasoning
    claude-opus-45                 | Claude Opus 4.5         | anonymized | 202752 | reasoning vision
    claude-sonnet-45               | Claude Sonnet 4.5       | anonymized | 202752 | reasoning vision
    openai-gpt-52                  | GPT-5.2                 | anonymized | 262144 | reasoning
    openai-gpt-52-codex            | GPT-5.2 Codex           | anonymized | 262144 | reasoning vision
    gemini-3-pro-preview           | Gemini 3 Pro            | anonymized | 202752 | reasoning vision
    gemini-3-flash-preview         | Gemini 3 Flash          | anonymized | 262144 | reasoning vision
    grok-41-fast                   | Grok 4.1 Fast           | anonymized | 262144 | reasoning vision
    grok-code-fast-1               | Grok Code Fast 1        | anonymized | 262144 | reasoning code
    kimi-k2-thinking               | Kimi K2 Thinking        | anonymized | 262144 | reasoning
    minimax-m21                    | MiniMax M2.1            | anonymized | 202752 | reasoning`;

  test("has the 25 models of the page, in its order", () => {
    const rows = page.trim().split("\n");
    expect(rows).toHaveLength(25);
    const stated = venice.models.map((model) => {
      const can = (["reasoning", "vision", "code", "uncensored"] as const).filter((ability) => model[ability]);
      return [model.id, model.name, model.privacy, String(model.contextWindow), can.join(" ") || "general"];
    });
    expect(stated).toEqual(rows.map((row) => row.split("|").map((cell) => cell.trim())));
  });

  test("asks no model for a longer answer than Venice gives", () => {
    const limits = new Map(venice.models.map((model) => [model.id, model.maxTokens]));
    expect(limits.get("llama-3.3-70b")).toBe(4096);
    expect(limits.get("llama-3.2-3b")).toBe(4096);
    expect([...limits.values()].filter((limit) => limit === 8192)).toHaveLength(23);
  });

  test("recommends the page's model for each of its eight use cases, in English and French", () => {
    expect(venice.defaultModel).toBe("llama-3.3-70b");
    expect(venice.recommendations.map(({ title, model }) => `${title.en}: ${model}`)).toEqual([
      "General chat: llama-3.3-70b",
      "Best overall quality: claude-opus-45",
      "Privacy + Claude quality: claude-opus-45",
      "Coding: qwen3-coder-480b-a35b-instruct",
      "Vision tasks: qwen3-vl-235b-a22b",
      "Uncensored: venice-uncensored",
      "Fast + cheap: qwen3-4b",
      "Complex reasoning: deepseek-v3.2",
    ]);
    for (const { title, reason } of venice.recommendations) {
      expect([title.fr, reason.fr]).not.toContain(undefined);
      expect(title.fr).not.toBe(title.en);
    }
  });

  test("knows every form of key that Venice has issued", () => {
    const prefixOf = (key: string) => venice.auth.prefixes.find((prefix) => key.startsWith(prefix));
    expect([keys.page, keys.good, keys.hyphens, keys.admin].map(prefixOf)).toEqual([
      "vapi_",
      "VENICE_INFERENCE_KEY_",
      "VENICE-INFERENCE-KEY-",
      "VENICE_ADMIN_KEY_",
    ]);
    expect(venice.auth.adminPrefixes).toEqual(["VENICE_ADMIN_KEY_", "VENICE-ADMIN-KEY-"]);
  });
});

test("the fake servers list what the manifests name", () => {
  expect(pageRows.map((row) => row.id)).toEqual(venice.models.map((model) => model.id));
  expect(acmeRows.map((row) => row.id)).toEqual(acme.models.map((model) => model.id));
});
