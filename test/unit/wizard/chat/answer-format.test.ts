import { describe, expect, test } from "vitest";
import { readAnswerFormat } from "../../../../src/wizard/chat/answer-format.ts";
import { createHome } from "../../../support/home.ts";
import { refusalOf } from "../../../support/refusal.ts";

const person = {
  title: "A person!",
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" } },
  required: ["name", "age"],
  additionalProperties: false,
};

const formatOf = (schema: unknown) => {
  const home = createHome({ "schema.json": typeof schema === "string" ? schema : JSON.stringify(schema) });
  return readAnswerFormat("schema.json", home.path);
};

test("json wants any JSON", async () => {
  const { wanted, check } = await readAnswerFormat("json", "/");
  expect(wanted).toEqual({ type: "json_object" });
  expect(() => check('{"a": 1}\n')).not.toThrow();
});

test("a schema is wanted by name, and strictly", async () => {
  const { wanted } = await formatOf(person);
  expect(wanted).toEqual({ type: "json_schema", json_schema: { name: "A_person_", strict: true, schema: person } });
  expect((await formatOf({ type: "object" })).wanted).toMatchObject({ json_schema: { name: "answer" } });
  expect((await formatOf({ title: "名前" })).wanted).toMatchObject({ json_schema: { name: "answer" } });
});

describe("an answer that is not what was wanted exits 5, and is shown", () => {
  test.each([
    ["no JSON", 'Sure! {"name":', "answer-not-json", "The answer is not JSON"],
    ["JSON in Markdown", "```json\n{}\n```", "answer-not-json", "The answer is not JSON"],
    ["nothing", "", "answer-not-json", "The answer is not JSON"],
    ["a missing part", '{"name":"Ann"}', "answer-against-schema", '"age"'],
    ["a part of another kind", '{"name":"Ann","age":"7"}', "answer-against-schema", "at /age"],
    ["a part too many", '{"name":"Ann","age":7,"x":1}', "answer-against-schema", "at /x"],
  ])("%s", async (_, answer, code, message) => {
    const { check } = await formatOf(person);
    const refusal = await refusalOf(() => check(answer));
    expect(refusal).toMatchObject({ code, exit: 5 });
    expect(refusal.message).toContain(message);
    expect(refusal.message.endsWith(`\n${answer}`)).toBe(true);
  });

  test("and one that is passes", async () => {
    const { check } = await formatOf(person);
    expect(() => check('{"age": 7, "name": "Ann"}')).not.toThrow();
  });
});

test.each([
  [
    "draft 4, where a bound may be excluded by a word",
    "http://json-schema.org/draft-04/schema#",
    { minimum: 1, exclusiveMinimum: true },
  ],
  ["draft 7, where it is a bound of its own", "http://json-schema.org/draft-07/schema#", { exclusiveMinimum: 1 }],
  ["the newest, which is meant where none is named", undefined, { exclusiveMinimum: 1 }],
])("a schema is read by its draft: %s", async (_, $schema, bound) => {
  const { check } = await formatOf({ ...($schema ? { $schema } : {}), type: "number", ...bound });
  expect(() => check("2")).not.toThrow();
  expect(() => check("1")).toThrow();
});

test.each([
  ["a list", [], "input-file-unexpected"],
  ["a reference that leads nowhere", { $ref: "#/$defs/nobody" }, "input-file-unexpected"],
  ["no JSON", "{", "input-file-not-json"],
])("a schema that is %s is refused before anything is sent", async (_, schema, code) => {
  expect(await refusalOf(() => formatOf(schema))).toMatchObject({ code, exit: 2 });
});

test("a schema that is not there is refused", async () => {
  const refusal = await refusalOf(() => readAnswerFormat("missing.json", createHome().path));
  expect(refusal).toMatchObject({ code: "input-file-unreadable", exit: 2 });
  expect(refusal.message).toContain("missing.json cannot be read: it does not exist");
});
