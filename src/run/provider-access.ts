import type { Secret } from "../context.ts";
import { CliError } from "../errors.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { type Connection, type ConnectOptions, connect } from "../wizard/connect.ts";
import { type EffectiveKey, effectiveKey } from "../wizard/effective-key.ts";
import { keyDefect } from "../wizard/key-shape.ts";
import type { Run } from "./run.ts";

/** A provider as a command reaches it: the connection, and the key that OpenClaw would use. */
export interface ProviderAccess {
  readonly manifest: ProviderManifest;
  readonly connection: Connection;
  readonly key: EffectiveKey;
  /** The key, where there is one that can be sent. */
  readonly secret: Secret | undefined;
}

/** Makes ready to talk to the provider; asks nothing yet. Throws what `connect` throws. */
export function reachProvider(
  { context, paths, files }: Run,
  manifest: ProviderManifest,
  options: ConnectOptions,
): ProviderAccess {
  const key = effectiveKey(files, manifest, context.env, context.secrets);
  const secret = key.kind === "found" ? key.credential.value : undefined;
  return {
    manifest,
    connection: connect(context, options, paths, files, manifest),
    key,
    secret: secret && keyDefect(secret.reveal()) === undefined ? secret : undefined,
  };
}

/**
 * The provider a flag names, or the default one.
 *
 * @throws CliError "unknown-provider" listing the known ones.
 */
export function providerNamed({ registry }: Pick<Run, "registry">, id: string | undefined): ProviderManifest {
  if (id === undefined) return registry.default;
  const manifest = registry.byId(id);
  if (!manifest) throw new CliError("unknown-provider", { provider: id, valid: registry.all.map((each) => each.id) });
  return manifest;
}
