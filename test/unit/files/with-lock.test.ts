import { spawn, spawnSync } from "node:child_process";
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Interruption } from "../../../src/errors.ts";
import { isOver, ownIdentity } from "../../../src/files/process-identity.ts";
import { type LockOptions, withLock } from "../../../src/files/with-lock.ts";
import { kill, messageOf, startChild, useChildScript } from "../../support/files-children.ts";
import { freshFolder, modeOf, namesIn } from "../../support/files-folder.ts";
import { realHost } from "../../support/files-host.ts";

const script = useChildScript();

const host = realHost();
const own = ownIdentity(host);
const neverAborted = new AbortController().signal;

function lock<Result>(path: string, work: () => Result | Promise<Result>, more: Partial<LockOptions> = {}) {
  return withLock(path, { host, now: () => new Date(), signal: neverAborted, waitMilliseconds: 0, ...more }, work);
}

/** A config that does not exist yet, its lock and its guard. */
function freshPaths() {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  return { folder, path, lockPath: `${path}.lock`, guard: `${path}.lock.reclaim` };
}

/** Has something happen right after the first call of that function of node:fs for that path. */
function afterFirst(name: "lstatSync", path: string, happen: () => void): void {
  const functions: Record<typeof name, typeof fs.lstatSync> = fs;
  const original = functions[name];
  const restore = () => {
    functions[name] = original;
    syncBuiltinESMExports();
  };
  const patched = (...parameters: Parameters<typeof original>) => {
    const result = original(...parameters);
    if (parameters[0] === path) {
      restore();
      happen();
    }
    return result;
  };
  functions[name] = patched as typeof original;
  syncBuiltinESMExports();
  onTestFinished(restore);
}

const minutesFromNow = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
const since = "2026-01-02T03:04:05.000Z";

