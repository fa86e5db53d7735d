import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);

test("JSON5 in the bundle takes the names of properties that JSON5 takes, character by character", () => {
  const built = require("../../bin/load.js").load("json5.cjs");
  const [load] = Object.values(built) as [() => { parse(text: string): unknown }];
  const ours = load();
  const theirs = require("json5") as typeof ours;
  const takes = ({ parse }: typeof ours, text: string) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const different: string[] = [];
  for (let code = 0x80; code < 0x32000; code++) {
    const character = String.fromCodePoint(code);
    for (const text of [`{${character}:1}`, `{a${character}:1}`])
      if (takes(ours, text) !== takes(theirs, text)) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});

test("of marked there is the lexer, and neither parser nor HTML", () => {
  const text = readFileSync(join(root, "dist/markdown.cjs"), "utf8");
  const found = ["blockTokens", "parseMarkdown", "processAllTokens", "<blockquote>"].filter((part) =>
    text.includes(part),
  );
  expect(found).toEqual(["blockTokens"]);
});

test("of a hundred spinners there are two", () => {
  const text = readFileSync(join(root, "dist/spinner.cjs"), "utf8");
  expect(text.match(/frames:\[/g)).toHaveLength(2);
});

test("nothing that writes logs of connections is there", () => {
  const files = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".cjs"));
  const holding = files.filter((name) => readFileSync(join(root, "dist", name), "utf8").includes("process.env.DEBUG"));
  expect(holding).toEqual([]);
});
