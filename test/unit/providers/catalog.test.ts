import { describe, expect, test } from "vitest";
import { buildCatalog, catalogFromJson, catalogToJson } from "../../../src/providers/catalog.ts";
import type { ModelDefinition } from "../../../src/providers/provider.ts";
import { oddRows, otherRows, pageRows, realRows } from "../../support/fake-venice/rows.ts";
import { acme, venice } from "./manifests.ts";

const now = new Date("2026-11-22T12:00:00Z");
const fetchedAt = new Date("2026-11-22T11:59:00Z");

const live = (rows: readonly unknown[], manifest = venice) =>
  buildCatalog({ manifest, live: { rows, fetchedAt }, now });

/** The model that becomes of one row. */
function modelOf(row: unknown, manifest = venice): ModelDefinition {
  const [model] = live([row], manifest).models;
  if (!model) throw new Error("The row was left out");
  return model;
}

const withSpec = (model_spec: unknown, id = "new-model") => ({ id, object: "model", type: "text", model_spec });

describe("where the models come from", () => {
  test("without any list the manifest's models serve, and say so", () => {
    const catalog = buildCatalog({ manifest: venice, now });
    expect(catalog).toMatchObject({ source: "static", fetchedAt: undefined, skipped: 0 });
    expect(catalog.models.map((model) => model.id)).toEqual(venice.models.map((model) => model.id));
    expect(catalog.models[7]).toEqual({
      id: "qwen3-vl-235b-a22b",
      name: "Qwen3 VL 235B",
      privacy: "private",
      reasoning: false,
      input: ["text", "image"],
      contextWindow: 262144,
      maxTokens: 8192,
      maxTokensIsCap: false,
      cost: undefined,
      capabilities: { tools: undefined, vision: true, code: false, uncensored: false },
      status: { withheld: undefined, retiresAt: undefined, replacement: undefined, beta: false, traits: [] },
    });
  });

  test("a live list is the whole truth: what it lacks is gone, what it adds is there", () => {
    const catalog = live(realRows);
    expect(catalog).toMatchObject({ source: "live", fetchedAt, skipped: 0 });
    expect(catalog.models.map((model) => model.id)).toEqual(["zai-org-glm-5-2", "claude-opus-5", "e2ee-gemma-4-31b"]);
  });

  test("a cached list keeps its age, and retires what has been retired since", () => {
    const cached = live(oddRows);
    const later = buildCatalog({ manifest: venice, cached, now: new Date("2100-01-01T00:00:00Z") });
    expect(later).toMatchObject({ source: "cached", fetchedAt });
    const retiring = (models: readonly ModelDefinition[]) => models.find((model) => model.id === "odd-retiring-8b");
    expect(retiring(cached.models)?.status.withheld).toBeUndefined();
    expect(retiring(later.models)?.status.withheld).toBe("retired");
  });

  test("a live list outranks a cached one", () => {
    expect(
      buildCatalog({ manifest: venice, live: { rows: pageRows, fetchedAt }, cached: live(realRows), now }),
    ).toEqual(live(pageRows));
  });
});

