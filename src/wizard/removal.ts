import type { EditConfig } from "../config/config-editor.ts";
import { readDotenv, removeFromDotenv } from "../config/dotenv.ts";
import type { JsonValue } from "../config/json5/json-value.ts";
import { applyOperations, type Operation, type Path } from "../config/json5/merge.ts";
import { spellPath } from "../config/json5/spell-path.ts";
import { kindOf, valueAt } from "../config/schema.ts";
import { readSecretInput, secretRef } from "../config/secret-ref.ts";
import type { FileChange, UserFiles } from "../config/user-files.ts";
import { field } from "../config/variables.ts";
import type { Environment } from "../context.ts";
import { type ProviderManifest, parseModelRef } from "../providers/provider.ts";
import { authProfiles } from "./auth-profiles.ts";
import { modelAliases, presentFallbacks } from "./default-model.ts";
import { fileChanges } from "./file-changes.ts";
import { tidying } from "./tidying.ts";

/** What a person should know before they agree to a removal. `messages/` has the words. */
export type RemovalNotice =
  /** The key leaves that file or that place of the config, and goes nowhere. */
  | { readonly code: "key-dropped"; readonly from: string }
  /** The key stays, since these places of the config refer to it, too. */
  | { readonly code: "key-needed"; readonly variable: string; readonly at: readonly string[] }
  /** The block's key lies in a variable, or another place, of the person's own, and stays there. */
  | { readonly code: "key-elsewhere"; readonly place: string }
  /** The variable is set in this shell, which no file of ours can change. */
  | { readonly code: "in-shell"; readonly variable: string }
  /** OpenClaw's own store of keys has one, and keeps it. */
  | { readonly code: "profile-stays"; readonly profile: string }
  | { readonly code: "new-default"; readonly ref: string }
  | { readonly code: "no-default" }
  /** A list of the models that may be used held the provider's alone. */
  | { readonly code: "allow-list-gone" }
  /** Agents, and whoever else names a model of the provider's, are left as they are. */
  | { readonly code: "still-named"; readonly at: readonly string[] };

export interface Removal {
  /** In the order in which they are to be written; empty where nothing of the provider is there. */
  readonly changes: readonly FileChange[];
  readonly notices: readonly RemovalNotice[];
}

const defaults = ["agents", "defaults"];

/**
 * PURE: takes a provider out of the person's files: its block, its key in the manifest's own variable, and its models where
 * they are the default, a fallback, allowed, or have a short name. What is the person's own, or another's, stays.
 *
 * Throws what `edit` throws.
 */
export function planRemoval(files: UserFiles, manifest: ProviderManifest, env: Environment, edit: EditConfig): Removal {
  const config = files.config.value;
  const key = keyRemoval(files, manifest);
  const model = modelRemoval(config, manifest.id);
  const lists = listRemoval(config, manifest.id);
  const removing = [...blockRemoval(config, manifest.id), ...key.operations, ...model.operations, ...lists.operations];
  const operations = [...removing, ...tidying(files.config, removing, edit)];
  const after = applyOperations(config as JsonValue, operations);
  const isSet = (env[manifest.auth.variable] ?? "") !== "";
  return {
    changes: fileChanges(files, { operations, dotenv: key.dotenv }, manifest, edit, ""),
    notices: [
      ...model.notices,
      ...lists.notices,
      ...key.notices,
      ...(isSet ? [{ code: "in-shell", variable: manifest.auth.variable } as const] : []),
      ...authProfiles(config, manifest.id).map((profile) => ({ code: "profile-stays", profile }) as const),
      ...stillNamed(after, manifest.id),
    ],
  };
}

interface Part {
  readonly operations: readonly Operation[];
  readonly notices: readonly RemovalNotice[];
}

function blockRemoval(config: unknown, provider: string): Operation[] {
  const path = ["models", "providers", provider];
  return valueAt(config, path) === undefined ? [] : [{ op: "delete", path }];
}

function keyRemoval({ config, dotenv }: UserFiles, manifest: ProviderManifest): Part & { readonly dotenv: string } {
  const { variable } = manifest.auth;
  const elsewhere = keyElsewhere(config.value, manifest);
  const at = referrers(config.value, manifest);
  const places = [
    ["env", variable],
    ["env", "vars", variable],
  ].filter((path) => valueAt(config.value, path) !== undefined);
  const isInDotenv = readDotenv(dotenv.text, variable) !== undefined;
  if (at.length > 0 && (isInDotenv || places.length > 0)) {
    const needed = { code: "key-needed", variable, at } as const;
    return { operations: [], notices: [...elsewhere, needed], dotenv: dotenv.text };
  }
  const block = ["models", "providers", manifest.id, "apiKey"];
  const plain = [...places, block].filter((path) => readSecretInput(valueAt(config.value, path)).kind === "plain");
  const left = [...(isInDotenv ? [dotenv.path] : []), ...plain.map((path) => path.join("."))];
  return {
    operations: places.map((path) => ({ op: "delete", path })),
    notices: [...elsewhere, ...left.map((from) => ({ code: "key-dropped", from }) as const)],
    dotenv: removeFromDotenv(dotenv.text, variable),
  };
}

