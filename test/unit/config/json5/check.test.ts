import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { checkEdit } from "../../../../src/config/json5/check.ts";
import { EditError, type Operation } from "../../../../src/config/json5/merge.ts";
import { Json5SyntaxError } from "../../../../src/config/json5/tree.ts";

const setA: Operation = { op: "set", path: ["a"], value: 2 };

function complaint(before: string, operations: readonly Operation[], after: string): string | undefined {
  return checkEdit({ before, after, operations, parse: JSON5.parse });
}

describe("an edit that did what was asked", () => {
  test.each<[what: string, before: string, operations: Operation[], after: string]>([
    ["changed a value", "{ a: 1, /* c */ b: 2 }", [setA], "{ a: 2, /* c */ b: 2 }"],
    ["changed nothing, when nothing was to change", "{ a: 2 }", [setA], "{ a: 2 }"],
    ["filled an empty file", "// c\n", [setA], "// c\n{ a: 2 }\n"],
    [
      "took a comment away with its member",
      "{ a: 1, // a\n b: 2 // b\n}",
      [{ op: "delete", path: ["b"] }],
      "{ a: 1 // a\n}",
    ],
    ["took the comments inside a value away with it", "{ a: { /* c */ b: 1 } }", [setA], "{ a: 2 }"],
    [
      "wrote Infinity's neighbour",
      "{ i: Infinity, n: NaN, z: -0, a: 1 }",
      [setA],
      "{ i: Infinity, n: NaN, z: -0, a: 2 }",
    ],
    ["took one of two equal comments away", "{ // c\n a: 1, // c\n}", [{ op: "delete", path: ["a"] }], "{ // c\n}"],
    [
      "left the row's neighbours alone",
      '{ r: [{ id: "x" } /* x */, { id: "y" }] }',
      [{ op: "upsert", path: ["r"], id: "y", value: { n: 1 } }],
      '{ r: [{ id: "x" } /* x */, { id: "y", n: 1 }] }',
    ],
  ])("%s", (_, before, operations, after) => {
    expect(complaint(before, operations, after)).toBeUndefined();
  });
});

describe("an edit that went wrong", () => {
  test.each<[what: string, before: string, operations: Operation[], after: string, reason: string]>([
    ["left a broken text", "{ a: 1 }", [setA], "{\n a: 2 ", "the result cannot be read in line 2"],
    ["lost a member", "{ a: 1, b: 2 }", [setA], "{ a: 2 }", "the result means something else"],
    ["did nothing", "{ a: 1 }", [setA], "{ a: 1 }", "the result means something else"],
    ["did something when nothing was to change", "{ a: 2 }", [setA], "{ a: 2}", "nothing was to change"],
    ["dropped the sign of a zero", "{ a: 1, b: -0 }", [setA], "{ a: 2, b: 0 }", "the result means something else"],
    ["turned NaN into null", "{ a: 1, b: NaN }", [setA], "{ a: 2, b: null }", "the result means something else"],
    ["reordered keys", "{ a: 1, b: 2, c: 3 }", [setA], "{ a: 2, c: 3, b: 2 }", "the result means something else"],
    ["took a list for an object", "{ a: 1, b: [] }", [setA], "{ a: 2, b: {} }", "the result means something else"],
    [
      "changed the first of two members with one key",
      "{ a: 1, a: 3 }",
      [setA],
      "{ a: 2, a: 3 }",
      "the result means something else",
    ],
    ["made JSON5 of JSON", '{ "a": 1 }', [setA], '{ "a": 2, }', "the result is no longer JSON"],
    ["lost a comment", "{ a: 1, b: 2 } // c", [setA], "{ a: 2, b: 2 }", "a comment would be lost"],
    [
      "lost the comment behind a kept member",
      "{ a: 1, // a\n b: 2 // b\n}",
      [{ op: "delete", path: ["b"] }],
      "{ a: 1 // b\n}",
      "a comment would be lost",
    ],
    [
      "lost the comment above a deleted member",
      "{\n // above\n a: 1,\n}",
      [{ op: "delete", path: ["a"] }],
      "{\n}",
      "a comment would be lost",
    ],
    ["cut a comment short", "{ a: 1 // one two\n}", [setA], "{ a: 2 // one\n}", "a comment would be lost"],
    [
      "swapped comments",
      "{ a: 1, /* c */ b: 2 /* d */ }",
      [setA],
      "{ a: 2, /* d */ b: 2 /* c */ }",
      "a comment would be lost",
    ],
    ["doubled a comment", "{ a: 1 /* c */ }", [setA], "{ a: 2 /* c */ /* c */ }", "a comment would be made or moved"],
  ])("%s", (_, before, operations, after, reason) => {
    expect(complaint(before, operations, after)).toBe(reason);
  });

  test("the reason quotes nothing of a config, which may hold secrets", () => {
    const broken = '{ "a": 2, "key": "vapi_secret" "x" }';
    const parse = (text: string): unknown => JSON.parse(text);
    expect(checkEdit({ before: '{ "a": 1 }', after: broken, operations: [setA], parse })).not.toContain("vapi");
  });
});

test("what parse says of a text is what counts", () => {
  const parse = (text: string): unknown => JSON5.parse(text.replace("two", "three"));
  const operations: Operation[] = [{ op: "set", path: ["a"], value: "two" }];
  expect(checkEdit({ before: "{ a: 1 }", after: "{ a: 'two' }", operations, parse })).toBe(
    "the result means something else",
  );
});

test("a text that was broken before, or operations that do not fit it, are the caller's to explain", () => {
  expect(() => complaint("{ a: ", [setA], "{ a: 2 }")).toThrow(Json5SyntaxError);
  expect(() => complaint("[]", [setA], "[2]")).toThrow(EditError);
});

test("52: a config nested 100,000 times is checked", { timeout: 15_000 }, () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(complaint(`{ deep: ${deep}, a: 1 }`, [setA], `{ deep: ${deep}, a: 2 }`)).toBeUndefined();
  expect(complaint(`{ deep: ${deep}, a: 1 }`, [setA], `{ deep: ${deep.replace("[]", "[0]")}, a: 2 }`)).toBe(
    "the result means something else",
  );
});
