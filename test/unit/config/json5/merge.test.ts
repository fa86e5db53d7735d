import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../../src/config/json5/json-value.ts";
import { applyOperations, EditError, type Operation, revise } from "../../../../src/config/json5/merge.ts";

/** The value after the operations; the value before and the operations are frozen, so a change of either would throw. */
function applied(value: JsonValue, ...operations: Operation[]): JsonObject {
  return applyOperations(frozen(value), frozen(operations));
}

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

describe("merge", () => {
  test.each<[what: string, value: JsonValue, after: JsonObject]>([
    ["members of objects at any depth", { a: { b: { c: 2 } } }, { a: { b: { c: 2, d: 1 } }, list: [1, 2] }],
    ["a list as a whole", { list: [3] }, { a: { b: { d: 1 } }, list: [3] }],
    ["an object where a list was", { list: { x: 1 } }, { a: { b: { d: 1 } }, list: { x: 1 } }],
    ["null, as a value", { a: { b: null } }, { a: { b: null }, list: [1, 2] }],
    ["nothing from an empty object", { a: {} }, { a: { b: { d: 1 } }, list: [1, 2] }],
  ])("takes over %s", (_, value, after) => {
    expect(applied({ a: { b: { d: 1 } }, list: [1, 2] }, { op: "merge", path: [], value })).toEqual(after);
  });

  test("makes the objects its path needs", () => {
    expect(applied({}, { op: "merge", path: ["a", "b"], value: { c: 1 } })).toEqual({ a: { b: { c: 1 } } });
  });
});

describe("set", () => {
  test("replaces objects and lists as a whole", () => {
    expect(applied({ a: { b: 1 }, list: [1, 2] }, { op: "set", path: ["a"], value: { c: 2 } })).toEqual({
      a: { c: 2 },
      list: [1, 2],
    });
  });

  test("makes the objects and lists its path needs", () => {
    expect(applied({}, { op: "set", path: ["a", "list", 0, "b"], value: 1 })).toEqual({ a: { list: [{ b: 1 }] } });
  });

  test("an index just behind the end appends, one further is refused", () => {
    expect(applied({ list: [1] }, { op: "set", path: ["list", 1], value: 2 })).toEqual({ list: [1, 2] });
    const error = new EditError("index-out-of-range", ["list", 2]);
    expect(() => applied({ list: [1] }, { op: "set", path: ["list", 2], value: 3 })).toThrow(error);
    expect(() => applied({}, { op: "set", path: ["list", 2, "x"], value: 3 })).toThrow(error);
    for (const index of [-1, 0.5, Number.NaN]) {
      expect(() => applied({ list: [1] }, { op: "set", path: ["list", index], value: 2 })).toThrow(
        expect.objectContaining({ code: "index-out-of-range" }),
      );
    }
  });
});

describe("delete", () => {
  const config = { a: { b: 1, c: 2 }, list: ["x", "y", "z"] };

  test("takes a member or an element away", () => {
    expect(applied(config, { op: "delete", path: ["a", "b"] }, { op: "delete", path: ["list", 1] })).toEqual({
      a: { c: 2 },
      list: ["x", "z"],
    });
  });

  test.each([
    { path: ["b"] },
    { path: ["b", "c", 0] },
    { path: ["a", "b", "c"] },
    { path: ["a", 0] },
    { path: ["list", "b"] },
    { path: ["list", 3] },
    { path: ["toString"] },
  ])("changes nothing where there is nothing: $path", ({ path }) => {
    expect(applied(config, { op: "delete", path })).toBe(config);
  });

  test("the config itself cannot be deleted, nor become something else than an object", () => {
    const error = new EditError("root-not-object", []);
    expect(() => applied(config, { op: "delete", path: [] })).toThrow(error);
    expect(() => applied(config, { op: "set", path: [], value: [] })).toThrow(error);
    expect(() => applied([], { op: "set", path: [], value: {} })).toThrow(error);
  });
});

describe("upsert", () => {
  const upsert = (id: string, value: JsonObject): Operation => ({ op: "upsert", path: ["rows"], id, value });

  test("merges into the last row of that id", () => {
    const rows = [{ id: "a", n: 1 }, { id: "b" }, "text", { n: 2 }, { id: "a", n: 3, deep: { x: 1 } }];
    expect(applied({ rows }, upsert("a", { n: 4, deep: { y: 2 } }))).toEqual({
      rows: [...rows.slice(0, 4), { id: "a", n: 4, deep: { x: 1, y: 2 } }],
    });
  });

  test("appends a row of a new id, and makes the list where there is none", () => {
    expect(applied({ rows: [{ id: 1 }] }, upsert("1", { n: 1 }))).toEqual({ rows: [{ id: 1 }, { id: "1", n: 1 }] });
    expect(applied({}, upsert("a", {}), upsert("a", { n: 1 }), upsert("b", {}))).toEqual({
      rows: [{ id: "a", n: 1 }, { id: "b" }],
    });
  });

  test("sees what the operations before it have done to the rows", () => {
    const rows = [{ id: "a" }, { id: "b" }];
    const operations: Operation[] = [
      upsert("b", { n: 1 }),
      { op: "delete", path: ["rows", 0] },
      upsert("a", { n: 2 }),
      { op: "set", path: ["rows", 0, "id"], value: "c" },
      upsert("b", { n: 3 }),
    ];
    expect(applied({ rows }, ...operations)).toEqual({
      rows: [
        { id: "c", n: 1 },
        { id: "a", n: 2 },
        { id: "b", n: 3 },
      ],
    });
  });

  test("a row of another id than its own is refused", () => {
    expect(() => applied({}, upsert("a", { id: "b" }))).toThrow(new EditError("unsupported-value", ["rows", "id"]));
    expect(applied({}, upsert("a", { id: "a" }))).toEqual({ rows: [{ id: "a" }] });
  });
});

