import { chmodSync, writeFileSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { doctored, homeWith, soundBlock, soundConfig, soundRow } from "../support/doctored.ts";
import { keys } from "../support/fake-venice/keys.ts";
import type { FakeVenice } from "../support/fake-venice.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden } from "../support/onboarding.ts";
import { manifests, run, venice } from "../support/run.ts";

const configOf = (home: Home) => JSON5.parse(home.files()[configPath] ?? "");
const blockOf = (home: Home) => configOf(home).models.providers.venice;
const withBlock = (server: FakeVenice, block: object) => {
  const config = soundConfig(server.baseUrl);
  return {
    ...config,
    models: { ...config.models, providers: { venice: { ...soundBlock(server.baseUrl), ...block } } },
  };
};

/** The example config of OpenClaw's own page about the provider. */
const pageConfig = (baseUrl: string) => `{
  env: { VENICE_API_KEY: "${keys.page}" },
  agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } },
  models: {
    mode: "merge",
    providers: {
      venice: {
        baseUrl: "${baseUrl}",
        apiKey: "\${VENICE_API_KEY}", // the key above
        api: "openai-completions",
        models: [
          {
            id: "llama-3.3-70b",
            name: "Llama 3.3 70B",
            reasoning: false,
            input: ["text"],
            cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 131072,
            maxTokens: 8192,
          },
        ],
      },
    },
  },
}
`;

/** What --fix mends is gone afterwards, and doing it again does nothing. */
async function mended(home: Home, flags: readonly string[] = []) {
  const first = await doctored(["--fix", "--yes", ...flags], { home, manifests });
  expect(first.findings.filter(({ fixable }) => fixable)).toEqual([]);
  const files = home.files();
  const second = await doctored(["--fix", "--yes", ...flags], { home, manifests });
  expect(home.files()).toEqual(files);
  expect(second.code).toBe(first.code);
  return first;
}

describe("the flat env.VENICE_API_KEY of the provider page", () => {
  test("goes to .env, and the page's maxTokens down to the cap; the rest stays byte for byte", async () => {
    const server = await venice();
    const home = homeWith(pageConfig(server.baseUrl), "");
    const result = await mended(home);
    expect(result.code).toBe(0);
    expect(result.findings.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.page}\n`);
    expect(home.files()[configPath]).toBe(
      pageConfig(server.baseUrl)
        .replace(`  env: { VENICE_API_KEY: "${keys.page}" },\n`, "")
        .replace("maxTokens: 8192", "maxTokens: 4096"),
    );
    expect(home.mode(dotenvPath)).toBe(0o600);
    expectHidden(keys.page, result, [dotenvPath]);
  });

  test("without a provider's block none is made", async () => {
    const server = await venice();
    const home = homeWith(`{ env: { VENICE_API_KEY: "${keys.good}" } } // mine\n`, "");
    await mended(home, ["--base-url", server.baseUrl]);
    expect(home.files()[configPath]).toMatch(/^\{\s*\} \/\/ mine\n$/);
  });

  test("that .env outranks only goes out of the config", async () => {
    const server = await venice();
    const home = homeWith({ ...soundConfig(server.baseUrl), env: { VENICE_API_KEY: keys.page } });
    expect((await doctored([], { home })).one("key-flat").fix).toBe("openclaw doctor --fix takes it out of there");
    const { stderr } = await mended(home);
    expect(stderr).toContain(`ends …${keys.page.slice(-4)}`);
    expect(configOf(home).env).toBeUndefined();
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });

  test("beside a reference of the person's own goes to .env, and the reference stays", async () => {
    const server = await venice();
    const config = { ...withBlock(server, { apiKey: "${MY_KEY}" }), env: { VENICE_API_KEY: keys.page } };
    const home = homeWith(config, `MY_KEY=${keys.good}\n`);
    await mended(home);
    expect(configOf(home).env).toBeUndefined();
    expect(home.files()[dotenvPath]).toBe(`MY_KEY=${keys.good}\nVENICE_API_KEY=${keys.page}\n`);
    expect(blockOf(home).apiKey).toBe("${MY_KEY}");
  });

  test("other variables go to env.vars", async () => {
    const server = await venice();
    const env = { OPENAI_API_KEY: "sk-1234567890abcdef", vars: { OTHER: "x" } };
    const home = homeWith({ ...soundConfig(server.baseUrl), env });
    await mended(home);
    expect(configOf(home).env).toEqual({ vars: { OTHER: "x", OPENAI_API_KEY: "sk-1234567890abcdef" } });
  });
});

describe("a key in plain text at apiKey", () => {
  test("goes to .env, and a reference takes its place", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { apiKey: keys.good }), "OTHER=1\n");
    const result = await mended(home);
    expect(result.code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(`OTHER=1\nVENICE_API_KEY=${keys.good}\n`);
    expect(blockOf(home).apiKey).toBe("${VENICE_API_KEY}");
    expectHidden(keys.good, result, [dotenvPath]);
  });

  test("stays where another key is stored too: nobody can say which one is wanted", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { apiKey: keys.good }), `VENICE_API_KEY=${keys.page}\n`);
    const before = home.files();
    const { one } = await mended(home);
    expect(one("key-plaintext")).toMatchObject({ fixable: false, fix: expect.stringContaining("openclaw onboard") });
    expect(home.files()).toEqual(before);
  });
});

