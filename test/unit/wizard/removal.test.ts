import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { configEditor } from "../../../src/config/config-editor.ts";
import { valueAt } from "../../../src/config/schema.ts";
import type { Environment } from "../../../src/context.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { formatModelRef, type ProviderManifest } from "../../../src/providers/provider.ts";
import { planSetup, type SetupAnswers } from "../../../src/wizard/plan.ts";
import { planRemoval, type RemovalNotice } from "../../../src/wizard/removal.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { secret } from "../providers/clients.ts";
import { acme, venice } from "../providers/manifests.ts";
import { filesOf, meaning, type Texts } from "./user-files.ts";

const key = keys.good;

/** The removal, and the texts of the files after it. */
async function removed(texts: Texts, env: Environment = {}, manifest: ProviderManifest = venice) {
  const edit = await configEditor("/openclaw.json", texts.config ?? "");
  const { changes, notices } = planRemoval(filesOf(texts), manifest, env, edit);
  const change = (file: "config" | "dotenv") => changes.find((each) => each.file === file);
  const config = change("config")?.after ?? texts.config;
  return {
    changes,
    notices,
    config,
    dotenv: change("dotenv")?.after ?? texts.dotenv,
    value: meaning(config),
    backup: change("config")?.backup,
  };
}

const at = (value: unknown, path: string) => valueAt(value, path.split("."));
const codes = (notices: readonly RemovalNotice[]) => notices.map(({ code }) => code);
const withBlock = (more: string) => `{ models: { providers: { venice: { apiKey: "\${VENICE_API_KEY}" } } }, ${more} }`;

describe("as undoably as it came", () => {
  const answers = (manifest: ProviderManifest, keyStore: SetupAnswers["keyStore"], primary: boolean): SetupAnswers => {
    const [model] = buildCatalog({ manifest, now: new Date() }).models;
    if (!model) throw new Error("there is no model");
    return {
      manifest,
      credential: { value: secret(key), source: { kind: "entered" } },
      keyStore,
      baseUrl: undefined,
      rows: [model],
      primary: primary ? formatModelRef(manifest.id, model.id) : undefined,
    };
  };
  const before: readonly (readonly [name: string, texts: Texts])[] = [
    ["an empty object", { config: "{}\n" }],
    [
      "other settings, and comments",
      { config: "// mine\n{\n  gateway: { port: 1 }, // here\n  agents: { list: [] },\n}\n" },
    ],
    ["strict JSON", { config: '{\n  "gateway": {\n    "port": 1\n  }\n}\n' }],
    ["another provider", { config: '{ models: { mode: "replace", providers: { openai: { apiKey: "x" } } } }' }],
    ["a .env with other lines", { config: "{}\n", dotenv: "# mine\nOTHER=1\n" }],
    ["other variables in env.vars", { config: '{ env: { vars: { OTHER: "1" } } }' }],
    ["settings of the agents", { config: "{ agents: { defaults: { workspace: '~/w', /* why */ } } }" }],
  ];

  test.each(
    before.flatMap(([name, texts]) => [venice, acme].map((manifest) => [name, manifest.id, texts, manifest] as const)),
  )("%s, set up with %s and removed, is what it was, byte for byte", async (_, __, texts, manifest) => {
    for (const keyStore of ["dotenv", "config", "env"] as const) {
      const edit = await configEditor("/openclaw.json", texts.config ?? "");
      const { changes } = planSetup(filesOf(texts), answers(manifest, keyStore, true), edit, "");
      const made = (file: "config" | "dotenv") => changes.find((each) => each.file === file)?.after ?? texts[file];
      expect(made("config")).not.toBe(texts.config);
      const back = await removed({ config: made("config"), dotenv: made("dotenv") }, {}, manifest);
      expect(back.config).toBe(texts.config);
      expect(back.dotenv ?? "").toBe(texts.dotenv ?? "");
    }
  });

  test("removed twice is removed once", async () => {
    const once = await removed({
      config: withBlock('agents: { defaults: { model: "venice/a" } }'),
      dotenv: `VENICE_API_KEY=${key}\n`,
    });
    const twice = await removed({ config: once.config, dotenv: once.dotenv });
    expect(once.changes).toHaveLength(2);
    expect(twice.changes).toEqual([]);
    expect(twice.notices).toEqual([]);
  });

  test.each<[string, Texts]>([
    ["no files at all", {}],
    ["nothing of the provider", { config: "{ models: { providers: { openai: {} } } }", dotenv: "OTHER=1\n" }],
    [
      "empty objects of the person's own",
      { config: "{ models: { providers: {} }, agents: { defaults: {} }, env: {} }" },
    ],
  ])("with %s there is nothing to write", async (_, texts) => {
    expect((await removed(texts)).changes).toEqual([]);
  });
});

