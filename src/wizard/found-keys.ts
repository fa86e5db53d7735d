import type { ProviderManifest } from "../providers/provider.ts";
import { type Credential, foundCredentials } from "./credential.ts";
import type { Interview } from "./draft.ts";

/** The keys that are there already, best first. */
export function foundKeys({ context, files }: Interview, manifest: ProviderManifest): Credential[] {
  return foundCredentials({ env: context.env, ...files, manifest, secrets: context.secrets });
}
