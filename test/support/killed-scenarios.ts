import { keys } from "./fake-venice/keys.ts";
import type { KilledRun } from "./killed-runs.ts";
import { configPath, dotenvPath } from "./onboarding.ts";

const folder = ".openclaw";

/** A process id that no process has. */
export const overPid = 2 ** 22 + 1;

export const livedConfig = `{
  // my assistant
  agents: { defaults: { model: { primary: 'venice/qwen3-4b', fallbacks: ['openai/gpt-5.2'] } } }, // the good one
  models: {
    providers: {
      venice: { baseUrl: 'https://api.venice.ai/api/v1', apiKey: '\${VENICE_API_KEY}', api: 'openai-completions', models: [] },
      openai: { apiKey: '\${OPENAI_API_KEY}', models: [{ id: 'gpt-5.2', name: 'GPT' }] }, /* theirs */
    },
  },
}
`;

const livedDotenv = `# mine\nOPENAI_API_KEY=sk-of-mine\nVENICE_API_KEY=${keys.good.replace(/.{6}$/, "zzzzzz")}\n`;

const ring = Object.fromEntries(
  ["", ".1", ".2", ".3", ".4"].map((slot) => [`${configPath}.bak${slot}`, `{ slot: "${slot}" } // older\n`]),
);

const onboard = [
  ...["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key", "--venice-api-key-stdin"],
  ...["--model", "venice/llama-3.3-70b"],
];
const set = ["models", "set", "--offline", "venice/llama-3.3-70b"];

const deadLock = JSON.stringify({ pid: overPid, createdAt: "2026-01-01T00:00:00.000Z" });

/** The writes of a config and a `.env` that differ in what is found on the disk. */
export const killedRuns: Readonly<Record<string, KilledRun>> = {
  "onboarding in a fresh home": { argv: onboard, stdin: keys.good, files: {} },
  "onboarding in a lived-in home: another key, five backups": {
    argv: onboard,
    stdin: keys.good,
    files: { [configPath]: livedConfig, [dotenvPath]: livedDotenv, ...ring },
  },
  "onboarding through links": {
    argv: onboard,
    stdin: keys.good,
    files: { "dotfiles/openclaw.json": livedConfig, "dotfiles/env": livedDotenv },
    links: { [configPath]: "dotfiles/openclaw.json", [dotenvPath]: "dotfiles/env" },
  },
  "models set in a fresh home": { argv: set, files: {} },
  "models set with five backups": {
    argv: set,
    files: { [configPath]: livedConfig, [dotenvPath]: livedDotenv, ...ring },
  },
  "models set where a killed run left its lock and more": {
    argv: set,
    files: {
      [configPath]: livedConfig,
      [`${configPath}.lock`]: deadLock,
      [`${folder}/.openclaw-venice-${overPid}-0-0.tmp`]: "half",
    },
  },
  "models set where a killed run left a lock that it was breaking": {
    argv: set,
    files: { [configPath]: livedConfig, [`${configPath}.lock`]: deadLock },
    folders: [`${configPath}.lock.reclaim`],
  },
  "a key that doctor --fix moves to .env": {
    argv: ["doctor", "--fix", "--yes", "--offline"],
    files: { [configPath]: livedConfig.replace("${VENICE_API_KEY}", keys.good) },
    moved: keys.good,
  },
  "config restore": {
    argv: ["config", "restore", "saved.json5", "--yes"],
    files: { [configPath]: "{ now: true } // mine\n", "saved.json5": livedConfig, [dotenvPath]: livedDotenv },
  },
};
