import { describe, expect, test } from "vitest";
import { checkShape, findInclusion, kindOf, valueAt } from "../../../src/config/schema.ts";

const check = (config: unknown) => checkShape("/openclaw.json", config, "venice");

describe("a config of the shape OpenClaw wants passes", () => {
  test.each<[string, unknown]>([
    ["empty", {}],
    ["a default as a text", { agents: { defaults: { model: "a/b" } } }],
    ["a default as an object", { agents: { defaults: { model: { primary: "a/b" } } } }],
    [
      "all that we may write to",
      {
        env: { vars: {} },
        agents: { defaults: { models: {}, modelPolicy: { allow: [] } } },
        models: { mode: "merge", providers: { venice: { models: [] } } },
      },
    ],
    ["odd things that are not ours", { channels: 7, models: { providers: { other: "x" } }, agents: { list: null } }],
  ])("%s", (_, config) => {
    expect(() => check(config)).not.toThrow();
  });
});

describe("where we would write into something else, the place is named and nothing is touched", () => {
  test.each<[unknown, string, readonly string[], string]>([
    [{ env: "x" }, "env", ["object"], "string"],
    [{ env: { vars: [] } }, "env.vars", ["object"], "array"],
    [{ agents: [] }, "agents", ["object"], "array"],
    [{ agents: { defaults: null } }, "agents.defaults", ["object"], "null"],
    [{ agents: { defaults: { model: 7 } } }, "agents.defaults.model", ["string", "object"], "number"],
    [{ agents: { defaults: { models: ["a/b"] } } }, "agents.defaults.models", ["object"], "array"],
    [{ agents: { defaults: { modelPolicy: true } } }, "agents.defaults.modelPolicy", ["object"], "boolean"],
    [
      { agents: { defaults: { modelPolicy: { allow: "a/b" } } } },
      "agents.defaults.modelPolicy.allow",
      ["array"],
      "string",
    ],
    [{ models: "x" }, "models", ["object"], "string"],
    [{ models: { mode: 1 } }, "models.mode", ["string"], "number"],
    [{ models: { providers: [] } }, "models.providers", ["object"], "array"],
    [{ models: { providers: { venice: [] } } }, "models.providers.venice", ["object"], "array"],
    [{ models: { providers: { venice: { models: {} } } } }, "models.providers.venice.models", ["array"], "object"],
  ])("%j", (config, at, expected, found) => {
    expect(() => check(config)).toThrow(
      expect.objectContaining({
        code: "config-unexpected",
        exitCode: 3,
        parameters: { path: "/openclaw.json", at, expected, found },
      }),
    );
  });

  test("the outermost place is named first: that is the one to mend", () => {
    expect(() => check({ models: { mode: 1, providers: { venice: 2 } } })).toThrow(
      expect.objectContaining({ parameters: expect.objectContaining({ at: "models.mode" }) }),
    );
  });
});

describe("parts in other files", () => {
  test.each<[unknown, string, readonly string[]]>([
    [{ $include: "./a.json5" }, "", ["./a.json5"]],
    [{ $include: ["./a.json5", "./b.json5"], models: {} }, "", ["./a.json5", "./b.json5"]],
    [{ models: { $include: "./models.json5" } }, "models", ["./models.json5"]],
    [{ models: { mode: "merge", providers: { $include: "./p.json5" } } }, "models.providers", ["./p.json5"]],
    [{ models: { providers: { venice: { $include: "./v.json5" } } } }, "models.providers.venice", ["./v.json5"]],
    [{ agents: { defaults: { $include: "./d.json5" } } }, "agents.defaults", ["./d.json5"]],
    [{ agents: { defaults: { model: { $include: "./m.json5" } } } }, "agents.defaults.model", ["./m.json5"]],
    [{ env: { $include: "./env.json5" } }, "env", ["./env.json5"]],
  ])("%j", (config, at, files) => {
    expect(findInclusion(config, "venice", true)).toEqual({ at: at === "" ? [] : at.split("."), files });
  });

  test.each<[unknown]>([
    [{}],
    [{ channels: { $include: "./channels.json5" } }],
    [{ models: { providers: { other: { $include: "./other.json5" } } } }],
    [{ models: { providers: { venice: { models: [{ $include: "./row.json5" }] } } } }],
    [{ agents: { list: [{ $include: "./agent.json5" }] } }],
  ])("that we would not write to are none of ours: %j", (config) => {
    expect(findInclusion(config, "venice", true)).toBeUndefined();
  });

  test("env is ours only where the key is to be kept in it", () => {
    expect(findInclusion({ env: { $include: "./env.json5" } }, "venice", false)).toBeUndefined();
  });
});

test.each<[unknown, readonly string[], unknown]>([
  [{ a: { b: 1 } }, ["a", "b"], 1],
  [{ a: { b: 1 } }, [], { a: { b: 1 } }],
  [{ a: { b: 1 } }, ["a", "b", "c"], undefined],
  [{ a: [1] }, ["a", "0"], undefined],
  [{ a: {} }, ["a", "constructor"], undefined],
  [undefined, ["a"], undefined],
])("the value in %j at %j is %j", (config, path, value) => {
  expect(valueAt(config, path)).toEqual(value);
});

test.each<[unknown, string]>([
  [null, "null"],
  [[], "array"],
  [{}, "object"],
  ["", "string"],
  [0, "number"],
  [false, "boolean"],
])("%j is of kind %s", (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});
