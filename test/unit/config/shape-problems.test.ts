import { describe, expect, test } from "vitest";
import { spellPath } from "../../../src/config/json5/spell-path.ts";
import { shapeProblems } from "../../../src/config/shape-problems.ts";

const row = { id: "a", name: "A" };
const withBlock = (block: unknown) => ({ models: { providers: { venice: block } } });
const problemsOf = (config: unknown) =>
  shapeProblems(config, "venice").map(({ problem, path }) => `${problem} ${spellPath(path)}`);

test("nothing is nothing to complain of, nor is what other providers have", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ models: { providers: { other: { colour: 1 } } }, mine: 1 })).toEqual([]);
});

describe("the provider's block", () => {
  const block = "models.providers.venice";
  test.each<[string, unknown, string[]]>([
    ["what it needs", { baseUrl: "x", models: [row] }, []],
    ["nothing in it, which current releases take", {}, []],
    [
      "a row without what it needs",
      { models: [{}] },
      [`missing ${block}.models[0].id`, `missing ${block}.models[0].name`],
    ],
    ["no object", [], [`kind ${block}`]],
    ["null", { baseUrl: "x", models: [], api: null }, [`kind ${block}.api`]],
    ["rows that are none", { baseUrl: "x", models: [1, null] }, [`kind ${block}.models[0]`, `kind ${block}.models[1]`]],
    [
      "a row's members",
      {
        baseUrl: "x",
        models: [{ ...row, name: "", input: ["text", "smell"], contextWindow: -1, cost: { input: "1" } }],
      },
      [
        `value ${block}.models[0].name`,
        `value ${block}.models[0].input`,
        `value ${block}.models[0].contextWindow`,
        `kind ${block}.models[0].cost.input`,
      ],
    ],
    [
      "keys that objects inherit",
      JSON.parse('{"baseUrl":"x","models":[],"toString":1}'),
      [`unknown-key ${block}.toString`],
    ],
    ["what another file fills", { $include: "./x.json5" }, []],
  ])("%s", (_, value, expected) => {
    expect(problemsOf(withBlock(value))).toEqual(expected);
  });
});

describe("elsewhere", () => {
  test.each<[string, unknown, string[]]>([
    ["env.vars and env.shellEnv are no flat variables", { env: { vars: {}, shellEnv: { enabled: true } } }, []],
    ["a flat variable", { env: { A: "b" } }, ["flat-variable env.A"]],
    ["an env that another file fills", { env: { $include: "./x", A: "b" } }, []],
    ["models.mode", { models: { mode: "blend" } }, ["value models.mode"]],
    ["a default model as text", { agents: { defaults: { model: "a/b" } } }, []],
    [
      "a default model with more",
      { agents: { defaults: { model: { primary: 1, backup: "x" } } } },
      ["unknown-key agents.defaults.model.backup", "kind agents.defaults.model.primary"],
    ],
    ["a place that is no object is told once", { models: [] }, ["kind models"]],
  ])("%s", (_, config, expected) => {
    expect(problemsOf(config)).toEqual(expected);
  });
});
