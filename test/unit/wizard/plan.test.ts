import fc from "fast-check";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { configEditor } from "../../../src/config/config-editor.ts";
import { readDotenv } from "../../../src/config/dotenv.ts";
import { valueAt } from "../../../src/config/schema.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { findModel } from "../../../src/providers/model-choice.ts";
import type { ModelDefinition } from "../../../src/providers/provider.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import type { CredentialSource } from "../../../src/wizard/credential.ts";
import { presentDefault } from "../../../src/wizard/default-model.ts";
import { planSetup, type SetupAnswers } from "../../../src/wizard/plan.ts";
import type { KeyMove } from "../../../src/wizard/plan-key.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { acme, venice } from "../providers/manifests.ts";
import { filesOf, meaning, type Texts } from "./user-files.ts";

const firstConfig = "// a first config\n{\n}\n";
const catalog = buildCatalog({ manifest: venice, now: new Date("2026-11-22T12:00:00Z") });
const [key, otherKey] = [keys.good, keys.hyphens];

function model(id: string, changes: Partial<ModelDefinition> = {}): ModelDefinition {
  const found = findModel(catalog, id, venice.id);
  if (!found) throw new Error(`${id} is missing`);
  return { ...found, ...changes };
}

function answers(changes: Partial<SetupAnswers> = {}, source: CredentialSource = { kind: "entered" }): SetupAnswers {
  return {
    manifest: venice,
    credential: { value: createSecretKeeper([]).hold(key), source },
    keyStore: "dotenv",
    baseUrl: venice.baseUrl,
    rows: [model("llama-3.3-70b")],
    primary: "venice/llama-3.3-70b",
    ...changes,
  };
}

/** The plan, and the texts of the files after it. */
async function planned(texts: Texts, given: SetupAnswers = answers()) {
  const edit = await configEditor("/openclaw.json", texts.config || firstConfig);
  const plan = planSetup(filesOf(texts), given, edit, firstConfig);
  const after = (file: "config" | "dotenv") =>
    plan.changes.find((change) => change.file === file)?.after ?? texts[file];
  return {
    ...plan,
    after: { config: after("config"), dotenv: after("dotenv") },
    value: meaning(after("config")),
    backup: plan.changes.find((change) => change.file === "config")?.backup,
  };
}

const block = (more: string) => `{ models: { mode: "merge", providers: { venice: { ${more} } } } }`;
const at = (value: unknown, path: string) => valueAt(value, path.split("."));
const apiKey = "models.providers.venice.apiKey";
const rows = "models.providers.venice.models";
const variable = "VENICE_API_KEY";
const flat = `env.${variable}`;
const vars = `env.vars.${variable}`;

function move(from: string, fate: KeyMove["fate"], to: string | undefined, moved: string): KeyMove {
  const place = (text: string) => (text === "dotenv" ? text : text.split("."));
  return { from: place(from), fate, to: to === undefined ? undefined : place(to), tail: moved.slice(-4) };
}

describe("a first config", () => {
  test("has what OpenClaw needs and not one key more: both releases refuse a config with an unknown one", async () => {
    const { value, after } = await planned({});
    expect(value).toEqual({
      agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } },
      models: {
        mode: "merge",
        providers: {
          venice: {
            baseUrl: "https://api.venice.ai/api/v1",
            apiKey: "${VENICE_API_KEY}",
            api: "openai-completions",
            models: [
              {
                id: "llama-3.3-70b",
                name: "Llama 3.3 70B",
                reasoning: false,
                input: ["text"],
                cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
                contextWindow: 131_072,
                maxTokens: 4096,
              },
            ],
          },
        },
      },
    });
    expect(after.config).toContain("// a first config");
    expect(after.dotenv).toBe(`VENICE_API_KEY=${key}\n`);
  });

  test("the key is written before the config that refers to it, and nothing needs a backup", async () => {
    const { changes } = await planned({});
    expect(changes.map(({ file, before, backup }) => [file, before, backup])).toEqual([
      ["dotenv", undefined, undefined],
      ["config", undefined, undefined],
    ]);
  });

  test.each(["", "\n", "  \n\n"])("an empty file (%j) becomes one too", async (config) => {
    const { after, changes } = await planned({ config });
    expect(after.config).toContain("// a first config");
    expect(changes.find(({ file }) => file === "config")?.before).toBe(config);
  });

  test("a file with nothing but comments keeps them", async () => {
    const { after, value } = await planned({ config: "// mine\n" });
    expect(after.config).toContain("// mine");
    expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
  });

  test("another provider's manifest writes another block, by the same code", async () => {
    const [first] = buildCatalog({ manifest: acme, now: new Date() }).models;
    const given = answers({
      manifest: acme,
      baseUrl: acme.baseUrl,
      rows: first ? [first] : [],
      primary: "acme/anvil-large",
    });
    const { value, after } = await planned({}, given);
    expect(at(value, "models.providers.acme.apiKey")).toBe("${ACME_API_KEY}");
    expect(at(value, "models.providers.venice")).toBeUndefined();
    expect(after.dotenv).toBe(`ACME_API_KEY=${key}\n`);
  });
});

