import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));

test("TAB waits for no network, no prompts and no digests to be loaded", () => {
  const home = createHome();
  writeFileSync(home.at("report.cjs"), "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')));");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", home.at("report.cjs"), program, "complete", "bash"],
    { env: { HOME: home.path, OPENCLAW_COMPLETION_LINE: "openclaw models set venice/claude-o" }, encoding: "utf8" },
  );
  expect(stdout).toBe("pus-45\n");
  expect(stderr).toContain("NativeModule fs");
  expect(stderr).not.toMatch(/NativeModule (https?|tls|dns|readline|crypto)$/m);
});
