/*
 * Loaded before the program (node --require): writes, as JSON to descriptor 3 when the program ends, which files it opened and
 * which of Node's modules it loaded that Node does not load by itself.
 */
const fs = require("node:fs");

/** @type {string[]} */
const opened = [];
/** @type {Record<string, any>} */
const patched = fs;
for (const name of ["openSync", "readFileSync"]) {
  const original = patched[name];
  patched[name] = (/** @type {unknown} */ path, /** @type {unknown[]} */ ...rest) => {
    if (typeof path === "string") opened.push(path);
    return original(path, ...rest);
  };
}

/** @returns {string[]} */
const loaded = () => /** @type {any} */ (process).moduleLoadList;
const before = new Set(loaded());
process.on("exit", () => {
  const builtins = loaded()
    .filter((name) => name.startsWith("NativeModule ") && !before.has(name))
    .map((name) => name.slice("NativeModule ".length));
  fs.writeSync(3, JSON.stringify({ opened, builtins }));
});
