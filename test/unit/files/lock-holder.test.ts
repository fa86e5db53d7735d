import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockHolder } from "../../../src/files/lock-holder.ts";
import { withLock } from "../../../src/files/with-lock.ts";
import { freshFolder } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const host = realHost();
const now = () => new Date();
const holderOf = (path: string) => lockHolder(path, host, now());

test("a free file is waited for by nobody, one that is held by whoever holds it", async () => {
  const path = join(freshFolder(), "openclaw.json");
  expect(holderOf(path)).toBeUndefined();
  await withLock(path, { host, now, signal: new AbortController().signal }, () => {
    expect(holderOf(path)).toEqual({ pid: process.pid });
  });
  expect(holderOf(path)).toBeUndefined();
});

test("a lock that names nobody is held all the same, until it is too old", () => {
  const path = join(freshFolder(), "openclaw.json");
  writeFileSync(`${path}.lock`, "");
  expect(holderOf(path)).toEqual({ pid: undefined });
  expect(lockHolder(path, host, new Date(Date.now() + 60_000))).toBeUndefined();
});

test("a linked file is held where the real one is", () => {
  const folder = freshFolder();
  mkdirSync(join(folder, "dotfiles"));
  symlinkSync("dotfiles/openclaw.json", join(folder, "openclaw.json"));
  writeFileSync(join(folder, "dotfiles/openclaw.json.lock"), JSON.stringify({ pid: process.pid }));
  expect(holderOf(join(folder, "openclaw.json"))).toEqual({ pid: process.pid });
});

test("where nobody can say, the file is named", () => {
  const path = join(freshFolder(), "openclaw.json");
  symlinkSync("openclaw.json", path);
  expect(() => holderOf(path)).toThrow(expect.objectContaining({ code: "file-unwritable" }));
});