describe("holding it", () => {
  test("the lock is the file that OpenClaw looks for, private, with the fields it reads, and gone afterwards", async () => {
    const { folder, path, lockPath } = freshPaths();
    const result = await lock(
      path,
      () => {
        expect(namesIn(folder)).toEqual(["openclaw.json.lock"]);
        expect(modeOf(lockPath)).toBe(0o600);
        const payload = JSON.parse(readFileSync(lockPath, "utf8"));
        expect(payload).toEqual({ ...own, createdAt: since });
        expect(payload.pid).toBe(process.pid);
        if (host.platform === "linux") expect(payload.starttime).toBeTypeOf("number");
        return "done";
      },
      { now: () => new Date(since) },
    );
    expect(result).toBe("done");
    expect(namesIn(folder)).toEqual([]);
  });

  test("under sudo the lock belongs to the owner of the folder, who can read it should it be left", async () => {
    const { folder, path, lockPath } = freshPaths();
    if (process.geteuid?.() === 0) chownSync(folder, 12345, 54321);
    const { uid, gid } = statSync(folder);
    await lock(path, () => expect(statSync(lockPath)).toMatchObject({ uid, gid }));
  });

  test("the lock is given back when the work fails, and the failure is the one that is seen", async () => {
    const { folder, path } = freshPaths();
    await expect(
      lock(path, () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(namesIn(folder)).toEqual([]);
  });

  test("a lock that another program has put in place of ours is not removed", async () => {
    const { path, lockPath } = freshPaths();
    await lock(path, () => {
      unlinkSync(lockPath);
      writeFileSync(lockPath, "another's");
    });
    expect(readFileSync(lockPath, "utf8")).toBe("another's");
  });

  test("a linked config is locked beside the link, where OpenClaw locks, and beside the file", async () => {
    const { folder, path, lockPath } = freshPaths();
    mkdirSync(join(folder, "dotfiles"));
    symlinkSync("dotfiles/real.json", path);
    await lock(path, () => {
      expect(existsSync(lockPath)).toBe(true);
      expect(existsSync(join(folder, "dotfiles", "real.json.lock"))).toBe(true);
    });
    expect(namesIn(folder)).toEqual(["dotfiles", "openclaw.json"]);
    expect(namesIn(join(folder, "dotfiles"))).toEqual([]);
  });

  test("in a linked folder the one lock is in the real folder", async () => {
    const { folder } = freshPaths();
    mkdirSync(join(folder, "volume"));
    symlinkSync("volume", join(folder, "state"));
    await lock(join(folder, "state", "openclaw.json"), () => {
      expect(namesIn(join(folder, "volume"))).toEqual(["openclaw.json.lock"]);
    });
  });

  test("without the folder there is nothing to lock, and the path is named", async () => {
    const path = join(freshFolder(), "missing", "openclaw.json");
    await expect(lock(path, () => "unreachable")).rejects.toMatchObject({
      code: "file-unwritable",
      parameters: { path, reason: "ENOENT" },
    });
  });

  test("leftovers of a killed run go when the lock is taken", async () => {
    const { folder, path } = freshPaths();
    writeFileSync(join(folder, `.openclaw-venice-${2 ** 22 + 1}-0-0.tmp`), "");
    await lock(path, () => expect(namesIn(folder)).toEqual(["openclaw.json.lock"]));
  });
});

describe("a lock that is in the way", () => {
  async function expectHeld(path: string, parameters: object, more: Partial<LockOptions> = {}) {
    await expect(lock(path, () => "unreachable", more)).rejects.toMatchObject({
      code: "file-locked",
      parameters: { path, ...parameters },
    });
  }
  async function expectBroken(path: string, folder: string, more: Partial<LockOptions> = {}) {
    expect(await lock(path, () => "done", { waitMilliseconds: 5000, ...more })).toBe("done");
    expect(namesIn(folder)).toEqual([]);
  }

  test("of a running process is kept however old it is, and the error says whose it is and since when", async () => {
    const { path, lockPath } = freshPaths();
    writeFileSync(lockPath, JSON.stringify({ ...own, createdAt: since }));
    utimesSync(lockPath, 1, 1);
    await expectHeld(path, { lock: lockPath, pid: process.pid, since }, { now: minutesFromNow(600) });
    expect(existsSync(lockPath)).toBe(true);
  });

  test("of a running process that OpenClaw wrote, with its trailing token, is kept", async () => {
    const { path, lockPath } = freshPaths();
    writeFileSync(lockPath, `${JSON.stringify({ ...own, createdAt: since }, null, 2)}\n\t\t\t \t \n`);
    await expectHeld(path, { lock: lockPath, pid: process.pid, since });
  });

  test("of a process that is gone is broken at once", async () => {
    const { folder, path, lockPath } = freshPaths();
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    writeFileSync(lockPath, JSON.stringify({ pid, createdAt: new Date().toISOString(), starttime: 1 }));
    await expectBroken(path, folder, { waitMilliseconds: 0 });
  });

  test("of a process whose id another one has by now is broken where start times are known", async () => {
    const { folder, path, lockPath } = freshPaths();
    const starttime = (own.starttime ?? 0) + 1;
    writeFileSync(lockPath, JSON.stringify({ pid: process.pid, createdAt: since, starttime }));
    if (host.platform === "linux") await expectBroken(path, folder);
    else await expectHeld(path, { pid: process.pid });
  });

  test("of a zombie is broken", async () => {
    const { folder, path, lockPath } = freshPaths();
    // The shell turns into a program that never asks how its child ended.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => kill(parent));
    const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (data) => resolve(Number(data))));
    await expect.poll(() => isOver({ pid }, host), { timeout: 5000 }).toBe(true);
    expect(host.isAlive(pid)).toBe(true);
    writeFileSync(lockPath, JSON.stringify({ pid, createdAt: new Date().toISOString() }));
    await expectBroken(path, folder);
  });

  test.each([
    ["empty", ""],
    ["cut off", '{"pid": 12'],
    ["without a process", '{"createdAt": "2026-01-02T03:04:05.000Z"}'],
    ["with a negative process id", '{"pid": -1}'],
    ["with a process id that no system has", '{"pid": 1e12}'],
    ["null", "null"],
  ])("that is %s is kept for half a minute, then broken", async (_, payload) => {
    const { folder, path, lockPath } = freshPaths();
    writeFileSync(lockPath, payload);
    await expectHeld(path, { lock: lockPath, pid: undefined }, { now: () => new Date(Date.now() + 29_000) });
    await expectBroken(path, folder, { now: () => new Date(Date.now() + 31_000) });
  });

  test("that is a folder (another locking program's) is never removed, however old", async () => {
    const { path, lockPath } = freshPaths();
    mkdirSync(lockPath);
    await expectHeld(path, { lock: lockPath, pid: undefined, since: undefined }, { now: minutesFromNow(600) });
    expect(existsSync(lockPath)).toBe(true);
  });

  test("that is a link is never removed, nor what it leads to", async () => {
    const { folder, path, lockPath } = freshPaths();
    writeFileSync(join(folder, "precious"), "");
    symlinkSync("precious", lockPath);
    await expectHeld(path, { lock: lockPath }, { now: minutesFromNow(600) });
    expect(namesIn(folder)).toEqual(["openclaw.json.lock", "precious"]);
  });

  test("that may not be read counts as held; root reads it", async () => {
    const { folder, path, lockPath } = freshPaths();
    writeFileSync(lockPath, JSON.stringify({ pid: 2 ** 22 + 1, createdAt: since }));
    chmodSync(lockPath, 0o000);
    if (process.geteuid?.() === 0) await expectBroken(path, folder);
    else await expectHeld(path, { lock: lockPath, pid: undefined });
  });
});

