import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFile } from "../../../src/files/read-file.ts";
import { withLock } from "../../../src/files/with-lock.ts";
import { writeFile } from "../../../src/files/write-file.ts";
import { kill, messageOf, startChild, useChildScript } from "../../support/files-children.ts";
import { freshFolder, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";
import { versionBytes, wholeVersion } from "../../support/files-versions.ts";

const script = useChildScript();

const host = realHost();
const lockOptions = { host, now: () => new Date(), signal: new AbortController().signal };
const ring = [
  "openclaw.json.bak",
  "openclaw.json.bak.1",
  "openclaw.json.bak.2",
  "openclaw.json.bak.3",
  "openclaw.json.bak.4",
];

/** Kills a program that does nothing but write, that many times, and returns how often it left something behind. */
async function killRepeatedly(rounds: number): Promise<number> {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  const size = 20_000;
  writeFileSync(path, versionBytes(0, size));
  let killedInside = 0;
  for (let round = 0; round < rounds; round++) {
    const child = startChild(script, { do: "rewrite", path, size, announce: 1 + (round % 3) });
    await messageOf(child);
    // Counts events, not time: each turn of the loop lets the child get some way further.
    for (let turn = 0; turn < (round * 7) % 40; turn++) await new Promise(setImmediate);
    await kill(child);

    wholeVersion(readFile(path)?.bytes ?? Buffer.alloc(0), size);
    for (const backup of ring) {
      const kept = readFile(join(folder, backup));
      if (kept !== undefined) wholeVersion(kept.bytes, size);
    }
    if (namesIn(folder).some((name) => name.endsWith(".tmp") || name.endsWith(".lock"))) killedInside++;

    await withLock(path, lockOptions, async () => {
      const expected = readFile(path)?.bytes;
      const outcome = await writeFile({ path, bytes: versionBytes(round, size), expected, mode: 0o600 }, host);
      expect(outcome.outcome).toBe("written");
    });
    expect(namesIn(folder).filter((name) => !ring.includes(name))).toEqual(["openclaw.json"]);
  }
  return killedInside;
}

test("killed at any moment, 60 times: the file is old or new, so are its backups, and the next run tidies up", async () => {
  const killedInside = await Promise.all([killRepeatedly(30), killRepeatedly(30)]);
  expect(Math.max(...killedInside)).toBeGreaterThan(0);
});

test("while it is written, nobody else may read the file, its backup or anything of ours, not for a moment", async () => {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  writeFileSync(path, versionBytes(0, 200_000), { mode: 0o600 });
  const child = startChild(script, { do: "rewrite", path, size: 200_000, announce: 1 });
  try {
    await messageOf(child);
    let temporaries = 0;
    while (temporaries < 20) {
      for (const name of namesIn(folder)) {
        const stats = statSync(join(folder, name), { throwIfNoEntry: false });
        if (stats === undefined) continue;
        expect(stats.mode & 0o077, name).toBe(0);
        if (name.endsWith(".tmp")) temporaries++;
      }
      await new Promise(setImmediate);
    }
  } finally {
    await kill(child);
  }
});
