import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFile } from "../../../src/files/read-file.ts";
import { type FileWrite, writeFile } from "../../../src/files/write-file.ts";
import { writeInPlace } from "../../../src/files/write-in-place.ts";
import { ordinaryUser, runChild, useChildScript } from "../../support/files-children.ts";
import { freshFolder, freshFolderOfOrdinaryUser, modeOf, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const script = useChildScript();

const isRoot = process.geteuid?.() === 0;
const host = realHost();
const written = { outcome: "written", backup: undefined, inPlace: false, otherNames: 0 };

/** Writes over what is there now. */
function write(path: string, text: string, more: Partial<FileWrite> = {}) {
  return writeFile({ path, bytes: Buffer.from(text), expected: readFile(path)?.bytes, mode: 0o600, ...more }, host);
}

/** What a person has in the file, and that no file of ours lies beside it. */
function expectOnly(folder: string, contents: Record<string, string>) {
  expect(Object.fromEntries(namesIn(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]))).toEqual(
    contents,
  );
}

describe("the ordinary case", () => {
  test("a new file is private and has exactly the bytes", async () => {
    const folder = freshFolder();
    expect(await write(join(folder, "openclaw.json"), "{}\r\n\0é")).toEqual(written);
    expectOnly(folder, { "openclaw.json": "{}\r\n\0é" });
    expect(modeOf(join(folder, "openclaw.json"))).toBe(0o600);
  });

  test("a longer and a shorter text replace the old one whole", async () => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    for (const text of ["old", "a much longer text", "", "x"]) {
      await write(path, text);
      expectOnly(folder, { "openclaw.json": text });
    }
  });

  test("a config that others could read is tightened; the mode asked for is the one it gets", async () => {
    const path = join(freshFolder(), "openclaw.json");
    writeFileSync(path, "old");
    chmodSync(path, 0o666);
    await write(path, "new");
    expect(modeOf(path)).toBe(0o600);
    await write(path, "newer", { mode: 0o644 });
    expect(modeOf(path)).toBe(0o644);
  });

  test.each(["umask 000", "umask 077", "umask 277"])("under %s the mode is the same", async (settings) => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    await runChild(script, { do: "write", path, size: 10, mode: 0o600, backup: true, locked: true }, { settings });
    await runChild(
      script,
      { do: "write", path: join(folder, ".env"), size: 10, mode: 0o600, backup: false, locked: false },
      { settings },
    );
    expect(namesIn(folder)).toEqual([".env", "openclaw.json", "openclaw.json.bak"]);
    for (const name of namesIn(folder)) expect(modeOf(join(folder, name))).toBe(0o600);
  });
});

describe("links", () => {
  test("a link stays a link, and the file it leads to is written beside itself", async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, "dotfiles"));
    writeFileSync(join(folder, "dotfiles", "real.json"), "old");
    symlinkSync("real.json", join(folder, "dotfiles", "link.json"));
    symlinkSync("dotfiles/link.json", join(folder, "openclaw.json"));
    expect(await write(join(folder, "openclaw.json"), "new")).toEqual(written);
    expect(lstatSync(join(folder, "openclaw.json")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, "dotfiles", "link.json")).isSymbolicLink()).toBe(true);
    expectOnly(join(folder, "dotfiles"), { "link.json": "new", "real.json": "new" });
  });

  test("through a dangling link the file it names is made", async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, "dotfiles"));
    symlinkSync("dotfiles/real.json", join(folder, "openclaw.json"));
    await write(join(folder, "openclaw.json"), "new");
    expect(lstatSync(join(folder, "openclaw.json")).isSymbolicLink()).toBe(true);
    expectOnly(join(folder, "dotfiles"), { "real.json": "new" });
  });

  test("the backups of a linked config stand beside the link, where OpenClaw's own are", async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, "dotfiles"));
    writeFileSync(join(folder, "dotfiles", "real.json"), "old");
    const path = join(folder, "openclaw.json");
    symlinkSync("dotfiles/real.json", path);
    expect(await write(path, "new", { backup: Buffer.from("old") })).toEqual({ ...written, backup: `${path}.bak` });
    expect(namesIn(folder)).toEqual(["dotfiles", "openclaw.json", "openclaw.json.bak"]);
    expectOnly(join(folder, "dotfiles"), { "real.json": "new" });
  });

  test("a hard link is broken, the other name keeps the old text, and the outcome says so", async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, "openclaw.json"), "old");
    linkSync(join(folder, "openclaw.json"), join(folder, "snapshot.json"));
    expect(await write(join(folder, "openclaw.json"), "new")).toEqual({ ...written, otherNames: 1 });
    expectOnly(folder, { "openclaw.json": "new", "snapshot.json": "old" });
  });
});

