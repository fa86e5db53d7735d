import { defineConfig } from "vitest/config";
import { templatesPlugin } from "./scripts/templates-plugin.js";

const shared = {
  plugins: [templatesPlugin()],
};

/** "source" runs the TypeScript as it stands; "built" runs what is shipped, and builds it first. */
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "source",
          include: ["test/*.test.ts", "test/{unit,property,cli}/**/*.test.ts"],
          setupFiles: ["test/support/hermetic.ts"],
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: "built",
          include: ["test/{pty,package}/**/*.test.ts"],
          setupFiles: ["test/support/hermetic.ts"],
          globalSetup: ["test/support/build.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
