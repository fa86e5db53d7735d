import { describe, expect, test } from "vitest";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import {
  defaultModel,
  findModel,
  nearestModels,
  offeredModels,
  recommendedModels,
} from "../../../src/providers/model-choice.ts";
import { type FakeRow, oddRows, otherRows, pageRows, realRows } from "../../support/fake-venice/rows.ts";
import { acme, venice } from "./manifests.ts";

const now = new Date("2026-11-22T12:00:00Z");
const catalogOf = (rows: readonly unknown[], manifest = venice) =>
  buildCatalog({ manifest, live: { rows, fetchedAt: now }, now });

const all = catalogOf([...realRows, ...pageRows, ...oddRows, ...otherRows]);
const page = buildCatalog({ manifest: venice, now });
const ids = (models: readonly { readonly id: string }[]) => models.map((model) => model.id);
const row = (id: string, privacy?: string, traits: readonly string[] = []): FakeRow => ({
  id,
  model_spec: { privacy, traits },
});

describe("what is offered", () => {
  test("leaves out what cannot be used, and nothing else", () => {
    const offered = ids(offeredModels(all));
    const withheld = ids(all.models).filter((id) => !offered.includes(id));
    expect(withheld).toEqual(["e2ee-gemma-4-31b", "odd-offline-8b", "odd-retired-8b", "odd-painter"]);
  });

  test("with privateOnly leaves out every model that does not promise it", () => {
    const offered = offeredModels(all, { privateOnly: true });
    expect(new Set(offered.map((model) => model.privacy))).toEqual(new Set(["private"]));
    expect(ids(offered)).not.toContain("Odd-Unknown-Keys-8b");
    expect(ids(offeredModels(page, { privateOnly: true }))).toHaveLength(15);
  });
});

describe("finding a model by what a person typed", () => {
  test.each([
    ["llama-3.3-70b", "llama-3.3-70b"],
    ["venice/llama-3.3-70b", "llama-3.3-70b"],
    ["e2ee-gemma-4-31b", "e2ee-gemma-4-31b"],
    ["Llama-3.3-70b", undefined],
    ["openai/llama-3.3-70b", undefined],
    ["venice/", undefined],
    ["", undefined],
  ])("%j is %j", (text, id) => {
    expect(findModel(all, text, "venice")?.id).toBe(id);
  });

  test("an id may hold a slash, with and without the provider before it", () => {
    const catalog = buildCatalog({ manifest: acme, now });
    expect(findModel(catalog, "rocket/skates-1", "acme")?.id).toBe("rocket/skates-1");
    expect(findModel(catalog, "acme/rocket/skates-1", "acme")?.id).toBe("rocket/skates-1");
  });
});

describe("did you mean", () => {
  test.each([
    ["claude-opus-4.5", "claude-opus-45"],
    ["venice/claude-opus-4-5", "claude-opus-45"],
    ["Claude Opus 4.5", "claude-opus-45"],
    ["LLAMA-3.3-70B", "llama-3.3-70b"],
    ["lalma-3.3-70b", "llama-3.3-70b"],
    ["llama-3.3", "llama-3.3-70b"],
    ["llama3.3:70b", "llama-3.3-70b"],
    ["gpt-5.2", "openai-gpt-52"],
    ["deepseek", "deepseek-v3.2"],
    ["gemma-3-27b", "google-gemma-3-27b-it"],
    ["some-other-provider/qwen3-4b", "qwen3-4b"],
    ["openai/gpt-5.2-codex", "openai-gpt-52-codex"],
    ["GLM 4.7", "zai-org-glm-4.7"],
    ["qwen3-coder", "qwen3-coder-480b-a35b-instruct"],
    ["venice-uncensord", "venice-uncensored"],
    ["sonnet", "claude-sonnet-45"],
  ])("%s: %s", (text, best) => {
    expect(ids(nearestModels(page, text, 3))[0]).toBe(best);
  });

  test("gives no more than asked for, the likeliest first", () => {
    expect(ids(nearestModels(page, "claude-opus-4.5", 2))).toEqual(["claude-opus-45", "claude-sonnet-45"]);
    expect(nearestModels(page, "qwen3", 1)).toHaveLength(1);
  });

  test("suggests nothing that cannot be used", () => {
    expect(ids(nearestModels(all, "odd-offline-8b", 10))).not.toContain("odd-offline-8b");
  });

  test.each(["", "/", "xyzzy", "   ", "\u0000", "💥"])("has no idea what %j means", (text) => {
    expect(nearestModels(page, text, 3)).toEqual([]);
  });

  test("answers at once, however many the models and however long the text", () => {
    const many = catalogOf(Array.from({ length: 5000 }, (_, at) => row(`some-model-name-${at}-instruct-2507`)));
    const started = performance.now();
    nearestModels(many, "some/".repeat(100_000), 3);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("the model to begin with", () => {
  test.each([
    [
      "the manifest's, where it is offered",
      [row("other", "private", ["default"]), row("llama-3.3-70b")],
      "llama-3.3-70b",
    ],
    ["else the provider's default", [row("first", "private"), row("second", "anonymized", ["default"])], "second"],
    ["else the first private one", [row("first", "anonymized"), row("second", "private")], "second"],
    ["none rather than one nobody asked for", [row("first", "anonymized"), row("second")], undefined],
  ])("is %s", (_, rows, id) => {
    expect(defaultModel(catalogOf(rows), venice)?.id).toBe(id);
  });

  test("is not one that is offline", () => {
    const offline = { id: "llama-3.3-70b", model_spec: { offline: true } };
    expect(defaultModel(catalogOf([offline, row("second", "private")]), venice)?.id).toBe("second");
  });

  test("is private where only private ones are wanted", () => {
    const rows = [row("first", "anonymized", ["default"]), row("second", "private")];
    expect(defaultModel(catalogOf(rows), venice, { privateOnly: true })?.id).toBe("second");
    expect(
      defaultModel(catalogOf([row("llama-3.3-70b", "anonymized")]), venice, { privateOnly: true }),
    ).toBeUndefined();
  });
});

describe("the recommendations", () => {
  const useCases = (models: ReturnType<typeof recommendedModels>) => models.map((m) => m.recommendation.useCase);

  test("are the manifest's eight, in its order, one model standing for two of them", () => {
    const recommended = recommendedModels(page, venice);
    expect(useCases(recommended)).toEqual(venice.recommendations.map((recommendation) => recommendation.useCase));
    expect(recommended[1]?.model).toBe(recommended[2]?.model);
  });

  test("leave out what Venice no longer offers", () => {
    const rows = pageRows.filter((candidate) => candidate.id !== "claude-opus-45");
    expect(useCases(recommendedModels(catalogOf(rows), venice))).toEqual([
      "general",
      "coding",
      "vision",
      "uncensored",
      "fast",
      "reasoning",
    ]);
    expect(recommendedModels(catalogOf(realRows), venice)).toEqual([]);
  });

  test("leave out Claude where only private models are wanted", () => {
    expect(useCases(recommendedModels(page, venice, { privateOnly: true }))).not.toContain("quality");
  });
});
