import type { Environment } from "../context.ts";
import type { Path } from "./json5/merge.ts";
import { variableSources } from "./variables.ts";

export interface UnsetVariable {
  readonly name: string;
  /** The first place that refers to it. */
  readonly at: Path;
}

/** References as OpenClaw substitutes them in any text of the config; `$${NAME}` is no reference. */
const reference = /(?<!\$)\$\{([A-Z_][A-Z0-9_]*)\}/g;

/** A value and the way to it, so that no path is written out before it is asked for: a config may nest very deep. */
interface Place {
  readonly value: unknown;
  readonly key?: string | number;
  readonly parent?: Place;
}

/** PURE: the variables that the config refers to and that have a value nowhere. Places that are passed over are those of `except`. */
export function unsetVariables(
  places: { readonly config: unknown; readonly dotenv: string; readonly env: Environment },
  except: readonly Path[],
): UnsetVariable[] {
  const passed = new Set(except.map((path) => JSON.stringify(path)));
  const found = new Map<string, Path>();
  const open: Place[] = [{ value: places.config }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (typeof value === "string") {
      const names = [...value.matchAll(reference)].map(([, name = ""]) => name).filter((name) => !found.has(name));
      const at = names.length > 0 ? pathOf(place) : [];
      if (!passed.has(JSON.stringify(at))) for (const name of names) found.set(name, at);
    } else if (typeof value === "object" && value !== null) {
      const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
      for (const [key, member] of members.reverse()) open.push({ value: member, key, parent: place });
    }
  }
  return [...found].filter(([name]) => variableSources(name, places).length === 0).map(([name, at]) => ({ name, at }));
}

function pathOf(place: Place): Path {
  const path: (string | number)[] = [];
  for (let each: Place | undefined = place; each?.parent; each = each.parent)
    if (each.key !== undefined) path.push(each.key);
  return path.reverse();
}
