import { chmodSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden, onboard } from "../support/onboarding.ts";
import { venice } from "../support/run.ts";

const backupPath = `${configPath}.bak`;

/** Somebody's config of many months: comments, both kinds of quotes, Windows line ends, references, an allow-list. */
const livedIn = [
  "// Küche und Büro",
  "{",
  "  'agents': {",
  "    defaults: {",
  "      model: { primary: 'openai/gpt-5.2', fallbacks: ['openai/gpt-5-mini'], }, // both paid by work",
  "      models: { 'openai/gpt-5.2': { alias: \"gpt\" } }, /* the allow-list */",
  "      workspace: '~/ws',",
  "    },",
  "  },",
  "  gateway: { port: 0x4965, auth: { token: '$${LITERAL}' } },",
  "  models: {",
  "    // keep these",
  "    providers: {",
  "      openai: { apiKey: '${OTHER}', baseUrl: 'https://api.openai.com/v1', models: [] },",
  "    },",
  "  },",
  "  // the end",
  "}",
  "",
].join("\r\n");

describe("a lived-in config", () => {
  test("only the spans that had to change have changed", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: livedIn });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--model", "venice/llama-3.3-70b"], { home });
    expect(result.code).toBe(0);
    expect(home.files()[configPath]).toBe(
      [
        "// Küche und Büro",
        "{",
        "  'agents': {",
        "    defaults: {",
        "      model: { primary: 'venice/llama-3.3-70b', fallbacks: ['openai/gpt-5-mini'], }, // both paid by work",
        "      models: { 'openai/gpt-5.2': { alias: \"gpt\" }, 'venice/llama-3.3-70b': {} }, /* the allow-list */",
        "      workspace: '~/ws',",
        "    },",
        "  },",
        "  gateway: { port: 0x4965, auth: { token: '$${LITERAL}' } },",
        "  models: {",
        "    // keep these",
        "    providers: {",
        "      openai: { apiKey: '${OTHER}', baseUrl: 'https://api.openai.com/v1', models: [] },",
        "      venice: {",
        `        baseUrl: '${server.baseUrl}',`,
        "        apiKey: '${VENICE_API_KEY}',",
        "        api: 'openai-completions',",
        "        models: [",
        "          {",
        "            id: 'llama-3.3-70b',",
        "            name: 'Llama 3.3 70B',",
        "            reasoning: false,",
        "            input: ['text'],",
        "            cost: { input: 0.7, output: 2.8, cacheRead: 0.7, cacheWrite: 0.7 },",
        "            contextWindow: 131072,",
        "            maxTokens: 4096,",
        "          },",
        "        ],",
        "      },",
        "    },",
        "    mode: 'merge',",
        "  },",
        "  // the end",
        "}",
        "",
      ].join("\r\n"),
    );
    expect(home.files()[backupPath]).toBe(livedIn);
    expect(home.mode(backupPath)).toBe(0o600);
    expect(result.stderr).toContain("Your config has comments. This program keeps them");
  });

  test("without --model the default of another provider stays, and Venice is added beside it", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: livedIn });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    const config = JSON5.parse(home.files()[configPath] ?? "");
    expect(config.agents).toEqual(JSON5.parse(livedIn).agents);
    expect(config.models.providers.venice.models).toHaveLength(1);
    expect(result.stderr).toContain("Your default stays openai/gpt-5.2. To change it: --model");
    expect(result.stderr).toContain("Your default model is still openai/gpt-5.2");
    expect(result.stderr).toContain(
      "Your allow-list does not have venice/llama-3.3-70b, so OpenClaw does not offer it. To use it: openclaw models set venice/llama-3.3-70b",
    );
  });

  test("strict JSON stays strict JSON", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: JSON.stringify({ agents: {}, models: { mode: "replace" } }, undefined, 2),
    });
    await onboard(server, ["--venice-api-key", keys.good], { home });
    const config = JSON.parse(home.files()[configPath] ?? "");
    expect(config.models.mode).toBe("replace");
    expect(config.models.providers.venice.apiKey).toBe("${VENICE_API_KEY}");
  });

  test.each([
    ["a plain text", '{ agents: { defaults: { model: "venice/qwen3-4b" } } }', "venice/llama-3.3-70b"],
    [
      "an object with fallbacks",
      '{ agents: { defaults: { model: { primary: "venice/qwen3-4b", fallbacks: ["a/b"] } } } }',
      { primary: "venice/llama-3.3-70b", fallbacks: ["a/b"] },
    ],
  ])("a default in the shape of %s keeps its shape", async (_, text, model) => {
    const server = await venice();
    const home = createHome({ [configPath]: text });
    await onboard(server, ["--venice-api-key", keys.good, "--model", "llama-3.3-70b"], { home });
    expect(JSON5.parse(home.files()[configPath] ?? "").agents.defaults.model).toEqual(model);
  });

  test("an allow-list in the newer form gets the model; one that allows all of Venice stays", async () => {
    const server = await venice();
    const policy = (allow: string[]) => JSON.stringify({ agents: { defaults: { modelPolicy: { allow } } } });
    const narrow = createHome({ [configPath]: policy(["openai/gpt-5.2"]) });
    await onboard(server, ["--venice-api-key", keys.good], { home: narrow });
    expect(JSON.parse(narrow.files()[configPath] ?? "").agents.defaults.modelPolicy.allow).toEqual([
      "openai/gpt-5.2",
      "venice/llama-3.3-70b",
    ]);
    const wide = createHome({ [configPath]: policy(["venice/*"]) });
    await onboard(server, ["--venice-api-key", keys.good], { home: wide });
    expect(JSON.parse(wide.files()[configPath] ?? "").agents.defaults.modelPolicy.allow).toEqual(["venice/*"]);
  });

  test("a row of the person's own keeps its fields; what is missing is filled in, a cap too high is lowered", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { models: [
        { id: "llama-3.3-70b", name: "My llama", maxTokens: 8192, cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } },
        { id: "qwen3-4b", name: "Small", cost: { input: 9, output: 9, cacheRead: 0, cacheWrite: 0 } }, // pinned
      ] } } } }`,
    });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--all-models"], { home });
    const rows = JSON5.parse(home.files()[configPath] ?? "").models.providers.venice.models;
    expect(rows[0]).toMatchObject({ name: "My llama", maxTokens: 4096, cost: { input: 0.7 }, contextWindow: 131072 });
    expect(rows[1]).toMatchObject({ name: "Small", cost: { input: 9, output: 9 }, contextWindow: 32768 });
    expect(home.files()[configPath]).toContain("// pinned");
    expect(result.stderr).toContain("maxTokens of venice/llama-3.3-70b goes from 8192 down to 4096: more is refused.");
  });

  test("agents with a model of their own, and a key in OpenClaw's own store, are pointed out", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ agents: { list: [{ id: "main", model: "openai/gpt-5.2" }] }, auth: { profiles: { "venice:default": {} } } }`,
    });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.stderr).toContain("These agents have a model of their own and do not use the default: main.");
    expect(result.stderr).toContain(
      'OpenClaw\'s own key store has "venice:default", and believes it more than this key.',
    );
  });
});

