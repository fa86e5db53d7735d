import { describe, expect, test } from "vitest";
import { type KeyMove, keyMove, untidyKey } from "../../../../src/wizard/doctor/mend-key.ts";
import { manifests } from "../../../support/run.ts";

const [manifest] = manifests.filter(({ id }) => id === "acme");
if (!manifest) throw new Error("the made-up provider is missing");
const at = (apiKey: unknown, env?: object) => ({
  ...(env ? { env } : {}),
  models: { providers: { acme: { baseUrl: "https://acme.invalid", apiKey } } },
});
const reference = "${ACME_API_KEY}";

describe("where a key goes that stands where it should not", () => {
  test.each<[string, unknown, string, KeyMove | undefined]>([
    ["nothing to do", at(reference), "ACME_API_KEY=a\n", undefined],
    ["flat", at(reference, { ACME_API_KEY: "a" }), "", { to: "dotenv", key: "a" }],
    ["flat, and no block", { env: { ACME_API_KEY: "a" } }, "", { to: "dotenv", key: "a" }],
    ["flat, with what was copied along", at(reference, { ACME_API_KEY: "Bearer a" }), "", { to: "dotenv", key: "a" }],
    [
      "flat, and the same in .env",
      at(reference, { ACME_API_KEY: "a" }),
      "ACME_API_KEY=a\n",
      { to: "dotenv", key: "a" },
    ],
    ["flat, and another in .env", at(reference, { ACME_API_KEY: "a" }), "ACME_API_KEY=b\n", { to: "nowhere" }],
    [
      "flat, and another in env.vars",
      at(reference, { ACME_API_KEY: "a", vars: { ACME_API_KEY: "b" } }),
      "",
      { to: "nowhere" },
    ],
    [
      "flat, and a reference to another variable",
      at("${MINE}", { ACME_API_KEY: "a" }),
      "",
      { to: "dotenv", key: undefined },
    ],
    [
      "flat, and a reference to a store",
      at({ source: "exec" }, { ACME_API_KEY: "a" }),
      "",
      { to: "dotenv", key: undefined },
    ],
    ["flat, and itself a reference", at(reference, { ACME_API_KEY: "${MINE}" }), "", { to: "env-vars" }],
    ["flat, and no text", at(reference, { ACME_API_KEY: 1 }), "", { to: "nowhere" }],
    ["plain", at("a"), "", { to: "dotenv", key: "a" }],
    ["plain, and another in .env", at("a"), "ACME_API_KEY=b\n", undefined],
    ["plain, and another flat", at("a", { ACME_API_KEY: "b" }), "", { to: "dotenv", key: undefined }],
  ])("%s", (_, config, dotenv, expected) => {
    expect(keyMove({ config, dotenv }, manifest)).toEqual(expected);
  });
});

test("only what is known to be no part of a key is taken off", () => {
  const places = (value: string) => ({ env: { ACME_API_KEY: value }, dotenv: "", config: {} });
  expect(untidyKey(places('"a"'), "ACME_API_KEY")).toEqual({ place: "environment", key: "a" });
  expect(untidyKey(places(" a "), "ACME_API_KEY")).toBeUndefined();
  expect(untidyKey(places("'two words'"), "ACME_API_KEY")).toBeUndefined();
});
