import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { abandonedLocks } from "../../../src/files/abandoned-locks.ts";
import { freshFolder } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const host = realHost();
const gone = 2 ** 22 + 1;
const lock = (pid: number) => JSON.stringify({ pid, createdAt: "2026-01-01T00:00:00.000Z" });

test("the lock of a process that is over; that of a running one is held", () => {
  const path = join(freshFolder(), "openclaw.json");
  expect(abandonedLocks(path, host, new Date())).toEqual([]);
  writeFileSync(`${path}.lock`, lock(gone));
  expect(abandonedLocks(path, host, new Date())).toEqual([`${path}.lock`]);
  writeFileSync(`${path}.lock`, lock(host.pid));
  expect(abandonedLocks(path, host, new Date())).toEqual([]);
});

test("of a linked config the lock of the real file, too", () => {
  const [folder, elsewhere] = [freshFolder(), freshFolder()];
  writeFileSync(join(elsewhere, "real.json"), "{}");
  symlinkSync(join(elsewhere, "real.json"), join(folder, "openclaw.json"));
  writeFileSync(join(elsewhere, "real.json.lock"), lock(gone));
  expect(abandonedLocks(join(folder, "openclaw.json"), host, new Date())).toEqual([join(elsewhere, "real.json.lock")]);
});

test("a folder that is not there has none", () => {
  expect(abandonedLocks(join(freshFolder(), "missing", "x.json"), host, new Date())).toEqual([]);
});
