// `npm run demo`: the main job with no key and no network. A Venice on loopback, a temporary home, the wizard, what it wrote.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFakeVenice } from "./fake-venice.js";
import { build, installIfNeeded, root } from "./install.js";

installIfNeeded();
build();

const scratch = mkdtempSync(join(tmpdir(), "openclaw-venice-demo-"));
const home = join(scratch, "home");
mkdirSync(home);
// Ctrl-C is the wizard's; what it leaves behind is ours to remove.
process.on("SIGINT", () => {});
process.stdout.on("error", () => {});
try {
  const { startFakeVenice, keys } = await loadFakeVenice(scratch);
  const venice = await startFakeVenice();
  try {
    process.exitCode = await demonstrate(venice.baseUrl, keys.page);
  } finally {
    await venice.close();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * @param {string} baseUrl
 * @param {string} key
 */
async function demonstrate(baseUrl, key) {
  const isInteractive = process.stdin.isTTY && process.stderr.isTTY;
  const options = ["onboard", "--auth-choice", "venice-api-key", "--base-url", baseUrl];
  if (isInteractive) {
    heading(`A Venice is running at ${baseUrl}. When you are asked for a key, paste this one: ${key}`);
  } else {
    heading("The wizard, without questions");
    options.push("--non-interactive", "--venice-api-key-stdin");
  }
  const { code } = await openclaw(options, { input: isInteractive ? undefined : key });
  if (code !== 0) return code;

  heading("The files it wrote");
  for (const path of filesBelow(home)) {
    const mode = (statSync(path).mode & 0o777).toString(8).padStart(4, "0");
    console.log(`~${path.slice(home.length)} (${mode})`);
    if (!path.includes("cache")) console.log(readFileSync(path, "utf8").replace(/^/gm, "    "));
  }

  heading("The head of the model list: openclaw models list");
  const list = await openclaw(["models", "list"], { keepsOutput: true });
  for (const line of list.output.split("\n").slice(0, 5)) console.log(line.split("\t").slice(0, 2).join("  "));

  heading('openclaw chat --usage "Hello, are you working?"');
  const answered = await openclaw(["chat", "--usage", "Hello, are you working?"], { input: "" });
  return answered.code;
}

/** @param {string} text */
function heading(text) {
  console.log(`\n== ${text}\n`);
}

/**
 * @param {readonly string[]} args
 * @param {{ input?: string | undefined, keepsOutput?: boolean }} options `keepsOutput` shows nothing of stdout, and returns it.
 * @returns {Promise<{ code: number, output: string }>}
 */
function openclaw(args, { input, keepsOutput = false }) {
  const { PATH = "", TERM = "", LANG = "" } = process.env;
  const child = spawn(process.execPath, [join(root, "bin/openclaw.js"), ...args], {
    env: { PATH, TERM, LANG, HOME: home },
    stdio: [input === undefined ? "inherit" : "pipe", keepsOutput ? "pipe" : "inherit", "inherit"],
  });
  child.stdin?.end(input);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
