// `npm run bench`: how long the built program takes, over an empty program of the same Node; see docs/performance.md. The results of
// this Node go to bench/results.json, beside those of others, and into the page. `-- --short` measures the commands alone, writes
// nothing, and fails where a count or a ratio is out of bounds; never for a number of milliseconds.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, installIfNeeded, root } from "../scripts/install.js";
import { budgets, slack } from "./budgets.js";
import { commands, countOpened, measureCommand, measurePeak } from "./commands.js";
import { drawPlot } from "./plot.js";
import { breachesOf, tableOf } from "./report.js";
import { measureArrival, measureFirstToken, measureStream, startStreamServer } from "./streams.js";
import { measureFirstPrompt, measureKeystrokes, measureWaiting } from "./waiting.js";

const isShort = process.argv.includes("--short");
const pairs = isShort ? 9 : 21;
const major = process.versions.node.split(".")[0] ?? "";

const allowed = budgets(major);

installIfNeeded();
build();
const measured = await measure();
const table = tableOf(measured, allowed);
console.log(`Node ${process.version}, ${measured.machine.cores} cores, ${measured.machine.gibibytes} GiB\n\n${table}`);

if (isShort) {
  const breaches = breachesOf(measured, allowed);
  for (const breach of breaches) console.error(`Out of bounds: ${breach}`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
} else {
  keep();
}

async function measure() {
  /** @type {Record<string, any>} */
  const result = { node: process.version, machine: machine(), commands: {} };
  for (const command of isShort ? commands.filter(({ budget }) => budget !== undefined) : commands) {
    say(command.name);
    result.commands[command.name] = {
      ...(await unlessBusy(() => measureCommand(command, pairs), allowed.commands[command.name]?.usual)),
      ...(command.anew ? {} : countOpened(command)),
      ...(command.argv.includes("--offline") && !command.anew ? { peakMebibytes: measurePeak(command) } : {}),
    };
  }
  say("first prompt");
  result.firstPrompt = await unlessBusy(() => measureFirstPrompt(pairs), allowed.firstPrompt);
  say("waiting for a key's proof");
  result.waiting = await unlessBusy(() => measureWaiting(isShort ? 3 : 9), allowed.waiting);
  if (isShort) return result;

  const server = await startStreamServer();
  say("first token");
  result.firstToken = await measureFirstToken(server, pairs);
  say("stream");
  result.stream = await measureStream(server, 9);
  result.arrival = await measureArrival(server);
  server.close();
  say("keystrokes");
  result.keystrokes = await measureKeystrokes();
  say("in process");
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(new URL("in-process.js", import.meta.url))], {
    encoding: "utf8",
    maxBuffer: 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { ...result, ...JSON.parse(stdout) };
}

/**
 * What is measured; in CI, where it is out of bounds, the best of three times. A busy machine is slow now and then, a slow program
 * always.
 *
 * @template {{ ratio: import("./statistics.js").Spread }} Measured
 * @param {() => Promise<Measured>} measureOnce
 * @param {number | undefined} budget
 */
async function unlessBusy(measureOnce, budget = Number.POSITIVE_INFINITY) {
  let best = await measureOnce();
  for (let attempt = 1; isShort && attempt < 3 && best.ratio.median > budget * slack; attempt += 1) {
    const again = await measureOnce();
    if (again.ratio.median < best.ratio.median) best = again;
  }
  return best;
}

function machine() {
  return { cores: availableParallelism(), gibibytes: Math.round(totalmem() / 2 ** 30) };
}

function keep() {
  const path = join(root, "bench/results.json");
  const results = { ...(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {}), [major]: measured };
  writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(root, "docs/performance.svg"), drawPlot(results));
  const page = join(root, "docs/performance.md");
  const block = new RegExp(`(<!-- Node ${major} -->\n)[^]*?(<!-- end -->)`);
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(block, (_, begin, end) => `${begin}\n${table}\n${end}`),
  );
}

/** @param {string} what */
function say(what) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what} …`);
}
