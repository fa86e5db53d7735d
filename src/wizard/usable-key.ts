import type { Paths } from "../config/paths.ts";
import type { Secret } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import type { EffectiveKey } from "./effective-key.ts";
import { keyDefect } from "./key-shape.ts";
import { sourceName } from "./source-name.ts";

/** A key, and what it is called on the screen. */
export interface UsableKey {
  readonly value: Secret;
  readonly called: string;
}

/**
 * PURE: the key that OpenClaw would use, for a command that cannot do without.
 *
 * @throws CliError "key-missing", "key-hidden" or "key-external" when there is none, "key-malformed" when it cannot be sent.
 */
export function usableKey(
  found: EffectiveKey,
  manifest: ProviderManifest,
  run: { readonly words: Messages; readonly paths: Paths },
): UsableKey {
  const provider = manifest.label;
  switch (found.kind) {
    case "missing":
      throw new CliError("key-missing", { provider, variable: found.variable, choice: manifest.auth.choice });
    case "hidden":
      throw new CliError("key-hidden", { provider, variable: found.variable });
    case "external":
      throw new CliError("key-external", { provider, source: found.source, variable: manifest.auth.variable });
    case "found": {
      const { value, source } = found.credential;
      const called = sourceName(run, source, manifest.id);
      const defect = keyDefect(value.reveal());
      if (defect) throw new CliError("key-malformed", { source: called, provider, reason: defect });
      return { value, called };
    }
  }
}
