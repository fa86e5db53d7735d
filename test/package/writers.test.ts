import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, onTestFinished, test } from "vitest";
import { createHome, type Home } from "../support/home.ts";
import { livedConfig, overPid } from "../support/killed-scenarios.ts";
import { configPath } from "../support/onboarding.ts";
import { lockText, startTimeOf } from "../support/openclaw-writer.ts";
import { runShipped, startShipped } from "../support/shipped.ts";
import { writeTogether } from "../support/writers.ts";

test("four programs that write five times each, and OpenClaw beside them, lose nothing", async () => {
  const { landed, refused, foreign } = await writeTogether(4, 5);
  expect([landed + refused, foreign]).toEqual([20, 5]);
  expect(landed).toBeGreaterThan(0);
});

const livedHome = () => createHome({ [configPath]: livedConfig });
const lockPath = `${configPath}.lock`;
const set = ["models", "set", "--offline", "venice/llama-3.3-70b"];
const add = (ref: string) => ["models", "fallbacks", "add", "--offline", "--force", ref];
const isTidy = (home: Home) =>
  readdirSync(home.at(".openclaw")).every((name) => /^(\.env|openclaw\.json(\.bak.*)?)$/.test(name));

/** Somebody else's process, which does nothing. */
async function bystander(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn("sleep", ["1000"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child as ChildProcess & { readonly pid: number };
}

describe("OpenClaw's lock", () => {
  test("held by a process that lives: waited for, no longer than 20 seconds, then exit 3 with its number", async () => {
    const { pid } = await bystander();
    for (const argv of [set, add("venice/x"), ["config", "restore", "saved.json5", "--yes"]]) {
      const home = createHome({
        [configPath]: livedConfig,
        "saved.json5": "{ saved: true }\n",
        [lockPath]: lockText(pid),
      });
      const { code, stderr } = await runShipped(argv, { home, fire: { hurry: 50 } });
      expect(code, stderr).toBe(3);
      expect(stderr).toContain(`~/.openclaw/openclaw.json is locked by process ${pid} since `);
      expect(home.files()).toMatchObject({ [configPath]: livedConfig, [lockPath]: expect.stringContaining(`${pid}`) });
    }
  });

  test("held by a process that ends meanwhile: it is said whom is waited for, and the work goes on", async () => {
    const home = livedHome();
    const holder = await bystander();
    writeFileSync(home.at(lockPath), lockText(holder.pid));
    const child = startShipped(set, { home });
    child.stdin?.end();
    const exit = once(child, "exit");
    let said = "";
    for await (const chunk of child.stderr ?? []) {
      said += chunk;
      if (!said.includes(`${holder.pid}`) || holder.killed) continue;
      expect(home.files()[configPath]).toBe(livedConfig);
      holder.kill("SIGKILL");
    }
    expect(await exit).toEqual([0, null]);
    expect(isTidy(home)).toBe(true);
  });

  test.each<[string, () => Promise<string> | string]>([
    ["of a process that is over", () => lockText(overPid)],
    [
      "of a process that is over, without its start",
      () => JSON.stringify({ pid: overPid, createdAt: "2026-01-01T00:00:00.000Z" }),
    ],
    [
      "of a process whose number another one has by now",
      async () => {
        const { pid } = await bystander();
        return lockText(pid, (startTimeOf(pid) ?? 0) - 1);
      },
    ],
  ])("%s is taken over at once", async (_, text) => {
    const home = livedHome();
    writeFileSync(home.at(lockPath), await text());
    // Without /proc nobody knows that a number is another's by now.
    const fire = startTimeOf(process.pid) === undefined ? { hurry: 50 } : {};
    const { code, stderr, milliseconds } = await runShipped(set, { home, fire });
    expect([0, ...("hurry" in fire ? [3] : [])], stderr).toContain(code);
    expect(milliseconds).toBeLessThan(10_000);
    if (code === 0) expect(isTidy(home)).toBe(true);
  });

  test("four programs find the same lock of one that is over, eight times: all of them write, none writes over another", async () => {
    const home = livedHome();
    const refs: string[] = ["openai/gpt-5.2"];
    for (let round = 0; round < 8; round++) {
      writeFileSync(home.at(lockPath), lockText(overPid));
      if (round % 4 === 3) {
        // Whoever was breaking it was killed, too, a while ago.
        mkdirSync(home.at(`${lockPath}.reclaim`));
        utimesSync(home.at(`${lockPath}.reclaim`), 1, 1);
      }
      const four = [0, 1, 2, 3].map((each) => `venice/r${round}-${each}`);
      for (const { code, stderr } of await Promise.all(four.map((ref) => runShipped(add(ref), { home })))) {
        expect(code, stderr).toBe(0);
      }
      refs.push(...four);
      expect(isTidy(home)).toBe(true);
    }
    const { fallbacks } = JSON5.parse(readFileSync(home.at(configPath), "utf8")).agents.defaults.model;
    expect([...fallbacks].sort()).toEqual(refs.sort());
  });
});

describe("an editor that knows of no lock", () => {
  test("and saves the config again and again: exit 3, changed since it was read, with what was saved last", async () => {
    const home = livedHome();
    const { code, stderr } = await runShipped(set, { home, fire: { saves: { path: home.at(configPath) } } });
    expect(code).toBe(3);
    expect(stderr).toContain("~/.openclaw/openclaw.json changed since it was read, several times in a row");
    expect(home.files()[configPath]).toMatch(/^\{[\s\S]*\n\}\n(\/\/ saved\n)+$/);
    expect(home.files()[configPath]).toContain("primary: 'venice/qwen3-4b'");
    expect(isTidy(home)).toBe(true);
  });

  test("and saves it twice: both changes are there", async () => {
    const home = livedHome();
    const { code, stderr } = await runShipped(set, { home, fire: { saves: { path: home.at(configPath), times: 2 } } });
    expect(code, stderr).toBe(0);
    expect(home.files()[configPath]).toMatch(/\}\n\/\/ saved\n\/\/ saved\n$/);
    expect(home.files()[configPath]).toContain("venice/llama-3.3-70b");
    rmSync(home.at(configPath));
    expect(isTidy(home)).toBe(true);
  });
});
