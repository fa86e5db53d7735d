import { describe, expect, test } from "vitest";
import { applyOperations } from "../../../src/config/json5/merge.ts";
import {
  agentModels,
  defaultOperations,
  fallbackOperations,
  isHidden,
  modelAliases,
  presentFallbacks,
} from "../../../src/wizard/default-model.ts";

const withModel = (model: unknown, more: object = {}) => ({ agents: { defaults: { model, ...more } } });
const applied = (config: object, operations: ReturnType<typeof defaultOperations>) =>
  (applyOperations(config as never, operations) as { agents: { defaults: unknown } }).agents.defaults;

describe("a new default", () => {
  test.each<[string, object, object]>([
    ["a plain text stays one", withModel("a/b"), { model: "venice/x" }],
    [
      "an object keeps its fallbacks",
      withModel({ primary: "a/b", fallbacks: ["c/d"] }),
      { model: { primary: "venice/x", fallbacks: ["c/d"] } },
    ],
    ["where there is none it is an object", {}, { model: { primary: "venice/x" } }],
  ])("%s", (_, config, expected) => {
    expect(applied(config, defaultOperations(config, "venice/x"))).toEqual(expected);
  });

  test("an allow-list of all the provider's models needs nothing added", () => {
    const config = withModel("a/b", { modelPolicy: { allow: ["venice/*"] } });
    expect(applied(config, defaultOperations(config, "venice/x"))).toMatchObject({
      modelPolicy: { allow: ["venice/*"] },
    });
  });
});

describe("fallbacks", () => {
  test("a plain default makes room for them", () => {
    const config = withModel("a/b");
    expect(applied(config, fallbackOperations(config, ["venice/x"]))).toEqual({
      model: { primary: "a/b", fallbacks: ["venice/x"] },
    });
  });

  test("none leaves a plain default as it is, and takes an empty list away", () => {
    expect(fallbackOperations(withModel("a/b"), [])).toEqual([]);
    const config = withModel({ primary: "a/b", fallbacks: ["c/d"] });
    expect(applied(config, fallbackOperations(config, []))).toEqual({ model: { primary: "a/b" } });
  });

  test("every one of several gets its place on the allow-lists", () => {
    const config = withModel({ primary: "a/b" }, { models: { "a/b": {} }, modelPolicy: { allow: ["a/b"] } });
    expect(applied(config, fallbackOperations(config, ["venice/x", "venice/y"]))).toMatchObject({
      models: { "a/b": {}, "venice/x": {}, "venice/y": {} },
      modelPolicy: { allow: ["a/b", "venice/x", "venice/y"] },
    });
  });

  test("what is no list of refs counts as none", () => {
    expect(presentFallbacks(withModel({ fallbacks: "a/b" }))).toEqual([]);
    expect(presentFallbacks(withModel({ fallbacks: ["a/b", 1, null] }))).toEqual(["a/b"]);
  });
});

test("an allow-list hides what it does not name; an empty one hides nothing", () => {
  expect(isHidden(withModel("a/b", { models: {} }), "venice/x")).toBe(false);
  expect(isHidden(withModel("a/b", { models: { "a/b": {} } }), "venice/x")).toBe(true);
  expect(isHidden(withModel("a/b", { modelPolicy: { allow: ["a/b"] } }), "venice/x")).toBe(true);
  expect(isHidden(withModel("a/b", { modelPolicy: { allow: ["venice/*"] } }), "venice/x")).toBe(false);
});

test("aliases are read, and junk beside them is not", () => {
  const models = { "a/b": { alias: "ab" }, "c/d": { alias: "" }, "e/f": null, "g/h": { alias: 3 } };
  expect([...modelAliases(withModel("a/b", { models }))]).toEqual([["ab", "a/b"]]);
  expect([...modelAliases({ agents: { defaults: { models: [] } } })]).toEqual([]);
});

test("agents with a model of their own, in the shapes of both releases", () => {
  const agents = {
    list: [{ id: "one", model: "a/b" }, { id: "two" }, { model: { primary: "c/d" } }],
    entries: { three: { model: "e/f" }, four: {} },
  };
  expect(agentModels({ agents })).toEqual([
    { agent: "one", ref: "a/b" },
    { agent: "?", ref: "c/d" },
    { agent: "three", ref: "e/f" },
  ]);
});
