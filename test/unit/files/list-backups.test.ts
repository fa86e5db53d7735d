import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackups } from "../../../src/files/list-backups.ts";
import { freshFolder } from "../../support/files-folder.ts";

test("the five slots, newest first; what is no file in one is none", () => {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  for (const [slot, text] of [
    [".bak.1", "older"],
    [".bak", "newest"],
    [".bak.4", "oldest"],
    [".bak.5", "too old"],
    [".bak.x", "no slot"],
  ] as const) {
    writeFileSync(path + slot, text);
  }
  mkdirSync(`${path}.bak.2`);
  symlinkSync("openclaw.json.bak", `${path}.bak.3`);
  chmodSync(`${path}.bak`, 0o640);
  const backups = listBackups(path);
  expect(backups.map(({ bytes }) => bytes.toString())).toEqual(["newest", "older", "oldest"]);
  expect(backups[0]).toMatchObject({ path: `${path}.bak`, mode: 0o640, modified: expect.any(Date) });
});

test("a folder that is not there has none", () => {
  expect(listBackups(join(freshFolder(), "missing", "openclaw.json"))).toEqual([]);
});
