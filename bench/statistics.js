/** @typedef {{ median: number, min: number, max: number }} Spread */

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ index) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: round((at(Math.floor(middle)) + at(Math.ceil(middle))) / 2),
    min: round(at(0)),
    max: round(at(sorted.length - 1)),
  };
}

/**
 * Runs two things in turns and compares them pair by pair, so that whatever else the machine does meanwhile slows both. Returns
 * how many times as long as the second the first takes, and what each takes in milliseconds.
 *
 * @param {number} pairs
 * @param {() => number | Promise<number>} subject
 * @param {() => number | Promise<number>} floor
 */
export async function inPairs(pairs, subject, floor) {
  const warmUp = 3;
  /** @type {{ subject: number, floor: number }[]} */
  const measured = [];
  for (let index = -warmUp; index < pairs; index += 1) {
    const pair = { subject: 0, floor: 0 };
    for (const side of index % 2 === 0
      ? /** @type {const} */ (["subject", "floor"])
      : /** @type {const} */ (["floor", "subject"])) {
      pair[side] = await (side === "subject" ? subject() : floor());
    }
    if (index >= 0) measured.push(pair);
  }
  return {
    ratio: spread(measured.map((pair) => pair.subject / pair.floor)),
    milliseconds: spread(measured.map((pair) => pair.subject)),
    floorMilliseconds: spread(measured.map((pair) => pair.floor)),
  };
}

/** @param {number} value */
function round(value) {
  return Number(value.toPrecision(4));
}
