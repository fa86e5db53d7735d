import { valueAt } from "../../config/schema.ts";
import { readSecretInput, secretRef } from "../../config/secret-ref.ts";
import type { UserFiles } from "../../config/user-files.ts";
import { type VariablePlaces, variableSources } from "../../config/variables.ts";
import type { Environment, SecretKeeper } from "../../context.ts";
import type { ProviderManifest } from "../../providers/provider.ts";
import type { FilePlan } from "../file-changes.ts";
import { cleanKey, keyDefect } from "../key-shape.ts";
import type { SetupAnswers } from "../plan.ts";
import { planKey } from "../plan-key.ts";
import { apiKeyPath } from "./provider-block.ts";

/**
 * What is to become of a key that stands where it should not: into `.env`, or only out of the flat form. `undefined` where there
 * is none. A `key` is the only one there is, so that the config can refer to it; without one only the flat form gives up its own.
 */
export type KeyMove =
  | { readonly to: "dotenv"; readonly key: string | undefined }
  | { readonly to: "env-vars" | "nowhere" };

/** PURE: what `mendKey` would do about the flat form and about a key in plain text at `apiKey`. */
export function keyMove(
  { config, dotenv }: Pick<VariablePlaces, "config" | "dotenv">,
  manifest: ProviderManifest,
): KeyMove | undefined {
  const { variable } = manifest.auth;
  const flat = valueAt(config, ["env", variable]);
  const input = readSecretInput(valueAt(config, apiKeyPath(manifest)));
  if (flat === undefined && input.kind !== "plain") return undefined;
  const key = input.kind === "plain" ? input.text : flat;
  const stored = variableSources(variable, { env: {}, dotenv, config });
  const isOurs = input.kind === "variable" ? input.name === variable : input.kind !== "external";
  const isOnlyKey = stored.every(({ value }) => value === key);
  if (typeof key === "string" && isOurs && readSecretInput(key).kind === "plain" && isOnlyKey) {
    return { to: "dotenv", key: cleanKey(key) };
  }
  if (flat === undefined) return undefined;
  if (typeof flat !== "string" || stored.some(({ place }) => place !== "config-flat")) return { to: "nowhere" };
  return readSecretInput(flat).kind === "plain" ? { to: "dotenv", key: undefined } : { to: "env-vars" };
}

/**
 * PURE: what takes the key out of the places it should not stand in, and what stands around it.
 *
 * @throws CliError "dotenv-refuses"
 */
export function mendKey(
  { config, dotenv }: UserFiles,
  { manifest, env, secrets }: { manifest: ProviderManifest; env: Environment; secrets: SecretKeeper },
): FilePlan {
  const places = { config: config.value, dotenv: dotenv.text };
  const { variable } = manifest.auth;
  const move = keyMove(places, manifest);
  const store = (key: string): SetupAnswers => ({
    ...nothing(manifest),
    keyStore: "dotenv",
    credential: { value: secrets.hold(key), source: { kind: "entered" } },
  });
  if (move?.to === "dotenv" && move.key !== undefined) {
    const isPlain = readSecretInput(valueAt(config.value, apiKeyPath(manifest))).kind === "plain";
    const key = planKey({ config, dotenv }, store(move.key));
    return {
      operations: [
        ...key.operations,
        ...(isPlain ? [{ op: "set", path: apiKeyPath(manifest), value: secretRef(variable) } as const] : []),
      ],
      dotenv: key.dotenv,
    };
  }
  if (move) return planKey({ config, dotenv }, nothing(manifest));
  const untidy = untidyKey({ ...places, env }, variable);
  switch (untidy?.place) {
    case "dotenv":
      return { operations: [], dotenv: planKey({ config, dotenv }, store(untidy.key)).dotenv };
    case "config-vars":
      return { operations: [{ op: "set", path: ["env", "vars", variable], value: untidy.key }], dotenv: dotenv.text };
    default:
      return { operations: [], dotenv: dotenv.text };
  }
}

/** PURE: the key without what stands around it, where that is known to be no part of it; and the place that has it. */
export function untidyKey(places: VariablePlaces, variable: string) {
  const [first] = variableSources(variable, places);
  if (!first) return undefined;
  const key = cleanKey(first.value);
  const isUntidy = key !== first.value.trim() && keyDefect(key) === undefined;
  return isUntidy ? { place: first.place, key } : undefined;
}

function nothing(manifest: ProviderManifest): SetupAnswers {
  return { manifest, credential: undefined, keyStore: "untouched", baseUrl: undefined, rows: [], primary: undefined };
}
