import { fork, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { program } from "./commands.js";
import { createHome, environment } from "./homes.js";
import { inPairs, spread } from "./statistics.js";

/** Starts the provider that streams, in a process of its own. */
export async function startStreamServer() {
  const child = fork(fileURLToPath(new URL("stream-server.js", import.meta.url)));
  const port = await new Promise((resolve) => child.once("message", resolve));
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const home = createHome();
  const env = environment(home);
  const prepare = (/** @type {readonly string[]} */ argv) => spawnSync(process.execPath, [program, ...argv], { env });
  prepare(["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--offline"]);
  // The list is kept for the commands that come after.
  prepare(["models", "list", "--base-url", baseUrl]);
  const argvFor = (/** @type {string} */ model) => ["chat", "--base-url", baseUrl, "--model", model, "hello"];
  return { argvFor, env, port, close: () => child.disconnect() };
}

/** @typedef {Awaited<ReturnType<typeof startStreamServer>>} StreamServer */

/**
 * From the start of a chat to the first character of the answer on stdout, over an empty program.
 *
 * @param {StreamServer} server
 * @param {number} pairs
 */
export async function measureFirstToken({ argvFor, env }, pairs) {
  const subject = async () => {
    const { first, ended } = read([program, ...argvFor("pieces-1")], env, () => {});
    await ended;
    return await first;
  };
  return await inPairs(pairs, subject, async () => await read(["-e", "0"], env, () => {}).ended);
}

/**
 * An answer of 100,000 pieces: how many a second, over a program that reads the same bytes and does nothing with them; and the
 * most memory that takes, in MiB.
 *
 * @param {StreamServer} server
 * @param {number} pairs
 */
export async function measureStream({ argvFor, env, port }, pairs) {
  const pieces = 100_000;
  const loop = `require("http").request({ port: ${port}, path: "/v1/chat/completions", method: "POST" }, (answer) => {
    let size = 0;
    answer.on("data", (chunk) => { if (size === 0) console.log("begin"); size += chunk.length; });
  }).end('{"model":"pieces-${pieces}"}')`;
  const streaming = async (/** @type {readonly string[]} */ args) => {
    const { first, ended } = read(args, env, () => {});
    return (await ended) - (await first);
  };
  const { ratio, milliseconds } = await inPairs(
    pairs,
    () => streaming([program, ...argvFor(`pieces-${pieces}`)]),
    () => streaming(["-e", loop]),
  );
  const peak = fileURLToPath(new URL("peak.cjs", import.meta.url));
  const { output } = spawnSync(process.execPath, [peak, program, ...argvFor(`pieces-${pieces}`)], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    encoding: "utf8",
  });
  return {
    ratio,
    milliseconds,
    piecesPerSecond: Math.round((pieces / milliseconds.median) * 1000),
    peakMebibytes: Number((Number(output[3]) / 1024).toFixed(1)),
  };
}

/**
 * From the sending of a piece of an answer to its arrival behind the program's stdout, in milliseconds.
 *
 * @param {StreamServer} server
 */
export async function measureArrival({ argvFor, env }) {
  /** @type {number[]} */
  const times = [];
  const { ended } = read([program, ...argvFor("clock-300")], env, (text) => {
    const now = process.hrtime.bigint();
    for (const sent of text.match(/\d{6,}/g) ?? []) times.push(Number(now - BigInt(sent)) / 1e6);
  });
  await ended;
  return { milliseconds: spread(times.slice(20)), pieces: times.length - 20 };
}

/**
 * Runs Node and reads its stdout. Both times are milliseconds from the start.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} onText
 */
function read(args, env, onText) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const first = new Promise((/** @type {(milliseconds: number) => void} */ resolve) => {
    child.stdout.once("data", () => resolve(performance.now() - started));
  });
  child.stdout.on("data", (chunk) => onText(String(chunk)));
  const ended = new Promise((/** @type {(milliseconds: number) => void} */ resolve, reject) => {
    child.on("close", (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`${args.join(" ")}: exit ${code}\n${errors}`));
    });
  });
  return { first, ended };
}
