import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import JSON5 from "json5";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Json5SyntaxError, parseTree } from "../../../../src/config/json5/tree.ts";
import { chooser, generateText } from "../../../support/json5-generator.ts";

const accepted: { [group: string]: readonly string[] } = {
  "white space": [
    "\t{\v}\f",
    "\ufeff{}\ufeff",
    "\u00a0{\u1680a\u2000:\u200a1\u202f,\u205fb\u3000:2}",
    "\u2028[\u20291,\r2,\r\n3]",
    "{\n\n}",
  ],
  comments: [
    "// one\n{}",
    "{}//",
    "/**/{}/***/",
    "/* // */ [ /* * / ** */ 1 ]",
    "[ // one\u2028 1, // two\u2029 2 // three\r , 3 ]",
    "{ /* a */ a /* b */ : /* c */ 1 /* d */ , /* e */ }",
    "[1 // [2,\n, 3]",
  ],
  objects: [
    "{}",
    "{a:1,}",
    "{a:1,b:2}",
    "{'a':1,\"b\":2}",
    "{$:1,_:2,$a_1:3}",
    "{null:1,true:2,false:3,NaN:4,Infinity:5,if:6,class:7}",
    "{ключ:1,é:2,ª:3,Ⅷ:4,\u{1d4d0}:5,漢字:6}",
    "{a\u0301:1,a\u200c:2,a\u200d:3,a٣:4,a‿b:5}",
    "{\\u0061\\u0062:1,a\\u0030:2,\\u0024:3,\\u005f:4,a\\u200d:5,\\u00e9:6}",
    "{a:1,a:2,'a':3,\\u0061:4}",
    "{__proto__:{a:1},constructor:2,toString:3}",
    '{"__proto__":null}',
    "{'':1}",
    "{'a b':1,\"it's\":2,'\\x41':3}",
    "{10:1}".replace("10", "'10'"),
    "{b:1,'10':2,'9':3}",
    "{a:{b:{c:{}}}}",
  ],
  arrays: ["[]", "[1,]", "[[],[[]],]", "[1,'a',null,true,{}]", "[\n1\n,\n2\n]"],
  numbers: [
    "[0,-0,+0,1,-1,+1,123456789]",
    "[.5,-.5,+.5,0.5,5.,-5.,+5.,0.,-0.]",
    "[1e3,1E3,1e+3,1E-3,.5e1,5.e1,0e0,1e0001]",
    "[1e400,-1e400,1e-400,12345678901234567890]",
    "[0x0,0xF,0XaB,-0x10,+0x10,-0x0,0xFFFFFFFFFFFFFFFFF]",
    "[Infinity,-Infinity,+Infinity,NaN,-NaN,+NaN]",
  ],
  strings: [
    "['',\"\",'a',\"b\"]",
    "['\"',\"'\",'\\'',\"\\\"\",'\\\"']",
    "['\\b\\f\\n\\r\\t\\v\\0\\\\\\/']",
    "['\\a\\c\\A\\ \\é\\\u{1f99e}']",
    "['\\x41\\xe9','\\u0041\\uD83E\\uDD9E','\\ud800']",
    "['a\\\nb','a\\\r\nb','a\\\rb','a\\\u2028b','a\\\u2029b']",
    "['a\u2028b\u2029c']",
    "['tab\there\u0000\u0007\u007f']",
    "['\\0a','\\0\\0']",
    "['//','/*','*/','{','}',',',':']",
    "['\ud800','\u{1f99e}']",
  ],
  "other roots": ["null", "true", "false", "1", "'text'", " -Infinity // end", "[]"],
};

