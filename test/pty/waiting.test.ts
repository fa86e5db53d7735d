import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import type { RecordedRequest } from "../support/fake-venice/reply.ts";
import type { FakeVenice } from "../support/fake-venice.ts";
import { createHome } from "../support/home.ts";
import { onboard } from "../support/onboarding.ts";
import { key, type Pty, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const isList = ({ path }: RecordedRequest) => path.startsWith("/models");
const questionsOf = (server: FakeVenice) =>
  server.requests.map((request) => `${isList(request) ? "list" : "check"} ${request.key ? "with" : "without"} key`);

/** Somebody in front of the question for the key. */
async function atTheKey(server: FakeVenice): Promise<Pty> {
  const person = startPty(["onboard", "--auth-choice", "venice-api-key", "--base-url", server.baseUrl], {
    home: createHome(),
  });
  await person.see("Venice AI API key [hidden]");
  return person;
}

const picker = "type to search · ↑↓ move · enter choose · esc back";

test("everybody's list comes while the key is typed; Enter sends the key, on the connection that stands by then", async () => {
  const server = await venice();
  const person = await atTheKey(server);
  await expect.poll(() => questionsOf(server)).toEqual(["list without key"]);
  person.press(keys.good);
  await person.see(`${keys.good.length} characters`);
  expect(questionsOf(server)).toEqual(["list without key"]);
  person.press(key.enter);
  await person.see(picker);
  await expect.poll(() => questionsOf(server)).toEqual(["list without key", "check with key", "list with key"]);
  expect(server.connections).toBe(1);
});

test("the picker waits for everybody's list and the key's yes, and not for the key's own list", async () => {
  const server = await venice({
    hold: (request) => (isList(request) && request.key ? new Promise(() => {}) : undefined),
  });
  const person = await atTheKey(server);
  person.press(keys.good + key.enter);
  await person.see(picker);
});

test("a list that takes long is waited for in front of a spinner, and then the picker is there", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const server = await venice({ hold: (request) => (isList(request) ? held : undefined) });
  const person = await atTheKey(server);
  person.press(keys.good + key.enter);
  await person.see("Fetching the models of Venice AI …");
  answer();
  await person.see(picker);
});

test("off a terminal, a server that takes long is waited for behind a line", async () => {
  const server = await venice({ delayMilliseconds: 400 });
  const { code, stderr } = await onboard(server, ["--venice-api-key", keys.good]);
  expect(code).toBe(0);
  expect(stderr).toContain("Asking Venice AI about the key …");
});