describe("a row of Venice", () => {
  test("tells everything about a model", () => {
    expect(modelOf(realRows[1])).toEqual({
      id: "claude-opus-5",
      name: "Claude Opus 5",
      privacy: "anonymized",
      reasoning: true,
      input: ["text", "image"],
      contextWindow: 1000000,
      maxTokens: 128000,
      maxTokensIsCap: true,
      cost: { input: 6, output: 30, cacheRead: 0.6, cacheWrite: 7.5 },
      longPromptCost: undefined,
      efforts: [],
      maxImages: 10,
      capabilities: {
        tools: true,
        responseSchema: true,
        webSearch: true,
        vision: true,
        code: true,
        uncensored: false,
      },
      status: { withheld: undefined, retiresAt: undefined, replacement: undefined, beta: false, traits: [] },
    });
  });

  test("with nothing but an id takes careful values", () => {
    expect(modelOf({ id: "new-model" })).toEqual({
      id: "new-model",
      name: "new-model",
      privacy: "unknown",
      reasoning: false,
      input: ["text"],
      contextWindow: 32768,
      maxTokens: 4096,
      maxTokensIsCap: false,
      cost: undefined,
      capabilities: { tools: undefined, vision: false, code: false, uncensored: false },
      status: { withheld: undefined, retiresAt: undefined, replacement: undefined, beta: false, traits: [] },
    });
  });

  test("tells what a chat needs to know: efforts, images, and the price of a long prompt", () => {
    const withAbilities = (capabilities: object) => modelOf(withSpec({ capabilities }));
    expect(modelOf(realRows[0]).efforts).toEqual(["none", "high", "max"]);
    expect(withAbilities({ supportsReasoningEffort: true }).efforts).toBeUndefined();
    expect(withAbilities({ supportsReasoningEffort: true, reasoningEffortOptions: "low" }).efforts).toBeUndefined();
    expect(withAbilities({ supportsMultipleImages: false }).maxImages).toBe(1);
    expect(withAbilities({ supportsMultipleImages: true }).maxImages).toBeUndefined();
    const usd = (amount: number) => ({ usd: amount, diem: amount });
    const extended = { context_token_threshold: 200_000, input: usd(4.53), output: usd(13.6), cache_input: usd(0.68) };
    const pricing = { input: usd(2.27), output: usd(6.8), extended };
    expect(modelOf(withSpec({ pricing })).longPromptCost).toEqual({
      aboveTokens: 200_000,
      cost: { input: 4.53, output: 13.6, cacheRead: 0.68, cacheWrite: 4.53 },
    });
    expect(modelOf(withSpec({ pricing: { ...pricing, extended: { input: usd(1) } } })).longPromptCost).toBeUndefined();
  });

  test("with nothing but an id takes the manifest's word where it has one", () => {
    expect(modelOf({ id: "venice-uncensored" })).toMatchObject({
      name: "Venice Uncensored",
      privacy: "private",
      contextWindow: 32768,
      maxTokens: 8192,
      maxTokensIsCap: false,
      capabilities: { uncensored: true },
    });
    expect(modelOf({ id: "claude-opus-45" })).toMatchObject({ reasoning: true, input: ["text", "image"] });
  });

  test("outranks the manifest where it speaks", () => {
    const row = withSpec(
      { name: "Renamed", privacy: "private", availableContextTokens: 9000, capabilities: { supportsVision: false } },
      "claude-opus-45",
    );
    expect(modelOf(row)).toMatchObject({
      name: "Renamed",
      privacy: "private",
      contextWindow: 9000,
      input: ["text"],
      reasoning: true,
    });
  });

  test("of another provider, in OpenAI's plain form, is as good", () => {
    expect(
      modelOf({ id: "rocket/skates-1", object: "model", created: 1, owned_by: "acme", context_length: 65536 }, acme),
    ).toMatchObject({
      id: "rocket/skates-1",
      name: "Rocket Skates",
      privacy: "anonymized",
      contextWindow: 65536,
      maxTokens: 4096,
    });
  });

  test.each([
    ["a cap below the page's value", { maxCompletionTokens: 4096 }, { maxTokens: 4096, maxTokensIsCap: true }],
    ["a cap above it", { maxCompletionTokens: 65536 }, { maxTokens: 65536, maxTokensIsCap: true }],
    ["a cap of zero", { maxCompletionTokens: 0 }, { maxTokens: 8192, maxTokensIsCap: false }],
    ["a cap in words", { maxCompletionTokens: "4096" }, { maxTokens: 8192, maxTokensIsCap: false }],
    ["a window smaller than the answer", { availableContextTokens: 2048 }, { contextWindow: 2048, maxTokens: 2048 }],
    ["a window of half a token", { availableContextTokens: 0.5 }, { contextWindow: 131072 }],
    ["an endless window", { availableContextTokens: 1e300 }, { contextWindow: 131072 }],
  ])("with %s", (_, spec, expected) => {
    expect(modelOf(withSpec(spec, "mistral-31-24b"))).toMatchObject(expected);
  });

  const usd = (value: unknown) => ({ usd: value, diem: value });
  test.each([
    [
      "both prices",
      { input: usd(1.4), output: usd(4.4) },
      { input: 1.4, output: 4.4, cacheRead: 1.4, cacheWrite: 1.4 },
    ],
    ["prices of zero", { input: usd(0), output: usd(0) }, { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }],
    [
      "a price for cached input",
      { input: usd(1), output: usd(2), cache_input: usd(0.1) },
      { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1 },
    ],
    ["no output price", { input: usd(1) }, undefined],
    ["a negative price", { input: usd(-1), output: usd(1) }, undefined],
    ["a price beyond all others", { input: usd(1e300), output: usd(1) }, undefined],
    ["a price in words", { input: usd("1.4"), output: usd(1) }, undefined],
    ["no dollars", { input: { diem: 1 }, output: { diem: 1 } }, undefined],
    ["no pricing", undefined, undefined],
    ["malformed pricing", "free", undefined],
  ])("with %s", (_, pricing, cost) => {
    expect(modelOf(withSpec({ pricing })).cost).toEqual(cost);
  });

  test.each([
    ["private", "new-model", "private"],
    ["anonymized", "new-model", "anonymized"],
    [undefined, "new-model", "unknown"],
    [undefined, "llama-3.3-70b", "private"],
    // A promise we do not know is not the manifest's promise.
    ["encrypted-at-rest", "llama-3.3-70b", "unknown"],
    [true, "llama-3.3-70b", "unknown"],
  ])("whose privacy is %j, id %s, counts as %s", (privacy, id, expected) => {
    expect(modelOf(withSpec({ privacy }, id)).privacy).toBe(expected);
  });

  test("shows no escape sequences, no line breaks and no reversed text in its name", () => {
    const name = "\u001b[31mRed\u001b[0m\r\n\u202eesreveR\u202c \u200bName\u0007 \ud800";
    expect(modelOf(withSpec({ name })).name).toBe("Red esreveR Name");
    expect(modelOf(withSpec({ name: "\u0000\u200b" })).name).toBe("new-model");
    expect(modelOf(withSpec({ name: "x".repeat(5000) })).name).toHaveLength(100);
  });

  test("with every field malformed is still a model", () => {
    const junk = ["x", 7, [], null, true];
    for (const value of junk) {
      const spec = Object.fromEntries(
        [
          "name",
          "privacy",
          "capabilities",
          "pricing",
          "deprecation",
          "traits",
          "availableContextTokens",
          "offline",
        ].map((field) => [field, value]),
      );
      expect(modelOf(withSpec(spec)).id).toBe("new-model");
      expect(modelOf({ id: "new-model", model_spec: value }).id).toBe("new-model");
    }
  });
});

