import { expect, test } from "vitest";
import type { UserFiles } from "../../../src/config/user-files.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { standingOf } from "../../../src/wizard/standing.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { venice } from "../providers/manifests.ts";

const [key, otherKey] = [keys.good, keys.hyphens];

interface Given {
  readonly env?: string;
  readonly dotenv?: string;
  readonly config?: object;
}

function standing({ env, dotenv, config = {} }: Given) {
  const file = (path: string, text: string) => ({ path, exists: true, text, bytes: undefined, mode: 0o600 });
  const files: UserFiles = {
    config: { ...file("/openclaw.json", JSON.stringify(config)), value: config },
    dotenv: file("/.env", dotenv === undefined ? "" : `VENICE_API_KEY=${dotenv}\n`),
  };
  return standingOf(files, venice, env === undefined ? {} : { VENICE_API_KEY: env }, createSecretKeeper([]));
}

const inVars = (value: string) => ({ env: { vars: { VENICE_API_KEY: value } } });
const block = (apiKey: unknown) => ({ models: { providers: { venice: { apiKey } } } });

test.each<[string, Given, string | undefined, string | undefined]>([
  ["no key", {}, undefined, undefined],
  ["in .env", { dotenv: key }, key, "dotenv"],
  ["in the config", { config: inVars(key) }, key, "config"],
  ["in the shell", { env: key }, key, "env"],
  ["in shell and .env alike", { env: key, dotenv: key }, key, "dotenv"],
  ["in shell and config alike", { env: key, config: inVars(key) }, key, "config"],
  ["another one in the shell, which OpenClaw believes", { env: key, dotenv: otherKey }, key, "env"],
  ["in the flat form, which is refused now", { config: { env: { VENICE_API_KEY: key } } }, key, undefined],
  ["in plain text in the block", { config: block(key), dotenv: otherKey }, key, undefined],
  ["in .env, hidden by an empty variable", { env: "", dotenv: key }, key, "dotenv"],
  [
    "behind something that cannot be followed",
    { config: block({ source: "exec", id: "x" }), dotenv: key },
    key,
    "dotenv",
  ],
  ["behind a variable of the person's own, which is missing", { config: block("${MY_KEY}") }, undefined, undefined],
])("the key, and the store it is in: %s", (_, given, secret, store) => {
  const { credential, store: found } = standing(given);
  expect(credential?.value.reveal()).toBe(secret);
  expect(found).toBe(store);
});

test("block and default model are told, of whatever provider the default is", () => {
  const {
    hasBlock,
    model,
    key: effective,
  } = standing({
    config: { ...block("${VENICE_API_KEY}"), agents: { defaults: { model: "openai/gpt-5.2" } } },
  });
  expect(hasBlock).toBe(true);
  expect(model).toBe("openai/gpt-5.2");
  expect(effective.kind).toBe("missing");
  expect(standing({}).hasBlock).toBe(false);
});
