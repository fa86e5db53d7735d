import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

test("everything that is known, with what it is good for and how to make it the default", async () => {
  const server = await venice();
  const result = await run(["models", "info", "claude-opus-45", "--base-url", server.baseUrl]);
  expect(result.code).toBe(0);
  for (const text of [
    "venice/claude-opus-45",
    "anonymized: its owner sees the text, not who sent it",
    "reasoning, vision, tools, code",
    "202,752 tokens",
    "at most 32,768 tokens",
    "$6.00 in, $30.00 out",
    "Best overall quality: Opus remains the strongest for hard tasks",
    "To make it your default: openclaw models set venice/claude-opus-45",
  ]) {
    expect(result.stdout).toContain(text);
  }
});

test("a free model is called free, an unknown price unknown, and a length the provider does not state is marked", async () => {
  const server = await venice();
  const info = async (id: string) => (await run(["models", "info", id, "--base-url", server.baseUrl])).stdout;
  expect(await info("odd-zero-price-8b")).toMatch(/Price +free/);
  const bare = await info("odd-bare-8b");
  expect(bare).toMatch(/Price +unknown/);
  expect(bare).toContain("(not stated by the provider)");
});

test("a retired model is shown with its replacement, and not suggested as a default", async () => {
  const server = await venice();
  const { stdout, code } = await run(["models", "info", "odd-retired-8b", "--base-url", server.baseUrl]);
  expect(code).toBe(0);
  expect(stdout).toContain("not offered: retired");
  expect(stdout).toContain("its replacement: venice/llama-3.3-70b");
  expect(stdout).not.toContain("To make it your default");
});

test("the default of the config says so", async () => {
  const home = createHome({ [configPath]: `{ agents: { defaults: { model: "venice/qwen3-4b" } } }` });
  const { stdout } = await run(["models", "info", "qwen3-4b", "--offline"], { home });
  expect(stdout).toMatch(/In your config +default/);
  expect(stdout).not.toContain("To make it your default");
});

test("--json is one document", async () => {
  const { stdout } = await run(["models", "info", "venice/qwen3-4b", "--offline", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    key: "venice/qwen3-4b",
    privacy: "private",
    cost: null,
    recommendedFor: [{ useCase: "fast", reason: "Lightweight, still capable" }],
  });
});

test("an unknown one: exit 2 and the nearest", async () => {
  const result = await run(["models", "info", "qwen4b", "--offline"]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain("openclaw models info venice/qwen3-4b");
  expect(result.stderr).not.toContain("--force");
});
