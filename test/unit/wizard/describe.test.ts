import { describe, expect, test } from "vitest";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { findModel } from "../../../src/providers/model-choice.ts";
import type { ModelCost, ModelDefinition } from "../../../src/providers/provider.ts";
import { layOut } from "../../../src/terminal/table.ts";
import { describeModel, formatPrice, modelCells } from "../../../src/wizard/describe.ts";
import { pageRows, realRows } from "../../support/fake-venice/rows.ts";
import { venice } from "../providers/manifests.ts";

const now = new Date("2026-11-22T12:00:00Z");
const page = buildCatalog({ manifest: venice, now });
const live = buildCatalog({ manifest: venice, live: { rows: [...realRows, ...pageRows], fetchedAt: now }, now });

function model(id: string, changes: Partial<ModelDefinition> = {}): ModelDefinition {
  const found = findModel(page, id, venice.id);
  if (!found) throw new Error(`${id} is missing`);
  return { ...found, ...changes };
}

const cost = (input: number, output: number): ModelCost => ({ input, output, cacheRead: 0, cacheWrite: 0 });

test.each([
  [1, "1"],
  [999, "999"],
  [4096, "4k"],
  [32_768, "32k"],
  [131_072, "131k"],
  [202_752, "202k"],
  [262_144, "262k"],
  [999_999, "999k"],
  [1_000_000, "1M"],
  [1_048_576, "1M"],
  [1_500_000, "1.5M"],
  [1_999_999, "1.9M"],
  [10_000_000, "10M"],
])("%d tokens are %s", (tokens, text) => {
  expect(en.numbers.tokens(tokens)).toBe(text);
});

describe("a price", () => {
  test.each([
    ["nobody says", undefined, "-"],
    ["free, because the provider says so", cost(0, 0), "free"],
    ["dollars and cents", cost(0.7, 2.8), "$0.70/2.80"],
    ["whole dollars", cost(5, 25), "$5.00/25.00"],
    ["less than a cent is not rounded to nothing", cost(0.005, 0.0075), "$0.005/0.0075"],
    ["free to ask, not free to be answered", cost(0, 1.5), "$0.00/1.50"],
  ])("%s", (_, price, text) => {
    expect(formatPrice(price, en)).toBe(text);
  });

  test.each([
    [0, "$0"],
    [0.000021, "$0.000021"],
    [0.000086, "$0.000086"],
    [0.0000001, "$0.0000001"],
    [0.005, "$0.005"],
    [0.01, "$0.01"],
    [0.1, "$0.10"],
    [12.345, "$12.35"],
  ])("$%d is written %s", (usd, text) => {
    expect(en.numbers.usd(usd)).toBe(text);
  });
});

test("a row says id, privacy, abilities in full and in letters, window and price", () => {
  expect(modelCells(model("claude-opus-45", { cost: cost(6, 30) }), en)).toEqual([
    "claude-opus-45",
    "anonymized",
    { full: "reasoning vision", short: "RV" },
    "202k",
    "$6.00/30.00",
  ]);
});

test("a model that says nothing of itself is not praised", () => {
  expect(modelCells(model("llama-3.3-70b", { privacy: "unknown" }), en)).toEqual([
    "llama-3.3-70b",
    "unknown",
    { full: "", short: "" },
    "131k",
    "-",
  ]);
});

test("the line about a model has its name and every unit", () => {
  expect(describeModel(model("llama-3.3-70b", { cost: cost(0.7, 2.8) }), en)).toBe(
    "Llama 3.3 70B · private · 131k context · $0.70/2.80 per 1M in/out",
  );
  expect(describeModel(model("qwen3-vl-235b-a22b"), en)).toBe(
    "Qwen3 VL 235B · private · vision · 262k context · price unknown",
  );
});

test.each([
  ["the built-in list", page],
  ["a live list", live],
])("in 77 columns, beside the pointer, the price is still there: %s", (_, catalog) => {
  const lines = layOut(
    catalog.models.map((each) => modelCells(each, en)),
    77,
  );
  catalog.models.forEach((each, index) => {
    expect(lines[index]?.endsWith(formatPrice(each.cost, en)), lines[index]).toBe(true);
  });
});
