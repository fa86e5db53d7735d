#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `openclaw needs Node 20.19 or newer; this is Node ${process.versions.node}. Get one at https://nodejs.org`,
  );
  process.exitCode = 1;
} else if (!answerAtOnce(process.argv.slice(2))) {
  const { load, keep } = require("./load.js");
  const { main } = load("main.cjs");
  const options = {
    get version() {
      return packageVersion();
    },
    hasDescriptors: true,
  };
  main(process, options).then((code) => {
    process.exitCode = code;
    keep();
  });
}

/**
 * Prints what is known before anybody asks, without loading the program: the version, and the help of a command as the build
 * has kept it. Tells whether it has; all else is the program's.
 */
function answerAtOnce(args) {
  const last = args.at(-1);
  if (args.length === 1 && (last === "--version" || last === "-V")) return say(packageVersion());
  return (last === "--help" || last === "-h") && say(keptHelp(["openclaw", ...args.slice(0, -1)].join(" ")));
}

function packageVersion() {
  return JSON.parse(read("../package.json")).version;
}

function keptHelp(command) {
  const columns = isDevice(1) ? Math.min(process.stdout.columns ?? 80, 100) : 80;
  if (columns !== 80 && columns !== 100) return undefined;
  const { OPENCLAW_LOCALE, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = (OPENCLAW_LOCALE || LC_ALL || LC_MESSAGES || LANG || "en").slice(0, 2).toLowerCase();
  const texts = JSON.parse(read(`../dist/help-${columns}.json`));
  return (Object.hasOwn(texts, language) ? texts[language] : texts.en)[command];
}

function say(text) {
  // What a terminal cannot show in its locale is spelt by the program.
  if (text === undefined || (isDevice(1) && /[^\n -~]/.test(text))) return false;
  const bytes = Buffer.from(`${text}\n`);
  let written = 0;
  try {
    // Node's own stream takes 3 ms to load.
    while (written < bytes.length) written += require("node:fs").writeSync(1, bytes, written);
  } catch {
    // A full pipe, which only the stream waits for, or a reader that has gone away.
    process.stdout.on("error", () => {}).write(bytes.subarray(written));
  }
  return true;
}

function isDevice(descriptor) {
  return require("node:fs").fstatSync(descriptor).isCharacterDevice();
}

function read(path) {
  return require("node:fs").readFileSync(require("node:path").join(__dirname, path), "utf8");
}
