import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ordinaryUser, runChild, useChildScript } from "../../support/files-children.ts";
import { freshFolderOfOrdinaryUser, namesIn } from "../../support/files-folder.ts";

const script = useChildScript();

/** What an ordinary person is told about that path; `undefined` when it can be written. */
async function refusal(path: string): Promise<unknown> {
  const printed = (await runChild(script, { do: "check", path }, { ordinary: true })) as { parameters?: unknown };
  return printed.parameters;
}

function give(path: string): string {
  if (ordinaryUser) chownSync(path, ordinaryUser.uid, ordinaryUser.gid);
  return path;
}

test("one's own file, a new file and one in folders still to be made can be written, and nothing is made", async () => {
  const folder = freshFolderOfOrdinaryUser();
  writeFileSync(join(folder, "own.json"), "");
  give(join(folder, "own.json"));
  for (const name of ["own.json", "new.json", "home/.openclaw/openclaw.json"]) {
    expect(await refusal(join(folder, name)), name).toBeUndefined();
  }
  expect(namesIn(folder)).toEqual(["own.json"]);
});

test("a read-only file, and another user's, are refused before anything is asked", async () => {
  const folder = freshFolderOfOrdinaryUser();
  const path = join(folder, "openclaw.json");
  writeFileSync(path, "", { mode: 0o444 });
  give(path);
  expect(await refusal(path)).toEqual({ path, reason: "EACCES" });

  const others = "/etc/passwd";
  expect(await refusal(others)).toEqual({ path: others, reason: "EPERM" });
});

test("a folder where nothing may be made is refused: the file's, the link's, the nearest that exists", async () => {
  const folder = freshFolderOfOrdinaryUser();
  const closed = join(folder, "closed");
  const open = join(folder, "open");
  for (const made of [closed, open]) {
    mkdirSync(made);
    give(made);
    writeFileSync(join(made, "openclaw.json"), "");
    give(join(made, "openclaw.json"));
  }
  symlinkSync("../open/openclaw.json", join(closed, "link.json"));
  symlinkSync("../closed/openclaw.json", join(open, "link.json"));
  chmodSync(closed, 0o555);
  for (const path of [
    join(closed, "openclaw.json"),
    join(closed, "link.json"),
    join(open, "link.json"),
    join(closed, "deep", "er", "openclaw.json"),
  ]) {
    expect(await refusal(path)).toEqual({ path, reason: "EACCES" });
  }
  expect(await refusal(join(open, "openclaw.json"))).toBeUndefined();
  chmodSync(closed, 0o755);
});
