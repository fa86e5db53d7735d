import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanKey, isAdminKey, isRecognized, keyDefect } from "../../../src/wizard/key-shape.ts";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import { acme, venice } from "../providers/manifests.ts";

/** Any UTF-16 code units at all, halves of characters too. */
const anyCharacters = (maxLength: number) =>
  fc.array(fc.nat({ max: 0xffff }), { maxLength }).map((codes) => String.fromCharCode(...codes));

const key = keys.good;

describe("a key comes out clean of what was copied along with it", () => {
  test.each([
    ["white space around it", `  \t${key} \r\n`],
    ["double quotes", `"${key}"`],
    ["single quotes", `'${key}'`],
    ["backticks", `\`${key}\``],
    ["typographic quotes", `“${key}”`],
    ["guillemets with spaces", `« ${key} »`],
    ["a line of a shell profile", `export VENICE_API_KEY=${key}`],
    ["the same in quotes, with a semicolon", `export VENICE_API_KEY="${key}";`],
    ["a line of a .env file", `VENICE_API_KEY=${key}\n`],
    ["spaces around the equals sign", `VENICE_API_KEY = ${key}`],
    ["a line of YAML", `VENICE_API_KEY: ${key}`],
    ["a line of cmd.exe", `set VENICE_API_KEY=${key}`],
    ["a line of PowerShell", `$env:VENICE_API_KEY = "${key}"`],
    ["a header's value", `Bearer ${key}`],
    ["a whole header", `Authorization: Bearer ${key}`],
    ["a header in quotes, with a comma", `"authorization: bearer ${key}",`],
    ["a byte order mark", `\ufeff${key}`],
    ["no-break spaces", `\u00a0${key}\u00a0`],
    ["zero-width characters, also inside", `\u200b${key.slice(0, 20)}\u200d${key.slice(20)}\u2060`],
    ["a soft hyphen of a web page", `${key.slice(0, 20)}\u00ad${key.slice(20)}`],
  ])("%s", (_, pasted) => {
    expect(cleanKey(pasted)).toBe(key);
  });

  test.each(["", "   ", "\ufeff\u200b", '""', "''"])("of %j nothing is left", (text) => {
    expect(cleanKey(text)).toBe("");
  });

  test("the inside is left alone: a key cut in two stays recognizable as such", () => {
    expect(cleanKey(`${key.slice(0, 10)} ${key.slice(10)}`)).toContain(" ");
    expect(cleanKey("VENICE-INFERENCE-KEY-a_b-c")).toBe("VENICE-INFERENCE-KEY-a_b-c");
  });

  const bare = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
  const wrapping = fc.constantFrom<(text: string) => string>(
    (text) => ` ${text}\n`,
    (text) => `"${text}"`,
    (text) => `'${text}'`,
    (text) => `export ANY_NAME=${text}`,
    (text) => `NAME=${text}`,
    (text) => `Bearer ${text}`,
    (text) => `${text};`,
    (text) => `${text},`,
    (text) => `\ufeff${text}\u200b`,
  );

  test("any key comes out of any of these wrappings, stacked as deep as you like", () => {
    fc.assert(
      fc.property(bare, fc.array(wrapping, { maxLength: 6 }), (text, wrappings) => {
        expect(cleanKey(wrappings.reduce((wrapped, wrap) => wrap(wrapped), text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("cleaning a clean key changes nothing", () => {
    const anything = fc.oneof(anyCharacters(30), fc.string({ maxLength: 30 }));
    fc.assert(
      fc.property(anything, (text) => {
        const clean = cleanKey(text);
        expect(cleanKey(clean)).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what no header can carry is refused before any is built", () => {
  test.each([
    ["", "empty"],
    ["vapi_ab cd", "space"],
    ["vapi_ab\tcd", "space"],
    ["vapi_ab\r\ncd", "space"],
    ["vapi_ab\u00a0cd", "space"],
    ["vapi_ab\u3000cd", "space"],
    ["vapi_ab\0cd", "control"],
    ["vapi_ab\u001bcd", "control"],
    ["vapi_ab\u007fcd", "control"],
    ["vapi_ab\n\0cd", "control"],
    ["vapi_äb", "non-ascii"],
    ["vapi_аb", "non-ascii"],
    ["vapi_😀", "non-ascii"],
    [key, undefined],
    ["!#$%&'()*+,-./:;<=>?@[]^_`{|}~", undefined],
  ])("%j: %s", (text, defect) => {
    expect(keyDefect(text)).toBe(defect);
  });

  test("a key without a defect is one of visible ASCII characters, and the other way round", () => {
    fc.assert(
      fc.property(fc.oneof(anyCharacters(8), fc.string({ maxLength: 8 })), (text) => {
        expect(keyDefect(text) === undefined).toBe(/^[!-~]+$/.test(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what a key looks like", () => {
  test.each([keys.good, keys.admin, keys.page, keys.hyphens, unknownKeys.venice, "VENICE-ADMIN-KEY-abc"])(
    "%s looks like Venice's",
    (text) => {
      expect(isRecognized(text, venice.auth)).toBe(true);
    },
  );

  test.each([
    "",
    "vapi_",
    "VENICE_INFERENCE_KEY_",
    "sk-ant-api03-abc",
    "notakey",
    keys.acme,
    keys.unprefixed,
    `x${keys.good}`,
    keys.page.toUpperCase(),
  ])("%j does not", (text) => {
    expect(isRecognized(text, venice.auth)).toBe(false);
  });

  test("another provider has its own prefixes", () => {
    expect(isRecognized(keys.acme, acme.auth)).toBe(true);
    expect(isRecognized(keys.good, acme.auth)).toBe(false);
  });

  test.each([
    [keys.admin, true],
    ["VENICE-ADMIN-KEY-abc", true],
    [keys.good, false],
    [keys.page, false],
    [keys.unprefixed, false],
  ])("%s may manage the account: %s", (text, isAdmin) => {
    expect(isAdminKey(text, venice.auth)).toBe(isAdmin);
  });
});
