import { chmodSync, chownSync, lstatSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureDirectory } from "../../../src/files/ensure-directory.ts";
import { freshFolder, modeOf } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const host = realHost();
const isRoot = process.geteuid?.() === 0;

test("missing folders are made private, existing ones keep their mode", () => {
  const folder = freshFolder();
  chmodSync(folder, 0o755);
  ensureDirectory(join(folder, "home", ".openclaw", "cache"), host);
  for (const made of ["home", "home/.openclaw", "home/.openclaw/cache"]) expect(modeOf(join(folder, made))).toBe(0o700);
  chmodSync(join(folder, "home"), 0o750);
  ensureDirectory(join(folder, "home", ".openclaw", "cache"), host);
  expect(modeOf(join(folder, "home"))).toBe(0o750);
  expect(modeOf(folder)).toBe(0o755);
});

test("under sudo the new folders belong to the owner of the home", () => {
  const home = freshFolder();
  if (isRoot) chownSync(home, 12345, 54321);
  ensureDirectory(join(home, ".openclaw", "cache"), host);
  const { uid, gid } = statSync(home);
  for (const made of [".openclaw", ".openclaw/cache"]) expect(statSync(join(home, made))).toMatchObject({ uid, gid });
});

test("a linked folder counts as there; a dangling link gets its folder and stays a link", () => {
  const folder = freshFolder();
  mkdirSync(join(folder, "volume"), { mode: 0o755 });
  symlinkSync("volume", join(folder, "there"));
  symlinkSync("gone/state", join(folder, "dangling"));
  ensureDirectory(join(folder, "there"), host);
  ensureDirectory(join(folder, "dangling"), host);
  expect(lstatSync(join(folder, "dangling")).isSymbolicLink()).toBe(true);
  expect(modeOf(join(folder, "gone", "state"))).toBe(0o700);
  expect(modeOf(join(folder, "volume"))).toBe(0o755);
});

test.each(["file", "file/below"])("a file in the way is named (%s)", (name) => {
  const folder = freshFolder();
  writeFileSync(join(folder, "file"), "");
  const path = join(folder, name);
  expect(() => ensureDirectory(path, host)).toThrow(
    expect.objectContaining({ code: "file-unwritable", parameters: { path, reason: "ENOTDIR" } }),
  );
});
