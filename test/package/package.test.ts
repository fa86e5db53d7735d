import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { venice } from "../support/run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "openclaw-package-"));
const prefix = join(scratch, "prefix");
const packed = { files: [] as string[], unpackedSize: 0, tarball: "" };

/** npm may read its own settings and nothing else: what works here works on a machine that has only Node. */
const bare = {
  PATH: process.env.PATH ?? "",
  HOME: scratch,
  npm_config_cache: join(scratch, "cache"),
  npm_config_update_notifier: "false",
};

beforeAll(() => {
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch], {
    cwd: root,
    env: bare,
    encoding: "utf8",
  });
  const [report] = JSON.parse(output) as { filename: string; files: { path: string }[]; unpackedSize: number }[];
  if (!report) throw new Error("npm pack reported nothing");
  packed.files = report.files.map(({ path }) => path);
  packed.unpackedSize = report.unpackedSize;
  packed.tarball = join(scratch, report.filename);
  execFileSync(
    "npm",
    ["install", "--global", "--offline", "--no-audit", "--no-fund", "--prefix", prefix, packed.tarball],
    { cwd: scratch, env: bare, stdio: "pipe" },
  );
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const version: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

test("it installs offline, without a single other package", () => {
  expect(readdirSync(join(prefix, "lib/node_modules"))).toEqual(["openclaw-venice"]);
  expect(existsSync(join(prefix, "lib/node_modules/openclaw-venice/node_modules"))).toBe(false);
});

test.each(["openclaw", "openclaw-venice"])("%s --version works from another folder", (name) => {
  const { status, stdout } = spawnSync(join(prefix, "bin", name), ["--version"], {
    cwd: tmpdir(),
    env: bare,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, `${version}\n`]);
});

test("a non-interactive onboarding works from another folder", async () => {
  const server = await venice();
  const home = createHome();
  const child = spawn(
    join(prefix, "bin/openclaw"),
    [
      "onboard",
      "--non-interactive",
      "--auth-choice",
      "venice-api-key",
      "--venice-api-key-stdin",
      "--base-url",
      server.baseUrl,
    ],
    { cwd: tmpdir(), env: { ...bare, HOME: home.path }, stdio: ["pipe", "ignore", "pipe"] },
  );
  child.stdin.end(keys.good);
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(0);
  expect(home.files()[configPath]).toContain('apiKey: "${VENICE_API_KEY}"');
  expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
});

test("it holds what runs, what it may be used under, and nothing else", () => {
  expect(packed.files.filter((path) => !/^(bin|dist)\//.test(path)).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.fr.md",
    "README.md",
    "man/openclaw.1",
    "package.json",
  ]);
  expect(packed.files).toContain("dist/LICENSES.txt");
  expect(packed.files.filter((path) => path.startsWith("dist/code-"))).toEqual([]);
  // What it came to when its parts were last looked at one by one, and 2 %; and README.fr.md, which npm packs whatever `files` says.
  expect(packed.unpackedSize).toBeLessThan(734_500);
});

test("npm's page of the package is the English README", async () => {
  let sent = "";
  const registry = createServer((request, response) => {
    request.setEncoding("utf8").on("data", (text) => {
      if (request.method === "PUT") sent += text;
    });
    // It has no such package yet, and takes whatever is sent.
    request.on("end", () => response.writeHead(request.method === "PUT" ? 201 : 404).end("{}"));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(registry.address() as AddressInfo).port}`;
  const child = spawn(
    "npm",
    ["publish", packed.tarball, "--ignore-scripts", "--registry", `http://${host}`, `--//${host}/:_authToken=none`],
    { cwd: scratch, env: bare, stdio: "ignore" },
  );
  const code = await new Promise((resolve) => child.on("close", resolve));
  await new Promise((resolve) => registry.close(resolve));
  expect(code).toBe(0);
  const { versions } = JSON.parse(sent) as { versions: Record<string, { readme: string }> };
  expect(versions[version]?.readme).toBe(readFileSync(join(root, "README.md"), "utf8"));
});

