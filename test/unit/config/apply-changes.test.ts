import { appendFileSync, chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Applied, applyChanges } from "../../../src/config/apply-changes.ts";
import { resolvePaths } from "../../../src/config/paths.ts";
import type { FileChange, UserFiles } from "../../../src/config/user-files.ts";
import { Interruption } from "../../../src/errors.ts";
import { realHost } from "../../support/files-host.ts";
import { createHome } from "../../support/home.ts";

const configName = ".openclaw/openclaw.json";
const dotenvName = ".openclaw/.env";

function begin(files: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
  const home = createHome(files);
  const paths = resolvePaths({ env: { HOME: home.path, ...env }, homeDir: undefined, cwd: home.path });
  const abort = new AbortController();
  const context = { host: realHost(), now: () => new Date(), signal: abort.signal };
  const apply = (
    replan: (files: UserFiles) => Promise<readonly FileChange[]> | readonly FileChange[],
    isAgreed: (change: FileChange) => boolean = () => true,
  ) => applyChanges(context, paths, async (read) => await replan(read), isAgreed);
  return { home, paths, abort, apply };
}

/** A line added to each file that has it not yet: what a plan does, in small. */
function addLines({ config, dotenv }: UserFiles): FileChange[] {
  const change = (
    file: "config" | "dotenv",
    { path, exists, text }: UserFiles["dotenv"],
    line: string,
  ): FileChange[] =>
    text.includes(line)
      ? []
      : [
          {
            file,
            path,
            before: exists ? text : undefined,
            after: text + line,
            backup: file === "config" && exists ? text : undefined,
          },
        ];
  return [...change("dotenv", dotenv, "KEY=1\n"), ...change("config", config, "// added\n")];
}

const names = ({ written }: Applied) => written.map(({ file }) => file);
const ours = (result: Applied) => {
  if (!result.isComplete) throw new Error("other changes");
  return result;
};

describe("writing", () => {
  test("makes what is missing, closed to others", async () => {
    const { home, apply } = begin();
    const result = ours(await apply(addLines));
    expect(names(result)).toEqual(["dotenv", "config"]);
    expect(result.backups).toEqual([]);
    expect(home.files()).toEqual({ [configName]: "// added\n", [dotenvName]: "KEY=1\n" });
    expect(home.mode(".openclaw")).toBe(0o700);
    expect([home.mode(configName), home.mode(dotenvName)]).toEqual([0o600, 0o600]);
  });

  test("keeps the config as it was in a backup, and closes what others could read", async () => {
    const { home, paths, apply } = begin({ [configName]: "{}\n", [dotenvName]: "A=1\n" });
    chmodSync(paths.config, 0o644);
    chmodSync(paths.dotenv, 0o644);
    const result = ours(await apply(addLines));
    expect(result.backups).toEqual([`${paths.config}.bak`]);
    expect(home.files()).toEqual({
      [configName]: "{}\n// added\n",
      [`${configName}.bak`]: "{}\n",
      [dotenvName]: "A=1\nKEY=1\n",
    });
    for (const name of [configName, `${configName}.bak`, dotenvName]) expect(home.mode(name)).toBe(0o600);
  });

  test("leaves no lock and no half-written file behind", async () => {
    const { home, apply } = begin();
    await apply((files) => {
      expect(existsSync(home.at(`${configName}.lock`))).toBe(true);
      return addLines(files);
    });
    expect(Object.keys(home.files()).sort()).toEqual([dotenvName, configName]);
  });

  test("nothing, where nothing is to change, touches nothing", async () => {
    const { home, apply } = begin({ [configName]: "{}\n// added\n", [dotenvName]: "KEY=1\n" });
    const before = home.files();
    expect(ours(await apply(addLines))).toEqual({
      isComplete: true,
      written: [],
      backups: [],
      inPlace: [],
      otherNames: [],
    });
    expect(home.files()).toEqual(before);
  });

  test("the key's file comes first: a kill between the two never leaves a reference that leads nowhere", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    let seen = "";
    await apply((files) => {
      const [dotenv, config] = addLines(files);
      if (!dotenv || !config) return [];
      return [
        dotenv,
        {
          ...config,
          get after() {
            seen = readFileSync(home.at(dotenvName), "utf8");
            return config.after;
          },
        },
      ];
    });
    expect(seen).toBe("KEY=1\n");
  });

  test("goes to the folders the paths name, each made where it is missing", async () => {
    const { home, apply } = begin({}, { OPENCLAW_CONFIG_PATH: "etc/claw/openclaw.json", OPENCLAW_STATE_DIR: "state" });
    await apply(addLines);
    expect(home.files()).toEqual({ "etc/claw/openclaw.json": "// added\n", "state/.env": "KEY=1\n" });
    expect(home.mode("etc/claw")).toBe(0o700);
  });

  test("goes through a link and leaves it one", async () => {
    const { home, apply } = begin({ "dotfiles/openclaw.json": "{}\n", [dotenvName]: "KEY=1\n" });
    symlinkSync(home.at("dotfiles/openclaw.json"), home.at(configName));
    await apply(addLines);
    expect(home.files()["dotfiles/openclaw.json"]).toBe("{}\n// added\n");
    expect(home.files()[configName]).toBe("{}\n// added\n");
  });
});

