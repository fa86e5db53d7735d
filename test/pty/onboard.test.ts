import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { key, type Pty, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const start = ["onboard", "--auth-choice", "venice-api-key"];

/** The last line of the picker: once it is there, all of the picker is. */
const pickerKeys = "type to search · ↑↓ move · enter choose · esc back";

/** A person who has answered everything up to the question that the text shows. */
async function upTo(question: string, person: Pty, secret: string = keys.good): Promise<void> {
  const answers: readonly (readonly [string | RegExp, string])[] = [
    ["Venice AI API key [hidden]", secret + key.enter],
    [/❯ llama-3\.3-70b/, key.enter],
    ["Where should the key be kept?", key.enter],
    ["Write these changes?", key.enter],
    ["Test venice/", key.enter],
  ];
  for (const [text, keystrokes] of answers) {
    await person.see(text);
    if (text === question || (text instanceof RegExp && question === "Default model")) return;
    person.press(keystrokes);
  }
}

function expectUntouched(home: Home): void {
  expect(home.files()).toEqual({});
}

test("the whole way: wrong key, right key, search, store, diff, yes, trial", async () => {
  const server = await venice();
  const home = createHome();
  const person = startPty([...start, "--base-url", server.baseUrl], { home });
  await person.see("Make a key, or find yours: https://venice.ai/settings/api");
  await person.see("Venice AI API key [hidden]");
  person.press(unknownKeys.venice + key.enter);
  await person.see("Venice AI rejected the key: Authentication failed. Try again (2 more tries).");
  await person.see(/more tries\)\.\n.*\n\? Venice AI API key \[hidden\]/);
  person.press(`export VENICE_API_KEY="${keys.good}";${key.enter}`);
  await person.see(`Received ${keys.good.length} characters, ends …${keys.good.slice(-4)}`);
  await person.see("Key accepted.");
  await person.see(/❯ llama-3\.3-70b/);
  person.press("coding");
  await person.see(/❯ qwen3-coder-480b/);
  person.press(key.enter);
  await person.see("Where should the key be kept?");
  person.press(key.down);
  await person.see(/❯ ~\/\.openclaw\/openclaw\.json, in its env block/);
  person.press(key.up);
  await person.see(/❯ ~\/\.openclaw\/\.env \(recommended\)/);
  person.press(key.enter);
  await person.see("Write these changes? (Y/n)");
  expectUntouched(home);
  person.press(key.enter);
  await person.see("Venice AI is set up. Default model: venice/qwen3-coder-480b-a35b-instruct");
  await person.see(/Test venice\/qwen3-coder-480b-a35b-instruct now \(at most \$[\d.]+\)\? \(y\/N\)$/m);
  person.press(`y${key.enter}`);
  await person.see("venice/qwen3-coder-480b-a35b-instruct answers");
  expect((await person.end()).code).toBe(0);
  expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  for (const secret of [keys.good, unknownKeys.venice]) expect(person.raw()).not.toContain(secret.slice(21, 40));
  // Everybody's list came while the key was typed, and no key was on the way before Enter.
  expect(server.requests[0]).toMatchObject({ path: "/models", key: undefined });
  expect(server.connections).toBe(1);
});

test("three wrong keys: exit 4 and no file", async () => {
  const server = await venice();
  const home = createHome();
  const person = startPty([...start, "--base-url", server.baseUrl], { home });
  for (const asked of [1, 2, 3]) {
    await person.see(new RegExp(`(API key[\\s\\S]*){${asked}}\\[hidden\\]`));
    person.press(unknownKeys.venice + key.enter);
  }
  await person.see("Venice AI rejected the key you entered");
  expect((await person.end()).code).toBe(4);
  expectUntouched(home);
});

