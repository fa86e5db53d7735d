import { readFile } from "node:fs/promises";
import JSON5 from "json5";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkEdit } from "../../../../src/config/json5/check.ts";
import { editJson5 } from "../../../../src/config/json5/edit.ts";
import type { JsonValue } from "../../../../src/config/json5/json-value.ts";
import { EditError, type Operation } from "../../../../src/config/json5/merge.ts";
import { Json5SyntaxError } from "../../../../src/config/json5/tree.ts";

/** The edited text; it has passed the check that guards every write. */
function edited(text: string, ...operations: Operation[]): string {
  const result = editJson5(text, operations);
  expect(
    checkEdit({ before: text, after: result.text, edits: result.edits, operations, parse: JSON5.parse }),
  ).toBeUndefined();
  return result.text;
}

function set(path: string, value: JsonValue): Operation {
  return { op: "set", path: path.split("."), value };
}

function remove(...path: (string | number)[]): Operation {
  return { op: "delete", path };
}

beforeEach(() => {
  vi.spyOn(console, "warn").mockReturnValue(); // json5 warns of a raw U+2028 in a string
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("adding a member", () => {
  test("1: after a last member with a comment and no comma, the comma comes before the comment", () => {
    expect(edited("{\n  a: 1 // about a\n}\n", set("b", 2))).toBe("{\n  a: 1, // about a\n  b: 2\n}\n");
  });

  test("2: after a last member with a comma and a comment, the new one has a comma too", () => {
    expect(edited("{\n  a: 1, // about a\n}\n", set("b", 2))).toBe("{\n  a: 1, // about a\n  b: 2,\n}\n");
  });

  test("3: a comment that ends a one-line object does not swallow the new member", () => {
    expect(edited("{a:1 // c\n}", set("b", 2))).toBe("{a:1, // c\n  b:2\n}");
  });

  test("21: where commas come first, so does the new one", () => {
    const text = "{\n    a: 1\n  , b: 2 // about b\n}\n";
    expect(edited(text, set("c", { d: { e: 1 } }))).toBe(
      "{\n    a: 1\n  , b: 2 // about b\n  , c: {\n      d: { e: 1 }\n    }\n}\n",
    );
  });

  test("22: a comment between a value and its comma stays between them", () => {
    expect(edited("{\n  a: 1 /* c */,\n}\n", set("b", 2))).toBe("{\n  a: 1 /* c */,\n  b: 2,\n}\n");
  });

  test("22: a comma on a line of its own serves the new member", () => {
    expect(edited("{\n  a: 1\n  ,\n}\n", set("b", 2))).toBe("{\n  a: 1,\n  b: 2\n  ,\n}\n");
  });

  test("23: after several members on one line it gets a line of its own, indented as they are", () => {
    expect(edited("{\n  a: 1, b: 2,\n  c: 3, d: 4\n}\n", set("e", 5))).toBe(
      "{\n  a: 1, b: 2,\n  c: 3, d: 4,\n  e: 5\n}\n",
    );
  });

  test("behind a line that a comment begins it is indented as that line is", () => {
    expect(edited("{\n    /* a */ a: 1,\n}\n", set("b", 2))).toBe("{\n    /* a */ a: 1,\n    b: 2,\n}\n");
    expect(edited("{\n\t/* a */ 'a': {},\n}\n", set("a.b", [[]]))).toBe(
      "{\n\t/* a */ 'a': {\n\t\t'b': [\n\t\t\t[],\n\t\t],\n\t},\n}\n",
    );
  });

  test("24: an object on one line stays on one line", () => {
    expect(edited("{\n  model: { primary: 'a/b' },\n}\n", set("model.fallbacks", ["c/d"]))).toBe(
      "{\n  model: { primary: 'a/b', fallbacks: ['c/d'] },\n}\n",
    );
  });

  test("24: a value too long for the line of its object is spread over lines", () => {
    const provider = { baseUrl: "https://api.venice.ai/api/v1", apiKey: "${VENICE_API_KEY}", models: [] };
    expect(edited('{\n  models: { mode: "merge" },\n}\n', set("models.providers", { venice: provider }))).toBe(
      [
        "{",
        '  models: { mode: "merge", providers: {',
        "    venice: {",
        '      baseUrl: "https://api.venice.ai/api/v1",',
        '      apiKey: "${VENICE_API_KEY}",',
        "      models: [],",
        "    },",
        "  } },",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("25: compact JSON stays compact", () => {
    expect(edited('{"a":{"b":1},"c":[1,2]}', set("a.d", { e: [true] }), set("f", "g"))).toBe(
      '{"a":{"b":1,"d":{"e":[true]}},"c":[1,2],"f":"g"}',
    );
    expect(edited('{"a":1}', set("b", 2))).toBe('{"a":1,"b":2}');
  });

  test.each([
    ["{}", '{\n  "a": 1\n}'],
    ["{ }\n", '{\n  "a": 1\n}\n'],
    ["{ /* c */ }", "{ /* c */ a: 1 }"],
    ["{ // c\n}", "{ // c\n  a: 1,\n}"],
    ["{\n    // c\n}\n", "{\n    // c\n    a: 1,\n}\n"],
  ])("26: the empty object %j is filled, its comment kept", (text, expected) => {
    expect(edited(text, set("a", 1))).toBe(expected);
  });

  test("26: an empty object inside a file is filled in the file's style", () => {
    expect(edited("{\n\ta: {},\n\tb: { }\n}", set("a.c", [{ d: {} }]), set("b.e", 1))).toBe(
      "{\n\ta: {\n\t\tc: [\n\t\t\t{\n\t\t\t\td: {}\n\t\t\t}\n\t\t]\n\t},\n\tb: { e: 1 }\n}",
    );
  });

  test("37: members that are commented out stay the last thing in their object", () => {
    expect(edited("{\n  a: 1,\n  // b: 2,\n  // c: 3,\n}\n", set("d", 4))).toBe(
      "{\n  a: 1,\n  d: 4,\n  // b: 2,\n  // c: 3,\n}\n",
    );
  });

  test("38: a comment over several lines behind the last value is not torn from it", () => {
    expect(edited("{\n  a: 1 /* about\n          a */\n}\n", set("b", 2))).toBe(
      "{\n  a: 1, /* about\n          a */\n  b: 2\n}\n",
    );
  });

  test.each([
    [
      "four blanks",
      "{\n    a: {\n        b: 1,\n    },\n}\n",
      "{\n    a: {\n        b: 1,\n        c: [\n            [],\n        ],\n    },\n}\n",
    ],
    ["tabs", "{\n\ta: {\n\t\tb: 1,\n\t},\n}\n", "{\n\ta: {\n\t\tb: 1,\n\t\tc: [\n\t\t\t[],\n\t\t],\n\t},\n}\n"],
    ["a mixture", "{\n  a: {\n  \tb: 1,\n  },\n}\n", "{\n  a: {\n  \tb: 1,\n  \tc: [\n  \t\t[],\n  \t],\n  },\n}\n"],
  ])("39: indentation by %s goes on", (_, text, expected) => {
    expect(edited(text, set("a.c", [[]]))).toBe(expected);
  });

  test("40: a file without a line end at its end gets none", () => {
    expect(edited("{\n  a: 1,\n}", set("b", 2))).toBe("{\n  a: 1,\n  b: 2,\n}");
  });

  test("41: what stands behind the object stays there", () => {
    expect(edited("{\n  a: 1,\n}\n// the end\n\n", set("b", 2))).toBe("{\n  a: 1,\n  b: 2,\n}\n// the end\n\n");
  });

  test("42: lines that end with a lone CR go on doing so", () => {
    expect(edited("{\r  a: 1, // c\r}\r", set("b", { c: { d: 1 } }))).toBe(
      "{\r  a: 1, // c\r  b: {\r    c: { d: 1 },\r  },\r}\r",
    );
  });

  test("44: keys that need quotes get them where others have none", () => {
    expect(edited("{\n  a: 'x',\n}\n", set("x-y", 1), set("10", 2), set("", 3), set("née", 4))).toBe(
      "{\n  a: 'x',\n  '10': 2,\n  'x-y': 1,\n  '': 3,\n  'née': 4,\n}\n",
    );
  });

  test("a blank line between groups of members stays where it is", () => {
    expect(edited("{\n  a: 1,\n\n  b: 2,\n\n}\n", set("c", 3))).toBe("{\n  a: 1,\n\n  b: 2,\n  c: 3,\n\n}\n");
  });

  test("quoted keys, single quotes and colons are written as the neighbours have them", () => {
    const text = "{\n  'a' : 'x',\n  'b' : 2\n}\n";
    expect(edited(text, set("c", { d: "e" }))).toBe("{\n  'a' : 'x',\n  'b' : 2,\n  'c' : { 'd' : 'e' }\n}\n");
  });

  test("objects and arrays of a few scalars go on one line, unless JSON.stringify has written the file", () => {
    const row = { input: ["text"], cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } };
    expect(edited("{\n  a: 1,\n}\n", set("row", row))).toBe(
      '{\n  a: 1,\n  row: {\n    input: ["text"],\n    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },\n  },\n}\n',
    );
    const printed = { a: 1, list: [1, 2] };
    expect(edited(JSON.stringify(printed, null, 2), set("row", row))).toBe(
      JSON.stringify({ ...printed, row }, null, 2),
    );
  });
});

describe("a text without an object", () => {
  test("27: an empty file becomes a config", () => {
    expect(edited("", set("models.mode", "merge"))).toBe('{\n  models: { mode: "merge" },\n}\n');
  });

  test("28: comments alone are kept, also when no line end follows them", () => {
    expect(edited("// mine", set("a", 1))).toBe("// mine\n{\n  a: 1,\n}\n");
    expect(edited("/* mine */\r\n\r\n", set("a", 1))).toBe("/* mine */\r\n\r\n{\r\n  a: 1,\r\n}\r\n");
  });

  test("29: a byte order mark alone is kept", () => {
    expect(edited("\ufeff", set("a", 1))).toBe("\ufeff{\n  a: 1,\n}\n");
  });

  test.each(["[1, 2]", "'text'", "null", "1"])("55: %s is no config and is left alone", (text) => {
    expect(() => editJson5(text, [set("a", 1)])).toThrow(expect.objectContaining({ code: "root-not-object" }));
  });
});

describe("deleting", () => {
  test("4: the last member without a comma takes the comma before it along, so JSON stays JSON", () => {
    expect(edited('{\n  "a": 1,\n  "b": 2\n}\n', remove("b"))).toBe('{\n  "a": 1\n}\n');
    expect(edited('{"a":1,"b":2}', remove("b"))).toBe('{"a":1}');
    expect(edited("{ a: 1, b: 2 }", remove("b"))).toBe("{ a: 1 }");
  });

  test("5: the only member leaves no comma and no blank lines behind", () => {
    expect(edited("{\n  a: {\n    b: 1,\n\n  },\n}\n", remove("a", "b"))).toBe("{\n  a: {},\n}\n");
    expect(edited("{ a: 1, }", remove("a"))).toBe("{}");
  });

  test("6: the comment behind a member goes with it, the lines above it stay", () => {
    const text =
      "{\n  // first group\n  a: 1, // about a\n  // second group\n  b: 2, /* about b */ // and more\n  c: 3, // about c\n}\n";
    expect(edited(text, remove("a"))).toBe(
      "{\n  // first group\n  // second group\n  b: 2, /* about b */ // and more\n  c: 3, // about c\n}\n",
    );
    expect(edited(text, remove("b"))).toBe(
      "{\n  // first group\n  a: 1, // about a\n  // second group\n  c: 3, // about c\n}\n",
    );
    expect(edited(text, remove("a"), remove("b"), remove("c"))).toBe("{\n  // first group\n  // second group\n}\n");
  });

  test("6: members that are commented out stay when the last real one goes", () => {
    expect(edited("{\n  a: 1, // about a\n  // b: 2,\n}\n", remove("a"))).toBe("{\n  // b: 2,\n}\n");
  });

  test("6: the comment of the member before is not taken for that of the deleted one", () => {
    expect(edited("{\n  a: 1, // about a\n  b: 2 // about b\n}\n", remove("b"))).toBe("{\n  a: 1 // about a\n}\n");
  });

  test("8: every duplicate goes, however its key is spelled", () => {
    expect(edited("{\n  a: 1,\n  b: 0,\n  'a': 2,\n  \"a\": 3, // c\n  \\u0061: 4,\n}\n", remove("a"))).toBe(
      "{\n  b: 0,\n}\n",
    );
  });

  test("21: where commas come first, no comma is left over", () => {
    const text = "{\n    a: 1\n  , b: 2 // about b\n  , c: 3\n}\n";
    expect(edited(text, remove("a"))).toBe("{\n    b: 2 // about b\n  , c: 3\n}\n");
    expect(edited(text, remove("b"))).toBe("{\n    a: 1\n  , c: 3\n}\n");
    expect(edited(text, remove("c"))).toBe("{\n    a: 1\n  , b: 2 // about b\n}\n");
    expect(edited(text, remove("b"), remove("c"))).toBe("{\n    a: 1\n}\n");
  });

  test("21: where commas come first, the member before keeps its comma as long as one follows", () => {
    const text = "{\n    a: 1\n  , b: 2\n  // about c\n  , c: 3\n}\n";
    expect(edited(text, remove("b"))).toBe("{\n    a: 1\n  ,\n  // about c\n   c: 3\n}\n");
  });

  test("22: a comment between the value and its comma goes with the value", () => {
    expect(edited("{\n  a: 1 /* about a */,\n  b: 2,\n}\n", remove("a"))).toBe("{\n  b: 2,\n}\n");
  });

  test("22: lines of comments between the value and its comma stay", () => {
    expect(edited("{\n  a: 1\n  // about b\n  , b: 2\n}\n", remove("a"))).toBe("{\n  // about b\n   b: 2\n}\n");
  });

  test("23: one of several members on a line goes, the others keep the line", () => {
    const text = "{\n  a: 1, b: 2, c: 3, // abc\n  d: 4,\n}\n";
    expect(edited(text, remove("a"))).toBe("{\n  b: 2, c: 3, // abc\n  d: 4,\n}\n");
    expect(edited(text, remove("b"))).toBe("{\n  a: 1, c: 3, // abc\n  d: 4,\n}\n");
    expect(edited(text, remove("b"), remove("c"))).toBe("{\n  a: 1,\n  d: 4,\n}\n");
    expect(edited(text, remove("a"), remove("b"), remove("c"))).toBe("{\n  d: 4,\n}\n");
  });

  test("23: a comment before the next member on the line stays with that member", () => {
    expect(edited("{ a: 1, /* about b */ b: 2 }", remove("a"))).toBe("{ /* about b */ b: 2 }");
  });

  test("38: a comment over several lines that begins behind a member stays", () => {
    expect(edited("{\n  a: 1, /* from here\n          to there */\n  b: 2,\n}\n", remove("a"))).toBe(
      "{\n  /* from here\n          to there */\n  b: 2,\n}\n",
    );
  });

  test("45: deleting and adding in one edit keeps the comma style", () => {
    expect(edited("{\n  a: 1,\n}\n", remove("a"), set("b", 2))).toBe("{\n  b: 2,\n}\n");
    expect(edited("{\n  // kept\n  a: 1,\n}\n", remove("a"), set("b", 2))).toBe("{\n  b: 2,\n  // kept\n}\n");
    expect(edited('{\n  "a": 1,\n  "b": 2\n}\n', remove("b"), set("c", 3))).toBe('{\n  "a": 1,\n  "c": 3\n}\n');
    expect(edited("{ a: 1, b: 2 }", remove("b"), set("c", 3))).toBe("{ a: 1, c: 3 }");
  });

  test("45: a member deleted and set again in one edit keeps its place and its comment", () => {
    expect(edited("{\n  a: 1, // about a\n  b: 2,\n}\n", remove("a"), set("a", 3))).toBe(
      "{\n  a: 3, // about a\n  b: 2,\n}\n",
    );
  });

  test("46: both neighbours of a member go, and it stays whole", () => {
    expect(edited("{\n  a: 1,\n  b: 2, // about b\n  c: 3\n}\n", remove("a"), remove("c"))).toBe(
      "{\n  b: 2 // about b\n}\n",
    );
    expect(edited("{ a: 1, b: 2, c: 3 }", remove("a"), remove("c"))).toBe("{ b: 2 }");
  });

  test("a closing bracket behind the deleted member is not drawn into the comment above", () => {
    expect(edited("{\n  a: 1,\n  // about b\n  b: 2 }", remove("b"))).toBe("{\n  a: 1\n  // about b\n }");
  });
});

describe("changing a value", () => {
  test("7: of several members with one key the last is changed, the one that counts", () => {
    expect(edited("{\n  a: 1,\n  'a': 2,\n}\n", set("a", 3))).toBe("{\n  a: 1,\n  'a': 3,\n}\n");
  });

  test("9: of several objects with one key the last is merged into", () => {
    expect(edited("{ a: { b: 1 }, a: { c: 2 } }", { op: "merge", path: ["a"], value: { d: 3 } })).toBe(
      "{ a: { b: 1 }, a: { c: 2, d: 3 } }",
    );
  });

  test("14: a negative zero becomes a zero, and a zero a negative one", () => {
    expect(edited("{ a: -0, b: 0 }", set("a", 0), set("b", -0))).toBe("{ a: 0, b: -0 }");
  });

  test("34: a scalar becomes an object, and the comment behind it stays behind it", () => {
    const text = "{\n  model: 'a/b', // my model\n}\n";
    expect(edited(text, set("model", { primary: "a/b", fallbacks: [] }))).toBe(
      "{\n  model: {\n    primary: 'a/b',\n    fallbacks: [],\n  }, // my model\n}\n",
    );
  });

  test("35: an object becomes a scalar, and the comment behind it stays behind it", () => {
    expect(edited("{\n  model: {\n    primary: 'a/b',\n  }, // my model\n}\n", set("model", "c/d"))).toBe(
      "{\n  model: 'c/d', // my model\n}\n",
    );
  });

  test("an object set to another one keeps the members, spellings and comments they share", () => {
    const text = "{\n  a: {\n    // the limit\n    limit: 0x10, // bytes\n    old: 1,\n  },\n}\n";
    expect(edited(text, set("a", { limit: 16, fresh: true }))).toBe(
      "{\n  a: {\n    // the limit\n    limit: 0x10, // bytes\n    fresh: true,\n  },\n}\n",
    );
  });

  test("a line break inside a value does not spread the value that replaces it", () => {
    expect(edited("{ a: 'x\\\n', b: 1 }", set("a", { c: 1 }))).toBe("{ a: { c: 1 }, b: 1 }");
  });
});

describe("lists", () => {
  const rows = [
    "{",
    "  models: [",
    "    // the cheap one",
    '    { id: "one", name: "One", price: 0x1 }, // keep',
    "",
    '    { name: "without id" },',
    "    {",
    '      id: "two", // second',
    '      name: "Two",',
    "    },",
    '    { id: "one", name: "Uno" }, // the one that counts',
    "  ],",
    "}",
    "",
  ].join("\n");

  test("30: a row known by its id is changed in place, and all others keep every byte and comment", () => {
    expect(edited(rows, { op: "upsert", path: ["models"], id: "two", value: { name: "Due", price: 2 } })).toBe(
      rows.replace('name: "Two",', 'name: "Due",\n      price: 2,'),
    );
  });

  test("30: a row with a new id is added at the end", () => {
    expect(edited(rows, { op: "upsert", path: ["models"], id: "three", value: { name: "Three" } })).toBe(
      rows.replace("counts\n", 'counts\n    { id: "three", name: "Three" },\n'),
    );
  });

  test("50: of rows with one id the last is changed; an id given twice makes one row", () => {
    const upsert = (id: string, value: { [key: string]: number }): Operation => ({
      op: "upsert",
      path: ["models"],
      id,
      value,
    });
    expect(
      edited(rows, upsert("one", { price: 1 }), upsert("new", { price: 2 }), upsert("new", { price: 3, size: 4 })),
    ).toBe(
      rows.replace(
        'name: "Uno" }, // the one that counts\n',
        'name: "Uno", price: 1 }, // the one that counts\n    { id: "new", price: 3, size: 4 },\n',
      ),
    );
  });

  const list = "{\n  list: [\n    'a', // about a\n    // above b\n    'b', // about b\n    'c' // about c\n  ],\n}\n";

  test("31: an element put in the middle leaves the comments of its neighbours where they were", () => {
    expect(edited(list, set("list", ["a", "x", "b", "c"]))).toBe(
      "{\n  list: [\n    'a', // about a\n    'x',\n    // above b\n    'b', // about b\n    'c' // about c\n  ],\n}\n",
    );
    expect(edited("{ list: [1, 2] }", set("list", [0, 1, 1.5, 2]))).toBe("{ list: [0, 1, 1.5, 2] }");
    expect(edited("{ list: [ /* one */ 1 ] }", set("list", [0, 1]))).toBe("{ list: [ 0, /* one */ 1 ] }");
  });

  test("32: a removed element takes only its own comment along", () => {
    expect(edited(list, remove("list", 1))).toBe(
      "{\n  list: [\n    'a', // about a\n    // above b\n    'c' // about c\n  ],\n}\n",
    );
    expect(edited(list, set("list", ["b", "c"]))).toBe(
      "{\n  list: [\n    // above b\n    'b', // about b\n    'c' // about c\n  ],\n}\n",
    );
  });

  test("32: of equal elements that one goes which was meant", () => {
    expect(edited("{ list: [\n  1, // first\n  1, // second\n] }", remove("list", 0))).toBe(
      "{ list: [\n  1, // second\n] }",
    );
  });

  test("33: an appended element comes behind the last one's comment", () => {
    expect(edited(list, { op: "set", path: ["list", 3], value: "d" })).toBe(
      list.replace("'c' // about c", "'c', // about c\n    'd'"),
    );
    expect(edited("{ list: [1, 2 /* two */] }", { op: "set", path: ["list", 2], value: 3 })).toBe(
      "{ list: [1, 2 /* two */, 3] }",
    );
  });

  test("an element moved to the front costs the others nothing", () => {
    expect(edited(list, set("list", ["c", "a", "b"]))).toBe(
      "{\n  list: [\n    'c',\n    'a', // about a\n    // above b\n    'b' // about b\n  ],\n}\n",
    );
  });
});

describe("what is not to change", () => {
  test("10: keys that name what every object has are keys like others", () => {
    const text = '{ "__proto__": { a: 1 }, constructor: 2, toString: 3 }';
    const patch = JSON.parse('{ "__proto__": { "b": 4 }, "constructor": 5, "valueOf": 6 }');
    expect(edited(text, { op: "merge", path: [], value: patch }, remove("toString"))).toBe(
      '{ "__proto__": { a: 1, b: 4 }, constructor: 5, valueOf: 6 }',
    );
    expect(edited("{}", set("__proto__.polluted", true))).toBe('{\n  "__proto__": {\n    "polluted": true\n  }\n}');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });

  test("11: keys with escapes, in other scripts and with joiners are found and keep their spelling", () => {
    const text = "{\n  \\u0061b: 1,\n  ключ: 2,\n  \u{1d4d0}: 3,\n  a\u200db: 4,\n}\n";
    expect(edited(text, set("ab", 5), set("ключ", 6), set("\u{1d4d0}", 7), set("a\u200db", 8))).toBe(
      "{\n  \\u0061b: 5,\n  ключ: 6,\n  \u{1d4d0}: 7,\n  a\u200db: 8,\n}\n",
    );
  });

  test("12: null, true, NaN and default are keys too", () => {
    expect(edited("{ null: 1, true: 2, NaN: 3, default: 4 }", set("NaN", 5), remove("true"))).toBe(
      "{ null: 1, NaN: 5, default: 4 }",
    );
  });

  test("13: numbers keep their spelling", () => {
    const numbers = "[0x1F, .5, -.5, +1, 5., 1e3, 1e400, -0, Infinity, -NaN, 12345678901234567890]";
    expect(edited(`{ numbers: ${numbers}, a: 1 }`, set("a", 2))).toBe(`{ numbers: ${numbers}, a: 2 }`);
  });

  test("15: what looks like comments, brackets and commas inside strings is text", () => {
    const text = `{\n  url: "https://x/*?a={b},", // real\n  'k//ey,': "}",\n}\n`;
    expect(edited(text, set("a", 1), remove("k//ey,"))).toBe('{\n  url: "https://x/*?a={b},", // real\n  a: 1,\n}\n');
  });

  test("16: quotes inside quotes survive, and new text is quoted as its neighbours are", () => {
    expect(edited(`{ a: 'say "hi"', b: 'it\\'s' }`, set("c", `it's "so"`))).toBe(
      `{ a: 'say "hi"', b: 'it\\'s', c: 'it\\'s "so"' }`,
    );
  });

  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
    ["U+2028", "\u2028"],
  ])("17: a string continued over a %s keeps it, and new lines do not take it up", (_, lineBreak) => {
    const text = `{\n  a: "one \\${lineBreak}two",\n  b: 1,\n}\n`;
    expect(edited(text, set("c", 2))).toBe(text.replace("b: 1,\n", "b: 1,\n  c: 2,\n"));
  });

  test("18: a byte order mark, CRLF and tabs stay, and new lines are written with them", () => {
    expect(edited("\ufeff{\r\n\ta: {\r\n\t\tb: 1\r\n\t}\r\n}\r\n", set("a.c", { d: [[]] }), set("e", 2))).toBe(
      "\ufeff{\r\n\ta: {\r\n\t\tb: 1,\r\n\t\tc: {\r\n\t\t\td: [\r\n\t\t\t\t[]\r\n\t\t\t]\r\n\t\t}\r\n\t},\r\n\te: 2\r\n}\r\n",
    );
  });

  test("18: JSON behind a byte order mark stays JSON", () => {
    expect(edited("\ufeff{}", set("a", 1))).toBe('\ufeff{\n  "a": 1\n}');
  });

  test("19: U+2028 and U+2029 end a comment, so what follows them is no comment", () => {
    expect(edited("{ a: 1, // one\u2028 b: 2, // two\u2029 c: 3 }", set("b", 4), set("c", 5))).toBe(
      "{ a: 1, // one\u2028 b: 4, // two\u2029 c: 5 }",
    );
  });

  test("20: written text hides no line separator, lone surrogate, byte order mark or control character", () => {
    expect(edited("{ a: '' }", set("a", "\u2028\u2029\ud800\ufeff\u0000\u001b\u007f\u0085 é \u{1f99e}"))).toBe(
      "{ a: '\\u2028\\u2029\\ud800\\ufeff\\u0000\\u001b\\u007f\\u0085 é \u{1f99e}' }",
    );
  });

  test("47: setting what is there already does not touch a byte, whatever its spelling", () => {
    const text = "{\r\n\tb: 0x10, 'a' : [ .5, +1, ], // c\n}";
    const operations: Operation[] = [
      set("b", 16),
      set("a", [0.5, 1]),
      { op: "merge", path: [], value: { a: [0.5, 1], b: 16 } },
    ];
    expect(editJson5(text, operations)).toMatchObject({ text, changed: false, edits: [] });
  });

  test("48: deleting what is not there does not touch a byte", () => {
    const text = "{ a: { b: 1 }, list: [1] , }";
    const operations = [
      remove("c"),
      remove("a", "c", "d"),
      remove("a", "b", "c"),
      remove("list", 5),
      remove("list", "x"),
    ];
    expect(editJson5(text, operations)).toMatchObject({ text, changed: false, edits: [] });
  });

  test("48: an empty file stays empty when nothing is to be written", () => {
    expect(editJson5("", [remove("a")])).toMatchObject({ text: "", changed: false, edits: [] });
  });

  test("56: includes and variables are text like any other and are never resolved", () => {
    const text =
      '{\n  $include: "./base.json5",\n  apiKey: "${VENICE_API_KEY}", // not the key itself\n  price: "$${X}",\n}\n';
    expect(edited(text, set("models", { mode: "merge" }))).toBe(
      text.replace('"$${X}",\n', () => '"$${X}",\n  models: { mode: "merge" },\n'),
    );
  });

  test("the edits are ranges of the old text, in order, and make the new one", () => {
    const text = "{\n  a: 1, // c\n  b: [1, 2],\n}\n";
    const { edits } = editJson5(text, [set("b", [1, 3]), set("d", 4), set("a", 5)]);
    expect(edits.map(({ start, end, text: replacement }) => [text.slice(start, end), replacement])).toEqual([
      ["1", "5"],
      ["", " 3"],
      [" 2", ""],
      ["", "\n  d: 4,"],
    ]);
  });
});

describe("what is refused, before anything is written", () => {
  test("53: a value that no config can hold", () => {
    const cyclic: { [key: string]: JsonValue } = {};
    cyclic.self = cyclic;
    const unfit: unknown[] = [
      undefined,
      () => 1,
      1n,
      Symbol("s"),
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      new Date(),
      new Map(),
    ];
    for (const value of [...unfit, ...unfit.map((each) => ({ a: [each] }))]) {
      expect(() => editJson5("{}", [set("a", value as JsonValue)])).toThrow(
        expect.objectContaining({ code: "unsupported-value" }),
      );
    }
    expect(() => editJson5("{}", [set("a", cyclic)])).toThrow(expect.objectContaining({ code: "too-deep" }));
  });

  test("53: a value nested too deep", () => {
    let value: JsonValue = 1;
    for (let depth = 0; depth < 255; depth++) value = [value];
    expect(JSON5.parse(edited("{}", set("a", value)))).toEqual({ a: value });
    expect(() => editJson5("{}", [set("a", [value])])).toThrow(expect.objectContaining({ code: "too-deep" }));
    const path = Array.from({ length: 257 }, () => "a");
    expect(() => editJson5("{}", [{ op: "delete", path }])).toThrow(expect.objectContaining({ code: "too-deep" }));
  });

  test("a scalar or list in the way is not overwritten", () => {
    const error = new EditError("not-a-container", ["a"]);
    expect(() => editJson5("{ a: 'text' }", [set("a.b", 1)])).toThrow(error);
    expect(() => editJson5("{ a: null }", [set("a.b", 1)])).toThrow(error);
    expect(() => editJson5("{ a: [] }", [set("a.b", 1)])).toThrow(error);
    expect(() => editJson5("{ a: {} }", [{ op: "set", path: ["a", 0], value: 1 }])).toThrow(error);
    expect(() => editJson5("{ a: {} }", [{ op: "upsert", path: ["a"], id: "x", value: {} }])).toThrow(error);
  });

  test.each(["{ a: 1", "{ a 1 }", "{ a: 1 } x", "{ a: 'b }", "{ a: 1, /* c }"])(
    "a text that is not JSON5: %j",
    (text) => {
      expect(() => editJson5(text, [set("a", 2)])).toThrow(Json5SyntaxError);
    },
  );
});

describe("52: large and deep configs", () => {
  test("an object nested 100,000 times inside is edited", { timeout: 15_000 }, () => {
    const depth = 100_000;
    const deep = `${"{a:".repeat(depth)}1${"}".repeat(depth)}`;
    const after = edited(`{ deep: ${deep}, b: 1 }`, set("b", 2), set("c", 3));
    expect(after === `{ deep: ${deep}, b: 2, c: 3 }`).toBe(true);
    expect(edited(`{ deep: ${deep}, b: 1 }`, remove("deep"))).toBe("{ b: 1 }");
  });

  test("10 MB on one line are edited", { timeout: 30_000 }, () => {
    const row = '{"id":"model","name":"A model","input":["text"],"cost":{"input":1}}';
    const text = `{"rows":[${Array.from({ length: 150_000 }, () => row).join(",")}],"a":1}`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const { text: after } = editJson5(text, [
      set("a", 2),
      { op: "set", path: ["rows", 75_000, "cost", "input"], value: 2 },
    ]);
    expect(after.length).toBe(text.length);
    expect(after.endsWith('],"a":2}')).toBe(true);
  });

  test("50,000 of 100,000 members are deleted", { timeout: 15_000 }, () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `key${index}`);
    const text = `{\n${keys.map((key) => `  ${key}: 1, // ${key}\n`).join("")}}\n`;
    const after = edited(text, ...keys.filter((_, index) => index % 2 === 1).map((key) => remove(key)));
    expect(after).toBe(
      `{\n${keys
        .filter((_, index) => index % 2 === 0)
        .map((key) => `  ${key}: 1, // ${key}\n`)
        .join("")}}\n`,
    );
  });

  test("20,000 rows are brought up to date in one edit", { timeout: 15_000 }, () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `model-${index}`);
    const text = `{ models: [\n${ids.map((id) => `  { id: "${id}" }, // ${id}\n`).join("")}] }`;
    const operations = ids.map((id): Operation => ({ op: "upsert", path: ["models"], id, value: { price: 1 } }));
    expect(edited(text, ...operations)).toBe(text.replaceAll('" }', '", price: 1 }'));
  });
});

describe("onboarding writes Venice into", () => {
  const id = "llama-3.3-70b";
  const operations: Operation[] = [
    { op: "delete", path: ["env", "VENICE_API_KEY"] },
    {
      op: "merge",
      path: ["models"],
      value: {
        mode: "merge",
        providers: {
          venice: {
            baseUrl: "https://api.venice.ai/api/v1",
            apiKey: "${VENICE_API_KEY}",
            api: "openai-completions",
          },
        },
      },
    },
    {
      op: "upsert",
      path: ["models", "providers", "venice", "models"],
      id,
      value: {
        name: "Llama 3.3 70B",
        reasoning: false,
        input: ["text"],
        cost: { input: 0.7, output: 2.8, cacheRead: 0, cacheWrite: 0 },
        contextWindow: 131072,
        maxTokens: 4096,
      },
    },
    { op: "merge", path: ["agents", "defaults", "model"], value: { primary: `venice/${id}` } },
  ];

  test.each([
    ["a config written by hand", "hand-written.json5"],
    ["a config that OpenClaw wrote", "openclaw-written.json"],
    ["a config copied from the documentation", "venice-by-hand.json5"],
    ["a config that is mostly commented out", "commented-out.json5"],
  ])("%s", async (_, name) => {
    const before = await fixture(name);
    const after = await fixture(name.replace(".", ".venice."));
    expect(edited(before, ...operations)).toBe(after);
    expect(editJson5(after, operations).changed).toBe(false);
    const windows = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    expect(edited(windows(before), ...operations)).toBe(windows(after));
  });

  test("a config from which Venice can be removed again without a trace", async () => {
    const before = await fixture("hand-written.json5");
    const after = edited(before, ...operations);
    const undo: Operation[] = [
      remove("models", "providers", "venice"),
      set("agents.defaults.model.primary", "openai/gpt-5.2"),
    ];
    expect(edited(after, ...undo)).toBe(before);
  });
});

function fixture(name: string): Promise<string> {
  return readFile(new URL(`../../../fixtures/config/${name}`, import.meta.url), "utf8");
}
