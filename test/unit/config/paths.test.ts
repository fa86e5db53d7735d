import { describe, expect, test } from "vitest";
import { type PathOptions, type Paths, resolvePaths } from "../../../src/config/paths.ts";

const paths = (env: PathOptions["env"], more: Partial<PathOptions> = {}): Paths =>
  resolvePaths({ env, homeDir: "/system/ann", cwd: "/project", ...more });
const HOME = "/home/ann";

test("everything lies in ~/.openclaw unless somebody says otherwise", () => {
  const { stateDir, config, dotenv, cache } = paths({ HOME });
  expect({ stateDir, config, dotenv, cache }).toEqual({
    stateDir: "/home/ann/.openclaw",
    config: "/home/ann/.openclaw/openclaw.json",
    dotenv: "/home/ann/.openclaw/.env",
    cache: "/home/ann/.openclaw/cache",
  });
});

describe("the home folder", () => {
  test.each<[string, PathOptions["env"], string]>([
    ["HOME", { HOME }, "/home/ann/.openclaw"],
    ["HOME before USERPROFILE", { HOME, USERPROFILE: "/users/ann" }, "/home/ann/.openclaw"],
    ["USERPROFILE without HOME", { USERPROFILE: "/users/ann" }, "/users/ann/.openclaw"],
    ["the system's without either", {}, "/system/ann/.openclaw"],
    ["OPENCLAW_HOME before all", { HOME, OPENCLAW_HOME: "/claw" }, "/claw/.openclaw"],
    ["OPENCLAW_HOME with a tilde", { HOME, OPENCLAW_HOME: "~/claw" }, "/home/ann/claw/.openclaw"],
    ["OPENCLAW_HOME that is a tilde", { HOME, OPENCLAW_HOME: "~" }, "/home/ann/.openclaw"],
    ["OPENCLAW_HOME from the working folder", { HOME, OPENCLAW_HOME: "claw" }, "/project/claw/.openclaw"],
    ["another user's tilde is a name like any other", { HOME, OPENCLAW_HOME: "~bob" }, "/project/~bob/.openclaw"],
  ])("%s", (_, env, stateDir) => {
    expect(paths(env).stateDir).toBe(stateDir);
  });

  describe.each(["", "   ", "undefined", "null", " null "])("a value of %j counts as none", (blank) => {
    test.each<[string, PathOptions["env"], string]>([
      ["HOME", { HOME: blank, USERPROFILE: "/users/ann" }, "/users/ann/.openclaw"],
      ["HOME and USERPROFILE", { HOME: blank, USERPROFILE: blank }, "/system/ann/.openclaw"],
      ["OPENCLAW_HOME", { HOME, OPENCLAW_HOME: blank }, "/home/ann/.openclaw"],
      ["OPENCLAW_STATE_DIR", { HOME, OPENCLAW_STATE_DIR: blank }, "/home/ann/.openclaw"],
      ["OPENCLAW_PROFILE", { HOME, OPENCLAW_PROFILE: blank }, "/home/ann/.openclaw"],
    ])("in %s", (_, env, stateDir) => {
      expect(paths(env).stateDir).toBe(stateDir);
    });

    test("in OPENCLAW_CONFIG_PATH", () => {
      expect(paths({ HOME, OPENCLAW_CONFIG_PATH: blank }).config).toBe("/home/ann/.openclaw/openclaw.json");
    });
  });

  test.each<[string, PathOptions["env"], string | undefined]>([
    ["nobody names one", {}, undefined],
    ["all are blank", { HOME: "", USERPROFILE: " " }, "null"],
    ["it is no whole path", { HOME: "ann" }, undefined],
    ["it is a tilde, which leads nowhere by itself", { HOME: "~" }, undefined],
    ["a tilde needs it", { OPENCLAW_HOME: "~/claw" }, undefined],
    ["a tilde in the state folder needs it", { OPENCLAW_STATE_DIR: "~/claw" }, undefined],
  ])("missing because %s: exit 3, and no folder in some odd place", (_, env, homeDir) => {
    expect(() => paths(env, { homeDir })).toThrow(expect.objectContaining({ code: "home-unknown", exitCode: 3 }));
  });

  test("is not needed where the state folder is named", () => {
    const { config, dotenv } = paths({ OPENCLAW_STATE_DIR: "/state" }, { homeDir: undefined });
    expect([config, dotenv]).toEqual(["/state/openclaw.json", "/state/.env"]);
  });
});

test("the home folder is needed only where the state folder lies in it", () => {
  const home = (env: PathOptions["env"], more: Partial<PathOptions> = {}) => paths(env, more).home;
  expect(home({ HOME })).toBe(HOME);
  expect(home({})).toBe("/system/ann");
  expect(home({ HOME, OPENCLAW_CONFIG_PATH: "/etc/claw.json" }, { profile: "work" })).toBe(HOME);
  expect(home({ HOME, OPENCLAW_STATE_DIR: "/state" })).toBeUndefined();
  expect(home({ HOME, OPENCLAW_HOME: "/claw" })).toBeUndefined();
});