describe("the rest of what can be mended", () => {
  test.each([
    ["a missing reference", { apiKey: undefined }, { apiKey: "${VENICE_API_KEY}" }],
    ["a reference that leads nowhere", { apiKey: "${OLD_NAME}" }, { apiKey: "${VENICE_API_KEY}" }],
    ["a missing list of rows", { models: undefined }, { models: [] }],
    ["an unknown key in the block", { colour: "teal" }, { models: [soundRow] }],
    [
      "unknown keys in a row",
      { models: [{ ...soundRow, tags: [], cost: { ...soundRow.cost, usd: 1 } }] },
      { models: [soundRow] },
    ],
    ["a cap that is exceeded", { models: [{ ...soundRow, maxTokens: 99_999 }] }, { models: [soundRow] }],
    [
      "what a row lacks",
      { models: [{ ...soundRow, name: undefined, cost: undefined }] },
      { models: [expect.objectContaining({ name: "Llama 3.3 70B", cost: expect.objectContaining({ input: 0.7 }) })] },
    ],
    [
      "what the row of an unlisted model lacks",
      { models: [soundRow, { id: "mine" }] },
      { models: [soundRow, { id: "mine", name: "mine", cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }] },
    ],
  ])("%s", async (_, block, expected) => {
    const server = await venice();
    const home = homeWith(withBlock(server, block));
    const { code } = await mended(home);
    expect(code).toBe(0);
    const { colour, ...rest } = blockOf(home);
    expect(colour).toBeUndefined();
    expect(rest).toEqual({ ...soundBlock(server.baseUrl), ...expected });
  });

  test("a missing base URL becomes the provider's own", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { baseUrl: undefined }));
    await mended(home, ["--offline"]);
    expect(blockOf(home).baseUrl).toBe("https://api.venice.ai/api/v1");
  });

  test("allow-lists get the default and its fallbacks", async () => {
    const server = await venice();
    const config = soundConfig(server.baseUrl);
    const model = { primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b", "openai/gpt-5.2"] };
    const defaults = { model, models: { "openai/gpt-5.2": {} }, modelPolicy: { allow: ["openai/*"] } };
    const home = homeWith({ ...config, agents: { defaults } });
    await mended(home);
    expect(configOf(home).agents.defaults).toEqual({
      model,
      models: { "openai/gpt-5.2": {}, "venice/llama-3.3-70b": {}, "venice/qwen3-4b": {} },
      modelPolicy: { allow: ["openai/*", "venice/llama-3.3-70b", "venice/qwen3-4b"] },
    });
  });

  test("quotes around a key", async () => {
    const server = await venice();
    const env = { vars: { VENICE_API_KEY: `'${keys.good}'` } };
    const home = homeWith({ ...soundConfig(server.baseUrl), env }, "");
    const { one } = await mended(home);
    expect(one("key-ok").level).toBe("ok");
    expect(configOf(home).env.vars.VENICE_API_KEY).toBe(keys.good);
    const quoted = homeWith(soundConfig(server.baseUrl), `VENICE_API_KEY="'${keys.good}'"\n`);
    expect((await mended(quoted)).code).toBe(0);
  });

  test("modes and leftovers, where nothing is to be written", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    const before = home.files();
    const gone = 2 ** 22 + 1;
    writeFileSync(home.at(`.openclaw/.openclaw-venice-${gone}-0-0.tmp`), "half");
    writeFileSync(home.at(`${configPath}.lock`), JSON.stringify({ pid: gone, createdAt: "2026-01-01T00:00:00Z" }));
    writeFileSync(home.at(`${configPath}.bak.2`), "{}");
    for (const path of [configPath, dotenvPath, `${configPath}.bak.2`]) chmodSync(home.at(path), 0o664);
    const { stderr, code } = await mended(home);
    expect(code).toBe(0);
    expect(home.files()).toEqual({ ...before, [`${configPath}.bak.2`]: "{}" });
    for (const path of [configPath, dotenvPath, `${configPath}.bak.2`]) expect(home.mode(path)).toBe(0o600);
    expect(stderr).toContain("~/.openclaw/.env: mode 0664 becomes 0600");
    expect(stderr).toContain(`~/.openclaw/.openclaw-venice-${gone}-0-0.tmp: removed`);
  });

  test("a backup that others may read is closed also when it moves on", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { colour: "teal" }));
    writeFileSync(home.at(`${configPath}.bak`), "{}");
    chmodSync(home.at(`${configPath}.bak`), 0o644);
    await mended(home);
    expect(home.files()[`${configPath}.bak.1`]).toBe("{}");
    expect(home.mode(`${configPath}.bak.1`)).toBe(0o600);
  });
});

