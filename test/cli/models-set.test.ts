import { statSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { manifests, type RunOptions, run, venice } from "../support/run.ts";

const set = (args: readonly string[], options?: RunOptions) => run(["models", "set", ...args], options);
const configOf = (home: Home) => JSON5.parse(home.files()[configPath] ?? "");

/** A config as people write it, with Venice in it. */
const lived = (baseUrl: string) => `{
  // my assistant
  agents: {
    defaults: {
      model: { primary: 'venice/llama-3.3-70b', fallbacks: ['openai/gpt-5.2'] }, // the good one
    },
  },
  models: {
    mode: 'merge',
    providers: {
      venice: {
        baseUrl: '${baseUrl}', apiKey: '\${VENICE_API_KEY}', api: 'openai-completions',
        models: [
          { id: 'llama-3.3-70b', name: 'Llama', reasoning: false, input: ['text'], cost: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 }, contextWindow: 1000, maxTokens: 100 }, // mine
        ],
      },
      openai: { apiKey: '\${OPENAI_API_KEY}', models: [{ id: 'gpt-5.2', name: 'GPT' }] },
    },
  },
}
`;

function livedHome(baseUrl: string): Home {
  return createHome({ [configPath]: lived(baseUrl), [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` });
}

describe("a model that is offered", () => {
  test.each(["venice/claude-opus-45", "claude-opus-45"])("%s becomes the default, and gets its row", async (name) => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const result = await set([name], { home });
    expect(result.code).toBe(0);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain("Default model: venice/claude-opus-45");
    expect(result.stderr).toContain("Claude Opus 4.5 · anonymized");
    const config = configOf(home);
    expect(config.agents.defaults.model).toEqual({ primary: "venice/claude-opus-45", fallbacks: ["openai/gpt-5.2"] });
    expect(config.models.providers.venice.models).toEqual([
      expect.objectContaining({ id: "llama-3.3-70b", name: "Llama" }),
      expect.objectContaining({ id: "claude-opus-45", maxTokens: 32768 }),
    ]);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(home.files()[`${configPath}.bak`]).toBe(lived(server.baseUrl));
  });

  test("and back: only what the two calls had to leave is left", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    await set(["venice/claude-opus-45"], { home });
    await set(["venice/llama-3.3-70b"], { home });
    const after = home.files()[configPath] ?? "";
    const row = after.indexOf("          {\n            id: 'claude-opus-45'");
    expect(row).toBeGreaterThan(0);
    const end = after.indexOf("          },\n", row) + "          },\n".length;
    expect(after.slice(0, row) + after.slice(end)).toBe(lived(server.baseUrl));
  });

  test("the same again: no changes, no backup, no new time on the file", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const time = statSync(home.at(configPath)).mtimeMs;
    const result = await set(["venice/llama-3.3-70b"], { home });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("No changes");
    expect(statSync(home.at(configPath)).mtimeMs).toBe(time);
    expect(home.files()[`${configPath}.bak`]).toBeUndefined();
  });

  test("an alias is what it stands for", async () => {
    const server = await venice();
    const config = `{agents:{defaults:{model:"venice/llama-3.3-70b",models:{"venice/llama-3.3-70b":{},"venice/claude-opus-45":{alias:"opus"}}}},models:{providers:{venice:{baseUrl:"${server.baseUrl}",apiKey:"\${VENICE_API_KEY}",models:[]}}}}`;
    const home = createHome({ [configPath]: config });
    await set(["opus"], { home });
    expect(configOf(home).agents.defaults.model).toBe("venice/claude-opus-45");
  });

  test("allow-lists that exist get the ref, none is made", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ agents: { defaults: { models: { "openai/gpt-5.2": {} }, modelPolicy: { allow: ["openai/*"] } } } }`,
    });
    await set(["qwen3-4b", "--base-url", server.baseUrl], { home });
    const { defaults } = configOf(home).agents;
    expect(defaults.models).toEqual({ "openai/gpt-5.2": {}, "venice/qwen3-4b": {} });
    expect(defaults.modelPolicy.allow).toEqual(["openai/*", "venice/qwen3-4b"]);
    expect(configOf((await set(["qwen3-4b", "--offline"])).home).agents.defaults).toEqual({
      model: { primary: "venice/qwen3-4b" },
    });
  });

  test("where there is no config one is made, with a provider block, and the missing key is named", async () => {
    const server = await venice();
    const { home, stderr, code } = await set(["qwen3-4b", "--base-url", server.baseUrl]);
    expect(code).toBe(0);
    expect(configOf(home).models.providers.venice).toMatchObject({
      baseUrl: server.baseUrl,
      apiKey: "${VENICE_API_KEY}",
      api: "openai-completions",
      models: [{ id: "qwen3-4b" }],
    });
    expect(stderr).toContain("OpenClaw will not start until VENICE_API_KEY is set");
  });

  test("a key in plain text that is not this command's business stays where it is", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "${keys.page}", models: [] } } } }`,
    });
    const result = await set(["qwen3-4b"], { home });
    expect(configOf(home).models.providers.venice.apiKey).toBe(keys.page);
    expect(result.stderr).not.toContain("will not start");
    expect(home.files()[`${configPath}.bak`]).not.toContain(keys.page);
    expect(Object.keys(home.files())).not.toContain(dotenvPath);
  });

  test("a reference of the person's own stays, and its variable is the one that is missed", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${MY_KEY}", models: [] } } } }`,
    });
    const result = await set(["qwen3-4b"], { home });
    expect(configOf(home).models.providers.venice.apiKey).toBe("${MY_KEY}");
    expect(result.stderr).toContain("OpenClaw will not start until MY_KEY is set");
  });
});