describe("Esc", () => {
  test("goes back question by question, with the answers kept", async () => {
    const server = await venice();
    const home = createHome();
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Default model", person);
    person.press("deepseek");
    await person.see(/❯ deepseek-v3\.2/);
    person.press(key.enter);
    await person.see("Where should the key be kept?");
    person.press(key.down);
    await person.see(/❯ ~\/\.openclaw\/openclaw\.json/);
    person.press(key.enter);
    await person.see("Write these changes?");
    person.press(key.escape);
    await person.see(/❯ ~\/\.openclaw\/openclaw\.json, in its env block/);
    person.press(key.escape);
    await person.see(/❯ deepseek-v3\.2/);
    person.press(key.escape);
    await person.see(`Use the key you entered (ends …${keys.good.slice(-4)})? (Y/n)`);
    // The first question has nothing before it.
    person.press(key.escape);
    person.press(key.enter);
    await person.see(/❯ deepseek-v3\.2/);
    person.press(key.enter);
    await person.see(/❯ ~\/\.openclaw\/openclaw\.json, in its env block/);
    person.press(key.enter);
    await person.see(/Write these changes\? \(Y\/n\)\s*$/);
    person.press(key.enter);
    await person.see("Default model: venice/deepseek-v3.2");
    await person.see("Test venice/deepseek-v3.2 now");
    // Whoever goes back is not told again what has not changed.
    expect(person.screen().split("Venice AI offers 33 models.")).toHaveLength(2);
    person.press(key.escape);
    expect((await person.end()).code).toBe(0);
    expect(home.files()[configPath]).toContain(keys.good);
  });

  test("from the key goes back to the provider, which was asked", async () => {
    const server = await venice();
    const person = startPty(["onboard", "--base-url", server.baseUrl], { home: createHome() });
    await person.see("Which provider?");
    await person.see(/❯ Venice AI/);
    person.press(key.enter);
    await person.see("Venice AI API key [hidden]");
    person.press(key.escape);
    await person.see(/Which provider\?\n❯ Venice AI/);
    person.press(key.ctrlC);
    expect((await person.end()).code).toBe(130);
  });
});

describe("leaving", () => {
  test.each(["Venice AI API key [hidden]", "Default model", "Where should the key be kept?", "Write these changes?"])(
    "Ctrl-C at %s: exit 130 at once, the cursor is back, nothing is written",
    async (question) => {
      const server = await venice();
      const home = createHome();
      const person = startPty([...start, "--base-url", server.baseUrl], { home });
      await upTo(question, person);
      person.press(key.ctrlC);
      await person.see("Cancelled. Nothing was written.");
      expect((await person.end()).code).toBe(130);
      expect(person.cursorVisible).toBe(true);
      expectUntouched(home);
    },
  );

  test.each(["Venice AI API key [hidden]", "Default model", "Where should the key be kept?", "Write these changes?"])(
    "Ctrl-D at %s: the same",
    async (question) => {
      const server = await venice();
      const home = createHome();
      const person = startPty([...start, "--base-url", server.baseUrl], { home });
      await upTo(question, person);
      person.press(key.ctrlD);
      await person.see("Cancelled. Nothing was written.");
      expect((await person.end()).code).toBe(130);
      expect(person.cursorVisible).toBe(true);
      expectUntouched(home);
    },
  );

  test.each([
    [key.ctrlC, 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])("%j at the spinner: exit %i at once, nothing is written", async (how, code) => {
    const server = await venice({ mode: "silence" });
    const home = createHome();
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.good + key.enter);
    await person.see("Asking Venice AI about the key");
    if (how === key.ctrlC) person.press(how);
    else person.kill(how);
    expect((await person.end()).code).toBe(code);
    expect(person.cursorVisible).toBe(true);
    expectUntouched(home);
  });

  test.each(["key", "spinner"])("Ctrl-C at the %s ends it within 200 ms", async (where) => {
    const server = await venice({ mode: "silence" });
    const times: number[] = [];
    // A busy machine may be late once; a program that waits for something is late every time.
    for (let attempt = 0; attempt < 5 && !times.some((time) => time < 200); attempt++) {
      const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
      await person.see("Venice AI API key [hidden]");
      if (where === "spinner") {
        person.press(keys.good + key.enter);
        await person.see("Asking Venice AI about the key");
      }
      person.press(key.ctrlC);
      times.push((await person.end()).milliseconds);
    }
    expect(Math.min(...times)).toBeLessThan(200);
  });

  test("saying no to the changes: nothing is written", async () => {
    const server = await venice();
    const home = createHome();
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Write these changes?", person);
    person.press(`n${key.enter}`);
    await person.see("Cancelled. Nothing was written.");
    expect((await person.end()).code).toBe(130);
    expectUntouched(home);
  });

  describe("at the last offer, when everything is written", () => {
    const wrote = "Cancelled. Written before that: ~/.openclaw/.env, ~/.openclaw/openclaw.json.";

    test.each([
      ["Ctrl-C", key.ctrlC],
      ["Ctrl-D", key.ctrlD],
    ])("%s takes nothing back and says what is written: exit 130", async (_, pressed) => {
      const server = await venice();
      const home = createHome();
      const person = startPty([...start, "--base-url", server.baseUrl], { home });
      await upTo("Test venice/", person);
      person.press(pressed);
      await person.see(wrote);
      expect((await person.end()).code).toBe(130);
      expect(person.cursorVisible).toBe(true);
      expect(home.files()[dotenvPath]).toContain(keys.good);
    });

    test.each([
      ["Ctrl-C", key.ctrlC],
      ["Ctrl-D", key.ctrlD],
    ])("%s while the model is waited for does the same", async (_, pressed) => {
      const server = await venice({ mode: ({ method }) => (method === "POST" ? "silence" : undefined) });
      const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
      await upTo("Test venice/", person);
      person.press(`y${key.enter}`);
      await person.see("Waiting for venice/llama-3.3-70b");
      person.press(pressed);
      await person.see(wrote);
      expect((await person.end()).code).toBe(130);
      expect(person.cursorVisible).toBe(true);
    });

    test("Esc says no", async () => {
      const server = await venice();
      const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
      await upTo("Test venice/", person);
      person.press(key.escape);
      expect((await person.end()).code).toBe(0);
      expect(server.requests.map(({ method }) => method)).not.toContain("POST");
    });
  });

  test("the terminal is left as it was found", async () => {
    const server = await venice();
    const person = startPty([], {
      home: createHome(),
      shell: `before=$(stty -g); "$1" "$2" ${start.join(" ")} --base-url ${server.baseUrl}; test "$before" = "$(stty -g)" && echo SAME`,
    });
    await upTo("Default model", person);
    person.press(key.ctrlC);
    await person.see("SAME");
  });
});

