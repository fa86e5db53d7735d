import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { resolvePaths } from "../../../src/config/paths.ts";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { findModel } from "../../../src/providers/model-choice.ts";
import { layOut } from "../../../src/terminal/table.ts";
import type { Credential } from "../../../src/wizard/credential.ts";
import type { Draft } from "../../../src/wizard/draft.ts";
import { type MenuFacts, menuChoices } from "../../../src/wizard/menu.ts";
import type { Standing } from "../../../src/wizard/standing.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { secret } from "../providers/clients.ts";
import { venice } from "../providers/manifests.ts";

const interview = { words: en, paths: resolvePaths({ env: { HOME: "/home/ann" }, homeDir: undefined, cwd: "/" }) };
const connection = { manifest: venice } as NonNullable<Draft["connection"]>;
const credential = (source: Credential["source"], value: string = keys.page): Credential => ({
  value: secret(value),
  source,
});
const inPlace = (place: "environment" | "dotenv" | "config-vars" | "config-flat", variable = "VENICE_API_KEY") =>
  credential({ kind: "variable", variable, place });
const entered = credential({ kind: "entered" }, keys.good);

function found(present: Credential, store: Standing["store"]): Standing {
  return {
    hasBlock: true,
    key: { kind: "found", credential: present },
    credential: present,
    store,
    model: "venice/llama-3.3-70b",
  };
}

const asItIs = found(inPlace("dotenv"), "dotenv");

function rowsOf(facts: Partial<MenuFacts>, draft: Draft = {}): string[] {
  const choices = menuChoices(interview, {
    standing: asItIs,
    hasChanges: Object.keys(draft).length > 0,
    isRemovable: true,
    ...facts,
    draft: { connection, ...draft },
  });
  return layOut(
    choices.map(({ cells }) => cells),
    77,
  );
}

test("every entry shows how things are", () => {
  expect(rowsOf({})).toEqual([
    "Model/auth             Venice AI, key …ijkl in ~/.openclaw/.env",
    "Default model          venice/llama-3.3-70b",
    "Where the key is kept  ~/.openclaw/.env",
    "Check the setup",
    "Remove Venice AI",
    "Quit",
  ]);
});

test("where nothing is set up, there is nothing to keep and nothing to remove", () => {
  const nothing: Standing = {
    hasBlock: false,
    key: { kind: "missing", variable: "VENICE_API_KEY" },
    credential: undefined,
    store: undefined,
    model: undefined,
  };
  expect(rowsOf({ standing: nothing, isRemovable: false })).toEqual([
    "Model/auth     not set up yet",
    "Default model  none",
    "Check the setup",
    "Quit",
  ]);
});

test("what is changed is shown as it will be, marked, and can be written first of all", () => {
  const model = findModel(
    buildCatalog({ manifest: venice, now: new Date() }),
    "qwen3-coder-480b-a35b-instruct",
    "venice",
  );
  if (!model) throw new Error("the model is missing");
  expect(rowsOf({}, { credential: entered, keyStore: "config", decision: { kind: "model", model } })).toEqual([
    "Review and write the changes",
    "Model/auth             Venice AI, key …v90x just entered      unsaved",
    "Default model          venice/qwen3-coder-480b-a35b-instruct  unsaved",
    "Where the key is kept  ~/.openclaw/openclaw.json, env block   unsaved",
    "Check the setup",
    "Remove Venice AI",
    "Quit",
  ]);
});

test("a new key in the old place: only the key is marked", () => {
  const rows = rowsOf({}, { credential: entered, keyStore: "dotenv" });
  expect(rows.filter((row) => row.endsWith("unsaved"))).toHaveLength(1);
  expect(rows[1]).toContain("Model/auth");
});

describe("where the key comes from, and where it is kept", () => {
  test.each<[string, Standing, Draft, string, string]>([
    [
      "the config",
      found(inPlace("config-vars"), "config"),
      {},
      "in ~/.openclaw/openclaw.json",
      "~/.openclaw/openclaw.json, env block",
    ],
    [
      "the shell",
      found(inPlace("environment"), "env"),
      {},
      "in VENICE_API_KEY",
      "nowhere; VENICE_API_KEY of your shell",
    ],
    [
      "the block",
      found(credential({ kind: "block" }), undefined),
      {},
      "in ~/.openclaw/openclaw.json",
      "~/.openclaw/openclaw.json, at apiKey",
    ],
    [
      "the flat form",
      found(inPlace("config-flat"), undefined),
      {},
      "in ~/.openclaw/openclaw.json",
      "~/.openclaw/openclaw.json, an old form",
    ],
    [
      "a variable of one's own",
      found(inPlace("environment", "MY_KEY"), undefined),
      {},
      "in MY_KEY",
      "MY_KEY, a variable of yours",
    ],
    [
      "no store any more",
      asItIs,
      { keyStore: "env" },
      "in ~/.openclaw/.env",
      "nowhere; VENICE_API_KEY of your shell  unsaved",
    ],
  ])("%s", (_, standing, draft, from, kept) => {
    const rows = rowsOf({ standing }, draft);
    expect(rows.find((row) => row.startsWith("Model/auth"))).toContain(`key …ijkl ${from}`);
    expect(rows.find((row) => row.startsWith("Where"))?.slice(23)).toBe(kept);
    for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(77);
  });

  test.each<[Standing["key"], string]>([
    [{ kind: "missing", variable: "VENICE_API_KEY" }, "Venice AI, no key"],
    [{ kind: "hidden", variable: "VENICE_API_KEY" }, "Venice AI, VENICE_API_KEY is empty in this shell"],
    [{ kind: "external", source: "exec" }, "Venice AI, key referred to (exec)"],
  ])("no key that OpenClaw could use: %j", (key, said) => {
    const [row] = rowsOf({ standing: { ...asItIs, key } });
    expect(row).toBe(`Model/auth             ${said}`);
  });
});
