import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { configEditor } from "../../../src/config/config-editor.ts";
import type { Operation } from "../../../src/config/json5/merge.ts";

const set = (path: readonly (string | number)[], value: string | number): Operation => ({ op: "set", path, value });
const edited = async (text: string, ...operations: Operation[]) =>
  (await configEditor("/openclaw.json", text))(text, operations);

test.each([
  ["JSON stays JSON", '{\n  "a": 1\n}\n'],
  ["JSON5 stays JSON5", "// c\n{\n  a: 1, // d\n}\n"],
  ["an empty file", ""],
  ["a file of comments", "// c\n"],
])("%s, and has what was asked for", async (_, text) => {
  const after = await edited(text, set(["b", "c"], "x"));
  expect(JSON5.parse(after)).toMatchObject({ b: { c: "x" } });
  for (const comment of ["// c", "// d"]) expect(after.includes(comment)).toBe(text.includes(comment));
  if (text.startsWith("{")) expect(() => JSON.parse(after)).not.toThrow();
});

test("what is as it should be comes back as the very same text", async () => {
  const text = "{ a:   1, /* c */ }";
  expect(await edited(text, set(["a"], 1))).toBe(text);
  expect(await edited(text)).toBe(text);
});

test("one editor edits more than one text: the config and its backup", async () => {
  const text = '{ env: { KEY: "x" }, a: 1 }';
  const edit = await configEditor("/openclaw.json", text);
  expect(JSON5.parse(edit(text, [set(["a"], 2)]))).toEqual({ env: { KEY: "x" }, a: 2 });
  expect(JSON5.parse(edit(text, [{ op: "delete", path: ["env", "KEY"] }]))).toEqual({ env: {}, a: 1 });
});

describe("an edit that cannot be made", () => {
  test("through something that is no object is an error, not a guess", async () => {
    await expect(edited('{ a: "text" }', set(["a", "b"], 1))).rejects.toThrow("not-a-container");
  });

  test("of a file that is no config is one too", async () => {
    await expect(edited("[]", set(["a"], 1))).rejects.toThrow("root-not-object");
  });
});
