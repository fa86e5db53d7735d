/**
 * What stands where a config wants a secret.
 * "variable": a reference to an environment variable, in any of OpenClaw's spellings.
 * "external": a reference this program cannot follow (a file, a command, a store, several variables in one text).
 * "plain": the secret itself.
 */
export type SecretInput =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "external"; readonly source: string }
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "none" };

const braced = /^\$\{([A-Z_][A-Z0-9_]*)\}$/;
const bare = /^\$([A-Z_][A-Z0-9_]*)$/;
const anywhere = /(?:^|[^$])\$\{[A-Z_][A-Z0-9_]*\}/;

/** The reference to an environment variable that every OpenClaw release understands. */
export function secretRef(variable: string): string {
  return `\${${variable}}`;
}

/**
 * Reads what stands at `apiKey`. OpenClaw substitutes `${NAME}` in any string; releases since 2026.9 also take `"$NAME"` and the
 * object `{source, provider, id}` (docs.openclaw.ai/gateway/secrets).
 */
export function readSecretInput(value: unknown): SecretInput {
  if (typeof value === "string") {
    const name = (braced.exec(value) ?? bare.exec(value))?.[1];
    if (name) return { kind: "variable", name };
    if (anywhere.test(value)) return { kind: "external", source: "variables" };
    return value.trim() === "" ? { kind: "none" } : { kind: "plain", text: value };
  }
  if (typeof value === "object" && value !== null && "source" in value) {
    const { source, id } = value as { source: unknown; id?: unknown };
    if (source === "env" && typeof id === "string") return { kind: "variable", name: id };
    return { kind: "external", source: String(source) };
  }
  return { kind: "none" };
}
