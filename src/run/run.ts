import { type Paths, resolvePaths } from "../config/paths.ts";
import { type Policy, readPolicy } from "../config/policy.ts";
import { type ReadFiles, readUserFiles, readUserFilesAsTheyAre, type UserFiles } from "../config/user-files.ts";
import type { Context, Host } from "../context.ts";
import { CliError } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import { isFolder } from "../files/ensure-directory.ts";
import { systemErrorCode } from "../files/system-error.ts";
import { type Messages, messagesIn } from "../messages/messages.ts";
import type { Registry } from "../providers/registry.ts";
import type { Report } from "../wizard/report.ts";
import { createReport } from "./report.ts";

/** The flags that say which files a run is about, and by which policy. */
export interface RunOptions {
  readonly profile?: string | undefined;
  readonly dev: boolean;
  /** For this run alone: private models only. */
  readonly privateOnly?: boolean;
}

/** One run of a command: the files as they were read once, the words, and where remarks go. */
export interface Run {
  readonly context: Context;
  readonly registry: Registry;
  readonly words: Messages;
  readonly paths: Paths;
  readonly files: UserFiles;
  /** Reads the files anew, as they were read for this run. */
  readonly read: ReadFiles;
  /** What the person has decided once and for all, and what the flags add to it. */
  readonly policy: Policy;
  readonly report: Report;
  /** The remarks a script should see, in their order. */
  readonly warnings: readonly string[];
}

/**
 * Reads config and `.env`, once.
 *
 * @throws CliError for a home that is not known and files that cannot be read; "config-not-parsed" for a config that is broken.
 */
export async function beginRun(options: RunOptions, context: Context, registry: Registry): Promise<Run> {
  const paths = pathsOf(options, context);
  return await begin(options, context, registry, readUserFiles, () => readPolicy(paths));
}

/**
 * As beginRun, for a command that has to do with files that are broken: what is wrong with one is its `problem`. A policy that
 * cannot be understood is taken for the strictest.
 *
 * @throws CliError for a home that is not known.
 */
export async function beginWithFilesAsTheyAre(options: RunOptions, context: Context, registry: Registry): Promise<Run> {
  const paths = pathsOf(options, context);
  return await begin(options, context, registry, readUserFilesAsTheyAre, async () => {
    try {
      return await readPolicy(paths);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return { privateOnly: true, problem: error };
    }
  });
}

async function begin(
  options: RunOptions,
  context: Context,
  registry: Registry,
  read: ReadFiles,
  policyOf: () => Promise<Policy>,
): Promise<Run> {
  const paths = pathsOf(options, context);
  const warnings: string[] = [];
  const files = await read(paths);
  const policy = await policyOf();
  return {
    context,
    registry,
    words: messagesIn(context.locale),
    paths,
    files,
    read,
    policy: { ...policy, privateOnly: policy.privateOnly || options.privateOnly === true },
    report: createReport(context.terminal, warnings),
    warnings,
  };
}

/**
 * As beginRun, for a command that writes.
 *
 * @throws CliError "config-read-only" before anything else where the config is managed from outside, and "home-unusable" where
 * no state folder can be made.
 */
export async function beginWriting(
  options: RunOptions & { readonly dryRun: boolean },
  context: Context,
  registry: Registry,
): Promise<Run> {
  const paths = pathsOf(options, context);
  refuseReadOnly(paths, options.dryRun);
  if (!options.dryRun) checkHome(paths, context.host);
  return await beginRun(options, context, registry);
}

/** @throws CliError "config-read-only" where the config is managed from outside, unless nothing is to be written. */
export function refuseReadOnly({ readOnlyBy, display, config }: Paths, dryRun: boolean): void {
  if (readOnlyBy && !dryRun) throw new CliError("config-read-only", { path: display(config), variable: readOnlyBy });
}

/** A home that does not exist is a mistake: no folder is made in its name. */
function checkHome({ home, stateDir }: Paths, host: Host): void {
  if (home === undefined) return;
  let reason: string | undefined = "no-folder";
  try {
    if (isFolder(home)) {
      if (!isFolder(stateDir)) checkWritable(stateDir, host);
      return;
    }
  } catch (error) {
    reason =
      error instanceof CliError ? (error as CliError<"file-unwritable">).parameters.reason : systemErrorCode(error);
    if (reason === undefined) throw error;
  }
  throw new CliError("home-unusable", { path: home, reason });
}

function pathsOf({ profile, dev }: RunOptions, context: Context): Paths {
  return resolvePaths(context, { profile, dev });
}
