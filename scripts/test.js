// `npm test`: installs if needed, lints, checks the types, builds, and runs every test; arguments after `--` go to vitest.
import { join } from "node:path";
import { installIfNeeded, root, runOrExit } from "./install.js";

const tool = (/** @type {string} */ path) => join(root, "node_modules", path);

installIfNeeded();
runOrExit(process.execPath, [tool("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."], 1);
runOrExit(process.execPath, [tool("typescript/bin/tsc")], 1);
runOrExit(process.execPath, [tool("vitest/vitest.mjs"), "run", ...process.argv.slice(2)], 1);