test("every word of the licence of every package that is built in is there, each text once", () => {
  const words = (text: string) => ` ${text.replace(/\W+/g, " ").trim().toLowerCase()} `;
  const licenses = readFileSync(join(prefix, "lib/node_modules/openclaw-venice/dist/LICENSES.txt"), "utf8");
  const names = [...licenses.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name = ""]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "commander",
      "@inquirer/core",
      "chalk",
      "ora",
      "json5",
      "diff",
      "marked",
      "https-proxy-agent",
      "proxy-from-env",
      "eventsource-parser",
      "@cfworker/json-schema",
      "@noble/hashes",
    ]),
  );
  for (const name of names) {
    const folder = join(root, "node_modules", name);
    const file = readdirSync(folder).find((path) => /^(licen[sc]e|copying)/i.test(path));
    const paragraphs = file ? readFileSync(join(folder, file), "utf8").split(/\n\s*\n/) : [];
    for (const paragraph of paragraphs.filter((text) => !/^\W*(the )?(MIT|ISC) licen[sc]e( \(MIT\))?\W*$/i.test(text)))
      for (const line of /copyright.*\d{4}/i.test(paragraph) ? paragraph.split("\n") : [paragraph])
        expect(words(licenses), name).toContain(words(line));
  }
  expect(licenses.match(/Permission is hereby granted, free of charge/g)).toHaveLength(3);
});

test("man openclaw works after a global installation", () => {
  const page = readFileSync(join(prefix, "share/man/man1/openclaw.1"), "utf8");
  expect(page).toBe(readFileSync(join(root, "man/openclaw.1"), "utf8"));
});

test("a Node that is too old can read the file that says so, and says so", () => {
  const path = join(root, "bin/openclaw.js");
  const code = readFileSync(path, "utf8");
  expect(() => parse(code, { ecmaVersion: 2019, allowHashBang: true })).not.toThrow();
  const old = "Object.defineProperty(process.versions, 'node', { value: '12.22.12' });";
  writeFileSync(join(scratch, "old.cjs"), old);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(scratch, "old.cjs"), path, "--version"],
    { env: bare, encoding: "utf8" },
  );
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("openclaw needs Node 20.19 or newer; this is Node 12.22.12. Get one at https://nodejs.org\n");
});

// "Are the types wrong" has nothing to look at: there is no library in this package, and no types.
test("publint finds nothing to complain of", async () => {
  const { messages } = await publint({ pkgDir: root, level: "suggestion" });
  expect(messages).toEqual([]);
});

test("no runtime dependencies, and no scripts that run on other people's machines", () => {
  const manifest = JSON.parse(readFileSync(join(prefix, "lib/node_modules/openclaw-venice/package.json"), "utf8"));
  expect(manifest.dependencies).toBeUndefined();
  expect(Object.keys(manifest.scripts)).not.toEqual(expect.arrayContaining(["install"]));
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
});

test("beside the real openclaw npm refuses the name, and npx openclaw-venice works, as the README says", () => {
  const other = join(scratch, "other");
  mkdirSync(join(other, "bin"), { recursive: true });
  writeFileSync(
    join(other, "package.json"),
    '{ "name": "openclaw", "version": "1.0.0", "bin": { "openclaw": "bin/o.js" } }',
  );
  writeFileSync(join(other, "bin/o.js"), "#!/usr/bin/env node\n");
  const beside = join(scratch, "beside");
  const install = ["install", "--global", "--offline", "--install-links", "--prefix", beside];
  expect(spawnSync("npm", [...install, other], { cwd: scratch, env: bare }).status).toBe(0);
  const refused = spawnSync("npm", [...install, packed.tarball], { cwd: scratch, env: bare, encoding: "utf8" });
  expect(refused.stderr).toContain("EEXIST");
  const npx = spawnSync("npx", ["--offline", "--yes", "--package", packed.tarball, "openclaw-venice", "--version"], {
    cwd: scratch,
    env: bare,
    encoding: "utf8",
  });
  expect([npx.status, npx.stdout]).toEqual([0, `${version}\n`]);
});
