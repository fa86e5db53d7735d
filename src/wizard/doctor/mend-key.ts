import { readDotenv } from "../../config/dotenv.ts";
import { valueAt } from "../../config/schema.ts";
import { readSecretInput, secretRef } from "../../config/secret-ref.ts";
import type { UserFiles } from "../../config/user-files.ts";
import { type VariablePlaces, variableSources } from "../../config/variables.ts";
import type { Environment, SecretKeeper } from "../../context.ts";
import type { ProviderManifest } from "../../providers/provider.ts";
import { cleanKey, keyDefect } from "../key-shape.ts";
import type { SetupAnswers } from "../plan.ts";
import { type KeyChanges, planKey } from "../plan-key.ts";
import { apiKeyPath } from "./provider-block.ts";

type StoredPlaces = Pick<VariablePlaces, "config" | "dotenv">;

/** PURE: whether a key in plain text at `apiKey` may go to `.env`: not where another key is stored, too, since nobody can say which one is wanted. */
export function canMoveBlockKey({ config, dotenv }: StoredPlaces, manifest: ProviderManifest): boolean {
  const input = readSecretInput(valueAt(config, apiKeyPath(manifest)));
  if (input.kind !== "plain") return false;
  const stored = variableSources(manifest.auth.variable, { env: {}, dotenv, config });
  return stored.every(({ value }) => cleanKey(value) === cleanKey(input.text));
}

/** PURE: where what stands in the flat form goes; `undefined` where it only goes out of there. */
export function flatKeyGoesTo(
  { config, dotenv }: StoredPlaces,
  { auth }: ProviderManifest,
): "dotenv" | "vars" | undefined {
  const flat = readSecretInput(valueAt(config, ["env", auth.variable]));
  const vars = valueAt(config, ["env", "vars", auth.variable]);
  if (readDotenv(dotenv, auth.variable)?.trim()) return undefined;
  if (flat.kind === "plain") {
    return typeof vars === "string" && cleanKey(vars) === cleanKey(flat.text) ? undefined : "dotenv";
  }
  return flat.kind !== "none" && vars === undefined ? "vars" : undefined;
}

/**
 * PURE: what takes the key out of the places it should not stand in, and what stands around it.
 *
 * @throws CliError "dotenv-refuses"
 */
export function mendKey(
  files: UserFiles,
  { manifest, env, secrets }: { manifest: ProviderManifest; env: Environment; secrets: SecretKeeper },
): KeyChanges {
  const { config, dotenv } = files;
  const places = { config: config.value, dotenv: dotenv.text };
  const { variable } = manifest.auth;
  const store = (key: string): SetupAnswers => ({
    ...answersWith(manifest, "dotenv"),
    credential: { value: secrets.hold(key), source: { kind: "entered" } },
  });
  const input = readSecretInput(valueAt(config.value, apiKeyPath(manifest)));
  if (input.kind === "plain" && canMoveBlockKey(places, manifest)) {
    const plan = planKey(files, store(cleanKey(input.text)));
    const reference = { op: "set", path: apiKeyPath(manifest), value: secretRef(variable) } as const;
    return { ...plan, operations: [...plan.operations, reference] };
  }
  if (valueAt(config.value, ["env", variable]) !== undefined) return planKey(files, answersWith(manifest, "untouched"));
  const nothing = { operations: [], dotenv: dotenv.text, moves: [] };
  const untidy = untidyKey({ ...places, env }, variable);
  if (untidy?.place === "config-vars") {
    return { ...nothing, operations: [{ op: "set", path: ["env", "vars", variable], value: untidy.key }] };
  }
  if (untidy?.place !== "dotenv") return nothing;
  return { ...nothing, dotenv: planKey(files, store(untidy.key)).dotenv };
}

/** PURE: the key without what stands around it, where that is known to be no part of it; and the place that has it. */
export function untidyKey(places: VariablePlaces, variable: string) {
  const [first] = variableSources(variable, places);
  if (!first) return undefined;
  const key = cleanKey(first.value);
  const isUntidy = key !== first.value.trim() && keyDefect(key) === undefined;
  return isUntidy ? { place: first.place, key } : undefined;
}

/** Answers that are about the key alone. */
export function answersWith(manifest: ProviderManifest, keyStore: SetupAnswers["keyStore"]): SetupAnswers {
  return { manifest, credential: undefined, keyStore, baseUrl: undefined, rows: [], primary: undefined };
}
