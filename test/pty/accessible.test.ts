import { describe, expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { key, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const start = ["onboard", "--auth-choice", "venice-api-key"];
/** What a screen reader cannot follow: a cursor that moves, a line that is written again, a colour, a character beyond ASCII. */
const moves = /\x1b\[[\d;?]*[A-HJKSTfhlsu]|\r(?!\r?\n)/;

describe.each<[string, Record<string, string>, string[]]>([
  ["--accessible", {}, ["--accessible"]],
  ["ACCESSIBLE=1", { ACCESSIBLE: "1" }, []],
  ["TERM=dumb", { TERM: "dumb" }, []],
])("%s", (_, env, flags) => {
  test("the whole way by numbers and words, in plain lines of ASCII that are written once", async () => {
    const server = await venice({ delayMilliseconds: 300 });
    const home = createHome();
    const person = startPty([...start, ...flags, "--no-color", "--base-url", server.baseUrl], { home, env });
    await person.see("Type or paste it, then Enter; nothing is shown");
    person.press(unknownKeys.venice + key.enter);
    await person.see(/rejected the key[\s\S]*nothing is shown/);
    person.press(keys.good + key.enter);
    await person.see("Asking Venice AI about the key ...");
    await person.see("  1. llama-3.3-70b, private, General chat");
    await person.see("more; type words to narrow the list");
    await person.see(/Type a number, or words to search for \(Enter for llama-3\.3-70b\), b to go back\n>/);
    person.press(`no such model${key.enter}`);
    await person.see("Nothing matches. Type other words.");
    person.press(`coder 480b${key.enter}`);
    await person.see(/ {2}1\. qwen3-coder-480b-a35b-instruct, private, Coding\s+Type a number/);
    person.press(`9${key.enter}`);
    await person.see("There is no such number. They go from 1 to 1.");
    person.press(`1${key.enter}`);
    await person.see("Where should the key be kept?");
    await person.see(/ {2}1\. ~\/\.openclaw\/\.env \(recommended\)/);
    person.press(key.enter);
    await person.see("Write these changes?");
    await person.see("yes or no (Enter for yes), b to go back");
    person.press(`maybe${key.enter}`);
    await person.see("Type yes or no.");
    person.press(`y${key.enter}`);
    await person.see("Venice AI is set up. Default model: venice/qwen3-coder-480b-a35b-instruct");
    await person.see(/Test venice[\s\S]*yes or no \(Enter for no\)/);
    person.press(key.enter);
    expect((await person.end()).code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(person.raw()).toMatch(/^[\x00-\x7f]*$/);
    expect(person.raw()).not.toMatch(moves);
    for (const secret of [keys.good, unknownKeys.venice]) expect(person.raw()).not.toContain(secret.slice(21, 40));
  });
});

describe("leaving and going back", () => {
  test("b goes back one question, with what was answered kept", async () => {
    const server = await venice();
    const person = startPty([...start, "--accessible", "--base-url", server.baseUrl], { home: createHome() });
    await person.see("nothing is shown");
    person.press(keys.good + key.enter);
    await person.see(/words to search for .*b to go back/);
    person.press(`b${key.enter}`);
    await person.see(/Use the key you entered \(ends \S+\)\?/);
    person.press(key.enter);
    await person.see(/Use the key[\s\S]*words to search for/);
    person.press(`b${key.enter}`);
    person.press(key.ctrlC);
    expect((await person.end()).code).toBe(130);
  });

  test.each([
    ["Ctrl-C", key.ctrlC],
    ["Ctrl-D", key.ctrlD],
  ])("%s at the key, at the list, at the yes: 130, nothing written, the terminal as it was", async (_, leave) => {
    const server = await venice();
    for (const answers of [[], [keys.good], [keys.good, "", ""]]) {
      const home = createHome();
      const shell = `trap : INT; before=$(stty -g); "$1" "$2" ${start.join(" ")} --accessible --base-url ${server.baseUrl}; echo "code $?"; test "$before" = "$(stty -g)" && echo SAME`;
      const person = startPty([], { home, shell });
      const questions = [
        "nothing is shown",
        "words to search for",
        "Where should the key be kept?",
        "Write these changes?",
      ];
      for (const [index, answer] of answers.entries()) {
        await person.see(questions[index] ?? "");
        person.press(answer + key.enter);
      }
      await person.see(questions[answers.length] ?? "");
      await person.see(/\n> ?$/);
      person.press(leave);
      await person.see("code 130");
      await person.see("SAME");
      expect(home.files()[configPath]).toBeUndefined();
      await person.end();
    }
  });
});
