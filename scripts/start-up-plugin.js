import { createHash } from "node:crypto";
import { parseAst } from "rolldown/parseAst";

/** Modules that packages load as they start and this program never uses, by the package and the name it asks for. */
const unused = [
  // For subcommands that are programs of their own; it brings the network's modules with it.
  { package: "commander", asks: "node:child_process", code: "module.exports = {};" },
  // The spinner is told whether there is colour; chalk would ask the process.
  {
    package: "chalk",
    asks: "#supports-color",
    code: "export default { stdout: false, stderr: false }; export const createSupportsColor = () => false;",
  },
];

/**
 * Makes the built program start sooner than its sources and packages would.
 *
 * @returns {import("rolldown").Plugin}
 */
export function startUpPlugin() {
  return {
    name: "start-up",
    resolveId(source, importer) {
      const index = unused.findIndex(
        (each) => each.asks === source && importer?.replaceAll("\\", "/").includes(`/node_modules/${each.package}/`),
      );
      return index === -1 ? undefined : `\0unused:${index}`;
    },
    load(resolved) {
      return resolved.startsWith("\0unused:") ? unused[Number(resolved.slice("\0unused:".length))]?.code : undefined;
    },
    renderChunk(code) {
      return withLateFiles(withPlainExports(code));
    },
    generateBundle(_, bundle) {
      const build = createHash("sha256");
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      for (const output of chunks) {
        const code = inAscii(withEagerModules(withoutCharacterClasses(output.code)));
        output.code = `(function(exports,require,module){${code}\n})`;
        build.update(output.code);
      }
      // For bin/load.js, which can tell one build from another by it.
      for (const entry of chunks.filter(({ isEntry }) => isEntry))
        entry.code = `/*${build.digest("hex")}*/${entry.code}`;
    },
  };
}

const getter =
  /Object\.defineProperty\(exports, ["'](\w+)["'], \{\s*enumerable: true,\s*get: function \(\) \{\s*return ([\w$]+);\s*\}\s*\}\);/g;

/**
 * The code with its exports as values in place of getters, which are there for variables that change; nobody exports such.
 *
 * @param {string} code
 */
function withPlainExports(code) {
  return code.replace(getter, "exports.$1 = $2;");
}

/** A file that another one is made of, as the bundler asks for it at the top; main.cjs is always there already. */
const earlyFile = /^(?:const|let) (\w+) = require\(("(?:\.\/(?!main\.cjs)|node:)[^"]+")\);$/gm;

/** A line of a table at the top of a file, such as that of all texts, whose value is another file's. */
const lateEntry = /^(\t)(\w+): (require_\w+\(\)\.\w+),?$/gm;

/** A module of Node's as an ES module would see it: with its exports copied, which nobody needs who takes them by name. */
const builtinNamespace = /\/\* @__PURE__ \*\/ require_\w+(?:\(\))?\.\w+\(require\("node:(\w+)"\), 1\)/g;

/**
 * The code with the files and Node's modules that it is made of asked for when something of theirs is first used. What the
 * program does not come to, it does not read.
 *
 * @param {string} code
 */
function withLateFiles(code) {
  let result = code;
  for (const [statement, name = "", path] of code.matchAll(earlyFile)) {
    const isReassigned = code.includes(`\n${name} = `);
    if (isReassigned) continue;
    const [before = "", after = ""] = result.split(statement);
    const uses = new RegExp(`(?<![\\w$])(new )?${name}((?:\\.[\\w$]+)*)(?![\\w$])`, "g");
    // What stands right after "new" would be taken for the constructor itself.
    const use = (/** @type {string} */ _, /** @type {string | undefined} */ made, /** @type {string} */ part) =>
      made ? `new (${name}()${part})` : `${name}()${part}`;
    const late = `let ${name}$loaded; const ${name} = () => (${name}$loaded ??= require(${path}));`;
    result = before.replace(uses, use) + late + after.replace(uses, use);
  }
  return result.replace(lateEntry, "$1get $2() { return $3; },").replace(builtinNamespace, 'require("node:$1")');
}

/**
 * The code with its literal patterns that name classes of characters, such as `\p{L}`, as calls of `RegExp`. Node looks up the
 * characters of a literal as soon as it reads the code, which takes it up to a millisecond each, and those of a call when it is
 * made.
 *
 * @param {string} code
 */
function withoutCharacterClasses(code) {
  const literals = [...nodesOf(parseAst(code))].filter(({ regex }) => regex && /\\p\{/i.test(regex.pattern));
  return literals
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, regex: { pattern, flags } }) =>
        `${text.slice(0, start)} RegExp(${JSON.stringify(pattern)},${JSON.stringify(flags)})${text.slice(end)}`,
      code,
    );
}

/**
 * The code with the bodies of CommonJS modules, which the bundler puts into arrow functions in parentheses, in functions of the
 * older kind: those V8 compiles at once for the parentheses' sake, where it reads arrow functions twice.
 *
 * @param {string} code
 */
function withEagerModules(code) {
  const bodies = [...nodesOf(parseAst(code))].filter(
    ({ type, start, end, body }) =>
      type === "ArrowFunctionExpression" &&
      body.type === "BlockStatement" &&
      code.slice(start - 2, start) === "((" &&
      code.slice(end, end + 2) === "))" &&
      !usesThis(body),
  );
  return bodies
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, body, params }) => {
      const names = params.map((/** @type {any} */ { start, end }) => code.slice(start, end)).join(",");
      return `${text.slice(0, start)}function(${names})${text.slice(body.start)}`;
    }, code);
}

/** @param {any} node */
function usesThis(node) {
  const own = nodesOf(node, (inner) => !/^(Function|ClassBody)/.test(inner.type));
  return [...own].some(({ type, name }) => type === "ThisExpression" || name === "arguments");
}

/**
 * The code in ASCII, which takes Node half the memory. All else stands in texts and patterns, where escapes mean the same.
 *
 * @param {string} code
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => {
    const number = unit.charCodeAt(0).toString(16);
    return number.length === 2 ? `\\x${number}` : `\\u${number.padStart(4, "0")}`;
  });
}

/**
 * The nodes of a syntax tree; those beneath a node only where they are wanted.
 *
 * @param {unknown} node
 * @param {(node: any) => boolean} isWanted
 * @returns {Generator<any>}
 */
function* nodesOf(node, isWanted = () => true) {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) yield* nodesOf(item, isWanted);
  } else if (isWanted(node)) {
    if ("type" in node) yield node;
    for (const field of Object.values(node)) yield* nodesOf(field, isWanted);
  }
}
