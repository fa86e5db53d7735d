import { describe, expect, test } from "vitest";
import type { Paths } from "../../../src/config/paths.ts";
import { resolvePaths } from "../../../src/config/paths.ts";
import type { FileChange, UserFiles } from "../../../src/config/user-files.ts";
import type { Text } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { findModel } from "../../../src/providers/model-choice.ts";
import type { ModelDefinition } from "../../../src/providers/provider.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import type { Connection } from "../../../src/wizard/connect.ts";
import type { Draft } from "../../../src/wizard/draft.ts";
import type { OnboardOptions } from "../../../src/wizard/onboard-options.ts";
import type { Plan, SetupAnswers } from "../../../src/wizard/plan.ts";
import type { KeyMove } from "../../../src/wizard/plan-key.ts";
import {
  changeDocuments,
  changeLines,
  endLines,
  mostTrialCost,
  type Onboarded,
  type OnboardSummary,
  onboardDocument,
  planWarnings,
  readyLine,
  resolutionWarning,
} from "../../../src/wizard/summary.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { venice } from "../providers/manifests.ts";

const secrets = createSecretKeeper([]);
const key = keys.good;
const paths: Paths = resolvePaths({ env: { HOME: "/home/ann" }, homeDir: undefined, cwd: "/" });
const options: OnboardOptions = {
  keys: [],
  verify: "auto",
  offline: false,
  allowAnyKey: false,
  allowInsecureBaseUrl: false,
  allModels: false,
  privateOnly: false,
  nonInteractive: false,
  yes: false,
  dryRun: false,
  json: false,
  debug: false,
  dev: false,
};
const context: OnboardSummary = { words: en, paths, options, env: {}, redact: secrets.redact };
const catalog = buildCatalog({ manifest: venice, now: new Date("2026-11-22T12:00:00Z") });

function model(id = "llama-3.3-70b", changes: Partial<ModelDefinition> = {}): ModelDefinition {
  const found = findModel(catalog, id, venice.id);
  if (!found) throw new Error(`${id} is missing`);
  return { ...found, ...changes };
}

const answers: SetupAnswers = {
  manifest: venice,
  credential: { value: secrets.hold(key), source: { kind: "entered" } },
  keyStore: "dotenv",
  baseUrl: venice.baseUrl,
  rows: [model()],
  primary: "venice/llama-3.3-70b",
};
const dotenvChange: FileChange = {
  file: "dotenv",
  path: paths.dotenv,
  before: undefined,
  after: `VENICE_API_KEY=${key}\n`,
  backup: undefined,
};
const configChange: FileChange = {
  file: "config",
  path: paths.config,
  before: "{\n}\n",
  after: '{\n  apiKey: "${VENICE_API_KEY}",\n}\n',
  backup: "{\n}\n",
};
const plan: Plan = { changes: [dotenvChange, configChange], lowered: [], keyMoves: [] };
const draft: Draft = {
  connection: { manifest: venice, feed: { current: () => catalog } } as unknown as Connection,
  credential: { value: secrets.hold(key), source: { kind: "entered" } },
  proof: "accepted",
  decision: { kind: "model", model: model() },
  keyStore: "dotenv",
};
const outcome = (changes: Partial<Onboarded> = {}): Onboarded => ({
  answers,
  changes: plan.changes,
  isComplete: true,
  written: plan.changes,
  backups: [`${paths.config}.bak`],
  inPlace: [],
  otherNames: [],
  ...changes,
});

const plain = (text: Text) =>
  typeof text === "string" ? text : text.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");

describe("the diff before the last question", () => {
  test("names every file as the person would, new ones as new, and shows no value of .env", () => {
    expect(changeLines(plan.changes, context).map(plain)).toEqual([
      "",
      "Changes",
      "  ~/.openclaw/.env (new, only you can read it)",
      "+ VENICE_API_KEY=…",
      "  ~/.openclaw/openclaw.json",
      '+   apiKey: "${VENICE_API_KEY}",',
    ]);
  });

  test("marks where lines between two changes are left out, for a person alone", () => {
    const change = {
      ...configChange,
      before: "{\n  a: 1,\n  b: 2,\n  c: 3,\n}\n",
      after: "{\n  a: 0,\n  b: 2,\n  c: 0,\n}\n",
    };
    expect(changeLines([change], context).map(plain).slice(3)).toEqual([
      "-   a: 1,",
      "+   a: 0,",
      "⋮",
      "-   c: 3,",
      "+   c: 0,",
    ]);
    expect(changeDocuments([change], context)[0]?.diff).toHaveLength(4);
  });

  test("a key that got in where no secret is expected is taken out", () => {
    const change = { ...configChange, after: `{\n  note: "${key}",\n}\n` };
    expect(changeLines([change], context).map(plain).join("\n")).not.toContain(key);
    expect(changeLines([change], context).map(plain)).toContain('+   note: "[secret]",');
  });

  test("is nothing where nothing changes", () => {
    expect(changeLines([], context)).toEqual([]);
  });

  test("says what goes and what comes by colour as well as by sign", () => {
    const change = { ...configChange, before: "{ a: 1 }\n", after: "{ a: 2 }\n" };
    const tones = changeLines([change], context)
      .filter((line) => typeof line !== "string")
      .flatMap((line) => line.flatMap((piece) => (typeof piece === "string" ? [] : [piece])))
      .filter(({ text }) => /^[+-] /.test(text));
    expect(tones).toEqual([
      { text: "- { a: 1 }", tone: "removed" },
      { text: "+ { a: 2 }", tone: "added" },
    ]);
  });
});

