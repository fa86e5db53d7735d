import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../../src/files/with-lock.ts";
import { writeFile } from "../../../src/files/write-file.ts";
import { runChild, useChildScript } from "../../support/files-children.ts";
import { freshFolder, modeOf, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

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

/** A process id that no process has. */
const overPid = 2 ** 22 + 1;

test("killed before each call that changes the disk: old or new, and never readable for others, and the next run tidies up", async () => {
  const size = 1000;
  const next = Buffer.from("next");
  // Late enough for a guard that was left, too early for a lock that names no process: there must be none.
  const later = () => new Date(Date.now() + 20_000);
  let finished = false;

  async function dieAt(call: number): Promise<void> {
    const folder = freshFolder();
    const path = join(folder, "openclaw.json");
    // A run that is over has left everything that can be left.
    const left = {
      "openclaw.json": "old",
      "openclaw.json.lock": JSON.stringify({ pid: overPid, createdAt: "2026-01-01T00:00:00.000Z" }),
      [`.openclaw-venice-${overPid}-0-0.tmp`]: "half",
      ...Object.fromEntries(ring.map((name, age) => [name, `backup ${age}`])),
    };
    for (const [name, text] of Object.entries(left)) writeFileSync(join(folder, name), text, { mode: 0o600 });
    const outcome = await runChild(
      script,
      { do: "write", path, size, mode: 0o600, backup: true, locked: true, killedAt: call },
      { settings: "umask 000" },
    );
    if (outcome !== undefined) {
      expect(outcome).toMatchObject({ outcome: "written" });
      finished = true;
    }

    for (const name of namesIn(folder)) expect(modeOf(join(folder, name)) & 0o077, `${name}, call ${call}`).toBe(0);
    const found = readFileSync(path, "utf8");
    expect(["old", "n".repeat(size)], `call ${call}`).toContain(found);
    await withLock(path, { ...lockOptions, now: later }, () =>
      writeFile({ path, bytes: next, expected: Buffer.from(found), mode: 0o600, backup: Buffer.from(found) }, host),
    );
    expect(readFileSync(path)).toEqual(next);
    expect(namesIn(folder), `call ${call}`).toEqual(["openclaw.json", ...ring]);
    const backups = ring.map((name) => readFileSync(join(folder, name), "utf8"));
    expect(backups.slice(0, 3), `call ${call}`).toEqual(
      found === "old" ? ["old", "backup 0", "backup 1"] : [found, "old", "backup 0"],
    );
  }

  let call = 1;
  for (; !finished; call += 4) await Promise.all([0, 1, 2, 3].map((more) => dieAt(call + more)));
  expect(call).toBeGreaterThan(20);
});