function keyElsewhere(config: unknown, { id, auth }: ProviderManifest): RemovalNotice[] {
  const input = readSecretInput(valueAt(config, ["models", "providers", id, "apiKey"]));
  if (input.kind === "external") return [{ code: "key-elsewhere", place: input.source }];
  return input.kind === "variable" && input.name !== auth.variable
    ? [{ code: "key-elsewhere", place: input.name }]
    : [];
}

/** The places outside the provider's block that take the manifest's variable, which would miss it. */
function referrers(config: unknown, { id, auth }: ProviderManifest): string[] {
  const block = ["models", "providers", id];
  const refers = (value: unknown) => {
    const input = readSecretInput(value);
    const isInText = typeof value === "string" && value.includes(secretRef(auth.variable));
    return isInText || (input.kind === "variable" && input.name === auth.variable);
  };
  return [...valuesIn(config)]
    .filter(({ path, value }) => !block.every((part, index) => path[index] === part) && refers(value))
    .map(({ path }) => spellPath(path));
}

/** The default and its fallbacks. Where the default goes, the first fallback of another provider takes its place. */
function modelRemoval(config: unknown, provider: string): Part {
  const path = [...defaults, "model"];
  const present = valueAt(config, path);
  const isTheirs = belongsTo(config, provider);
  const primary = typeof present === "string" ? present : field(present, "primary");
  const fallbacks = presentFallbacks(config);
  const kept = fallbacks.filter((ref) => !isTheirs(ref));
  if (typeof primary === "string" && isTheirs(primary)) {
    const [next, ...rest] = kept;
    if (next === undefined) return { operations: [{ op: "delete", path }], notices: [{ code: "no-default" }] };
    return {
      operations: [{ op: "set", path: [...path, "primary"], value: next }, withFallbacks(path, rest)],
      notices: [{ code: "new-default", ref: next }],
    };
  }
  return { operations: kept.length === fallbacks.length ? [] : [withFallbacks(path, kept)], notices: [] };
}

function withFallbacks(path: Path, refs: readonly string[]): Operation {
  const at = [...path, "fallbacks"];
  return refs.length === 0 ? { op: "delete", path: at } : { op: "set", path: at, value: [...refs] };
}

/** The lists of models that are allowed (see `default-model.ts`), and with them the short names. */
function listRemoval(config: unknown, provider: string): Part {
  const isTheirs = belongsTo(config, provider);
  const known = valueAt(config, [...defaults, "models"]);
  const refs = kindOf(known) === "object" && known !== undefined ? Object.keys(known as object) : [];
  const theirs = refs.filter(isTheirs);
  const path = [...defaults, "modelPolicy", "allow"];
  const present = valueAt(config, path);
  const allow = Array.isArray(present) ? (present as JsonValue[]) : [];
  const kept = allow.filter((entry) => typeof entry !== "string" || !isTheirs(entry));
  const policy: Operation[] =
    kept.length === allow.length ? [] : [kept.length === 0 ? { op: "delete", path } : { op: "set", path, value: kept }];
  const isGone = (theirs.length > 0 && theirs.length === refs.length) || (allow.length > 0 && kept.length === 0);
  return {
    operations: [...theirs.map((ref): Operation => ({ op: "delete", path: [...defaults, "models", ref] })), ...policy],
    notices: isGone ? [{ code: "allow-list-gone" }] : [],
  };
}

/** Whether a ref, an alias or a pattern such as "acme/*" means models of that provider. */
function belongsTo(config: unknown, provider: string): (ref: string) => boolean {
  const aliases = modelAliases(config);
  return (ref) => parseModelRef(aliases.get(ref) ?? ref)?.provider === provider;
}

function stillNamed(config: unknown, provider: string): RemovalNotice[] {
  const isTheirs = (ref: unknown) => typeof ref === "string" && parseModelRef(ref)?.provider === provider;
  const at = [...valuesIn(config)].flatMap(({ path, value }) => {
    if (isTheirs(value)) return [`${spellPath(path)} (${value})`];
    return isTheirs(path.at(-1)) ? [spellPath(path)] : [];
  });
  return at.length === 0 ? [] : [{ code: "still-named", at }];
}

/** Every value in a config with the path to it. */
function* valuesIn(config: unknown): Generator<{ readonly path: Path; readonly value: unknown }> {
  const open: { readonly path: Path; readonly value: unknown }[] = [{ path: [], value: config }];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const { path, value } = next;
    if (typeof value !== "object" || value === null) continue;
    const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [name, member] of members.reverse()) open.push({ path: [...path, name], value: member });
  }
}
