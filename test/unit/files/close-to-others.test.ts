import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closeToOthers } from "../../../src/files/close-to-others.ts";
import { freshFolder, modeOf } from "../../support/files-folder.ts";

test.each([
  [0o644, 0o600],
  [0o777, 0o700],
  [0o440, 0o400],
  [0o600, 0o600],
])("mode %o becomes %o", (before, after) => {
  const path = join(freshFolder(), "file");
  writeFileSync(path, "x");
  chmodSync(path, before);
  closeToOthers(path);
  expect(modeOf(path)).toBe(after);
});

test("behind a link it is the file that is closed", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "file"), "x");
  chmodSync(join(folder, "file"), 0o644);
  symlinkSync("file", join(folder, "link"));
  closeToOthers(join(folder, "link"));
  expect(modeOf(join(folder, "file"))).toBe(0o600);
});

test("a file that is gone is named", () => {
  const path = join(freshFolder(), "file");
  expect(() => closeToOthers(path)).toThrow(expect.objectContaining({ code: "file-unwritable" }));
});
