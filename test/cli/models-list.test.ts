import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { manifests, type RunOptions, run, venice } from "../support/run.ts";

const withKey = { [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` };
const list = (flags: readonly string[], options?: RunOptions) => run(["models", "list", ...flags], options);
const lines = (text: string) => text.split("\n").slice(0, -1);
const refs = (text: string) => lines(text).map((line) => line.split("\t")[0]);

describe("with nobody to ask", () => {
  test("an empty home has the 25 built-in models, and is left empty", async () => {
    const result = await list(["--offline"]);
    expect(result.code).toBe(0);
    expect(lines(result.stdout)).toHaveLength(25);
    expect(result.stderr).toContain("25 models of Venice AI, from the list built into this program");
    expect(result.home.files()).toEqual({});
  });

  test("a line begins with the ref, has its fields apart by tabs, and no colour even when it is forced", async () => {
    const { stdout } = await list(["--offline"], { env: { FORCE_COLOR: "1" } });
    expect(lines(stdout)[0]).toBe("venice/llama-3.3-70b\tprivate\t-\t131072\t-\t-\trecommended");
    expect(lines(stdout).every((line) => line.startsWith("venice/"))).toBe(true);
    expect(stdout).not.toContain("\x1b");
  });

  test("a server that is down: the built-in list, why, and exit 0", async () => {
    const result = await list(["--base-url", "http://127.0.0.1:1"]);
    expect(result.code).toBe(0);
    expect(lines(result.stdout)).toHaveLength(25);
    expect(result.stderr).toContain("The list may be out of date: 127.0.0.1:1 refused the connection.");
  });
});

describe("with a server", () => {
  test("its rows are listed, the withheld ones left out, and asked for with the key that OpenClaw would use", async () => {
    const server = await venice();
    const home = createHome(withKey);
    const result = await list(["--base-url", server.baseUrl], { home });
    expect(refs(result.stdout)).toContain("venice/zai-org-glm-5-2");
    expect(refs(result.stdout)).not.toContain("venice/odd-offline-8b");
    expect(server.requests).toEqual([expect.objectContaining({ path: "/models", key: keys.good })]);
    expect(result.stderr).toContain("33 models of Venice AI, as it lists them now.");
    expect(result.stdout + result.stderr).not.toContain(keys.good.slice(21, 40));
  });

  test("--all shows the others, with the reason", async () => {
    const server = await venice();
    const { stdout } = await list(["--base-url", server.baseUrl, "--all", "--json"]);
    const status = (id: string) =>
      JSON.parse(stdout).models.find(({ key }: { key: string }) => key.endsWith(id)).status;
    expect(["odd-offline-8b", "odd-retired-8b", "e2ee-gemma-4-31b", "llama-3.3-70b"].map(status)).toEqual([
      "offline",
      "retired",
      "encrypted",
      "offered",
    ]);
  });

  test("a list younger than ten minutes saves the trip; --refresh makes it", async () => {
    const server = await venice();
    const home = createHome(withKey);
    await list(["--base-url", server.baseUrl], { home });
    const kept = await list(["--base-url", server.baseUrl], { home });
    expect(kept.stderr).toContain("33 models of Venice AI, from less than a minute ago. To ask again: --refresh");
    expect(server.requests).toHaveLength(1);
    const fresh = await list(["--base-url", server.baseUrl, "--refresh"], { home });
    expect(fresh.stderr).toContain("as it lists them now");
    expect(server.requests).toHaveLength(2);
  });

  test("the kept list serves when the server is gone", async () => {
    const server = await venice();
    const home = createHome(withKey);
    await list(["--base-url", server.baseUrl], { home });
    await server.close();
    const result = await list(["--base-url", server.baseUrl, "--refresh"], { home });
    expect(refs(result.stdout)).toHaveLength(33);
    expect(result.stderr).toMatch(/out of date: 127\.0\.0\.1:\d+ refused the connection/);
  });

  test("where OpenClaw has no folder yet, none is made", async () => {
    const server = await venice();
    const { home } = await list(["--base-url", server.baseUrl]);
    expect(home.files()).toEqual({});
  });

  test("the config's base URL is asked", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: `{models:{providers:{venice:{baseUrl:"${server.baseUrl}",models:[]}}}}` });
    await list([], { home });
    expect(server.requests).toHaveLength(1);
  });
});

describe("filters", () => {
  const filtered = async (...flags: string[]) => {
    const server = await venice();
    return refs((await list(["--base-url", server.baseUrl, ...flags])).stdout).map((ref) => ref?.slice(7));
  };

  test.each<[string[], string[]]>([
    [
      ["--vision", "--private"],
      ["qwen3-vl-235b-a22b", "mistral-31-24b", "google-gemma-3-27b-it"],
    ],
    [
      ["--vision", "--private", "--max-price", "1.5"],
      ["qwen3-vl-235b-a22b", "google-gemma-3-27b-it"],
    ],
    [
      ["--code", "--anonymized"],
      ["claude-opus-5", "claude-opus-45", "grok-code-fast-1"],
    ],
    [["--uncensored"], ["venice-uncensored"]],
    [["--tools", "--search", "deepseek"], ["deepseek-v3.2"]],
    [
      ["--search", "OPUS reasoning"],
      ["claude-opus-5", "claude-opus-45"],
    ],
    [
      ["--reasoning", "--min-context", "1M"],
      ["zai-org-glm-5-2", "claude-opus-5"],
    ],
    [["--max-price", "0"], ["odd-zero-price-8b"]],
  ])("%j", async (flags, expected) => {
    expect(await filtered(...flags)).toEqual(expected);
  });

  test("an unknown price is not a low one", async () => {
    expect(await filtered("--max-price", "1000")).not.toContain("odd-without-pricing-8b");
  });

  test("sorted by price the cheapest come first and the unknown last; by context the largest; by name from A", async () => {
    const byPrice = await filtered("--sort", "price");
    expect(byPrice[0]).toBe("odd-zero-price-8b");
    expect(byPrice.slice(-2)).toEqual(["odd-bare-8b", "odd-without-pricing-8b"]);
    expect((await filtered("--sort", "context")).slice(0, 2)).toEqual(["claude-opus-5", "zai-org-glm-5-2"]);
    const byName = await filtered("--sort", "name");
    expect(byName).toEqual([...byName].sort());
  });

  test("nothing that matches: nothing on stdout, what to do on stderr, exit 0", async () => {
    const result = await list(["--offline", "--search", "no such thing"]);
    expect([result.code, result.stdout]).toEqual([0, ""]);
    expect(result.stderr).toContain("No model matches.");
  });

  test.each<[string[], string]>([
    [["--private", "--anonymized"], "--private and --anonymized contradict each other."],
    [["--max-price", "cheap"], '"cheap" is not a number for --max-price.'],
    [["--min-context", "many"], '"many" is not a number for --min-context.'],
    [["--provider", "nobody"], 'Unknown --provider "nobody".'],
    [["--sort", "colour"], "Allowed choices are name, price, context."],
    [["--search", "--json"], "--search needs a value, but --json follows it."],
  ])("%j is refused with exit 2", async (flags, message) => {
    const result = await list(["--offline", ...flags]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
  });
});

describe("for programs", () => {
  test("--plain is refs alone", async () => {
    const { stdout, stderr } = await list(["--offline", "--plain", "--anonymized"]);
    expect(lines(stdout)).toHaveLength(10);
    expect(lines(stdout)[0]).toBe("venice/claude-opus-45");
    expect(stderr).toBe("");
  });

  test("--json is one document in OpenClaw's shape, with what that has no room for", async () => {
    const server = await venice();
    const home = createHome({
      ...withKey,
      [configPath]: `{
        agents: { defaults: { model: { primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b"] },
          models: { "venice/llama-3.3-70b": { alias: "llama" } } } },
        models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", models: [{ id: "qwen3-4b" }] } } },
      }`,
    });
    const { stdout, stderr } = await list(["--json"], { home });
    const document = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect(document.count).toBe(document.models.length);
    const row = (id: string) => document.models.find(({ key }: { key: string }) => key === `venice/${id}`);
    expect(row("llama-3.3-70b")).toEqual({
      key: "venice/llama-3.3-70b",
      name: "Llama 3.3 70B",
      input: "text",
      contextWindow: 131072,
      local: false,
      available: true,
      tags: ["default", "alias:llama", "recommended"],
      privacy: "private",
      cost: { input: 0.7, output: 2.8, cacheRead: 0.7, cacheWrite: 0.7 },
      maxTokens: 4096,
      capabilities: { reasoning: false, vision: false, tools: true, code: false, uncensored: false },
      status: "offered",
      retiresAt: null,
      replacement: null,
      beta: false,
    });
    expect(row("qwen3-4b").tags).toEqual(["fallback#1", "configured", "recommended"]);
    expect(row("claude-opus-45").input).toBe("text+image");
    expect(document.catalogs).toEqual([{ provider: "venice", source: "live", fetchedAt: expect.any(String) }]);
  });

  test("without a key nothing is available, and everything is listed", async () => {
    const document = JSON.parse((await list(["--offline", "--json"])).stdout);
    expect(document.models.some(({ available }: { available: boolean }) => available)).toBe(false);
    expect(document.count).toBe(25);
  });

  test("a failure is one document, too", async () => {
    const home = createHome({ [configPath]: "{ agents: }" });
    const result = await list(["--json"], { home });
    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({ ok: false, error: { code: "config-not-parsed" } });
  });
});

test("--configured lists what the config speaks of, other providers' models included", async () => {
  const home = createHome({
    [configPath]: `{
      agents: { defaults: { model: { primary: "openai/gpt-5.2", fallbacks: ["venice/qwen3-4b"] } },
        list: [{ id: "coder", model: "venice/qwen3-coder-480b-a35b-instruct" }] },
      models: { providers: { venice: { models: [{ id: "llama-3.3-70b" }] } } },
    }`,
  });
  const result = await list(["--offline", "--configured"], { home });
  expect(lines(result.stdout).map((line) => line.split("\t").slice(0, 2))).toEqual([
    ["openai/gpt-5.2", "-"],
    ["venice/qwen3-4b", "private"],
    ["venice/qwen3-coder-480b-a35b-instruct", "private"],
    ["venice/llama-3.3-70b", "private"],
  ]);
  const filtered = await list(["--offline", "--configured", "--reasoning"], { home });
  expect(refs(filtered.stdout)).toEqual(["venice/qwen3-4b"]);
});

test("another provider is listed when it is named, or when the config has it", async () => {
  const server = await venice({ provider: "acme" });
  const named = await list(["--provider", "acme", "--base-url", server.baseUrl], { manifests });
  expect(refs(named.stdout)).toEqual(["acme/anvil-large", "acme/anvil-vision", "acme/rocket/skates-1"]);
  const home = createHome({ [configPath]: `{models:{providers:{acme:{baseUrl:"${server.baseUrl}",models:[]}}}}` });
  const configured = await list([], { home, manifests });
  expect(refs(configured.stdout)).toEqual(["acme/anvil-large", "acme/anvil-vision", "acme/rocket/skates-1"]);
});

test("names from outside bring no control characters and no line of their own", async () => {
  const rows = [
    { id: "evil\x1b[31m", model_spec: { privacy: "private" } },
    { id: "tidy", model_spec: { privacy: "private", name: "Ti\x1b]0;x\x07dy\nname" } },
  ];
  const server = await venice({ rows });
  const { stdout } = await list(["--base-url", server.baseUrl, "--json"]);
  const { models } = JSON.parse(stdout);
  expect(models).toHaveLength(1);
  expect(models[0]).toMatchObject({ key: "venice/tidy", name: "Tidy name" });
});
