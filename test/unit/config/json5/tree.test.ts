import { describe, expect, test } from "vitest";
import { Json5SyntaxError, type Node, parseTree } from "../../../../src/config/json5/tree.ts";
import { flawText } from "../../../../src/messages/en/json5.ts";

/** The error a text is refused with. */
function refusal(text: string): Json5SyntaxError {
  try {
    parseTree(text);
  } catch (error) {
    if (error instanceof Json5SyntaxError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was accepted`);
}

function rootOf(text: string): Node {
  const { root } = parseTree(text);
  if (!root) throw new Error("the text has no value");
  return root;
}

describe("where things stand", () => {
  const text = "/* head */ { 'key' /* in */ : [ 0x1F , \"two\", ], other: null } // tail";
  const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end);

  test("a value is known from its first to its last character, brackets and quotes included", () => {
    const root = rootOf(text);
    const list = root.items[0]?.node;
    expect(slice(root)).toBe("{ 'key' /* in */ : [ 0x1F , \"two\", ], other: null }");
    expect(list && slice(list)).toBe('[ 0x1F , "two", ]');
    expect(list?.items.map(({ node }) => slice(node))).toEqual(["0x1F", '"two"']);
  });

  test("a key is known by its name and by its place", () => {
    const { items } = rootOf(text);
    expect(items.map(({ key, start, keyEnd }) => [key, text.slice(start, keyEnd)])).toEqual([
      ["key", "'key'"],
      ["other", "other"],
    ]);
  });

  test("every comma is known, and where there is none", () => {
    const { items } = rootOf(text);
    expect(items.map(({ comma }) => comma)).toEqual([text.indexOf(", other"), -1]);
    expect(items[0]?.node.items.map(({ comma }) => text.slice(comma, comma + 1))).toEqual([",", ","]);
  });

  test("every comment is known, in its order", () => {
    expect(parseTree(text).comments.map(slice)).toEqual(["/* head */", "/* in */", "// tail"]);
  });

  test.each(["\n", "\r\n", "\r", "\u2028", "\u2029"])("a comment ends before the line end %j", (lineBreak) => {
    const { comments } = parseTree(`// one${lineBreak}{}`);
    expect(comments).toEqual([{ start: 0, end: "// one".length }]);
  });

  test("the members of a key given twice are both there, and the last one counts", () => {
    const root = rootOf("{ a: 1, b: 2, 'a': 3 }");
    expect(root.items.map(({ key, node }) => [key, node.value])).toEqual([
      ["a", 1],
      ["b", 2],
      ["a", 3],
    ]);
    expect(root.value).toEqual({ a: 3, b: 2 });
  });

  test.each(["", " \n", "\ufeff", "// only\n/* comments */"])("%j holds no value, and that is no error", (empty) => {
    expect(parseTree(empty).root).toBeUndefined();
  });
});

describe("51: what is wrong with a text, and where", () => {
  test.each<[text: string, line: number, column: number, detail: string]>([
    ['{\n  "path": "C:\\', 2, 15, "expected an escape sequence, found the end of the file"],
    ['{\n  "path": "C:', 2, 14, "expected the closing quote of the string, found the end of the file"],
    ['{ "a": "one\ntwo" }', 1, 12, "expected the closing quote of the string, found the end of the line"],
    ["{ a: 1 /* never", 1, 16, 'expected the end of the comment, "*/", found the end of the file'],
    ["{ a: 1 / 2 }", 1, 8, 'expected a comment, found "/"'],
    ["{ a: -", 1, 6, 'expected a value, found "-"'],
    ["{ a: 0x }", 1, 7, 'expected "," or "}", found "x"'],
    ["{ a: 1", 1, 7, 'expected "," or "}", found the end of the file'],
    ["{ a: [1 2] }", 1, 9, 'expected "," or "]", found "2"'],
    ["{\r\n  a: 1\r\n  b: 2\r\n}", 3, 3, 'expected "," or "}", found "b"'],
    ["{\r  a 1\r}", 2, 5, 'expected ":" after the key, found "1"'],
    ["{ a: 1, , }", 1, 9, 'expected a key or "}", found ","'],
    ["{ 1: 2 }", 1, 3, 'expected a key or "}", found "1"'],
    ["{ a: }", 1, 6, 'expected a value, found "}"'],
    ["{ a: b }", 1, 6, 'expected a value, found "b"'],
    ["{ a: 'x' ' }", 1, 10, 'expected "," or "}", found "\'"'],
    ["{ } }", 1, 5, 'expected the end of the file, found "}"'],
    ["{ a: \u0000 }", 1, 6, "expected a value, found U+0000"],
    ["{ a: 1\u200b }", 1, 7, 'expected "," or "}", found U+200B'],
    ["\ufeff{ a: ] }", 1, 6, 'expected a value, found "]"'],
    ["{ a: '\\x4g' }", 1, 10, 'expected 2 hexadecimal digits, found "g"'],
    ["{ a: '\\1' }", 1, 8, 'expected an escape sequence, found "1"'],
    ["{ \\u0030a: 1 }", 1, 3, 'expected an escape of a letter, found "\\"'],
    ['{ a: "\u{1f99e}", b: \u{1f99e} }', 1, 15, 'expected a value, found "\u{1f99e}"'],
    ['{ a: 1 " }', 1, 8, 'expected "," or "}", found \'"\''],
  ])("%j", (text, line, column, detail) => {
    const error = refusal(text);
    expect({ line: error.line, column: error.column, detail: flawText(error.flaw) }).toEqual({ line, column, detail });
    expect(error.message).toBe(`not JSON5 (line ${line}, column ${column})`);
  });

  test("the offset leads to the character in the text as it is", () => {
    const text = "\ufeff// one\r\n{ a: ? }";
    expect(text[refusal(text).offset]).toBe("?");
  });
});

describe("52: any size and depth", () => {
  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("100,000 %s inside one another", (_, open, close) => {
    const depth = 100_000;
    const text = `${open.repeat(depth)}1${close.repeat(depth)}`;
    let node = rootOf(text);
    let levels = 0;
    for (let inner = node.items[0]?.node; inner; inner = node.items[0]?.node) {
      node = inner;
      levels++;
    }
    expect([levels, node.start]).toEqual([depth, open.length * depth]);
    expect(refusal(text.slice(0, -1)).offset).toBe(text.length - 1);
  });

  test("more than 200,000 are refused, before there is no memory left", () => {
    const found = refusal("[".repeat(5_000_000));
    expect([found.offset, found.flaw]).toEqual([200_000, { expected: "less-depth", found: '"["' }]);
  });

  test("a text cut off anywhere is refused at once", () => {
    const text = `{ a: 'x\\u0041', /* c */ "b": [ -0.5e+3, true, Infinity ], // d\n \\u0063: null }`;
    for (let length = 1; length < text.length; length++) {
      expect(() => parseTree(text.slice(0, length))).toThrow(Json5SyntaxError);
    }
    expect(rootOf(text).value).toEqual({ a: "xA", b: [-500, true, Number.POSITIVE_INFINITY], c: null });
  });
});
