import { join } from "node:path";
import { readSecretInput } from "../config/secret-ref.ts";
import { field } from "../config/variables.ts";
import type { SecretKeeper } from "../context.ts";
import { CliError } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import { listBackups } from "../files/list-backups.ts";
import { namesIn } from "../files/names-in.ts";
import { readFile } from "../files/read-file.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { authProfiles, profilesAmong } from "../wizard/auth-profiles.ts";
import type { AuthProfile, Surroundings } from "../wizard/doctor/facts.ts";
import type { EffectiveKey } from "../wizard/effective-key.ts";
import { leftoversOf } from "./leftovers.ts";
import type { Run } from "./run.ts";

/** Gathers what lies around the config and `.env`: who may read them, backups, leftovers, OpenClaw's own store of keys. */
export function gatherSurroundings(run: Run, manifest: ProviderManifest, key: EffectiveKey): Surroundings {
  const { context, paths, files } = run;
  const { host } = context;
  const backups = listBackups(paths.config);
  const kept = [files.config, files.dotenv, ...backups];
  return {
    readOnlyBy: paths.readOnlyBy,
    unwritable: files.config.exists && !paths.readOnlyBy ? whyUnwritable(paths.config, context) : undefined,
    // Windows has no such bits.
    open: kept.flatMap(({ path, mode = 0 }) =>
      (mode & 0o077) === 0 || host.platform === "win32" ? [] : [{ path, mode: mode & 0o777 }],
    ),
    leftovers: leftoversOf(run),
    backups: backups.length,
    profiles: profilesOf(run, manifest.id, key),
  };
}

function whyUnwritable(path: string, { host }: Run["context"]): CliError | undefined {
  try {
    checkWritable(path, host);
    return undefined;
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}

/** The config only tells that the store has a key; what the store itself says is better. */
function profilesOf({ files, paths, context }: Run, provider: string, key: EffectiveKey): AuthProfile[] {
  const { config } = files;
  const told = authProfiles(config.value, provider).map((name) => {
    return { name, path: config.path, isSame: undefined };
  });
  const kept = storedProfiles(paths.stateDir, provider, key, context.secrets);
  return [...told.filter(({ name }) => !kept.some((each) => each.name === name)), ...kept];
}

/** The store of every agent as releases up to 2026.6 keep it; later ones keep it in a database. */
function storedProfiles(stateDir: string, provider: string, key: EffectiveKey, secrets: SecretKeeper): AuthProfile[] {
  const agents = join(stateDir, "agents");
  const own = key.kind === "found" ? key.credential.value : undefined;
  return namesIn(agents).flatMap((agent) => {
    const path = join(agents, agent, "agent", "auth-profiles.json");
    return profilesAmong(field(readJson(path), "profiles"), provider).map(([name, profile]) => {
      const held = readSecretInput(field(profile, "key") ?? field(profile, "token"));
      const isSame = held.kind === "plain" ? own?.equals(secrets.hold(held.text.trim())) : undefined;
      return { name, path, isSame };
    });
  });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFile(path)?.bytes.toString("utf8") ?? "null");
  } catch {
    // What cannot be read tells nothing.
    return undefined;
  }
}
