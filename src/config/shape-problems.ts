import type { Path } from "./json5/merge.ts";
import { kindOf, misplacedKinds, type ValueKind, valueAt } from "./schema.ts";
import { field } from "./variables.ts";

/**
 * Something in a config for which OpenClaw refuses the whole of it.
 * "kind": a value of another kind than is wanted there. "value": a value of the right kind that is not allowed.
 * "unknown-key": no release knows the key. "missing": a member that must be there is not.
 * "flat-variable": a variable directly in `env`, as 2026.2.1 takes it and current releases do not.
 */
export type ShapeProblem = { readonly path: Path } & (
  | { readonly problem: "kind"; readonly expected: readonly ValueKind[]; readonly found: ValueKind }
  | { readonly problem: "value"; readonly wanted: WantedValue }
  | { readonly problem: "unknown-key" | "missing" | "flat-variable" }
);

export type WantedValue = "merge-or-replace" | "filled" | "positive" | "input-kinds";

interface Member {
  readonly kinds: readonly ValueKind[];
  readonly required?: boolean;
  readonly wanted?: WantedValue;
}

type Members = Readonly<Record<string, Member>>;

const text: Member = { kinds: ["string"] };
const flag: Member = { kinds: ["boolean"] };
const object: Member = { kinds: ["object"] };
const positive: Member = { kinds: ["number"], wanted: "positive" };

/**
 * The members OpenClaw knows at each place, in 2026.2.1 or in 2026.9.6 (`ModelProviderSchema`, `ModelDefinitionSchema` of its
 * `src/config/zod-schema.core.ts`). Both refuse any other. What lies deeper, such as in `compat`, differs from release to
 * release, and nothing is said about it here.
 */
const blockMembers: Members = {
  baseUrl: text,
  apiKey: { kinds: ["string", "object"] },
  auth: text,
  api: text,
  headers: object,
  authHeader: flag,
  models: { kinds: ["array"] },
  maxTokens: positive,
  timeoutSeconds: positive,
  region: text,
  injectNumCtxForOpenAICompat: flag,
  params: object,
  agentRuntime: object,
  localService: object,
  request: object,
};

const rowMembers: Members = {
  id: { kinds: ["string"], required: true, wanted: "filled" },
  name: { kinds: ["string"], required: true, wanted: "filled" },
  api: text,
  baseUrl: text,
  reasoning: flag,
  input: { kinds: ["array"], wanted: "input-kinds" },
  cost: object,
  contextWindow: positive,
  contextTokens: positive,
  maxTokens: positive,
  thinkingLevelMap: object,
  params: object,
  agentRuntime: object,
  headers: object,
  compat: object,
  mediaInput: object,
  metadataSource: text,
};

const price: Member = { kinds: ["number"] };
const costMembers: Members = {
  input: price,
  output: price,
  cacheRead: price,
  cacheWrite: price,
  tieredPricing: { kinds: ["array"] },
};

const defaultModelMembers: Members = { primary: text, fallbacks: { kinds: ["array"] } };

/** What `env` holds besides the flat variables of 2026.2.1. */
const envMembers = ["vars", "shellEnv"];

/**
 * PURE: why OpenClaw would refuse the config, as far as the places go that this program knows for that provider. Parts that an
 * `$include` fills are not judged.
 */
export function shapeProblems(config: unknown, provider: string): ShapeProblem[] {
  const block = ["models", "providers", provider];
  const rows = valueAt(config, [...block, "models"]);
  const found = [
    ...misplacedKinds(config, provider).map((place) => ({ problem: "kind", ...place }) as const),
    ...flatVariables(config),
    ...modeProblem(config),
    ...membersAt(config, ["agents", "defaults", "model"], defaultModelMembers),
    ...membersAt(config, block, blockMembers),
    ...(Array.isArray(rows) ? rows.flatMap((row, index) => rowProblems(row, [...block, "models", index])) : []),
  ];
  // A place may be judged twice; once is enough.
  return [...new Map(found.map((each) => [JSON.stringify(each.path), each])).values()];
}

function flatVariables(config: unknown): ShapeProblem[] {
  const env = field(config, "env");
  return (isIncluded(env) ? [] : keysOf(env))
    .filter((name) => !envMembers.includes(name))
    .map((name) => ({ problem: "flat-variable", path: ["env", name] }));
}

function modeProblem(config: unknown): ShapeProblem[] {
  const path = ["models", "mode"];
  const mode = valueAt(config, path);
  if (typeof mode !== "string" || mode === "merge" || mode === "replace") return [];
  return [{ problem: "value", path, wanted: "merge-or-replace" }];
}

function rowProblems(row: unknown, path: Path): ShapeProblem[] {
  if (kindOf(row) !== "object") return [wrongKind(path, ["object"], row)];
  return [
    ...memberProblems(row, path, rowMembers),
    ...memberProblems(field(row, "cost"), [...path, "cost"], costMembers),
  ];
}

function membersAt(config: unknown, path: readonly string[], members: Members): ShapeProblem[] {
  return memberProblems(valueAt(config, path), path, members);
}

function memberProblems(value: unknown, path: Path, members: Members): ShapeProblem[] {
  if (kindOf(value) !== "object" || isIncluded(value)) return [];
  const unknown = keysOf(value).filter((key) => !Object.hasOwn(members, key));
  return [
    ...unknown.map((key) => ({ problem: "unknown-key", path: [...path, key] }) as const),
    ...Object.entries(members).flatMap(([key, member]) => memberProblem(field(value, key), [...path, key], member)),
  ];
}

function memberProblem(value: unknown, path: Path, { kinds, required, wanted }: Member): ShapeProblem[] {
  if (value === undefined) return required ? [{ problem: "missing", path }] : [];
  if (!kinds.includes(kindOf(value))) return [wrongKind(path, kinds, value)];
  return wanted === undefined || allowed[wanted](value) ? [] : [{ problem: "value", path, wanted }];
}

const inputKinds: readonly unknown[] = ["text", "image", "video", "audio"];

const allowed: { readonly [Wanted in WantedValue]: (value: unknown) => boolean } = {
  "merge-or-replace": (value) => value === "merge" || value === "replace",
  filled: (value) => value !== "",
  positive: (value) => (value as number) > 0,
  "input-kinds": (value) => (value as unknown[]).every((kind) => inputKinds.includes(kind)),
};

function wrongKind(path: Path, expected: readonly ValueKind[], value: unknown): ShapeProblem {
  return { problem: "kind", path, expected, found: kindOf(value) };
}

function isIncluded(value: unknown): boolean {
  return field(value, "$include") !== undefined;
}

function keysOf(value: unknown): string[] {
  return kindOf(value) === "object" && value !== undefined ? Object.keys(value as object) : [];
}
