import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./install.js";

/** Most terminals have the first width, or the second or more; in others commander itself makes the help. */
const widths = [80, 100];

/**
 * Keeps the help of every command as it would be printed, for bin/openclaw.js to print: a file for every language and width,
 * with the texts by the command as it is typed.
 */
export function helpPlugin() {
  return {
    name: "help",
    writeBundle(/** @type {{ dir?: string }} */ { dir = "" }) {
      const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const { helpTexts } = createRequire(import.meta.url)("../bin/load.js").load("main.cjs");
      for (const columns of widths) {
        for (const language of languages()) {
          const texts = helpTexts(personAt(columns, language), { version });
          const path = join(root, dir, `help-${language}-${columns}.json`);
          writeFileSync(path, JSON.stringify(Object.fromEntries(texts)));
        }
      }
    },
  };
}

/** Those of `src/messages/`: a file each, named like the language. */
function languages() {
  return readdirSync(join(root, "src/messages")).flatMap((name) => /^(..)\.ts$/.exec(name)?.[1] ?? []);
}

/**
 * @param {number} columns
 * @param {string} language
 */
function personAt(columns, language) {
  const terminal = { isTTY: true, columns, on: () => terminal };
  const env = { LANG: `${language}.UTF-8` };
  return { argv: [], env, stdin: terminal, stdout: terminal, stderr: terminal, cwd: () => root };
}
