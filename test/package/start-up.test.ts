import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(root, "bin/openclaw.js");
const recorder = join(root, "test/support/record-opened.cjs");

interface Start {
  /** The files of this package that were opened, in their order. */
  readonly files: readonly string[];
  /** The modules of Node's that were loaded, beyond those of an empty program. */
  readonly builtins: readonly string[];
}

/** Runs the built program with pipes around it, and tells what it opened and loaded. */
function start(argv: readonly string[], home: Home, expectedStatus = 0, locale = "C.UTF-8"): Start {
  const { status, stderr, output } = spawnSync(process.execPath, ["--require", recorder, program, ...argv], {
    env: { HOME: home.path, PATH: process.env.PATH ?? "", LANG: locale, VENICE_API_KEY: keys.good },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  expect(status, stderr).toBe(expectedStatus);
  const { opened, builtins } = JSON.parse(output[3] ?? "") as { opened: string[]; builtins: string[] };
  const files = opened.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  return { files: [...new Set(files)], builtins };
}

/** What reaches for the network, starts processes, or brings all streams with it. */
const heavy =
  /^(net|tls|dns|_?https?|_http_.*|_tls_.*|crypto|child_process|worker_threads|stream|zlib|readline|fs\/promises|perf_hooks)$/;

const plainConfig = () => createHome({ [configPath]: '{ "agents": { "defaults": {} } }\n' });
const json5Config = () => createHome({ [configPath]: "{ agents: {} } // mine\n" });
const onboard = ["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key"];
const reading = ["bin/openclaw.js", "bin/load.js", "dist/main.cjs", "dist/read.cjs"];

/** In full, so that nothing creeps in: each file takes as long to open as 10 KB of code take to read. */
test.each<[string, readonly string[], () => Home, readonly string[]]>([
  ["--version", ["--version"], createHome, ["bin/openclaw.js", "package.json"]],
  ["--help", ["--help"], createHome, ["bin/openclaw.js", "dist/help-en.json"]],
  ["models set --help", ["models", "set", "--help"], createHome, ["bin/openclaw.js", "dist/help-en.json"]],
  ["models list --offline", ["models", "list", "--offline"], createHome, [...reading, "dist/models-list.cjs"]],
  ["the same with a config", ["models", "list", "--offline"], plainConfig, [...reading, "dist/models-list.cjs"]],
  [
    "models set of a config in JSON",
    ["models", "set", "--offline", "llama-3.3-70b"],
    plainConfig,
    [...reading, "dist/models-set.cjs", "dist/change.cjs", "dist/wizard.cjs", "dist/words-onboard.cjs"],
  ],
  [
    "onboarding without questions and without network",
    onboard,
    plainConfig,
    [...reading, "dist/wizard.cjs", "dist/onboard.cjs", "dist/change.cjs", "dist/words-onboard.cjs"],
  ],
  [
    "the same with a config in JSON5",
    onboard,
    json5Config,
    [
      ...reading,
      "dist/wizard.cjs",
      "dist/onboard.cjs",
      "dist/change.cjs",
      "dist/rolldown-runtime.cjs",
      "dist/json5.cjs",
      "dist/words-onboard.cjs",
    ],
  ],
  [
    "doctor without network",
    ["doctor", "--offline"],
    plainConfig,
    [...reading, "dist/doctor.cjs", "dist/change.cjs", "dist/wizard.cjs", "dist/words-doctor.cjs"],
  ],
])("%s opens these files and no others, and loads nothing heavy of Node's", (_, argv, home, expected) => {
  const { files, builtins } = start(argv, home());
  expect([...files].sort()).toEqual([...expected].sort());
  expect(builtins.filter((name) => heavy.test(name))).toEqual([]);
});

/** What is said in French besides what says nothing, and no word of English but the few that are shared with main. */
test.each<[string, readonly string[], () => Home, readonly string[]]>([
  ["--help", ["--help"], createHome, ["bin/openclaw.js", "dist/help-fr.json"]],
  [
    "models list --offline",
    ["models", "list", "--offline"],
    createHome,
    [...reading, "dist/fr.cjs", "dist/models-list.cjs"],
  ],
  [
    "onboarding without questions and without network",
    onboard,
    plainConfig,
    [...reading, "dist/fr.cjs", "dist/fr-onboard.cjs", "dist/wizard.cjs", "dist/onboard.cjs", "dist/change.cjs"],
  ],
  [
    "doctor without network",
    ["doctor", "--offline"],
    plainConfig,
    [...reading, "dist/fr.cjs", "dist/fr-doctor.cjs", "dist/doctor.cjs", "dist/change.cjs", "dist/wizard.cjs"],
  ],
])("in French, %s opens no English words", (_, argv, home, expected) => {
  const { files, builtins } = start(argv, home(), 0, "fr_FR.UTF-8");
  expect([...files].sort()).toEqual([...expected].sort());
  expect(builtins.filter((name) => heavy.test(name))).toEqual([]);
});

test("what is known to be empty is not opened as a stream to see what is piped in", () => {
  const { builtins } = start(["chat"], createHome(), 2);
  expect(builtins.filter((name) => heavy.test(name))).toEqual([]);
});

describe("what is heavy has a file of its own", () => {
  const chunks = readdirSync(join(root, "dist"))
    .filter((name) => name.endsWith(".cjs"))
    .map((name) => ({ name, text: readFileSync(join(root, "dist", name), "utf8") }));

  test.each([
    ["the prompts", "ExitPromptError", ["prompter.cjs"]],
    ["the spinner", "There is no built-in spinner", ["spinner.cjs"]],
    ["the parser of JSON5", "JSON5: invalid", ["json5.cjs"]],
    ["commander", "makeOptionMandatory", ["commander.cjs"]],
    ["the proxy's agent", "CONNECT ", ["proxy-agent.cjs"]],
  ])("%s", (_, text, names) => {
    expect(chunks.filter((chunk) => chunk.text.includes(text)).map(({ name }) => name)).toEqual(names);
  });

  test("nothing is loaded as an ES module, which would bring Node's loader of those with it", () => {
    expect(chunks.filter(({ text }) => /[^.\w]import\(/.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test("nothing copies the exports of Node's modules", () => {
    expect(chunks.filter(({ text }) => /\(require\("node:[^)]*\),1\)/.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test("no pattern is looked up in Unicode's tables before it is used", () => {
    expect(
      chunks.filter(({ text }) => /\/[^/\n]*\\p\{[^/\n]*\/[gimsuyv]*u/.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });
});
