import type { EditConfig } from "../config/config-editor.ts";
import { readDotenv } from "../config/dotenv.ts";
import type { Operation } from "../config/json5/merge.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput, secretRef } from "../config/secret-ref.ts";
import type { FileChange, UserFiles } from "../config/user-files.ts";
import type { ProviderManifest } from "../providers/provider.ts";

/** What both files are to become: the config by operations, the `.env` file as a whole. */
export interface FilePlan {
  readonly operations: readonly Operation[];
  readonly dotenv: string;
}

/**
 * PURE: the changes that a plan comes to, in an order in which no moment is without the key: `.env` first, for a config may
 * refer to what is in it, but last where the key leaves it. What already is as it should be is not touched. `firstConfig` is the text to begin with where there is no config. Backups hold no key of the provider's.
 *
 * Throws what `edit` throws.
 */
export function fileChanges(
  { config, dotenv }: UserFiles,
  { operations, dotenv: dotenvAfter }: FilePlan,
  manifest: ProviderManifest,
  edit: EditConfig,
  firstConfig: string,
): FileChange[] {
  const changes: FileChange[] = [];
  const leavesDotenv = readDotenv(dotenvAfter, manifest.auth.variable) === undefined;
  if (dotenvAfter !== dotenv.text) {
    const text = dotenv.exists ? dotenv.text : undefined;
    changes.push({ file: "dotenv", path: dotenv.path, before: text, after: dotenvAfter, backup: undefined });
  }
  if (operations.length === 0) return changes;
  const before = config.text.trim() === "" ? firstConfig : config.text;
  const after = edit(before, operations);
  if (after !== config.text) {
    changes.push({
      file: "config",
      path: config.path,
      before: config.exists ? config.text : undefined,
      after,
      backup: config.exists ? edit(config.text, withoutKey(config.value, manifest)) : undefined,
    });
  }
  return leavesDotenv ? changes.reverse() : changes;
}

/** PURE: the edit that takes the provider's key out of a config: what a backup is to be. */
export function withoutKey(config: unknown, manifest: ProviderManifest): Operation[] {
  const apiKey = ["models", "providers", manifest.id, "apiKey"];
  const { variable } = manifest.auth;
  const stored = [
    ["env", variable],
    ["env", "vars", variable],
  ];
  return [
    ...stored.filter((path) => isPlainAt(config, path)).map((path): Operation => ({ op: "delete", path })),
    ...(isPlainAt(config, apiKey) ? [{ op: "set", path: apiKey, value: secretRef(variable) } as const] : []),
  ];
}

function isPlainAt(config: unknown, path: readonly string[]): boolean {
  return readSecretInput(valueAt(config, path)).kind === "plain";
}