describe("warnings about a plan", () => {
  const filesOf = (config: unknown, mode = 0o600): UserFiles => {
    const file = { exists: true, bytes: undefined, mode };
    return {
      config: { ...file, path: paths.config, text: JSON.stringify(config), value: config },
      dotenv: { ...file, path: paths.dotenv, text: "" },
    };
  };
  const warn = (
    config: unknown,
    changes: Partial<SetupAnswers> = {},
    mode = 0o600,
    keyMoves: readonly KeyMove[] = [],
  ) => planWarnings(filesOf(config, mode), { ...answers, ...changes }, { changes: [], lowered: [], keyMoves }, context);
  const variable = "VENICE_API_KEY";
  const apiKey = ["models", "providers", "venice", "apiKey"];

  test("have words for every notice", () => {
    const config = {
      auth: { profiles: { "venice:default": {} } },
      agents: { list: [{ id: "main", model: "openai/gpt-5" }] },
      models: { providers: { venice: { apiKey: "${MY_KEY}" } } },
    };
    const warnings = warn(config, {}, 0o644).join("\n");
    for (const part of ["${VENICE_API_KEY}", "venice:default", "main", "chmod 600"]) {
      expect(warnings).toContain(part);
    }
  });

  test("name the places of a key as a person finds them: a file, or a path within the config", () => {
    const moved = (from: KeyMove["from"], to: KeyMove["to"]): KeyMove => ({ from, fate: "moved", to, tail: "wxyz" });
    const vars = ["env", "vars", variable];
    expect(warn({}, {}, 0o600, [moved(vars, "dotenv")])).toEqual([
      "The key in plain text at env.vars.VENICE_API_KEY moves to ~/.openclaw/.env.",
    ]);
    expect(warn({}, { keyStore: "config" }, 0o600, [moved("dotenv", vars)])).toEqual([
      "The key in ~/.openclaw/.env moves to env.vars.VENICE_API_KEY in ~/.openclaw/openclaw.json.",
    ]);
    const removed: KeyMove = { from: vars, fate: "removed", to: undefined, tail: "wxyz" };
    expect(warn({}, { keyStore: "env" }, 0o600, [removed, { ...removed, from: "dotenv" }])).toEqual([
      "The key leaves env.vars.VENICE_API_KEY in ~/.openclaw/openclaw.json, and ~/.openclaw/.env, and no backup keeps it: make a copy if you have none. OpenClaw will need VENICE_API_KEY wherever it runs.",
    ]);
  });

  test("tell a key that is gone by its last characters, and not even by those where it is short", () => {
    const replaced: KeyMove = { from: apiKey, fate: "replaced", to: "dotenv", tail: "wxyz" };
    expect(warn({}, {}, 0o600, [replaced, { ...replaced, tail: "" }])).toEqual([
      "The key in plain text at models.providers.venice.apiKey (ends …wxyz) is replaced by the key given.",
      "The key in plain text at models.providers.venice.apiKey is replaced by the key given.",
    ]);
    expect(warn({}, { keyStore: "left" }, 0o600, [replaced])).toEqual([
      "The key in plain text at models.providers.venice.apiKey (ends …wxyz) is replaced by the one in ~/.openclaw/.env.",
    ]);
  });

  test("give a chmod that works when it is copied", () => {
    expect(warn({}, {}, 0o644)).toEqual([expect.stringMatching(/ chmod 600 ~\/\.openclaw\/\.env$/)]);
  });
});

describe("where OpenClaw will not find the chosen key", () => {
  const variable = "VENICE_API_KEY";
  const say = (resolution: Parameters<typeof resolutionWarning>[0]) => resolutionWarning(resolution, context);

  test("nothing is said where it will", () => {
    expect(say({ kind: "ours", variable, place: "dotenv" })).toBeUndefined();
  });

  test.each([
    ["another key in the shell", { kind: "other", variable, place: "environment" }, "unset VENICE_API_KEY"],
    ["another key in .env", { kind: "other", variable, place: "dotenv" }, "~/.openclaw/.env"],
    ["another key in the config", { kind: "other", variable, place: "config-vars" }, "~/.openclaw/openclaw.json"],
    ["an empty variable", { kind: "hidden", variable, place: undefined }, "unset VENICE_API_KEY"],
    ["no key at all", { kind: "missing", variable, place: undefined }, "export VENICE_API_KEY="],
  ] as const)("%s: what to do is said", (_, resolution, advice) => {
    expect(say(resolution)).toContain(advice);
  });
});

