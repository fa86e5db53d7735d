import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { parserFor, parsesAsJson, readConfigFile, readTextFile } from "../../../src/config/config-file.ts";
import { CliError } from "../../../src/errors.ts";
import { type Flaw, flawText } from "../../../src/messages/en/json5.ts";
import { en } from "../../../src/messages/en.ts";
import { createHome } from "../../support/home.ts";

const name = "openclaw.json";
const read = (content: string | Uint8Array) => readConfigFile(createHome({ [name]: content }).at(name));

interface Broken {
  readonly line: number;
  readonly column: number;
  readonly flaw: Flaw;
  readonly excerpt: string;
}

async function broken(content: string): Promise<Broken> {
  const error = await read(content).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CliError) || error.code !== "config-not-parsed") throw new Error(`not refused: ${error}`);
  return error.parameters as Broken;
}

describe("what a config means", () => {
  test.each<[string, string, unknown]>([
    ["JSON", '{"a": 1}', { a: 1 }],
    ["JSON5", "// c\n{ a: 'x', b: .5, }", { a: "x", b: 0.5 }],
    ["a byte order mark before JSON", '\ufeff{"a": 1}', { a: 1 }],
    ["a byte order mark before JSON5", "\ufeff{ a: 1 }", { a: 1 }],
    ["Windows line ends", '{\r\n  "a": 1\r\n}\r\n', { a: 1 }],
    ["nothing", "", {}],
    ["nothing but a byte order mark", "\ufeff", {}],
    ["nothing but white space", " \n\t\n", {}],
    ["nothing but comments", "// c\n/* d */\n", {}],
    ["of two members the last one counts", "{ a: 1, a: 2 }", { a: 2 }],
    ["references stay what they are", '{ a: "${B}", $include: "./c" }', { a: "${B}", $include: "./c" }],
    ["other scripts", '{ "名前": "日本語 é 😀" }', { 名前: "日本語 é 😀" }],
  ])("%s", async (_, text, value) => {
    const file = await read(text);
    expect(file.value).toEqual(value);
    expect(file).toMatchObject({ exists: true, text, mode: 0o600 });
    expect(Buffer.from(file.bytes ?? []).toString()).toBe(text);
  });

  test("a missing one is an empty object, and known to be missing", async () => {
    const path = createHome().at(name);
    expect(await readConfigFile(path)).toEqual({
      path,
      exists: false,
      text: "",
      bytes: undefined,
      mode: undefined,
      value: {},
    });
  });

  test("a member called __proto__ is a member, and makes nothing of the rest", async () => {
    for (const text of ['{ "__proto__": { "polluted": 1 } }', "{ __proto__: { polluted: 1 } }"]) {
      const { value } = await read(text);
      expect((value as { polluted?: unknown }).polluted).toBeUndefined();
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
  });

  test.each([
    ["[]", "array"],
    ["null", "null"],
    ['"text"', "string"],
    ["7", "number"],
    ["true", "boolean"],
  ])("%s is no config", async (text, found) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "config-unexpected",
      exitCode: 3,
      parameters: { at: "", expected: ["object"], found },
    });
  });
});

describe("what is no UTF-8 text is refused rather than spoilt", () => {
  test.each<[string, Uint8Array, string]>([
    ["UTF-16, little end first", Buffer.from("\ufeff{ a: 1 }", "utf16le"), "UTF-16"],
    ["UTF-16, big end first", Buffer.from("\ufeff{ a: 1 }", "utf16le").swap16(), "UTF-16"],
    ["Latin-1", Buffer.from('{ "a": "é" }', "latin1"), "?"],
    ["a character cut in half", Buffer.from('{ "a": "é" }').subarray(0, 9), "?"],
    ["bytes of no text at all", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), "?"],
  ])("%s", async (_, bytes, encoding) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: "config-not-text", exitCode: 3, parameters: { encoding } });
  });

  test("the words for it hold no question mark in place of a name", () => {
    const { message, hint } = en.errors["config-not-text"]({ path: "/c", encoding: "?" });
    expect(message).not.toContain("?");
    expect(hint).toContain("UTF-8");
  });

  test("UTF-16 without a byte order mark is refused as well", async () => {
    await expect(read(Buffer.from("{ a: 1 }", "utf16le"))).rejects.toMatchObject({ exitCode: 3 });
  });

  test(".env too", () => {
    const home = createHome({ ".env": Buffer.from("A=é", "latin1") });
    expect(() => readTextFile(home.at(".env"))).toThrow(expect.objectContaining({ code: "config-not-text" }));
  });
});

