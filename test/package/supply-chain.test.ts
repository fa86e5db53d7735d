import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What npm writes down of a package that it installs. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string> | undefined>;
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, LockedPackage> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== "");

/** Name and version of every package that is built into the program. */
const builtIn = read("dist/LICENSES.txt").matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*) \(([^)]+)\)$/gm);
const parts = [...builtIn].map(([, name = "", version = "", license = ""]) => ({ name, version, license }));

test("whoever installs the program installs nothing else", () => {
  const { dependencies, optionalDependencies, peerDependencies, bundledDependencies } = manifest;
  expect([dependencies, optionalDependencies, peerDependencies, bundledDependencies]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("what it is built from is named to the last digit, and locked by its content", () => {
  expect(Object.values(manifest.devDependencies ?? {}).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual(
    [],
  );
  expect(locked.length).toBeGreaterThan(100);
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
  const elsewhere = ({ resolved }: LockedPackage) => resolved && !resolved.startsWith("https://registry.npmjs.org/");
  expect(locked.filter(([, each]) => elsewhere(each)).map(([path]) => path)).toEqual([]);
});

test("nothing runs a script of its own when it is installed", () => {
  expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test("what is built in is little, is what is locked, and may be passed on", () => {
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.length).toBeLessThanOrEqual(40);
  for (const { name, version, license } of parts) {
    const versions = locked.filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, each]) => each.version);
    expect(versions, name).toContain(version);
    expect(license, name).toMatch(/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD)$/);
  }
});
