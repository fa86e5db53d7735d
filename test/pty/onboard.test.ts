import { expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { key, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const start = ["onboard", "--auth-choice", "venice-api-key"];

test("the whole way: wrong key, right key, search, store, diff, yes", async () => {
  const server = await venice();
  const home = createHome();
  const person = startPty([...start, "--base-url", server.baseUrl], { home });
  await person.see("Venice AI API key [hidden]");
  person.press(`${unknownKeys.venice}${key.enter}`);
  await person.see("Venice AI rejected the key: Authentication failed. Try again (2 more tries).");
  await person.see(/rejected[\s\S]*API key \[hidden\]/);
  person.press(`export VENICE_API_KEY="${keys.good}";${key.enter}`);
  await person.see("Key accepted by Venice AI.");
  await person.see(/Default model\n/);
  person.press("coding");
  await person.see(/❯ qwen3-coder-480b/);
  person.press(key.enter);
  await person.see("Where should the key be kept?");
  person.press(key.enter);
  await person.see("Write these changes? (Y/n)");
  person.press(key.enter);
  await person.see("Default model: venice/qwen3-coder-480b-a35b-instruct");
  await person.see("Test venice/");
  person.press(`y${key.enter}`);
  await person.see("answers (");
  expect((await person.end()).code).toBe(0);
  expect(person.raw()).not.toContain(keys.good.slice(21));
  expect(home.files()[".openclaw/.env"]).toBe(`VENICE_API_KEY=${keys.good}\n`);
});
