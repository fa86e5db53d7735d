import type { Answer } from "../context.ts";

export interface AnswerSources<Value> {
  /** What the flag says. */
  readonly flag: Value | undefined;
  /** What the environment and the existing config say, best first. */
  readonly found: readonly (Value | undefined)[];
  /** Asks the person, suggesting what was found; absent where nobody can be asked. */
  readonly ask?: ((suggestion: Value | undefined) => Promise<Answer<Value>>) | undefined;
  readonly default: Value | undefined;
}

export interface Answered<Value> {
  readonly value: Value;
  readonly origin: "flag" | "found" | "person" | "default";
}

/**
 * THE rule of precedence for every answer: flag > environment > existing config > prompt > default. A person at a terminal is
 * shown what was found and may change it; a flag is never asked about. `undefined` where there is no answer at all.
 */
export async function answer<Value>(sources: AnswerSources<Value>): Promise<Answered<Value> | "back" | undefined> {
  if (sources.flag !== undefined) return { value: sources.flag, origin: "flag" };
  const found = sources.found.find((value) => value !== undefined);
  if (sources.ask) {
    const said = await sources.ask(found ?? sources.default);
    return said === "back" ? "back" : { value: said.value, origin: "person" };
  }
  if (found !== undefined) return { value: found, origin: "found" };
  return sources.default === undefined ? undefined : { value: sources.default, origin: "default" };
}
