import type { Environment } from "../context.ts";
import { readDotenv } from "./dotenv.ts";

/**
 * A place OpenClaw takes a variable's value from.
 * "config-vars" is the config's `env.vars`; "config-flat" is the older form, directly in `env`, which current releases refuse.
 */
export type VariablePlace = "environment" | "dotenv" | "config-flat" | "config-vars";

export interface VariableSource {
  readonly place: VariablePlace;
  readonly value: string;
}

export interface VariablePlaces {
  readonly env: Environment;
  /** The text of `<state dir>/.env`. */
  readonly dotenv: string;
  /** The parsed config. */
  readonly config: unknown;
}

/**
 * Every place that holds a value for the variable, in the order in which OpenClaw believes them: the first one counts
 * (docs.openclaw.ai/help/environment; that the flat form beats `env.vars` is so in 2026.2.1). Blank values do not count.
 */
export function variableSources(name: string, places: VariablePlaces): VariableSource[] {
  const block = field(places.config, "env");
  const all: readonly (readonly [VariablePlace, unknown])[] = [
    ["environment", places.env[name]],
    ["dotenv", readDotenv(places.dotenv, name)],
    ["config-flat", field(block, name)],
    ["config-vars", field(field(block, "vars"), name)],
  ];
  return all.flatMap(([place, value]) => (typeof value === "string" && value.trim() !== "" ? [{ place, value }] : []));
}

/**
 * Whether a variable that is set but empty in the environment hides the value found in that place: `.env` fills no variable that
 * exists, while the config's block may fill an empty one.
 */
export function isHiddenByShell(name: string, place: VariablePlace, env: Environment): boolean {
  return place === "dotenv" && env[name] !== undefined;
}

/** The own field of an object, `undefined` for anything that is not one. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
