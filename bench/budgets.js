import { commands } from "./commands.js";

/** In CI, where anything may run beside, a ratio may be so many times its budget, or what it is known to be where that is more. */
export const slack = 1.5;

/**
 * What may be: ratios to an empty program, unless they say otherwise.
 *
 * @param {string} major the first number of Node's version
 */
export function budgets(major) {
  return {
    commands: Object.fromEntries(
      commands.map(({ name, budget, missed, opened }) => [name, { ratio: budget, usual: missed ?? budget, opened }]),
    ),
    firstPrompt: 2.2,
    firstToken: 1.9,
    /** MiB over an empty program. */
    peakMebibytes: major === "20" ? 4 : 7,
    piecesPerSecond: 250_000,
    streamMebibytes: 65,
    keystrokeMilliseconds: 8,
    edit: 0.6,
    editAndCheck: 3,
    waiting: 0.4,
    pickerMilliseconds: 50,
    connections: 1,
  };
}
