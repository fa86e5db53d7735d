import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { templatesPlugin } from "../../scripts/templates-plugin.js";

/** `npm run test:long`: the same things as in `npm test`, tried so often that it takes minutes. */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  plugins: [templatesPlugin()],
  test: {
    include: ["test/long/*.test.ts"],
    setupFiles: ["test/support/hermetic.ts"],
    globalSetup: ["test/support/build.ts"],
    testTimeout: 300_000,
  },
});