describe("what is there already", () => {
  test("a key in the environment: used after a yes, and kept too after another", async () => {
    const server = await venice();
    const home = createHome();
    const person = startPty([...start, "--base-url", server.baseUrl], { home, env: { VENICE_API_KEY: keys.good } });
    await person.see(`Use the key in VENICE_API_KEY (ends …${keys.good.slice(-4)})? (Y/n)`);
    person.press(key.enter);
    await person.see(/❯ llama-3\.3-70b/);
    person.press(key.enter);
    await person.see("Also keep it in ~/.openclaw/.env, for a background gateway? (Y/n)");
    person.press(key.enter);
    await person.see("Write these changes?");
    person.press(key.enter);
    await person.see("Test venice/");
    person.press(key.enter);
    expect((await person.end()).code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });

  test("two keys: the one OpenClaw would use first, the other, or a new one", async () => {
    const server = await venice();
    const home = createHome({ [dotenvPath]: `VENICE_API_KEY=${keys.page}\n` });
    const person = startPty([...start, "--base-url", server.baseUrl], { home, env: { VENICE_API_KEY: keys.good } });
    await person.see("Which Venice AI key?");
    await person.see(/❯ the key in VENICE_API_KEY \(ends …/);
    person.press(key.down);
    await person.see(/❯ the key in ~\/\.openclaw\/\.env \(ends …ijkl\)/);
    person.press(key.down);
    await person.see(/❯ another key, to be entered now/);
    person.press(key.enter);
    await person.see("Venice AI API key [hidden]");
    person.press(key.escape);
    await person.see(/Which Venice AI key\?\n❯ the key in VENICE_API_KEY/);
    person.press(key.ctrlC);
    await person.end();
  });

  test("a default of another provider: keeping it is the first choice", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ agents: { defaults: { model: "openai/gpt-5.2" } } }\n' });
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.good + key.enter);
    await person.see(/Your default now\n❯ keep openai\/gpt-5\.2/);
    await person.see("Venice AI is added, your default stays as it is.");
    person.press(key.enter);
    await person.see("Where should the key be kept?");
    person.press(key.enter);
    await person.see("Write these changes?");
    person.press(key.enter);
    await person.see("Venice AI is set up. Your default model is still openai/gpt-5.2");
    expect((await person.end()).code).toBe(0);
  });

  test("everything as it should be already: nothing is asked to be written", async () => {
    const server = await venice();
    const home = createHome();
    const first = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Test venice/", first);
    first.press(key.enter);
    await first.end();
    const before = home.files();
    const second = startPty(start, { home });
    await second.see(/Use the key in ~\/\.openclaw\/\.env/);
    second.press(key.enter);
    await second.see(/❯ llama-3\.3-70b/);
    second.press(key.enter);
    await second.see("No changes");
    expect((await second.end()).code).toBe(0);
    expect(home.files()).toEqual(before);
  });

  test("a broken config: said at once, nothing is asked", async () => {
    const home = createHome({ [configPath]: "{ agents: }\n" });
    const person = startPty(start, { home });
    await person.see(/openclaw\.json:1:11: the config is not/);
    await person.see(/\{ agents: \}\n {12}\^/);
    expect((await person.end()).code).toBe(3);
    expect(person.screen()).not.toContain("API key");
  });

  test("a config that another program changes meanwhile: what would be written now is shown and asked again", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ agents: { defaults: { model: "venice/qwen3-4b" } } }\n' });
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.good + key.enter);
    await person.see(/❯ qwen3-4b/);
    person.press(key.enter);
    await person.see("Where should the key be kept?");
    person.press(key.enter);
    await person.see("Write these changes?");
    writeFileSync(home.at(configPath), '{ models: { mode: "replace" } }\n');
    person.press(key.enter);
    await person.see("The files have changed meanwhile.");
    await person.see(/meanwhile[\s\S]*Write these changes\? \(Y\/n\)/);
    expect(readFileSync(home.at(configPath), "utf8")).toBe('{ models: { mode: "replace" } }\n');
    person.press(key.enter);
    await person.see("Venice AI is set up");
    expect(home.files()[configPath]).toContain('mode: "replace"');
  });

  test("a change elsewhere in the config needs no second yes", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{\n  a: 1,\n}\n" });
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Write these changes?", person);
    writeFileSync(home.at(configPath), "{\n  a: 2, // theirs\n}\n");
    person.press(key.enter);
    await person.see("Venice AI is set up");
    expect(home.files()[configPath]).toContain("a: 2, // theirs");
  });
});

