import { join } from "node:path";
import { expect, test } from "vitest";
import { isMountPoint, mountPoints } from "../../../src/files/is-mount-point.ts";
import { freshFolder } from "../../support/files-folder.ts";

test("a folder that something is mounted on is one, where the system says so; a file in it is none", () => {
  const isSaid = process.platform === "linux";
  expect(isMountPoint("/proc")).toBe(isSaid);
  expect(isMountPoint("/proc/version")).toBe(false);
  expect(isMountPoint(join(freshFolder(), "missing"))).toBe(false);
});

test("names with a space and a backslash are known again", () => {
  const line = (path: string) => `36 35 98:0 /mnt1 ${path} rw,noatime master:1 - ext3 /dev/root rw\n`;
  expect(mountPoints(line("/a\\040b\\134c") + line("/d"))).toEqual(["/a b\\c", "/d"]);
});
