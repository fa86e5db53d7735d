import { userInfo } from "node:os";
import { basename } from "node:path";
import type { ReadStream, WriteStream } from "node:tty";
import { manifests as ownManifests } from "virtual:templates";
import { runCli } from "./cli.ts";
import type { Context, Environment, Host } from "./context.ts";
import { CliError, type ExitCode, exitCode, Interruption } from "./errors.ts";
import { messagesIn } from "./messages/messages.ts";
import type { ProviderManifest } from "./providers/provider.ts";
import { createRegistry } from "./providers/registry.ts";
import { createSecretKeeper } from "./redact.ts";
import { createTerminal } from "./terminal/terminal.ts";

/** The parts of a process that a run uses: `process` itself, or what a test hands in. */
export interface ProcessLike {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, "isTTY" | "setRawMode">>;
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns" | "rows">>;
  readonly platform: string;
  readonly pid: number;
  cwd(): string;
  geteuid?: (() => number) | undefined;
  kill(pid: number, signal: 0): unknown;
  on(event: "SIGINT" | "SIGTERM" | "SIGHUP", listener: (signal: string) => void): unknown;
  off(event: "SIGINT" | "SIGTERM" | "SIGHUP", listener: (signal: string) => void): unknown;
}

export interface MainOptions {
  readonly version: string;
  /** The providers to know; those of `templates/` where it is left out. */
  readonly manifests?: readonly ProviderManifest[];
  /** The home folder of the account; the system's word where it is left out. */
  readonly accountHome?: () => string | undefined;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the program once and returns its exit code. Never throws, and never exits: the caller sets the code and lets go. */
export async function main(
  process: ProcessLike,
  { version, manifests = ownManifests, accountHome = systemHome }: MainOptions,
): Promise<ExitCode> {
  const argv = process.argv.slice(2);
  const abort = new AbortController();
  const interrupt = (signal: string) => abort.abort(signal);
  for (const signal of signals) process.on(signal, interrupt);
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);

  const registry = createRegistry(manifests);
  const secrets = createSecretKeeper(registry.all.flatMap(({ auth }) => auth.prefixes));
  const { env } = process;
  const locale = env.OPENCLAW_LOCALE || env.LC_ALL || env.LC_MESSAGES || env.LANG || "en";
  const terminal = createTerminal({
    streams: process,
    env,
    noColor: argv.includes("--no-color"),
    accessible: argv.includes("--accessible") || isSet(env.ACCESSIBLE) || env.TERM === "dumb",
    locale,
    signal: abort.signal,
    interrupt,
  });
  const context: Context = {
    terminal,
    env,
    homeDir: accountHome(),
    cwd: process.cwd(),
    programName: basename(process.argv[1] ?? ""),
    now: () => new Date(),
    signal: abort.signal,
    version,
    locale,
    host: hostOf(process),
    secrets,
  };
  try {
    return await runCli(argv, context, registry);
  } catch (error) {
    return await explain(error, argv, context);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** Prints a failure: in words on stderr, or as the one document of --json on stdout. */
async function explain(error: unknown, argv: readonly string[], context: Context): Promise<ExitCode> {
  const { terminal, secrets } = context;
  const { failureText, sayFailure } = await import("./run/say-failure.ts");
  const words = messagesIn(context.locale);
  const failure = (code: string, message: string, hint: string, exit: ExitCode): ExitCode => {
    const safe = { code, message: secrets.redact(message), hint: secrets.redact(hint) };
    if (argv.includes("--json")) terminal.print(JSON.stringify({ ok: false, error: safe }, undefined, 2));
    sayFailure(safe, context);
    return exit;
  };
  if (error instanceof Interruption) {
    return failure("interrupted", words.interrupted(error.written), "", error.exitCode);
  }
  if (error instanceof CliError) {
    const { message, hint } = failureText(error, context);
    return failure(error.code, message, hint, error.exitCode);
  }
  const detail =
    error instanceof Error ? (argv.includes("--debug") ? (error.stack ?? "") : error.message) : String(error);
  return failure("internal", words.internal(detail), words.internalHint, exitCode.internal);
}

function hostOf(process: ProcessLike): Host {
  return {
    platform: process.platform,
    pid: process.pid,
    uid: process.geteuid?.(),
    isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // EPERM: it lives, and belongs to somebody else.
        return (error as { code?: string }).code === "EPERM";
      }
    },
  };
}

/** `openclaw … | head -1` closes the pipe when it has enough; that is no failure. */
function ignoreClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on("error", (error: { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** What the system knows of the account: `os.homedir()` would repeat HOME, also where that is blank. */
/** Whether a variable says yes: anything but nothing, "0" and "false". */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}

function systemHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    // An account without an entry, as containers have them.
    return undefined;
  }
}
