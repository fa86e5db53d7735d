import stringWidth from "fast-string-width";
import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";
import { key, startPty } from "../support/pty.ts";

const now = `{ gateway: { port: 18789 } }\n`;
const earlier = `{ agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } } }\n`;
const earliest = `{ agents: { defaults: { model: { primary: "venice/qwen3-4b" } } } }\n`;
const homeOfThree = () =>
  createHome({ [configPath]: now, [`${configPath}.bak`]: earlier, [`${configPath}.bak.1`]: earliest });

test("80x24: the backups to choose from, Esc back from the diff, and the one that was chosen", async () => {
  const home = homeOfThree();
  const person = startPty(["config", "restore"], { home });
  await person.see(/2 +\.bak\.1 .*venice\/qwen3-4b/);
  await person.see("choose");
  const screen = person.screen();
  expect(screen).toMatch(/❯ 1 +\.bak +less than a minute ago +\d+ B +\+1 -1 lines, venice\/llama-3\.3-70b/);
  expect(Math.max(...screen.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  person.press(key.enter);
  await person.see("Write these changes?");
  expect(person.screen()).toContain('+ { agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } } }');
  await person.see("(Y/n)");
  person.press(key.escape);
  await person.see(/Which backup should be put back\?[\s\S]*Which backup should be put back\?/);
  await person.see(/❯ 1 +\.bak /);
  person.press(key.down);
  await person.see(/❯ 2 +\.bak\.1/);
  person.press(key.enter);
  await person.see(/venice\/qwen3-4b" } } } }[\s\S]*Write these changes\?/);
  person.press(key.enter);
  await person.see("To undo this: openclaw config restore 1");
  expect((await person.end()).code).toBe(0);
  expect(home.files()[configPath]).toBe(earliest);
  expect(home.files()[`${configPath}.bak`]).toBe(now);
});

test("Ctrl-C leaves everything as it was", async () => {
  const home = homeOfThree();
  const before = home.files();
  const person = startPty(["config", "restore", "1"], { home });
  await person.see("Write these changes?");
  person.press(key.ctrlC);
  await person.see("Cancelled. Nothing was written.");
  expect((await person.end()).code).toBe(130);
  expect(home.files()).toEqual(before);
});

test("piped, the list is not asked about", async () => {
  const person = startPty([], { home: homeOfThree(), shell: `"$1" "$2" config restore | wc -l; echo ended` });
  await person.see("ended");
  expect(person.screen()).toMatch(/^\s*2$/m);
  await person.end();
});
