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

/** PURE: the variables that the config refers to and that have a value nowhere. Places that are passed over are those of `except`. */
export function unsetVariables(
  places: { readonly config: unknown; readonly dotenv: string; readonly env: Environment },
  except: readonly Path[],
): UnsetVariable[] {
  const passed = new Set(except.map((path) => JSON.stringify(path)));
  const found = new Map<string, Path>();
  const open: { readonly value: unknown; readonly at: Path }[] = [{ value: places.config, at: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at } = next;
    if (typeof value === "string") {
      const names = passed.has(JSON.stringify(at)) ? [] : value.matchAll(reference);
      for (const [, name = ""] of names) if (!found.has(name)) found.set(name, at);
    } else if (Array.isArray(value)) {
      open.push(...value.map((element, index) => ({ value: element, at: [...at, index] })).reverse());
    } else if (typeof value === "object" && value !== null) {
      open.push(
        ...Object.entries(value)
          .map(([key, member]) => ({ value: member, at: [...at, key] }))
          .reverse(),
      );
    }
  }
  return [...found].filter(([name]) => variableSources(name, places).length === 0).map(([name, at]) => ({ name, at }));
}
