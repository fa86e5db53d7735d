import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./install.js";

/**
 * Keeps the help of every command, for bin/openclaw.js to print: a file for each language, with every line once and the
 * numbers of its lines by the command as it is typed.
 */
export function helpPlugin() {
  return {
    name: "help",
    writeBundle(/** @type {{ dir?: string }} */ { dir = "" }) {
      for (const language of languages()) {
        const texts = builtHelp(language).map(([command, text]) => /** @type {const} */ ([command, text.split("\n")]));
        const lines = [...new Set(texts.flatMap(([, text]) => text))];
        const numbers = new Map(lines.map((line, number) => [line, number]));
        const commands = Object.fromEntries(
          texts.map(([command, text]) => [command, text.map((line) => numbers.get(line))]),
        );
        writeFileSync(join(root, dir, `help-${language}.json`), JSON.stringify({ lines, commands }));
      }
    },
  };
}

/**
 * The help of every command as the built program has it, before it is broken into lines.
 *
 * @param {string} language
 * @returns {[command: string, text: string][]}
 */
export function builtHelp(language) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { helpTexts } = createRequire(import.meta.url)("../bin/load.js").load("main.cjs");
  const terminal = { isTTY: true, columns: 80, on: () => terminal };
  const env = { LANG: `${language}.UTF-8` };
  const process = { argv: [], env, stdin: terminal, stdout: terminal, stderr: terminal, cwd: () => root };
  return [...helpTexts(process, { version })];
}

/** Those of `src/messages/`: a file each, named like the language. */
function languages() {
  return readdirSync(join(root, "src/messages")).flatMap((name) => /^(..)\.ts$/.exec(name)?.[1] ?? []);
}
