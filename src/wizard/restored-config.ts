import type { EditConfig } from "../config/config-editor.ts";
import type { ConfigFile } from "../config/config-file.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput } from "../config/secret-ref.ts";
import { variableSources } from "../config/variables.ts";
import { CliError } from "../errors.ts";
import type { ProviderManifest } from "../providers/provider.ts";

/** A backup's text as it is to become the config, and whose keys were put into it. */
export interface RestoredConfig {
  readonly text: string;
  readonly carried: readonly ProviderManifest[];
}

/**
 * PURE: the text of a backup with the keys that the present config holds and nobody else does. Backups never hold a key, so
 * putting one back would lose it. They go into `env.vars`, where every release takes them.
 *
 * @throws CliError "backup-loses-key" when a key has to go into a backup that is not JSON5
 */
export function restoredConfig(
  present: ConfigFile,
  backup: ConfigFile,
  dotenv: string,
  manifests: readonly ProviderManifest[],
  edit: EditConfig,
): RestoredConfig {
  const lost = manifests.flatMap((manifest) => {
    const key = keyInConfig(present, manifest);
    return key === undefined || hasKey(backup, dotenv, manifest) ? [] : [{ manifest, key }];
  });
  const [first] = lost;
  if (first && backup.problem) {
    throw new CliError("backup-loses-key", { path: backup.path, provider: first.manifest.label });
  }
  const operations = lost.map(
    ({ manifest, key }) => ({ op: "set", path: ["env", "vars", manifest.auth.variable], value: key }) as const,
  );
  return {
    text: operations.length === 0 ? backup.text : edit(backup.text, operations),
    carried: lost.map(({ manifest }) => manifest),
  };
}

/** PURE: the provider's key as it stands in a config, also in one that cannot be read. */
export function keyInConfig(config: ConfigFile, manifest: ProviderManifest): string | undefined {
  if (config.problem) return keyInBrokenText(config.text, manifest);
  const [stored] = variableSources(manifest.auth.variable, { env: {}, dotenv: "", config: config.value });
  const input = readSecretInput(stored?.value ?? valueAt(config.value, ["models", "providers", manifest.id, "apiKey"]));
  return input.kind === "plain" ? input.text : undefined;
}

/** By its name, else by how keys of the provider begin. */
function keyInBrokenText(text: string, { auth }: ProviderManifest): string | undefined {
  const named = new RegExp(`\\b${auth.variable}["']?\\s*:\\s*(["'])([^"'\\r\\n]+)\\1`).exec(text)?.[2];
  if (named !== undefined && readSecretInput(named).kind === "plain") return named;
  const words = text.match(/[\w-]{12,}/g) ?? [];
  return words.find((word) => auth.prefixes.some((prefix) => word.startsWith(prefix)));
}

function hasKey({ value }: ConfigFile, dotenv: string, { id, auth }: ProviderManifest): boolean {
  const isStored = variableSources(auth.variable, { env: {}, dotenv, config: value }).length > 0;
  return isStored || readSecretInput(valueAt(value, ["models", "providers", id, "apiKey"])).kind === "plain";
}