describe("what can be relied on", () => {
  test("parts that did not change are the very same", () => {
    const before = { a: { b: { c: 1 } }, list: [{ id: "x" }, { id: "y" }], other: {} };
    const after = applied(before, { op: "upsert", path: ["list"], id: "y", value: { n: 1 } });
    expect(after.a).toBe(before.a);
    expect(after.other).toBe(before.other);
    expect((after.list as JsonValue[])[0]).toBe(before.list[0]);
  });

  test("a value that turns out the same is the very same", () => {
    const before = { a: { b: [1, { c: 2 }], d: -0 }, e: Number.NaN };
    const changed: Operation = { op: "set", path: ["a"], value: { b: 1 } };
    const restored: Operation = { op: "set", path: ["a"], value: { d: -0, b: [1, { c: 2 }] } };
    expect(applied(before, changed, restored)).toBe(before);
  });

  test("a zero and a negative zero are not the same", () => {
    expect(Object.is(applied({ a: 0 }, { op: "set", path: ["a"], value: -0 }).a, -0)).toBe(true);
  });

  test("keys keep their order, also when one is deleted and set again", () => {
    const operations: Operation[] = [
      { op: "delete", path: ["b"] },
      { op: "set", path: ["d"], value: 4 },
      { op: "set", path: ["b"], value: 5 },
    ];
    expect(Object.keys(applied({ a: 1, b: 2, c: 3 }, ...operations))).toEqual(["a", "b", "c", "d"]);
  });

  test("keys that name what every object has reach no prototype", () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
    const after = applied(
      {},
      { op: "merge", path: [], value: patch },
      { op: "set", path: ["__proto__", "x"], value: 1 },
    );
    expect(JSON.stringify(after)).toBe(
      '{"__proto__":{"polluted":true,"x":1},"constructor":{"prototype":{"polluted":true}}}',
    );
    expect("polluted" in {}).toBe(false);
  });

  test("an operation's value is not changed by the next one", () => {
    const value = { a: [1] };
    const operations: Operation[] = [
      { op: "set", path: ["one"], value },
      { op: "set", path: ["two"], value },
      { op: "set", path: ["one", "a", 0], value: 2 },
    ];
    expect(applied({}, ...operations)).toEqual({ one: { a: [2] }, two: { a: [1] } });
  });
});

describe("where the elements of a changed list come from", () => {
  test.each<[what: string, before: JsonValue[], after: JsonValue[], origins: number[]]>([
    ["appended", [1, 2], [1, 2, 3], [0, 1, -1]],
    ["put first", [1, 2], [3, 1, 2], [-1, 0, 1]],
    ["taken out of the middle", [1, 2, 3], [1, 3], [0, 2]],
    ["moved to the front", [1, 2, 3, 4], [4, 1, 2, 3], [-1, 0, 1, 2]],
    ["replaced", ["a", "b", "c"], ["a", "x", "c"], [0, -1, 2]],
    [
      "changed, and known by their id",
      [{ id: "a" }, { id: "b" }, { id: "c" }],
      [
        { id: "b", n: 1 },
        { id: "c", n: 2 },
      ],
      [1, 2],
    ],
    ["changed, and without an id", [{ n: 1 }, { n: 2 }], [{ n: 3 }, { n: 4 }], [0, 1]],
    ["of another kind", [{ id: "a" }, [1], "a"], ["the object a", "an array", { id: "b" }, [1, 2]], [-1, -1, -1, 1]],
    ["equal to one another", ["a", "b", "a", "b"], ["b", "a", "a", "b"], [-1, 0, 2, 3]],
  ])("%s", (_, before, after, origins) => {
    const revision = revise({ list: before }, [{ op: "set", path: ["list"], value: after }]);
    expect(revision.value).toEqual({ list: after });
    expect(revision.origins.get(revision.value.list as JsonValue[])).toEqual(origins);
  });

  test("of equal elements the one that was deleted by its number is the one that is gone", () => {
    const operations: Operation[] = [
      { op: "delete", path: ["list", 0] },
      { op: "set", path: ["list", 2], value: 2 },
      { op: "delete", path: ["list", 0] },
    ];
    expect([...revise({ list: [1, 1, 1] }, operations).origins.values()]).toEqual([[2, -1]]);
  });

  test("52: deep elements are told apart without running out of stack", () => {
    const deep = (): JsonValue => {
      let value: JsonValue = [];
      for (let depth = 0; depth < 100_000; depth++) value = [value];
      return value;
    };
    const list = [deep(), deep()];
    const operations: Operation[] = [
      { op: "delete", path: ["list", 0] },
      { op: "set", path: ["list", 1], value: 1 },
    ];
    const { value } = revise({ list }, operations);
    expect((value.list as JsonValue[])[0] === list[1]).toBe(true);
    expect((value.list as JsonValue[])[1]).toBe(1);
  });

  test("the longest part that kept its order is kept, however the rest was shuffled", () => {
    const before = Array.from({ length: 1000 }, (_, index) => `element ${index}`);
    const after = [...before.slice(900), ...before.slice(0, 900)];
    const [origins] = revise({ list: before }, [{ op: "set", path: ["list"], value: after }]).origins.values();
    expect(origins?.filter((origin) => origin >= 0)).toEqual(Array.from({ length: 900 }, (_, index) => index));
  });
});
