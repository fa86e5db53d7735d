// `npm run test:long`: the tests that take minutes; arguments after `--` go to vitest.
import { join } from "node:path";
import { installIfNeeded, root, runOrExit } from "./install.js";

installIfNeeded();
const vitest = join(root, "node_modules/vitest/vitest.mjs");
runOrExit(process.execPath, [vitest, "run", "--config", "test/long/vitest.config.ts", ...process.argv.slice(2)], 1);
