import { describe, expect, test } from "vitest";
import { field, type VariablePlaces, variableSources } from "../../../src/config/variables.ts";

const name = "VENICE_API_KEY";
const sources = (places: Partial<VariablePlaces>) =>
  variableSources(name, { env: {}, dotenv: "", config: {}, ...places }).map(({ place, value }) => [place, value]);

describe("where a variable's value comes from", () => {
  test("every place counts, in the order in which OpenClaw believes them", () => {
    const config = { env: { [name]: "flat", vars: { [name]: "vars" } } };
    expect(sources({ env: { [name]: "shell" }, dotenv: `${name}=file`, config })).toEqual([
      ["environment", "shell"],
      ["dotenv", "file"],
      ["config-flat", "flat"],
      ["config-vars", "vars"],
    ]);
  });

  test.each<[string, Partial<VariablePlaces>]>([
    ["empty", { env: { [name]: "" }, dotenv: `${name}=\n` }],
    [
      "blank",
      { env: { [name]: "  " }, dotenv: `${name}='  '\n`, config: { env: { [name]: " ", vars: { [name]: "\t" } } } },
    ],
    ["no text", { config: { env: { [name]: 7, vars: { [name]: null } } } }],
    ["of another name", { env: { OTHER: "x" }, dotenv: "OTHER=x", config: { env: { vars: { OTHER: "x" } } } }],
    ["commented out", { dotenv: `# ${name}=x` }],
    ["no object", { config: { env: "x" } }],
    ["a list", { config: { env: [name], vars: [name] } }],
    ["no config at all", { config: undefined }],
  ])("what is %s does not", (_, places) => {
    expect(sources(places)).toEqual([]);
  });

  test("of two lines in .env the last one counts", () => {
    expect(sources({ dotenv: `${name}=old\n${name}=new\n` })).toEqual([["dotenv", "new"]]);
  });

  test("the value is handed on as it stands, spaces and all", () => {
    expect(sources({ env: { [name]: " x " } })).toEqual([["environment", " x "]]);
  });
});

describe("a field", () => {
  test.each<[unknown, string, unknown]>([
    [{ a: 1 }, "a", 1],
    [{ a: undefined }, "a", undefined],
    [{ a: null }, "a", null],
    [{}, "constructor", undefined],
    [{}, "__proto__", undefined],
    [JSON.parse('{"__proto__":1}'), "__proto__", 1],
    [[1], "0", undefined],
    [[1], "length", undefined],
    ["text", "length", undefined],
    [null, "a", undefined],
    [undefined, "a", undefined],
  ])("of %j called %s is %j", (value, key, expected) => {
    expect(field(value, key)).toBe(expected);
  });
});
