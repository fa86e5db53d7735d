import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runnableCommands } from "../support/command-lines.ts";
import { createHome } from "../support/home.ts";
import { startPty } from "../support/pty.ts";
import { run } from "../support/run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const languages = readdirSync(join(root, "src/messages")).flatMap((name) => /^(..)\.ts$/.exec(name)?.[1] ?? []);
const kept = (columns: number, language = "en"): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, `dist/help-${language}-${columns}.json`), "utf8"));

test("the help of every command is kept in every language", () => {
  expect(languages.sort()).toEqual(["en", "fr"]);
  for (const columns of [80, 100]) {
    for (const language of languages) {
      const commands = Object.keys(kept(columns, language));
      const hidden = "openclaw complete";
      const all = runnableCommands().map(({ path }) => ["openclaw", ...path].join(" "));
      expect(commands).toEqual(expect.arrayContaining(all.filter((command) => command !== hidden)));
      expect(commands).toEqual(expect.arrayContaining(["openclaw", "openclaw models"]));
      expect(commands).not.toContain(hidden);
    }
  }
});

test("what is kept is what commander prints", async () => {
  for (const language of languages) {
    for (const [command, text] of Object.entries(kept(80, language))) {
      const argv = [...command.split(" ").slice(1), "--help"];
      const { stdout } = await run(argv, { env: { LANG: `${language}.UTF-8` } });
      expect(`${text}\n`, command).toBe(stdout.replace("0.0.0-test", ""));
    }
  }
});

test.each([
  [["--help"], "openclaw"],
  [["-h"], "openclaw"],
  [["models", "set", "--help"], "openclaw models set"],
])("openclaw %j prints it into a pipe, in the person's language", (argv, command) => {
  for (const [language, env] of [
    ["en", { LANG: "de_DE.UTF-8" }],
    ["fr", { LANG: "fr_FR.UTF-8" }],
    ["fr", { LANG: "en_US.UTF-8", OPENCLAW_LOCALE: "FR" }],
    ["en", { LANG: "fr_FR.UTF-8", LC_MESSAGES: "", LC_ALL: "C" }],
    ["en", { LANG: "frp_FR.UTF-8" }],
  ] as const) {
    const { stdout, status } = spawnSync(process.execPath, [join(root, "bin/openclaw.js"), ...argv], {
      encoding: "utf8",
      env: { HOME: createHome().path, ...env },
    });
    expect([status, stdout]).toEqual([0, `${kept(80, language)[command]}\n`]);
  }
});

test("at a terminal it is in the person's language, in characters that the terminal can show", async () => {
  for (const LANG of ["fr_FR.UTF-8", "fr_FR.ISO-8859-1"]) {
    const person = startPty(["--help"], { home: createHome(), env: { LANG }, rows: 100 });
    expect((await person.end()).code).toBe(0);
    const text = kept(80, "fr").openclaw ?? "";
    expect(person.screen()).toBe(LANG.includes("8859") ? text.replaceAll("\u00a0", " ") : text);
  }
});

test.each([60, 80, 90, 100, 140])("on a terminal of %d columns the help fills them, up to 100", async (columns) => {
  const person = startPty(["models", "list", "--help"], { home: createHome(), columns, rows: 100 });
  expect((await person.end()).code).toBe(0);
  const width = Math.max(
    ...person
      .screen()
      .split("\n")
      .map(({ length }) => length),
  );
  expect(width).toBeLessThanOrEqual(Math.min(columns, 100));
  expect(width).toBeGreaterThan(Math.min(columns, 100) - 25);
  if (columns === 80) expect(person.screen()).toBe(kept(80)["openclaw models list"]);
  if (columns >= 100) expect(person.screen()).toBe(kept(100)["openclaw models list"]);
});

test("a reader that has enough of it is no failure", () => {
  const { stdout, stderr } = spawnSync(
    "/bin/sh",
    ["-c", '"$0" "$1" --help | head -1', process.execPath, "bin/openclaw.js"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  expect([stdout, stderr]).toEqual(["Usage: openclaw [options] [command]\n", ""]);
});
