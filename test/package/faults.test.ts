import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { livedConfig } from "../support/killed-scenarios.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { type Ended, type Fire, installShipped, otherUser, runShipped } from "../support/shipped.ts";

/** Every command that writes the config, and what is piped into it. All of them have something to write here. */
const commands: Readonly<Record<string, { readonly argv: readonly string[]; readonly stdin?: string }>> = {
  onboard: {
    argv: [
      ...["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key", "--venice-api-key-stdin"],
      ...["--model", "venice/llama-3.3-70b"],
    ],
    stdin: keys.good,
  },
  "models set": { argv: ["models", "set", "--offline", "venice/llama-3.3-70b"] },
  "models fallbacks add": { argv: ["models", "fallbacks", "add", "--offline", "venice/llama-3.3-70b"] },
  "config restore": { argv: ["config", "restore", "saved.json5", "--yes"] },
  "doctor --fix": { argv: ["doctor", "--fix", "--yes", "--offline"] },
};

const config = livedConfig.replace("${VENICE_API_KEY}", keys.good);
const dotenv = "OTHER=1\n";
const livedHome = () => createHome({ [configPath]: config, [dotenvPath]: dotenv, "saved.json5": livedConfig });

async function runAll(
  names: readonly string[],
  prepare: (home: Home) => void,
  check: (ended: Ended, home: Home, name: string) => void,
  options: { fire?: Fire; program?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  for (const name of names) {
    const home = livedHome();
    prepare(home);
    const { argv = [], stdin = "" } = commands[name] ?? {};
    check(await runShipped(argv, { home, stdin, ...options }), home, name);
  }
}

let refused = 0;

const all = Object.keys(commands);
/** Putting back a config must be possible when other files are broken. */
const readingDotenv = all.filter((name) => name !== "config restore");

/** Says what is wrong, with the path, and in a line of its own what to do; everything is as it was. */
function expectRefused({ code, stdout, stderr }: Ended, cause: string | RegExp, name: string): void {
  expect(code, `${name}: ${stderr}`).toBe(3);
  const lines = `${stdout}${stderr}`.split("\n");
  const at = lines.findIndex((line) => /✖|^fail/.test(line) && line.search(cause) >= 0);
  expect(at, `${name}: ${stdout}${stderr}`).toBeGreaterThanOrEqual(0);
  expect(lines[at], name).toMatch(/(~|\/)\S*(openclaw\.json|\.env)/);
  expect(lines[at + 1]?.trim(), name).toMatch(/\S/);
  refused++;
}

function expectUntouched(home: Home, name: string): void {
  expect(readFileSync(home.at(configPath), "utf8"), name).toBe(config);
  expect(readFileSync(home.at(dotenvPath), "utf8"), name).toBe(dotenv);
  expectTidy(home, name);
}

function expectTidy(home: Home, name: string): void {
  const names = readdirSync(home.path, { recursive: true, encoding: "utf8" });
  expect(
    names.filter((each) => /\.(tmp|lock|reclaim)$/.test(each)),
    name,
  ).toEqual([]);
}

describe("a disk that is full", () => {
  // No lock can be made; none of the new texts; the backup is, the config is not.
  test.each([0, 150, 400, 900])("with %i bytes left", async (spaceLeft) => {
    await runAll(
      all,
      () => {},
      (ended, home, name) => {
        expectRefused(ended, "the disk is full", name);
        expect(home.files()[configPath], name).toBe(config);
        // What .env was to get comes first, and may have had room.
        expect([dotenv, `${dotenv}VENICE_API_KEY=${keys.good}\n`], name).toContain(home.files()[dotenvPath]);
        expectTidy(home, name);
      },
      { fire: { spaceLeft } },
    );
  });

  test("a config of many pages on a real disk that fills in the middle of the write", async () => {
    const home = createHome();
    const text = livedConfig.replace("// my assistant", `/* ${"my assistant ".repeat(10_000)} */`);
    writeFileSync(home.at("seed.json"), text);
    const mount = "mount -t tmpfs -o size=200k none .openclaw";
    const limit = "trap '' XFSZ; ulimit -f 64; ulimit -f >&2";
    const mounts = spawnSync("unshare", ["-rm", "true"]).status === 0;
    // A disk of its own if the system lets us have one, else the limit the system sets to the size of any file.
    const script = `mkdir -p .openclaw; ${mounts ? mount : ":"}; cp seed.json ${configPath}; ${mounts ? ":" : limit}
      "$@"; status=$?; cp ${configPath} after.json; ls -A .openclaw > names; exit $status`;
    const wrapper = [...(mounts ? ["unshare", "-rm"] : []), "sh", "-c", script, "sh"];
    const { argv = [] } = commands["models set"] ?? {};
    const ended = await runShipped(argv, { home, wrapper });
    expectRefused(ended, mounts ? "the disk is full" : "larger than the system allows", "models set");
    expect(readFileSync(home.at("after.json"), "utf8")).toBe(text);
    expect(readFileSync(home.at("names"), "utf8")).toBe("openclaw.json\n");
  });
});

describe("a system that will not replace the file now", () => {
  const refusal = (code: string, times?: number): Fire => ({
    refusals: [{ call: "renameSync", end: "openclaw.json", code, ...(times === undefined ? {} : { times }) }],
    hurry: 20,
  });

  test.each(["EPERM", "EBUSY", "EACCES"])("%s every time: exit 3, everything as it was", async (code) => {
    await runAll(
      all,
      () => {},
      (ended, home, name) => {
        expectRefused(ended, "openclaw.json cannot be written: ", name);
        expect(home.files()[configPath], name).toBe(config);
        expectTidy(home, name);
      },
      { fire: refusal(code) },
    );
  });

  test("for less than two seconds: it is written in the end", async () => {
    await runAll(
      all,
      () => {},
      (ended, home, name) => {
        expect(ended.code, `${name}: ${ended.stderr}`).toBe(0);
        expect(home.files()[configPath], name).not.toBe(config);
        expectTidy(home, name);
      },
      { fire: refusal("EBUSY", 35) },
    );
  });

  test("and nobody waits longer than two seconds", async () => {
    const { argv = [] } = commands["models set"] ?? {};
    const end = async (fire: Fire) => (await runShipped(argv, { home: livedHome(), fire })).milliseconds;
    const { refusals = [] } = refusal("EPERM");
    const waited = (await end({ refusals })) - (await end({}));
    expect(waited).toBeGreaterThan(1000);
    expect(waited).toBeLessThan(10_000);
  });

  test("a .env that is not replaced: the config is not written either", async () => {
    await runAll(
      ["onboard", "doctor --fix"],
      () => {},
      (ended, home, name) => {
        expectRefused(ended, ".env cannot be written: another program holds it", name);
        expectUntouched(home, name);
      },
      { fire: { refusals: [{ call: "renameSync", end: "/.env", code: "EBUSY" }], hurry: 20 } },
    );
  });
});

describe("what stands in the way", () => {
  test.each([
    ["config", configPath, all],
    [".env", dotenvPath, ["onboard", "doctor --fix"]],
  ])("a read-only %s", async (_, path, names) => {
    await runAll(
      names,
      (home) => chmodSync(home.at(path), 0o400),
      (ended, home, name) => {
        expectRefused(ended, "cannot be written: permission denied", name);
        expectUntouched(home, name);
      },
    );
  });

  test.each([
    ["a folder", configPath, all, (path: string) => mkdirSync(path)],
    ["a folder", dotenvPath, readingDotenv, (path: string) => mkdirSync(path)],
    ["a named pipe", configPath, all, (path: string) => spawnSync("mkfifo", [path])],
    ["a named pipe", dotenvPath, readingDotenv, (path: string) => spawnSync("mkfifo", [path])],
    ["a link in a circle", configPath, all, (path: string) => symlinkSync(path, path)],
  ])("%s in place of %s: exit 3, and no waiting", async (what, path, names, put) => {
    await runAll(
      names,
      (home) => {
        renameSync(home.at(path), home.at("aside"));
        put(home.at(path));
      },
      (ended, home, name) => {
        expectRefused(ended, what.includes("circle") ? "circle" : `is ${what}`, name);
        expect(ended.milliseconds, name).toBeLessThan(30_000);
        expect(readFileSync(home.at("aside"), "utf8"), name).toBe(path === configPath ? config : dotenv);
        expect(lstatSync(home.at(path)).isFile(), name).toBe(false);
      },
    );
  });

  test("a named pipe where a file with the key should be is not read", async () => {
    const home = livedHome();
    expect(spawnSync("mkfifo", [home.at("pipe")]).status).toBe(0);
    const argv = (commands.onboard?.argv ?? []).map((each) =>
      each === "--venice-api-key-stdin" ? "--venice-api-key-file=pipe" : each,
    );
    const ended = await runShipped(argv, { home });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("pipe cannot be read: it is a named pipe");
    expectUntouched(home, "onboard");
  });

  test("a file where the config's folder should be", async () => {
    const home = livedHome();
    const env = { OPENCLAW_CONFIG_PATH: home.at("saved.json5/openclaw.json") };
    const { argv = [] } = commands["models set"] ?? {};
    const ended = await runShipped(argv, { home, env });
    expectRefused(ended, "a part of the path is not a folder", "models set");
    expectUntouched(home, "models set");
  });

  test("a folder that is missing is made, for its owner alone, whatever the umask", async () => {
    for (const umask of [0o000, 0o077, 0o022]) {
      const home = createHome();
      const env = { OPENCLAW_CONFIG_PATH: home.at("deep/er/openclaw.json") };
      const { argv = [], stdin = "" } = commands.onboard ?? {};
      const ended = await runShipped(argv, { home, env, stdin, fire: { umask } });
      expect(ended.code, ended.stderr).toBe(0);
      const modes = ["deep", "deep/er", "deep/er/openclaw.json", ".openclaw", dotenvPath].map(home.mode);
      expect(modes).toEqual([0o700, 0o700, 0o600, 0o700, 0o600]);
    }
  });

  test.each([0o000, 0o077])("with umask %o every file of ours is for its owner alone, backups too", async (umask) => {
    await runAll(
      all,
      (home) => {
        for (const path of [configPath, dotenvPath]) chmodSync(home.at(path), 0o644);
      },
      (ended, home, name) => {
        expect(ended.code, `${name}: ${ended.stderr}`).toBe(0);
        for (const path of readdirSync(home.at(".openclaw"))) {
          const isWritten = path !== ".env" || home.files()[dotenvPath] !== dotenv;
          if (isWritten) expect(home.mode(join(".openclaw", path)), `${path}, ${name}`).toBe(0o600);
        }
        expect(home.mode(`${configPath}.bak`), name).toBe(0o600);
      },
      { fire: { umask } },
    );
  });
});

describe("links", () => {
  const link = (home: Home, path: string, target: string) => {
    mkdirSync(home.at("dotfiles"), { recursive: true });
    renameSync(home.at(path), home.at(target));
    symlinkSync(join("..", target), home.at(path));
  };

  test("a linked config and a linked .env are written through, and stay links", async () => {
    await runAll(
      all,
      (home) => {
        link(home, configPath, "dotfiles/openclaw.json");
        link(home, dotenvPath, "dotfiles/env");
      },
      (ended, home, name) => {
        expect(ended.code, `${name}: ${ended.stderr}`).toBe(0);
        expect(readlinkSync(home.at(configPath)), name).toBe("../dotfiles/openclaw.json");
        expect(readlinkSync(home.at(dotenvPath)), name).toBe("../dotfiles/env");
        expect(readFileSync(home.at("dotfiles/openclaw.json"), "utf8"), name).not.toBe(config);
        expect(readdirSync(home.at("dotfiles")).sort(), name).toEqual(["env", "openclaw.json"]);
      },
    );
  });

  test("dangling links get the files they name", async () => {
    const home = livedHome();
    link(home, configPath, "dotfiles/openclaw.json");
    link(home, dotenvPath, "dotfiles/env");
    rmSync(home.at("dotfiles/openclaw.json"));
    rmSync(home.at("dotfiles/env"));
    const { argv = [], stdin = "" } = commands.onboard ?? {};
    expect(await runShipped(argv, { home, stdin })).toMatchObject({ code: 0 });
    expect(readlinkSync(home.at(configPath))).toBe("../dotfiles/openclaw.json");
    expect(readFileSync(home.at("dotfiles/env"), "utf8")).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(statSync(home.at("dotfiles/openclaw.json")).mode & 0o777).toBe(0o600);
    expect(statSync(home.at("dotfiles/env")).mode & 0o777).toBe(0o600);
  });
});

describe("whose files they are", () => {
  const program = () => (otherUser === undefined ? {} : { fire: { user: otherUser }, program: installShipped() });
  const give = (home: Home, path: string) => {
    if (otherUser !== undefined) chownSync(home.at(path), otherUser, otherUser);
  };
  const giveHome = (home: Home) => {
    for (const path of ["", ".openclaw", configPath, dotenvPath, "saved.json5"]) give(home, path);
  };

  test("a folder in which nothing may be made", async () => {
    await runAll(
      all,
      (home) => {
        giveHome(home);
        chmodSync(home.at(dirname(configPath)), 0o500);
      },
      (ended, home, name) => {
        chmodSync(home.at(dirname(configPath)), 0o700);
        expectRefused(ended, "cannot be written: permission denied", name);
        expectUntouched(home, name);
      },
      program(),
    );
  });

  test("another user's config that may be read, in a folder of one's own", async () => {
    await runAll(
      all,
      (home) => {
        giveHome(home);
        // Only root can give a file away; whoever is not root has no file that is another's, and gets one that may not be written.
        if (otherUser !== undefined) chownSync(home.at(configPath), 0, 0);
        chmodSync(home.at(configPath), otherUser === undefined ? 0o444 : 0o644);
      },
      (ended, home, name) => {
        expectRefused(ended, /cannot be written: (the system does not allow it|permission denied)/, name);
        expectUntouched(home, name);
      },
      program(),
    );
  });

  test("root writes a person's files, and they stay that person's", async () => {
    const owner = otherUser ?? process.geteuid?.();
    await runAll(all, giveHome, (ended, home, name) => {
      expect(ended.code, `${name}: ${ended.stderr}`).toBe(0);
      for (const path of readdirSync(home.at(".openclaw"))) {
        expect(statSync(home.at(join(".openclaw", path))).uid, `${path}, ${name}`).toBe(owner);
      }
    });
  });
});

test("more than 75 refusals in all, and nothing lost", () => {
  expect(refused).toBeGreaterThan(75);
  process.stdout.write(`refused ${refused} times\n`);
});
