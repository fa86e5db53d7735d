import { describe, expect, test } from "vitest";
import type { UserFiles } from "../../../src/config/user-files.ts";
import type { Environment } from "../../../src/context.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import type { CredentialSource } from "../../../src/wizard/credential.ts";
import { foreignDefault, hasComments, type Notice, noticesOf, resolveKey } from "../../../src/wizard/notices.ts";
import type { Plan, SetupAnswers } from "../../../src/wizard/plan.ts";
import type { KeyMove } from "../../../src/wizard/plan-key.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { secret } from "../providers/clients.ts";
import { venice } from "../providers/manifests.ts";

const [key, otherKey] = [keys.good, keys.hyphens];
const nothingToDo: Plan = { changes: [], lowered: [], keyMoves: [] };

function answers(changes: Partial<SetupAnswers> = {}, source: CredentialSource = { kind: "entered" }): SetupAnswers {
  return {
    manifest: venice,
    credential: { value: secret(key), source },
    keyStore: "dotenv",
    baseUrl: venice.baseUrl,
    rows: [],
    primary: "venice/llama-3.3-70b",
    ...changes,
  };
}

interface Given {
  readonly config?: unknown;
  readonly dotenv?: string;
  readonly modes?: readonly [config: number | undefined, dotenv: number | undefined];
}

function files({ config = {}, dotenv = "", modes = [0o600, 0o600] }: Given = {}): UserFiles {
  const file = (path: string, text: string, mode: number | undefined) => ({
    path,
    exists: mode !== undefined,
    text,
    bytes: undefined,
    mode,
  });
  return {
    config: { ...file("/openclaw.json", JSON.stringify(config), modes[0]), value: config },
    dotenv: file("/.env", dotenv, modes[1]),
  };
}

const notices = (given: Given, changes: Partial<SetupAnswers> = {}, plan = nothingToDo): Notice[] =>
  noticesOf(files(given), answers(changes), plan);
const block = (apiKey: unknown) => ({ models: { providers: { venice: { apiKey } } } });

test("an ordinary first run has nothing to warn of", () => {
  expect(notices({ modes: [undefined, undefined] })).toEqual([]);
});

describe("a key that leaves its place", () => {
  const vars = ["env", "vars", "VENICE_API_KEY"];
  const [apiKey, tail] = [["models", "providers", "venice", "apiKey"], key.slice(-4)];
  const plan = (...keyMoves: KeyMove[]): Plan => ({ ...nothingToDo, keyMoves });
  const shells: Partial<SetupAnswers> = {
    credential: {
      value: secret(otherKey),
      source: { kind: "variable", variable: "VENICE_API_KEY", place: "environment" },
    },
    keyStore: "left",
  };

  test("is said to move, and from where to where", () => {
    expect(notices({}, {}, plan({ from: apiKey, fate: "moved", to: "dotenv", tail }))).toEqual([
      { code: "key-moved", from: apiKey, to: "dotenv", tail, shadowedBy: undefined },
    ]);
  });

  test("and comes behind another one of the shell is said to", () => {
    expect(notices({}, shells, plan({ from: apiKey, fate: "moved", to: "dotenv", tail }))).toEqual([
      { code: "key-moved", from: apiKey, to: "dotenv", tail, shadowedBy: "VENICE_API_KEY" },
    ]);
  });

  test("for good is said to be replaced: by the key of this setup, or by one that is there", () => {
    const replaced = (to: KeyMove["to"]) => plan({ from: apiKey, fate: "replaced", to, tail });
    expect(notices({}, { keyStore: "config" }, replaced(vars))).toEqual([
      { code: "key-replaced", from: apiKey, by: "given", tail },
    ]);
    expect(notices({}, shells, replaced("dotenv"))).toEqual([
      { code: "key-replaced", from: apiKey, by: "dotenv", tail },
    ]);
  });

  test("because no file is to hold it is told in one remark", () => {
    const removed = ([apiKey, "dotenv"] as const).map(
      (from): KeyMove => ({ from, fate: "removed", to: undefined, tail }),
    );
    expect(notices({}, { keyStore: "env" }, plan(...removed))).toEqual([
      { code: "key-removed", from: [apiKey, "dotenv"], variable: "VENICE_API_KEY" },
    ]);
  });
});

describe("a reference of the person's own", () => {
  test.each<[string, unknown]>([
    ["to another variable", "${MY_KEY}"],
    ["to several variables", "${A}-${B}"],
    ["to a file or a store", { source: "exec", command: "pass" }],
  ])("that gives way is named: %s", (_, apiKey) => {
    expect(notices({ config: block(apiKey) })).toEqual([{ code: "reference-replaced", variable: "VENICE_API_KEY" }]);
  });

  test("that stays is not spoken of", () => {
    expect(notices({ config: block("${MY_KEY}") }, { keyStore: "unchanged" })).toEqual([]);
    expect(notices({ config: block("${VENICE_API_KEY}") })).toEqual([]);
  });
});

