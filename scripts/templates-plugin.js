import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";

const templates = fileURLToPath(new URL("../templates/", import.meta.url));
const id = "virtual:templates";
const completionId = "virtual:completion-scripts";

/**
 * Compiles `templates/` to plain JSON at build time, so that the running program neither opens these files nor parses JSON5.
 * Works in rolldown and in vitest. Provides the modules typed in `src/templates.d.ts`.
 */
export function templatesPlugin() {
  return {
    name: "templates",
    resolveId(/** @type {string} */ source) {
      return source === id || source === completionId ? `\0${source}` : undefined;
    },
    load(/** @type {string} */ resolved) {
      if (resolved === `\0${completionId}`) return completionScripts();
      if (resolved !== `\0${id}`) return undefined;
      const manifests = readdirSync(`${templates}providers`)
        .filter((name) => name.endsWith(".json5"))
        .sort()
        .map((name) => JSON5.parse(readFileSync(`${templates}providers/${name}`, "utf8")));
      const firstConfig = readFileSync(`${templates}openclaw.json5`, "utf8");
      return [
        `export const manifests = JSON.parse(${JSON.stringify(JSON.stringify(manifests))});`,
        `export const firstConfig = ${JSON.stringify(firstConfig)};`,
      ].join("\n");
    },
  };
}

function completionScripts() {
  const extensions = { bash: "bash", zsh: "zsh", fish: "fish", powershell: "ps1" };
  const scripts = Object.entries(extensions).map(([shell, extension]) => [
    shell,
    readFileSync(`${templates}completion/openclaw.${extension}`, "utf8"),
  ]);
  return `export const completionScripts = ${JSON.stringify(Object.fromEntries(scripts))};`;
}
