import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeBackup } from "../../../src/files/write-backup.ts";
import { freshFolder, modeOf, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const host = realHost();
const names = [
  "openclaw.json.bak",
  "openclaw.json.bak.1",
  "openclaw.json.bak.2",
  "openclaw.json.bak.3",
  "openclaw.json.bak.4",
];

function keep(folder: string, text: string): string {
  return writeBackup(join(folder, "openclaw.json"), Buffer.from(text), undefined, host);
}

const kept = (folder: string) =>
  names.map((name) => join(folder, name)).map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "-"));

test("five backups are kept, the newest as .bak, all private", () => {
  const folder = freshFolder();
  for (const text of ["1", "2", "3", "4", "5", "6", "7"]) {
    expect(keep(folder, text)).toBe(join(folder, "openclaw.json.bak"));
  }
  expect(kept(folder)).toEqual(["7", "6", "5", "4", "3"]);
  expect(namesIn(folder)).toEqual(names);
  for (const name of names) expect(modeOf(join(folder, name))).toBe(0o600);
});

test("the same text again costs no older backup, and a readable one turns private", () => {
  const folder = freshFolder();
  keep(folder, "1");
  keep(folder, "2");
  chmodSync(join(folder, "openclaw.json.bak"), 0o644);
  keep(folder, "2");
  expect(kept(folder)).toEqual(["2", "1", "-", "-", "-"]);
  expect(modeOf(join(folder, "openclaw.json.bak"))).toBe(0o600);
});

test("a gap that a killed run left is filled before the oldest backup goes", () => {
  const folder = freshFolder();
  for (const text of ["1", "2", "3", "4", "5"]) keep(folder, text);
  renameSync(join(folder, "openclaw.json.bak.2"), join(folder, "elsewhere"));
  keep(folder, "6");
  expect(kept(folder)).toEqual(["6", "5", "4", "2", "1"]);
});

test("a backup that we may not read, such as one that sudo left, moves on like any other", () => {
  const folder = freshFolder();
  keep(folder, "1");
  chmodSync(join(folder, "openclaw.json.bak"), 0o000);
  keep(folder, "2");
  chmodSync(join(folder, "openclaw.json.bak.1"), 0o600);
  expect(kept(folder)).toEqual(["2", "1", "-", "-", "-"]);
});

test("a backup slot that is a link is moved, and what it leads to is not written", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "precious"), "precious");
  symlinkSync("precious", join(folder, "openclaw.json.bak"));
  keep(folder, "1");
  expect(readFileSync(join(folder, "precious"), "utf8")).toBe("precious");
  expect(lstatSync(join(folder, "openclaw.json.bak")).isFile()).toBe(true);
  expect(lstatSync(join(folder, "openclaw.json.bak.1")).isSymbolicLink()).toBe(true);
});
