import { expect, test } from "vitest";
import type { Path } from "../../../../src/config/json5/merge.ts";
import { placeOf } from "../../../../src/config/json5/place-of.ts";
import { spellPath } from "../../../../src/config/json5/spell-path.ts";

const text = `\ufeff// mine\r\n{\r\n  a: [1, { b: 2 }],\r\n  "c": 3, c: 4 }`;

test.each<[Path, number, number]>([
  [[], 2, 1],
  [["a"], 3, 3],
  [["a", 0], 3, 7],
  [["a", 1, "b"], 3, 12],
  // Of two members with one key the last counts.
  [["c"], 4, 11],
  // What is missing is where it would have to be.
  [["a", 1, "x", "y"], 3, 10],
  [["nowhere"], 2, 1],
])("%j is at line %i, column %i", (path, line, column) => {
  expect(placeOf(text, path)).toEqual({ line, column });
});

test("an empty text has a first line", () => {
  expect(placeOf("", ["a"])).toEqual({ line: 1, column: 1 });
});

test("a path is spelt as people write it", () => {
  expect(spellPath(["models", "rows", 0, "name"])).toBe("models.rows[0].name");
});
