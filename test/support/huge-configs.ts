import { readFileSync, rmSync } from "node:fs";
import { expect } from "vitest";
import { keys } from "./fake-venice/keys.ts";
import { createHome } from "./home.ts";
import { configPath } from "./onboarding.ts";
import { type Effort, runShipped } from "./shipped.ts";

const head = 'agents: { defaults: { model: { primary: "venice/qwen3-4b" } } },';
const many = (count: number, make: (index: number) => string, between = "") =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);
const row = (index: number) => `k${index}: { a: 0x1F, b: 'text number ${index} of many', c: [1, 2, 3], },`;
const strictRow = (index: number) => `"k${index}": { "a": 31, "b": "text number ${index} of many", "c": [1, 2, 3] }`;
const modelRow = (index: number) =>
  `{ id: "m${index}", name: "Model ${index}", maxTokens: 1024, // c${index}\n  input: ["text"], cost: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 }, contextWindow: 4096, reasoning: false }`;

type Make = (size: number) => string;

/** Configs of about that many bytes, one for each way to be long. */
export const longConfigs: Readonly<Record<string, Make>> = {
  "many lines with comments": (bytes) =>
    `{\n  ${head}\n  plugins: {\n${many(bytes / 100, (index) => `    ${row(index)} // comment number ${index} here\n`)}  },\n}\n`,
  "one line": (bytes) => `{${head}plugins:{${many(bytes / 70, row)}}}`,
  "strict JSON": (bytes) =>
    `{\n  "agents": { "defaults": { "model": { "primary": "venice/qwen3-4b" } } },\n  "plugins": {\n    ${many(bytes / 80, strictRow, ",\n    ")}\n  }\n}\n`,
  "one text": (bytes) => `{${head} s: "${"x".repeat(bytes)}" }`,
  "one comment": (bytes) => `{${head} /*${"x".repeat(bytes)}*/ }`,
  "many comments": (bytes) => `{${head}\n${"// c\n".repeat(bytes / 5)} }`,
  "empty lines": (bytes) => `{${head} ${"\n".repeat(bytes)} a: 1 }`,
  "a list of numbers": (bytes) => `{${head} x: [${"12345678, ".repeat(bytes / 10)}] }`,
  fallbacks: (bytes) =>
    `{ agents: { defaults: { model: { primary: "venice/qwen3-4b", fallbacks: [${many(bytes / 32, (index) => `"other/fallback-model-${index}"`, ", ")}] } } } }`,
  models: (bytes) =>
    `{ models: { providers: { venice: { baseUrl: "https://api.venice.ai/api/v1", models: [${many(bytes / 170, modelRow, ",\n")}] } } } }`,
  "one key again and again": (bytes) => `{ ${head} ${"again: 1, ".repeat(bytes / 10)} }`,
  "texts that refer to variables": (bytes) =>
    `{${head} x: [${many(bytes / 12, (index) => `"\${V${index % 50_000}}"`, ", ")}] }`,
  "addresses in a row": (bytes) => `{${head} s: "${"://a:".repeat(bytes / 5)}" }`,
};

const nested = (depth: number, open: string, close: string, inside = "") =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`;

/** Configs of that depth, at every place that this program looks into. */
export const deepConfigs: Readonly<Record<string, Make>> = {
  lists: (depth) => `{${head} deep: ${nested(depth, "[", "]")} }`,
  objects: (depth) => `{${head} deep: ${nested(depth, "{a:", "}", "1")} }`,
  "strict JSON": (depth) => `{"agents":{}, "deep": ${nested(depth, '{"a":', "}", "1")} }`,
  "a line each": (depth) => `{${head} deep: ${nested(depth, "{a: // c\n", "\n}", "1")} }`,
  "in env": (depth) => `{${head} env: { vars: ${nested(depth, "{a:", "}", "1")} } }`,
  "in the default": (depth) => `{ agents: { defaults: { model: ${nested(depth, "{a:", "}", "1")} } } }`,
  "in a model's row": (depth) =>
    `{ models: { providers: { venice: { models: [ { id: "qwen3-4b", compat: ${nested(depth, "{a:", "}", "1")} } ] } } } }`,
  "in an allow-list": (depth) => `{ agents: { defaults: { models: { a: ${nested(depth, "[", "]")} } } } }`,
  "a reference at the bottom": (depth) => `{${head} deep: ${nested(depth, "[", "]", '"${V}"')} }`,
};

/** The same, broken off. */
export const brokenConfigs: Readonly<Record<string, Make>> = {
  "objects that nobody closes": (depth) => `{${head} deep: ${"{a:".repeat(depth)}`,
  "lists that nobody closes": (depth) => `{${head} deep: ${"[".repeat(depth)}`,
  "a comment that nobody closes": (bytes) => `{${head} /*${"/".repeat(bytes)}`,
  "a text that nobody closes": (bytes) => `{${head} s: "${"x".repeat(bytes)}`,
};

export const commands: Readonly<Record<string, readonly string[]>> = {
  "models set": ["models", "set", "--offline", "venice/llama-3.3-70b"],
  "onboard --dry-run": [
    ...["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key", "--venice-api-key-stdin"],
    ...["--model", "venice/llama-3.3-70b", "--dry-run"],
  ],
  "config validate": ["config", "validate"],
  doctor: ["doctor", "--offline"],
  "models status": ["models", "status"],
};

/**
 * Runs that command on that config, and returns what it took. Fails when it neither works nor says, with one of those exit codes, what is wrong;
 * when a config that it does not write is another afterwards; and when it takes more than is good for anybody.
 */
export async function effortOf(command: string, text: string, codes = [0, 3, 4]): Promise<Effort> {
  const home = createHome({ [configPath]: text });
  const argv = commands[command] ?? [];
  const effort = home.at("effort.json");
  const { code, stdout, stderr } = await runShipped(argv, { home, stdin: keys.good, fire: { effort } });
  const said = `${command}: ${stdout.slice(0, 1000)}${stderr.slice(0, 1000)}`;
  expect(codes, said).toContain(code);
  expect(said).not.toContain("Something went wrong in this program");
  const isWritten = command === "models set" && code === 0;
  const after = readFileSync(home.at(configPath), "utf8");
  expect(isWritten ? after.includes("llama-3.3-70b") : after === text, said).toBe(true);
  const taken: Effort = JSON.parse(readFileSync(effort, "utf8"));
  // Nobody should have to wait till the next test for the space.
  rmSync(home.path, { recursive: true, force: true });
  return taken;
}

/** Fails when twice as much takes more than twice as much of the processor's time, with room for what a busy machine does. */
export async function expectProportion(
  command: string,
  make: Make,
  [small, large]: readonly [number, number],
  codes?: number[],
): Promise<Effort> {
  const one = await effortOf(command, make(small), codes);
  const other = await effortOf(command, make(large), codes);
  const growth = large / small;
  expect(other.milliseconds, `${command}: ${one.milliseconds} ms for ${small}`).toBeLessThan(
    (one.milliseconds + 100) * growth * 2.5,
  );
  return other;
}
