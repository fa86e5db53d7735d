import type { JsonObject } from "../../config/json5/json-value.ts";
import type { Operation } from "../../config/json5/merge.ts";
import { findInclusion, misplacedKinds, valueAt } from "../../config/schema.ts";
import { secretRef } from "../../config/secret-ref.ts";
import { type ShapeProblem, shapeProblems } from "../../config/shape-problems.ts";
import type { UserFiles } from "../../config/user-files.ts";
import { field } from "../../config/variables.ts";
import type { Environment, SecretKeeper } from "../../context.ts";
import { findModel } from "../../providers/model-choice.ts";
import type { ModelCatalog, ModelDefinition, ProviderManifest } from "../../providers/provider.ts";
import { allowOperations, presentDefault, presentFallbacks } from "../default-model.ts";
import { unlistedModel } from "../model.ts";
import { plannedRow } from "../plan.ts";
import type { KeyChanges } from "../plan-key.ts";
import { mendKey } from "./mend-key.ts";
import { apiKeyPath, missingMembers, providerRows, referenceFault } from "./provider-block.ts";

export interface MendInput {
  readonly manifest: ProviderManifest;
  /** The provider's models, for what a row lacks and what it may not ask for. */
  readonly catalog: ModelCatalog;
  readonly env: Environment;
  readonly secrets: SecretKeeper;
}

/**
 * PURE: whether the two files can be written at all: both can be read, no place that we write into is of a kind that cannot be,
 * and none lies in another file.
 */
export function canMend({ config, dotenv }: UserFiles, { id }: ProviderManifest): boolean {
  return (
    config.problem === undefined &&
    dotenv.problem === undefined &&
    misplacedKinds(config.value, id).length === 0 &&
    findInclusion(config.value, id, true) === undefined
  );
}

/**
 * PURE: what can be mended without asking what is wanted; nothing in files that cannot be.
 *
 * @throws CliError "dotenv-refuses"
 */
export function mend(files: UserFiles, input: MendInput): KeyChanges {
  const config = files.config.value;
  if (!canMend(files, input.manifest)) return { operations: [], dotenv: files.dotenv.text, moves: [] };
  const problems = shapeProblems(config, input.manifest.id);
  const key = mendKey(files, input);
  const operations = [
    ...key.operations,
    ...blockOperations(files, input),
    ...rowOperations(config, input),
    ...problems
      .filter((problem) => isMendable(problem, config, input.manifest.id))
      .flatMap(shapeOperations(config, input)),
    ...allowOperations(config, usedRefs(config)),
  ];
  return { ...key, operations };
}

/** PURE: whether that problem is one of those that `mend` takes away. */
export function isMendable({ problem, path }: ShapeProblem, config: unknown, provider: string): boolean {
  const isInBlock = path[0] === "models" && path[1] === "providers" && path[2] === provider;
  switch (problem) {
    case "unknown-key":
      return isInBlock;
    case "missing":
      return path.at(-1) === "name";
    case "flat-variable":
      return typeof valueAt(config, path.map(String)) === "string";
    default:
      return false;
  }
}

/** Rows get their names from `rowOperations`, the provider's own variable its place from `mendKey`. */
function shapeOperations(config: unknown, { manifest }: MendInput): (problem: ShapeProblem) => Operation[] {
  return ({ problem, path }) => {
    if (problem === "unknown-key") return [{ op: "delete", path }];
    const name = String(path[1]);
    if (problem !== "flat-variable" || name === manifest.auth.variable) return [];
    const value = String(valueAt(config, ["env", name]));
    return [
      { op: "delete", path },
      { op: "set", path: ["env", "vars", name], value },
    ];
  };
}

/** What the block lacks, and a reference to its key in the place of none, or of one that leads nowhere. */
function blockOperations({ config, dotenv }: UserFiles, { manifest, env }: MendInput): Operation[] {
  const fault = referenceFault({ config: config.value, dotenv: dotenv.text, env }, manifest);
  const values = { baseUrl: manifest.baseUrl, models: [] };
  return [
    ...(fault === undefined
      ? []
      : [{ op: "set", path: apiKeyPath(manifest), value: secretRef(manifest.auth.variable) } as const]),
    ...missingMembers(config.value, manifest).map(
      (name) => ({ op: "set", path: ["models", "providers", manifest.id, name], value: values[name] }) as const,
    ),
  ];
}

function rowOperations(config: unknown, { manifest, catalog }: MendInput): Operation[] {
  const path = ["models", "providers", manifest.id, "models"];
  return providerRows(config, manifest.id).flatMap(({ id, row }) => {
    const value = rowPatch(row, findModel(catalog, id, manifest.id) ?? unlistedModel(id));
    return Object.keys(value).length === 0 ? [] : [{ op: "upsert", path, id, value } as const];
  });
}

/** Of what onboarding would write, only what is missing that has to be there, and a cap in the place of a number above it. */
function rowPatch(row: unknown, model: ModelDefinition): JsonObject {
  const { name, cost, maxTokens } = plannedRow(model, row);
  const isAboveCap = field(row, "maxTokens") !== undefined && maxTokens !== undefined;
  return {
    ...(field(row, "name") === undefined && name !== undefined ? { name } : {}),
    ...(field(row, "cost") === undefined && cost !== undefined ? { cost } : {}),
    ...(isAboveCap ? { maxTokens } : {}),
  };
}

/** The models that OpenClaw comes to by itself. */
function usedRefs(config: unknown): string[] {
  const primary = presentDefault(config);
  return [...(primary === undefined ? [] : [primary]), ...presentFallbacks(config)];
}