describe("a config that cannot be read says where, and shows the place", () => {
  test.each<[string, string, number, number]>([
    ["a missing comma", '{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["a missing colon", "{\n  a 1\n}", 2, 5],
    ["a missing value", "{ a: , }", 1, 6],
    ["a missing brace at the end", "{\n  a: 1,\n", 3, 1],
    ["something behind the end", "{}\n}\n", 2, 1],
    ["an open string", '{\n  a: "x\n}', 2, 8],
    ["an open comment", "{ a: 1 } /* c", 1, 14],
    ["after Windows line ends", "{\r\n  a: 1\r\n  b: 2\r\n}", 3, 3],
    ["after a byte order mark, which no editor counts", "\ufeff{ a 1 }", 1, 5],
    ["Python's True", "{ a: True }", 1, 6],
    ["a comment of a shell", "# c\n{}", 1, 1],
  ])("%s", async (_, text, line, column) => {
    const problem = await broken(text);
    expect([problem.line, problem.column]).toEqual([line, column]);
    expect(flawText(problem.flaw)).toMatch(/^expected .+, found .+/);
  });

  test.each([
    ["as it stands", "{\n  a 1\n}", ["    a 1", "      ^"]],
    ["with tabs", "{\n\t\ta 1\n}", ["    a 1", "      ^"]],
    ["behind a byte order mark", "\ufeff{ a 1 }", ["  { a 1 }", "      ^"]],
    ["at the end of the file", "{", ["  {", "   ^"]],
    [
      "where a comma is missing at the end of the line before",
      "{\n  a: 1\n  b: 2\n}",
      ["    a: 1", "    b: 2", "    ^"],
    ],
    ["with empty lines between", "{\r\n  a: 1\r\n\r\n  b: 2\r\n}", ["    a: 1", "    b: 2", "    ^"]],
    ["where the line before is not at fault", "{\n  a: 1,\n  = 2\n}", ["    = 2", "    ^"]],
  ])("the caret stands beneath the place: %s", async (_, text, lines) => {
    expect((await broken(text)).excerpt.split("\n")).toEqual(lines);
  });

  test("of a line as long as a book only the part around the place is shown", async () => {
    const filler = Array.from({ length: 400 }, (_, index) => `"a${index}":${index}`).join(",");
    const { excerpt, column } = await broken(`{${filler},broken 1,${filler}}`);
    const [line = "", caret = ""] = excerpt.split("\n");
    expect(column).toBeGreaterThan(1000);
    expect(line.length).toBeLessThan(80);
    expect(line.slice(caret.indexOf("^")).startsWith("1,")).toBe(true);
  });

  test("what only json5 refuses is said with its place, too", async () => {
    // A letter younger than the tables of json5.
    const { line, column } = await broken("{\n  a: 1,\n  \ua7c0: 2 }");
    expect([line, column]).toEqual([3, 3]);
  });

  describe("and shows no secret: the person may paste it into a report", () => {
    test.each([
      ["before the place", '{ apiKey: "hunter2" b: 1 }'],
      ["in quotes of the other kind", "{ token: 'hunter2' b: 1 }"],
      ["at a key in quotes", '{ "password": "hunter2" "b": 1 }'],
      ["with an apostrophe in it", '{ apiKey: "it\'s hunter2" b: 1 }'],
      ["with an escaped quote in it", '{ apiKey: "x\\"hunter2" b: 1 }'],
      ["whose quotes were forgotten", "{ apiKey: hunter2 }"],
      ["whose first quote was forgotten", '{ apiKey: hunter2", }'],
      ["whose last quote was forgotten", '{ apiKey: "hunter2\n}'],
      ["behind an equals sign", '{ apiKey = "hunter2" }'],
      ["in a list", '{ tokens: ["hunter2" "x"] }'],
      ["at a cookie", '{ cookie: "hunter2" b: 1 }'],
      ["at a webhook", '{ webhookUrl: "https://x/hunter2" b: 1 }'],
      ["in an address", '{ url: "https://me:hunter2@host" b: 1 }'],
      ["on the line before", '{ apiKey:\n"hunter2"\nb: 1 }'],
      ["in env, whatever its name", '{ env: { FOO: "hunter2" b: 1 } }'],
    ])("%s", async (_, text) => {
      const { excerpt, flaw } = await broken(text);
      expect(excerpt + flawText(flaw)).not.toContain("hunter2");
    });

    test("the caret still stands beneath the place", async () => {
      const { excerpt } = await broken('{ apiKey: "hunter2" b: 1 }');
      const [line = "", caret = ""] = excerpt.split("\n");
      expect(line[caret.indexOf("^")]).toBe("b");
    });
  });
});

describe("which parser reads it", () => {
  test.each([
    ["{}", true],
    ['{"a":[1,null]}', true],
    ["{ a: 1 }", false],
    ['{"a":1,}', false],
    ["", false],
    ["\ufeff{}", false],
  ])("%j is plain JSON: %s", async (text, plain) => {
    expect(parsesAsJson(text)).toBe(plain);
    expect((await parserFor(text)) === JSON.parse).toBe(plain);
  });
});
