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

/** What the built program prints into a pipe, started by its bin. */
function printed(argv: readonly string[], language = "en") {
  const { stdout, status } = spawnSync(process.execPath, [join(root, "bin/openclaw.js"), ...argv], {
    encoding: "utf8",
    env: { HOME: createHome().path, LANG: `${language}.UTF-8` },
  });
  return { status, stdout };
}

const keptCommands = (language: string): string[] =>
  Object.keys(JSON.parse(readFileSync(join(root, `dist/help-${language}.json`), "utf8")).commands);

test.each(languages)("the help of every command is kept (%s), and is what commander prints", async (language) => {
  const commands = keptCommands(language);
  const hidden = "openclaw complete";
  const all = runnableCommands().map(({ path }) => ["openclaw", ...path].join(" "));
  expect(commands).toEqual(expect.arrayContaining(all.filter((command) => command !== hidden)));
  expect(commands).toEqual(expect.arrayContaining(["openclaw", "openclaw models"]));
  expect(commands).not.toContain(hidden);
  for (const command of commands) {
    const argv = [...command.split(" ").slice(1), "--help"];
    const { stdout } = await run(argv, { env: { LANG: `${language}.UTF-8` } });
    expect(printed(argv, language), command).toEqual({ status: 0, stdout });
  }
});

test.each([
  ["-h", "en"],
  ["--help", "xx"],
  ["--help", "../"],
])("openclaw %s prints it in English where LANG is %j", (flag, language) => {
  expect(printed([flag], language)).toEqual(printed(["--help"]));
});

test.each([30, 60, 80, 90, 100, 140])(
  "on a terminal of %d columns it is broken as commander breaks it",
  async (columns) => {
    const helpBy = async (argv: readonly string[]) => {
      const person = startPty(argv, { home: createHome(), columns, rows: 200 });
      expect((await person.end()).code).toBe(0);
      return person.screen();
    };
    const kept = await helpBy(["models", "list", "--help"]);
    // What stands behind --help leaves it to commander.
    expect(kept).toBe(await helpBy(["models", "list", "--help", "--debug"]));
    const width = Math.max(...kept.split("\n").map(({ length }) => length));
    expect(width).toBeLessThanOrEqual(Math.min(columns, 100));
    expect(width).toBeGreaterThan(Math.min(columns, 100) - 25);
  },
);

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