describe("where the key is kept", () => {
  const everywhere = `{
    env: { VENICE_API_KEY: "${otherKey}", vars: { VENICE_API_KEY: "${otherKey}", OTHER: "stays" } },
    models: { providers: { venice: { apiKey: "${otherKey}" } } },
  }`;

  test("in .env: it is there, and in plain text nowhere else", async () => {
    const { after, value } = await planned({ config: everywhere, dotenv: "A=1\n" });
    expect(after.dotenv).toBe(`A=1\nVENICE_API_KEY=${key}\n`);
    expect(after.config).not.toContain(otherKey);
    expect(after.config).not.toContain(key);
    expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
    expect(at(value, "env")).toEqual({ vars: { OTHER: "stays" } });
  });

  test("in the config: under env.vars, the form that every release takes, and no line in .env hides it", async () => {
    const texts = { config: everywhere, dotenv: `A=1\nVENICE_API_KEY=${otherKey}\nB=2\n` };
    const { after, value } = await planned(texts, answers({ keyStore: "config" }));
    expect(after.dotenv).toBe("A=1\nB=2\n");
    expect(after.config).not.toContain(otherKey);
    expect(at(value, "env")).toEqual({ vars: { OTHER: "stays", VENICE_API_KEY: key } });
    expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
  });

  test("nowhere: no file gets it", async () => {
    const { after, changes } = await planned({}, answers({ keyStore: "env" }));
    expect(changes.map(({ file }) => file)).toEqual(["config"]);
    expect(after.config).not.toContain(key);
  });

  test("moved into the config and back, both files are what they were, byte for byte", async () => {
    const texts = {
      config: `{\n  ${block('apiKey: "${VENICE_API_KEY}"').slice(2, -2)}\n  // mine\n}\n`,
      dotenv: "A=1\n",
    };
    const before = (await planned(texts)).after;
    const moved = (await planned(before, answers({ keyStore: "config" }))).after;
    expect(moved.config).toContain(key);
    expect((await planned(moved)).after).toEqual(before);
  });

  test("at no moment is it nowhere: what gains it is written before what loses it", async () => {
    const order = async (texts: Texts, keyStore: SetupAnswers["keyStore"]) =>
      (await planned(texts, answers({ keyStore }))).changes.map(({ file }) => file);
    expect(await order({ config: everywhere }, "dotenv")).toEqual(["dotenv", "config"]);
    expect(await order({ config: "{}", dotenv: `VENICE_API_KEY=${key}\n` }, "config")).toEqual(["config", "dotenv"]);
  });

  test("behind a reference of the person's own: it stays there", async () => {
    const source: CredentialSource = { kind: "variable", variable: "MY_KEY", place: "environment" };
    const { value, changes } = await planned(
      { config: block('apiKey: "${MY_KEY}"') },
      answers({ keyStore: "unchanged" }, source),
    );
    expect(at(value, apiKey)).toBe("${MY_KEY}");
    expect(changes.map(({ file }) => file)).toEqual(["config"]);
  });

  test.each([
    ['"${VENICE_API_KEY}"', "${VENICE_API_KEY}"],
    ['"$VENICE_API_KEY"', "$VENICE_API_KEY"],
    [
      '{ source: "env", provider: "default", id: "VENICE_API_KEY" }',
      { source: "env", provider: "default", id: "VENICE_API_KEY" },
    ],
  ])("a reference to our variable stays as it is spelled: %s", async (spelled, value) => {
    const { value: after } = await planned({ config: block(`apiKey: ${spelled}`) });
    expect(at(after, apiKey)).toEqual(value);
  });

  test.each(['"vapi_plain"', '"${MY_KEY}"', '"a-${MY_KEY}"', '{ source: "exec", command: "pass" }', '""', "7"])(
    "what else stood at apiKey gives way: %s",
    async (spelled) => {
      const { value } = await planned({ config: block(`apiKey: ${spelled}`) });
      expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
    },
  );

  test("a key that no .env file can hold is refused before anything is written", async () => {
    const value = createSecretKeeper([]).hold("'\"`");
    await expect(planned({}, answers({ credential: { value, source: { kind: "entered" } } }))).rejects.toMatchObject({
      code: "dotenv-refuses",
      parameters: { path: "/.env" },
    });
  });

  describe("the flat form, for which current releases refuse the whole config, is gone after any write", () => {
    test.each(["dotenv", "config", "env", "unchanged", "left"] as const)(
      "with the key kept by %s",
      async (keyStore) => {
        const { value } = await planned({ config: `{ env: { VENICE_API_KEY: "${key}" } }` }, answers({ keyStore }));
        expect(at(value, "env.VENICE_API_KEY")).toBeUndefined();
      },
    );

    test.each(["dotenv", "config", "env"] as const)(
      "also where it holds nothing, or a reference: %s",
      async (keyStore) => {
        for (const spelled of ['""', '"${OTHER}"']) {
          const { value } = await planned({ config: `{ env: { VENICE_API_KEY: ${spelled} } }` }, answers({ keyStore }));
          expect(at(value, "env.VENICE_API_KEY"), spelled).toBeUndefined();
        }
      },
    );

    test.each(["left", "unchanged", "untouched"] as const)(
      "its key goes to .env where nothing is stored anew (%s): a background gateway has no other one",
      async (keyStore) => {
        const config = `{ env: { VENICE_API_KEY: "${otherKey}" } }`;
        const { after, keyMoves } = await planned({ config }, answers({ keyStore }));
        expect(after.dotenv).toBe(`VENICE_API_KEY=${otherKey}\n`);
        expect(after.config).not.toContain(otherKey);
        expect(keyMoves).toEqual([move(flat, "moved", "dotenv", otherKey)]);
      },
    );

    test.each([
      ["a blank line in .env", { dotenv: "VENICE_API_KEY=\n", vars: "" }],
      ["a blank in env.vars", { dotenv: "", vars: 'vars: { VENICE_API_KEY: "" }' }],
    ])("%s is no key: the one of the flat form is not thrown away for it", async (_, { dotenv, vars }) => {
      const config = `{ env: { VENICE_API_KEY: "${otherKey}", ${vars} } }`;
      const { after } = await planned({ config, dotenv }, answers({ keyStore: "left" }));
      expect(readDotenv(after.dotenv ?? "", variable)).toBe(otherKey);
    });

    test("its reference becomes one of env.vars where no key takes its place", async () => {
      for (const keyStore of ["left", "untouched", "env"] as const) {
        const { value, after } = await planned(
          { config: '{ env: { VENICE_API_KEY: "${OTHER}" } }' },
          answers({ keyStore }),
        );
        expect(at(value, "env"), keyStore).toEqual({ vars: { VENICE_API_KEY: "${OTHER}" } });
        expect(after.dotenv, keyStore).toBeUndefined();
      }
    });
  });

  describe("a key in the block, where nothing is stored anew", () => {
    const config = block(`apiKey: "${otherKey}"`);

    test("goes to .env, never to another place of the config", async () => {
      const { value, after, keyMoves } = await planned({ config }, answers({ keyStore: "left" }));
      expect(after.dotenv).toBe(`VENICE_API_KEY=${otherKey}\n`);
      expect(at(value, "env")).toBeUndefined();
      expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
      expect(keyMoves).toEqual([move(apiKey, "moved", "dotenv", otherKey)]);
    });

    test("comes before the one of env.vars, as it did", async () => {
      const vars = `{ env: { vars: { VENICE_API_KEY: "${key}" } }, ${config.slice(1)}`;
      const { value, after } = await planned({ config: vars }, answers({ keyStore: "left" }));
      expect(after.dotenv).toBe(`VENICE_API_KEY=${otherKey}\n`);
      expect(at(value, "env.vars.VENICE_API_KEY")).toBe(key);
    });

    test("is not written over the one of .env, and said to be gone", async () => {
      const { after, keyMoves } = await planned(
        { config, dotenv: `VENICE_API_KEY=${key}\n` },
        answers({ keyStore: "left" }),
      );
      expect(after.dotenv).toBe(`VENICE_API_KEY=${key}\n`);
      expect(after.config).not.toContain(otherKey);
      expect(keyMoves).toEqual([move(apiKey, "replaced", "dotenv", otherKey)]);
    });

    test("stays where the plan is about something else", async () => {
      const { value, keyMoves } = await planned({ config }, answers({ keyStore: "untouched" }));
      expect(at(value, apiKey)).toBe(otherKey);
      expect(keyMoves).toEqual([]);
    });
  });

  describe("nowhere by us", () => {
    test("every file gives up its key, and the reference stays", async () => {
      const texts = { config: everywhere, dotenv: `A=1\nVENICE_API_KEY=${key}\nB=2\n` };
      const { after, value, keyMoves } = await planned(texts, answers({ keyStore: "env" }));
      expect(after.dotenv).toBe("A=1\nB=2\n");
      expect(after.config).not.toContain(otherKey);
      expect(at(value, "env")).toEqual({ vars: { OTHER: "stays" } });
      expect(at(value, apiKey)).toBe("${VENICE_API_KEY}");
      expect(keyMoves).toEqual([
        ...[apiKey, flat, vars].map((from) => move(from, "removed", undefined, otherKey)),
        move("dotenv", "removed", undefined, key),
      ]);
    });

    test("a variable that refers to another one is no key, and stays", async () => {
      const config = '{ env: { vars: { VENICE_API_KEY: "${MINE}" } } }';
      const { value } = await planned({ config }, answers({ keyStore: "env" }));
      expect(at(value, "env.vars.VENICE_API_KEY")).toBe("${MINE}");
    });
  });

  describe("what becomes of the keys that stood elsewhere", () => {
    test("the same key moves, another one is replaced", async () => {
      const config = `{ env: { VENICE_API_KEY: "${key}" }, models: { providers: { venice: { apiKey: "${otherKey}" } } } }`;
      expect((await planned({ config })).keyMoves).toEqual([
        move(apiKey, "replaced", "dotenv", otherKey),
        move(flat, "moved", "dotenv", key),
      ]);
    });

    test("so does the line of .env when the config is to hold the key", async () => {
      const moves = async (dotenv: string) => (await planned({ dotenv }, answers({ keyStore: "config" }))).keyMoves;
      expect(await moves(`VENICE_API_KEY=${key}\n`)).toEqual([move("dotenv", "moved", vars, key)]);
      expect(await moves(`VENICE_API_KEY=${otherKey}\n`)).toEqual([move("dotenv", "replaced", vars, otherKey)]);
      expect(await moves("VENICE_API_KEY=\n")).toEqual([]);
    });

    test("references and other providers' keys are none of them", async () => {
      const config = `{ env: { vars: { VENICE_API_KEY: "\${X}" } }, models: { providers: { openai: { apiKey: "sk-other" } } } }`;
      expect((await planned({ config })).keyMoves).toEqual([]);
    });
  });
});