test("a key that no file is to keep any more is not lost by Enter alone", async () => {
  const server = await venice();
  const home = createHome({ [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` });
  const flags = ["--key-store", "env", "--model", "llama-3.3-70b", "--base-url", server.baseUrl];
  const person = startPty([...start, ...flags], { home });
  await person.see("Use the key in ~/.openclaw/.env");
  person.press(key.enter);
  await person.see("The key leaves ~/.openclaw/.env, and no backup keeps it");
  await person.see("Write these changes? (y/N)");
  person.press(key.enter);
  expect((await person.end()).code).toBe(130);
  expect(home.files()).toEqual({ [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` });
});

describe("a config whose lock another process holds", () => {
  const holding = `Waiting for process ${process.pid}, which holds ~/.openclaw/openclaw.json`;

  function locked() {
    const home = createHome({ [configPath]: "{}\n" });
    const lock = home.at(`${configPath}.lock`);
    writeFileSync(lock, JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }));
    return { home, release: () => unlinkSync(lock) };
  }

  test("is waited for, and it is said who holds it", async () => {
    const server = await venice();
    const { home, release } = locked();
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Write these changes?", person);
    person.press(key.enter);
    await person.see(holding);
    expect(home.files()[configPath]).toBe("{}\n");
    release();
    await person.see("Venice AI is set up");
    expect(person.screen()).not.toContain(holding);
    expect(home.files()[configPath]).toContain("venice");
  });

  test("is not waited for by whoever leaves: exit 130, nothing is written", async () => {
    const server = await venice();
    const { home } = locked();
    const person = startPty([...start, "--base-url", server.baseUrl], { home });
    await upTo("Write these changes?", person);
    person.press(key.enter);
    await person.see(holding);
    person.press(key.ctrlC);
    await person.see("Cancelled. Nothing was written.");
    expect((await person.end()).code).toBe(130);
    expect(home.files()[configPath]).toBe("{}\n");
    expect(home.files()[dotenvPath]).toBeUndefined();
  });

  test("a script is told in one line", async () => {
    const server = await venice();
    const { home, release } = locked();
    const person = startPty([], {
      home,
      env: { VENICE_API_KEY: keys.good },
      shell: `"$1" "$2" ${start.join(" ")} --non-interactive --base-url ${server.baseUrl} < /dev/null`,
    });
    await person.see(holding);
    release();
    expect((await person.end()).code).toBe(0);
    expect(person.screen().split(holding)).toHaveLength(2);
  });
});

