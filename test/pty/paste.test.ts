import { describe, expect, test } from "vitest";
import { chatHome } from "../support/chatting.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { dotenvPath } from "../support/onboarding.ts";
import { key, type Pty, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;
const megabyte = "x".repeat(1024 * 1024);

const questions = ["the key", "a list to pick from", "a yes or no"] as const;

/** A person at that question of an onboarding. */
async function at(question: (typeof questions)[number]) {
  const server = await venice();
  const home = createHome();
  const person = startPty(["onboard", "--auth-choice", "venice-api-key", "--base-url", server.baseUrl], { home });
  await person.see("paste the key · enter go on");
  if (question === "the key") return { person, home };
  person.press(keys.good + key.enter);
  await person.see("esc back");
  if (question === "a list to pick from") return { person, home };
  person.press(key.enter);
  await person.see("Where should the key be kept?");
  await person.see(/nowhere: I set[\s\S]*enter choose/);
  person.press(key.enter);
  await person.see("Write these changes? (Y/n)");
  return { person, home };
}

/** Waits until the program has read all that was pressed before, and leaves. */
async function leave(person: Pty): Promise<void> {
  person.press(key.ctrlC);
  expect((await person.end()).code).toBe(130);
}

describe.each(questions)("at %s", (question) => {
  test("a megabyte that was meant for elsewhere: little is drawn, nothing is written", async () => {
    const { person, home } = await at(question);
    const before = person.raw().length;
    await person.pour(megabyte);
    await leave(person);
    expect(person.raw().length - before).toBeLessThan(100_000);
    expect(person.screen()).not.toMatch(/[\p{Cc}](?<!\n)/u);
    expect(home.files()).toEqual({});
  });

  test.each([
    ["with", paste],
    ["without", (text: string) => text],
  ])(
    "a text of many lines, on a terminal %s marks: no line answers a question that is yet to come",
    async (_, marked) => {
      const { person, home } = await at(question);
      await person.pour(marked("llama\r\n".repeat(5000)));
      await leave(person);
      expect(home.files()).toEqual({});
      expect(person.raw()).not.toMatch(/Wrote|Test venice/);
    },
  );

  test("control characters steer nothing", async () => {
    const { person } = await at(question);
    const before = person.raw().length;
    person.press(paste("\x07\x00\x9b31m\u202eabc\x0e"));
    await leave(person);
    expect(person.raw().slice(before)).not.toMatch(/[\x00\x07\x0e\x9b]/);
  });
});

describe("the key, pasted", () => {
  test.each([
    ["with a line end, on a terminal with marks", paste(`${keys.good}\n`) + key.enter],
    ["with blank lines around it", paste(`\r\n\r\n  ${keys.good}\r\n\r\n`) + key.enter],
    ["with a line end, on a terminal without", `${keys.good}\r`],
    ["as a line of a shell's file", paste(`export VENICE_API_KEY="${keys.good}"\n`) + key.enter],
  ])("%s: it is taken", async (_, pressed) => {
    const { person, home } = await at("the key");
    person.press(pressed);
    await person.see("Key accepted.");
    await person.see("esc back");
    await leave(person);
    expect(home.files()[dotenvPath]).toBeUndefined();
  });

  test("after one that was refused: it stands alone", async () => {
    const { person } = await at("the key");
    person.press(paste("not a key at all") + key.enter);
    await person.see("The key has white space inside.");
    person.press(paste(keys.good) + key.enter);
    await person.see("Key accepted.");
    await leave(person);
  });

  test("as two lines: it is said in one line that this is no key, and nothing is sent", async () => {
    const { person } = await at("the key");
    person.press(paste(`${keys.good}\n${keys.good}`) + key.enter);
    await person.see(/The key .*\. Paste only the key itself\./);
    await leave(person);
    expect(person.raw()).not.toContain(keys.good.slice(30));
  });
});

test.each([
  ["with", paste],
  ["without", (text: string) => text],
])(
  "a megabyte into a conversation, on a terminal %s marks, is one message that can be thrown away",
  async (_, marked) => {
    const server = await venice();
    const person = startPty(["chat", "--base-url", server.baseUrl], { home: chatHome() });
    await person.see(/❯$/);
    const before = person.raw().length;
    await person.pour(marked(megabyte));
    person.press(key.ctrlC);
    await person.see(/❯$/);
    person.press(key.ctrlC);
    await person.see("leave");
    person.press(key.ctrlC);
    expect((await person.end()).code).toBe(130);
    expect(person.raw().length - before).toBeLessThan(5_000_000);
    expect(server.requests.filter(({ method }) => method === "POST")).toEqual([]);
  },
);

test("a terminal that does not know its size is taken for one of 80 by 24", async () => {
  const server = await venice();
  const home = createHome();
  const shell = `stty rows 0 cols 0; exec "$@" onboard --auth-choice venice-api-key --base-url ${server.baseUrl}`;
  const person = startPty([], { home, shell });
  await person.see("paste the key · enter go on");
  person.press(keys.good + key.enter);
  await person.see("esc back");
  await leave(person);
  expect(person.raw().length).toBeLessThan(30_000);
});