test("every cap that was lowered is told", () => {
  const cap = { model: "venice/llama-3.3-70b", from: 8192, to: 4096 };
  expect(notices({}, {}, { ...nothingToDo, lowered: [cap] })).toEqual([{ code: "cap-lowered", ...cap }]);
});

describe("rows that an allow-list hides", () => {
  const rows = buildCatalog({ manifest: venice, now: new Date() }).models.slice(0, 3);
  const [first, second] = rows.map(({ id }) => `venice/${id}`);
  const defaults = (more: object) => ({ agents: { defaults: more } });

  test.each<[string, unknown, Partial<SetupAnswers>, unknown]>([
    ["one, in 2026.2.1", defaults({ models: { "openai/gpt-5": {} } }), { rows: rows.slice(0, 1) }, [first, 0]],
    ["one, in 2026.9.6", defaults({ modelPolicy: { allow: ["openai/*"] } }), { rows: rows.slice(0, 1) }, [first, 0]],
    ["several are one remark", defaults({ models: { "openai/gpt-5": {} } }), { rows }, [first, 2]],
    ["not the new default, which gets in", defaults({ models: { x: {} } }), { rows, primary: first }, [second, 1]],
    ["not where all are allowed", defaults({ modelPolicy: { allow: ["venice/*"] } }), { rows }, undefined],
    ["not where there is no allow-list", defaults({}), { rows }, undefined],
  ])("%s", (_, config, changes, hidden) => {
    const [ref, others] = (hidden ?? []) as [string, number];
    const shown = notices({ config }, { primary: undefined, ...changes });
    expect(shown).toEqual(hidden ? [{ code: "rows-hidden", ref, others }] : []);
  });
});

describe("OpenClaw's own key store, which it believes more than what is written here", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["a profile by its name", { "venice:default": {} }, ["venice:default"]],
    ["a profile by its provider", { mine: { provider: "venice" } }, ["mine"]],
    [
      "two profiles",
      { "venice:default": { provider: "venice" }, "venice:work": {} },
      ["venice:default", "venice:work"],
    ],
    ["another provider's", { "openai:default": { provider: "openai" }, "veniceish:default": {} }, []],
    ["something that is no object", ["venice:default"], []],
  ])("%s", (_, profiles, found) => {
    const shown = notices({ config: { auth: { profiles } } });
    expect(shown).toEqual(found.map((profile) => ({ code: "auth-profile", profile })));
  });
});

describe("agents that do not use the default", () => {
  test.each<[string, unknown, readonly string[] | undefined]>([
    ["in the list of 2026.2.1", { list: [{ id: "main", model: "openai/gpt-5" }] }, ["main"]],
    ["in the entries of 2026.9.6", { entries: { main: { model: { primary: "openai/gpt-5" } } } }, ["main"]],
    ["without an id", { list: [{ model: "openai/gpt-5" }] }, ["?"]],
    [
      "several",
      { list: [{ id: "a", model: "x/y" }, { id: "b" }], entries: { c: { model: "x/y" }, d: {} } },
      ["a", "c"],
    ],
    ["with the very model that was chosen", { list: [{ id: "main", model: "venice/llama-3.3-70b" }] }, undefined],
    ["with fallbacks alone", { list: [{ id: "main", model: { fallbacks: ["x/y"] } }] }, undefined],
    ["of no readable shape", { list: "main", entries: ["main"] }, undefined],
  ])("%s", (_, agents, named) => {
    const shown = notices({ config: { agents } });
    expect(shown).toEqual(named === undefined ? [] : [{ code: "agents-override", agents: named }]);
  });

  test("are nobody's business where the default stays as it is", () => {
    const agents = { list: [{ id: "main", model: "openai/gpt-5" }] };
    expect(notices({ config: { agents } }, { primary: undefined })).toEqual([]);
  });
});