describe("a key that looks strange", () => {
  test("one that cannot be a header is refused where it is typed", async () => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await person.see("Venice AI API key [hidden]");
    person.press(`openclaw onboard${key.enter}`);
    await person.see("The key has white space inside. Paste only the key itself.");
    // What is not seen cannot be mended, and what is pasted now would be added to it.
    await person.see("ctrl+u start over");
    person.press("\x15");
    await person.see(/API key \[hidden\]\npaste the key · enter go on$/);
    person.press(`openclaw onboard${key.enter}${key.enter}`);
    await person.see("The key has white space inside.");
    person.press(key.ctrlC);
    await person.end();
    expect(server.requests.filter(({ path }) => path !== "/models")).toEqual([]);
  });

  test("one that nobody vouches for is taken only after a yes, and no is what Enter says", async () => {
    const server = await venice({ mode: "error-500" });
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await person.see("Venice AI API key [hidden]");
    person.press(`notakey${key.enter}`);
    await person.see("This does not look like a Venice AI key");
    await person.see("Use it anyway? (y/N)");
    person.press(key.enter);
    await person.see(/anyway\?[\s\S]*API key \[hidden\]/);
    person.press(key.ctrlC);
    await person.end();
  });
});

describe("the screen", () => {
  const widest = (screen: string) => Math.max(...screen.split("\n").map((line) => stringWidth(line)));

  test.each([
    [80, 24],
    [120, 40],
  ])("nothing is cut or broken at %i x %i", async (columns, rows) => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome(), columns, rows });
    await upTo("Default model", person);
    await person.see(pickerKeys);
    const picker = person.screen();
    // Question, list, description and keys are on one screen, and every row is whole.
    const shown = picker.split("\n").slice(-rows);
    expect(shown.some((line) => line.includes("? Default model"))).toBe(true);
    expect(shown.some((line) => line.includes(pickerKeys))).toBe(true);
    expect(picker).toMatch(/claude-opus-5\s+anonymized\s+(RVTC|reasoning vision tools code)\s+1M\s+\$6\.00\/30\.00/);
    expect(widest(picker)).toBeLessThanOrEqual(columns);
    person.press(key.ctrlC);
    await person.end();
  });

  test("no word is broken at 80 columns: in the diff, in a long question, in advice", async () => {
    const server = await venice();
    const fresh = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await upTo("Write these changes?", fresh);
    for (const comment of readFileSync("templates/openclaw.json5", "utf8").match(/^\/\/.*$/gm) ?? []) {
      expect(fresh.screen().split("\n")).toContain(`+ ${comment}`);
    }
    fresh.press(key.ctrlC);
    await fresh.end();

    const config = `{ models: { providers: { venice: { apiKey: "${keys.page}", models: [] } } } }\n`;
    const lived = startPty([...start, "--base-url", server.baseUrl], { home: createHome({ [configPath]: config }) });
    await lived.see(
      "? Use the key in ~/.openclaw/openclaw.json\n  (models.providers.venice.apiKey) (ends …ijkl)? (Y/n)",
    );
    lived.press(key.ctrlC);
    await lived.end();

    const broken = startPty(start, { home: createHome({ [configPath]: "{", [`${configPath}.bak`]: "{}" }) });
    await broken.see("or put a\n  backup back: openclaw config restore.");
    await broken.end();

    const shell = '"$1" "$2" onboard --auth-choice venice-api-key < /dev/null';
    const script = startPty([], { home: createHome(), shell });
    await script.see("Run, with your key in key.txt:\n    openclaw onboard --non-interactive");
    await script.end();
  });

  test("privacy is explained once, in two lines", async () => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await upTo("Default model", person);
    expect(person.screen()).toContain("private    runs at Venice AI; what you send is never stored or logged");
    expect(person.screen()).toContain("anonymized passed on to its owner, who sees the text but not who sent it");
    person.press(key.ctrlC);
    await person.end();
  });

  test("the list is moved through by pages, and from end to end", async () => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await upTo("Default model", person);
    await person.see(pickerKeys);
    const pointed = () => /^❯ (\S+)/m.exec(person.screen())?.[1];
    const first = pointed();
    person.press(key.end);
    await person.see(/❯ (?!llama-3\.3-70b)/);
    const last = pointed();
    person.press(key.pageUp);
    await person.see(new RegExp(`^❯ (?!${last})`, "m"));
    const before = pointed();
    person.press(key.pageDown);
    await person.see(new RegExp(`^❯ ${last}`, "m"));
    person.press(key.home);
    await person.see(new RegExp(`^❯ ${first}`, "m"));
    // The page that was left is between the two ends.
    expect(new Set([first, before, last]).size).toBe(3);
    person.press(`coder${key.end}${key.home}`);
    await person.see(/^\? Default model coder$[\s\S]*❯ qwen3-coder-480b/m);
    person.press(key.ctrlC);
    await person.end();
  });

  test("a heading counts all models only while all are listed, and explains letters only where letters are", async () => {
    const server = await venice();
    const narrow = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await upTo("Default model", narrow);
    await narrow.see(" All 33, $/1M in/out (R reasoning V vision T tools C code U uncensored)");
    narrow.press("claude");
    await narrow.see(" Matches, $/1M in/out (R reasoning");
    expect(narrow.screen()).not.toContain("All 33");
    narrow.press(key.ctrlC);
    await narrow.end();
    const wide = startPty([...start, "--base-url", server.baseUrl], { home: createHome(), columns: 120, rows: 40 });
    await upTo("Default model", wide);
    await wide.see(/ All 33, \$\/1M in\/out\n/);
    wide.press(key.ctrlC);
    await wide.end();
  });

  test("the key's line counts what has come, and shows nothing of it", async () => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await person.see(/\? Venice AI API key \[hidden\]\npaste the key · enter go on/);
    person.press("vapi_secret!");
    await person.see(/\? Venice AI API key 12 characters\npaste/);
    person.press(key.backspace);
    await person.see("? Venice AI API key 11 characters");
    person.press(key.ctrlU);
    await person.see(/\? Venice AI API key \[hidden\]\n/);
    person.press(keys.good);
    await person.see(`? Venice AI API key ${keys.good.length} characters`);
    const drawn = person.raw().length;
    person.resize(50, 20);
    await person.seeAgain("go on", drawn);
    expect(person.screen().split("? Venice AI API key 63 characters")).toHaveLength(2);
    person.press(key.enter);
    await person.see(/✔ Venice AI API key\nReceived 63 characters, ends …v90x/);
    person.press(key.ctrlC);
    await person.end();
    expect(person.raw()).not.toContain("secret");
    expect(person.raw()).not.toContain("*");
  });

  describe("a window that changes its size while a list is open", () => {
    /** The transcript above the question, and the question with what is beneath it. */
    function parts(person: Pty) {
      const lines = person.screen().split("\n");
      const at = lines.findIndex((line) => /^\? /.test(line));
      return { above: lines.slice(0, at), question: lines.slice(at) };
    }
    const count = (text: string, part: string) => text.split(part).length - 1;

    test.each([
      ["120x40, 80x24", [120, 40], [[80, 24]]],
      [
        "80x24, 60x20, 100x30",
        [80, 24],
        [
          [60, 20],
          [100, 30],
        ],
      ],
      [
        "120x40, 40x12, 120x40",
        [120, 40],
        [
          [40, 12],
          [120, 40],
        ],
      ],
    ] as const)("is filled anew at once, and what stood above stays: %s", async (_, [columns, rows], sizes) => {
      const server = await venice();
      const earlier = "for line in 1 2 3 4 5 6 7 8 9; do echo a line of an earlier command; done";
      const person = startPty([], {
        home: createHome(),
        columns,
        rows,
        shell: `${earlier}; "$1" "$2" ${start.join(" ")} --base-url ${server.baseUrl}`,
      });
      await upTo("Default model", person);
      await person.see(pickerKeys);
      person.press("claude");
      await person.see(/^\? Default model claude$/m);
      person.press(key.down + key.down);
      await person.see(/❯ claude-sonnet-45/);
      const before = parts(person).above.filter((line) => line.trim() !== "");
      for (const [newColumns, newRows] of sizes) {
        const drawn = person.raw().length;
        person.resize(newColumns, newRows);
        await person.seeAgain("back", drawn);
        const { above, question } = parts(person);
        const shown = person.screen().split("\n").slice(-newRows);
        expect(shown).toEqual(expect.arrayContaining([expect.stringMatching(/^\? Default model claude$/)]));
        expect(shown.filter((line) => line.startsWith("❯"))).toEqual([expect.stringMatching(/^❯ claude-sonnet-45/)]);
        expect(count(person.screen(), "? Default model")).toBe(1);
        expect(count(person.screen(), "❯")).toBe(1);
        expect(widest(question.join("\n"))).toBeLessThanOrEqual(newColumns);
        // A terminal breaks the lines it holds at its own width.
        expect(above.join("").replace(/\s/g, "")).toBe(before.join("").replace(/\s/g, ""));
      }
      person.press(key.enter);
      await person.see("Where should the key be kept?");
      person.press(key.down);
      await person.see(/❯ ~\/\.openclaw\/openclaw\.json/);
      const drawn = person.raw().length;
      person.resize(40, 12);
      await person.seeAgain("back", drawn);
      const shown = person.screen().split("\n").slice(-12);
      expect(shown).toEqual(expect.arrayContaining([expect.stringMatching(/^\? Where should the key be kept\?$/)]));
      expect(shown.filter((line) => line.startsWith("❯"))).toEqual([expect.stringMatching(/^❯ ~\/\.openclaw\/o/)]);
      expect(count(person.screen(), "Where should the key be kept?")).toBe(1);
      person.press(key.ctrlC);
      expect((await person.end()).code).toBe(130);
    });
  });

  test.each([
    ["NO_COLOR", { NO_COLOR: "1" }, []],
    ["--no-color", {}, ["--no-color"]],
  ])("%s: not one colour, in prompts, spinner and talk", async (_, env, flags) => {
    const server = await venice({ delayMilliseconds: 300 });
    const person = startPty([...start, ...flags, "--base-url", server.baseUrl], { home: createHome(), env });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.good + key.enter);
    await person.see(/[❯>] llama-3\.3-70b/);
    person.press(key.ctrlC);
    await person.end();
    expect(person.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  });

  test("with a terminal there are colours, and FORCE_COLOR=0 says no to them", async () => {
    const server = await venice();
    const colored = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await upTo("Default model", colored);
    colored.press(key.ctrlC);
    await colored.end();
    expect(colored.raw()).toMatch(/\x1b\[36m/);
    const plain = startPty([...start, "--base-url", server.baseUrl], { home: createHome(), env: { FORCE_COLOR: "0" } });
    await upTo("Default model", plain);
    plain.press(key.ctrlC);
    await plain.end();
    expect(plain.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  });

  test("LANG=C: nothing but ASCII is sent", async () => {
    const server = await venice();
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome(), env: { LANG: "C" } });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.good + key.enter);
    await person.see(/> llama-3\.3-70b/);
    person.press(key.ctrlC);
    await person.end();
    expect(person.raw()).toMatch(/^[\x00-\x7f]*$/);
    expect(person.screen()).toContain("up/down move");
  });

  test("questions go to stderr, so stdout can be a file: --json into one", async () => {
    const server = await venice();
    const home = createHome();
    const person = startPty([], {
      home,
      shell: `"$1" "$2" ${start.join(" ")} --json --base-url ${server.baseUrl} > "$HOME/out.json"`,
    });
    await upTo("Write these changes?", person);
    // The document is not kept back for another question.
    person.press(key.enter);
    expect((await person.end()).code).toBe(0);
    expect(person.screen()).not.toContain("Test venice/");
    expect(JSON.parse(home.files()["out.json"] ?? "")).toMatchObject({ ok: true, model: "venice/llama-3.3-70b" });
  });

  test("a model picked from everybody's list that this key may not use is asked for again", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await venice({ hold: (request) => (request.path === "/models" && request.key ? held : undefined) });
    const person = startPty([...start, "--base-url", server.baseUrl], { home: createHome() });
    await person.see("Venice AI API key [hidden]");
    person.press(keys.privateOnly + key.enter);
    await person.see(/❯ llama-3\.3-70b/);
    person.press("claude-opus-5");
    await person.see(/❯ claude-opus-5/);
    person.press(key.enter);
    await person.see("Fetching the models of Venice AI");
    release();
    await person.see("venice/claude-opus-5 is not offered to this key. Choose another one.");
    await person.see(/another one\.[\s\S]*❯ llama-3\.3-70b[\s\S]*type to search/);
    expect(person.screen().split("another one.")[1]).not.toContain("claude-opus-5 ");
    person.press(key.ctrlC);
    await person.end();
  });
});