describe("consent and undoing", () => {
  test("the redacted diff is shown, and one backup undoes it", async () => {
    const server = await venice();
    const before = JSON.stringify(withBlock(server, { colour: "teal", apiKey: keys.good }), undefined, 2);
    const home = homeWith(before, "");
    const { stderr, stdout, code } = await run(["doctor", "--fix", "--yes"], { home });
    expect(code).toBe(0);
    expect(stderr).toContain('-         "colour": "teal"');
    expect(stderr).toContain('-         "apiKey": "…"');
    expect(stderr).toContain("Wrote ~/.openclaw/openclaw.json (backup: ~/.openclaw/openclaw.json.bak)");
    // The result is what is left, and it alone is data.
    expect(stdout).toMatch(/^ok {4}config/);
    expect(stdout).toMatch(/\nEverything is as it should be\.\n$/);
    expect(home.files()[`${configPath}.bak`]).toBe(before.replace(keys.good, "${VENICE_API_KEY}"));
    await run(["config", "restore", "1", "--yes"], { home });
    expect(home.files()[configPath]).toBe(before.replace(keys.good, "${VENICE_API_KEY}"));
  });

  test("nobody to ask: exit 2, the command to type, nothing written", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { colour: "teal" }));
    const before = home.files();
    const { code, stderr } = await run(["doctor", "--fix"], { home });
    expect(code).toBe(2);
    expect(stderr).toContain("openclaw doctor --fix --yes");
    expect(home.files()).toEqual(before);
  });

  test("--dry-run shows it and writes nothing", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { colour: "teal" }));
    chmodSync(home.at(dotenvPath), 0o644);
    const before = home.files();
    const { code, stderr, stdout } = await run(["doctor", "--fix", "--dry-run"], { home });
    expect(code).toBe(3);
    expect(stderr).toContain('-         "colour": "teal"');
    expect(stderr).toContain("~/.openclaw/.env: mode 0644 becomes 0600");
    expect(stderr).toContain("Dry run: nothing was written.");
    expect(stdout).toContain("fail  config      models.providers.venice.colour");
    expect(home.files()).toEqual(before);
    expect(home.mode(dotenvPath)).toBe(0o644);
  });

  test("--json tells what was mended", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { colour: "teal" }));
    const { stdout } = await run(["doctor", "--fix", "--yes", "--json"], { home });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      dryRun: false,
      changes: [
        { path: home.at(configPath), kind: "update", diff: expect.arrayContaining(['-         "colour": "teal"']) },
      ],
      backups: [home.at(`${configPath}.bak`)],
    });
  });

  test("a managed config: exit 3, nothing written; --dry-run still tells", async () => {
    const server = await venice();
    const home = homeWith(withBlock(server, { colour: "teal" }));
    const before = home.files();
    const env = { OPENCLAW_CONFIG_READONLY: "1" };
    const { code, stderr } = await run(["doctor", "--fix", "--yes"], { home, env });
    expect(code).toBe(3);
    expect(stderr).toContain("managed from outside");
    expect((await run(["doctor", "--fix", "--dry-run"], { home, env })).stderr).toContain("Dry run");
    expect(home.files()).toEqual(before);
  });

  test("what it cannot mend it names, and the second result decides", async () => {
    const server = await venice();
    const config = {
      ...withBlock(server, { colour: "teal" }),
      agents: { defaults: { model: "venice/odd-offline-8b" } },
    };
    const { code, one } = await mended(homeWith(config));
    expect(code).toBe(5);
    expect(one("model-offline").fix).toContain("openclaw models set");
  });

  test.each([
    ["a config that does not parse", "{"],
    ["a config in several files", '{ env: { VENICE_API_KEY: "x" }, models: { $include: "./m.json5" } }'],
    ["a place that cannot be written into", '{ env: { VENICE_API_KEY: "x" }, models: [] }'],
  ])("%s is left alone, but not what lies around it", async (_, text) => {
    const server = await venice();
    const home = createHome({ [configPath]: text, [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` });
    chmodSync(home.at(dotenvPath), 0o644);
    const before = home.files();
    const { code } = await mended(home, ["--base-url", server.baseUrl]);
    expect(code).toBe(3);
    expect(home.files()).toEqual(before);
    expect(home.mode(dotenvPath)).toBe(0o600);
  });
});
