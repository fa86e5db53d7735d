import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtHelp } from "./help-plugin.js";
import { root } from "./install.js";

/**
 * The pages that are made of the help of the built program, by their paths: `docs/help.md` and the man page.
 *
 * @returns {Map<string, string>}
 */
export function generatedPages() {
  const help = builtHelp("en").map(([command, text]) => ({ command, text: text.split("\n") }));
  return new Map([
    ["docs/help.md", helpPage(help)],
    ["man/openclaw.1", manPage(help)],
  ]);
}

/** @typedef {{ readonly command: string, readonly text: readonly string[] }} Help */

/** @param {readonly Help[]} help */
function helpPage(help) {
  const program = /** @type {string} */ (help[0]?.command);
  const sections = help.map(({ command, text }) => {
    const own = command === program ? text : withoutGlobalOptions(text);
    return `## ${command}\n\n\`\`\`text\n${inColumns(own).join("\n")}\n\`\`\`\n`;
  });
  return [
    "# Help\n",
    "What `--help` prints for each command. Made by `npm run docs`; the options of `openclaw` itself are those of every command.\n",
    ...sections,
  ].join("\n");
}

/**
 * Names in a column of their own, and what is said of them beside it, each in one line.
 *
 * @param {readonly string[]} text
 */
function inColumns(text) {
  const width = Math.max(...text.map((line) => line.indexOf("\t")));
  return text.map((line) => {
    const [name = "", said] = line.split("\t");
    if (said === undefined) return line;
    return name === "" ? said : `  ${name.padEnd(width)}  ${said}`;
  });
}

/** @param {readonly string[]} text */
function withoutGlobalOptions(text) {
  const start = text.indexOf("Global Options:");
  if (start === -1) return text;
  const end = text.indexOf("", start);
  return [...text.slice(0, start - 1), ...(end === -1 ? [] : text.slice(end))];
}

/**
 * `man/openclaw.md` with the commands in it, as a man page.
 *
 * @param {readonly Help[]} help
 */
function manPage(help) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commands = help.map(({ text }) => manSection(withoutGlobalOptions(text))).join("\n");
  const source = readFileSync(join(root, "man/openclaw.md"), "utf8").replace("<!-- commands -->\n", () => commands);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/marked-man/bin/marked-man.js"),
      "--no-breaks",
      ...["--version", `openclaw-venice ${version}`, "--manual", "openclaw-venice"],
    ],
    { input: source, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return (
    stdout
      // A date would make the page another one every month.
      .replace(/^(\.TH "OPENCLAW" "1" )"[^"]*"/m, '$1""')
      // Names with what is said of them, for which it has bullets only.
      .replace(/^\.IP \\\(bu 2\n(.*?\\f[PR]): /gm, ".TP\n$1\n")
      .replace(/\n+\.RS 1\n|\n\n\.RE$/gm, "\n")
  );
}

/**
 * The help of a command as a section of the man page's Markdown: its options, and then the examples as they stand.
 *
 * @param {readonly string[]} text
 */
function manSection([usage = "", ...rest]) {
  const end = rest.findLastIndex((line) => line.includes("\t")) + 1;
  const options = rest.slice(0, end).map((line) => {
    const [name = "", said] = line.split("\t");
    if (said === undefined) return line && `\n${line}\n`;
    return name === "" ? said : `* \`${name}\`: ${said.replace(/[<>*_[\]]/g, "\\$&")}`;
  });
  const after = rest.slice(end).join("\n").trim();
  const examples = after && `\n\`\`\`\n${after}\n\`\`\`\n`;
  return `### ${usage.replace("Usage: ", "")}\n${options.join("\n")}\n${examples}\n`;
}