describe("another program wrote meanwhile", () => {
  test.each([
    ["edited", "old", "edited"],
    ["made", undefined, "edited"],
    ["emptied", "old", ""],
  ])("a file that was %s since it was read is left as it is", async (_, expected, found) => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, found);
    const outcome = await write(path, "new", {
      expected: expected === undefined ? undefined : Buffer.from(expected),
      backup: Buffer.from("old"),
    });
    expect(outcome).toEqual({ outcome: "changed" });
    expectOnly(folder, { "openclaw.json": found });
  });

  test("a file that an editor saves while we write, up to the last moment, keeps what the editor saved", async () => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    const outcome = await runChild(script, { do: "write-beside-an-editor", path, edited: "edited" });
    expect(outcome).toEqual({ outcome: "changed" });
    expectOnly(folder, { "openclaw.json": "edited", "openclaw.json.bak": "old" });
  });

  test("a file that was deleted since it was read is not brought back", async () => {
    const folder = freshFolder();
    const outcome = await write(join(folder, "openclaw.json"), "new", { expected: Buffer.from("old") });
    expect(outcome).toEqual({ outcome: "changed" });
    expectOnly(folder, {});
  });
});

describe("whose file it is", () => {
  test("the owner stays, also when root writes", async () => {
    const path = join(freshFolder(), "openclaw.json");
    writeFileSync(path, "old");
    if (isRoot) chownSync(path, 12345, 54321);
    const before = statSync(path);
    await write(path, "new", { backup: Buffer.from("old") });
    for (const file of [path, `${path}.bak`]) {
      expect(statSync(file)).toMatchObject({ uid: before.uid, gid: before.gid });
    }
  });

  test("a new file belongs to the owner of its folder, also when root makes it", async () => {
    const folder = freshFolder();
    if (isRoot) chownSync(folder, 12345, 54321);
    await write(join(folder, "openclaw.json"), "new");
    expect(statSync(join(folder, "openclaw.json")).uid).toBe(statSync(folder).uid);
  });

  test("another user's file is refused, for we cannot leave it to its owner; our own is written", async () => {
    const folder = freshFolderOfOrdinaryUser();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    chmodSync(path, 0o666);
    const outcome = await runChild(
      script,
      { do: "write", path, size: 3, mode: 0o600, backup: true, locked: false },
      { ordinary: true },
    );
    if (isRoot) {
      expect(outcome).toMatchObject({ code: "file-unwritable", parameters: { path, reason: "EPERM" } });
      expectOnly(folder, { "openclaw.json": "old" });
    } else {
      expectOnly(folder, { "openclaw.json": "nnn", "openclaw.json.bak": "old" });
    }
  });
});

describe("what may not be written", () => {
  test("a read-only file is refused, not replaced, for root as for anybody", async () => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    chmodSync(path, 0o444);
    await expect(write(path, "new")).rejects.toMatchObject({
      code: "file-unwritable",
      parameters: { path, reason: "EACCES" },
    });
    expectOnly(folder, { "openclaw.json": "old" });
    expect(modeOf(path)).toBe(0o444);
  });

  test("root's read-only file in a person's folder is refused, not replaced", async () => {
    const folder = freshFolderOfOrdinaryUser();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    chmodSync(path, 0o444);
    const outcome = await runChild(
      script,
      { do: "write", path, size: 3, mode: 0o600, backup: false, locked: true },
      { ordinary: true },
    );
    expect(outcome).toMatchObject({ code: "file-unwritable", parameters: { path, reason: "EACCES" } });
    expectOnly(folder, { "openclaw.json": "old" });
  });

  test("a folder that may not be written is an error at once", async () => {
    const folder = freshFolderOfOrdinaryUser();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    if (ordinaryUser) chownSync(path, ordinaryUser.uid, ordinaryUser.gid);
    chmodSync(folder, 0o555);
    for (const locked of [false, true]) {
      const outcome = await runChild(
        script,
        { do: "write", path, size: 3, mode: 0o600, backup: false, locked },
        { ordinary: true },
      );
      expect(outcome).toMatchObject({ code: "file-unwritable", parameters: { path, reason: "EACCES" } });
    }
    expectOnly(folder, { "openclaw.json": "old" });
  });

  test("a missing folder and a folder in the file's place are told apart", async () => {
    const folder = freshFolder();
    const missing = join(folder, "missing", "openclaw.json");
    await expect(write(missing, "new")).rejects.toMatchObject({
      code: "file-unwritable",
      parameters: { path: missing, reason: "ENOENT" },
    });
    await expect(
      writeFile({ path: folder, bytes: Buffer.from("new"), expected: undefined, mode: 0o600 }, host),
    ).rejects.toMatchObject({ code: "file-not-regular" });
  });

  test("an unusable backup slot stops the write before anything is lost", async () => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    for (const slot of ["", ".1", ".2", ".3"]) writeFileSync(`${path}.bak${slot}`, slot);
    mkdirSync(`${path}.bak.4`);
    await expect(write(path, "new", { backup: Buffer.from("old") })).rejects.toMatchObject({
      code: "file-unwritable",
      parameters: { path: `${path}.bak`, reason: "EISDIR" },
    });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(namesIn(folder).filter((name) => !name.startsWith("openclaw.json"))).toEqual([]);
  });
});

