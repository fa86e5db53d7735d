import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { createMarkdownPrinter } from "../../src/terminal/markdown.ts";
import { createTheme } from "../../src/terminal/theme.ts";
import { screenOf } from "../support/screen.ts";

const numRuns = Number(process.env.FUZZ_CASES ?? 1500);
const colored = createTheme({ FORCE_COLOR: "1", LANG: "C.UTF-8" }, {}, false);
const plain = createTheme({ LANG: "C.UTF-8" }, {}, false);
const ascii = createTheme({ LANG: "C" }, {}, false);
const theme = fc.constantFrom(colored, plain, ascii);
const columns = fc.integer({ min: 30, max: 120 });

/** Pieces that Markdown is made of, in any order: sense and nonsense. */
const mark = fc.constantFrom(
  ..."*_`~[](){}<>#|!\\&:\n".split(""),
  ...[
    "**",
    "__",
    "~~",
    "```",
    "\n```js\n",
    "\n~~~\n",
    "\n\n",
    "\n# ",
    "\n### ",
    "\n- ",
    "\n  - ",
    "\n* ",
    "\n1. ",
    "\n2) ",
  ],
  ...[
    "\n   ",
    "\n\t",
    "\n> ",
    "\n>> ",
    "\n---\n",
    "\n***\n",
    "\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
    "\n|",
    "|---|---|\n",
    " | ",
  ],
  ...[
    "- [ ] ",
    "- [x] ",
    "](https://example.org/a_b) ",
    "<br>",
    "&amp;",
    "&#27;[31m",
    "https://example.org/?q=1",
    "  \n",
    "\\\n",
  ],
);
const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,9}$/),
  fc.constantFrom(
    "snake_case",
    "2*3",
    "don't",
    "日本語。",
    "「中文」",
    "é",
    "😀",
    "**bold**",
    "*it*",
    "`a b`",
    "[x](u)",
  ),
);
const harmless = fc
  .array(fc.oneof({ arbitrary: word, weight: 3 }, { arbitrary: mark, weight: 2 }, fc.constantFrom(" ", " ", "\n")), {
    maxLength: 60,
  })
  .map((parts) => parts.join(""));
const hostile = fc
  .array(
    fc.oneof(
      harmless,
      fc.constantFrom(
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x9b31m",
        "\x1b",
        "\r",
        "\b",
        "\x00",
        "\u202e",
        "\ud83d",
        "&#155;0m",
      ),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** Where a text is cut. */
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 30 });

function printed(text: string, theme: typeof plain, width: number, cuts: readonly number[] = []): string {
  const printer = createMarkdownPrinter(theme, () => width);
  const ends = [...new Set(cuts)].sort((a, b) => a - b).filter((at) => at < text.length);
  const pieces = [0, ...ends].map((begin, at) => text.slice(begin, ends[at]));
  return pieces.map((piece) => printer.push(piece)).join("") + printer.end();
}

/** Code is shown as it is: never broken, so that it can be copied, and with its own empty lines. */
const withoutCode = (text: string) => text.replaceAll(/`{3}|~{3}|\t/g, "");
/** Colours that end where they begin again are the same colours. */
function seamless(sent: string): string {
  const joined = sent.replaceAll(/\x1b\[(?:22m\x1b\[[12]|23m\x1b\[3|29m\x1b\[9|39m\x1b\[36)m/g, "");
  return joined === sent ? sent : seamless(joined);
}
const withoutColors = (text: string) => text.replace(/\x1b\[\d+m/g, "");

describe("any Markdown", () => {
  test("however it is cut into pieces, is printed alike", () => {
    fc.assert(
      fc.property(hostile, theme, columns, cuts, (text, theme, width, cuts) => {
        expect(seamless(printed(text, theme, width, cuts))).toBe(seamless(printed(text, theme, width)));
      }),
      { numRuns },
    );
  });

  test("letter by letter too", () => {
    fc.assert(
      fc.property(harmless, theme, columns, (text, theme, width) => {
        const letters = Array.from({ length: text.length }, (_, at) => at);
        expect(seamless(printed(text, theme, width, letters))).toBe(seamless(printed(text, theme, width)));
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });

  test("sends the terminal nothing that steers it but our own colours", () => {
    fc.assert(
      fc.property(hostile, theme, columns, cuts, (text, theme, width, cuts) => {
        const sent = withoutColors(printed(text, theme, width, cuts));
        expect(sent).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns },
    );
  });

  test("ends with its line, begins without an empty one, and never has two of them outside of code", () => {
    fc.assert(
      fc.property(harmless, theme, columns, (text, theme, width) => {
        const sent = withoutColors(printed(withoutCode(text), theme, width));
        if (sent !== "") expect(sent).toMatch(/^[^\n][\s\S]*\n$/);
        expect(sent).not.toMatch(/\n\n\n/);
      }),
      { numRuns },
    );
  });

  test("is black and white where no colour is wanted", () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(plain, ascii), columns, (text, theme, width) => {
        expect(printed(text, theme, width)).not.toContain("\x1b");
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });
});

describe("Markdown of words that fit", () => {
  test("takes no more columns than the terminal has, so that the terminal breaks no line by itself", async () => {
    await fc.assert(
      fc.asyncProperty(harmless, theme, columns, async (text, theme, width) => {
        const sent = printed(withoutCode(text), theme, width);
        const lines = withoutColors(sent).split("\n");
        for (const line of lines) {
          const longest = Math.max(...line.split(" ").map((word) => stringWidth(word)));
          if (longest < 20) expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns },
    );
  });

  test("shows every word, in its order", () => {
    const line = fc
      .tuple(
        fc.constantFrom("", "# ", "- ", "  - ", "1. ", "> ", "> - ", "- [x] ", "\n", "\n\n"),
        fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 }),
      )
      .map(([head, words]) => head + words.join(" "));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), theme, columns, (lines, theme, width) => {
        const words = (text: string) => text.match(/[a-z]+/g) ?? [];
        const source = lines.join("\n").replaceAll("[x]", "");
        expect(words(withoutColors(printed(lines.join("\n"), theme, width)).replaceAll("[x]", ""))).toEqual(
          words(source),
        );
      }),
      { numRuns },
    );
  });

  test("is the same on the screen, however it is cut and whatever the terminal does with long lines", async () => {
    await fc.assert(
      fc.asyncProperty(harmless, columns, cuts, async (text, width, cuts) => {
        const whole = await screenOf(printed(text, colored, width), width);
        expect(await screenOf(printed(text, colored, width, cuts), width)).toEqual(whole);
      }),
      { numRuns: Math.min(200, numRuns) },
    );
  });
});

test("a terminal that is resized in the middle of an answer gets every word, and no line wider than it is then", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(words, columns, columns, (words, before, after) => {
      let width = before;
      const printer = createMarkdownPrinter(plain, () => width);
      const first = printer.push(`${words.slice(0, 10).join(" ")} `);
      width = after;
      const rest = printer.push(words.slice(10).join(" ")) + printer.end();
      expect((first + rest).trim().split(/\s+/)).toEqual(words);
      const lines = (first + rest).split("\n").slice(first.split("\n").length);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(after);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});