const refused: { [group: string]: readonly string[] } = {
  "an unfinished text": [
    "{",
    "[",
    "{a",
    "{a:",
    "{a:1",
    "{a:1,",
    "[1",
    "[1,",
    "'",
    "'a",
    '"a\\',
    "/*",
    "/* *",
    "[ /",
    "-",
    "+",
    "[0x",
    "1e",
    "{\\u",
    "{\\",
  ],
  "too much": ["{}{}", "[] []", "1 2", "{},", "null null", "{} x", "'a' 'b'", "1,"],
  commas: ["{,}", "[,]", "{a:1,,}", "[1,,2]", "{a:1 b:2}", "[1 2]", "{,a:1}", "{a,b}"],
  brackets: ["{a:1]", "[1}", "}", "]", "{]", "[}", "({})"],
  keys: [
    "{1:1}",
    "{-a:1}",
    "{a-b:1}",
    "{a b:1}",
    "{@:1}",
    "{:1}",
    "{a\\u0020b:1}",
    "{\\u0030:1}",
    "{\\u200da:1}",
    "{\u200da:1}",
    "{\u0301a:1}",
    "{\\x61:1}",
    "{\\u{61}:1}",
    "{\\ud835\\udcd0:1}",
    "{\u{1f99e}:1}",
    "{[a]:1}",
    "{a:1,...b}",
    "{a}",
    "{a=1}",
    "{'a'}",
    "{`a`:1}",
  ],
  numbers: [
    "01",
    "-01",
    "00",
    "08",
    ".",
    "-.",
    "+.",
    "1e",
    "1e+",
    "1.e",
    ".e1",
    "0x",
    "0xG",
    "0x1.5",
    "0b1",
    "0o7",
    "1_000",
    "--1",
    "+-1",
    "- 1",
    "1n",
    "1a",
    "0x1e+3n",
    "infinity",
    "INFINITY",
    "nan",
    "-null",
    "Infinityx",
  ],
  words: ["nul", "tru", "undefined", "True", "NULL", "nullx", "truefalse", "a", "none"],
  strings: [
    "'a\nb'",
    "'a\rb'",
    "\"a'",
    "'\\x4'",
    "'\\xg0'",
    "'\\u004'",
    "'\\u{41}'",
    "'\\1'",
    "'\\9'",
    "'\\01'",
    "'\\08'",
    "`a`",
    "'a'b'",
  ],
  comments: ["/ /", "/", "{/a:1}", "/*/", "# no", "<!-- -->", "{a:1}/* /"],
  "white space": ["{\u0085}", "{\u180e}", "{\u200b}", "\u2060{}", "{\0}"],
};

const runs = { numRuns: 3 * Number(process.env.FUZZ_CASES ?? 2000) };
vi.setConfig({ testTimeout: 30_000 + runs.numRuns });

beforeAll(() => {
  vi.spyOn(console, "warn").mockReturnValue(); // json5 warns of a raw U+2028 in a string
});
afterAll(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(accepted))("%s", (_, texts) => {
  test.each(texts)("%j means what json5 says", (text) => {
    expectAgreement(text);
    expect(parseTree(text).root).toBeDefined();
  });
});

describe.each(Object.entries(refused))("%s", (_, texts) => {
  test.each(texts)("%j is refused, as json5 does", (text) => {
    expectAgreement(text);
    expect(() => parseTree(text)).toThrow(Json5SyntaxError);
  });
});

test("texts that are spoilt at random are accepted, understood and refused as json5 does", () => {
  const pieces = [
    ..."\\'\"{}[],:/*-+.eExXu019aN$_ \n\r\t\v\f\0é",
    ..."\u2028\u2029\ufeff\u00a0\u3000\u180e\u200b\u200c\u200d\u0301\u0085",
    ...[
      "//",
      "/*",
      "*/",
      "\r\n",
      "0x",
      "Infinity",
      "NaN",
      "null",
      "true",
      "\\u0041",
      "\\u0030",
      "\\u200d",
      "\\ud835",
      "\\x4",
      "\\0",
      "\ud835",
    ],
  ];
  const change = fc.record({ at: fc.nat(400), removed: fc.nat(3), added: fc.constantFrom("", ...pieces) });
  const text = fc.oneof(
    fc
      .array(fc.nat(10_000), { maxLength: 60, size: "max" })
      .map((numbers) => generateText("chaos", chooser(numbers)).text),
    fc.constantFrom(...Object.values(accepted).flat()),
  );
  const spoilt = fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) =>
    changes.reduce((rest, { at, removed, added }) => {
      const offset = at % (rest.length + 1);
      return rest.slice(0, offset) + added + rest.slice(offset + removed);
    }, whole),
  );
  fc.assert(fc.property(spoilt, expectAgreement), runs);
});

/** The tree has the value that json5 reads, down to the order of keys and -0, or both refuse the text. */
function expectAgreement(text: string): void {
  const theirs = outcome(() => JSON5.parse(text));
  const ours = outcome(() => {
    const { root } = parseTree(text);
    if (!root) throw new SyntaxError("no value");
    return root.value;
  });
  expect(isDeepStrictEqual(ours, theirs)).toBe(true);
  expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
}

/** `undefined` when the text is refused. */
function outcome(parse: () => unknown): [value: unknown] | undefined {
  try {
    return [parse()];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Json5SyntaxError) return undefined;
    throw error;
  }
}