describe("the block", () => {
  test("goes, and its neighbours stay as they are", async () => {
    const { config } = await removed({
      config: `{
  models: {
    mode: "merge",
    providers: {
      openai: { apiKey: "\${OPENAI_API_KEY}" }, // theirs
      venice: {
        apiKey: "\${VENICE_API_KEY}", // ours
      },
    },
  },
}
`,
    });
    expect(config).toBe(`{
  models: {
    mode: "merge",
    providers: {
      openai: { apiKey: "\${OPENAI_API_KEY}" }, // theirs
    },
  },
}
`);
  });

  test("no comment of the person's goes with an object that is left empty", async () => {
    const { config } = await removed({
      config:
        "{\n  models: {\n    // which providers I tried, and why\n    providers: { venice: { models: [] } },\n  },\n}\n",
    });
    expect(config).toContain("// which providers I tried, and why");
    expect(JSON5.parse(config ?? "")).toEqual({ models: { providers: {} } });
  });

  test("what is said of models otherwise stays", async () => {
    const { value } = await removed({ config: '{ models: { mode: "replace", providers: { venice: {} } } }' });
    expect(value).toEqual({ models: { mode: "replace" } });
  });

  test("the backup has it, without the key", async () => {
    const { backup } = await removed({
      config: `{ env: { vars: { VENICE_API_KEY: "${key}" } }, models: { providers: { venice: { apiKey: "${key}", baseUrl: "https://x" } } } }`,
    });
    expect(backup).toContain("https://x");
    expect(backup).not.toContain(key);
  });
});

describe("the key", () => {
  test.each<[string, Texts, string]>([
    ["in .env", { config: withBlock(""), dotenv: `A=1\nVENICE_API_KEY=${key}\nB=2\n` }, "/.env"],
    [
      "under env.vars",
      { config: withBlock(`env: { vars: { VENICE_API_KEY: "${key}", B: "2" } }`) },
      "env.vars.VENICE_API_KEY",
    ],
    ["in the flat form", { config: withBlock(`env: { VENICE_API_KEY: "${key}", B: "2" }`) }, "env.VENICE_API_KEY"],
    [
      "in plain text in the block",
      { config: `{ models: { providers: { venice: { apiKey: "${key}" } } } }` },
      "models.providers.venice.apiKey",
    ],
  ])("%s goes, alone, and it is said that no backup has it", async (_, texts, from) => {
    const { config, dotenv, notices } = await removed(texts);
    expect(config).not.toContain(key);
    expect(dotenv ?? "").toBe(texts.dotenv === undefined ? "" : "A=1\nB=2\n");
    if (texts.config?.includes('B: "2"')) expect(config).toContain('B: "2"');
    expect(notices).toEqual([{ code: "key-dropped", from }]);
  });

  test("leaves the config before it leaves .env: at no moment does a config refer to a key that is gone", async () => {
    const { changes } = await removed({ config: withBlock(""), dotenv: `VENICE_API_KEY=${key}\n` });
    expect(changes.map(({ file }) => file)).toEqual(["config", "dotenv"]);
  });

  test.each<[string, string, string]>([
    ["a variable of the person's own", '"${MY_KEY}"', "MY_KEY"],
    ["an object that names one", '{ source: "env", provider: "default", id: "MY_KEY" }', "MY_KEY"],
    ["something this program cannot follow", '{ source: "exec", id: "op read" }', "exec"],
  ])("behind %s stays there, and that is named", async (_, apiKey, place) => {
    const { dotenv, notices } = await removed({
      config: `{ models: { providers: { venice: { apiKey: ${apiKey} } } } }`,
      dotenv: `MY_KEY=${key}\n`,
    });
    expect(dotenv).toBe(`MY_KEY=${key}\n`);
    expect(notices).toEqual([{ code: "key-elsewhere", place }]);
  });

  test.each<[string, string]>([
    ["a whole value", 'tools: { search: { key: "${VENICE_API_KEY}" } }'],
    ["a part of a text", 'tools: { search: { key: "Bearer ${VENICE_API_KEY}" } }'],
    ["an object", 'tools: { search: { key: { source: "env", id: "VENICE_API_KEY" } } }'],
  ])("that something else needs stays, and what needs it is named: %s", async (_, more) => {
    const { dotenv, value, notices } = await removed({ config: withBlock(more), dotenv: `VENICE_API_KEY=${key}\n` });
    expect(dotenv).toBe(`VENICE_API_KEY=${key}\n`);
    expect(at(value, "models")).toBeUndefined();
    expect(notices).toEqual([{ code: "key-needed", variable: "VENICE_API_KEY", at: ["tools.search.key"] }]);
  });

  test("in this shell is none of a file's, so it is named", async () => {
    const { notices } = await removed({ config: withBlock("") }, { VENICE_API_KEY: key });
    expect(notices).toEqual([{ code: "in-shell", variable: "VENICE_API_KEY" }]);
  });

  test("in OpenClaw's own store is named", async () => {
    const { notices, value } = await removed({
      config: withBlock('auth: { profiles: { "venice:default": { mode: "api_key" } } }'),
    });
    expect(notices).toEqual([{ code: "profile-stays", profile: "venice:default" }]);
    expect(at(value, "auth.profiles")).toBeDefined();
  });
});

