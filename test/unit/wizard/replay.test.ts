import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OnboardOptions } from "../../../src/wizard/onboard-options.ts";
import { type Replayed, replayCommand } from "../../../src/wizard/replay.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { secret } from "../providers/clients.ts";

const noFlags: OnboardOptions = {
  keys: [],
  verify: "auto",
  offline: false,
  allowAnyKey: false,
  allowInsecureBaseUrl: false,
  allModels: false,
  privateOnly: false,
  nonInteractive: false,
  yes: false,
  dryRun: false,
  json: false,
  debug: false,
  dev: false,
};
const replayed: Replayed = {
  authChoice: "venice-api-key",
  model: "venice/llama-3.3-70b",
  keyStore: "dotenv",
  env: {},
};

test("what was answered comes back as flags", () => {
  expect(replayCommand(noFlags, replayed)).toBe(
    "openclaw onboard --non-interactive --auth-choice venice-api-key --model venice/llama-3.3-70b --key-store dotenv",
  );
});

test("what was not answered is left out", () => {
  expect(replayCommand(noFlags, { authChoice: undefined, env: {} })).toBe("openclaw onboard --non-interactive");
});

test.each([
  ["the profile, before the command", { profile: "work" }, "openclaw --profile work onboard "],
  ["the dev profile", { dev: true }, "openclaw --dev onboard "],
  ["the base URL", { baseUrl: "https://gateway.example/v1" }, " --base-url https://gateway.example/v1"],
  ["the time limit, in seconds", { timeoutMilliseconds: 2500 }, " --timeout 2.5"],
  ["a check that is not the usual one", { verify: "required" as const }, " --verify required"],
  ["offline", { offline: true }, " --offline"],
  ["a key of any shape", { allowAnyKey: true }, " --allow-any-key"],
  ["plain http", { allowInsecureBaseUrl: true }, " --allow-insecure-base-url"],
  ["every model", { allModels: true }, " --all-models"],
  ["private models only", { privateOnly: true }, " --private-only"],
])("keeps %s", (_, flags, part) => {
  expect(replayCommand(noFlags, replayed)).not.toContain(part);
  expect(replayCommand({ ...noFlags, ...flags }, replayed)).toContain(part);
});

test("never holds the key, wherever it came from", () => {
  const value = secret(keys.good);
  const options: OnboardOptions = {
    ...noFlags,
    keys: [{ kind: "flag", provider: "venice", flag: "--venice-api-key", value }],
  };
  expect(replayCommand(options, replayed)).not.toContain(keys.good.slice(-12));
  expect(replayCommand(options, replayed)).not.toContain("[secret]");
});

test("says nothing of how this one run was to be shown", () => {
  const shown = { ...noFlags, yes: true, json: true, debug: true };
  expect(replayCommand(shown, replayed)).toBe(replayCommand(noFlags, replayed));
});

describe("leads to the same files", () => {
  const inPlaces = (env: Replayed["env"], flags = {}) => replayCommand({ ...noFlags, ...flags }, { ...replayed, env });

  test("by the variables that name them", () => {
    const env = { OPENCLAW_HOME: "/claw", OPENCLAW_STATE_DIR: "my state", OPENCLAW_CONFIG_PATH: "~/c.json" };
    expect(inPlaces(env)).toContain(
      "OPENCLAW_HOME=/claw OPENCLAW_STATE_DIR='my state' OPENCLAW_CONFIG_PATH='~/c.json' openclaw onboard ",
    );
  });

  test("and not by those that say nothing, nor by any other", () => {
    const env = { OPENCLAW_STATE_DIR: " ", OPENCLAW_HOME: "undefined", VENICE_API_KEY: keys.good, HOME: "/home/ann" };
    expect(inPlaces(env)).toBe(replayCommand(noFlags, replayed));
  });

  test("a profile of the environment counts where no flag says another one", () => {
    const env = { OPENCLAW_PROFILE: "night" };
    expect(inPlaces(env)).toContain("OPENCLAW_PROFILE=night openclaw onboard ");
    expect(inPlaces(env, { profile: "work" })).toMatch(/^openclaw --profile work onboard /);
    expect(inPlaces(env, { dev: true })).toMatch(/^openclaw --dev onboard /);
  });
});

describe("can be copied into a shell", () => {
  /** What a POSIX shell makes of that command line. */
  const read = (commands: readonly string[]) => {
    const script = commands.map((command) => `set -- ${command}; printf '%s\\037' "$@"; printf '\\036'`).join("\n");
    const { stdout, status } = spawnSync("sh", ["-c", script], { encoding: "utf8", cwd: "/" });
    expect(status).toBe(0);
    return stdout
      .split("\u001e")
      .slice(0, -1)
      .map((line) => line.split("\u001f").slice(0, -1));
  };

  test("whatever a model or a URL is called, the shell hands on the same text", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."ab/~ '\"\\$`;&|*?!#<>(){}[]=\néあ"),
      minLength: 1,
      maxLength: 12,
    });
    const texts = [...fc.sample(text, { numRuns: 300, seed: 7 }), "it's", "$(touch /x)", "`id`", "~", "a b", "*"];
    const commands = texts.map((model) =>
      replayCommand({ ...noFlags, baseUrl: model }, { authChoice: "a", model, env: {} }),
    );
    const expected = texts.map((model) => [
      ...["openclaw", "onboard", "--non-interactive", "--auth-choice", "a"],
      ...["--model", model, "--base-url", model],
    ]);
    expect(read(commands)).toEqual(expected);
  });

  test("a key file with a space in its name stays one word", () => {
    const key = ["--venice-api-key-file", "my keys/venice.txt"];
    expect(read([replayCommand(noFlags, { authChoice: "venice-api-key", key, env: {} })])[0]).toEqual([
      ...["openclaw", "onboard", "--non-interactive", "--auth-choice", "venice-api-key"],
      ...key,
    ]);
  });
});
