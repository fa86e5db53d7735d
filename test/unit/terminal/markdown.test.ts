import { describe, expect, test } from "vitest";
import { createMarkdownPrinter } from "../../../src/terminal/markdown.ts";
import { createTheme } from "../../../src/terminal/theme.ts";

const plain = createTheme({ LANG: "C.UTF-8" }, {}, false);
const colored = createTheme({ FORCE_COLOR: "1", LANG: "C.UTF-8" }, {}, false);

function shown(text: string, { theme = plain, columns = 40 } = {}): string {
  const printer = createMarkdownPrinter(theme, () => columns);
  return printer.push(text) + printer.end();
}

const lines = (...texts: string[]) => `${texts.join("\n")}\n`;

describe("in colour", () => {
  const bold = (text: string) => `\x1b[1m${text}\x1b[22m`;
  const italic = (text: string) => `\x1b[3m${text}\x1b[23m`;
  const cyan = (text: string) => `\x1b[36m${text}\x1b[39m`;
  const dim = (text: string) => `\x1b[2m${text}\x1b[22m`;

  test.each([
    ["a heading", "# Title", `\x1b[36m\x1b[1mTitle\x1b[22m\x1b[39m\n`],
    ["a lesser heading", "### Part", `${bold("Part")}\n`],
    ["bold text", "a **b c** d", `a ${bold("b c")} d\n`],
    ["emphasis", "a *b* and _c_", `a ${italic("b")} and ${italic("c")}\n`],
    ["text struck out", "~~gone~~", "\x1b[9mgone\x1b[29m\n"],
    ["code", "run `npm test` now", `run ${cyan("npm test")} now\n`],
    ["bold code", "**`a`** b", `\x1b[36m\x1b[1ma\x1b[22m\x1b[39m b\n`],
    ["a link", "[here](https://a.example/)", `here (${cyan("https://a.example/")})\n`],
    ["a quotation", "> said", `${dim("│ ")}said\n`],
    ["a rule", "---", `${dim("─".repeat(40))}\n`],
    ["a block of code", "```js\n**a**\n```", `${dim("─── js")}\n**a**\n${dim("───")}\n`],
  ])("%s", (_, markdown, expected) => {
    expect(shown(markdown, { theme: colored })).toBe(expected);
  });
});

describe("without colour the marks of emphasis and code stay, since nothing else would show them", () => {
  test.each([
    ["# Title", "# Title"],
    ["a **b** *c* ~~d~~ `e`", "a **b** *c* ~~d~~ `e`"],
  ])("%s", (markdown, expected) => {
    expect(shown(markdown)).toBe(`${expected}\n`);
  });
});

describe("lists", () => {
  test("have bullets, numbers, boxes, and lines that hang beneath their text", () => {
    expect(
      shown("- one two three four five six seven eight nine\n* b\n+ c\n\n1. x\n2. y\n\n- [ ] todo\n- [x] done"),
    ).toBe(
      lines(
        "• one two three four five six seven",
        "  eight nine",
        "• b",
        "• c",
        "",
        "1. x",
        "2. y",
        "",
        "[ ] todo",
        "[x] done",
      ),
    );
  });

  test.each([
    ["as CommonMark has it", "1. a\n   - b\n     - c\n2. d"],
    ["by two columns, as models often do", "1. a\n  - b\n    - c\n2. d"],
    ["by four", "1. a\n    - b\n        - c\n2. d"],
    ["by tabs", "1. a\n\t- b\n\t\t- c\n2. d"],
  ])("are nested %s", (_, markdown) => {
    expect(shown(markdown)).toBe(lines("1. a", "   • b", "     • c", "2. d"));
  });

  test("that are numbered 1, 1, 1 count; others keep their numbers", () => {
    expect(shown("1. a\n1. b\n1. c")).toBe(lines("1. a", "2. b", "3. c"));
    expect(shown("3. a\n\n```\nx\n```\n4. b\n7. c")).toBe(lines("3. a", "", "───", "x", "───", "4. b", "7. c"));
  });

  test("hold paragraphs, code and lists, indented like their text", () => {
    expect(shown("1. a\n\n   more\n\n   ```sh\n   ls\n     -l\n   ```\n   - b\n\nafter")).toBe(
      lines("1. a", "", "   more", "", "   ─── sh", "   ls", "     -l", "   ───", "   • b", "", "after"),
    );
  });

  test("hold code that their author forgot to indent", () => {
    expect(shown("1. a\n   ```sh\nls\n```\n2. b")).toBe(lines("1. a", "   ─── sh", "   ls", "   ───", "2. b"));
  });

  test("show an empty item too", () => {
    expect(shown("- a\n-\n- c")).toBe(lines("• a", "• ", "• c"));
  });
});

