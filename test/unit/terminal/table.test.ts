import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { cut, layOut } from "../../../src/terminal/table.ts";
import { modelCells } from "../../../src/wizard/describe.ts";
import { pageRows, realRows } from "../../support/fake-venice/rows.ts";
import { venice } from "../providers/manifests.ts";

const badges = (full: string, short: string): Cell => ({ full, short });
const rows: readonly (readonly Cell[])[] = [
  ["llama-3.3-70b", "private", badges("tools", "T"), "131k", "$0.70/2.80"],
  ["claude-opus-45", "anonymized", badges("reasoning vision tools", "RVT"), "202k", "$6.00/30.00"],
];

describe("columns", () => {
  test("stand beneath one another, with nothing at the ends of lines", () => {
    expect(layOut(rows, 80)).toEqual([
      "llama-3.3-70b   private     tools                   131k  $0.70/2.80",
      "claude-opus-45  anonymized  reasoning vision tools  202k  $6.00/30.00",
    ]);
  });

  test("use short forms where the screen is narrow, all of them or none", () => {
    expect(layOut(rows, 60)).toEqual([
      "llama-3.3-70b   private     T    131k  $0.70/2.80",
      "claude-opus-45  anonymized  RVT  202k  $6.00/30.00",
    ]);
  });

  test("are dropped from the right where even that is too wide", () => {
    expect(layOut(rows, 40)).toEqual([
      "llama-3.3-70b   private     T    131k",
      "claude-opus-45  anonymized  RVT  202k",
    ]);
    expect(layOut(rows, 20)).toEqual(["llama-3.3-70b", "claude-opus-45"]);
  });

  test("come down to one, cut at its end", () => {
    expect(layOut(rows, 10)).toEqual(["llama-3.3…", "claude-op…"]);
  });

  test("an empty cell keeps its place", () => {
    expect(
      layOut(
        [
          ["a", "", "c"],
          ["aa", "bb", "cc"],
        ],
        80,
      ),
    ).toEqual(["a       c", "aa  bb  cc"]);
  });

  test("a row's last cell, with nothing behind it, makes no column wider", () => {
    expect(
      layOut([["a long row without more"], ["a", "b"], ["aa", "a long last cell"], ["aaa", "b", "c"]], 80),
    ).toEqual(["a long row without more", "a    b", "aa   a long last cell", "aaa  b  c"]);
  });

  test("rows may be of different length", () => {
    expect(layOut([["a"], ["aa", "bb"]], 80)).toEqual(["a", "aa  bb"]);
  });

  test("wide characters count for two", () => {
    expect(
      layOut(
        [
          ["日本語", "x"],
          ["abc", "x"],
          ["👍", "x"],
        ],
        80,
      ),
    ).toEqual(["日本語  x", "abc     x", "👍      x"]);
  });

  test("of no rows there are no lines", () => {
    expect(layOut([], 80)).toEqual([]);
    expect(layOut([[]], 80)).toEqual([""]);
  });
});

describe("no line is wider than the screen", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: fc.constantFrom("日", "本", "語", "a", " ", "é", "👍", "한"), maxLength: 20 }),
  );
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    text,
    fc.tuple(text, text).map(([full, more]) => ({ full: `${full}${more}`, short: full })),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });

  test.each([1, 2, 20, 40, 80, 120])("%d columns", (width) => {
    fc.assert(
      fc.property(table, (each) => {
        const lines = layOut(each, width);
        expect(lines).toHaveLength(each.length);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 150 },
    );
  });

  test.each([20, 40, 77, 120])("Venice's models in %d columns", (width) => {
    const now = new Date("2026-11-22T12:00:00Z");
    const live = { rows: [...realRows, ...pageRows], fetchedAt: now };
    const cells = buildCatalog({ manifest: venice, live, now }).models.map((model) => modelCells(model, en));
    for (const line of layOut(cells, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });
});

describe("cutting", () => {
  test.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["abcd", 1, "…"],
    ["abcd", 0, ""],
    ["", 0, ""],
    ["日本語", 6, "日本語"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["👍👍", 3, "👍…"],
  ])("%s to %d columns", (text, width, shown) => {
    expect(cut(text, width)).toBe(shown);
  });

  test.each(["❤️❤️❤️", "1️⃣2️⃣3️⃣", "👩‍💻👩‍💻👩‍💻", "🇫🇷🇩🇪🇯🇵", "e\u0301e\u0301e\u0301"])(
    "%s, a character made of several, is not wider than asked for",
    (text) => {
      for (let width = 0; width < 8; width++) expect(stringWidth(cut(text, width))).toBeLessThanOrEqual(width);
    },
  );

  test("what fits comes back as it is, what does not is a beginning and a sign of it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.nat({ max: 40 }), (text, width) => {
        const shown = cut(text, width);
        if (stringWidth(text) <= width) expect(shown).toBe(text);
        else if (width > 0) expect(text.startsWith(shown.slice(0, -1)) && shown.endsWith("…")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
