import { commands } from "./commands.js";

/**
 * What may be: ratios to an empty program, unless they say otherwise. In CI a ratio may be half as much again.
 *
 * @param {string} major the first number of Node's version
 */
export function budgets(major) {
  return {
    commands: Object.fromEntries(commands.map(({ name, budget, opened }) => [name, { ratio: budget, opened }])),
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
