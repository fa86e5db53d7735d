import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { templatesPlugin } from "../../scripts/templates-plugin.js";

/** `npm run test:shells`: the tests that need shells which not every machine has. */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  plugins: [templatesPlugin()],
  test: {
    include: ["test/shells/*.test.ts"],
    setupFiles: ["test/support/hermetic.ts"],
    globalSetup: ["test/support/build.ts"],
    testTimeout: 60_000,
  },
});
