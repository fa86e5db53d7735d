import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { resolvePaths } from "../../../src/config/paths.ts";
import { readUserFiles, readUserFilesAsTheyAre } from "../../../src/config/user-files.ts";
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

describe("as they are", () => {
  const read = async (config: string | Uint8Array, dotenv: string | Uint8Array = "A=1\n") =>
    await readUserFilesAsTheyAre(
      pathsIn(createHome({ ".openclaw/openclaw.json": config, ".openclaw/.env": dotenv }).path),
    );

  test("sound files are read as ever", async () => {
    const { config, dotenv } = await read("{ a: 1 }");
    expect(config).toMatchObject({ value: { a: 1 }, text: "{ a: 1 }" });
    expect([config.problem, dotenv.problem]).toEqual([undefined, undefined]);
  });

  test("what does not parse keeps its text and its bytes, and means nothing", async () => {
    const { config } = await read("{ a: ");
    expect(config).toMatchObject({ exists: true, text: "{ a: ", value: {}, problem: { code: "config-not-parsed" } });
    expect(config.bytes).toEqual(Buffer.from("{ a: "));
  });

  const text = "{ a: '\u00e9' }";
  test.each([
    ["UTF-16, little end first", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["Latin-1", Buffer.from(text, "latin1")],
  ])("%s is text all the same", async (_, bytes) => {
    const { config, dotenv } = await read(bytes, bytes);
    expect(config).toMatchObject({ text, value: {}, problem: { code: "config-not-text" } });
    expect(dotenv).toMatchObject({ text, problem: { code: "config-not-text" } });
    expect(config.bytes).toEqual(bytes);
  });

  test("UTF-16 that breaks off in the middle of a character", async () => {
    expect((await read(Uint8Array.from([0xfe, 0xff, 0]))).config.text).toBe("");
  });

  test("a folder in a file's place is there and has no bytes", async () => {
    const home = createHome({ ".openclaw/openclaw.json/x": "" });
    const { config } = await readUserFilesAsTheyAre(pathsIn(home.path));
    expect(config).toMatchObject({ exists: true, bytes: undefined, problem: { code: "file-not-regular" } });
  });
});
