import { describe, expect, test } from "vitest";
import { createSecretKeeper } from "../../../../src/redact.ts";
import { canMoveBlockKey, flatKeyGoesTo, mendKey, untidyKey } from "../../../../src/wizard/doctor/mend-key.ts";
import { manifests } from "../../../support/run.ts";

const [manifest] = manifests.filter(({ id }) => id === "acme");
if (!manifest) throw new Error("the made-up provider is missing");
const reference = "${ACME_API_KEY}";
const at = (apiKey: unknown, env?: object) => ({
  ...(env ? { env } : {}),
  models: { providers: { acme: { baseUrl: "https://acme.invalid", apiKey } } },
});

const mended = (config: object, dotenv: string) => {
  const file = { exists: true, bytes: undefined, mode: 0o600 };
  const files = {
    config: { ...file, path: "/h/openclaw.json", text: "", value: config },
    dotenv: { ...file, path: "/h/.env", text: dotenv },
  };
  return mendKey(files, { manifest, env: {}, secrets: createSecretKeeper([]) });
};

describe("the flat form", () => {
  test.each<[string, object, string, "dotenv" | "vars" | undefined]>([
    ["goes to .env", at(reference, { ACME_API_KEY: "a" }), "", "dotenv"],
    ["also without a block", { env: { ACME_API_KEY: "a" } }, "", "dotenv"],
    ["also beside a reference to another variable", at("${MINE}", { ACME_API_KEY: "a" }), "", "dotenv"],
    [
      "also before another key in env.vars",
      at(reference, { ACME_API_KEY: "a", vars: { ACME_API_KEY: "b" } }),
      "",
      "dotenv",
    ],
    ["goes out where .env has one", at(reference, { ACME_API_KEY: "a" }), "ACME_API_KEY=b\n", undefined],
    [
      "goes out where env.vars has it",
      at(reference, { ACME_API_KEY: "a", vars: { ACME_API_KEY: "a" } }),
      "",
      undefined,
    ],
    ["goes to env.vars where it is itself a reference", at(reference, { ACME_API_KEY: "${MINE}" }), "", "vars"],
    ["goes out where it is no text", at(reference, { ACME_API_KEY: 1 }), "", undefined],
  ])("%s", (_, config, dotenv, to) => {
    expect(flatKeyGoesTo({ config, dotenv }, manifest)).toBe(to);
    // What is said is what is done.
    const plan = mended(config, dotenv);
    expect(plan.operations).toContainEqual({ op: "delete", path: ["env", "ACME_API_KEY"] });
    expect(plan.dotenv !== dotenv).toBe(to === "dotenv");
    expect(plan.operations.some(({ op }) => op === "set")).toBe(to === "vars");
  });
});

describe("a key in plain text at apiKey", () => {
  test.each<[string, object, string, boolean]>([
    ["may go", at("a"), "", true],
    ["may go where the same is stored", at("a"), "ACME_API_KEY=a\n", true],
    ["may go along with the same in the flat form", at("a", { ACME_API_KEY: " a " }), "", true],
    ["stays where another is in .env", at("a"), "ACME_API_KEY=b\n", false],
    ["stays where another is in the flat form", at("a", { ACME_API_KEY: "b" }), "", false],
    ["is none behind a reference", at(reference), "", false],
  ])("%s", (_, config, dotenv, expected) => {
    expect(canMoveBlockKey({ config, dotenv }, manifest)).toBe(expected);
    const set = { op: "set", path: ["models", "providers", "acme", "apiKey"], value: reference };
    if (expected)
      expect(mended(config, dotenv)).toMatchObject({
        operations: expect.arrayContaining([set]),
        dotenv: "ACME_API_KEY=a\n",
      });
    else expect(mended(config, dotenv).operations).not.toContainEqual(set);
  });
});

test("only what is known to be no part of a key is taken off", () => {
  const places = (value: string) => ({ env: { ACME_API_KEY: value }, dotenv: "", config: {} });
  expect(untidyKey(places('"a"'), "ACME_API_KEY")).toEqual({ place: "environment", key: "a" });
  expect(untidyKey(places(" a "), "ACME_API_KEY")).toBeUndefined();
  expect(untidyKey(places("'two words'"), "ACME_API_KEY")).toBeUndefined();
});