describe("where the key is kept", () => {
  test("--key-store config: in env.vars, and nowhere else", async () => {
    const server = await venice();
    const home = createHome({ [dotenvPath]: `A=1\nVENICE_API_KEY=${keys.page}\n` });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--key-store", "config"], { home });
    expect(result.code).toBe(0);
    expect(JSON5.parse(home.files()[configPath] ?? "").env).toEqual({ vars: { VENICE_API_KEY: keys.good } });
    expect(home.files()[dotenvPath]).toBe("A=1\n");
    expectHidden(keys.good, result, [configPath]);
  });

  test("the flat form of the provider page moves to .env, and no backup has the key", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: `{ env: { VENICE_API_KEY: "${keys.good}", SHELL_THING: "x" } }\n` });
    const result = await onboard(server, [], { home });
    expect(result.code).toBe(0);
    expect(JSON5.parse(home.files()[configPath] ?? "").env).toEqual({ SHELL_THING: "x" });
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(result.stderr).toContain("The key in plain text at env.VENICE_API_KEY moves to ~/.openclaw/.env.");
    expectHidden(keys.good, result, [dotenvPath]);
  });

  test("a key in plain text in the provider's block moves to .env, and no backup has the key", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { apiKey: "${keys.good}", models: [] } } } } // mine\n`,
    });
    const result = await onboard(server, [], { home });
    expect(home.files()[configPath]).toContain('apiKey: "${VENICE_API_KEY}"');
    expect(home.files()[backupPath]).toBe(
      '{ models: { providers: { venice: { apiKey: "${VENICE_API_KEY}", models: [] } } } } // mine\n',
    );
    expectHidden(keys.good, result, [dotenvPath]);
  });

  test("the same key in the flat form and in the environment: it is kept in .env, and every release can read the config", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: `{ env: { VENICE_API_KEY: "${keys.good}", OTHER: "x" } }` });
    const result = await onboard(server, ["--json"], { home, env: { VENICE_API_KEY: keys.good } });
    expect(JSON5.parse(home.files()[configPath] ?? "").env).toEqual({ OTHER: "x" });
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(JSON.parse(result.stdout)).toMatchObject({ key: { source: "environment", store: "dotenv" } });
    expect(result.stderr).not.toContain("not stored");
  });

  test.each([
    ["at apiKey", (key: string) => `{ models: { providers: { venice: { apiKey: "${key}", models: [] } } } }`],
    ["in the flat form", (key: string) => `{ env: { VENICE_API_KEY: "${key}" } }`],
    ["under env.vars", (key: string) => `{ env: { vars: { VENICE_API_KEY: "${key}" } } }`],
  ])("another key in plain text %s is replaced by the one given, not moved", async (_, config) => {
    const server = await venice();
    const home = createHome({ [configPath]: config(keys.page) });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.stderr).toMatch(/The key in plain text at \S+ \(ends …ijkl\) is replaced by the key given\./);
    expect(result.stderr).not.toContain("moves to");
    expectHidden(keys.page, result, []);
  });

  test("a script with a key in its environment: another one in the config goes to .env, behind the shell's, and that is said", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { apiKey: "${keys.page}", models: [] } } } }`,
    });
    const result = await onboard(server, ["--json"], { home, env: { VENICE_API_KEY: keys.good } });
    expect(result.code).toBe(0);
    expect(JSON5.parse(home.files()[configPath] ?? "").env).toBeUndefined();
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.page}\n`);
    const { key, warnings, next } = JSON.parse(result.stdout);
    expect(key).toMatchObject({ store: "env" });
    expect(warnings).toContain(
      "The key in plain text at models.providers.venice.apiKey (ends …ijkl) moves to ~/.openclaw/.env. VENICE_API_KEY in this shell holds another key, which comes first.",
    );
    expect(next.join("\n")).not.toContain("--key-store");
    expectHidden(keys.page, result, [dotenvPath]);
    expectHidden(keys.good, result, []);
  });

  test("--key-store env takes the key out of every file, shows it, and says what OpenClaw needs now", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{
  env: {
    VENICE_API_KEY: "${keys.page}",
    vars: { VENICE_API_KEY: "${keys.good}", OTHER: "x" },
  },
  models: { providers: { venice: { apiKey: "${keys.page}", models: [] } } },
}
`,
      [dotenvPath]: `A=1\nVENICE_API_KEY=${keys.good}\n`,
    });
    const result = await onboard(server, ["--key-store", "env", "--json"], {
      home,
      env: { VENICE_API_KEY: keys.good },
    });
    expect(result.code).toBe(0);
    expect(home.files()[dotenvPath]).toBe("A=1\n");
    expect(JSON5.parse(home.files()[configPath] ?? "")).toMatchObject({
      env: { vars: { OTHER: "x" } },
      models: { providers: { venice: { apiKey: "${VENICE_API_KEY}" } } },
    });
    const { key, changes, warnings } = JSON.parse(result.stdout);
    expect(key.store).toBe("env");
    expect(changes.at(-1)).toMatchObject({ path: home.at(dotenvPath), diff: ["- VENICE_API_KEY=…"] });
    expect(warnings).toEqual([
      "The key leaves models.providers.venice.apiKey, env.VENICE_API_KEY, env.vars.VENICE_API_KEY in ~/.openclaw/openclaw.json, and ~/.openclaw/.env, and no backup keeps it: make a copy if you have none. OpenClaw will need VENICE_API_KEY wherever it runs.",
    ]);
    for (const secret of [keys.page, keys.good]) expectHidden(secret, result, []);
  });

  test("with --key-store env and no variable anywhere the person is told what will happen", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--key-store", "env"]);
    expect(result.code).toBe(0);
    expect(result.home.files()[dotenvPath]).toBeUndefined();
    expect(result.stderr).toContain("OpenClaw will not start until VENICE_API_KEY is set: export VENICE_API_KEY=…");
  });

  test("other lines of .env stay byte for byte, and the file is closed to others", async () => {
    const server = await venice();
    const text = "# first\r\nA='1'\r\nexport VENICE_API_KEY=old # mine\r\n\r\nB=2";
    const home = createHome({ [dotenvPath]: text });
    chmodSync(home.at(dotenvPath), 0o644);
    await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(home.files()[dotenvPath]).toBe(text.replace("old", keys.good));
    expect(home.mode(dotenvPath)).toBe(0o600);
  });
});

describe("files that cannot be used", () => {
  test("a broken config: exit 3 with path, line and column, its bytes as they were, nothing asked", async () => {
    const server = await venice();
    const text = '{\n  // mine\n  agents: {,\n  token: "sk-secret-of-mine",\n}\n';
    const home = createHome({ [configPath]: text });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("~/.openclaw/openclaw.json:3:12: ");
    expect(result.stderr).not.toContain(home.path);
    expect(result.stderr).not.toContain(".bak");
    expect(result.stderr).toContain("agents: {,");
    expect(home.files()).toEqual({ [configPath]: text });
    expect(server.connections).toBe(0);
  });

  test("a broken config that has a backup: that one is named", async () => {
    const home = createHome({ [configPath]: "{", [backupPath]: "{}" });
    const result = await onboard({ baseUrl: "http://127.0.0.1:9" }, ["--venice-api-key", keys.good, "--json"], {
      home,
    });
    expect(JSON.parse(result.stdout).error.hint).toContain("or put a backup back: openclaw config restore");
  });

  test("a config in another encoding is refused, not mangled", async () => {
    const server = await venice();
    const latin1 = new Uint8Array([...Buffer.from('{ name: "caf'), 0xe9, ...Buffer.from('" }')]);
    const home = createHome({ [configPath]: latin1 });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("is not UTF-8 text");
  });

  test.each(["OPENCLAW_CONFIG_READONLY", "OPENCLAW_NIX_MODE"])(
    "%s=1: exit 3 before anything is asked; --dry-run shows",
    async (name) => {
      const server = await venice();
      const refused = await onboard(server, ["--venice-api-key", keys.good], { env: { [name]: "1" } });
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain(`(${name}=1)`);
      expect(server.connections).toBe(0);
      const shown = await onboard(server, ["--venice-api-key", keys.good, "--dry-run"], { env: { [name]: "1" } });
      expect(shown.code).toBe(0);
      expect(shown.stderr).toContain('+         apiKey: "${VENICE_API_KEY}"');
      expect(shown.home.files()).toEqual({});
    },
  );

  test("$include: refused by name, with what to paste", async () => {
    const server = await venice();
    const text = '{ models: { $include: ["./models.json5", "./more.json5"] } }';
    const home = createHome({ [configPath]: text });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("models comes from ./models.json5, ./more.json5 ($include)");
    expect(result.stderr).toContain("Paste this into ./models.json5 yourself:");
    expect(result.stderr).toContain('apiKey: "${VENICE_API_KEY}"');
    expect(home.files()).toEqual({ [configPath]: text });
    expect(server.connections).toBe(0);
    // The key itself has no place in the config, so it is said where it goes.
    expect(result.stderr).toContain("and your key into ~/.openclaw/.env:\n    VENICE_API_KEY=YOUR-KEY\n");
    expectHidden(keys.good, result, []);
  });

  test.each([
    ["a person who sets the variable", ["--key-store", "env"], "", "and set VENICE_API_KEY to your key wherever"],
    ["the config", ["--key-store", "config"], "", 'VENICE_API_KEY: "…"'],
    ["a .env that has it", [], `VENICE_API_KEY=${keys.good}\n`, undefined],
  ])("$include: where the key goes is for %s to know", async (_, flags, dotenv, said) => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ models: { $include: "./models.json5" } }', [dotenvPath]: dotenv });
    const result = await onboard(server, ["--venice-api-key", keys.good, ...flags], { home });
    expect(result.code).toBe(3);
    if (said) expect(result.stderr).toContain(said);
    expect(result.stderr).not.toContain("YOUR-KEY");
  });

  test("$include elsewhere is nobody's business", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ channels: { $include: "./channels.json5" } }' });
    expect((await onboard(server, ["--venice-api-key", keys.good], { home })).code).toBe(0);
  });

  test("a value of the wrong kind in our way is named, not replaced", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{ models: { providers: [] } }" });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("models.providers is a list, where OpenClaw wants an object");
    expect(home.files()).toEqual({ [configPath]: "{ models: { providers: [] } }" });
  });

  test("a folder in the config's place: exit 3", async () => {
    const server = await venice();
    const home = createHome();
    mkdirSync(home.at(configPath), { recursive: true });
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("is a folder, not a file");
  });

  test("a linked config is written through, and the link stays", async () => {
    const server = await venice();
    const home = createHome({ "dotfiles/openclaw.json": "{} // mine\n" });
    mkdirSync(home.at(".openclaw"));
    symlinkSync(home.at("dotfiles/openclaw.json"), home.at(configPath));
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(0);
    expect(lstatSync(home.at(configPath)).isSymbolicLink()).toBe(true);
    expect(home.files()["dotfiles/openclaw.json"]).toContain("venice");
  });

  test("a .env that cannot carry the key is named, and the config is not written either", async () => {
    const server = await venice();
    const home = createHome({ [dotenvPath]: "OTHER='open\n" });
    const result = await onboard(server, ["--venice-api-key", "#odd-key", "--allow-any-key", "--offline"], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("keep the key elsewhere: --key-store config");
    expect(home.files()).toEqual({ [dotenvPath]: "OTHER='open\n" });
  });

  test.each([
    ["a config", configPath],
    ["a .env", dotenvPath],
  ])("%s that may not be written: exit 3 before the key is shown to anybody", async (_, path) => {
    const server = await venice();
    const home = createHome({ [path]: "" });
    chmodSync(home.at(path), 0o400);
    const result = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("cannot be written: permission denied");
    expect(server.connections).toBe(0);
    expect((await onboard(server, ["--venice-api-key", keys.good, "--dry-run"], { home })).code).toBe(0);
    expect(home.files()).toEqual({ [path]: "" });
  });

  test("a lock held by a living process is waited for, and the work goes on when it is released", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{}\n" });
    const lock = home.at(`${configPath}.lock`);
    const { unlinkSync } = await import("node:fs");
    writeFileSync(lock, JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }));
    const running = onboard(server, ["--venice-api-key", keys.good], { home });
    const deadline = performance.now() + 10_000;
    // Both requests are answered before the lock is asked for.
    while (server.requests.length < 2 && performance.now() < deadline) await new Promise(setImmediate);
    expect(home.files()[configPath]).toBe("{}\n");
    unlinkSync(lock);
    expect((await running).code).toBe(0);
    expect(home.files()[configPath]).toContain("venice");
  });
});

describe("the home folder", () => {
  const elsewhere = ["OPENCLAW_STATE_DIR", "OPENCLAW_HOME"] as const;

  test.each([undefined, "", "  ", "null"])("HOME=%j is none: the account's own serves", async (blank) => {
    const server = await venice();
    const home = createHome();
    const result = await onboard(server, ["--venice-api-key", keys.good], {
      home,
      env: { HOME: blank },
      accountHome: home.path,
    });
    expect(result.code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(result.stderr).toContain("Wrote ~/.openclaw/.env");
  });

  test.each([
    ["none at all", { HOME: undefined }, "HOME is not set"],
    ["no whole path", { HOME: "relative/is/no/home" }, "HOME is not set"],
  ])("%s: exit 3 with the way out", async (_, env, message) => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good], { env });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain("OPENCLAW_STATE_DIR=PATH");
    expect(server.connections).toBe(0);
  });

  test.each([
    ["does not exist", "nobody/is/here", "there is no such folder"],
    ["is a file", "file", "there is no such folder"],
    ["is a link to itself", "loop", "its symbolic links go in a circle"],
  ])("one that %s: exit 3 with the way out, nothing asked, nothing made", async (_, name, reason) => {
    const server = await venice();
    const home = createHome({ file: "" });
    symlinkSync(home.at("loop"), home.at("loop"));
    const HOME = home.at(name);
    const result = await onboard(server, ["--venice-api-key", keys.good], { home, env: { HOME } });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain(`Nothing can be kept in the home folder ${HOME}: ${reason}.`);
    expect(result.stderr).toContain("OPENCLAW_STATE_DIR=PATH");
    expect(server.connections).toBe(0);
    expect(readdirSync(home.path).sort()).toEqual(["file", "loop"]);
  });

  test.each(elsewhere)("one that does not exist is not needed where %s names another place", async (variable) => {
    const server = await venice();
    const home = createHome();
    const env = { HOME: home.at("nobody"), [variable]: home.at("claw") };
    const result = await onboard(server, ["--venice-api-key", keys.good], { home, env });
    expect(result.code).toBe(0);
    expect(Object.values(home.files())).toContain(`VENICE_API_KEY=${keys.good}\n`);
  });
});

describe("--profile, --dev and OpenClaw's variables", () => {
  test.each([
    [["--profile", "work"], {}, ".openclaw-work"],
    [["--dev"], {}, ".openclaw-dev"],
    [[], { OPENCLAW_STATE_DIR: "~/elsewhere" }, "elsewhere"],
    [[], { OPENCLAW_PROFILE: "night" }, ".openclaw-night"],
  ])("%j with %j writes to %s", async (flags, env, folder) => {
    const server = await venice();
    const result = await onboard(server, [...flags, "--venice-api-key", keys.good], { env });
    expect(result.code).toBe(0);
    expect(Object.keys(result.home.files()).filter((path) => !path.includes("cache"))).toEqual([
      `${folder}/.env`,
      `${folder}/openclaw.json`,
    ]);
  });

  test("OPENCLAW_CONFIG_PATH moves the config alone", async () => {
    const server = await venice();
    const home = createHome();
    await onboard(server, ["--venice-api-key", keys.good], {
      home,
      env: { OPENCLAW_CONFIG_PATH: home.at("etc/claw.json") },
    });
    expect(home.files()["etc/claw.json"]).toContain("venice");
    expect(home.files()[dotenvPath]).toContain(keys.good);
  });
});