describe("a file with the key that others may read", () => {
  const change = (file: "config" | "dotenv", path: string) => ({
    file,
    path,
    before: "",
    after: "x",
    backup: undefined,
  });

  test.each<[string, SetupAnswers["keyStore"], Given["modes"], readonly [string, string] | undefined]>([
    [".env, by everybody", "dotenv", [0o600, 0o644], ["/.env", "644"]],
    [".env, by its group", "dotenv", [0o600, 0o640], ["/.env", "640"]],
    ["the config", "config", [0o604, 0o600], ["/openclaw.json", "604"]],
    ["a config without the key may be read", "dotenv", [0o644, 0o600], undefined],
    ["a .env without the key may be read", "config", [0o600, 0o644], undefined],
    ["nothing is stored", "env", [0o644, 0o644], undefined],
    ["both are closed", "dotenv", [0o600, 0o600], undefined],
    ["there is none", "dotenv", [undefined, undefined], undefined],
    ["an odd mode is shown with three digits", "dotenv", [0o600, 0o044], ["/.env", "044"]],
  ])("%s", (_, keyStore, modes, shown) => {
    const expected = shown && { code: "readable-by-others", path: shown[0], mode: shown[1] };
    expect(notices({ modes: modes ?? [0o600, 0o600] }, { keyStore })).toEqual(expected ? [expected] : []);
  });

  test("is not spoken of when it is written, and closed, anyway", () => {
    const plan = { ...nothingToDo, changes: [change("dotenv", "/.env")] };
    expect(notices({ modes: [0o600, 0o644] }, {}, plan)).toEqual([]);
    const other = { ...nothingToDo, changes: [change("config", "/openclaw.json")] };
    expect(notices({ modes: [0o600, 0o644] }, {}, other)).toHaveLength(1);
  });
});

describe("comments that OpenClaw's own commands would lose", () => {
  test.each([
    ["// c\n{}", true],
    ["{ /* c */ }", true],
    ["{} // c", true],
    ["// only a comment", true],
    ["{}", false],
    ["", false],
    ['{ a: "// no comment", b: "/* nor this */" }', false],
    ["{ url: 'https://x' }", false],
  ])("%j: %s", (text, has) => {
    expect(hasComments(text)).toBe(has);
  });
});

describe("what a fresh OpenClaw will find behind the reference", () => {
  const env = (value: string): Environment => ({ VENICE_API_KEY: value });
  const line = (value: string) => `VENICE_API_KEY=${value}\n`;
  const vars = (value: string) => ({ env: { vars: { VENICE_API_KEY: value } } });
  const resolve = (given: Given, environment: Environment = {}, changes: Partial<SetupAnswers> = {}) =>
    resolveKey(files(given), answers(changes), environment);

  test.each<[string, Given, Environment, unknown]>([
    ["our key in .env", { dotenv: line(key) }, {}, { kind: "ours" }],
    ["our key in env.vars", { config: vars(key) }, {}, { kind: "ours" }],
    ["our key in the shell", {}, env(key), { kind: "ours" }],
    ["our key in quotes, which OpenClaw takes for a part of it", {}, env(`"${key}"`), { kind: "untidy" }],
    ["our key with a space after it", {}, env(`${key} `), { kind: "ours" }],
    [
      "another key in the shell, before ours",
      { dotenv: line(key) },
      env(otherKey),
      { kind: "other", place: "environment" },
    ],
    [
      "another key in .env, before ours",
      { dotenv: line(otherKey), config: vars(key) },
      {},
      { kind: "other", place: "dotenv" },
    ],
    ["another key in env.vars", { config: vars(otherKey) }, {}, { kind: "other", place: "config-vars" }],
    ["a variable that is set but empty keeps .env out", { dotenv: line(key) }, env(""), { kind: "hidden" }],
    ["a blank one too", { dotenv: line(key) }, env("  "), { kind: "hidden" }],
    ["an empty variable is filled from the config", { config: vars(key) }, env(""), { kind: "ours" }],
    ["nothing at all", {}, {}, { kind: "missing" }],
    ["nothing but an empty variable", {}, env(""), { kind: "missing" }],
  ])("%s", (_, given, environment, resolution) => {
    expect(resolve(given, environment)).toMatchObject(resolution as object);
  });

  test("a reference of the person's own is followed, not ours", () => {
    const given = { config: block("${MY_KEY}"), dotenv: line(otherKey) };
    expect(resolve(given, { MY_KEY: key }, { keyStore: "unchanged" })).toMatchObject({
      kind: "ours",
      variable: "MY_KEY",
    });
    expect(resolve(given, {}, { keyStore: "unchanged" })).toMatchObject({ kind: "missing", variable: "MY_KEY" });
  });
});

test.each([
  [{}, undefined],
  [{ agents: { defaults: { model: "openai/gpt-5" } } }, "openai/gpt-5"],
  [{ agents: { defaults: { model: { primary: "veniceish/x" } } } }, "veniceish/x"],
  [{ agents: { defaults: { model: "venice/llama-3.3-70b" } } }, undefined],
])("the default of %j that belongs to somebody else is %s", (config, ref) => {
  expect(foreignDefault(config, "venice")).toBe(ref);
});
