import { valueAt } from "../config/schema.ts";
import { readSecretInput } from "../config/secret-ref.ts";
import type { UserFiles } from "../config/user-files.ts";
import { isHiddenByShell, variableSources } from "../config/variables.ts";
import type { Environment, SecretKeeper } from "../context.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import type { Credential } from "./credential.ts";

/**
 * The key that OpenClaw would use, or why it finds none. "missing": nothing gives the variable a value. "hidden": the shell has
 * the variable, empty, and so keeps `.env` out. "external": the config refers to something this program cannot follow.
 */
export type EffectiveKey =
  | { readonly kind: "found"; readonly credential: Credential }
  | { readonly kind: "missing"; readonly variable: string }
  | { readonly kind: "hidden"; readonly variable: string }
  | { readonly kind: "external"; readonly source: string };

/** Resolves the provider's key as OpenClaw does: through what stands at `apiKey`, else by the provider's own variable. */
export function effectiveKey(
  { config, dotenv }: UserFiles,
  manifest: ProviderManifest,
  env: Environment,
  secrets: SecretKeeper,
): EffectiveKey {
  const input = readSecretInput(valueAt(config.value, ["models", "providers", manifest.id, "apiKey"]));
  if (input.kind === "external") return { kind: "external", source: input.source };
  if (input.kind === "plain") return found(input.text, { kind: "block" });
  const variable = input.kind === "variable" ? input.name : manifest.auth.variable;
  const [first] = variableSources(variable, { env, dotenv: dotenv.text, config: config.value });
  if (!first) return { kind: "missing", variable };
  if (isHiddenByShell(variable, first.place, env)) return { kind: "hidden", variable };
  return found(first.value, { kind: "variable", variable, place: first.place });

  function found(text: string, source: Credential["source"]): EffectiveKey {
    return { kind: "found", credential: { value: secrets.hold(text.trim()), source } };
  }
}
