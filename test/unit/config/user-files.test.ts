import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { resolvePaths } from "../../../src/config/paths.ts";
import { readUserFiles } from "../../../src/config/user-files.ts";
import { createHome } from "../../support/home.ts";

const pathsIn = (home: string) => resolvePaths({ env: { HOME: home }, homeDir: undefined, cwd: home });

test("in an empty home both files are missing, and reading makes nothing", async () => {
  const home = createHome();
  const { config, dotenv } = await readUserFiles(pathsIn(home.path));
  expect([config.exists, dotenv.exists]).toEqual([false, false]);
  expect(config.value).toEqual({});
  expect(dotenv.text).toBe("");
  expect(home.files()).toEqual({});
});

test("both files come with their bytes, so that a change by somebody else is seen before it is overwritten", async () => {
  const home = createHome({ ".openclaw/openclaw.json": "{ a: 1 }\n", ".openclaw/.env": "A=1\n" });
  const { config, dotenv } = await readUserFiles(pathsIn(home.path));
  expect(config).toMatchObject({ path: home.at(".openclaw/openclaw.json"), value: { a: 1 }, mode: 0o600 });
  expect(dotenv).toMatchObject({ path: home.at(".openclaw/.env"), text: "A=1\n", mode: 0o600 });
  expect(Buffer.from(config.bytes ?? []).toString()).toBe("{ a: 1 }\n");
  expect(Buffer.from(dotenv.bytes ?? []).toString()).toBe("A=1\n");
});

test("a config that cannot be read stops before anything is asked, though .env is fine", async () => {
  const home = createHome({ ".openclaw/openclaw.json": "{", ".openclaw/.env": "A=1\n" });
  await expect(readUserFiles(pathsIn(home.path))).rejects.toMatchObject({ code: "config-not-parsed" });
});
