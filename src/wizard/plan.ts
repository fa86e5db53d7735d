import type { EditConfig } from "../config/config-editor.ts";
import type { JsonObject } from "../config/json5/json-value.ts";
import { applyOperations, type Operation } from "../config/json5/merge.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput, secretRef } from "../config/secret-ref.ts";
import type { FileChange, UserFiles } from "../config/user-files.ts";
import { field } from "../config/variables.ts";
import { formatModelRef, type ModelDefinition, type ProviderManifest } from "../providers/provider.ts";
import type { Credential } from "./credential.ts";
import { defaultOperations } from "./default-model.ts";
import { type FilePlan, fileChanges } from "./file-changes.ts";
import type { KeyPlan } from "./key-store.ts";
import { type KeyMove, planKey } from "./plan-key.ts";
import { tidying } from "./tidying.ts";

/** Everything that is decided before anything is written. */
export interface SetupAnswers {
  readonly manifest: ProviderManifest;
  /** `undefined` only where nothing is to be stored. */
  readonly credential: Credential | undefined;
  readonly keyStore: KeyPlan;
  /** As it is to stand in the provider's block; `undefined` leaves a block's own, and takes the manifest's where there is none. */
  readonly baseUrl: string | undefined;
  /** The rows to write: the chosen model, or every offered one. */
  readonly rows: readonly ModelDefinition[];
  /** The ref to make the default; `undefined` leaves the default as it is. */
  readonly primary: string | undefined;
}

/** What an existing row had to give up. */
export interface LoweredCap {
  readonly model: string;
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  /** In the order in which they are to be written; empty when everything is already as it should be. */
  readonly changes: readonly FileChange[];
  readonly lowered: readonly LoweredCap[];
  /** What becomes of keys that stood in plain text where they may not stay. */
  readonly keyMoves: readonly KeyMove[];
}

/**
 * PURE: the files as they are and the answers, to the files as they should be. What already is as it should be is not touched.
 * `firstConfig` is the text to begin with where there is no config, `more` what is to be done to the config besides.
 *
 * @throws CliError "dotenv-refuses" when the `.env` file cannot hold the key, and what `edit` throws.
 */
export function planSetup(
  files: UserFiles,
  answers: SetupAnswers,
  edit: EditConfig,
  firstConfig: string,
  more: readonly Operation[] = [],
): Plan {
  const key = planKey(files, answers);
  const { operations, lowered } = configOperations(files.config.value, answers);
  const all = [...key.operations, ...operations, ...more];
  const wanted: FilePlan = { operations: [...all, ...tidying(files.config, all, edit)], dotenv: key.dotenv };
  return {
    changes: fileChanges(files, wanted, answers.manifest, edit, firstConfig),
    lowered,
    keyMoves: key.moves,
  };
}

/** PURE: what these answers, but for the key itself, would write into an empty config. */
export function newConfig(answers: SetupAnswers): JsonObject {
  return applyOperations({}, configOperations({}, answers).operations);
}

function configOperations(config: unknown, answers: SetupAnswers) {
  const { manifest, rows, primary } = answers;
  const block = ["models", "providers", manifest.id];
  const operations: Operation[] = [];
  const lowered: LoweredCap[] = [];

  if (primary !== undefined) operations.push(...defaultOperations(config, primary));
  if (valueAt(config, ["models", "mode"]) === undefined)
    operations.push({ op: "set", path: ["models", "mode"], value: "merge" });
  operations.push({ op: "merge", path: block, value: blockFields(config, answers) });
  if (valueAt(config, [...block, "models"]) === undefined)
    operations.push({ op: "set", path: [...block, "models"], value: [] });
  for (const model of rows) {
    const existing = rowOf(valueAt(config, [...block, "models"]), model.id);
    const row = plannedRow(model, existing);
    const had = field(existing, "maxTokens");
    if (typeof had === "number" && typeof row.maxTokens === "number") {
      lowered.push({ model: formatModelRef(manifest.id, model.id), from: had, to: row.maxTokens });
    }
    operations.push({ op: "upsert", path: [...block, "models"], id: model.id, value: row });
  }
  return { operations, lowered };
}

function blockFields(config: unknown, { manifest, baseUrl, keyStore }: SetupAnswers) {
  const present = valueAt(config, ["models", "providers", manifest.id]);
  const input = readSecretInput(field(present, "apiKey"));
  const refers = input.kind === "variable" && (input.name === manifest.auth.variable || keyStore === "unchanged");
  const stays = refers || (keyStore === "untouched" && input.kind !== "none");
  const url = baseUrl ?? (field(present, "baseUrl") === undefined ? manifest.baseUrl : undefined);
  return {
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(stays ? {} : { apiKey: secretRef(manifest.auth.variable) }),
    ...(field(present, "api") === undefined ? { api: manifest.api } : {}),
  };
}

/**
 * A row as OpenClaw wants it. A row that exists keeps its fields and gets those it lacks. Its `maxTokens` is lowered to the
 * provider's own cap, above which every request is refused (openclaw/openclaw#38182); prices that are all zero count as
 * unknown and are filled in, any other price is the person's.
 */
export function plannedRow(model: ModelDefinition, existing: unknown) {
  const has = (name: string) => field(existing, name) !== undefined;
  const had = field(existing, "maxTokens");
  const aboveCap = typeof had === "number" && model.maxTokensIsCap && had > model.maxTokens;
  const unpriced = !has("cost") || (model.cost !== undefined && isFree(field(existing, "cost")));
  return {
    ...(has("name") ? {} : { name: model.name }),
    ...(has("reasoning") ? {} : { reasoning: model.reasoning }),
    ...(has("input") ? {} : { input: [...model.input] }),
    ...(unpriced ? { cost: { ...(model.cost ?? unknownCost) } } : {}),
    ...(has("contextWindow") ? {} : { contextWindow: model.contextWindow }),
    ...(had === undefined || aboveCap ? { maxTokens: model.maxTokens } : {}),
  };
}

/** OpenClaw 2026.2.1 treats a row without prices as missing, so there are always some; zeros where nobody says. */
const unknownCost = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function isFree(cost: unknown): boolean {
  return typeof cost === "object" && cost !== null && Object.values(cost).every((price) => price === 0);
}

/** Of several rows with one id, OpenClaw uses the last. */
function rowOf(rows: unknown, id: string): unknown {
  return Array.isArray(rows) ? rows.findLast((row) => field(row, "id") === id) : undefined;
}