describe("text", () => {
  test("keeps its line breaks, is broken between words, and joins several empty lines into one", () => {
    expect(shown("Roses are red,\nviolets are blue.\n\n\n\nA line that is longer than forty columns are.\n\n")).toBe(
      lines("Roses are red,", "violets are blue.", "", "A line that is longer than forty columns", "are."),
    );
  });

  test("in Chinese is broken between characters, but not before a full stop", () => {
    expect(shown("中文段落没有空格所。完", { columns: 18 })).toBe(lines("中文段落没有空格", "所。完"));
  });

  test("is no heading because of a line beneath it, and that line is a rule", () => {
    expect(shown("Text\n---\nmore\n===")).toBe(lines("Text", "─".repeat(40), "more", "==="));
  });

  test.each([
    "2*3 and 4 * 5 is ~5 or ~6",
    "snake_case_name and __dirname",
    "a < b && c > d",
    "[1] and [ ] and a [b] c",
    "one ` tick, one * star, one ** more",
    "C:\\Users\\me",
    "I paid $5 | $6",
    "#hashtag and #1",
    "-5 degrees, 1.5 metres",
  ])("that only looks like Markdown stays as it is: %s", (text) => {
    expect(shown(text, { columns: 80 })).toBe(`${text}\n`);
  });

  test("says where a link leads only where its text does not", () => {
    expect(shown("<https://a.example> https://b.example/x. [c](https://c.example) me@d.example", { columns: 90 })).toBe(
      "https://a.example https://b.example/x. c (https://c.example) me@d.example\n",
    );
  });

  test("names an image and where it is, but not one that is written into the text", () => {
    expect(shown("![A cat](https://a.example/cat.png)\n\n![dot](data:image/png;base64,AAAA)")).toBe(
      lines("A cat (https://a.example/cat.png)", "", "dot"),
    );
  });

  test("has the characters that HTML names for what they are, and its tags as they are", () => {
    expect(shown("&lt;b&gt; &amp; &#65;&#x42; &copy; <b>x</b><br>y")).toBe(lines("<b> & AB &copy; <b>x</b>", "y"));
  });

  test("leaves a word that is wider than the terminal to it, to be copied whole", () => {
    const address = `https://example.org/${"a".repeat(60)}`;
    expect(shown(`See ${address} now`)).toBe(lines("See", address, "now"));
  });
});

describe("quotations", () => {
  test("have a bar before every line, the empty and the broken ones too", () => {
    expect(shown("> one two three four five six seven eight nine\n>\n> - a\n>> deeper\n\nafter")).toBe(
      lines("│ one two three four five six seven", "│ eight nine", "│", "│ • a", "│ │ deeper", "", "after"),
    );
  });

  test("end where the bar does", () => {
    expect(shown("> ```\n> code\nafter")).toBe(lines("│ ───", "│ code", "│ ───", "after"));
  });
});

describe("code", () => {
  test("is shown as it is, with its empty lines, never broken", () => {
    const long = `x = ${"1 + ".repeat(20)}1`;
    expect(shown(`\`\`\`py\n# a\n\n\n\n\t*b*\n${long}\n\`\`\`\nend`)).toBe(
      lines("─── py", "# a", "", "", "", "\t*b*", long, "───", "end"),
    );
  });

  test("goes on to the end of the answer where nothing ends it", () => {
    expect(shown("~~~~\n~~~\n```\na")).toBe(lines("───", "~~~", "```", "a", "───"));
  });

  test("that is indented stays indented", () => {
    expect(shown("So:\n\n    a = *b*\n\nend")).toBe(lines("So:", "", "    a = *b*", "", "end"));
  });
});

