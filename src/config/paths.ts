import { isAbsolute, join, relative, resolve } from "node:path";
import type { Environment } from "../context.ts";
import { CliError } from "../errors.ts";

/** Where OpenClaw keeps what this program reads and writes; all paths are absolute. */
export interface Paths {
  readonly stateDir: string;
  readonly config: string;
  /** The file that OpenClaw loads environment variables from. */
  readonly dotenv: string;
  /** The account's home folder, where the state folder lies in it; `undefined` where a variable names another place. */
  readonly home: string | undefined;
  /** The folder of lists that may be thrown away at any time. */
  readonly cache: string;
  /** The variable by which somebody says that the config is managed from outside, where it is. */
  readonly readOnlyBy: string | undefined;
  /** A path as a person would type it: with "~" for the home folder. */
  display(path: string): string;
}

export interface PathOptions {
  readonly env: Environment;
  /** The home folder the system names; asked for only when no variable does, since the system may have to ask others. */
  readonly homeDir: string | undefined;
  readonly cwd: string;
  /** The --profile flag. */
  readonly profile?: string | undefined;
  /** The --dev flag: the profile "dev". */
  readonly dev?: boolean | undefined;
}

const profileName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Resolves OpenClaw's paths as OpenClaw itself does (docs.openclaw.ai/help/environment; seen in 2026.2.1 and 2026.9.6):
 * OPENCLAW_CONFIG_PATH and OPENCLAW_STATE_DIR win over a profile, a profile over `<home>/.openclaw`; OPENCLAW_HOME wins over
 * HOME and USERPROFILE. Blank, "undefined" and "null" count as unset.
 *
 * @throws CliError "home-unknown" where a home folder is needed and there is none; "profile-invalid"; "flags-contradict" for --dev beside another profile.
 */
export function resolvePaths(options: PathOptions, flags: Pick<PathOptions, "profile" | "dev"> = options): Paths {
  const { env, cwd } = options;
  const value = (name: string) => set(env[name]);
  const userHome = homeOf(options);
  const path = (text: string) => resolve(cwd, expandHome(text, userHome));

  const home = () => {
    const named = value("OPENCLAW_HOME");
    if (named) return path(named);
    if (!userHome || !isAbsolute(userHome)) throw new CliError("home-unknown", {});
    return userHome;
  };
  const stateDirName = () => {
    const profile = profileOf(options.env, flags);
    return profile === undefined || profile.toLowerCase() === "default" ? ".openclaw" : `.openclaw-${profile}`;
  };
  const namedStateDir = value("OPENCLAW_STATE_DIR");
  const stateDir = namedStateDir ? path(namedStateDir) : join(home(), stateDirName());
  const namedConfig = value("OPENCLAW_CONFIG_PATH");

  return {
    stateDir,
    home: namedStateDir || value("OPENCLAW_HOME") ? undefined : userHome,
    config: namedConfig ? path(namedConfig) : join(stateDir, "openclaw.json"),
    dotenv: join(stateDir, ".env"),
    cache: join(stateDir, "cache"),
    readOnlyBy: ["OPENCLAW_CONFIG_READONLY", "OPENCLAW_NIX_MODE"].find((name) => env[name] === "1"),
    display: (full) => displayPath(full, userHome),
  };
}

/** The variables that name OpenClaw's places, with their values, as far as they are set. */
export function placeVariables(env: Environment): (readonly [name: string, value: string])[] {
  return ["OPENCLAW_HOME", "OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH", "OPENCLAW_PROFILE"].flatMap((name) => {
    const value = set(env[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** The person's home folder: HOME, USERPROFILE, or the one that the system names. */
export function homeOf(options: Pick<PathOptions, "env" | "homeDir">): string | undefined {
  const { env } = options;
  return set(env.HOME) ?? set(env.USERPROFILE) ?? set(options.homeDir);
}

/** A path as a person would type it: with "~" where it lies in that home folder. */
export function displayPath(path: string, home: string | undefined): string {
  if (home === undefined || !isAbsolute(home) || !isAbsolute(path)) return path;
  const within = relative(home, path);
  return within === "" || within.startsWith("..") || isAbsolute(within) ? path : `~/${within}`;
}

/** The facts of an error, with each path as `display` shows it. */
export function displayPaths(facts: object, display: (path: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? display(fact) : fact]),
  );
}

function profileOf(env: Environment, { profile, dev }: Pick<PathOptions, "profile" | "dev">): string | undefined {
  if (dev && profile !== undefined && profile !== "dev") {
    throw new CliError("flags-contradict", { first: "--dev", second: `--profile ${profile}` });
  }
  const named = dev ? "dev" : (profile ?? set(env.OPENCLAW_PROFILE));
  if (named !== undefined && !profileName.test(named)) {
    throw new CliError("profile-invalid", { name: named });
  }
  return named;
}

function set(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && text !== "undefined" && text !== "null" ? text : undefined;
}

function expandHome(text: string, home: string | undefined): string {
  if (text !== "~" && !text.startsWith("~/") && !text.startsWith("~\\")) return text;
  if (!home) throw new CliError("home-unknown", {});
  return join(home, text.slice(1));
}
