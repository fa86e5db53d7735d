import { valueAt } from "../config/schema.ts";
import type { UserFiles } from "../config/user-files.ts";
import type { Environment, SecretKeeper } from "../context.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { type Credential, foundCredentials } from "./credential.ts";
import { presentDefault } from "./default-model.ts";
import { type EffectiveKey, effectiveKey } from "./effective-key.ts";
import { type KeyStore, presentStore } from "./key-store.ts";

/** How things are with a provider before anything is changed. */
export interface Standing {
  readonly hasBlock: boolean;
  readonly key: EffectiveKey;
  /** The key that OpenClaw uses, else the best one that lies about. */
  readonly credential: Credential | undefined;
  /** Where that key is kept; `undefined` where it is kept in no way that every release takes, or a way of the person's own. */
  readonly store: KeyStore | undefined;
  /** The default model, of whatever provider. */
  readonly model: string | undefined;
}

/** PURE: what the files and the environment come to for a provider. */
export function standingOf(
  files: UserFiles,
  manifest: ProviderManifest,
  env: Environment,
  secrets: SecretKeeper,
): Standing {
  const config = files.config.value;
  const key = effectiveKey(files, manifest, env, secrets);
  const credential = key.kind === "found" ? key.credential : foundCredentials({ env, ...files, manifest, secrets })[0];
  return {
    hasBlock: valueAt(config, ["models", "providers", manifest.id]) !== undefined,
    key,
    credential,
    store: credential && presentStore(credential, manifest.auth.variable, files),
    model: presentDefault(config),
  };
}
