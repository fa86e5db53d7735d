import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseAst } from "rolldown/parseAst";

/** Modules that packages ask for and this program needs nothing of, by who asks and for what. */
const unused = [
  // The prompts are told their symbols; 6 KB of others come with them.
  { asks: "@inquirer/figures", code: 'export default { line: "-", tick: "v", pointer: ">" };' },
  // Logs of connections, for those who set DEBUG.
  { asks: "debug", code: "export default () => () => {};" },
  // The spinner is stopped by the program in every way out, and what came of the work is the program's to say.
  { asks: "restore-cursor", code: "export default () => {};" },
  { asks: "log-symbols", code: "export default {};" },
];

/** The spinners that the terminal shows, of a hundred. */
const spinners = ["dots", "line"];

/**
 * Leaves out what packages bring along and this program never uses, where the bundler cannot tell.
 *
 * @returns {import("rolldown").Plugin}
 */
export function leanPackagesPlugin() {
  return {
    name: "lean-packages",
    resolveId(source, importer) {
      const index = importer?.includes("node_modules") ? unused.findIndex(({ asks }) => asks === source) : -1;
      return index === -1 ? undefined : `\0lean:${index}`;
    },
    load(id) {
      if (id.startsWith("\0lean:")) return unused[Number(id.slice("\0lean:".length))]?.code;
      const path = id.replaceAll("\\", "/");
      if (path.endsWith("/cli-spinners/spinners.json")) {
        const all = JSON.parse(readFileSync(id, "utf8"));
        return JSON.stringify(Object.fromEntries(spinners.map((name) => [name, all[name]])));
      }
      if (path.endsWith("/json5/lib/unicode.js")) return characterTables(createRequire(import.meta.url)(id));
      return undefined;
    },
    transform(code, id) {
      return id.replaceAll("\\", "/").endsWith("/marked/lib/marked.esm.js") ? lexerAlone(code) : undefined;
    },
  };
}

/**
 * The module with JSON5's tables of characters, as the lengths of their runs in base 36 in place of patterns that name each
 * run's ends.
 *
 * @param {{ Space_Separator: RegExp, ID_Start: RegExp, ID_Continue: RegExp }} tables
 */
function characterTables({ Space_Separator, ID_Start, ID_Continue }) {
  const further = (/** @type {string} */ character) => ID_Continue.test(character) && !ID_Start.test(character);
  const start = runs((character) => ID_Start.test(character));
  return `
    const table = (runs) => {
      const ends = [];
      let end = 0;
      for (const run of runs.split(",")) ends.push((end += parseInt(run, 36)));
      return { test: (character) => ends.findIndex((end) => character.codePointAt(0) < end) % 2 === 1 };
    };
    const start = table("${start}");
    const further = table("${runs(further)}");
    exports.Space_Separator = ${Space_Separator};
    exports.ID_Start = start;
    exports.ID_Continue = { test: (character) => start.test(character) || further.test(character) };
  `;
}

/**
 * How many characters do not have a property, how many then do, and so on, in base 36.
 *
 * @param {(character: string) => boolean} has
 */
function runs(has) {
  const lengths = [];
  let last = false;
  let length = 0;
  for (let code = 0; code <= 0x10ffff; code++) {
    const now = has(String.fromCodePoint(code));
    if (now !== last) {
      lengths.push(length.toString(36));
      length = 0;
    }
    length++;
    last = now;
  }
  return lengths.join(",");
}

/**
 * marked with its lexer alone, without the parser, the printing of HTML, and the shorthand that keeps those two alive.
 *
 * @param {string} code
 */
function lexerAlone(code) {
  const kept = /** @type {any[]} */ (parseAst(code).body).flatMap((node) => {
    const text = code.slice(node.start, node.end);
    const exported = /^export\{.*?(\w+) as Lexer\b.*?(\w+) as Tokenizer\b/.exec(text);
    if (exported) return `export { ${exported[1]} as Lexer, ${exported[2]} as Tokenizer };`;
    const isShorthand =
      node.type === "ExpressionStatement" ||
      node.declarations?.some((/** @type {any} */ { init }) => init?.type === "MemberExpression") ||
      /^var \w+=new (?!WeakMap)/.test(text);
    return isShorthand ? [] : text;
  });
  return kept.join("\n");
}
