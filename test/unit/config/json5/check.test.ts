import { diffArrays } from "diff";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { checkEdit } from "../../../../src/config/json5/check.ts";
import type { Edit } from "../../../../src/config/json5/edit.ts";
import { EditError, type Operation } from "../../../../src/config/json5/merge.ts";
import { Json5SyntaxError } from "../../../../src/config/json5/tree.ts";

const setA: Operation = { op: "set", path: ["a"], value: 2 };
const setR = (...value: number[]): Operation => ({ op: "set", path: ["r"], value });

function complaint(
  before: string,
  operations: readonly Operation[],
  after: string,
  edits = editsBetween(before, after),
): string | undefined {
  return checkEdit({ before, after, edits, operations, parse: JSON5.parse });
}

/** The fewest edits that make one text of another. */
function editsBetween(before: string, after: string): Edit[] {
  const edits: { start: number; end: number; text: string }[] = [];
  let position = 0;
  const words = (text: string) => text.match(/\/\/.*|\/\*.*?\*\/|\w+|[\s\S]/g) ?? [];
  for (const { value: changed, added, removed } of diffArrays(words(before), words(after))) {
    const value = changed.join("");
    const last = edits.at(-1);
    const isNext = last?.end === position;
    if (added && isNext && last) last.text += value;
    else if (added) edits.push({ start: position, end: position, text: value });
    if (removed && isNext && last) last.end += value.length;
    else if (removed) edits.push({ start: position, end: position + value.length, text: "" });
    if (!added) position += value.length;
  }
  return edits;
}

describe("an edit that did what was asked", () => {
  test.each<[what: string, before: string, operations: Operation[], after: string, edits?: Edit[]]>([
    ["changed a value", "{ a: 1, /* c */ b: 2 }", [setA], "{ a: 2, /* c */ b: 2 }"],
    ["changed nothing, when nothing was to change", "{ a: 2 }", [setA], "{ a: 2 }"],
    ["filled an empty file", "// c\n", [setA], "// c\n{ a: 2 }\n"],
    [
      "took a comment away with its member",
      "{ a: 1, // a\n b: 2 // b\n}",
      [{ op: "delete", path: ["b"] }],
      "{ a: 1 // a\n}",
    ],
    [
      "took the comments inside a value away with it",
      "{ a: { /* c */ b: 1 } }",
      [setA],
      "{ a: 2 }",
      [{ start: 5, end: 21, text: "2" }],
    ],
    ["wrote a member behind the comment of the last one", "{ b: 1 // b\n}", [setA], "{ b: 1, // b\n a: 2 }"],
    ["filled what was empty but for a comment", "{ /* c */ }", [setA], "{ /* c */ a: 2 }"],
    ["wrote before the comment of the next element", "{ r: [/* 2 */ 2] }", [setR(1, 2)], "{ r: [1, /* 2 */ 2] }"],
    ["took all members and the brackets", "{ r: { a: 1 } }", [{ op: "delete", path: ["r", "a"] }], "{ r: {} }"],
    ["added a comma to the one before, and nothing else", "{ b: [ 1 ] }", [setA], "{ b: [ 1 ], a: 2 }"],
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
  ])("%s", (_, before, operations, after, edits) => {
    expect(complaint(before, operations, after, edits)).toBeUndefined();
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
    ["lost a comment", "{ a: 1, b: 2 /* c */ }", [setA], "{ a: 2, b: 2 }", "a comment would be lost"],
    ["lost what follows the config", "{ a: 1 } // c", [setA], "{ a: 2 }", "something around it would be changed"],
    ["lost the byte order mark", "\ufeff{ a: 1 }", [setA], "{ a: 2 }", "something around it would be changed"],
    ["spelt a value anew", "{ a: 1, b: 0x1F }", [setA], "{ a: 2, b: 31 }", "something that stays would be changed"],
    ["spelt a key anew", "{ a: 1, 'b': 1 }", [setA], "{ a: 2, b: 1 }", "something that stays would be changed"],
    [
      "took an earlier member with the same key away",
      "{ b: 1, b: 2, a: 1 }",
      [setA],
      "{ b: 2, a: 2 }",
      "something that stays would be changed",
    ],
    ["moved a line", "{ a: 1,\n  b: 2 }", [setA], "{ a: 2,\n b: 2 }", "white space would be changed"],
    [
      "came between a member and its comment",
      "{ b: 1 // b\n}",
      [setA],
      "{ b: 1, a: 2 // b\n}",
      "a comment would be torn from what it belongs to",
    ],
    [
      "joined two lines of comments",
      "{ a: 1, /* a */\n b: 2, // b\n // c\n}",
      [{ op: "delete", path: ["a"] }],
      "{ b: 2, // b // c\n}",
      "a comment would be lost",
    ],
    [
      "lost the comment of an element that stays",
      "{ r: [1, // one\n 2] }",
      [{ op: "set", path: ["r"], value: [1, 2, 3] }],
      "{ r: [1, 2, 3] }",
      "a comment would be lost",
    ],
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
    ["doubled a comment", "{ a: 1 /* c */ }", [setA], "{ a: 2 /* c */ /* c */ }", "a comment would be made"],
  ])("%s", (_, before, operations, after, reason) => {
    expect(complaint(before, operations, after)).toBe(reason);
  });

  test("the reason quotes nothing of a config, which may hold secrets", () => {
    const broken = '{ "a": 2, "key": "vapi_secret" "x" }';
    const parse = (text: string): unknown => JSON.parse(text);
    expect(checkEdit({ before: '{ "a": 1 }', after: broken, edits: [], operations: [setA], parse })).not.toContain(
      "vapi",
    );
  });
});

test("edits that are not what happened are no proof", () => {
  const edits = [{ start: 5, end: 6, text: "2" }];
  expect(complaint("{ a: 1 }", [setA], "{ a: 2 }", edits)).toBeUndefined();
  expect(complaint("{ a: 1 }", [setA], "{ a: 2  }", edits)).toBe("the edits do not make the result");
  expect(complaint("{ a: 1 }", [setA], "{ a: 2 }", [{ start: 5, end: 4, text: "" }])).toBe(
    "the edits do not make the result",
  );
});

test("what parse says of a text is what counts", () => {
  const parse = (text: string): unknown => JSON5.parse(text.replace("two", "three"));
  const operations: Operation[] = [{ op: "set", path: ["a"], value: "two" }];
  expect(checkEdit({ before: "{ a: 1 }", after: "{ a: 'two' }", edits: [], operations, parse })).toBe(
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
