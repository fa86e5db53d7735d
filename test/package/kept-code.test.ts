import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The program in a folder of its own, as an installation has it. */
function install() {
  const home = createHome();
  const folder = home.at("package");
  for (const part of ["bin", "dist", "package.json"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => !path.includes("/dist/code-") });
  }
  const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "bin/openclaw.js"), ...argv], {
      env: { HOME: home.path, PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const kept = () => readdirSync(join(folder, "dist")).filter((name) => name.startsWith("code-"));
  return { home, folder, run, kept };
}

const list = ["models", "list", "--offline"];

test("the first run of a command keeps what V8 made of its code beside that code, and later ones use it", () => {
  const { home, folder, run, kept } = install();
  const first = run(list);
  expect(first.status).toBe(0);
  expect(kept()).toEqual([expect.stringMatching(new RegExp(`^code-[0-9a-f]{16}-${process.version}-${process.arch}$`))]);
  expect(Object.keys(home.files()).filter((path) => !path.startsWith("package/"))).toEqual([]);

  const path = join(folder, "dist", kept()[0] ?? "");
  const written = statSync(path).mtimeMs;
  expect(statSync(path).mode & 0o022).toBe(0);
  expect(run(list)).toEqual(first);
  expect(statSync(path).mtimeMs).toBe(written);

  run(["models", "status", "--offline"]);
  expect(readFileSync(path).includes("models-status.cjs")).toBe(true);
  expect(readFileSync(path).includes("models-list.cjs")).toBe(true);
  expect(kept()).toHaveLength(1);
});

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ["empty", () => Buffer.alloc(0)],
  ["cut off", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["of nonsense", (bytes) => Buffer.alloc(bytes.length, "nonsense\n")],
  ["spoilt in the middle", (bytes) => Buffer.concat([bytes.subarray(0, 2000), Buffer.alloc(bytes.length - 2000)])],
])("kept code that is %s does no harm, and is kept anew", (_, spoil) => {
  const { folder, run, kept } = install();
  const first = run(list);
  const path = join(folder, "dist", kept()[0] ?? "");
  const good = readFileSync(path);
  writeFileSync(path, spoil(good));
  expect(run(list)).toEqual(first);
  expect(readFileSync(path).length).toBeGreaterThan(good.length / 2);
});

test("where nothing can be kept the program works without", () => {
  const { folder, run, kept } = install();
  chmodSync(join(folder, "dist"), 0o555);
  const asNobody = process.geteuid?.() === 0 ? ["setpriv", "--reuid=65534", "--clear-groups"] : [];
  expect(asNobody.length === 0 || spawnSync("setpriv", ["--version"]).status === 0).toBe(true);
  const [command = process.execPath, ...args] = [
    ...asNobody,
    process.execPath,
    join(folder, "bin/openclaw.js"),
    ...list,
  ];
  chmodSync(join(folder, ".."), 0o755);
  const { status } = spawnSync(command, args, { env: { HOME: "/nonexistent", LANG: "C.UTF-8" } });
  chmodSync(join(folder, "dist"), 0o755);
  expect(status).toBe(0);
  expect(kept()).toEqual([]);
  expect(run(list, { NODE_DISABLE_COMPILE_CACHE: "1" }).status).toBe(0);
  expect(run(list, { NODE_OPTIONS: "--stack-trace-limit=20" }).status).toBe(0);
  expect(kept()).toEqual([]);
});
