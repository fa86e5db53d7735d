// `npm run test:shells`: presses TAB in real shells that not every machine has; fetches them from Debian where they are missing.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installIfNeeded, root, runOrExit } from "./install.js";

const shells = ["zsh", "fish"];

installIfNeeded();
const missing = shells.filter((shell) => !runs(shell));
if (missing.length > 0) {
  if (process.getuid?.() !== 0 || !runs("apt-get")) {
    console.error(`These tests need ${missing.join(" and ")}. Install them, or run this as root on Debian.`);
    process.exit(1);
  }
  process.env.DEBIAN_FRONTEND = "noninteractive";
  const install = ["install", "--yes", "--quiet=2", "--no-install-recommends", ...missing];
  // The package lists at hand mostly do; a fresh system has none.
  if (spawnSync("apt-get", install).status !== 0) {
    runOrExit("apt-get", ["update", "--quiet=2"]);
    runOrExit("apt-get", install);
  }
}
const vitest = join(root, "node_modules/vitest/vitest.mjs");
runOrExit(process.execPath, [vitest, "run", "--config", "test/shells/vitest.config.ts", ...process.argv.slice(2)], 1);

/** @param {string} program */
function runs(program) {
  return spawnSync(program, ["--version"]).status === 0;
}
