// `npm run test:interop`: lets a real OpenClaw judge what this program writes. Opt-in: it downloads several hundred MB of packages.
// What it runs sees nothing but loopback: the whole of it moves into a network namespace of its own first (Linux, as root).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";
import { loadFakeVenice } from "./fake-venice.js";
import { build, installIfNeeded, root } from "./install.js";
import { cases } from "./interop-cases.js";

const release = "2026.9.6";
const scratch = join(tmpdir(), "openclaw-venice-interop");
const realProgram = join(scratch, "packages/node_modules/openclaw/openclaw.mjs");
const isolated = process.argv[2] === "isolated";
const milliseconds = 240_000;

if (isolated) await judge();
else prepare();

/** Installs Node 24 and OpenClaw from the registry, then starts over where there is only loopback. */
function prepare() {
  installIfNeeded();
  build();
  mkdirSync(scratch, { recursive: true });
  const packages = join(scratch, "packages");
  if (!existsSync(join(packages, "node_modules/openclaw/package.json"))) {
    mkdirSync(packages, { recursive: true });
    writeFileSync(join(packages, "package.json"), '{"private":true}\n');
    run("npm", [
      ...["install", "--prefix", packages, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      ...["--force", `openclaw@${release}`, "node@24"],
    ]);
    // The package "node" unpacks its binary in an install script, which is the only one wanted here.
    run("npm", ["rebuild", "--prefix", packages, "node"]);
  }
  const self = fileURLToPath(import.meta.url);
  const { status } = spawnSync(
    "unshare",
    ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, self, "isolated"],
    { stdio: "inherit" },
  );
  process.exitCode = status ?? 1;
}

/**
 * @typedef {object} Verdict
 * @property {string} title
 * @property {string} valid what `config validate` says
 * @property {string} model the default model it resolves
 * @property {string} key where it finds the key
 * @property {string} answer what the assistant says, where it was asked
 * @property {string} after what our program reads after its own `models set`
 */

async function judge() {
  const { startFakeVenice, keys } = await loadFakeVenice(mkdtempSync(join(tmpdir(), "openclaw-venice-fake-")));
  const venice = await startFakeVenice();
  /** @type {Verdict[]} */
  const verdicts = [];
  try {
    for (const each of cases(venice.baseUrl, keys)) verdicts.push(await judgeCase(each, venice.baseUrl, keys.good));
  } finally {
    await venice.close();
  }
  const table = [
    "| what was there before | `config validate` | default model | key found in | `agent --message` | after its own `models set` |",
    "|---|---|---|---|---|---|",
    ...verdicts.map((v) => `| ${[v.title, v.valid, v.model, v.key, v.answer, v.after].join(" | ")} |`),
  ].join("\n");
  console.log(table);
  const page = join(root, "docs/interop.md");
  const text = readFileSync(page, "utf8");
  writeFileSync(page, text.replace(/(<!-- results -->\n)[\s\S]*(\n<!-- end -->)/, `$1${table}$2`));
  if (verdicts.some((verdict) => Object.values(verdict).some((text) => text.startsWith("FAIL")))) process.exitCode = 1;
}

/**
 * @param {ReturnType<typeof cases>[number]} each
 * @param {string} baseUrl
 * @param {string} key
 * @returns {Promise<Verdict>}
 */
async function judgeCase({ title, config, flags, shellKey, model, asks }, baseUrl, key) {
  const home = mkdtempSync(join(tmpdir(), "openclaw-venice-home-"));
  try {
    const path = join(home, ".openclaw/openclaw.json");
    if (config !== undefined) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, config, { mode: 0o600 });
    }
    const shell = shellKey ? { VENICE_API_KEY: key } : {};
    const ours = (/** @type {string[]} */ ...args) =>
      program(process.execPath, [join(root, "bin/openclaw.js"), ...args], home, shell, key);
    const real = (/** @type {string[]} */ ...args) =>
      program(join(scratch, "packages/node_modules/node/bin/node"), [realProgram, ...args], home, shell, "");
    const onboarding = ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--base-url", baseUrl];
    const onboarded = await ours(...onboarding, ...(shellKey ? [] : ["--venice-api-key-stdin"]), ...flags);
    if (onboarded.status !== 0) throw new Error(`onboarding failed: ${onboarded.stderr}`);

    const validated = await real("config", "validate");
    const status = JSON.parse((await real("models", "status", "--json")).stdout);
    const auth = status.auth.providers.find(
      (/** @type {{ provider: string }} */ { provider }) => provider === "venice",
    );
    const answer = asks
      ? await real("agent", "--local", "--agent", "main", "--message", "Hello, are you working?")
      : undefined;
    await real("models", "set", "venice/qwen3-4b");
    const after = await ours("models", "status", "--json");
    const { apiKey } = JSON5.parse(readFileSync(path, "utf8")).models.providers.venice;
    return {
      title,
      valid: /Config valid/.test(validated.stdout) ? "valid" : failed(validated),
      model: status.resolvedDefault === model ? model : `FAIL ${status.resolvedDefault}`,
      key: auth?.effective?.kind ? `${auth.effective.kind}` : "FAIL nowhere",
      answer: !answer ? "-" : /I am working/.test(answer.stdout) ? "answers" : failed(answer),
      after:
        after.status === 0 && JSON.parse(after.stdout).defaultModel === "venice/qwen3-4b"
          ? `read; apiKey is ${apiKey === "${VENICE_API_KEY}" ? "still the reference" : "the key itself"}`
          : failed(after),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * The last line of what a program said, in a cell of the table.
 *
 * @param {{ stdout: string, stderr: string, status: number | null }} result
 */
function failed({ stdout, stderr, status }) {
  const said = `${stdout}${stderr}`.trim().split("\n").at(-1) ?? "";
  return `FAIL (${status ?? "time is up"}) ${said.replaceAll("|", "/")}`;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} home
 * @param {Record<string, string>} shell
 * @param {string} input
 * @returns {Promise<{ stdout: string, stderr: string, status: number | null }>}
 */
function program(command, args, home, shell, input) {
  const { PATH = "" } = process.env;
  // A registry that refuses at once, and is asked once: the real program looks for its Venice plugin there.
  const registry = { npm_config_registry: "http://127.0.0.1:1", npm_config_fetch_retries: "0" };
  const env = { PATH, HOME: home, LANG: "C.UTF-8", ...registry, ...shell };
  const child = spawn(command, args, { cwd: home, env, timeout: milliseconds });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ stdout, stderr, status }));
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}
