import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { dotenvPath } from "../support/onboarding.ts";
import { key, type Pty, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

/** A text wherever a narrow terminal may break it, within words, too. */
const broken = (text: string) =>
  new RegExp([...text.replaceAll(" ", "")].map((letter) => letter.replace(/[.?()[\]]/, "\\$&")).join("\\s*"));

async function start(columns: number, rows = 24): Promise<{ person: Pty; home: ReturnType<typeof createHome> }> {
  const server = await venice();
  const home = createHome();
  const argv = ["onboard", "--auth-choice", "venice-api-key", "--base-url", server.baseUrl];
  return { person: startPty(argv, { home, columns, rows }), home };
}

/** Answers everything, with something to be done at each question. */
async function answerAll(person: Pty, atQuestion: (words: RegExp) => Promise<void> = async () => {}): Promise<void> {
  await person.see(broken("Venice AI API key"));
  await person.see(broken("enter go on"));
  await atQuestion(broken("Venice AI API key"));
  person.press(keys.good + key.enter);
  await person.see(/❯ llama-3/);
  await atQuestion(broken("Default model"));
  person.press(key.enter);
  await person.see(broken("Where should the key be kept?"));
  await person.see(/❯ ~/);
  await atQuestion(broken("Where should the key be kept?"));
  person.press(key.enter);
  await person.see(broken("Write these changes? (Y/n)"));
  person.press(key.enter);
  await person.see(broken("Default model: venice/llama-3.3-70b"));
  await person.see(/Test/);
  await person.see(/\(y\/N\)/);
  person.press(key.enter);
  expect((await person.end()).code).toBe(0);
}

test.each([20, 300])(
  "the whole way on a terminal of %i columns, to the last line that says what to do next",
  async (columns) => {
    const { person, home } = await start(columns);
    await answerAll(person);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(person.screen()).toMatch(broken("openclaw chat"));
    const widest = Math.max(
      ...person
        .screen()
        .split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(columns);
  },
);

test("a window that is drawn narrow, wide and back at every question that is drawn anew: each is there again and takes its answer", async () => {
  const { person, home } = await start(80);
  await answerAll(person, async (question) => {
    for (const [columns, rows] of [
      [20, 10],
      [300, 50],
      [80, 24],
    ] as const) {
      const from = person.raw().length;
      person.resize(columns, rows);
      // The last words of what is drawn anew.
      await person.seeAgain("enter", from);
      await person.see(question);
    }
  });
  expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
});
