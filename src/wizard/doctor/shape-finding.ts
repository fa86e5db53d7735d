import { spellPath } from "../../config/json5/spell-path.ts";
import type { ShapeProblem } from "../../config/shape-problems.ts";
import { type Finding, finding } from "./finding.ts";
import { isMendable } from "./mend.ts";

/** PURE: a reason for which OpenClaw refuses the config, as a finding. */
export function shapeFinding(problem: ShapeProblem, config: unknown, provider: string): Finding {
  const at = spellPath(problem.path);
  const fixable = isMendable(problem, config, provider);
  switch (problem.problem) {
    case "kind":
      return finding("config-kind", "fail", { at, expected: problem.expected, found: problem.found });
    case "value":
      return finding("config-value", "fail", { at, wanted: problem.wanted });
    case "unknown-key":
      return finding("config-unknown-key", "fail", { at, fixable }, fixable);
    case "missing":
      return finding("config-missing-member", "fail", { at, fixable }, fixable);
    case "flat-variable":
      return finding("config-flat-variable", "fail", { variable: String(problem.path[1]), fixable }, fixable);
  }
}
