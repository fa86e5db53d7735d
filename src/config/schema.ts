import { CliError } from "../errors.ts";
import { field } from "./variables.ts";

/** The kinds of values a config can hold. */
export type ValueKind = "null" | "array" | "object" | "string" | "number" | "boolean";

export function kindOf(value: unknown): ValueKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as ValueKind;
}

interface Place {
  readonly path: readonly string[];
  readonly kinds: readonly ValueKind[];
}

/**
 * The places this program reads or writes for a provider, with the kinds OpenClaw takes there (its config schema, 2026.2.1 and
 * 2026.9.6). Both releases refuse a config with one unknown key, so nothing outside these places is ever written.
 */
function placesFor(provider: string): readonly Place[] {
  return [
    { path: ["env"], kinds: ["object"] },
    { path: ["env", "vars"], kinds: ["object"] },
    { path: ["agents"], kinds: ["object"] },
    { path: ["agents", "defaults"], kinds: ["object"] },
    { path: ["agents", "defaults", "model"], kinds: ["string", "object"] },
    { path: ["agents", "defaults", "models"], kinds: ["object"] },
    { path: ["agents", "defaults", "modelPolicy"], kinds: ["object"] },
    { path: ["agents", "defaults", "modelPolicy", "allow"], kinds: ["array"] },
    { path: ["models"], kinds: ["object"] },
    { path: ["models", "mode"], kinds: ["string"] },
    { path: ["models", "providers"], kinds: ["object"] },
    { path: ["models", "providers", provider], kinds: ["object"] },
    { path: ["models", "providers", provider, "models"], kinds: ["array"] },
  ];
}

/** A value of another kind than OpenClaw takes there. */
export interface Misplaced {
  readonly path: readonly string[];
  readonly expected: readonly ValueKind[];
  readonly found: ValueKind;
}

/** PURE: the places that we may write to and whose value is of a kind we cannot write into. */
export function misplacedKinds(config: unknown, provider: string): Misplaced[] {
  return placesFor(provider).flatMap(({ path, kinds }) => {
    const value = valueAt(config, path);
    return value === undefined || kinds.includes(kindOf(value))
      ? []
      : [{ path, expected: kinds, found: kindOf(value) }];
  });
}

/**
 * Makes sure that every place we may write to is of a kind we can write into.
 *
 * @throws CliError "config-unexpected" naming the first place that is not.
 */
export function checkShape(path: string, config: unknown, provider: string): void {
  const [first] = misplacedKinds(config, provider);
  if (first) throw new CliError("config-unexpected", { ...first, path, at: first.path.join(".") });
}

/** A part of the config that lies in other files. */
export interface Inclusion {
  /** Where; empty for the whole config. */
  readonly at: readonly string[];
  readonly files: readonly string[];
}

/**
 * The first place we would write to that an `$include` fills from other files; `undefined` when there is none. `env` counts
 * only where the key is to be kept in the config.
 */
export function findInclusion(config: unknown, provider: string, writesEnv: boolean): Inclusion | undefined {
  const places = placesFor(provider).map(({ path }) => path);
  for (const path of [[], ...places.filter(([first]) => writesEnv || first !== "env")]) {
    const included = field(valueAt(config, path), "$include");
    if (included !== undefined) {
      const files = (Array.isArray(included) ? included : [included]).map(String);
      return { at: path, files };
    }
  }
  return undefined;
}

/** The value at a path of own fields, `undefined` where the path ends early. */
export function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => field(value, name), config);
}
