import { expect, test } from "vitest";
import { run, venice } from "../support/run.ts";

const compare = (...args: string[]) => run(["models", "compare", ...args]);

test("models beside one another, and what a use of them costs", async () => {
  const server = await venice();
  const flags = ["--base-url", server.baseUrl, "--tokens-in", "100k", "--tokens-out", "20k"];
  const { stdout, code } = await compare("llama-3.3-70b", "venice/claude-opus-45", ...flags);
  expect(code).toBe(0);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  expect(rows.map((row) => [row[0], row[1], row[3], Number(row[6]).toFixed(3)])).toEqual([
    // 0.1 of $0.70 and 0.02 of $2.80; 0.1 of $6.00 and 0.02 of $30.00.
    ["venice/llama-3.3-70b", "private", "131072", "0.126"],
    ["venice/claude-opus-45", "anonymized", "202752", "1.200"],
  ]);
});

test("an unknown price stays unknown, a model named twice is shown once, and --json has it all", async () => {
  const server = await venice();
  const result = await compare("odd-bare-8b", "odd-bare-8b", "qwen3-4b", "--base-url", server.baseUrl, "--json");
  const { count, models } = JSON.parse(result.stdout);
  expect(count).toBe(2);
  expect(models[0]).toMatchObject({ key: "venice/odd-bare-8b", cost: null, use: { tokensIn: 10000, cost: null } });
  expect(models[1].use.cost).toBeCloseTo((10_000 * 0.05 + 1_000 * 0.15) / 1e6);
});

test("an unknown model, no model, or no number: exit 2", async () => {
  expect((await compare("lama-3.3-70b", "--offline")).stderr).toContain("openclaw models compare venice/llama-3.3-70b");
  expect((await compare("--offline")).code).toBe(2);
  expect((await compare("qwen3-4b", "--tokens-in", "many")).stderr).toContain(
    '"many" is not a number for --tokens-in.',
  );
});
