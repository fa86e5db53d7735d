#!/usr/bin/env node
// The syntax of this file is that of 2019, so that an old Node can read it, and say that it is too old.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    language() === "fr"
      ? `openclaw a besoin de Node 20.19 ou plus récent ; voici Node ${process.versions.node}. À télécharger : https://nodejs.org`
      : `openclaw needs Node 20.19 or newer; this is Node ${process.versions.node}. Get one at https://nodejs.org`,
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
  const last = args[args.length - 1];
  if (args.length === 1 && (last === "--version" || last === "-V")) return say(packageVersion());
  return (last === "--help" || last === "-h") && say(keptHelp(["openclaw", ...args.slice(0, -1)].join(" ")));
}

function packageVersion() {
  return JSON.parse(read("../package.json")).version;
}

function keptHelp(command) {
  const { lines, commands } = JSON.parse(read(`../dist/help-${language()}.json`));
  if (!Object.hasOwn(commands, command)) return undefined;
  const columns = (isDevice(1) && process.stdout.columns) || 80;
  return inLines(
    commands[command].map((number) => lines[number]),
    Math.min(columns, 100),
  );
}

/** The help as commander breaks it: paragraphs, and what is said of a name beside the longest of the names. */
function inLines(help, columns) {
  const longest = Math.max(...help.map((line) => line.indexOf("\t")));
  return help
    .map((line) => {
      const [name, text] = line.split("\t");
      if (text === undefined) return line;
      if (name === "") return broken(text, columns, "");
      return `  ${name.padEnd(longest + 2)}${broken(text, columns, " ".repeat(longest + 4))}`;
    })
    .join("\n");
}

/** A text in lines of at most so many columns with the margin, which is not before the first; whole where that is too narrow. */
function broken(text, columns, margin) {
  const width = columns - margin.length;
  if (width < 40) return text;
  const lines = [""];
  for (const word of text.match(/ *[^ ]+/g)) {
    const last = lines.length - 1;
    if (lines[last].length + word.length <= width) lines[last] += word;
    else lines.push(word.trim());
  }
  return lines.join(`\n${margin}`);
}

/** As src/messages/messages.ts has it. */
function language() {
  const { OPENCLAW_LOCALE, LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^fr(?![a-z])/i.test(OPENCLAW_LOCALE || LC_ALL || LC_MESSAGES || LANG) ? "fr" : "en";
}

function say(text) {
  // What a terminal may not show is spelt by the program.
  if (text === undefined || (isDevice(1) && /[^\n -~]/.test(text) && !showsAll(process.env))) return false;
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

function showsAll({ TERM, ACCESSIBLE, LC_ALL, LC_CTYPE, LANG }) {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG) && !ACCESSIBLE && TERM !== "linux" && TERM !== "dumb";
}

function isDevice(descriptor) {
  return require("node:fs").fstatSync(descriptor).isCharacterDevice();
}

function read(path) {
  return require("node:fs").readFileSync(require("node:path").join(__dirname, path), "utf8");
}