describe("the end screen", () => {
  const lines = (changes: Partial<Onboarded> = {}, given: Draft = draft) =>
    endLines(given, outcome(changes), context).map(plain);

  test("says what to do next, where to look, and how to do it all again", () => {
    const text = lines().join("\n");
    expect(text).toContain('openclaw chat "Hello, are you working?"');
    expect(text).toContain("openclaw gateway restart");
    expect(text).toContain(venice.links.status);
    expect(text).toContain(
      "openclaw onboard --non-interactive --auth-choice venice-api-key --model venice/llama-3.3-70b --key-store dotenv",
    );
    expect(text).not.toContain(key);
  });

  test("a default that was kept is not turned into a flag, nor a store of the person's own", () => {
    const kept: Draft = { ...draft, decision: { kind: "keep", ref: "openai/gpt-5" }, keyStore: "unchanged" };
    const all = lines({}, kept);
    const replay = all.find((line) => line.includes("--non-interactive"));
    expect(replay).not.toContain("--model");
    expect(replay).not.toContain("--key-store");
    // A chat could not ask the default that was kept.
    expect(all.join("\n")).toContain('openclaw chat --model venice/llama-3.3-70b "Hello, are you working?"');
  });

  test("names the variable that the config refers to", () => {
    expect(lines()).toContain("To do the same without questions (elsewhere, with the key in VENICE_API_KEY):");
    const source = { kind: "variable", variable: "MY_KEY", place: "environment" } as const;
    const own: SetupAnswers = {
      ...answers,
      credential: { value: secrets.hold(key), source },
      keyStore: "unchanged",
    };
    expect(lines({ answers: own })).toContain("To do the same without questions (elsewhere, with the key in MY_KEY):");
  });

  test("warns of OpenClaw's own commands once there are comments to lose", () => {
    const written = [{ ...configChange, before: "// mine\n{\n}\n" }];
    expect(lines({ written }).join("\n")).toContain("strip them");
    expect(lines().join("\n")).not.toContain("strip them");
    expect(lines({ written: [{ ...configChange, before: undefined }] }).join("\n")).not.toContain("strip them");
  });

  test("the last line says which model is the default now", () => {
    expect(readyLine(draft, outcome(), context)).toBe("Venice AI is set up. Default model: venice/llama-3.3-70b");
    const kept: Draft = { ...draft, decision: { kind: "keep", ref: "openai/gpt-5" } };
    expect(readyLine(kept, outcome(), context)).toBe("Venice AI is set up. Your default model is still openai/gpt-5");
  });
});

describe("the document of --json", () => {
  const document = (changes: Partial<Onboarded> = {}, dryRun = false, given: Draft = draft) =>
    onboardDocument(given, outcome(changes), ["a warning"], { ...context, options: { ...options, dryRun } });

  test("tells what a script asks for", () => {
    expect(document()).toEqual({
      ok: true,
      provider: "venice",
      model: "venice/llama-3.3-70b",
      catalog: { source: "static", count: 25 },
      key: { source: "entered", store: "dotenv", status: "accepted", hint: key.slice(-4) },
      dryRun: false,
      changes: [
        { path: paths.dotenv, kind: "create", diff: ["+ VENICE_API_KEY=…"] },
        { path: paths.config, kind: "update", diff: ['+   apiKey: "${VENICE_API_KEY}",'] },
      ],
      backups: [`${paths.config}.bak`],
      warnings: ["a warning"],
      next: [
        'openclaw chat "Hello, are you working?"',
        "openclaw gateway restart",
        venice.links.status,
        expect.stringContaining("openclaw onboard"),
      ],
    });
  });

  test("of a dry run lists what would be written, of a real one what was", () => {
    expect(document({ written: [], backups: [] }, true).changes).toHaveLength(2);
    expect(document({ written: [], backups: [] }).changes).toEqual([]);
  });

  test("holds no key, wherever it may have got in", () => {
    const written = [{ ...configChange, after: `{ note: "${key}" }\n` }];
    expect(JSON.stringify(document({ written }))).not.toContain(key.slice(0, -4));
  });

  test("names the place of a key that was found, not the key", () => {
    const source = { kind: "variable", variable: "VENICE_API_KEY", place: "dotenv" } as const;
    const found = { ...answers, credential: { value: secrets.hold(key), source } };
    expect(document({ answers: found }).key.source).toBe("dotenv");
  });

  test("is JSON without a hole", () => {
    const text = JSON.stringify(document());
    expect(JSON.parse(text)).toEqual(document());
  });
});

test.each([
  ["a usual price", { input: 0.7, output: 2.8, cacheRead: 0, cacheWrite: 0 }, 0.0000798],
  ["nothing", { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, 0],
  ["what nobody knows", undefined, undefined],
])("a trial of a model that costs %s", (_, cost, most) => {
  expect(mostTrialCost(model("llama-3.3-70b", { cost }))).toBe(most);
});