describe("files that are not as they were shown", () => {
  test("are planned anew from what they hold now", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    writeFileSync(home.at(configName), "{ theirs: 1 }\n");
    await apply(addLines);
    expect(home.files()[configName]).toBe("{ theirs: 1 }\n// added\n");
    expect(home.files()[`${configName}.bak`]).toBe("{ theirs: 1 }\n");
  });

  test("with changes nobody agreed to are not written at all", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    expect(await apply(addLines, () => false)).toMatchObject({ isComplete: false, written: [], backups: [] });
    expect(home.files()).toEqual({ [configName]: "{}\n" });
  });

  test("after a first one was written: what was written is told, and nothing else is", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    let plans = 0;
    const result = await apply(
      (files) => {
        if (plans++ === 0) appendFileSync(home.at(configName), "// theirs\n");
        return addLines(files);
      },
      ({ file, before }) => file === "dotenv" || before === "{}\n",
    );
    expect(result).toMatchObject({ isComplete: false, written: [expect.objectContaining({ file: "dotenv" })] });
    expect(home.files()).toEqual({ [configName]: "{}\n// theirs\n", [dotenvName]: "KEY=1\n" });
  });

  test("that change while we plan keep what the other program wrote", async () => {
    const { home, apply } = begin({ [configName]: "{}\n", [dotenvName]: "KEY=1\n" });
    let plans = 0;
    const result = ours(
      await apply((files) => {
        if (plans++ === 0) appendFileSync(home.at(configName), "// theirs\n");
        return addLines(files);
      }),
    );
    expect(plans).toBe(2);
    expect(names(result)).toEqual(["config"]);
    expect(home.files()[configName]).toBe("{}\n// theirs\n// added\n");
  });

  test("that appear while we plan are not overwritten", async () => {
    const { home, apply } = begin({ [dotenvName]: "KEY=1\n" });
    let plans = 0;
    await apply((files) => {
      if (plans++ === 0) writeFileSync(home.at(configName), "// theirs\n");
      return addLines(files);
    });
    expect(home.files()[configName]).toBe("// theirs\n// added\n");
  });

  test("that never stop changing are given up, exit 3, as the other program left them", async () => {
    const { home, paths, apply } = begin({ [configName]: "{}\n", [dotenvName]: "KEY=1\n" });
    let plans = 0;
    const work = apply((files) => {
      appendFileSync(home.at(configName), `// ${++plans}\n`);
      return addLines(files);
    });
    await expect(work).rejects.toMatchObject({
      code: "config-changed",
      exitCode: 3,
      parameters: { path: paths.config },
    });
    expect(plans).toBe(3);
    expect(home.files()).toEqual({ [configName]: "{}\n// 1\n// 2\n// 3\n", [dotenvName]: "KEY=1\n" });
  });

  test("of which one was written before the other changed are both told as written", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    let plans = 0;
    const result = ours(
      await apply((files) => {
        if (plans++ === 0) appendFileSync(home.at(configName), "// theirs\n");
        return addLines(files);
      }),
    );
    expect(names(result)).toEqual(["dotenv", "config"]);
  });
});

describe("when it cannot be done", () => {
  test("a plan that fails leaves every file and no lock", async () => {
    const { home, apply } = begin({ [configName]: "{}\n" });
    const work = apply(() => {
      throw new Error("no plan");
    });
    await expect(work).rejects.toThrow("no plan");
    expect(home.files()).toEqual({ [configName]: "{}\n" });
  });

  test("a config broken meanwhile is not overwritten", async () => {
    const { home, apply } = begin({ [configName]: "{" });
    await expect(apply(addLines)).rejects.toMatchObject({ code: "config-not-parsed" });
    expect(home.files()).toEqual({ [configName]: "{" });
  });

  test("Ctrl-C before the first byte writes nothing", async () => {
    const { home, abort, apply } = begin({ [configName]: "{}\n" });
    abort.abort("SIGINT");
    await expect(apply(addLines)).rejects.toThrow(Interruption);
    expect(home.files()).toEqual({ [configName]: "{}\n" });
  });

  test("Ctrl-C during the write lets it come to its end", async () => {
    const { home, abort, apply } = begin({ [configName]: "{}\n" });
    const result = ours(
      await apply((files) => {
        abort.abort("SIGINT");
        return addLines(files);
      }),
    );
    expect(names(result)).toEqual(["dotenv", "config"]);
    expect(home.files()[configName]).toBe("{}\n// added\n");
  });

  test("a folder where .env should be is named, and the config stays", async () => {
    const { home, apply } = begin({ [configName]: "{}\n", [`${dotenvName}/x`]: "" });
    await expect(apply(addLines)).rejects.toMatchObject({ code: "file-not-regular", exitCode: 3 });
    expect(home.files()[configName]).toBe("{}\n");
  });
});