describe("the backup", () => {
  test("is the file as it was, to the byte, where no key of ours was in it", async () => {
    const config = '// mine\n{ "gateway": { "port": 1 }, }\n';
    expect((await planned({ config })).backup).toBe(config);
  });

  test.each([
    ["at apiKey", block(`apiKey: "${key}"`)],
    ["under env.vars", `{ env: { vars: { VENICE_API_KEY: "${key}" } } }`],
    ["in the flat form", `{ env: { VENICE_API_KEY: "${key}" } }`],
  ])("does not keep the key that moved out: %s", async (_, config) => {
    const { backup } = await planned({ config });
    expect(backup).toBeDefined();
    expect(backup).not.toContain(key);
    expect(() => JSON5.parse(backup ?? "?")).not.toThrow();
  });

  test("keeps every other secret and every comment", async () => {
    const config = `{ // c
      models: { providers: { venice: { apiKey: "${key}" }, openai: { apiKey: "sk-other" } } },
      env: { vars: { OTHER: "other-secret" } } /* d */ }`;
    const { backup } = await planned({ config });
    for (const part of ["// c", "/* d */", "sk-other", "other-secret"]) expect(backup).toContain(part);
  });
});

describe("the default model", () => {
  test.each([
    ["none yet", "{}", { primary: "venice/llama-3.3-70b" }],
    ["a text stays a text", '{ agents: { defaults: { model: "openai/gpt-5" } } }', "venice/llama-3.3-70b"],
    [
      "fallbacks stay",
      '{ agents: { defaults: { model: { primary: "openai/gpt-5", fallbacks: ["a/b", "c/d"] } } } }',
      { primary: "venice/llama-3.3-70b", fallbacks: ["a/b", "c/d"] },
    ],
    [
      "fallbacks alone get a primary",
      '{ agents: { defaults: { model: { fallbacks: ["a/b"] } } } }',
      { fallbacks: ["a/b"], primary: "venice/llama-3.3-70b" },
    ],
  ])("%s", async (_, config, model) => {
    expect(at((await planned({ config })).value, "agents.defaults.model")).toEqual(model);
  });

  test("of another provider stays, its allow-lists too, unless somebody chose", async () => {
    const config = `{ agents: { defaults: { model: "openai/gpt-5", models: { "openai/gpt-5": {} }, modelPolicy: { allow: ["openai/*"] } } } }`;
    const { value } = await planned({ config }, answers({ primary: undefined }));
    expect(at(value, "agents")).toEqual(JSON5.parse(config).agents);
    expect(at(value, rows)).toHaveLength(1);
  });

  describe("an allow-list that would hide the choice gets it", () => {
    test.each([
      [
        "models of 2026.2.1",
        "models",
        '{ "openai/gpt-5": { alias: "g" } }',
        { "openai/gpt-5": { alias: "g" }, "venice/llama-3.3-70b": {} },
      ],
      [
        "an entry with settings stays as it is",
        "models",
        '{ "venice/llama-3.3-70b": { alias: "l" } }',
        { "venice/llama-3.3-70b": { alias: "l" } },
      ],
      ["an empty one hides nothing", "models", "{}", {}],
      [
        "the policy of 2026.9.6",
        "modelPolicy",
        '{ allow: ["openai/gpt-5"] }',
        { allow: ["openai/gpt-5", "venice/llama-3.3-70b"] },
      ],
      [
        "that has it already",
        "modelPolicy",
        '{ allow: ["venice/llama-3.3-70b"] }',
        { allow: ["venice/llama-3.3-70b"] },
      ],
      ["that has all of the provider's", "modelPolicy", '{ allow: ["venice/*"] }', { allow: ["venice/*"] }],
      ["an empty policy hides nothing", "modelPolicy", "{ allow: [] }", { allow: [] }],
    ])("%s", async (_, name, list, expected) => {
      const { value } = await planned({ config: `{ agents: { defaults: { ${name}: ${list} } } }` });
      expect(at(value, `agents.defaults.${name}`)).toEqual(expected);
    });

    test("none is ever made", async () => {
      expect(Object.keys(at((await planned({})).value, "agents.defaults") as object)).toEqual(["model"]);
    });
  });

  test.each([
    ['{ agents: { defaults: { model: "a/b" } } }', "a/b"],
    ['{ agents: { defaults: { model: { primary: "a/b/c" } } } }', "a/b/c"],
    ['{ agents: { defaults: { model: "no-slash" } } }', undefined],
    ["{ agents: { defaults: { model: { fallbacks: [] } } } }", undefined],
    ["{ agents: { defaults: { model: { primary: 7 } } } }", undefined],
    ["{ agents: { defaults: { model: null } } }", undefined],
    ["{ agents: [] }", undefined],
    ["{}", undefined],
  ])("the default of %s is %s", (config, ref) => {
    expect(presentDefault(JSON5.parse(config))).toBe(ref);
  });
});

