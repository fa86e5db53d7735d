import { readdirSync, readFileSync } from "node:fs";
import { PassThrough, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";
import { onTestFinished } from "vitest";
import { main, type ProcessLike } from "../../src/main.ts";
import type { ProviderManifest } from "../../src/providers/provider.ts";
import { type FakeVenice, type FakeVeniceOptions, startFakeVenice } from "./fake-venice.ts";
import { createHome, type Home } from "./home.ts";

export interface RunOptions {
  readonly home?: Home;
  /** A variable that is `undefined` is not set, HOME included. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The home folder that the system knows for the account; none where left out, so that no test finds a real one. */
  readonly accountHome?: string;
  /** What is piped into standard input; nothing, and no terminal, where left out. */
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  /** The name the program is started by; "openclaw" where left out. */
  readonly programName?: string;
  readonly manifests?: readonly ProviderManifest[];
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly home: Home;
}

/** Runs the program in this process, as its bin would, with a home and an environment of its own and no terminal. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const home = options.home ?? createHome();
  const stdin = new PassThrough();
  stdin.end(options.stdin ?? "");
  const stdout = collector();
  const stderr = collector();
  const process: ProcessLike = {
    argv: ["node", options.programName ?? "openclaw", ...argv],
    env: { HOME: home.path, LANG: "C.UTF-8", ...options.env },
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    platform: globalThis.process.platform,
    pid: globalThis.process.pid,
    cwd: () => options.cwd ?? home.path,
    geteuid: () => globalThis.process.geteuid?.() ?? 0,
    kill: (pid, signal) => globalThis.process.kill(pid, signal),
    on: () => undefined,
    off: () => undefined,
  };
  const code = await main(process, {
    version: "0.0.0-test",
    accountHome: () => options.accountHome,
    ...(options.manifests ? { manifests: options.manifests } : {}),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text(), home };
}

/** A fake server for one test. The test fails when it gets a request that no client has a reason to make. */
export async function venice(options?: FakeVeniceOptions): Promise<FakeVenice> {
  const server = await startFakeVenice(options);
  onTestFinished(async () => {
    await server.close();
    if (server.unexpected.length > 0) throw new Error(`unexpected requests: ${server.unexpected.join(", ")}`);
  });
  return server;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The manifests of that folder. */
function manifestsIn(folder: string): ProviderManifest[] {
  return readdirSync(root + folder)
    .filter((name) => name.endsWith(".json5"))
    .map((name) => JSON5.parse(readFileSync(`${root}${folder}/${name}`, "utf8")));
}

/** Venice, as it ships, and the made-up provider that proves that no code knows Venice. */
export const manifests = [...manifestsIn("templates/providers"), ...manifestsIn("test/fixtures/providers")];

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