/**
 * Blocks of 512 bytes or of 1 KiB, as the shell has it: small files fit, and a large one is cut without an error at
 * first.
 */
const limitedSize = "trap '' XFSZ; ulimit -f 64";

describe("no space left", () => {
  const settings = limitedSize;
  const size = 400_000;

  test.each([true, false])("the file is as it was and nothing lies beside it (with a backup: %s)", async (backup) => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    writeFileSync(path, "old");
    const outcome = await runChild(
      script,
      { do: "write", path, size, mode: 0o600, backup, locked: true },
      { settings },
    );
    expect(outcome).toMatchObject({ code: "file-unwritable", parameters: { path, reason: "EFBIG" } });
    expectOnly(folder, { "openclaw.json": "old" });
  });

  test("a new file is not left half made", async () => {
    const folder = freshFolder();
    const path = join(folder, ".env");
    const task = { do: "write", path, size, mode: 0o600, backup: false, locked: false } as const;
    expect(await runChild(script, task, { settings })).toMatchObject({ code: "file-unwritable" });
    expectOnly(folder, {});
  });
});

describe("in place, where nothing may replace the file", () => {
  test.each([
    ["longer", "a much longer text"],
    ["shorter", "x"],
    ["empty", ""],
  ])("a %s text replaces the old one, and the file is the same and private", (_, after) => {
    const path = join(freshFolder(), "openclaw.json");
    writeFileSync(path, "the old text");
    chmodSync(path, 0o644);
    const before = statSync(path).ino;
    writeInPlace(path, Buffer.from("the old text"), Buffer.from(after), 0o600);
    expect(readFileSync(path, "utf8")).toBe(after);
    expect(statSync(path).ino).toBe(before);
    expect(modeOf(path)).toBe(0o600);
  });

  test("without space for the longer text the old one stays", async () => {
    const path = join(freshFolder(), "openclaw.json");
    writeFileSync(path, "the old text");
    const outcome = await runChild(script, { do: "overwrite", path, size: 400_000 }, { settings: limitedSize });
    expect(outcome).toMatchObject({ code: "EFBIG" });
    expect(readFileSync(path, "utf8")).toBe("the old text");
  });

  test("a config that a container mounts by itself is written, with the old text in a backup", async () => {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    const volume = join(freshFolder(), "volume.json");
    writeFileSync(path, "what the mount hides");
    writeFileSync(volume, "old");
    const isMounted = spawnSync("unshare", ["-rm", "mount", "--bind", volume, path]).status === 0;
    const outcome = await runChild(
      script,
      { do: "write", path, size: 3, mode: 0o600, backup: false, locked: true },
      isMounted ? { wrapper: ["unshare", "-rm"], settings: `mount --bind "${volume}" "${path}"` } : {},
    );
    if (isMounted) {
      expect(outcome).toEqual({ ...written, backup: `${path}.bak`, inPlace: true });
      expect(readFileSync(volume, "utf8")).toBe("nnn");
      expectOnly(folder, { "openclaw.json": "what the mount hides", "openclaw.json.bak": "old" });
    } else {
      // This system lets nobody mount here, so the file is an ordinary one.
      expect(outcome).toMatchObject({ outcome: "written", inPlace: false });
      expectOnly(folder, { "openclaw.json": "nnn" });
    }
  });
});
