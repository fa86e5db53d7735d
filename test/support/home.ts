import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export interface Home {
  readonly path: string;
  /** A path below the home. */
  at(path: string): string;
  /** Every file below the home, by its path in it. */
  files(): Record<string, string>;
  mode(path: string): number;
}

/** A home folder of its own for one test, with these files in it (0600); removed when the test is over. */
export function createHome(files: Readonly<Record<string, string | Uint8Array>> = {}): Home {
  const path = mkdtempSync(join(tmpdir(), "openclaw-home-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, dirname(name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(path, name), content);
    chmodSync(join(path, name), 0o600);
  }
  return {
    path,
    at: (name) => join(path, name),
    files: () => Object.fromEntries(filesBelow(path).map((file) => [file, readFileSync(join(path, file), "utf8")])),
    mode: (name) => statSync(join(path, name)).mode & 0o777,
  };
}

function filesBelow(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}
