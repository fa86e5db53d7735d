import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, onboard } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

const policyFile = ".openclaw/openclaw-venice.json5";
const privateOnly = { [policyFile]: "{ privateOnly: true } // mine\n", [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` };
const policy = (...args: string[]) => ["models", "policy", ...args];

describe("the policy itself", () => {
  test("without one any model may be used, and asking makes no file", async () => {
    const result = await run(policy());
    expect(result.stdout).toContain("Policy: any model.");
    expect(result.home.files()).toEqual({});
  });

  test("it is kept outside OpenClaw's own config, for its owner alone, and can be taken back", async () => {
    const home = createHome();
    const result = await run(policy("private-only"), { home });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain("Policy: private models only.");
    expect(JSON5.parse(home.files()[policyFile] ?? "")).toEqual({ privateOnly: true });
    expect(home.mode(policyFile)).toBe(0o600);
    expect(Object.keys(home.files())).toEqual([policyFile]);
    await run(policy("any"), { home });
    expect((await run(policy("--json"), { home })).stdout).toContain('"policy": "any"');
  });

  test("comments of the file stay", async () => {
    const home = createHome({ [policyFile]: "{ privateOnly: false, } // because\n" });
    await run(policy("private-only"), { home });
    expect(home.files()[policyFile]).toBe("{ privateOnly: true, } // because\n");
  });

  test("what the config uses against it is named", async () => {
    const home = createHome({
      [configPath]: `{ agents: { defaults: { model: { primary: "venice/claude-opus-45", fallbacks: ["venice/qwen3-4b"] } } } }`,
    });
    const { stderr } = await run(policy("private-only"), { home });
    expect(stderr).toContain("Your config still uses venice/claude-opus-45, which is not known to be private.");
    expect(stderr).not.toContain("venice/qwen3-4b");
  });

  test("a policy that cannot be understood is not taken for none: exit 3", async () => {
    const home = createHome({ [policyFile]: "{ privateOnly: 'yes' }" });
    const result = await run(["models", "list", "--offline"], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("privateOnly is neither true nor false");
  });

  test("another word is refused", async () => {
    expect((await run(policy("public"))).code).toBe(2);
  });
});

describe("private only", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["as a policy", privateOnly, []],
    ["for one run", { [dotenvPath]: privateOnly[dotenvPath] ?? "" }, ["--private-only"]],
  ])("%s: anonymized models are not listed", async (_, files, flags) => {
    const server = await venice();
    const home = createHome(files);
    const { stdout, stderr } = await run(["models", "list", "--base-url", server.baseUrl, ...flags], { home });
    expect(stdout).toContain("venice/llama-3.3-70b");
    expect(stdout).not.toContain("anonymized");
    expect(stderr).toContain("Policy: private models only.");
  });

  test.each([
    ["models", "set", "claude-opus-45"],
    ["models", "set", "claude-opus-45", "--force"],
    ["models", "set", "Odd-Unknown-Keys-8b"],
    ["models", "fallbacks", "add", "claude-opus-45"],
  ])("%s %s %s %s: refused with exit 2, nothing written", async (...args) => {
    const server = await venice();
    const home = createHome({ ...privateOnly, [configPath]: "{}\n" });
    const result = await run([...args.filter(Boolean), "--base-url", server.baseUrl], { home });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("is not known to be private, and only private models are to be used here.");
    expect(home.files()[configPath]).toBe("{}\n");
  });

  test("another provider's model is not known to be private either", async () => {
    const home = createHome({ ...privateOnly, [configPath]: `{ agents: { defaults: { model: "openai/gpt-5.2" } } }` });
    expect((await run(["models", "set", "openai/gpt-5.2"], { home })).code).toBe(2);
  });

  test("a private model is set as ever", async () => {
    const server = await venice();
    const result = await run(["models", "set", "qwen3-4b", "--base-url", server.baseUrl], {
      home: createHome(privateOnly),
    });
    expect(result.code).toBe(0);
  });

  test("onboarding follows it without a flag", async () => {
    const server = await venice();
    const flags = ["--venice-api-key", keys.good, "--model", "claude-opus-45"];
    const result = await onboard(server, flags, { home: createHome(privateOnly) });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("it is not known to be private");
  });

  test("info still tells about every model", async () => {
    const home = createHome(privateOnly);
    expect((await run(["models", "info", "claude-opus-45", "--offline"], { home })).code).toBe(0);
  });
});