describe("the provider block", () => {
  test.each([
    ["replace", '{ models: { mode: "replace" } }'],
    ["merge", '{ models: { mode: "merge" } }'],
    ["merge", "{}"],
  ])("models.mode is %s", async (mode, config) => {
    expect(at((await planned({ config })).value, "models.mode")).toBe(mode);
  });

  test("a person's own fields, headers and other models stay", async () => {
    const own = `headers: { "X-Team": "a" }, models: [{ id: "mine", name: "Mine", reasoning: true }]`;
    const { value } = await planned({ config: block(own) });
    expect(at(value, "models.providers.venice.headers")).toEqual({ "X-Team": "a" });
    expect(at(value, rows)).toEqual([
      { id: "mine", name: "Mine", reasoning: true },
      expect.objectContaining({ id: "llama-3.3-70b" }),
    ]);
  });

  test("an API that a person names stays, and is named where there is none", async () => {
    const api = async (own: string) => at((await planned({ config: block(own) })).value, "models.providers.venice.api");
    expect(await api('api: "openai-responses"')).toBe("openai-responses");
    expect(await api("")).toBe("openai-completions");
  });

  test("a change of the default alone leaves the block's own base URL, key and rows", async () => {
    const own = `baseUrl: "https://gateway.invalid/v1", apiKey: "vapi_plain", models: [{ id: "mine" }]`;
    const nothingOfTheKey = { credential: undefined, keyStore: "untouched", baseUrl: undefined } as const;
    const { value, changes } = await planned({ config: block(own), dotenv: "A=1\n" }, answers(nothingOfTheKey));
    expect(at(value, "models.providers.venice")).toMatchObject({
      baseUrl: "https://gateway.invalid/v1",
      apiKey: "vapi_plain",
      models: [{ id: "mine" }, { id: "llama-3.3-70b" }],
    });
    expect(changes.map(({ file }) => file)).toEqual(["config"]);
  });

  test("a change of the key alone leaves the default, base URL and rows byte for byte", async () => {
    const own = `baseUrl: 'https://gateway.invalid/v1', apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [{ id: 'mine' }]`;
    const config = `{ agents: { defaults: { model: 'venice/mine' } }, ${block(own).slice(1)}`;
    const { after } = await planned(
      { config, dotenv: `VENICE_API_KEY=${otherKey}\n` },
      answers({ baseUrl: undefined, rows: [], primary: undefined }),
    );
    expect(after.config).toBe(config);
    expect(after.dotenv).toBe(`VENICE_API_KEY=${key}\n`);
  });

  test("other providers stay to the byte", async () => {
    const other = `openai: { baseUrl: 'x', /* keep */ models: [ ], apiKey: "\${OPENAI}", },`;
    const { after } = await planned({ config: `{ models: { providers: { ${other} } } }` });
    expect(after.config).toContain(other);
  });

  test("a base URL that is a reference stays one", async () => {
    const { value } = await planned({}, answers({ baseUrl: "${GATEWAY}/v1" }));
    expect(at(value, "models.providers.venice.baseUrl")).toBe("${GATEWAY}/v1");
  });

  test("the array of models, which OpenClaw insists on, is there even without a row", async () => {
    expect(at((await planned({}, answers({ rows: [] }))).value, rows)).toEqual([]);
  });
});

