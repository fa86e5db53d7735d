// `npm run screenshots`: builds, runs the program in a terminal, and keeps what is seen as the pictures in docs/pictures.
import { join } from "node:path";
import { installIfNeeded, root, runOrExit } from "./install.js";

installIfNeeded();
const vitest = join(root, "node_modules/vitest/vitest.mjs");
runOrExit(process.execPath, [vitest, "run", "--project", "built", "test/pty/pictures.test.ts", "--update"], 1);
