import { type ExitCode, exitCode } from "../../errors.ts";
import type { Messages } from "../../messages/messages.ts";

export type FindingId = keyof Messages["doctor"]["findings"];
export type FindingLevel = "ok" | "warn" | "fail";
export type FindingArea = keyof Messages["doctor"]["areas"];
/** What the words of a finding are made of. */
export type FindingFacts<Id extends FindingId> = Parameters<Messages["doctor"]["findings"][Id]>[0];

/** One thing that was looked at, and how it is. `messages/` has the words. */
export interface Finding<Id extends FindingId = FindingId> {
  readonly id: Id;
  readonly area: FindingArea;
  readonly level: FindingLevel;
  readonly facts: FindingFacts<Id>;
  /** Whether `doctor --fix` mends it. */
  readonly fixable: boolean;
  /** What the program exits with when this is the first failure. */
  readonly exitCode: ExitCode;
}

/** Findings whose exit code is not that of their area. */
const exitCodes: Partial<Record<FindingId, ExitCode>> = {
  // What is wrong is the form of the config, not the key.
  "key-flat": exitCode.files,
  "base-url": exitCode.files,
  "model-offline": exitCode.provider,
};

/** A model that cannot be used is a line of the config to be changed. */
const exitCodeOf: { readonly [Area in FindingArea]: ExitCode } = {
  config: exitCode.files,
  key: exitCode.key,
  connection: exitCode.provider,
  models: exitCode.files,
};

const areas: readonly (readonly [prefix: RegExp, area: FindingArea])[] = [
  [/^key-/, "key"],
  [/^(connection-|proxy-|base-url|certificate-)/, "connection"],
  [/^(model-|fallback-|cap-|row-)/, "models"],
];

export function finding<Id extends FindingId>(
  id: Id,
  level: FindingLevel,
  facts: FindingFacts<Id>,
  fixable = false,
): Finding {
  const area = areas.find(([prefix]) => prefix.test(id))?.[1] ?? "config";
  return { id, area, level, facts, fixable, exitCode: exitCodes[id] ?? exitCodeOf[area] } as Finding;
}
