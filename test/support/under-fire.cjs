/*
 * Starts the built program (`node under-fire.cjs PROGRAM ARGUMENTS …`) in surroundings that the variable UNDER_FIRE describes:
 * see `Fire` in shipped.ts. The program knows nothing of it and keeps its code as ever, which it would not with flags of Node's.
 */
const fs = require("node:fs");
const { constants } = require("node:os");

/** @type {import("./shipped.ts").Fire} */
const fire = JSON.parse(process.env.UNDER_FIRE ?? "{}");
delete process.env.UNDER_FIRE;

/** @type {Record<string, any>} */
const functions = fs;

/**
 * Has that function of node:fs go through ours, which is given the call itself and what it is called with.
 * @param {string} name
 * @param {(call: (...parameters: any[]) => unknown, parameters: any[]) => unknown} through
 */
function reroute(name, through) {
  const original = functions[name];
  if (original === undefined) throw new Error(`node:fs has no ${name}`);
  functions[name] = Object.assign(
    (/** @type {any[]} */ ...parameters) => through((...given) => original.apply(fs, given), parameters),
    original,
  );
}

/** What changes the disk or puts it there. Before any other call it is as before the next of these. */
const changing = [
  ...[
    "writeFile",
    "appendFile",
    "fchmod",
    "chmod",
    "fchown",
    "chown",
    "lchown",
    "ftruncate",
    "truncate",
    "utimes",
    "futimes",
  ],
  ...["rename", "link", "symlink", "copyFile", "unlink", "rm", "mkdir", "rmdir", "fsync", "fdatasync"],
].map((name) => `${name}Sync`);

let steps = 0;
function step() {
  steps++;
  if (steps === fire.killedAt) process.kill(process.pid, "SIGKILL");
}

/** @param {unknown} flags */
function creates(flags) {
  return typeof flags === "string" ? /[wa]/.test(flags) : (Number(flags) & fs.constants.O_CREAT) !== 0;
}

if (fire.killedAt !== undefined) {
  for (const name of changing) {
    reroute(name, (call, parameters) => {
      step();
      return call(...parameters);
    });
  }
  reroute("openSync", (call, parameters) => {
    if (creates(parameters[1])) step();
    return call(...parameters);
  });
  // Killed before it, and killed when half of the bytes have arrived.
  reroute("writeSync", (call, [file, bytes, offset, length, position]) => {
    if (file <= 2) return call(file, bytes, offset, length, position);
    step();
    const half = Math.ceil(length / 2);
    call(file, bytes, offset, half, position);
    step();
    return half + Number(call(file, bytes, offset + half, length - half, position + half));
  });
}

/**
 * @param {string} code
 * @param {string} call
 */
function refusal(code, call) {
  const errno = Object.entries(constants.errno).find(([name]) => name === code)?.[1] ?? 0;
  return Object.assign(new Error(`${code}: refused, ${call}`), { code, errno: -errno, syscall: call });
}

for (const { call: name, end, code, times = Number.POSITIVE_INFINITY } of fire.refusals ?? []) {
  let left = times;
  reroute(name, (call, parameters) => {
    // The path that is to be there afterwards comes last.
    const path = parameters.findLast((parameter) => typeof parameter === "string");
    if (path?.endsWith(end) && left-- > 0) throw refusal(code, name);
    return call(...parameters);
  });
}

if (fire.spaceLeft !== undefined) {
  let left = fire.spaceLeft;
  reroute("writeSync", (call, [file, bytes, offset, length, position]) => {
    if (file <= 2) return call(file, bytes, offset, length, position);
    if (left === 0) throw refusal("ENOSPC", "write");
    const taken = Number(call(file, bytes, offset, Math.min(length, left), position));
    left -= taken;
    return taken;
  });
}

if (fire.saves !== undefined) {
  const { path, times = Number.POSITIVE_INFINITY } = fire.saves;
  let left = times;
  reroute("openSync", (call, parameters) => {
    if (creates(parameters[1]) && left-- > 0) fs.appendFileSync(path, "// saved\n");
    return call(...parameters);
  });
}

const { hurry } = fire;
if (hurry !== undefined) {
  const wait = globalThis.setTimeout;
  /** @type {any} */
  const hurried = (/** @type {() => void} */ then, milliseconds = 0) => wait(then, milliseconds / hurry);
  globalThis.setTimeout = Object.assign(hurried, wait);
}

if (fire.umask !== undefined) process.umask(fire.umask);
if (fire.user !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(fire.user);
  process.setuid?.(fire.user);
}

const { effort } = fire;
if (effort !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, maxRSS } = process.resourceUsage();
    fs.writeFileSync(effort, JSON.stringify({ milliseconds: userCPUTime / 1000, megabytes: maxRSS / 1024 }));
  });
}

process.argv.splice(1, 1);
require(process.argv[1] ?? "");