describe("privacy", () => {
  test("from a private to an anonymized model: one line says what changes", async () => {
    const server = await venice();
    const { stderr } = await set(["claude-opus-45"], { home: livedHome(server.baseUrl) });
    expect(stderr).toContain(
      "venice/llama-3.3-70b is private; venice/claude-opus-45 is anonymized: its owner will see what you send",
    );
  });

  test("from private to private: not a word", async () => {
    const server = await venice();
    const { stderr } = await set(["qwen3-4b"], { home: livedHome(server.baseUrl) });
    expect(stderr).not.toContain("is private;");
  });
});

describe("a model that is not offered", () => {
  test("an unknown id: exit 2, the nearest refs as commands, nothing written", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const before = home.files()[configPath];
    const result = await set(["venice/lama-3.3-70b"], { home });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('Venice AI has no model "lama-3.3-70b" among the 33 it lists.');
    expect(result.stderr).toContain("Did you mean: openclaw models set venice/llama-3.3-70b");
    expect(home.files()[configPath]).toBe(before);
    expect(home.files()[`${configPath}.bak`]).toBeUndefined();
  });

  test("an id in another case is another id", async () => {
    const server = await venice();
    const result = await set(["venice/LLAMA-3.3-70b"], { home: livedHome(server.baseUrl) });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("openclaw models set venice/llama-3.3-70b");
  });

  test("--force saves it, with a warning", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const result = await set(["venice/brand-new-1", "--force"], { home });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("venice/brand-new-1 is not among the models Venice AI offers; it was saved");
    expect(configOf(home).agents.defaults.model.primary).toBe("venice/brand-new-1");
    expect(configOf(home).models.providers.venice.models.at(-1)).toMatchObject({ id: "brand-new-1", maxTokens: 4096 });
  });

  test("a retired one: its replacement is named", async () => {
    const server = await venice();
    const result = await set(["odd-retired-8b"], { home: livedHome(server.baseUrl) });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("venice/odd-retired-8b cannot be used: it was retired.");
    expect(result.stderr).toContain("Its replacement: openclaw models set venice/llama-3.3-70b");
  });

  test("a kept list that does not have it is asked for anew before the answer is no", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    await run(["models", "list"], { home });
    expect(server.requests).toHaveLength(1);
    expect((await set(["no-such-model-at-all"], { home })).code).toBe(2);
    expect(server.requests).toHaveLength(2);
  });

  test("a provider nobody has heard of is refused; one the config knows is set, and only the default changes", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    expect((await set(["nobody/gpt"], { home })).code).toBe(2);
    const result = await set(["openai/gpt-5.2"], { home });
    expect(result.code).toBe(0);
    expect(home.files()[configPath]).toBe(lived(server.baseUrl).replace("'venice/llama-3.3-70b'", "'openai/gpt-5.2'"));
  });
});

describe("flags", () => {
  test("--dry-run shows the diff and writes nothing, not even a list", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const before = home.files();
    const result = await set(["claude-opus-45", "--dry-run"], { home });
    expect(result.stderr).toContain("+       model: { primary: 'venice/claude-opus-45'");
    expect(result.stderr).toContain("Dry run: nothing was written.");
    expect(home.files()).toEqual(before);
  });

  test("--json tells what was done in one document", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const result = await set(["claude-opus-45", "--json"], { home });
    expect(JSON.parse(result.stdout)).toMatchObject({
      ok: true,
      model: "venice/claude-opus-45",
      previous: "venice/llama-3.3-70b",
      dryRun: false,
      changes: [{ path: home.at(configPath), kind: "update" }],
      backups: [home.at(`${configPath}.bak`)],
      warnings: [expect.stringContaining("is anonymized")],
    });
  });

  test("a managed config is refused before anything is asked", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const result = await set(["claude-opus-45"], { home, env: { OPENCLAW_CONFIG_READONLY: "1" } });
    expect(result.code).toBe(3);
    expect(server.requests).toHaveLength(0);
  });

  test("an included part of the config is not rewritten, and its file is named", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: `{ models: { $include: "./models.json5" } }` });
    const result = await set(["qwen3-4b", "--base-url", server.baseUrl], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("models comes from ./models.json5 ($include)");
    expect(result.stderr).toContain('primary: "venice/qwen3-4b"');
    expect(home.files()[configPath]).toBe(`{ models: { $include: "./models.json5" } }`);
  });

  test("no model named: exit 2 and how to ask for help", async () => {
    const result = await set([]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("missing required argument 'ref'");
    expect(result.stderr).toContain("openclaw models set --help");
  });
});

test("another provider's ids may hold a slash", async () => {
  const server = await venice({ provider: "acme" });
  const home = createHome({
    [configPath]: `{models:{providers:{acme:{baseUrl:"${server.baseUrl}",apiKey:"\${ACME_API_KEY}",models:[]}}}}`,
  });
  const result = await set(["acme/rocket/skates-1"], { home, manifests });
  expect(result.code).toBe(0);
  expect(configOf(home).agents.defaults.model.primary).toBe("acme/rocket/skates-1");
});
