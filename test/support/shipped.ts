import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createHome, type Home } from "./home.ts";

/** What happens to a run of the built program. */
export interface Fire {
  /**
   * Kills the process, with no chance to tidy up, at the step of that number: before each call that changes the disk, and in the
   * middle of each write.
   */
  readonly killedAt?: number;
  /** Calls of node:fs that the system refuses, by the end of the path they are about; so often, or every time. */
  readonly refusals?: readonly {
    readonly call: string;
    readonly end: string;
    readonly code: string;
    readonly times?: number;
  }[];
  /** How many bytes the disk still takes, from all files together. The write that meets the end is cut short, as Linux does it. */
  readonly spaceLeft?: number;
  /** An editor that appends a line to that file whenever the program begins another one of its own; so often, or every time. */
  readonly saves?: { readonly path: string; readonly times?: number };
  /** Timers end so many times sooner. */
  readonly hurry?: number;
  readonly umask?: number;
  /** Where to write, in JSON, what the run took: see `Effort`. */
  readonly effort?: string;
  /** The user, and the group, that the program runs as; only root can change into another. */
  readonly user?: number;
}

/** What a run took: the processor's time, which other programs lengthen less than the clock's, and the memory at its most. */
export interface Effort {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export interface ShippedOptions {
  readonly home: Home;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly fire?: Fire;
  /** Where the program is installed; the one that was built where left out. */
  readonly program?: string;
  /** What to start it by, such as a shell that sets a limit first. */
  readonly wrapper?: readonly string[];
}

export interface Ended {
  /** The exit code; `undefined` where it was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** What was awaited longest: from the start to the end, in milliseconds. */
  readonly milliseconds: number;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const underFire = join(root, "test/support/under-fire.cjs");

/** Whoever waits longer has a program that hangs, however busy the machine is. */
const patience = 120_000;

/** Another user than the one we are, where we may become another. */
export const otherUser = process.geteuid?.() === 0 ? 65534 : undefined;

/** Starts the built program as a process of its own, with nothing piped in. */
export function startShipped(argv: readonly string[], options: ShippedOptions): ChildProcess {
  const { home, env, fire = {}, program = join(root, "bin/openclaw.js"), wrapper = [] } = options;
  const [command = "", ...args] = [...wrapper, process.execPath, underFire, program, ...argv];
  return spawn(command, args, {
    env: {
      HOME: home.path,
      PATH: process.env.PATH ?? "",
      LANG: "C.UTF-8",
      ...env,
      UNDER_FIRE: JSON.stringify(fire),
    },
    stdio: ["pipe", "pipe", "pipe"],
    cwd: home.path,
    timeout: patience,
    killSignal: "SIGKILL",
  });
}

/** Runs the built program to its end. */
export async function runShipped(argv: readonly string[], options: ShippedOptions): Promise<Ended> {
  const begun = performance.now();
  const child = startShipped(argv, options);
  if (!child.stdin || !child.stdout || !child.stderr) throw new Error("the program has no pipes");
  // A program that does not read its input may be gone before it is there.
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin ?? "");
  const ended = new Promise<number | undefined>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? undefined));
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr, milliseconds: performance.now() - begun };
}

/** Puts the built program into a folder of its own, where every user may read it, and returns the path to start. */
export function installShipped(): string {
  const { path } = createHome();
  for (const part of ["bin", "dist", "package.json"]) {
    cpSync(join(root, part), join(path, part), { recursive: true, filter: (name) => !name.includes("/dist/code-") });
  }
  chmodSync(path, 0o755);
  return join(path, "bin/openclaw.js");
}
