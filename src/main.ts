import { userInfo } from "node:os";
import { basename } from "node:path";
import type { ReadStream, WriteStream } from "node:tty";
import { manifests as ownManifests } from "virtual:templates";
import { helpOfAll, runCli } from "./cli.ts";
import type { Context, Environment, Host } from "./context.ts";
import { CliError, type ExitCode, exitCode, Interruption } from "./errors.ts";
import { mayBeTerminal, readsNothing } from "./files/descriptor.ts";
import { standardOutput } from "./files/standard-output.ts";
import { languageOf, messagesIn } from "./messages/messages.ts";
import type { ProviderManifest } from "./providers/provider.ts";
import { createRegistry, type Registry } from "./providers/registry.ts";
import { createSecretKeeper } from "./redact.ts";
import { failureText, sayFailure } from "./run/say-failure.ts";
import { createSuspension } from "./terminal/suspension.ts";
import { createTerminal, type TerminalStreams } from "./terminal/terminal.ts";

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
  kill(pid: number, signal: 0 | "SIGTSTP" | "SIGWINCH"): unknown;
  on(event: HeardSignal, listener: (signal: string) => void): unknown;
  off(event: HeardSignal, listener: (signal: string) => void): unknown;
}

export interface MainOptions {
  readonly version: string;
  /** The providers to know; those of `templates/` where it is left out. */
  readonly manifests?: readonly ProviderManifest[];
  /** The home folder of the account; the system's word where it is left out. */
  readonly accountHome?: () => string | undefined;
  /** Whether the streams are those of a real process, with descriptors behind them that can do without streams. */
  readonly hasDescriptors?: boolean;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type HeardSignal = (typeof signals)[number] | "SIGTSTP" | "SIGCONT";

/** Runs the program once and returns its exit code. Never throws, and never exits: the caller sets the code and lets go. */
export async function main(process: ProcessLike, options: MainOptions): Promise<ExitCode> {
  const argv = process.argv.slice(2);
  const abort = new AbortController();
  const interrupt = (signal: string) => abort.abort(signal);
  for (const signal of signals) process.on(signal, interrupt);
  const { context, registry } = prepare(process, options, abort.signal, interrupt);
  try {
    return await runCli(argv, context, registry);
  } catch (error) {
    return explain(error, argv, context);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/**
 * The help of every command before it is broken into lines, by the command as it is typed, such as "openclaw models set"; for
 * the build, which keeps it.
 */
export function helpTexts(process: ProcessLike, options: MainOptions): ReadonlyMap<string, string> {
  const { context, registry } = prepare(process, options, new AbortController().signal, () => {});
  return helpOfAll(context, registry);
}

function prepare(
  process: ProcessLike,
  options: MainOptions,
  signal: AbortSignal,
  interrupt: (signal: string) => void,
): { readonly context: Context; readonly registry: Registry } {
  const { manifests = ownManifests, accountHome = systemHome, hasDescriptors = false } = options;
  const registry = createRegistry(manifests);
  const secrets = createSecretKeeper(registry.all.flatMap(({ auth }) => auth.prefixes));
  const { env } = process;
  const locale = localeOf(process);
  const terminal = createTerminal({
    streams: hasDescriptors ? descriptorStreams(process) : plainStreams(process),
    env,
    noColor: process.argv.includes("--no-color"),
    accessible: process.argv.includes("--accessible") || isSet(env.ACCESSIBLE) || env.TERM === "dumb",
    locale,
    signal,
    interrupt,
    suspension: createSuspension({
      on: (event, listener) => process.on(event, listener),
      off: (event, listener) => process.off(event, listener),
      stop() {
        // 0 is the whole group: whoever has started this program, such as npx, is put aside with it.
        if (process.platform === "win32") return;
        process.kill(0, "SIGTSTP");
        // Nobody tells a program that is stopped that the terminal has got another size.
        process.kill(process.pid, "SIGWINCH");
      },
    }),
  });
  const context: Context = {
    terminal,
    env,
    get homeDir() {
      return accountHome();
    },
    cwd: process.cwd(),
    programName: basename(process.argv[1] ?? ""),
    now: () => new Date(),
    signal,
    get version() {
      return options.version;
    },
    locale,
    host: hostOf(process),
    secrets,
  };
  return { context, registry };
}

/**
 * The person's language. What is said beside the document of --json is in the document's language, which is always English: a
 * program reads the one, and whoever mends that program both.
 */
function localeOf({ argv, env }: ProcessLike): string {
  if (argv.includes("--json")) return "en";
  return languageOf(env.OPENCLAW_LOCALE || env.LC_ALL || env.LC_MESSAGES || env.LANG || "en");
}

/** Prints a failure: in words on stderr, or as the one document of --json on stdout. */
function explain(error: unknown, argv: readonly string[], context: Context): ExitCode {
  const { terminal, secrets } = context;
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
    const { message, hint } = failureText(error, words, context);
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

function plainStreams({ stdin, stdout, stderr }: ProcessLike): TerminalStreams {
  return {
    stdin,
    inputIsTerminal: stdin.isTTY === true,
    stdout: ignoringClosedPipe(stdout),
    stderr: ignoringClosedPipe(stderr),
  };
}

/** The same for the streams of a real process, none of which is opened before it is needed. */
function descriptorStreams(process: ProcessLike): TerminalStreams {
  return {
    get stdin() {
      return process.stdin;
    },
    get inputIsTerminal() {
      return mayBeTerminal(0) && process.stdin.isTTY === true;
    },
    get inputIsEmpty() {
      return readsNothing(0);
    },
    stdout: standardOutput(1, () => ignoringClosedPipe(process.stdout)),
    stderr: standardOutput(2, () => ignoringClosedPipe(process.stderr)),
  };
}

/** `openclaw … | head -1` closes the pipe when it has enough; that is no failure. */
function ignoringClosedPipe<Stream extends NodeJS.WritableStream>(stream: Stream): Stream {
  return stream.on("error", (error: { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** Whether a variable says yes: anything but nothing, "0" and "false". */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}

/** What the system knows of the account: `os.homedir()` would repeat HOME, also where that is blank. */
function systemHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    // An account without an entry, as containers have them.
    return undefined;
  }
}
