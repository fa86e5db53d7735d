import { chmodSync, chownSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ordinaryUser } from "./files-children.ts";

/** An empty folder of this test alone, gone when the test is over. */
export function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "files-")));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** The same, belonging to the user that ordinary children run as. */
export function freshFolderOfOrdinaryUser(): string {
  const folder = freshFolder();
  if (ordinaryUser) chownSync(folder, ordinaryUser.uid, ordinaryUser.gid);
  chmodSync(folder, 0o755);
  return folder;
}

export const modeOf = (path: string) => statSync(path).mode & 0o7777;

/** Names in a folder, sorted, so that a test says all that is there. */
export const namesIn = (folder: string) => readdirSync(folder).sort();
