import stringWidth from "fast-string-width";
import { expect, test } from "vitest";
import { homeWith, soundBlock, soundConfig, soundRow } from "../support/doctored.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { key, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const widest = (screen: string) => Math.max(...screen.split("\n").map((line) => stringWidth(line)));

/** A config with a fault in every area but the connection. */
async function sickHome() {
  const server = await venice();
  const config = soundConfig(server.baseUrl);
  const block = { ...soundBlock(server.baseUrl), colour: "teal", models: [{ ...soundRow, maxTokens: 8192 }] };
  return homeWith({ ...config, env: { VENICE_API_KEY: keys.good }, models: { providers: { venice: block } } }, "");
}

test("80x24: a line a check, broken between words, the fix beneath, a summary last", async () => {
  const person = startPty(["doctor"], { home: await sickHome() });
  await person.see("To mend all of them: openclaw doctor --fix");
  const { code } = await person.end();
  const screen = person.screen();
  expect(code).toBe(3);
  expect(screen.split("\n")).toEqual([
    "fail  config      models.providers.venice.colour is no key of OpenClaw's; for it",
    "                  the whole config is refused",
    "                  → openclaw doctor --fix takes it out",
    "ok    key         the key in ~/.openclaw/openclaw.json (env.VENICE_API_KEY)",
    "                  (ends …v90x): Venice AI accepts it; it can spend $50.23,",
    "                  100.02 DIEM, 25.00 bundled credits",
    "fail  key         the key stands at env.VENICE_API_KEY, where current releases",
    "                  refuse the whole config",
    "                  → openclaw doctor --fix moves it to ~/.openclaw/.env",
    expect.stringMatching(/^ok {4}connection {2}127\.0\.0\.1:\d+ answers$/),
    "ok    models      default model venice/llama-3.3-70b (private)",
    "fail  models      maxTokens of venice/llama-3.3-70b is 8192; above 4096 every",
    "                  request is refused",
    "                  → openclaw doctor --fix lowers it",
    "3 failures. To mend all of them: openclaw doctor --fix",
  ]);
  expect(widest(screen)).toBeLessThanOrEqual(80);
});

test("--fix shows the diff, asks, writes, and checks again", async () => {
  const home = await sickHome();
  const person = startPty(["doctor", "--fix"], { home, rows: 60 });
  await person.see("Write these changes?");
  const screen = person.screen();
  expect(screen).toContain('-         "colour": "teal"');
  expect(screen).toContain("\n                  the whole config is refused\n");
  expect(screen).not.toContain("  ok    ");
  expect(home.files()[dotenvPath]).toBeUndefined();
  person.press(key.enter);
  await person.see("Everything is as it should be.");
  expect(person.screen()).toContain("Wrote ~/.openclaw/.env");
  expect((await person.end()).code).toBe(0);
  expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  expect(person.raw()).not.toContain(keys.good.slice(-12));
});

test("--fix and a no: nothing is written", async () => {
  const home = await sickHome();
  const before = home.files();
  const person = startPty(["doctor", "--fix"], { home, rows: 60 });
  await person.see("Write these changes?");
  person.press("n");
  person.press(key.enter);
  await person.see("Cancelled. Nothing was written.");
  expect((await person.end()).code).toBe(130);
  expect(home.files()).toEqual(before);
});

test("on a narrow terminal, without colours and in ASCII", async () => {
  const home = await sickHome();
  const person = startPty(["doctor"], {
    home,
    columns: 50,
    rows: 50,
    env: { NO_COLOR: "1", LANG: "C", LC_ALL: "C" },
  });
  await person.see(/of them: openclaw doctor\n--fix/);
  await person.end();
  expect(widest(person.screen())).toBeLessThanOrEqual(50);
  expect(person.screen()).toContain("                  -> openclaw doctor --fix moves\n");
  expect(person.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  expect(home.files()[configPath]).toContain("8192");
});
