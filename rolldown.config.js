import { basename } from "node:path";
import { defineConfig } from "rolldown";
import { licensePlugin } from "rolldown-license-plugin";
import { helpPlugin } from "./scripts/help-plugin.js";
import { leanPackagesPlugin } from "./scripts/lean-packages-plugin.js";
import { licenses } from "./scripts/licenses.js";
import { startUpPlugin } from "./scripts/start-up-plugin.js";
import { templatesPlugin } from "./scripts/templates-plugin.js";

const permissive = /^(MIT|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD)$/;

/** Modules in those folders and files of the repository, by a pattern with "/" between them. */
const below = (/** @type {string} */ pattern) => new RegExp(pattern.replaceAll("/", String.raw`[\\/]`));

export default defineConfig({
  input: { main: "src/main.ts" },
  // Other files may take from main.cjs what it has anyway.
  preserveEntrySignatures: "allow-extension",
  platform: "node",
  // The spinner's width measuring costs 25 ms to load; this one, already in the prompts' tree, costs none.
  resolve: { alias: { "string-width": "fast-string-width" } },
  treeshake: { moduleSideEffects: [{ test: below("node_modules/(diff|marked)/"), sideEffects: false }] },
  plugins: [
    templatesPlugin(),
    startUpPlugin(),
    leanPackagesPlugin(),
    helpPlugin(),
    licensePlugin({
      allow: ({ license }) => permissive.test(license),
      failOnViolation: true,
      failOnUnlicensed: true,
      done(dependencies, context) {
        context.emitFile({ type: "asset", fileName: "LICENSES.txt", source: licenses(dependencies) });
      },
    }),
  ],
  output: {
    dir: "dist",
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    cleanDir: true,
    minify: true,
    comments: false,
    // `import()` of Node's own modules would load its ES module loader, which takes 4 ms.
    dynamicImportInCjs: false,
    // What is used together is one file, and what most runs do without is another. start-up.test.ts has what a command opens.
    codeSplitting: {
      groups: [
        { name: "chalk", test: below("node_modules/chalk/") },
        { name: "commander", test: below("node_modules/commander|src/cli/commander-|unused:") },
        { name: "json5", test: below("node_modules/json5/") },
        { name: "json-schema", test: below("node_modules/@cfworker/") },
        { name: "proxy-agent", test: below("node_modules/(https-proxy-agent|agent-base|debug|ms)/") },
        { name: "width", test: below("node_modules/fast-(string|wrap)|src/terminal/(wrap|table)") },
        {
          debugName: "words",
          name: (id) => `words-${basename(id, ".ts")}`,
          test: below("src/messages/en/(?!cli)(?!(age|changes|count|key|model|models|numbers|prompts)\\.ts)"),
        },
        // Another language is read by whoever speaks it: one file for what most runs say, the rest as in English.
        {
          debugName: "other languages",
          name: (id) =>
            /messages[\\/](\w+)(?:[\\/](chat-errors|chat|config|configure|doctor|errors|network|onboard))?\b/
              .exec(id)
              ?.slice(1)
              .filter(Boolean)
              .join("-"),
          test: below("src/messages/(fr)(/|\\.ts)"),
        },
        {
          name: "network",
          test: below(
            "node_modules/eventsource-parser|src/providers/(answer|chat|client|converse|http|key-check|network|retry|sse)",
          ),
        },
        // What a command begins with: the files, the config as it is read, a provider's models.
        {
          name: "read",
          test: below(
            "node_modules/@noble/|src/(errors|files/(read|resolve|names|newest|system)|" +
              "config/(catalog-cache|config-file|dotenv|json5/(json-value|tree)|paths|policy|schema|secret-ref|user-files|variables)\\.ts|" +
              "providers/(?!registry)|" +
              "messages/en/(age|changes|count|key|model|models|numbers|prompts)\\.ts|run/(catalog|provider-access|report|run|say-failure)\\.ts|" +
              "wizard/(base-url|catalog-feed|configured-refs|connect|default-model|describe|effective-key|key-shape|model-document|" +
              "model-filter|model-tags|policy)\\.ts)",
          ),
        },
        // What it takes to change them.
        {
          name: "change",
          test: below(
            "node_modules/diff/|src/(config/(apply-changes|config-editor|json5|mask)|files/(?!descriptor|standard)|run/(make-changes|propose)|" +
              "wizard/(diff|file-changes|inclu|notices|plan|summary|tidying))",
          ),
        },
        { name: "wizard", test: below("src/(config|run|wizard)"), minShareCount: 2 },
      ],
      includeDependenciesRecursively: false,
    },
  },
});
