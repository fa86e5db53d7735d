import { chmodSync, mkdirSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { homeWith, soundBlock, soundConfig, soundRow } from "../support/doctored.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden } from "../support/onboarding.ts";
import { run } from "../support/run.ts";

const baseUrl = "https://api.venice.ai/api/v1";

describe("config file", () => {
  test.each([
    ["is not there", {}, false],
    ["is there", { [configPath]: "{}" }, true],
    ["is broken", { [configPath]: "{" }, true],
  ])("prints the path when it %s", async (_, files, exists) => {
    const home = createHome(files);
    const { code, stdout, stderr } = await run(["config", "file"], { home });
    expect([code, stdout, stderr]).toEqual([0, `${home.at(configPath)}\n`, ""]);
    const json = JSON.parse((await run(["config", "file", "--json"], { home })).stdout);
    expect(json).toMatchObject({ path: home.at(configPath), exists, dotenv: home.at(dotenvPath) });
    expect(json.mode).toBe(exists ? "0600" : null);
    expect(home.files()).toEqual(files);
  });

  test("follows a profile and the variable", async () => {
    const { home, stdout } = await run(["config", "file", "--profile", "work"]);
    expect(stdout).toBe(`${home.at(".openclaw-work/openclaw.json")}\n`);
    expect((await run(["config", "file"], { env: { OPENCLAW_CONFIG_PATH: "/etc/oc.json" } })).stdout).toBe(
      "/etc/oc.json\n",
    );
  });
});

describe("config validate", () => {
  const validate = (config: unknown, flags: readonly string[] = []) =>
    run(["config", "validate", ...flags], { home: homeWith(config) });

  test("valid: exit 0, nothing on stdout", async () => {
    const { code, stdout, stderr } = await validate(soundConfig(baseUrl));
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("~/.openclaw/openclaw.json is valid");
    expect(JSON.parse((await validate(soundConfig(baseUrl), ["--json"])).stdout)).toMatchObject({
      ok: true,
      valid: true,
      issues: [],
    });
  });

  test("does not parse: path, line, column, the line itself, exit 3", async () => {
    const text = `{\n  agents: {},\n  models: { x y }\n}`;
    const { code, stdout, home } = await validate(text);
    expect(code).toBe(3);
    expect(stdout).toBe(
      `${home.at(configPath)}:3:15: not valid JSON5: expected ":" after the key, found "y"\n    models: { x y }\n                ^\n`,
    );
    expect(JSON.parse((await validate(text, ["--json"])).stdout)).toMatchObject({
      ok: false,
      valid: false,
      issues: [{ line: 3, column: 15 }],
    });
  });

  test("a line for every problem, in the order of the file", async () => {
    const config = {
      env: { OPENAI_API_KEY: "x" },
      models: {
        mode: "blend",
        providers: { venice: { ...soundBlock(baseUrl), colour: 1, models: [{ ...soundRow, maxTokens: "many" }] } },
      },
    };
    const { code, stdout, stderr, home } = await validate(config);
    expect(code).toBe(3);
    const path = home.at(configPath);
    expect(stdout.trimEnd().split("\n")).toEqual([
      `${path}:3:5: env.OPENAI_API_KEY stands where only old releases take it; current ones refuse the config`,
      `${path}:6:5: models.mode must be "merge" or "replace"; as it is, OpenClaw refuses the config`,
      `${path}:27:13: models.providers.venice.models[0].maxTokens is a text, where OpenClaw wants a number`,
      `${path}:30:9: models.providers.venice.colour is no key of OpenClaw's; for it the whole config is refused`,
    ]);
    expect(stderr).toContain("4 problems. To mend 2 of them: openclaw doctor --fix");
  });

  test("what is missing is told where it is missing", async () => {
    const { stdout } = await validate(`{ models: { providers: { venice: { models: [\n  { id: "x" } ] } } } }`);
    expect(stdout).toContain(":2:3: models.providers.venice.models[0].name is missing");
  });

  test("the key is in no line", async () => {
    const result = await validate(`{ models: { providers: { venice: { apiKey: [ "${keys.good}" ] } } } }`);
    expect(result.code).toBe(3);
    expectHidden(keys.good, result, [configPath, dotenvPath]);
  });

  test("parts in other files are said to be unseen", async () => {
    const { code, stderr } = await validate({ models: { $include: "./models.json5" } });
    expect(code).toBe(0);
    expect(stderr).toContain("What ./models.json5 adds ($include) was not looked at.");
  });

  test("no config: exit 3, and what to do", async () => {
    const { code, stderr } = await run(["config", "validate"]);
    expect(code).toBe(3);
    expect(stderr).toContain("There is no config at ~/.openclaw/openclaw.json.");
    expect(stderr).toContain("openclaw onboard");
  });

  test("no text, no object", async () => {
    for (const content of [new Uint8Array([0xff, 0xfe, 0x7b, 0]), "[]"]) {
      const { code } = await run(["config", "validate"], { home: createHome({ [configPath]: content }) });
      expect(code).toBe(3);
    }
  });
});

describe("config restore", () => {
  const restore = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
    run(["config", "restore", ...args], { home, env });

  const one = `{\n  // the first one\n  agents: { defaults: { model: { primary: "venice/qwen3-4b" } } },\n}\n`;
  const two = `{\n  agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } },\n}\n`;
  const three = `{\n  gateway: { port: 18789 },\n}\n`;
  const homeOfThree = () =>
    createHome({ [configPath]: three, [`${configPath}.bak`]: two, [`${configPath}.bak.1`]: one });

  test("lists the backups: number, path, age, size, what differs", async () => {
    const home = homeOfThree();
    const { code, stdout, stderr } = await restore(home, []);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")),
    ).toEqual([
      [
        "1",
        "~/.openclaw/openclaw.json.bak",
        "less than a minute ago",
        `${two.length} B`,
        "+1 -1 lines, default venice/llama-3.3-70b",
      ],
      [
        "2",
        "~/.openclaw/openclaw.json.bak.1",
        "less than a minute ago",
        `${one.length} B`,
        "+2 -1 lines, default venice/qwen3-4b",
      ],
    ]);
    expect(stderr).toContain("openclaw config restore 1");
    expect(JSON.parse((await restore(home, ["--json"])).stdout)).toMatchObject({
      configPath: home.at(configPath),
      backups: [
        { number: 1, path: home.at(`${configPath}.bak`), readable: true, defaultModel: "venice/llama-3.3-70b" },
        { number: 2, linesAdded: 2, linesRemoved: 1 },
      ],
    });
  });

  test("there are none: said, exit 0", async () => {
    const { code, stdout, stderr } = await restore(createHome(), []);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("There are no backups of ~/.openclaw/openclaw.json yet.");
    expect(JSON.parse((await restore(createHome(), ["--json"])).stdout).backups).toEqual([]);
  });

  test("puts one back byte for byte, and the same command undoes it", async () => {
    const home = homeOfThree();
    const { code, stderr, stdout } = await restore(home, ["2", "--yes"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("-   gateway: { port: 18789 },");
    expect(stderr).toContain("+   // the first one");
    expect(stderr).toContain("To undo this: openclaw config restore 1");
    expect(home.files()).toEqual({
      [configPath]: one,
      [`${configPath}.bak`]: three,
      [`${configPath}.bak.1`]: two,
      [`${configPath}.bak.2`]: one,
    });
    expect(home.mode(configPath)).toBe(0o600);
    await restore(home, ["1", "--yes"]);
    expect(home.files()[configPath]).toBe(three);
  });

  test("by path, also one that is no backup of ours", async () => {
    const home = createHome({ [configPath]: three, "saved.json5": one });
    expect((await restore(home, ["saved.json5", "--yes"])).code).toBe(0);
    expect(home.files()[configPath]).toBe(one);
    expect(home.files()["saved.json5"]).toBe(one);
  });

  test("a config that was deleted comes back", async () => {
    const home = createHome({ [`${configPath}.bak`]: two });
    expect((await restore(home, ["1", "--yes"])).code).toBe(0);
    expect(home.files()[configPath]).toBe(two);
  });

  test("the same as now: nothing to do, no backup", async () => {
    const home = createHome({ [configPath]: two, [`${configPath}.bak`]: two });
    const before = home.files();
    const { code, stderr } = await restore(home, ["1", "--yes"]);
    expect(code).toBe(0);
    expect(stderr).toContain("No changes");
    expect(home.files()).toEqual(before);
  });

  test("nobody to ask: exit 2, nothing written; --dry-run asks nobody", async () => {
    const home = homeOfThree();
    const before = home.files();
    const { code, stderr } = await restore(home, ["2"]);
    expect(code).toBe(2);
    expect(stderr).toContain("openclaw config restore 2 --yes");
    const dry = await restore(home, ["2", "--dry-run", "--json"]);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({
      ok: true,
      dryRun: true,
      changes: [{ kind: "update" }],
      backups: [],
    });
    expect(home.files()).toEqual(before);
  });

  test.each(["0", "3", "./nowhere.json"])("%s is no backup: exit 2", async (name) => {
    const home = homeOfThree();
    const { code, stderr } = await restore(home, [name, "--yes"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no backup "${name}"; they are numbered 1 to 2.`);
  });

  test("a managed config: exit 3, but the list is shown", async () => {
    const home = homeOfThree();
    const env = { OPENCLAW_NIX_MODE: "1" };
    expect((await restore(home, ["1", "--yes"], env)).code).toBe(3);
    expect((await restore(home, [], env)).code).toBe(0);
    expect(home.files()[configPath]).toBe(three);
  });

  describe("a present config that cannot be read", () => {
    const broken = `{\n  agents: { defaults: \n  secretToken: "hunter2hunter2"\n`;

    test("is kept as a backup, and putting that back undoes it", async () => {
      const home = createHome({ [configPath]: broken, [`${configPath}.bak`]: two });
      const { code, stderr } = await restore(home, ["1", "--yes"]);
      expect(code).toBe(0);
      expect(stderr).not.toContain("hunter2");
      expect(home.files()).toMatchObject({
        [configPath]: two,
        [`${configPath}.bak`]: broken,
        [`${configPath}.bak.1`]: two,
      });
      const undone = await restore(home, ["1", "--yes"]);
      expect(undone.code).toBe(0);
      expect(undone.stderr).toContain("not valid JSON5; OpenClaw will refuse it");
      expect(home.files()[configPath]).toBe(broken);
    });

    test("its backup holds no key, and the key is not lost", async () => {
      const text = `{\n  env: { vars: { VENICE_API_KEY: "${keys.good}" }\n  agents: {} }\n`;
      const home = createHome({ [configPath]: text, [`${configPath}.bak`]: two });
      const result = await restore(home, ["1", "--yes"]);
      expect(result.code).toBe(0);
      expect(JSON5.parse(home.files()[configPath] ?? "").env.vars.VENICE_API_KEY).toBe(keys.good);
      expect(home.files()[`${configPath}.bak`]).toBe(text.replace(keys.good, "[secret]"));
      expectHidden(keys.good, result, [configPath]);
    });

    test("is seen as unreadable in the list", async () => {
      const home = createHome({ [configPath]: two, [`${configPath}.bak`]: broken });
      expect((await restore(home, [])).stdout).toContain("\tcannot be read\n");
    });

    test("UTF-16, as an old editor saves it: its text is kept", async () => {
      const home = createHome({
        [configPath]: Buffer.from(`\ufeff{ note: "h\u00e9" }`, "utf16le"),
        [`${configPath}.bak`]: two,
      });
      expect((await restore(home, ["1", "--yes"])).code).toBe(0);
      expect(home.files()).toMatchObject({ [configPath]: two, [`${configPath}.bak`]: `{ note: "h\u00e9" }` });
    });

    test("a folder in its place: exit 3, nothing touched", async () => {
      const home = createHome({ [`${configPath}.bak`]: two });
      mkdirSync(home.at(configPath));
      const { code, stderr } = await restore(home, ["1", "--yes"]);
      expect(code).toBe(3);
      expect(stderr).toContain("is a folder, not a file");
    });
  });

  describe("the key", () => {
    const withKey = (at: object) => `${JSON.stringify({ ...soundConfig(baseUrl), ...at }, undefined, 2)}\n`;

    test.each([
      ["in env.vars", withKey({ env: { vars: { VENICE_API_KEY: keys.good } } })],
      ["in the flat form", withKey({ env: { VENICE_API_KEY: keys.good } })],
      ["at apiKey", withKey({ models: { providers: { venice: { ...soundBlock(baseUrl), apiKey: keys.good } } } })],
    ])("of a config that keeps it %s is carried over", async (_, text) => {
      const home = createHome({ [configPath]: text, [`${configPath}.bak`]: two });
      const result = await restore(home, ["1", "--yes"]);
      expect(result.code).toBe(0);
      expect(result.stderr).toContain(
        "the Venice AI key of the present config is carried over, to env.vars.VENICE_API_KEY",
      );
      expect(JSON5.parse(home.files()[configPath] ?? "")).toEqual({
        ...JSON5.parse(two),
        env: { vars: { VENICE_API_KEY: keys.good } },
      });
      expectHidden(keys.good, result, [configPath]);
    });

    test("that .env has too needs no carrying, and the backup is put back byte for byte", async () => {
      const home = createHome({
        [configPath]: withKey({ env: { vars: { VENICE_API_KEY: keys.good } } }),
        [`${configPath}.bak`]: two,
        [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
      });
      await restore(home, ["1", "--yes"]);
      expect(home.files()[configPath]).toBe(two);
    });

    test("cannot be carried into a backup that is not JSON5: refused, exit 3", async () => {
      const text = withKey({ env: { vars: { VENICE_API_KEY: keys.good } } });
      const home = createHome({ [configPath]: text, [`${configPath}.bak`]: "{" });
      const { code, stderr } = await restore(home, ["1", "--yes"]);
      expect(code).toBe(3);
      expect(stderr).toContain("openclaw onboard --key-store dotenv");
      expect(home.files()[configPath]).toBe(text);
    });
  });

  test("a config that may not be written: exit 3, and everything is as it was", async () => {
    const home = homeOfThree();
    chmodSync(home.at(configPath), 0o400);
    const before = home.files();
    expect((await restore(home, ["1", "--yes"])).code).toBe(3);
    expect(home.files()).toEqual(before);
  });
});
