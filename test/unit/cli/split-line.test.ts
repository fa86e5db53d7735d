import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitLine } from "../../../src/cli/split-line.ts";

describe("the words behind the program's name, up to the cursor", () => {
  test.each<[string, string, string[]]>([
    ["nothing at all", "", [""]],
    ["a blank begins the next word", "openclaw models ", ["models", ""]],
    ["a half-typed word", "openclaw  models\tse", ["models", "se"]],
    ["what breaks words in readline does not here", "openclaw --a=b:c@d/e", ["--a=b:c@d/e"]],
    ["variables set for the one command", "A=1 B= openclaw models", ["models"]],
    ["single quotes", "openclaw 'a \\b' c", ["a \\b", "c"]],
    ["double quotes", 'openclaw "a \\" b"c', ['a " bc']],
    ["an open quote", 'openclaw "venice/cl', ["venice/cl"]],
    ["an open quote with nothing in it yet", "openclaw '", [""]],
    ["an empty word", "openclaw '' x", ["", "x"]],
    ["a backslash", "openclaw a\\ b", ["a b"]],
    ["a backslash with nothing behind it yet", "openclaw a\\", ["a"]],
    ["what a shell would replace stays as it is", "openclaw $(x) `y` $HOME", ["$(x)", "`y`", "$HOME"]],
    ["a redirection that is over", "openclaw a > out.txt b", ["a", "b"]],
    ["redirections of every kind", "openclaw 2>&1 a &>x <in >| y >>z b", ["a", "b"]],
    ["a quoted sign is none", "openclaw '>' a", [">", "a"]],
  ])("%s: %s", (_, line, words) => {
    expect(splitLine(line)).toEqual({ words, redirected: false });
  });

  test.each(["openclaw >", "openclaw a > fi", "openclaw a 2>fi", "openclaw <fi"])("%s leads to a file", (line) => {
    expect(splitLine(line).redirected).toBe(true);
  });

  test("words that a shell would quote come back whole", () => {
    const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
        expect(splitLine(["openclaw", ...words.map(quoted)].join(" ")).words).toEqual(words);
      }),
    );
  });
});
