import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type CacheKey,
  newestCatalogCache,
  readCatalogCache,
  writeCatalogCache,
} from "../../../src/config/catalog-cache.ts";
import { resolvePaths } from "../../../src/config/paths.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { realHost } from "../../support/files-host.ts";
import { createHome } from "../../support/home.ts";
import { secret } from "../providers/clients.ts";

const baseUrl = "https://api.venice.ai/api/v1";
const mine: CacheKey = { provider: "venice", baseUrl, key: secret(keys.good) };
const everybody: CacheKey = { ...mine, key: undefined };

function cache({ stateFolder = true } = {}) {
  const home = createHome();
  if (stateFolder) mkdirSync(home.at(".openclaw"), { mode: 0o700 });
  const paths = resolvePaths({ env: { HOME: home.path }, homeDir: undefined, cwd: home.path });
  return {
    home,
    paths,
    write: (key: CacheKey, text: string) => writeCatalogCache(paths, key, text, realHost()),
    read: (...wanted: CacheKey[]) => readCatalogCache(paths, wanted),
  };
}

test("what is kept is read back", async () => {
  const { write, read } = cache();
  await write(mine, "the list é");
  expect(await read(mine)).toBe("the list é");
});

test("a newer list takes the place of the older one, and leaves no backup of it", async () => {
  const { write, read, home } = cache();
  await write(mine, "old");
  await write(mine, "new");
  expect(await read(mine)).toBe("new");
  expect(Object.values(home.files())).toEqual(["new"]);
});

describe("a list belongs to its key and its base URL", () => {
  test.each<[string, CacheKey]>([
    ["another key", { ...mine, key: secret(keys.admin) }],
    ["no key", everybody],
    ["another provider", { ...mine, provider: "acme" }],
    ["another base URL", { ...mine, baseUrl: "https://gateway.example/v1" }],
  ])("%s finds nothing", async (_, other) => {
    const { write, read } = cache();
    await write(mine, "mine");
    expect(await read(other)).toBeUndefined();
  });

  test("of several that would do, the first one asked for is taken", async () => {
    const { write, read } = cache();
    await write(mine, "mine");
    await write(everybody, "everybody's");
    expect(await read(mine, everybody)).toBe("mine");
    expect(await read({ ...mine, key: secret(keys.admin) }, everybody)).toBe("everybody's");
  });
});

describe("the list kept last for a provider, whoever it was for", () => {
  test("is the one written last", async () => {
    const { write, home, paths } = cache();
    await write(mine, "mine");
    for (const name of readdirSync(paths.cache)) utimesSync(home.at(`.openclaw/cache/${name}`), 0, 0);
    await write({ ...everybody, baseUrl: "https://gateway.example/v1" }, "newer");
    expect(newestCatalogCache(paths, "venice")).toBe("newer");
  });

  test("is no other provider's, even of a name that begins alike", async () => {
    const { write, paths } = cache();
    await write({ ...mine, provider: "venice-labs" }, "theirs");
    expect(newestCatalogCache(paths, "venice")).toBeUndefined();
    expect(newestCatalogCache(paths, "venice-labs")).toBe("theirs");
  });

  test("is none where there is no folder, and none where only a folder has its name", async () => {
    const { write, home, paths } = cache();
    expect(newestCatalogCache(paths, "venice")).toBeUndefined();
    await write(mine, "mine");
    const [name = ""] = readdirSync(paths.cache);
    rmSync(home.at(`.openclaw/cache/${name}`));
    mkdirSync(home.at(`.openclaw/cache/${name}`));
    expect(newestCatalogCache(paths, "venice")).toBeUndefined();
  });
});

describe("on the disk", () => {
  test("it is for its owner's eyes, and no name or content holds the key", async () => {
    const { write, home } = cache();
    await write(mine, "the list");
    expect(home.mode(".openclaw")).toBe(0o700);
    expect(home.mode(".openclaw/cache")).toBe(0o700);
    const [name = ""] = readdirSync(home.at(".openclaw/cache"));
    expect(home.mode(`.openclaw/cache/${name}`)).toBe(0o600);
    expect(JSON.stringify(home.files())).not.toContain(keys.good.slice(-8));
  });

  test("where OpenClaw has no folder yet, none is made for a list", async () => {
    const { write, home } = cache({ stateFolder: false });
    await write(mine, "the list");
    expect(readdirSync(home.path)).toEqual([]);
  });

  test("reading makes no folder", async () => {
    const { read, home } = cache({ stateFolder: false });
    expect(await read(mine, everybody)).toBeUndefined();
    expect(readdirSync(home.path)).toEqual([]);
  });
});

describe("a cache that does not work stops nobody", () => {
  test("a folder in the place of the list counts as none", async () => {
    const { write, home } = cache();
    await write(mine, "the list");
    const [name = ""] = readdirSync(home.at(".openclaw/cache"));
    const other = cache();
    mkdirSync(other.home.at(`.openclaw/cache/${name}`), { recursive: true });
    expect(await other.read(mine)).toBeUndefined();
    await expect(other.write(mine, "x")).resolves.toBeUndefined();
  });

  test("a file in the place of the folder, too", async () => {
    const { write, read, home } = cache();
    writeFileSync(home.at(".openclaw/cache"), "");
    await expect(write(mine, "x")).resolves.toBeUndefined();
    expect(await read(mine)).toBeUndefined();
  });
});