describe("waiting", () => {
  test("a holder that is busy, its event loop blocked, keeps the lock until it is done", async () => {
    const { folder, path } = freshPaths();
    const until = join(folder, "until");
    const child = startChild(script, { do: "hold", path, until });
    onTestFinished(() => kill(child));
    await messageOf(child);
    await expect(lock(path, () => "unreachable", { waitMilliseconds: 600 })).rejects.toMatchObject({
      code: "file-locked",
      parameters: { pid: child.pid },
    });
    writeFileSync(until, "");
    expect(await lock(path, () => "done", { waitMilliseconds: 20_000 })).toBe("done");
  });

  test("the lock of a holder that is killed is taken over", async () => {
    const { folder, path, lockPath } = freshPaths();
    const child = startChild(script, { do: "hold", path, until: join(folder, "never") });
    await messageOf(child);
    await kill(child);
    expect(existsSync(lockPath)).toBe(true);
    expect(await lock(path, () => "done")).toBe("done");
    expect(namesIn(folder)).toEqual([]);
  });

  test("Ctrl-C ends the waiting, and the other's lock stays", async () => {
    const { path, lockPath } = freshPaths();
    writeFileSync(lockPath, JSON.stringify({ ...own, createdAt: since }));
    const abort = new AbortController();
    const waiting = lock(path, () => "unreachable", { signal: abort.signal, waitMilliseconds: 60_000 });
    setImmediate(() => abort.abort("SIGINT"));
    await expect(waiting).rejects.toEqual(new Interruption("SIGINT"));
    expect(existsSync(lockPath)).toBe(true);
  });

  test("an interrupted run takes no lock at all", async () => {
    const { folder, path } = freshPaths();
    await expect(lock(path, () => "unreachable", { signal: AbortSignal.abort("SIGTERM") })).rejects.toEqual(
      new Interruption("SIGTERM"),
    );
    expect(namesIn(folder)).toEqual([]);
  });
});

describe("the guard under which a lock is broken", () => {
  const abandoned = JSON.stringify({ pid: 2 ** 22 + 1, createdAt: since });

  test("everybody waits while it stands, and the error names it", async () => {
    const { path, lockPath, guard } = freshPaths();
    mkdirSync(guard);
    await expect(lock(path, () => "unreachable")).rejects.toMatchObject({
      code: "file-locked",
      parameters: { lock: guard, pid: undefined },
    });
    writeFileSync(lockPath, abandoned);
    await expect(lock(path, () => "unreachable", { waitMilliseconds: 100 })).rejects.toMatchObject({
      code: "file-locked",
    });
    expect(readFileSync(lockPath, "utf8")).toBe(abandoned);
    setImmediate(() => rmdirSync(guard));
    expect(await lock(path, () => "done", { waitMilliseconds: 5000 })).toBe("done");
  });

  test.each([true, false])(
    "one that a crash left is cleared away after a while (its lock still there: %s)",
    async (left) => {
      const { folder, path, lockPath, guard } = freshPaths();
      mkdirSync(guard);
      if (left) writeFileSync(lockPath, abandoned);
      const options = { now: () => new Date(Date.now() + 16_000), waitMilliseconds: 5000 };
      expect(await lock(path, () => "done", options)).toBe("done");
      expect(namesIn(folder)).toEqual([]);
    },
  );

  test("of two that see the same old one, the slower does not remove the one that follows it", async () => {
    const { folder, path, lockPath, guard } = freshPaths();
    mkdirSync(guard);
    utimesSync(guard, 1, 1);
    writeFileSync(lockPath, abandoned);
    afterFirst("lstatSync", guard, () => {
      // The faster one: the old guard is gone, and under a new one the lock is being broken.
      rmdirSync(guard);
      mkdirSync(guard);
    });
    await expect(lock(path, () => "unreachable")).rejects.toMatchObject({ code: "file-locked" });
    expect(namesIn(folder)).toEqual(["openclaw.json.lock", "openclaw.json.lock.reclaim"]);
    expect(readFileSync(lockPath, "utf8")).toBe(abandoned);
  });

  test("whoever was killed while removing an old one holds nobody up", async () => {
    const { folder, path, lockPath, guard } = freshPaths();
    for (const left of [guard, `${guard}.stale`]) {
      mkdirSync(left);
      utimesSync(left, 1, 1);
    }
    writeFileSync(lockPath, abandoned);
    expect(await lock(path, () => "done", { waitMilliseconds: 5000 })).toBe("done");
    mkdirSync(`${guard}.stale`);
    utimesSync(`${guard}.stale`, 1, 1);
    expect(await lock(path, () => "done", { waitMilliseconds: 5000 })).toBe("done");
    expect(namesIn(folder)).toEqual([]);
  });

  test("what is no empty folder is never removed", async () => {
    const { path, guard } = freshPaths();
    for (const make of [() => writeFileSync(guard, ""), () => mkdirSync(join(guard, "inside"), { recursive: true })]) {
      make();
      await expect(lock(path, () => "unreachable", { now: minutesFromNow(600) })).rejects.toMatchObject({
        code: "file-locked",
      });
      expect(existsSync(guard)).toBe(true);
      rmSync(guard, { recursive: true });
    }
  });
});
