import fs, { closeSync, existsSync, openSync, readFileSync, unlinkSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { checkWritable } from "../../src/files/check-writable.ts";
import { readFile } from "../../src/files/read-file.ts";
import { withLock } from "../../src/files/with-lock.ts";
import { writeFile } from "../../src/files/write-file.ts";
import { writeInPlace } from "../../src/files/write-in-place.ts";
import type { ChildTask } from "./files-children.ts";
import { realHost } from "./files-host.ts";
import { versionBytes } from "./files-versions.ts";

// Not the parent's doing: an ordinary user may not even be able to start a Node that lies in root's home.
const user = Number(process.env.ORDINARY_USER ?? 0);
if (user > 0) {
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
}

const host = realHost();
const lockOptions = { host, now: () => new Date(), signal: new AbortController().signal, waitMilliseconds: 60_000 };

/** Waits for the parent's next message; the channel would otherwise not keep this process running. */
const nextMessage = () => new Promise<void>((resolve) => process.once("message", () => resolve()));
const tell = (message: unknown) => process.send?.(message);

const tasks: { [Name in ChildTask["do"]]: (task: ChildTask & { do: Name }) => Promise<void> } = {
  /** Writes once and prints what came of it, unless it is killed at one of its file-system calls. */
  async write({ path, size, mode, backup, locked, killedAt }) {
    if (killedAt !== undefined) dieAtCall(killedAt);
    const write = async () => {
      const expected = readFile(path)?.bytes;
      const bytes = Buffer.alloc(size, "n");
      return writeFile({ path, bytes, expected, mode, backup: backup ? expected : undefined }, host);
    };
    try {
      console.log(JSON.stringify(locked ? await withLock(path, lockOptions, write) : await write()));
    } catch (error) {
      console.log(JSON.stringify(error));
    }
  },

  /** Writes with a backup, and an editor saves the file when the backup is all but made. */
  async "write-beside-an-editor"({ path, edited }) {
    beforeCall("renameSync", (_from, to) => {
      if (to === `${path}.bak`) fs.writeFileSync(path, edited);
    });
    const expected = readFile(path)?.bytes;
    const bytes = Buffer.from("new");
    console.log(JSON.stringify(await writeFile({ path, bytes, expected, mode: 0o600, backup: expected }, host)));
  },

  /** Prints why the path cannot be written, if so. */
  async check({ path }) {
    try {
      checkWritable(path, host);
      console.log("{}");
    } catch (error) {
      console.log(JSON.stringify(error));
    }
  },

  /** Writes into the file itself and prints the error, if any. */
  async overwrite({ path, size }) {
    try {
      writeInPlace(path, readFileSync(path), Buffer.alloc(size, "n"), 0o600);
      console.log("{}");
    } catch (error) {
      console.log(JSON.stringify(error));
    }
  },

  /** Writes versions 1, 2, 3 … without end, and tells when it has begun. */
  async rewrite({ path, size, announce }) {
    for (let version = 1; ; version++) {
      await withLock(path, lockOptions, async () => {
        const expected = readFile(path)?.bytes;
        await writeFile({ path, bytes: versionBytes(version, size), expected, mode: 0o600, backup: expected }, host);
      });
      if (version === announce) tell("begun");
    }
  },

  /** Adds 1 to the number in the file, that many times. */
  async increment({ path, times }) {
    for (let done = 0; done < times; done++) {
      await withLock(path, lockOptions, async () => {
        const expected = readFile(path)?.bytes;
        const bytes = Buffer.from(String(Number(expected ?? 0) + 1));
        await writeFile({ path, bytes, expected, mode: 0o600 }, host);
      });
    }
  },

  /** At every message takes the lock once, and tells whether it was alone while it held it. */
  async contend({ path, witness }) {
    tell("ready");
    for (;;) {
      await nextMessage();
      const alone = await withLock(path, lockOptions, async () => {
        if (existsSync(witness)) return false;
        closeSync(openSync(witness, "wx"));
        await new Promise((resolve) => setTimeout(resolve, 1));
        const own = existsSync(witness);
        unlinkSync(witness);
        return own;
      });
      tell({ alone });
    }
  },

  /** Holds the lock, its event loop blocked, until the file `until` exists. */
  async hold({ path, until }) {
    await withLock(path, lockOptions, () => {
      tell("held");
      while (!existsSync(until)) readFileSync("/dev/null");
    });
    process.disconnect();
  },
};

/**
 * Kills this process, with no chance to tidy up, just before the file-system call of that number. Only calls that
 * change something count: before the others the disk looks as it does before the next of these.
 */
function dieAtCall(number: number): void {
  let calls = 0;
  const count = () => {
    if (++calls === number) process.kill(process.pid, "SIGKILL");
  };
  for (const name of [
    "write",
    "fchmod",
    "fchown",
    "chmod",
    "ftruncate",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
  ]) {
    beforeCall(`${name}Sync`, count);
  }
  beforeCall("openSync", (_path, flags) => {
    if ((Number(flags) & fs.constants.O_CREAT) !== 0) count();
  });
}

/** Has something happen just before each call of that function of node:fs; the call itself is made as ever. */
function beforeCall(name: string, happen: (...parameters: unknown[]) => void): void {
  const functions = fs as unknown as Record<string, (...parameters: unknown[]) => unknown>;
  const original = functions[name];
  if (original === undefined) throw new Error(`node:fs has no ${name}`);
  functions[name] = (...parameters) => {
    happen(...parameters);
    return Reflect.apply(original, fs, parameters);
  };
  syncBuiltinESMExports();
}

const task = JSON.parse(process.argv[2] ?? "") as ChildTask;
const perform: (task: never) => Promise<void> = tasks[task.do];
await perform(task as never);
