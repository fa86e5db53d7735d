import { describe, expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import type { FakeVenice } from "../support/fake-venice.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { type RunOptions, run, venice } from "../support/run.ts";

const status = (flags: readonly string[], options?: RunOptions) => run(["models", "status", ...flags], options);

function homeFor(server: FakeVenice, key: string | null = keys.good) {
  return createHome({
    [configPath]: `{
      agents: {
        defaults: { model: { primary: "venice/llama-3.3-70b", fallbacks: ["venice/claude-opus-45", "openai/gpt-5.2"] } },
        list: [{ id: "coder", model: "venice/qwen3-coder-480b-a35b-instruct" }, { id: "main" }],
      },
      models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", models: [] } } },
    }`,
    ...(key === null ? {} : { [dotenvPath]: `VENICE_API_KEY=${key}\n` }),
  });
}

test("which files, models and key OpenClaw will use, without asking anybody", async () => {
  const server = await venice();
  const result = await status([], { home: homeFor(server) });
  expect(result.code).toBe(0);
  for (const text of [
    "~/.openclaw/openclaw.json (mode 0600)",
    "~/.openclaw/.env (mode 0600)",
    "venice/llama-3.3-70b (private)",
    "venice/claude-opus-45 (anonymized)",
    "openai/gpt-5.2 (of another provider)",
    "coder uses venice/qwen3-coder-480b-a35b-instruct (private)",
    `the key in ~/.openclaw/.env, ends …${keys.good.slice(-4)}`,
    "not asked; to ask: openclaw models status --probe",
  ]) {
    expect(result.stdout).toContain(text);
  }
  expect(server.requests).toHaveLength(0);
  expect(result.stdout + result.stderr).not.toContain(keys.good.slice(-8));
});

test("--probe asks: balance and expiry", async () => {
  const server = await venice();
  const { stdout } = await status(["--probe"], { home: homeFor(server, keys.expiring) });
  expect(stdout).toContain("accepted; it can spend $50.23, 100.02 DIEM");
  expect(stdout).toContain("expires on 2099-12-31");
});

test("a shell's variable outranks the file, and says where it comes from", async () => {
  const server = await venice();
  const { stdout } = await status([], { home: homeFor(server), env: { VENICE_API_KEY: keys.admin } });
  expect(stdout).toContain(`the key in VENICE_API_KEY, ends …${keys.admin.slice(-4)}`);
});

test("--json has it all, and of the key four characters", async () => {
  const server = await venice();
  const home = homeFor(server);
  const { stdout } = await status(["--json", "--probe"], { home });
  expect(JSON.parse(stdout)).toMatchObject({
    configPath: home.at(configPath),
    defaultModel: "venice/llama-3.3-70b",
    resolvedDefault: "venice/llama-3.3-70b",
    fallbacks: ["venice/claude-opus-45", "openai/gpt-5.2"],
    agents: { coder: "venice/qwen3-coder-480b-a35b-instruct" },
    files: { config: { exists: true, mode: "0600" }, dotenv: { exists: true, mode: "0600" } },
    auth: {
      provider: "venice",
      key: { status: "found", source: "dotenv", hint: keys.good.slice(-4) },
      check: "accepted",
      balances: { USD: 50.23 },
      expiresAt: null,
    },
    catalog: { source: "live" },
    probe: "ok",
  });
  expect(stdout).not.toContain(keys.good.slice(-8));
});

describe("--check", () => {
  test.each<[string, string | null, number]>([
    ["a good key", keys.good, 0],
    ["a key that cannot spend", keys.noFunds, 0],
    ["a refused key", unknownKeys.venice, 1],
    ["no key", null, 1],
  ])("%s", async (_, key, code) => {
    const server = await venice();
    expect((await status(["--check"], { home: homeFor(server, key) })).code).toBe(code);
  });

  test("a key that ends within seven days: 2", async () => {
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const server = await venice({ keyExpiration: soon });
    const result = await status(["--check"], { home: homeFor(server) });
    expect(result.code).toBe(2);
    expect(result.stdout).toContain(`expires on ${soon.slice(0, 10)} (in 3 days)`);
  });

  test("a provider that cannot be asked is no fault of the key", async () => {
    const server = await venice({ mode: "error-500" });
    const result = await status(["--check"], { home: homeFor(server) });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain("could not be asked: 127.0.0.1");
  });

  test("--offline asks nobody, and still sees a key that is missing", async () => {
    const server = await venice();
    expect((await status(["--check", "--offline"], { home: homeFor(server) })).code).toBe(0);
    expect((await status(["--check", "--offline"], { home: homeFor(server, null) })).code).toBe(1);
    expect(server.requests).toHaveLength(0);
  });
});

describe("what is wrong is said", () => {
  test("no config at all", async () => {
    const { stdout, code, home } = await status(["--offline"]);
    expect(code).toBe(0);
    expect(stdout).toContain("~/.openclaw/openclaw.json (not there yet)");
    expect(stdout).toContain("none: OpenClaw picks its own. To choose one: openclaw models set REF");
    expect(stdout).toContain("missing: VENICE_API_KEY is set nowhere. To set it up: openclaw onboard");
    expect(home.files()).toEqual({});
  });

  test("a shell's empty variable hides the file", async () => {
    const server = await venice();
    const { stdout } = await status(["--check"], { home: homeFor(server), env: { VENICE_API_KEY: "" } });
    expect(stdout).toContain("VENICE_API_KEY is set but empty in this shell");
  });

  test("a reference this program cannot follow", async () => {
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { apiKey: { source: "exec", provider: "vault", id: "x" }, models: [] } } } }`,
    });
    expect((await status(["--offline"], { home })).stdout).toContain("referred to in the config (exec)");
  });

  test("a refused key, and what to do", async () => {
    const server = await venice();
    const { stdout } = await status(["--probe"], { home: homeFor(server, unknownKeys.venice) });
    expect(stdout).toContain("rejected: Authentication failed. To enter another one: openclaw onboard");
  });
});
