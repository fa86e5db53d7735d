import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownIdentity } from "../../../src/files/process-identity.ts";
import { sweepLeftovers } from "../../../src/files/sweep-leftovers.ts";
import { writeFile } from "../../../src/files/write-file.ts";
import { freshFolder, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const host = realHost();

test("only the temporary files of a run that is over go; a person's files and a running write's stay", () => {
  const folder = freshFolder();
  const ended = spawnSync(process.execPath, ["-e", "0"]).pid;
  const { pid, starttime = 0 } = ownIdentity(host);
  const stay = [
    `.openclaw-venice-${pid}-${starttime}-0.tmp`,
    `.openclaw-venice-${ended}-1-0.tmp.mine`,
    `.openclaw-venice-${ended}-1.tmp`,
    ".openclaw-venice-x-1-0.tmp",
    ".openclaw-venice-99999999999999-1-0.tmp",
    `openclaw-venice-${ended}-1-0.tmp`,
    "openclaw.json",
    "openclaw.json.bak",
    "openclaw.json.tmp",
  ];
  const go = [`.openclaw-venice-${ended}-1-0.tmp`, `.openclaw-venice-${ended}-0-12.tmp`];
  for (const name of [...stay, ...go]) writeFileSync(join(folder, name), "x");
  mkdirSync(join(folder, `.openclaw-venice-${ended}-2-0.tmp`));
  symlinkSync("openclaw.json", join(folder, `.openclaw-venice-${ended}-3-0.tmp`));

  sweepLeftovers(folder, host);
  expect(namesIn(folder)).toEqual(
    [...stay, `.openclaw-venice-${ended}-2-0.tmp`, `.openclaw-venice-${ended}-3-0.tmp`].sort(),
  );
});

test("a leftover whose process id another process has by now goes, where start times are known", () => {
  const folder = freshFolder();
  const { pid, starttime = 0 } = ownIdentity(host);
  writeFileSync(join(folder, `.openclaw-venice-${pid}-${starttime + 1}-0.tmp`), "x");
  sweepLeftovers(folder, host);
  expect(namesIn(folder)).toHaveLength(host.platform === "linux" ? 0 : 1);
});

test("a missing folder has nothing to sweep", () => {
  sweepLeftovers(join(freshFolder(), "missing"), host);
});

test("every write sweeps its folder, also one that takes no lock", async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, `.openclaw-venice-${2 ** 22 + 1}-0-0.tmp`), "half");
  await writeFile({ path: join(folder, "cache"), bytes: Buffer.from("x"), expected: undefined, mode: 0o600 }, host);
  expect(namesIn(folder)).toEqual(["cache"]);
});