describe("a model's row that is there already", () => {
  const capped = model("llama-3.3-70b", {
    maxTokens: 4096,
    maxTokensIsCap: true,
    cost: { input: 0.7, output: 2.8, cacheRead: 0.7, cacheWrite: 0.7 },
  });
  async function row(existing: string, definition: ModelDefinition = capped) {
    const config = block(`models: [{ id: "llama-3.3-70b", ${existing} }]`);
    const { value, lowered } = await planned({ config }, answers({ rows: [definition] }));
    const written = at(value, rows) as Record<string, unknown>[];
    expect(written).toHaveLength(1);
    return { row: written[0] ?? {}, lowered };
  }

  test("keeps what the person wrote", async () => {
    const own = { name: "My Llama", reasoning: true, input: ["text", "image"], contextWindow: 1000, maxTokens: 500 };
    const { row: written, lowered } = await row(`${JSON.stringify(own).slice(1, -1)}, params: { temperature: 1 }`);
    expect(written).toMatchObject({ ...own, params: { temperature: 1 } });
    expect(lowered).toEqual([]);
  });

  test("gets what it lacks: without prices OpenClaw 2026.2.1 takes the model for missing", async () => {
    const { row: written } = await row('name: "My Llama"');
    expect(written).toEqual({
      id: "llama-3.3-70b",
      name: "My Llama",
      reasoning: false,
      input: ["text"],
      cost: capped.cost,
      contextWindow: 131_072,
      maxTokens: 4096,
    });
  });

  test("more tokens than the provider gives, which it answers with a 400, are lowered, and it is said", async () => {
    const { row: written, lowered } = await row("maxTokens: 8192");
    expect(written.maxTokens).toBe(4096);
    expect(lowered).toEqual([{ model: "venice/llama-3.3-70b", from: 8192, to: 4096 }]);
  });

  test.each([
    ["fewer tokens stay", "maxTokens: 1000", capped, 1000],
    ["exactly the cap stays", "maxTokens: 4096", capped, 4096],
    ["where nobody knows the cap, more stays", "maxTokens: 8192", { ...capped, maxTokensIsCap: false }, 8192],
  ])("%s", async (_, existing, definition, maxTokens) => {
    const { row: written, lowered } = await row(existing, definition);
    expect(written.maxTokens).toBe(maxTokens);
    expect(lowered).toEqual([]);
  });

  const zeros = "cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }";
  test.each([
    ["a price somebody set stays", "cost: { input: 9, output: 0, cacheRead: 0, cacheWrite: 0 }", capped, 9],
    ["prices all zero count as unknown, and are filled in", zeros, capped, 0.7],
    ["and stay zero where nobody knows better", zeros, { ...capped, cost: undefined }, 0],
    [
      "zeros are never written over a price",
      "cost: { input: 9, output: 9, cacheRead: 9, cacheWrite: 9 }",
      { ...capped, cost: undefined },
      9,
    ],
  ])("%s", async (_, existing, definition, input) => {
    const { row: written } = await row(existing, definition);
    expect(written.cost).toMatchObject({ input });
  });

  test("of two with one id the last is mended, the one OpenClaw uses", async () => {
    const config = block('models: [{ id: "llama-3.3-70b", maxTokens: 1 }, { id: "llama-3.3-70b", maxTokens: 9999 }]');
    const { value, lowered } = await planned({ config }, answers({ rows: [capped] }));
    expect(at(value, rows)).toMatchObject([{ maxTokens: 1 }, { maxTokens: 4096 }]);
    expect(lowered).toMatchObject([{ from: 9999, to: 4096 }]);
  });
});

