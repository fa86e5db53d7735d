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
function printed(argv: readonly string[], env: Readonly<Record<string, string>>) {
  const { stdout, status } = spawnSync(process.execPath, [join(root, "bin/openclaw.js"), ...argv], {
    encoding: "utf8",
    env: { HOME: createHome().path, ...env },
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
    const env = { LANG: `${language}.UTF-8` };
    const { stdout } = await run(argv, { env });
    expect(printed(argv, env), command).toEqual({ status: 0, stdout });
  }
});

test.each([
  ["en", { LANG: "de_DE.UTF-8" }],
  ["fr", { LANG: "fr_FR.UTF-8" }],
  ["fr", { LANG: "en_US.UTF-8", OPENCLAW_LOCALE: "FR" }],
  ["en", { LANG: "fr_FR.UTF-8", LC_MESSAGES: "", LC_ALL: "C" }],
  ["en", { LANG: "frp_FR.UTF-8" }],
])("it is printed in the person's language: %s for %j", (language, env) => {
  expect(printed(["-h"], env)).toEqual(printed(["--help"], { LANG: `${language}.UTF-8` }));
});

test.each(
  [30, 60, 80, 90, 100, 140].flatMap((columns) =>
    ["en_US.UTF-8", "fr_FR.UTF-8", "fr_FR.ISO-8859-1"].map((LANG) => [columns, LANG] as const),
  ),
)("on a terminal of %d columns (%s) it is broken and spelt as by commander and the program", async (columns, LANG) => {
  const helpBy = async (argv: readonly string[]) => {
    const person = startPty(argv, { home: createHome(), env: { LANG }, columns, rows: 200 });
    expect((await person.end()).code).toBe(0);
    return person.screen();
  };
  const kept = await helpBy(["models", "list", "--help"]);
  // What stands behind --help leaves it to them.
  expect(kept).toBe(await helpBy(["models", "list", "--help", "--debug"]));
  const width = Math.max(...kept.split("\n").map(({ length }) => length));
  expect(width).toBeLessThanOrEqual(Math.min(columns, 100));
  expect(width).toBeGreaterThan(Math.min(columns, 100) - 25);
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
