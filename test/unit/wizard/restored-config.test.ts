import { describe, expect, test } from "vitest";
import { configEditor } from "../../../src/config/config-editor.ts";
import type { ConfigFile } from "../../../src/config/config-file.ts";
import { CliError } from "../../../src/errors.ts";
import { keyInConfig, restoredConfig } from "../../../src/wizard/restored-config.ts";
import { manifests } from "../../support/run.ts";

const file = (text: string, value: unknown): ConfigFile => ({
  path: "/h/openclaw.json",
  exists: true,
  text,
  bytes: Buffer.from(text),
  mode: 0o600,
  value,
});
const json = (value: unknown) => file(JSON.stringify(value), value);
const broken = (text: string): ConfigFile => ({
  ...file(text, {}),
  problem: new CliError("config-unexpected", { path: "/h/openclaw.json", at: "", expected: ["object"], found: "x" }),
});
const [venice] = manifests;
if (!venice) throw new Error("there is no provider");

test("every provider's key is carried over, each to its own variable; a backup's other contents stay", async () => {
  const edit = await configEditor("/h/openclaw.json", "{ b: 1 }");
  const present = json({ env: { vars: { VENICE_API_KEY: "v", ACME_API_KEY: "a" } } });
  const backup = file("{ b: 1 } // mine\n", { b: 1 });
  const { text, carried } = restoredConfig(present, backup, "", manifests, edit);
  expect(carried.map(({ id }) => id)).toEqual(["venice", "acme"]);
  expect(text).toBe('{ b: 1, env: { vars: { VENICE_API_KEY: "v", ACME_API_KEY: "a" } } } // mine\n');
});

test("a backup with a way to a key of its own keeps that", async () => {
  const edit = await configEditor("/h/openclaw.json", "{}");
  const present = json({ env: { vars: { VENICE_API_KEY: "v" } } });
  for (const value of [
    { env: { vars: { VENICE_API_KEY: "w" } } },
    { models: { providers: { venice: { apiKey: "w" } } } },
  ]) {
    expect(restoredConfig(present, json(value), "", manifests, edit)).toEqual({
      text: JSON.stringify(value),
      carried: [],
    });
  }
});

describe("the key in a config", () => {
  test.each<[string, ConfigFile, string | undefined]>([
    ["in env.vars", json({ env: { vars: { VENICE_API_KEY: "v" } } }), "v"],
    ["at apiKey", json({ models: { providers: { venice: { apiKey: "v" } } } }), "v"],
    [
      "behind a reference there is none",
      json({ models: { providers: { venice: { apiKey: "${VENICE_API_KEY}" } } } }),
      undefined,
    ],
    ["of a broken text, by its name", broken(`{ env: { "VENICE_API_KEY": 'odd one', `), "odd one"],
    ["of a broken text, by its shape", broken("apiKey: vapi_0123456789abcdef,"), "vapi_0123456789abcdef"],
    ["of a broken text with a reference", broken('VENICE_API_KEY: "${OTHER}" '), undefined],
    ["of a broken text without one", broken("{ a: "), undefined],
  ])("%s", (_, config, expected) => {
    expect(keyInConfig(config, venice)).toBe(expected);
  });
});
