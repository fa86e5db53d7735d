import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generatedPages } from "../../scripts/generated-pages.js";
import { runnableCommands } from "../support/command-lines.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = generatedPages();

test.each([...pages])("%s says what the program's help says today; npm run docs makes it anew", (path, text) => {
  expect(readFileSync(join(root, path), "utf8")).toBe(text);
});

test("the help page and the man page have every command that a person can type", () => {
  const commands = runnableCommands()
    .map(({ path }) => ["openclaw", ...path].join(" "))
    .filter((command) => command !== "openclaw complete");
  const help = pages.get("docs/help.md");
  const manual = pages.get("man/openclaw.1");
  for (const command of commands) {
    expect(help).toContain(`\n## ${command}\n`);
    expect(manual).toMatch(new RegExp(`^\\.SS ${command} [[<]`, "m"));
  }
});

test("the man page has the sections of a man page, and no date", () => {
  const manual = pages.get("man/openclaw.1") ?? "";
  expect(manual.match(/^\.TH.*/m)?.[0]).toMatch(/^\.TH "OPENCLAW" "1" "" "openclaw-venice [\d.]+" "openclaw-venice"$/);
  expect(manual.match(/(?<=^\.SH ).*/gm)).toEqual([
    "NAME",
    "SYNOPSIS",
    "DESCRIPTION",
    "COMMANDS",
    "ENVIRONMENT",
    "FILES",
    "EXIT STATUS",
    "EXAMPLES",
    "SEE ALSO",
  ]);
});

test("groff, where there is one, has no complaint about the man page", () => {
  const { error, stdout, stderr } = spawnSync("groff", ["-ww", "-man", "-Tutf8", join(root, "man/openclaw.1")], {
    encoding: "utf8",
  });
  expect(stderr ?? "").toBe("");
  expect(error ? (error as NodeJS.ErrnoException).code : stdout.includes("venice-api-key")).toBe(
    error ? "ENOENT" : true,
  );
});
