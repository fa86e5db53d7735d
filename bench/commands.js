import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { configPath, createHome, environment, fill, plainConfig } from "./homes.js";
import { inPairs } from "./statistics.js";

const root = fileURLToPath(new URL("../", import.meta.url));
export const program = join(root, "bin/openclaw.js");

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {readonly string[]} argv
 * @property {Readonly<Record<string, string>>} files what is in the home before every run
 * @property {number} [budget] how many times as long as an empty program it may take
 * @property {number} [missed] how many times as long it takes where the budget is missed; docs/performance.md says why
 * @property {number} [opened] how many files of this package it may open
 * @property {boolean} [anew] whether nothing is kept of the code that earlier runs compiled
 */

const config = { [configPath]: plainConfig };
const onboard = ["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key"];
const list = ["models", "list", "--offline"];

/** @type {readonly Command[]} */
export const commands = [
  { name: "--version", argv: ["--version"], files: {}, budget: 1.1, opened: 2 },
  { name: "--help", argv: ["--help"], files: {}, budget: 1.1, opened: 2 },
  { name: "models --help", argv: ["models", "--help"], files: {}, budget: 1.4, opened: 2 },
  { name: "models list --offline", argv: list, files: config, budget: 1.4, opened: 5 },
  {
    name: "models set, writing",
    argv: ["models", "set", "--offline", "venice/llama-3.3-70b"],
    files: config,
    budget: 1.5,
    missed: 1.9,
    opened: 8,
  },
  {
    name: "onboard without questions, --dry-run",
    argv: [...onboard, "--dry-run"],
    files: config,
    budget: 1.5,
    missed: 1.7,
    opened: 8,
  },
  { name: "onboard without questions, writing", argv: onboard, files: config, budget: 1.5, missed: 2.1, opened: 8 },
  { name: "onboard without questions, first config", argv: onboard, files: {}, opened: 10 },
  { name: "doctor --offline", argv: ["doctor", "--offline"], files: config, opened: 9 },
  { name: "models list --offline, nothing kept", argv: list, files: config, anew: true },
  { name: "onboard without questions, nothing kept", argv: onboard, files: config, anew: true },
];

/**
 * How long a command takes, over an empty program of the same Node.
 *
 * @param {Command} command
 * @param {number} pairs
 */
export async function measureCommand(command, pairs) {
  const home = createHome();
  const env = environment(home);
  const subject = () => {
    fill(home, command.files);
    if (command.anew) forgetCode();
    return timed([program, ...command.argv], env);
  };
  return await inPairs(pairs, subject, () => timed(["-e", "0"], env));
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function timed(args, env) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0 && !args.includes("doctor")) throw new Error(`${args.join(" ")}: exit ${status}\n${stderr}`);
  return milliseconds;
}

/** Which files of this package a command opens, and what of Node it loads that reaches for the network or starts processes. */
export function countOpened(/** @type {Command} */ { argv, files }) {
  const recorder = join(root, "test/support/record-opened.cjs");
  const { output } = spawnSync(process.execPath, ["--require", recorder, program, ...argv], {
    env: environment(createHome(files)),
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  const recorded = JSON.parse(output[3] ?? "");
  const opened = new Set(recorded.opened.filter((/** @type {string} */ path) => path.startsWith(root)));
  const network = recorded.builtins.filter((/** @type {string} */ name) =>
    /^(net|tls|dns|https?|child_process)$/.test(name),
  );
  return { opened: opened.size, network: network.length };
}

/**
 * The most memory that a command holds, over an empty program, in MiB. Linux tells; elsewhere this is not measured.
 *
 * @param {Command} command
 */
export function measurePeak({ argv, files }) {
  const peak = join(root, "bench/peak.cjs");
  const peakOf = (/** @type {readonly string[]} */ args) => {
    const { output } = spawnSync(process.execPath, [peak, ...args], {
      env: environment(createHome(files)),
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      encoding: "utf8",
    });
    return Number(output[3]);
  };
  const runs = Array.from({ length: 7 }, () => peakOf([program, ...argv]) - peakOf([])).sort((a, b) => a - b);
  return Number(((runs[3] ?? Number.NaN) / 1024).toFixed(1));
}

function forgetCode() {
  const dist = join(root, "dist");
  for (const name of readdirSync(dist)) if (name.startsWith("code-")) rmSync(join(dist, name));
}