describe("the state folder and the config", () => {
  test.each<[string, PathOptions["env"], Partial<PathOptions>, string, string]>([
    ["OPENCLAW_STATE_DIR moves both", { OPENCLAW_STATE_DIR: "/state" }, {}, "/state", "/state/openclaw.json"],
    [
      "OPENCLAW_CONFIG_PATH moves the config alone",
      { HOME, OPENCLAW_CONFIG_PATH: "/etc/claw.json5" },
      {},
      "/home/ann/.openclaw",
      "/etc/claw.json5",
    ],
    [
      "each its own way",
      { OPENCLAW_STATE_DIR: "/state", OPENCLAW_CONFIG_PATH: "/etc/claw.json" },
      {},
      "/state",
      "/etc/claw.json",
    ],
    [
      "with tildes",
      { HOME, OPENCLAW_STATE_DIR: "~/state", OPENCLAW_CONFIG_PATH: "~/claw.json" },
      {},
      "/home/ann/state",
      "/home/ann/claw.json",
    ],
    [
      "from the working folder",
      { OPENCLAW_STATE_DIR: "state", OPENCLAW_CONFIG_PATH: "../claw.json" },
      {},
      "/project/state",
      "/claw.json",
    ],
    ["--profile", { HOME }, { profile: "work" }, "/home/ann/.openclaw-work", "/home/ann/.openclaw-work/openclaw.json"],
    ["--dev", { HOME }, { dev: true }, "/home/ann/.openclaw-dev", "/home/ann/.openclaw-dev/openclaw.json"],
    [
      "OPENCLAW_PROFILE",
      { HOME, OPENCLAW_PROFILE: "work" },
      {},
      "/home/ann/.openclaw-work",
      "/home/ann/.openclaw-work/openclaw.json",
    ],
    [
      "--profile before OPENCLAW_PROFILE",
      { HOME, OPENCLAW_PROFILE: "home" },
      { profile: "work" },
      "/home/ann/.openclaw-work",
      "/home/ann/.openclaw-work/openclaw.json",
    ],
    [
      "the profile called default is none",
      { HOME },
      { profile: "Default" },
      "/home/ann/.openclaw",
      "/home/ann/.openclaw/openclaw.json",
    ],
    [
      "a profile in OPENCLAW_HOME",
      { HOME, OPENCLAW_HOME: "/claw" },
      { profile: "work" },
      "/claw/.openclaw-work",
      "/claw/.openclaw-work/openclaw.json",
    ],
    [
      "OPENCLAW_STATE_DIR before a profile",
      { OPENCLAW_STATE_DIR: "/state" },
      { profile: "work" },
      "/state",
      "/state/openclaw.json",
    ],
    [
      "OPENCLAW_CONFIG_PATH before a profile",
      { HOME, OPENCLAW_CONFIG_PATH: "/etc/claw.json" },
      { dev: true },
      "/home/ann/.openclaw-dev",
      "/etc/claw.json",
    ],
  ])("%s", (_, env, more, stateDir, config) => {
    const resolved = paths(env, more);
    expect([resolved.stateDir, resolved.config]).toEqual([stateDir, config]);
    expect(resolved.dotenv).toBe(`${stateDir}/.env`);
    expect(resolved.cache).toBe(`${stateDir}/cache`);
  });

  test.each(["", "../..", "a/b", ".hidden", "-x", "a b", "x".repeat(65), "äpfel"])(
    "--profile %j is refused: it must not lead out of the home folder",
    (profile) => {
      expect(() => paths({ HOME }, { profile })).toThrow(
        expect.objectContaining({ code: "profile-invalid", exitCode: 2 }),
      );
    },
  );

  test("a profile of the environment is checked as well", () => {
    expect(() => paths({ HOME, OPENCLAW_PROFILE: "../x" })).toThrow(
      expect.objectContaining({ code: "profile-invalid" }),
    );
  });
});

describe("a config that is managed from outside", () => {
  test.each<[PathOptions["env"], string | undefined]>([
    [{ OPENCLAW_CONFIG_READONLY: "1" }, "OPENCLAW_CONFIG_READONLY"],
    [{ OPENCLAW_NIX_MODE: "1" }, "OPENCLAW_NIX_MODE"],
    [{ OPENCLAW_CONFIG_READONLY: "0" }, undefined],
    [{ OPENCLAW_CONFIG_READONLY: "" }, undefined],
    [{}, undefined],
  ])("%j: %s", (env, variable) => {
    expect(paths({ HOME, ...env }).readOnlyBy).toBe(variable);
  });
});

describe("a path as a person would type it", () => {
  test.each([
    ["/home/ann/.openclaw/.env", "~/.openclaw/.env"],
    ["/home/ann", "/home/ann"],
    ["/home/anna/.openclaw/.env", "/home/anna/.openclaw/.env"],
    ["/etc/claw.json", "/etc/claw.json"],
  ])("%s is %s", (path, shown) => {
    expect(paths({ HOME }).display(path)).toBe(shown);
  });

  test("the tilde is the shell's home, not OpenClaw's: in a shell it leads where it says", () => {
    const { display, stateDir } = paths({ HOME, OPENCLAW_HOME: "/claw" });
    expect(display(stateDir)).toBe("/claw/.openclaw");
  });

  test("a slash at the end of HOME makes no difference", () => {
    const { display, config } = paths({ HOME: "/home/ann/" });
    expect(config).toBe("/home/ann/.openclaw/openclaw.json");
    expect(display(config)).toBe("~/.openclaw/openclaw.json");
  });
});
