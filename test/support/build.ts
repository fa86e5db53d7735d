import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the program before the tests that run what is shipped. */
export function setup(): void {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  execFileSync(process.execPath, ["node_modules/rolldown/bin/cli.mjs", "--config", "rolldown.config.js"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
