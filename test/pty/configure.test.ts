import { readFileSync, writeFileSync } from "node:fs";
import stringWidth from "fast-string-width";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import type { FakeVenice, FakeVeniceOptions } from "../support/fake-venice.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath, onboard } from "../support/onboarding.ts";
import { key, type Pty, type PtyOptions, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

/** What the last line of a list says. Once it is there, all of the list is. */
const listEnd = "esc back\\s*$";
const menu = new RegExp(`What do you want to change\\?\\n[^✔]*❯ [^✔]*${listEnd}`);
const reviewable = new RegExp(`❯ Review and write the changes\\n[^✔]*${listEnd}`);
const picker = /Default model\n[\s\S]*type to search · ↑↓ move · enter choose · esc back\s*$/;
const stores = new RegExp(`Where should the key be kept\\?\\n[^✔]*${listEnd}`);
const keyChoice = new RegExp(
  `Which Venice AI key\\?\\n❯ the key in [^✔]*another key, to be entered now\\n[^✔]*${listEnd}`,
);
const providers = new RegExp(`Which provider\\?\\n❯ Venice AI\\n[^✔]*${listEnd}`);
const hidden = /Venice AI API key \[hidden\]\s*$|Venice AI API key \[hidden\][^✔]*esc back\s*$/;
const yes = /Write these changes\? \(Y\/n\)\s*$|Write these changes\? \(Y\/n\)[^✔]*esc back\s*$/;
const no = /Write these changes\? \(y\/N\)/;

/** A home in which everything is set up as `onboard` does it, with the key of OpenClaw's page and that default model. */
async function settled(server: FakeVenice, flags: readonly string[] = []): Promise<Home> {
  const home = createHome();
  const result = await onboard(server, ["--venice-api-key-stdin", ...flags], { home, stdin: keys.page });
  expect(result.code).toBe(0);
  return home;
}

interface Given extends Partial<PtyOptions> {
  readonly server?: FakeVeniceOptions;
  readonly onboarded?: readonly string[];
}

/** A person before the menu of a home where everything is set up. */
async function begin(argv: readonly string[] = [], { server: options, onboarded, ...pty }: Given = {}) {
  const server = await venice(options);
  const home = pty.home ?? (await settled(server, onboarded));
  const before = home.files();
  const person = startPty(["configure", ...argv], { ...pty, home });
  return { server, home, before, person };
}

/** Moves the pointer row by row to an entry of the list that is shown, and chooses it. */
async function choose(person: Pty, entry: string): Promise<void> {
  const lines = person.screen().split("\n");
  const question = lines.findLastIndex((line) => line.startsWith("? "));
  const rows = lines.slice(question + 1).filter((line) => /^(❯ | {2})\S/.test(line));
  const target = rows.findIndex((row) => row.slice(2).startsWith(entry));
  if (target === -1) throw new Error(`there is no ${entry}. The screen:\n${person.screen()}`);
  for (let at = rows.findIndex((row) => row.startsWith("❯")); at !== target; ) {
    const isBelow = target > at;
    at += isBelow ? 1 : -1;
    person.press(isBelow ? key.down : key.up);
    await person.see(`❯ ${rows[at]?.slice(2)}`);
  }
  person.press(key.enter);
}

/** Enters another key under Model/auth, up to what becomes of it. */
async function enterKey(person: Pty, secret: string): Promise<void> {
  await choose(person, "Model/auth");
  await person.see(providers);
  person.press(key.enter);
  await person.see(keyChoice);
  await choose(person, "another key");
  await person.see(hidden);
  person.press(secret + key.enter);
}

async function pickModel(person: Pty, id: string): Promise<void> {
  await choose(person, "Default model");
  await person.see(picker);
  person.press(id);
  await person.see(new RegExp(`❯ ${id}`));
  person.press(key.enter);
}

async function moveKey(person: Pty, to: string): Promise<void> {
  await choose(person, "Where the key is kept");
  await person.see(stores);
  await choose(person, to);
}

async function write(person: Pty): Promise<void> {
  await person.see(reviewable);
  person.press(key.enter);
  await person.see(yes);
  person.press(key.enter);
  await person.see("openclaw gateway restart");
  expect((await person.end()).code).toBe(0);
}

const configOf = (home: Home) => JSON5.parse(home.files()[configPath] ?? "");
const backupsOf = (home: Home) => Object.keys(home.files()).filter((path) => path.includes(".bak"));

describe("from nothing, as OpenClaw's page has it: Model/auth, then Venice AI", () => {
  test.each([
    [80, 24],
    [120, 40],
  ])("at %i x %i", async (columns, rows) => {
    const server = await venice();
    const home = createHome();
    const person = startPty(["configure", "--base-url", server.baseUrl], { home, columns, rows });
    await person.see("Config: ~/.openclaw/openclaw.json (will be made)");
    await person.see(menu);
    expect(person.screen()).toMatch(
      /❯ Model\/auth {5}not set up yet\n {2}Default model {2}none\n {2}Check the setup\n {2}Quit\n/,
    );
    await choose(person, "Model/auth");
    await person.see(providers);
    await choose(person, "Venice AI");
    await person.see("Make a key, or find yours: https://venice.ai/settings/api");
    await person.see(hidden);
    person.press(keys.good + key.enter);
    await person.see("Key accepted.");
    await person.see(picker);
    person.press(key.enter);
    await person.see(stores);
    person.press(key.enter);
    await person.see(reviewable);
    const screen = person.screen();
    expect(screen).toMatch(/Model\/auth +Venice AI, key …v90x just entered +unsaved/);
    expect(screen).toMatch(/Default model +venice\/llama-3\.3-70b +unsaved/);
    expect(screen).toMatch(/Where the key is kept +~\/\.openclaw\/\.env +unsaved/);
    expect(Math.max(...screen.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(home.files()).toEqual({});
    await write(person);
    expect(person.screen()).toContain("Venice AI is set up. Default model: venice/llama-3.3-70b");
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(configOf(home).agents.defaults.model).toEqual({ primary: "venice/llama-3.3-70b" });
    expect(home.mode(dotenvPath)).toBe(0o600);
    expect(person.raw()).not.toContain(keys.good.slice(21, 40));
  });

  test("whoever begins with the default model is asked for the key first", async () => {
    const server = await venice();
    const person = startPty(["configure", "--section", "model", "--base-url", server.baseUrl], { home: createHome() });
    await person.see(providers);
    person.press(key.enter);
    await person.see(hidden);
    person.press(keys.good + key.enter);
    await person.see(picker);
    person.press(key.ctrlC);
    expect((await person.end()).code).toBe(130);
  });

  test("a default of another provider stays, and is not asked about", async () => {
    const server = await venice();
    const config = '{ agents: { defaults: { model: "openai/gpt-5.2" } } }\n';
    const home = createHome({ [configPath]: config });
    const person = startPty(["configure", "--section", "key", "--base-url", server.baseUrl], { home });
    await person.see(providers);
    person.press(key.enter);
    await person.see(hidden);
    person.press(keys.good + key.enter);
    await person.see(stores);
    person.press(key.enter);
    await person.see(yes);
    person.press(key.enter);
    await person.see("Venice AI is set up. Your default model is still openai/gpt-5.2");
    expect((await person.end()).code).toBe(0);
    expect(configOf(home).agents).toEqual({ defaults: { model: "openai/gpt-5.2" } });
    expect(configOf(home).models.providers.venice.models).toHaveLength(1);
  });

  test("a key of the shell is offered, and kept too after a yes", async () => {
    const server = await venice();
    const home = createHome();
    const env = { VENICE_API_KEY: keys.good };
    const person = startPty(["configure", "--section", "key", "--base-url", server.baseUrl], { home, env });
    await person.see(providers);
    person.press(key.enter);
    await person.see(keyChoice);
    person.press(key.enter);
    await person.see(picker);
    person.press(key.enter);
    await person.see(/Also keep it in ~\/\.openclaw\/\.env, for a background gateway\? \(Y\/n\)/);
    person.press(key.enter);
    await person.see(yes);
    person.press(key.enter);
    await person.see("openclaw gateway restart");
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });
});

describe("the key", () => {
  test.each([
    [80, 24],
    [120, 40],
  ])("changed: the default, and all of the config, stays byte for byte (%i x %i)", async (columns, rows) => {
    const { home, before, person } = await begin([], { columns, rows });
    await person.see(menu);
    expect(person.screen()).toMatch(/Model\/auth +Venice AI, key …ijkl in ~\/\.openclaw\/\.env\n/);
    await enterKey(person, keys.good);
    await person.see("Key accepted.");
    await write(person);
    expect(home.files()[configPath]).toBe(before[configPath]);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(person.screen()).toContain("Your default model is still venice/llama-3.3-70b");
    for (const secret of [keys.good, keys.page]) expect(person.raw()).not.toContain(secret.slice(8, 20));
  });

  test("changed where the config keeps it: nothing else in the config changes", async () => {
    const { home, before, person } = await begin([], { onboarded: ["--key-store", "config"] });
    await person.see(menu);
    await enterKey(person, keys.good);
    await write(person);
    expect(home.files()[configPath]).toBe(before[configPath]?.replace(keys.page, keys.good));
    expect(home.files()[`${configPath}.bak`]).not.toContain(keys.page);
  });

  test("a wrong one is asked for again, and the old one may be used after all: nothing to write", async () => {
    const { home, before, person } = await begin();
    await person.see(menu);
    await enterKey(person, unknownKeys.venice);
    await person.see("Venice AI rejected the key");
    await person.see(keyChoice);
    person.press(key.enter);
    await person.see(/Key accepted[\s\S]*❯ Model\/auth[\s\S]*esc back\s*$/);
    expect(person.screen().split("Key accepted")[1]).not.toContain("Review");
    await choose(person, "Quit");
    await person.see("Nothing was written.");
    expect((await person.end()).code).toBe(0);
    expect(home.files()).toEqual(before);
  });

  test("hidden by another one of the shell: that is said after the write", async () => {
    const { person } = await begin([], { env: { VENICE_API_KEY: keys.hyphens } });
    await person.see(menu);
    await enterKeyOfTwo(person, keys.good);
    await person.see(stores);
    person.press(key.enter);
    await write(person);
    expect(person.screen()).toMatch(/VENICE_API_KEY in this shell holds another key,/);
  });

  async function enterKeyOfTwo(person: Pty, secret: string): Promise<void> {
    await choose(person, "Model/auth");
    await person.see(providers);
    person.press(key.enter);
    await person.see(/Which Venice AI key\?\n❯ the key in VENICE_API_KEY[^✔]*esc back\s*$/);
    await choose(person, "another key");
    await person.see(hidden);
    person.press(secret + key.enter);
  }
});

describe("the default model", () => {
  test.each([
    [80, 24],
    [120, 40],
  ])("changed: the key stays where it is and as it is (%i x %i)", async (columns, rows) => {
    const { home, before, person } = await begin([], { columns, rows });
    await person.see(menu);
    await pickModel(person, "qwen3-4b");
    await write(person);
    expect(home.files()[dotenvPath]).toBe(before[dotenvPath]);
    const [was, is] = [JSON5.parse(before[configPath] ?? ""), configOf(home)];
    expect(is.agents.defaults.model).toEqual({ primary: "venice/qwen3-4b" });
    const { models: rowsBefore, ...block } = was.models.providers.venice;
    expect(is.models.providers.venice).toEqual({
      ...block,
      models: [...rowsBefore, expect.objectContaining({ id: "qwen3-4b" })],
    });
    expect(person.screen()).toContain("Default model: venice/qwen3-4b");
  });

  test("from a private to an anonymized one: what that means is said", async () => {
    const { person } = await begin();
    await person.see(menu);
    await pickModel(person, "claude-opus-45");
    await person.see("venice/llama-3.3-70b is private; venice/claude-opus-45 is anonymized: its");
    await person.see(reviewable);
  });

  test("the one that is the default already: nothing to write", async () => {
    const { home, before, person } = await begin();
    await person.see(menu);
    await choose(person, "Default model");
    await person.see(picker);
    person.press(key.enter);
    await person.see(/nothing to write\.[\s\S]*❯ Default model[\s\S]*esc back\s*$/);
    person.press(key.escape);
    expect((await person.end()).code).toBe(0);
    expect(home.files()).toEqual(before);
  });

  test("of another provider may be kept", async () => {
    const server = await venice();
    const home = await settled(server);
    const config = home.files()[configPath]?.replace("venice/llama-3.3-70b", "openai/gpt-5.2") ?? "";
    writeFileSync(home.at(configPath), config);
    const person = startPty(["configure", "--section", "model"], { home });
    await person.see(/❯ keep openai\/gpt-5\.2[\s\S]*esc back\s*$/);
    person.press(key.enter);
    await person.see("nothing to write");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[configPath]).toBe(config);
  });
});

describe("where the key is kept", () => {
  test("from .env to the config and back", async () => {
    const { home, before, person } = await begin();
    await person.see(menu);
    await moveKey(person, "~/.openclaw/openclaw.json, in its env block");
    await person.see(reviewable);
    expect(person.screen()).toMatch(/Where the key is kept +~\/\.openclaw\/openclaw\.json, env block +unsaved/);
    await write(person);
    expect(home.files()[dotenvPath]).toBe("");
    expect(configOf(home).env).toEqual({ vars: { VENICE_API_KEY: keys.page } });

    const again = startPty(["configure"], { home });
    await again.see(menu);
    await moveKey(again, "~/.openclaw/.env");
    await write(again);
    for (const path of [configPath, dotenvPath]) expect(home.files()[path]).toBe(before[path]);
    for (const [path, text] of Object.entries(home.files())) {
      if (path !== dotenvPath) expect(text, path).not.toContain(keys.page);
    }
  });

  test("nowhere: the copy goes, it is said that no backup has it, and what OpenClaw will miss", async () => {
    const { home, person } = await begin();
    await person.see(menu);
    await moveKey(person, "nowhere");
    await person.see(reviewable);
    person.press(key.enter);
    await person.see("The key leaves ~/.openclaw/.env, and no backup keeps it: make a copy");
    // Enter alone loses no key.
    await person.see(no);
    person.press(`y${key.enter}`);
    await person.see("OpenClaw will not start until VENICE_API_KEY is set: export VENICE_API_KEY=…");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[dotenvPath]).toBe("");
  });

  test("out of the old form, which OpenClaw refuses now", async () => {
    const server = await venice();
    const home = await settled(server);
    const config = home.files()[configPath]?.replace(/\{\n/, `{\n  env: { VENICE_API_KEY: "${keys.page}" },\n`) ?? "";
    writeFileSync(home.at(configPath), config);
    writeFileSync(home.at(dotenvPath), "");
    const person = startPty(["configure", "--section", "store"], { home });
    await person.see(stores);
    person.press(key.enter);
    await person.see("The key in plain text at env.VENICE_API_KEY moves to ~/.openclaw/.env.");
    await person.see(yes);
    person.press(key.enter);
    await person.see("openclaw gateway restart");
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.page}\n`);
    expect(home.files()[configPath]).not.toContain(keys.page);
  });

  test("without a key there is nothing to keep", async () => {
    const person = startPty(["configure", "--section", "store"], { home: createHome() });
    await person.see("There is no key yet. Choose Model/auth first.");
    expect((await person.end()).code).toBe(0);
  });
});

test("several changes: one diff, one write, one backup", async () => {
  const { home, person } = await begin();
  await person.see(menu);
  await enterKey(person, keys.good);
  await person.see(reviewable);
  await pickModel(person, "qwen3-4b");
  await person.see(reviewable);
  await moveKey(person, "~/.openclaw/openclaw.json, in its env block");
  await person.see(reviewable);
  expect(person.screen().match(/unsaved/g)?.length).toBeGreaterThanOrEqual(3);
  expect(backupsOf(home)).toEqual([]);
  await write(person);
  expect(backupsOf(home)).toEqual([`${configPath}.bak`]);
  expect(configOf(home)).toMatchObject({
    agents: { defaults: { model: { primary: "venice/qwen3-4b" } } },
    env: { vars: { VENICE_API_KEY: keys.good } },
  });
  expect(home.files()[dotenvPath]).toBe("");
});

test("a change taken back is none any more", async () => {
  const { home, before, person } = await begin();
  await person.see(menu);
  await pickModel(person, "qwen3-4b");
  await person.see(reviewable);
  await pickModel(person, "llama-3.3-70b");
  await person.see(/nothing to write\.[\s\S]*❯ Default model {10}venice\/llama-3\.3-70b\n[\s\S]*esc back\s*$/);
  person.press(key.escape);
  await person.see("Nothing was written.");
  expect((await person.end()).code).toBe(0);
  expect(home.files()).toEqual(before);
});

describe("check the setup", () => {
  const check = async (given: Given, argv: readonly string[] = []) => {
    const parts = await begin(["--section", "check", ...argv], given);
    expect((await parts.person.end()).code).toBe(0);
    expect(parts.home.files()[configPath]).toBe(parts.before[configPath]);
    return parts.person.screen();
  };

  test("all is well", async () => {
    const screen = await check({});
    expect(screen).toContain("✔ Venice AI key (ends …ijkl): accepted; it can spend $50.23");
    expect(screen).toContain("✔ Default model: venice/llama-3.3-70b (private)");
  });

  test("--offline asks nobody, and says so", async () => {
    const screen = await check({}, ["--offline"]);
    expect(screen).toContain("Venice AI key (ends …ijkl): not asked: --offline");
    expect(screen).toContain("Default model: venice/llama-3.3-70b (private)");
  });

  test("a key that is refused, and a default that is offered no more", async () => {
    const server = await venice();
    const home = await settled(server);
    writeFileSync(home.at(dotenvPath), `VENICE_API_KEY=${unknownKeys.venice}\n`);
    const config = home.files()[configPath]?.replaceAll("llama-3.3-70b", "odd-retired-8b") ?? "";
    writeFileSync(home.at(configPath), config);
    const person = startPty(["configure", "--section", "check"], { home });
    expect((await person.end()).code).toBe(0);
    expect(person.screen()).toContain("! Venice AI key (ends …7Qv9): rejected: Authentication failed.");
    expect(person.screen()).toMatch(/! Default model: venice\/odd-retired-8b \(\S/);
  });

  test("an allow-list that hides the default", async () => {
    const server = await venice();
    const home = await settled(server);
    const allow = 'modelPolicy: { allow: ["openai/*"] },\n      model:';
    writeFileSync(home.at(configPath), home.files()[configPath]?.replace("model:", allow) ?? "");
    const person = startPty(["configure", "--section", "check"], { home });
    await person.see("An allow-list in the config keeps venice/llama-3.3-70b from being used.");
    expect((await person.end()).code).toBe(0);
  });

  test("a provider that is away", async () => {
    const server = await venice();
    const home = await settled(server);
    await server.close();
    const person = startPty(["configure", "--section", "check"], { home });
    await person.see(/! Venice AI key \(ends …ijkl\): could not be asked/);
    expect((await person.end()).code).toBe(0);
  });

  test("nothing is there yet", async () => {
    const person = startPty(["configure", "--section", "check"], { home: createHome() });
    await person.see("There is no key yet. Choose Model/auth first.");
    await person.see("There is no default model");
    expect((await person.end()).code).toBe(0);
  });

  test("is of what is changed and not written, too", async () => {
    const { person } = await begin();
    await person.see(menu);
    await enterKey(person, keys.good);
    await person.see(reviewable);
    await choose(person, "Check the setup");
    await person.see("Venice AI key (ends …v90x): accepted");
    await person.see(/llama-3\.3-70b \(private\)[\s\S]*❯ Review[\s\S]*esc back\s*$/);
  });
});

describe("removing", () => {
  test("the diff is confirmed with no; yes takes key, block and default, and says where the key lives on", async () => {
    const { home, before, person } = await begin();
    await person.see(menu);
    await choose(person, "Remove Venice AI");
    await person.see(no);
    expect(person.screen()).toContain("- VENICE_API_KEY=…");
    expect(person.screen()).toContain("The key leaves ~/.openclaw/.env, and no backup keeps it: make a copy");
    person.press(key.enter);
    await person.see(
      /\(y\/N\)[\s\S]*❯ Remove Venice AI[\s\S]*esc back\s*$|changes\? No[\s\S]*❯ Remove Venice AI[\s\S]*esc back\s*$/,
    );
    expect(home.files()).toEqual(before);
    person.press(key.enter);
    await person.see(/changes\? No[\s\S]*no backup keeps it[\s\S]*Write these changes\? \(y\/N\)/);
    person.press(`y${key.enter}`);
    await person.see("Venice AI is removed. To set it up again: openclaw onboard");
    await person.see("https://venice.ai/settings/api");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[dotenvPath]).toBe("");
    expect(configOf(home)).toEqual({});
    for (const text of Object.values(home.files())) expect(text).not.toContain(keys.page);
  });

  test("and onboarding again is as if nothing had been", async () => {
    const { server, home, before, person } = await begin(["--section", "remove"]);
    await person.see(no);
    person.press(`y${key.enter}`);
    expect((await person.end()).code).toBe(0);
    const again = await onboard(server, ["--venice-api-key-stdin"], { home, stdin: keys.page });
    expect(again.code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(before[dotenvPath]);
    expect(configOf(home)).toEqual(JSON5.parse(before[configPath] ?? ""));
  });

  test("drops what is changed and not written, after saying so; Esc keeps it", async () => {
    const { person } = await begin();
    await person.see(menu);
    await pickModel(person, "qwen3-4b");
    await person.see(reviewable);
    await choose(person, "Remove Venice AI");
    await person.see("What you changed and did not write is dropped");
    await person.see(no);
    person.press(key.escape);
    await person.see(reviewable);
    expect(person.screen()).toMatch(/venice\/qwen3-4b +unsaved/);
  });

  test("straight there, no ends it: exit 130, nothing is written", async () => {
    const { home, before, person } = await begin(["--section", "remove"]);
    await person.see(no);
    person.press(key.enter);
    await person.see("Cancelled. Nothing was written.");
    expect((await person.end()).code).toBe(130);
    expect(home.files()).toEqual(before);
  });

  test("nothing is there: that is said", async () => {
    const person = startPty(["configure", "--section", "remove"], { home: createHome() });
    await person.see("There is nothing of Venice AI in your files.");
    expect((await person.end()).code).toBe(0);
  });
});

describe("--section", () => {
  test("model: the picker, then the changes; Esc leads to the menu", async () => {
    const { home, person } = await begin(["--section", "model"]);
    await person.see(picker);
    person.press("qwen3-4b");
    await person.see(/❯ qwen3-4b/);
    person.press(key.enter);
    await person.see(yes);
    person.press(key.escape);
    await person.see(reviewable);
    await write(person);
    expect(configOf(home).agents.defaults.model.primary).toBe("venice/qwen3-4b");
  });

  test("Esc at the changes leads to the menu, and from there no leads back to it", async () => {
    const { person } = await begin(["--section", "remove"]);
    await person.see(no);
    person.press(key.escape);
    await person.see(menu);
    person.press(key.enter);
    await person.see(no);
    person.press(key.enter);
    await person.see(/changes\? No[\s\S]*❯ Remove Venice AI[\s\S]*esc back\s*$/);
  });

  test("key: the provider, the key, the changes", async () => {
    const { home, person } = await begin(["--section", "key"]);
    await person.see(providers);
    person.press(key.enter);
    await person.see(keyChoice);
    await choose(person, "another key");
    await person.see(hidden);
    person.press(keys.good + key.enter);
    await person.see(yes);
    person.press(key.enter);
    await person.see("openclaw gateway restart");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });

  test("what is as it was needs no changes, and is the end", async () => {
    const { home, before, person } = await begin(["--section", "store"]);
    await person.see(stores);
    person.press(key.enter);
    await person.see("nothing to write");
    expect((await person.end()).code).toBe(0);
    expect(home.files()).toEqual(before);
  });

  test.each([
    ["key", providers],
    ["model", picker],
    ["store", stores],
    ["remove", no],
  ])("%s, left with Esc, leads to the menu, and Esc there leaves", async (section, question) => {
    const { home, before, person } = await begin(["--section", section]);
    await person.see(question);
    person.press(key.escape);
    await person.see(menu);
    person.press(key.escape);
    await person.see("Nothing was written.");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[configPath]).toBe(before[configPath]);
  });
});

describe("Esc", () => {
  test("leads one question back, and from the first one to the menu", async () => {
    const { person } = await begin();
    await person.see(menu);
    await choose(person, "Model/auth");
    await person.see(providers);
    person.press(key.enter);
    await person.see(keyChoice);
    await choose(person, "another key");
    await person.see(hidden);
    person.press(key.escape);
    await person.see(keyChoice);
    person.press(key.escape);
    await person.see(providers);
    person.press(key.escape);
    await person.see(menu);
    await choose(person, "Where the key is kept");
    await person.see(stores);
    person.press(key.escape);
    await person.see(menu);
    await choose(person, "Default model");
    await person.see(picker);
    person.press(key.escape);
    await person.see(menu);
    await choose(person, "Remove Venice AI");
    await person.see(no);
    person.press(key.escape);
    await person.see(menu);
    person.press(key.escape);
    expect((await person.end()).code).toBe(0);
  });

  test("no, and Esc, at the changes lead back to the menu with everything kept", async () => {
    const { home, before, person } = await begin();
    await person.see(menu);
    await pickModel(person, "qwen3-4b");
    for (const answer of [key.escape, `n${key.enter}`]) {
      await person.see(reviewable);
      person.press(key.enter);
      await person.see(yes);
      person.press(answer);
    }
    await person.see(/changes\? No\n[\s\S]*❯ Review[\s\S]*esc back\s*$/);
    expect(home.files()[configPath]).toBe(before[configPath]);
    await write(person);
  });
});

describe("leaving with changes that are not written", () => {
  const leave = new RegExp(`You have changes that are not written\\.\\n❯ Review and write them\\n[^✔]*${listEnd}`);
  const upToLeave = async (how: "esc" | "quit") => {
    const parts = await begin();
    await parts.person.see(menu);
    await pickModel(parts.person, "qwen3-4b");
    await parts.person.see(reviewable);
    if (how === "esc") parts.person.press(key.escape);
    else await choose(parts.person, "Quit");
    await parts.person.see(leave);
    return parts;
  };

  test("they may be written", async () => {
    const { home, person } = await upToLeave("quit");
    person.press(key.enter);
    await person.see(yes);
    person.press(key.enter);
    await person.see("openclaw gateway restart");
    expect((await person.end()).code).toBe(0);
    expect(configOf(home).agents.defaults.model.primary).toBe("venice/qwen3-4b");
  });

  test("they may be discarded", async () => {
    const { home, before, person } = await upToLeave("esc");
    await choose(person, "Discard them");
    await person.see("Nothing was written.");
    expect((await person.end()).code).toBe(0);
    expect(home.files()[configPath]).toBe(before[configPath]);
  });

  test.each(["the entry", "Esc"])("or one goes back, by %s", async (how) => {
    const { person } = await upToLeave("esc");
    if (how === "Esc") person.press(key.escape);
    else await choose(person, "Go back to the menu");
    await person.see(/❯ Review and write the changes\n[\s\S]*qwen3-4b +unsaved[\s\S]*esc back\s*$/);
  });
});

describe("Ctrl-C and Ctrl-D", () => {
  const places: readonly (readonly [string, RegExp, (person: Pty) => Promise<void>])[] = [
    ["the menu", menu, async () => {}],
    ["the provider", providers, (person) => choose(person, "Model/auth")],
    [
      "the key",
      keyChoice,
      async (person) => {
        await choose(person, "Model/auth");
        await person.see(providers);
        person.press(key.enter);
      },
    ],
    [
      "the hidden key",
      hidden,
      async (person) => {
        await choose(person, "Model/auth");
        await person.see(providers);
        person.press(key.enter);
        await person.see(keyChoice);
        await choose(person, "another key");
      },
    ],
    ["the model", picker, (person) => choose(person, "Default model")],
    ["the store", stores, (person) => choose(person, "Where the key is kept")],
    ["the removal", no, (person) => choose(person, "Remove Venice AI")],
    [
      "the changes",
      yes,
      async (person) => {
        await pickModel(person, "qwen3-4b");
        await person.see(reviewable);
        person.press(key.enter);
      },
    ],
    [
      "leaving",
      /Go back to the menu[\s\S]*esc back\s*$/,
      async (person) => {
        await pickModel(person, "qwen3-4b");
        await person.see(reviewable);
        person.press(key.escape);
      },
    ],
  ];

  test.each(places.flatMap((place) => [[...place, "Ctrl-C"] as const, [...place, "Ctrl-D"] as const]))(
    "at %s: exit 130, the cursor is back, nothing is written",
    async (_, question, goThere, how) => {
      const { home, before, person } = await begin();
      await person.see(menu);
      await goThere(person);
      await person.see(question);
      person.press(how === "Ctrl-C" ? key.ctrlC : key.ctrlD);
      await person.see("Cancelled. Nothing was written.");
      expect((await person.end()).code).toBe(130);
      expect(person.cursorVisible).toBe(true);
      for (const path of [configPath, dotenvPath]) expect(home.files()[path]).toBe(before[path]);
      expect(backupsOf(home)).toEqual([]);
    },
  );
});

describe("files", () => {
  test("--dry-run shows the changes, and writes nothing", async () => {
    const { home, before, person } = await begin(["--dry-run"]);
    await person.see(menu);
    await pickModel(person, "qwen3-4b");
    await person.see(reviewable);
    person.press(key.enter);
    await person.see("Dry run: nothing was written.");
    expect((await person.end()).code).toBe(0);
    expect(person.screen()).toContain('primary: "venice/qwen3-4b"');
    expect(home.files()[configPath]).toBe(before[configPath]);
  });

  test("--json into a file: one document of what was written", async () => {
    const server = await venice();
    const home = await settled(server);
    const person = startPty([], { home, shell: '"$1" "$2" configure --section model --json > "$HOME/out.json"' });
    await person.see(picker);
    person.press("qwen3-4b");
    await person.see(/❯ qwen3-4b/);
    person.press(key.enter);
    await person.see(yes);
    person.press(key.enter);
    expect((await person.end()).code).toBe(0);
    expect(JSON.parse(home.files()["out.json"] ?? "")).toMatchObject({
      ok: true,
      dryRun: false,
      changes: [{ kind: "update" }],
      backups: [expect.stringContaining("openclaw.json.bak")],
    });
  });

  test("a broken config: said at once, nothing is asked", async () => {
    const person = startPty(["configure"], { home: createHome({ [configPath]: "{ agents: }\n" }) });
    await person.see(/openclaw\.json:1:11: the config is not/);
    expect((await person.end()).code).toBe(3);
    expect(person.screen()).not.toContain("What do you want");
  });

  test("a config that is managed from outside: said at once", async () => {
    const person = startPty(["configure"], { home: createHome(), env: { OPENCLAW_CONFIG_READONLY: "1" } });
    await person.see("is managed from outside");
    expect((await person.end()).code).toBe(3);
  });

  test("a config that another program changes meanwhile: what would be written now is asked about again", async () => {
    const { home, person } = await begin(["--section", "model"]);
    await person.see(picker);
    person.press("qwen3-4b");
    await person.see(/❯ qwen3-4b/);
    person.press(key.enter);
    await person.see(yes);
    writeFileSync(home.at(configPath), '{ models: { mode: "replace" } }\n');
    person.press(key.enter);
    await person.see(/The files have changed meanwhile\.[\s\S]*Write these changes\? \(Y\/n\)/);
    expect(readFileSync(home.at(configPath), "utf8")).toBe('{ models: { mode: "replace" } }\n');
    person.press(key.enter);
    expect((await person.end()).code).toBe(0);
    expect(configOf(home)).toMatchObject({ models: { mode: "replace" }, agents: { defaults: { model: {} } } });
  });

  test("a removal in a config that changes meanwhile is asked about again, and Enter is no again", async () => {
    const { home, person } = await begin(["--section", "remove"]);
    await person.see(no);
    const config = '{ models: { providers: { venice: { models: [], baseUrl: "https://mine.invalid" } } } }\n';
    writeFileSync(home.at(configPath), config);
    person.press(`y${key.enter}`);
    await person.see(/The files have changed meanwhile\.[\s\S]*Write these changes\? \(y\/N\)/);
    person.press(key.enter);
    expect((await person.end()).code).toBe(130);
    expect(home.files()[configPath]).toBe(config);
  });

  test("the menu at LANG=C: nothing but ASCII is sent", async () => {
    const { person } = await begin([], { env: { LANG: "C" } });
    await person.see(/> Model\/auth[\s\S]*esc back\s*$/);
    person.press(key.ctrlC);
    await person.end();
    expect(person.raw()).toMatch(/^[\x00-\x7f]*$/);
  });

  test("every entry says how things are without asking anybody", async () => {
    const { server, person } = await begin();
    const asked = server.requests.length;
    await person.see(menu);
    person.press(key.escape);
    expect((await person.end()).code).toBe(0);
    expect(server.requests).toHaveLength(asked);
  });
});
