import { describe, expect, test } from "vitest";
import { createRegistry } from "../../../../src/providers/registry.ts";
import { chosenModel } from "../../../../src/wizard/chat/chosen-model.ts";
import { refusalOf } from "../../../support/refusal.ts";
import { acme, venice } from "../../providers/manifests.ts";

const registry = createRegistry([venice, acme]);
const config = (primary: string, models: object = {}) => ({ agents: { defaults: { model: { primary }, models } } });
const chosen = (value: unknown, flag?: string) => {
  const { manifest, id } = chosenModel(value, flag, registry);
  return `${manifest.id}: ${id}`;
};

describe("the model that is meant", () => {
  test.each([
    ["the default", config("venice/llama-3.3-70b"), undefined, "venice: llama-3.3-70b"],
    [
      "the default as a text",
      { agents: { defaults: { model: "acme/rocket/skates-1" } } },
      undefined,
      "acme: rocket/skates-1",
    ],
    ["an id, of the default's provider", config("acme/anvil-large"), "anvil-vision", "acme: anvil-vision"],
    ["an id with a slash", config("acme/anvil-large"), "rocket/skates-1", "acme: rocket/skates-1"],
    ["an id, where there is no default", {}, "qwen3-4b", "venice: qwen3-4b"],
    ["an id, where the default is a stranger's", config("openai/gpt-5"), "qwen3-4b", "venice: qwen3-4b"],
    [
      "a ref of another provider than the default's",
      config("venice/qwen3-4b"),
      "acme/anvil-large",
      "acme: anvil-large",
    ],
    ["an alias", config("venice/qwen3-4b", { "acme/anvil-large": { alias: "big" } }), "big", "acme: anvil-large"],
  ])("%s", (_, value, flag, expected) => {
    expect(chosen(value, flag)).toBe(expected);
  });
});

test.each([
  ["no default at all", {}, undefined, "no-default-model", "openclaw onboard --auth-choice venice-api-key"],
  [
    "a default of a stranger",
    config("openai/gpt-5"),
    undefined,
    "default-of-other-provider",
    "--model venice/llama-3.3-70b",
  ],
  [
    "an alias of a stranger's model",
    config("venice/qwen3-4b", { "openai/gpt-5": { alias: "gpt" } }),
    "gpt",
    "model-of-other-provider",
    "--model venice/llama-3.3-70b",
  ],
])("%s is refused with exit 2", async (_, value, flag, code, hint) => {
  const refusal = await refusalOf(() => chosen(value, flag));
  expect(refusal).toMatchObject({ code, exit: 2 });
  expect(refusal.hint).toContain(hint);
});
