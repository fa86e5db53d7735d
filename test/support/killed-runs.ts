import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { createHome, type Home } from "./home.ts";
import { configPath, dotenvPath } from "./onboarding.ts";
import { runShipped } from "./shipped.ts";

/** A run that writes, and the home it finds. */
export interface KilledRun {
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly files: Readonly<Record<string, string>>;
  /** Empty folders that have been there for long. */
  readonly folders?: readonly string[];
  /** Symbolic links in the home, and what they lead to there. */
  readonly links?: Readonly<Record<string, string>>;
  /** A secret that may be in `.env` and where it was before, and nowhere else. */
  readonly moved?: string;
}

export interface KillOptions {
  /** Kills at every such step only; at every step where left out. */
  readonly every?: number;
}

const watched = [configPath, dotenvPath] as const;
const lanes = 4;

/**
 * Kills that run at each step of its writing, in a fresh home each time, and runs it once more as people do. Returns how often
 * it was killed; fails where a file is neither old nor new, where the second run does not come to what an undisturbed one comes
 * to, and where anything of the killed one lies about then.
 */
export async function killAtEachStep(run: KilledRun, { every = 1 }: KillOptions = {}): Promise<number> {
  const untouched = homeOf(run);
  const before = stateOf(untouched);
  expect(await runShipped(run.argv, { home: untouched, stdin: run.stdin ?? "" })).toMatchObject({ code: 0 });
  const after = stateOf(untouched);
  const names = namesIn(untouched);
  let kills = 0;
  let isOver = false;

  async function dieAt(killedAt: number): Promise<void> {
    const home = homeOf(run);
    const { code, stderr } = await runShipped(run.argv, { home, stdin: run.stdin ?? "", fire: { killedAt } });
    const place = `killed at step ${killedAt}`;
    if (code === undefined) kills++;
    else {
      expect(code, `${place}: ${stderr}`).toBe(0);
      isOver = true;
    }
    const found = stateOf(home);
    for (const path of watched) expect([before[path], after[path]], `${path}, ${place}`).toContain(found[path]);
    // The config must never refer to a key that is not there yet.
    if (found[configPath] !== before[configPath]) expect(found[dotenvPath], place).toBe(after[dotenvPath]);
    expectClosed(home, place);
    expectKeptSecret(run, home, place);

    age(home);
    const second = await runShipped(run.argv, { home, stdin: run.stdin ?? "" });
    expect(second, place).toMatchObject({ code: 0 });
    expect(stateOf(home), place).toEqual(after);
    expect(namesIn(home), place).toEqual(names);
    expectClosed(home, place);
    expectKeptSecret(run, home, place);
    for (const [link, target] of Object.entries(run.links ?? {})) {
      expect(home.files()[link], place).toBe(home.files()[target]);
    }
  }

  for (let step = 1; !isOver; step += every * lanes) {
    await Promise.all(Array.from({ length: lanes }, (_, lane) => dieAt(step + lane * every)));
  }
  return kills;
}

function homeOf({ files, folders = [], links = {} }: KilledRun): Home {
  const home = createHome(files);
  for (const folder of folders) {
    mkdirSync(home.at(folder), 0o700);
    utimesSync(home.at(folder), 1, 1);
  }
  for (const [link, target] of Object.entries(links)) {
    mkdirSync(dirname(home.at(link)), { recursive: true, mode: 0o700 });
    symlinkSync(home.at(target), home.at(link));
  }
  return home;
}

/** What a person has: the config and the key file. */
function stateOf(home: Home): Partial<Record<string, string>> {
  return Object.fromEntries(
    watched.filter((path) => existsSync(home.at(path))).map((path) => [path, readFileSync(home.at(path), "utf8")]),
  );
}

/** Every name, with the dot files: whatever a killed run leaves is among them. */
function namesIn(home: Home): string[] {
  return readdirSync(home.path, { recursive: true, encoding: "utf8" }).sort();
}

function expectClosed(home: Home, place: string): void {
  for (const name of namesIn(home)) {
    const isOurs = name.startsWith(".openclaw") || name.includes(".lock") || name.endsWith(".tmp");
    if (isOurs) expect(statSync(join(home.path, name)).mode & 0o077, `${name}, ${place}`).toBe(0);
  }
}

/** A key on its way from one file to another is never lost, and gets into no backup. */
function expectKeptSecret({ moved }: KilledRun, home: Home, place: string): void {
  if (moved === undefined) return;
  const holders = Object.entries(home.files()).flatMap(([path, text]) => (text.includes(moved) ? [path] : []));
  expect(holders.length, place).toBeGreaterThan(0);
  for (const path of holders) expect([...watched, expect.stringMatching(/\.tmp$/)], place).toContainEqual(path);
}

/** Has so much time gone by that whoever was killed while breaking a lock no longer holds anybody up. */
function age(home: Home): void {
  for (const name of namesIn(home)) if (name.includes(".reclaim")) utimesSync(home.at(name), 1, 1);
}