describe("the default model", () => {
  const model = (text: string) => `{ agents: { defaults: { model: ${text}, workspace: "~/w" } } }`;

  test.each<[string, string, unknown, string[]]>([
    ["a text", '"venice/a"', undefined, ["no-default"]],
    ["an object without fallbacks", '{ primary: "venice/a" }', undefined, ["no-default"]],
    [
      "fallbacks of its own alone",
      '{ primary: "venice/a", fallbacks: ["venice/b", "venice/c"] }',
      undefined,
      ["no-default"],
    ],
    [
      "a fallback of another provider, which takes its place",
      '{ primary: "venice/a", fallbacks: ["venice/b", "openai/x", "venice/c", "openai/y"] }',
      { primary: "openai/x", fallbacks: ["openai/y"] },
      ["new-default"],
    ],
    [
      "one such fallback, and no list is left",
      '{ primary: "venice/a", fallbacks: ["openai/x"] }',
      { primary: "openai/x" },
      ["new-default"],
    ],
    [
      "a default of another provider, whose fallbacks alone change",
      '{ primary: "openai/x", fallbacks: ["venice/a", "openai/y"] }',
      { primary: "openai/x", fallbacks: ["openai/y"] },
      [],
    ],
    [
      "a default of another provider, and no fallback is left",
      '{ primary: "openai/x", fallbacks: ["venice/a"] }',
      { primary: "openai/x" },
      [],
    ],
    ["another provider's text", '"openai/x"', "openai/x", []],
    ["a provider whose name only begins alike", '"venice-2/a"', "venice-2/a", []],
  ])("%s", async (_, text, after, said) => {
    const { value, notices } = await removed({ config: model(text) });
    expect(at(value, "agents.defaults.model")).toEqual(after);
    expect(at(value, "agents.defaults.workspace")).toBe("~/w");
    expect(codes(notices)).toEqual(said);
  });

  test("the ref that becomes the default is named", async () => {
    const { notices } = await removed({ config: model('{ primary: "venice/a", fallbacks: ["openai/x"] }') });
    expect(notices).toEqual([{ code: "new-default", ref: "openai/x" }]);
  });

  test("a short name counts as what it stands for", async () => {
    const { value } = await removed({
      config: '{ agents: { defaults: { model: "mine", models: { "venice/a": { alias: "mine" }, "openai/x": {} } } } }',
    });
    expect(at(value, "agents.defaults")).toEqual({ models: { "openai/x": {} } });
  });
});

describe("allow-lists and short names", () => {
  test("lose the provider's and keep the others'", async () => {
    const { value, notices } = await removed({
      config: `{ agents: { defaults: {
        models: { "venice/a": { alias: "a" }, "openai/x": { alias: "x" }, "venice/b": {} },
        modelPolicy: { allow: ["venice/*", "openai/x", "venice/a"] },
      } } }`,
    });
    expect(at(value, "agents.defaults")).toEqual({
      models: { "openai/x": { alias: "x" } },
      modelPolicy: { allow: ["openai/x"] },
    });
    expect(notices).toEqual([]);
  });

  test.each([
    '{ agents: { defaults: { models: { "venice/a": {} } } } }',
    '{ agents: { defaults: { modelPolicy: { allow: ["venice/*"] } } } }',
  ])("one that held nothing else goes, and that every model is allowed then is said: %s", async (config) => {
    const { value, notices } = await removed({ config });
    expect(value).toEqual({});
    expect(notices).toEqual([{ code: "allow-list-gone" }]);
  });
});

describe("what is the person's own", () => {
  test("agents, and whatever else names a model of the provider's, stay and are named", async () => {
    const config = `{
      agents: {
        defaults: { imageModel: { primary: "venice/v", fallbacks: ["openai/x"] } },
        list: [{ id: "main" }, { id: "work", model: { primary: "venice/a" } }],
        entries: { home: { model: "venice/b", models: { "venice/c": {} } } },
      },
      ${withBlock("").slice(1)}`;
    const { value, notices } = await removed({ config });
    expect(at(value, "agents")).toEqual(at(JSON5.parse(config), "agents"));
    expect(notices).toEqual([
      {
        code: "still-named",
        at: [
          "agents.defaults.imageModel.primary (venice/v)",
          "agents.list[1].model.primary (venice/a)",
          "agents.entries.home.model (venice/b)",
          "agents.entries.home.models.venice/c",
        ],
      },
    ]);
  });
});
