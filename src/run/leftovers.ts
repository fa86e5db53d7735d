import { dirname } from "node:path";
import { CliError } from "../errors.ts";
import { abandonedLocks } from "../files/abandoned-locks.ts";
import { findLeftovers } from "../files/find-leftovers.ts";
import { sweepLeftovers } from "../files/sweep-leftovers.ts";
import { withLock } from "../files/with-lock.ts";
import type { Run } from "./run.ts";

type Place = Pick<Run, "paths" | "context">;

/** The paths of what killed runs left around the config and `.env`: temporary files, and locks that nobody holds. */
export function leftoversOf({ paths, context: { host, now } }: Place): string[] {
  const folders = new Set([paths.stateDir, dirname(paths.config)]);
  return [
    ...[...folders].flatMap((folder) => findLeftovers(folder, host)),
    ...abandonedLocks(paths.config, host, now()),
  ];
}

/** Removes what killed runs left. Throws as `withLock` does. */
export async function removeLeftovers({ paths, context }: Place): Promise<void> {
  // Taking the lock takes an abandoned one away, and sweeps the config's folder.
  await withLock(paths.config, context, () => sweepLeftovers(paths.stateDir, context.host));
}

/** The same, if there is anything, for a run that has nothing else to do there: not being able to is no failure then. */
export async function removeLeftoversIfAny(place: Place): Promise<void> {
  try {
    if (leftoversOf(place).length > 0) await removeLeftovers(place);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}
