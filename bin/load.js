/*
 * Loads the built program as `require` would, and keeps what V8 has made of it: reading and compiling code is most of what a
 * short command does. It is kept beside the code itself, so that whoever can change the one can change the other, and it goes
 * when that goes; where the folder cannot be written, nothing is kept. Node's own compile cache is not in Node 20, and keeps of
 * a file what is compiled before it runs, which here is next to nothing.
 */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const dist = path.join(__dirname, "../dist");

/** Whoever sets flags of V8's decides what it can use, and is better off without. */
const isUsable = process.execArgv.length === 0 && !process.env.NODE_OPTIONS && !process.env.NODE_DISABLE_COMPILE_CACHE;

/** It begins with the number of its build, in a comment. */
const main = read("main.cjs");

/** For one build, one version of Node and one kind of processor. */
const keptPath = path.join(dist, `code-${main.slice(2, 18)}-${process.version}-${process.arch}`);

const kept = isUsable ? readKept() : new Map();
const loaded = new Map();
let isNews = false;

/** The exports of a file of dist/. */
function load(name) {
  const known = loaded.get(name);
  if (known) return known.module.exports;
  const cachedData = kept.get(name);
  const text = name === "main.cjs" ? main : read(name);
  const script = new vm.Script(text, { filename: path.join(dist, name), cachedData });
  if (!cachedData || script.cachedDataRejected) isNews = true;
  const module = { exports: {} };
  loaded.set(name, { module, script });
  script.runInThisContext()(module.exports, requireFrom, module);
  return module.exports;
}

/** The built files are in ASCII. */
function read(name) {
  return fs.readFileSync(path.join(dist, name), "latin1");
}

function requireFrom(name) {
  return name.startsWith("./") ? load(name.slice(2)) : require(name);
}

/** Keeps the code of all that was loaded, if any of it was not kept yet. Never fails. */
function keep() {
  if (!isNews || !isUsable) return;
  const temporary = `${keptPath}-${process.pid}`;
  try {
    const file = fs.openSync(temporary, "wx", 0o644);
    try {
      for (const [name, { script }] of loaded) kept.set(name, script.createCachedData());
      const code = Buffer.concat([...kept.values()]);
      const sizes = [...kept].map(([name, { length }]) => [name, length]);
      fs.writeFileSync(file, `${JSON.stringify({ node: nodeItself(), sum: sumOf(code), sizes })}\n`);
      fs.writeFileSync(file, code);
      fs.fsyncSync(file);
      fs.renameSync(temporary, keptPath);
    } catch {
      fs.unlinkSync(temporary);
    } finally {
      fs.closeSync(file);
    }
  } catch {
    // Nothing is lost but time.
  }
}

/** V8 takes code as it is, and is at the mercy of it: whatever is not as it was kept is not used. */
function readKept() {
  try {
    const bytes = fs.readFileSync(keptPath);
    const start = bytes.indexOf("\n") + 1;
    const { node, sum, sizes } = JSON.parse(bytes.toString("utf8", 0, start));
    const code = bytes.subarray(start);
    if (node !== nodeItself() || sum !== sumOf(code)) return new Map();
    let end = 0;
    return new Map(
      sizes.map(([name, size]) => {
        end += size;
        return [name, code.subarray(end - size, end)];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Which Node this is: of one version there may be several. */
function nodeItself() {
  const { size, mtimeMs } = fs.statSync(process.execPath);
  return `${process.execPath} ${size} ${mtimeMs}`;
}

/** Of a byte here and there, many in every block that a disk may lose; more would take longer than the keeping saves. */
function sumOf(bytes) {
  let sum = bytes.length;
  for (let index = 0; index < bytes.length; index += 251) sum = (sum * 31 + bytes[index]) | 0;
  return sum;
}

module.exports = { load, keep };