describe("what is not offered, and why", () => {
  const deprecation = (fields: Record<string, unknown>) => withSpec({ deprecation: fields });
  test.each([
    ["offline", withSpec({ offline: true }), { withheld: "offline" }],
    ["not offline", withSpec({ offline: "true" }), { withheld: undefined }],
    ["end-to-end encrypted", realRows[2], { withheld: "encrypted" }],
    [
      "encrypted by its flag",
      withSpec({ capabilities: { supportsE2EE: true } }, "plain-name"),
      { withheld: "encrypted" },
    ],
    ["encrypted by its id", withSpec({}, "e2ee-new-model"), { withheld: "encrypted" }],
    [
      "not encrypted, whatever its id",
      withSpec({ capabilities: { supportsE2EE: false } }, "e2ee-x"),
      { withheld: undefined },
    ],
    ["not text", otherRows[0], { withheld: "not-text" }],
    [
      "retired",
      deprecation({ removesAt: "2026-11-22T11:00:00Z", replacementModelId: "llama-3.3-70b" }),
      { withheld: "retired", retiresAt: "2026-11-22T11:00:00.000Z", replacement: "llama-3.3-70b" },
    ],
    ["retired by its date alone", deprecation({ date: "2026-01-01T00:00:00Z" }), { withheld: "retired" }],
    ["retired and offline", withSpec({ offline: true, deprecation: { date: "2026-01-01" } }), { withheld: "retired" }],
    [
      "retiring",
      deprecation({ date: "2026-11-01T00:00:00Z", removesAt: "2026-12-01T00:00:00Z" }),
      { withheld: undefined, retiresAt: "2026-12-01T00:00:00.000Z", replacement: undefined },
    ],
    ["retiring nobody knows when", deprecation({ removesAt: "soon" }), { withheld: undefined, retiresAt: undefined }],
    ["for beta accounts", withSpec({ beta: true }), { withheld: undefined, beta: true }],
    ["in beta for everybody", withSpec({ betaModel: true }), { withheld: undefined, beta: true }],
    ["the provider's default", realRows[0], { traits: ["default", "function_calling_default"] }],
  ])("%s", (_, row, expected) => {
    expect(modelOf(row).status).toMatchObject(expected);
  });
});