describe("tables", () => {
  const table = "| Name | Age | Note |\n|:--|--:|:-:|\n| Ann | 31 | **a** |\n| Bob | 7 | x\\|y |";

  test("are aligned", () => {
    expect(shown(table)).toBe(
      lines("Name │ Age │ Note", "─────┼─────┼──────", "Ann  │  31 │ **a**", "Bob  │   7 │  x|y"),
    );
  });

  test("that are too wide get cells of several lines, with a rule between the rows", () => {
    expect(
      shown("| A | B |\n|---|---|\n| one | several words that take more than a line |\n| two | few |", { columns: 30 }),
    ).toBe(
      lines(
        "A   │ B",
        `────┼─${"─".repeat(24)}`,
        "one │ several words that take",
        "    │ more than a line",
        `────┼─${"─".repeat(24)}`,
        "two │ few",
      ),
    );
  });

  test("that have more columns than fit become lists", () => {
    const wide = `|${" name |".repeat(8)}\n|${"---|".repeat(8)}\n|${" something |".repeat(8)}`;
    expect(shown(wide, { columns: 30 })).toBe(lines(...Array.from({ length: 8 }, () => "name: something")));
  });

  test("come after a text and before one, without empty lines between", () => {
    expect(shown(`So:\n${table.split("\n").slice(0, 3).join("\n")}\nend`)).toBe(
      lines("So:", "Name │ Age │ Note", "─────┼─────┼──────", "Ann  │  31 │ **a**", "end"),
    );
  });

  test("are no tables without the row beneath their head", () => {
    expect(shown("| a | b |\n| c | d |")).toBe(lines("| a | b |", "| c | d |"));
  });
});

describe("while it comes", () => {
  function steps(...texts: string[]): string[] {
    const printer = createMarkdownPrinter(plain, () => 40);
    return [...texts.map((text) => printer.push(text)), printer.end()];
  }

  test("text is shown word by word", () => {
    expect(steps("Hel", "lo wor", "ld, all", " of you")).toEqual(["", "Hello", " world,", " all of", " you\n"]);
  });

  test("what is open is held back until it is closed", () => {
    expect(steps("a **b ", "c** ", "d [e ", "f](https://g.example) ")).toEqual([
      "a",
      " **b c**",
      " d",
      " e f (https://g.example)",
      "\n",
    ]);
  });

  test("what is never closed is let go when the paragraph ends, or gets too long", () => {
    expect(steps("a *b ", "c\n", "\nd")).toEqual(["a", "", " *b c\n", "\nd\n"]);
    const [begun, rest] = steps("a *b ", "word ".repeat(100));
    expect(begun).toBe("a");
    expect(rest).toContain("*b word");
  });

  test("code is shown line by line, and a table when it is whole", () => {
    expect(steps("```\na", "b\nc", "\n```", "\n|a|\n|-", "|\n|b|", "\n\nend")).toEqual([
      "───\n",
      "ab\n",
      "c\n",
      "───\n",
      "",
      "a\n─\nb\n",
      "\nend\n",
    ]);
  });

  test("nothing at all shows nothing at all", () => {
    expect(steps("", "\n \n")).toEqual(["", "", ""]);
  });
});

test("in a locale of ASCII no line is drawn and no dot is printed that it cannot show", () => {
  const theme = createTheme({ LANG: "C" }, {}, false);
  const markdown = "- a → b…\n> q\n\n---\n|a|b|\n|-|-|\n|c|d|\n```\nx\n```";
  expect(shown(markdown, { theme })).toMatch(/^[\x20-\x7e\n]*$/);
  expect(shown("- a → b…", { theme })).toBe("- a -> b...\n");
});

test("on a terminal that is hardly wider than the nesting is deep, text has room still", () => {
  const markdown = Array.from(
    { length: 12 },
    (_, depth) => `${"  ".repeat(depth)}- several words of text ${depth}`,
  ).join("\n");
  for (const line of shown(markdown, { columns: 24 }).split("\n")) expect(line.length).toBeLessThanOrEqual(24);
});
