import { expect, test } from "vitest";
import type { Paths } from "../../../src/config/paths.ts";
import { en } from "../../../src/messages/en.ts";
import type { EffectiveKey } from "../../../src/wizard/effective-key.ts";
import { usableKey } from "../../../src/wizard/usable-key.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { refusalOf } from "../../support/refusal.ts";
import { secret } from "../providers/clients.ts";
import { venice } from "../providers/manifests.ts";

const variable = "VENICE_API_KEY";
const run = { words: en, paths: { config: "c", dotenv: "d", display: (path: string) => `~/${path}` } as Paths };
const found = (text: string): EffectiveKey => ({
  kind: "found",
  credential: { value: secret(text), source: { kind: "variable", variable, place: "dotenv" } },
});

test("a key that is found is used, and has a name", () => {
  const { value, called } = usableKey(found(keys.good), venice, run);
  expect([value.reveal(), called]).toEqual([keys.good, "the key in ~/d"]);
});

test.each([
  ["nothing", { kind: "missing", variable }, "key-missing", "openclaw onboard --auth-choice venice-api-key"],
  ["an empty variable", { kind: "hidden", variable }, "key-hidden", "unset VENICE_API_KEY"],
  ["a reference elsewhere", { kind: "external", source: "file" }, "key-external", "export VENICE_API_KEY=…"],
  ["a key in two pieces", found("vapi_abc def"), "key-malformed", "in one piece"],
] as const)("%s ends with exit 4 and what to do", async (_, key, code, hint) => {
  const refusal = await refusalOf(() => usableKey(key, venice, run));
  expect(refusal).toMatchObject({ code, exit: 4 });
  expect(refusal.hint).toContain(hint);
});