describe("rows that cannot be used", () => {
  test.each([
    ["null", null],
    ["a text", "llama-3.3-70b"],
    ["a list", [{ id: "x" }]],
    ["no id", { name: "x" }],
    ["an empty id", { id: "" }],
    ["a number for an id", { id: 7 }],
    ["an id with a space", { id: "llama 3" }],
    ["an id with a line break", { id: "llama\n3" }],
    ["an id with an escape sequence", { id: "\u001b[2Jllama" }],
    ["an id that reads backwards", { id: "llama\u202e3" }],
    ["an id with an invisible character", { id: "llama\u200b3" }],
    ["an endless id", { id: "x".repeat(100_000) }],
  ])("%s: is skipped and counted, and the others survive", (_, row) => {
    const catalog = live([row, { id: "llama-3.3-70b" }]);
    expect(catalog.models.map((model) => model.id)).toEqual(["llama-3.3-70b"]);
    expect(catalog.skipped).toBe(1);
  });

  test("of two rows with one id the first counts", () => {
    const catalog = live([withSpec({ name: "First" }), withSpec({ name: "Second" })]);
    expect(catalog.models.map((model) => model.name)).toEqual(["First"]);
    expect(catalog.skipped).toBe(1);
  });

  test("ids that differ in case are two models", () => {
    expect(live([{ id: "wai-Illustrious" }, { id: "wai-illustrious" }]).models).toHaveLength(2);
  });

  test("ids that mean something to JavaScript are ids like any other", () => {
    const ids = ["__proto__", "constructor", "toString"];
    expect(live(ids.map((id) => ({ id }))).models.map((model) => [model.id, model.name])).toEqual(
      ids.map((id) => [id, id]),
    );
  });
});

describe("a catalogue that is kept", () => {
  const catalog = live([...realRows, ...pageRows, ...oddRows, "broken"]);

  test("comes back as it was, as a cached one", () => {
    expect(catalogFromJson(catalogToJson(catalog))).toStrictEqual({ ...catalog, source: "cached" });
  });

  const kept = JSON.parse(catalogToJson(catalog));
  const damaged = (change: Record<string, unknown>) =>
    JSON.stringify({ ...kept, models: [...kept.models, { ...kept.models[0], ...change }] });
  test.each([
    ["cut off", catalogToJson(catalog).slice(0, -1)],
    ["empty", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["of another version", JSON.stringify({ ...kept, version: 1 })],
    ["without a date", JSON.stringify({ ...kept, fetchedAt: undefined })],
    ["with a date that is none", JSON.stringify({ ...kept, fetchedAt: "yesterday" })],
    ["without models", JSON.stringify({ ...kept, models: undefined })],
    ["with a model that is null", JSON.stringify({ ...kept, models: [null] })],
    ["with a model without id", damaged({ id: "" })],
    ["with another privacy", damaged({ privacy: "public" })],
    ["with an input we do not know", damaged({ input: ["smell"] })],
    ["with a window in words", damaged({ contextWindow: "131072" })],
    ["with a negative price", damaged({ cost: { input: -1, output: 1, cacheRead: 0, cacheWrite: 0 } })],
    ["with half a price", damaged({ cost: { input: 1 } })],
    ["with efforts that are no list", damaged({ efforts: "low" })],
    ["with a long prompt's price alone", damaged({ longPromptCost: { aboveTokens: 1 } })],
    ["with half an image", damaged({ maxImages: 0.5 })],
    ["with a reason we do not know", damaged({ status: { withheld: "shy", beta: false, traits: [] } })],
    ["of a static list", catalogToJson(buildCatalog({ manifest: venice, now }))],
  ])("%s is as good as none", (_, text) => {
    expect(catalogFromJson(text)).toBeUndefined();
  });

  test("of 5,000 models is built, kept and read without a wait", () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({ ...realRows[at % 2], id: `model-${at}` }));
    const started = performance.now();
    const many = live(rows);
    expect(catalogFromJson(catalogToJson(many))?.models).toHaveLength(5000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
