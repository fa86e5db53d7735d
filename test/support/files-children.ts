import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, beforeAll } from "vitest";

export type ChildTask =
  | { do: "write"; path: string; size: number; mode: number; backup: boolean; locked: boolean; killedAt?: number }
  | { do: "write-beside-an-editor"; path: string; edited: string }
  | { do: "check"; path: string }
  | { do: "overwrite"; path: string; size: number }
  | { do: "rewrite"; path: string; size: number; announce: number }
  | { do: "increment"; path: string; times: number }
  | { do: "contend"; path: string; witness: string }
  | { do: "hold"; path: string; until: string };

const nobody = 65534;

/**
 * Makes the child script, as JavaScript that every supported Node runs, before the tests of a file, and removes it
 * after them. Called at the top of that file; the path is there once the tests run. Every user may read it.
 */
export function useChildScript(): { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), "files-child-"));
  const path = join(folder, "child.mjs");
  beforeAll(async () => {
    chmodSync(folder, 0o755);
    const bundle = await rolldown({
      input: fileURLToPath(new URL("./files-child.ts", import.meta.url)),
      platform: "node",
    });
    await bundle.write({ file: path, format: "esm" });
    await bundle.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return { path };
}

/** A child one talks to by messages. */
export function startChild(script: { readonly path: string }, task: ChildTask): ChildProcess {
  return fork(script.path, [JSON.stringify(task)], { execArgv: [] });
}

/** The child's next message. Rejects when the child ends first. */
export async function messageOf(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const ended = once(child, "exit", { signal: waiting.signal }).then(() => {
    throw new Error("the child ended before it said anything");
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal: waiting.signal }), ended]);
    return message;
  } finally {
    waiting.abort();
    ended.catch(() => undefined);
  }
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/**
 * What a task prints, `undefined` when it was killed before; run under shell settings such as "umask 000"; as an
 * ordinary user when `ordinary`, also if we are root.
 */
export async function runChild(
  script: { readonly path: string },
  task: ChildTask,
  {
    settings = ":",
    wrapper = [],
    ordinary = false,
  }: { settings?: string; wrapper?: string[]; ordinary?: boolean } = {},
): Promise<unknown> {
  const shell = ["sh", "-c", `${settings}; exec "$@"`, "sh", process.execPath, script.path, JSON.stringify(task)];
  const [command = "sh", ...parameters] = [...wrapper, ...shell];
  const child = spawn(command, parameters, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...(ordinary && ordinaryUser ? { ORDINARY_USER: String(nobody) } : {}) },
  });
  const printed = await text(child.stdout);
  return printed === "" ? undefined : JSON.parse(printed);
}

/** Gives a path to the user that `ordinary` children run as, if that is somebody else. */
export const ordinaryUser = process.geteuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;
