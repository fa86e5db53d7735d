import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * Runs a command in the repository and ends this process with its exit code when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {1 | 2} output where what it prints goes: stdout, or stderr to keep stdout the program's own
 */
export function runOrExit(command, args, output = 2) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", output, 2],
    shell: process.platform === "win32",
  });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the packages that package-lock.json names, unless they are there already. */
export function installIfNeeded() {
  const installed = join(root, "node_modules/.package-lock.json");
  const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
  if (!isFresh) runOrExit("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Builds the program into dist/, silently unless it fails. */
export function build() {
  const rolldown = join(root, "node_modules/rolldown/bin/cli.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [rolldown, "--config", "rolldown.config.js"], {
    cwd: root,
  });
  if (status === 0) return;
  process.stderr.write(stdout);
  process.stderr.write(stderr);
  process.exit(status ?? 1);
}