describe("a second run", () => {
  test.each(["dotenv", "config", "env"] as const)("with the same answers changes nothing: %s", async (keyStore) => {
    const given = answers({ keyStore, rows: catalog.models });
    const first = await planned({}, given);
    const second = await planned(first.after, given);
    expect(second.changes).toEqual([]);
    expect(second.lowered).toEqual([]);
  });

  test("after a kill between the two files writes the one that is missing", async () => {
    const { after } = await planned({});
    const { changes } = await planned({ dotenv: after.dotenv });
    expect(changes.map(({ file }) => file)).toEqual(["config"]);
  });
});

test("whatever stands there already: the chosen key is the one that counts, in one place, and a second plan is empty", async () => {
  const place = fc.constantFrom("", key, otherKey, "${VENICE_API_KEY}");
  const start = fc.record({ dotenv: place, flat: place, vars: place, apiKey: place });
  const keyStore = fc.constantFrom("dotenv" as const, "config" as const);
  await fc.assert(
    fc.asyncProperty(start, keyStore, async (present, store) => {
      const config = JSON.stringify({
        env: { ...(present.flat ? { VENICE_API_KEY: present.flat } : {}), vars: { VENICE_API_KEY: present.vars } },
        models: { providers: { venice: present.apiKey ? { apiKey: present.apiKey } : {} } },
      });
      const dotenv = present.dotenv && !present.dotenv.startsWith("$") ? `VENICE_API_KEY=${present.dotenv}\n` : "";
      const given = answers({ keyStore: store });
      const { after, value } = await planned({ config, dotenv }, given);
      const stored = readDotenv(after.dotenv ?? "", "VENICE_API_KEY") ?? at(value, "env.vars.VENICE_API_KEY");
      expect(stored).toBe(key);
      expect(`${after.config}${after.dotenv}`.split(key)).toHaveLength(2);
      expect(`${after.config}${after.dotenv}`).not.toContain(otherKey);
      expect((await planned(after, given)).changes).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
