import JSON5 from "json5";
import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { type RunOptions, run, venice } from "../support/run.ts";

const fallbacks = (args: readonly string[], options?: RunOptions) => run(["models", "fallbacks", ...args], options);
const modelOf = (home: Home) => JSON5.parse(home.files()[configPath] ?? "").agents.defaults.model;

async function home(model: string, extra = "") {
  const server = await venice();
  return createHome({
    [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
    [configPath]: `{
  agents: { defaults: { model: ${model}${extra} } }, // here
  models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [] } } },
}
`,
  });
}

test("add: a default that is a plain text becomes an object, and the fallback gets a row", async () => {
  const at = await home(`"venice/llama-3.3-70b"`);
  const result = await fallbacks(["add", "qwen3-4b", "venice/deepseek-v3.2"], { home: at });
  expect(result.code).toBe(0);
  expect(result.stderr).toContain("Fallbacks: venice/qwen3-4b, venice/deepseek-v3.2");
  expect(modelOf(at)).toEqual({
    primary: "venice/llama-3.3-70b",
    fallbacks: ["venice/qwen3-4b", "venice/deepseek-v3.2"],
  });
  const rows = JSON5.parse(at.files()[configPath] ?? "").models.providers.venice.models;
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(["qwen3-4b", "deepseek-v3.2"]);
  expect(at.files()[configPath]).toContain("// here");
});

test("list prints them one a line, as they are", async () => {
  const at = await home(`{ primary: "venice/llama-3.3-70b", fallbacks: ["openai/gpt-5.2", "venice/qwen3-4b"] }`);
  expect((await fallbacks(["list"], { home: at })).stdout).toBe("openai/gpt-5.2\nvenice/qwen3-4b\n");
  expect(JSON.parse((await fallbacks(["list", "--json"], { home: at })).stdout)).toEqual({
    fallbacks: ["openai/gpt-5.2", "venice/qwen3-4b"],
  });
});

test("none: nothing on stdout, and how to add one", async () => {
  const result = await fallbacks(["list"]);
  expect([result.code, result.stdout]).toEqual([0, ""]);
  expect(result.stderr).toContain("openclaw models fallbacks add REF");
});

test("adding one that is there changes nothing", async () => {
  const at = await home(`{ primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b"] }`);
  await fallbacks(["add", "qwen3-4b"], { home: at });
  expect(modelOf(at).fallbacks).toEqual(["venice/qwen3-4b"]);
});

test("a fallback that is less private than the default is warned about", async () => {
  const at = await home(`"venice/llama-3.3-70b"`);
  const result = await fallbacks(["add", "claude-opus-45", "--json"], { home: at });
  expect(JSON.parse(result.stdout)).toMatchObject({
    ok: true,
    fallbacks: ["venice/claude-opus-45"],
    warnings: [expect.stringContaining("venice/claude-opus-45 is less private than your default venice/llama-3.3-70b")],
  });
});

test("an allow-list that exists gets the fallback", async () => {
  const at = await home(`"venice/llama-3.3-70b"`, `, models: { "venice/llama-3.3-70b": {} }`);
  await fallbacks(["add", "qwen3-4b"], { home: at });
  const { models } = JSON5.parse(at.files()[configPath] ?? "").agents.defaults;
  expect(Object.keys(models)).toEqual(["venice/llama-3.3-70b", "venice/qwen3-4b"]);
});

test("remove takes it out by ref or id; the last one takes the field along", async () => {
  const at = await home(`{ primary: "venice/llama-3.3-70b", fallbacks: ["openai/gpt-5.2", "venice/qwen3-4b"] }`);
  await fallbacks(["remove", "qwen3-4b"], { home: at });
  expect(modelOf(at).fallbacks).toEqual(["openai/gpt-5.2"]);
  await fallbacks(["remove", "openai/gpt-5.2"], { home: at });
  expect(modelOf(at)).toEqual({ primary: "venice/llama-3.3-70b" });
});

test("clear empties the list", async () => {
  const at = await home(`{ primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b"] }`);
  const result = await fallbacks(["clear"], { home: at });
  expect(result.stderr).toContain("Fallbacks: none");
  expect(modelOf(at)).toEqual({ primary: "venice/llama-3.3-70b" });
});

test("removing what is not there, or adding what is not offered: exit 2, nothing written", async () => {
  const at = await home(`{ primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b"] }`);
  const before = at.files()[configPath];
  const removed = await fallbacks(["remove", "nobody"], { home: at });
  expect(removed.code).toBe(2);
  expect(removed.stderr).toContain("nobody is not one of your fallbacks (venice/qwen3-4b).");
  const added = await fallbacks(["add", "qwen3-4x"], { home: at });
  expect(added.code).toBe(2);
  expect(added.stderr).toContain("openclaw models fallbacks add venice/qwen3-4b");
  expect(at.files()[configPath]).toBe(before);
});

test("without an action: what there is to do, and exit 2", async () => {
  const result = await fallbacks([]);
  expect(result.code).toBe(2);
  expect(result.stdout).toContain("add models at the end of the list");
  expect(result.stderr).toContain("Name one of the commands above, such as: openclaw models fallbacks list");
});
