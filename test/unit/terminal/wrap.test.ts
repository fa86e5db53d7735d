import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { createTheme } from "../../../src/terminal/theme.ts";
import { wrap } from "../../../src/terminal/wrap.ts";

const lines = (text: string, columns: number) => wrap(text, columns).split("\n");

describe("a line too long for the screen", () => {
  test("is broken between words", () => {
    expect(lines("The key was not checked: no network.", 30)).toEqual(["The key was not checked: no", "network."]);
  });

  test("keeps the indentation of its beginning", () => {
    expect(lines("  one two three four five six seven", 24)).toEqual(["  one two three four", "  five six seven"]);
  });

  test("that goes up to the last column is followed by one that begins at the first", () => {
    expect(lines("aaaaaaaaaa bbbbbbbbb cccccc ddddd", 20)).toEqual(["aaaaaaaaaa bbbbbbbbb", "cccccc ddddd"]);
    expect(lines("  aaaaaaaaaa bbbbbbbbb cccccc", 22)).toEqual(["  aaaaaaaaaa bbbbbbbbb", "  cccccc"]);
  });

  test("lets a word that is longer still stand whole: it may be a command or an address to copy", () => {
    const address = "https://venice.ai/settings/api?and=more";
    expect(lines(`Make a key: ${address} now`, 24)).toContain(address);
  });
});

test.each([
  ["a line that fits", "short", 80],
  ["lines that are broken already", "one\n\ntwo\n", 80],
  ["nothing", "", 80],
  ["a line on a screen too narrow to read broken lines", "one two three four five six", 19],
  ["an indentation that leaves too little", `${" ".repeat(30)}one two three four five six`, 40],
])("%s stays as it is", (_, text, columns) => {
  expect(wrap(text, columns)).toBe(text);
});

describe("any text of words that fit", () => {
  const word = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9.,:/_-]{1,12}$/),
    fc.string({ unit: fc.constantFrom("日", "本", "é", "x"), minLength: 1, maxLength: 6 }),
  );
  const text = fc.tuple(fc.nat({ max: 4 }), fc.array(word, { minLength: 1, maxLength: 30 }));
  const columns = fc.integer({ min: 24, max: 100 });
  const runs = { numRuns: 400 };

  test("is never wider than the screen, every line beneath the first one's beginning", () => {
    fc.assert(
      fc.property(text, columns, ([indent, words], width) => {
        const spaces = " ".repeat(indent);
        for (const line of lines(spaces + words.join(" "), width)) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(/^ */.exec(line)?.[0]).toBe(spaces);
        }
      }),
      runs,
    );
  });

  test("loses no word and no order", () => {
    fc.assert(
      fc.property(text, columns, ([indent, words], width) => {
        const wrapped = wrap(" ".repeat(indent) + words.join(" "), width);
        expect(wrapped.trim().split(/\s+/)).toEqual(words);
      }),
      runs,
    );
  });

  test("is broken where it would be without colours", () => {
    const theme = createTheme({ FORCE_COLOR: "1", LANG: "C.UTF-8" }, {}, false);
    const plain = createTheme({ LANG: "C.UTF-8" }, {}, false);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), columns, (words, width) => {
        const pieces = words.flatMap((each, index) =>
          index % 2 === 0 ? [`${each} `] : [{ text: each, tone: "accent" } as const, " "],
        );
        const painted = wrap(theme.render(pieces), width).replace(/\u001b\[\d+m/g, "");
        expect(painted.split("\n").map((line) => line.trimEnd())).toEqual(lines(plain.render(pieces), width));
      }),
      runs,
    );
  });
});
