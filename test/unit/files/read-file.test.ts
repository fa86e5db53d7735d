import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readFile } from "../../../src/files/read-file.ts";
import { resolveLinks } from "../../../src/files/resolve-links.ts";
import { freshFolder } from "../../support/files-folder.ts";

test("a file comes with its bytes, its mode and its owner", () => {
  const path = join(freshFolder(), "openclaw.json");
  writeFileSync(path, "{ a: 1 }");
  chmodSync(path, 0o640);
  expect(readFile(path)).toEqual({
    path,
    target: path,
    bytes: Buffer.from("{ a: 1 }"),
    mode: 0o640,
    uid: process.geteuid?.(),
    gid: process.getegid?.(),
    names: 1,
  });
});

test("nothing there is no error, neither without the file nor without its folder", () => {
  const folder = freshFolder();
  expect(readFile(join(folder, "openclaw.json"))).toBeUndefined();
  expect(readFile(join(folder, "missing", "openclaw.json"))).toBeUndefined();
});

test("a chain of links through a linked folder is followed to the file", () => {
  const folder = freshFolder();
  mkdirSync(join(folder, "dotfiles"));
  writeFileSync(join(folder, "dotfiles", "real.json"), "x");
  symlinkSync("real.json", join(folder, "dotfiles", "link.json"));
  symlinkSync(join(folder, "dotfiles"), join(folder, "state"));
  symlinkSync("state/link.json", join(folder, "openclaw.json"));
  const contents = readFile(join(folder, "openclaw.json"));
  expect(contents?.path).toBe(join(folder, "openclaw.json"));
  expect(contents?.target).toBe(join(folder, "dotfiles", "real.json"));
});

test("a dangling link reads as nothing and leads to the file that it would create", () => {
  const folder = freshFolder();
  symlinkSync("elsewhere/real.json", join(folder, "link.json"));
  symlinkSync("link.json", join(folder, "openclaw.json"));
  expect(readFile(join(folder, "openclaw.json"))).toBeUndefined();
  expect(resolveLinks(join(folder, "openclaw.json"))).toBe(join(folder, "elsewhere", "real.json"));
});

test("a dangling linked folder leads to where the file would be", () => {
  const folder = freshFolder();
  symlinkSync("volume/state", join(folder, "state"));
  expect(resolveLinks(join(folder, "state", "deep", "openclaw.json"))).toBe(
    join(folder, "volume", "state", "deep", "openclaw.json"),
  );
});

test.each(["self.json", "other.json"])("links in a circle are refused (%s)", (next) => {
  const folder = freshFolder();
  symlinkSync(next, join(folder, "self.json"));
  if (next !== "self.json") symlinkSync("self.json", join(folder, next));
  expect(() => readFile(join(folder, "self.json"))).toThrow(
    expect.objectContaining({
      code: "file-unreadable",
      parameters: { path: join(folder, "self.json"), reason: "ELOOP" },
    }),
  );
});

test("what is no file is refused at once, and a pipe without a writer does not block", async () => {
  const folder = freshFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const socket = join(folder, "socket");
  const server = createServer().listen(socket);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const linked = join(folder, "linked");
  symlinkSync(pipe, linked);
  for (const [path, kind] of [
    [folder, "folder"],
    [pipe, "pipe"],
    [linked, "pipe"],
    [socket, "socket"],
    ["/dev/null", "device"],
  ] as const) {
    expect(() => readFile(path)).toThrow(
      expect.objectContaining({ code: "file-not-regular", parameters: { path, kind } }),
    );
  }
});

test("a path through a file is an error, not a missing file", () => {
  const path = join(freshFolder(), "file");
  writeFileSync(path, "");
  expect(() => readFile(join(path, "openclaw.json"))).toThrow(
    expect.objectContaining({ code: "file-unreadable", parameters: expect.objectContaining({ reason: "ENOTDIR" }) }),
  );
});

test("a file without read permission names the reason; root reads it", () => {
  const path = join(freshFolder(), "openclaw.json");
  writeFileSync(path, "x");
  chmodSync(path, 0o000);
  if (process.geteuid?.() === 0) {
    expect(readFile(path)?.bytes.toString()).toBe("x");
  } else {
    expect(() => readFile(path)).toThrow(
      expect.objectContaining({ code: "file-unreadable", parameters: { path, reason: "EACCES" } }),
    );
  }
});
