import type { Operation } from "../config/json5/merge.ts";
import { kindOf, valueAt } from "../config/schema.ts";
import { field } from "../config/variables.ts";
import { parseModelRef } from "../providers/provider.ts";

const defaults = ["agents", "defaults"];
const model = [...defaults, "model"];

/** The ref of the default model that a config names, in either of its shapes. */
export function presentDefault(config: unknown): string | undefined {
  return primaryOf(valueAt(config, model));
}

/** The ref that a `model` field names: a text, or an object with `primary` and `fallbacks`. */
export function primaryOf(value: unknown): string | undefined {
  const ref = typeof value === "string" ? value : field(value, "primary");
  return typeof ref === "string" && parseModelRef(ref) ? ref : undefined;
}

/** The refs that OpenClaw tries in turn when the default model fails. */
export function presentFallbacks(config: unknown): string[] {
  const refs = field(valueAt(config, model), "fallbacks");
  return Array.isArray(refs) ? refs.filter((ref) => typeof ref === "string") : [];
}

/** Makes that the default model, keeping the shape of `agents.defaults.model` and its fallbacks. */
export function defaultOperations(config: unknown, ref: string): Operation[] {
  const isText = typeof valueAt(config, model) === "string";
  return [{ op: "set", path: isText ? model : [...model, "primary"], value: ref }, ...allowOperations(config, [ref])];
}

/** Makes those the fallbacks. A default that is a plain text becomes an object, the only shape that has room for them. */
export function fallbackOperations(config: unknown, refs: readonly string[]): Operation[] {
  const present = valueAt(config, model);
  const allowed = allowOperations(config, refs);
  if (typeof present === "string") {
    if (refs.length === 0) return [];
    return [{ op: "set", path: model, value: { primary: present, fallbacks: [...refs] } }, ...allowed];
  }
  if (refs.length === 0) return [{ op: "delete", path: [...model, "fallbacks"] }];
  return [{ op: "set", path: [...model, "fallbacks"], value: [...refs] }, ...allowed];
}

/**
 * Adds the refs to allow-lists that exist. 2026.2.1 lets nothing be used that is not in a non-empty `models`; 2026.9.6 has
 * `modelPolicy.allow` for that.
 */
export function allowOperations(config: unknown, refs: readonly string[]): Operation[] {
  const known = valueAt(config, [...defaults, "models"]);
  const unknown = isFilled(known) ? refs.filter((ref) => field(known, ref) === undefined) : [];
  const allow = allowListOf(config);
  const refused = allow.length > 0 ? refs.filter((ref) => !isAllowedBy(allow, ref)) : [];
  return [
    ...unknown.map((ref) => ({ op: "set", path: [...defaults, "models", ref], value: {} }) as const),
    ...(refused.length > 0
      ? [{ op: "set", path: [...defaults, "modelPolicy", "allow"], value: [...allow, ...new Set(refused)] } as const]
      : []),
  ];
}

/** Whether an allow-list that exists keeps OpenClaw from using that model. */
export function isHidden(config: unknown, ref: string): boolean {
  const known = valueAt(config, [...defaults, "models"]);
  const allow = allowListOf(config);
  return (isFilled(known) && field(known, ref) === undefined) || (allow.length > 0 && !isAllowedBy(allow, ref));
}

function allowListOf(config: unknown): string[] {
  const allow = valueAt(config, [...defaults, "modelPolicy", "allow"]);
  return Array.isArray(allow) ? allow.filter((entry) => typeof entry === "string") : [];
}

function isAllowedBy(allow: readonly string[], ref: string): boolean {
  return allow.includes(ref) || allow.includes(`${parseModelRef(ref)?.provider}/*`);
}

/** The short names that the config gives to models, with their refs (`agents.defaults.models.<ref>.alias`). */
export function modelAliases(config: unknown): Map<string, string> {
  const known = valueAt(config, [...defaults, "models"]);
  if (kindOf(known) !== "object" || known === undefined) return new Map();
  return new Map(
    Object.entries(known as object).flatMap(([ref, entry]) => {
      const alias = field(entry, "alias");
      return typeof alias === "string" && alias !== "" ? [[alias, ref] as const] : [];
    }),
  );
}

/** An agent with a model of its own, which the default does not reach. */
export interface AgentModel {
  readonly agent: string;
  readonly ref: string;
}

/** The agents that name a model themselves. 2026.2.1 keeps agents in the array `agents.list`, 2026.9.6 in the object `agents.entries`. */
export function agentModels(config: unknown): AgentModel[] {
  const list = valueAt(config, ["agents", "list"]);
  const entries = valueAt(config, ["agents", "entries"]);
  const agents: [name: string, agent: unknown][] = [
    ...(Array.isArray(list) ? list.map((agent): [string, unknown] => [String(field(agent, "id") ?? "?"), agent]) : []),
    ...(kindOf(entries) === "object" && entries !== undefined ? Object.entries(entries as object) : []),
  ];
  return agents.flatMap(([agent, settings]) => {
    const own = field(settings, "model");
    const ref = typeof own === "string" ? own : field(own, "primary");
    return typeof ref === "string" ? [{ agent, ref }] : [];
  });
}

function isFilled(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
