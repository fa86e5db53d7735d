import { slack } from "./budgets.js";

/**
 * @typedef {import("./statistics.js").Spread} Spread
 * @typedef {ReturnType<typeof import("./budgets.js").budgets>} Budgets
 */

/**
 * What was measured, as a Markdown table that also reads well in a terminal.
 *
 * @param {any} measured
 * @param {Budgets} budgets
 */
export function tableOf(measured, budgets) {
  /** @type {string[][]} */
  const rows = [];
  const add = (/** @type {string} */ name, /** @type {string} */ figure, /** @type {string} */ budget, rest = "") =>
    rows.push([name, figure, budget, rest]);
  for (const [name, each] of Object.entries(measured.commands)) {
    const { ratio: budget } = budgets.commands[name] ?? {};
    const extra = [
      each.opened === undefined ? [] : [`${each.opened} files`],
      each.peakMebibytes === undefined ? [] : [`+${each.peakMebibytes} MiB`],
    ].flat();
    add(name, times(each.ratio), most(budget, "×"), [milliseconds(each), ...extra].join(", "));
  }
  const { firstPrompt, firstToken, waiting, stream, arrival, keystrokes, edit = [], table = [], search } = measured;
  add(
    "first prompt, at a terminal",
    times(firstPrompt.ratio),
    most(budgets.firstPrompt, "×"),
    milliseconds(firstPrompt),
  );
  if (firstToken)
    add("chat, first token", times(firstToken.ratio), most(budgets.firstToken, "×"), milliseconds(firstToken));
  add(
    "wait after the key, over the naive way",
    times(waiting.ratio),
    most(budgets.waiting, "×"),
    `${waiting.milliseconds.median} of ${waiting.naiveMilliseconds.median} ms, ${waiting.connections} connection`,
  );
  add(
    "picker after the key's yes",
    inMilliseconds(waiting.pickerMilliseconds),
    most(budgets.pickerMilliseconds, " ms"),
  );
  if (stream) {
    add(
      "100,000 chunks of an answer",
      `${Math.round(stream.piecesPerSecond / 1000)},000 a second`,
      `≥ ${budgets.piecesPerSecond / 1000},000`,
      `${times(stream.ratio)} of a bare read loop, ${stream.peakMebibytes} MiB (≤ ${budgets.streamMebibytes})`,
    );
    add("a chunk, from sent to printed", inMilliseconds(arrival.milliseconds), "");
  }
  if (keystrokes) {
    add(
      "a key in a search of 4,000",
      inMilliseconds(keystrokes.milliseconds),
      most(budgets.keystrokeMilliseconds, " ms"),
    );
    add("its search alone", inMilliseconds(search.milliseconds), "");
  }
  for (const { bytes, edit: alone, editAndCheck } of edit) {
    const isLarge = bytes > 1_000_000;
    add(
      `edit of ${size(bytes)}, over JSON5.parse`,
      times(alone.ratio),
      isLarge ? most(budgets.edit, "×") : "",
      ms(alone),
    );
    add("with its check", times(editAndCheck.ratio), isLarge ? most(budgets.editAndCheck, "×") : "", ms(editAndCheck));
  }
  for (const each of table) {
    add(
      `catalogue and table of ${each.models}`,
      inMilliseconds(each.milliseconds),
      "",
      `${each.microsecondsPerModel} µs a model`,
    );
  }
  return align([["what", "median (least–most)", "budget", "of which"], ...rows]);
}

/**
 * What is out of bounds: counts as they are, ratios by half as much again, never milliseconds.
 *
 * @param {any} measured
 * @param {Budgets} budgets
 */
export function breachesOf(measured, budgets) {
  /** @type {string[]} */
  const breaches = [];
  const check = (/** @type {string} */ what, /** @type {number} */ value, /** @type {number | undefined} */ limit) => {
    if (limit !== undefined && value > limit)
      breaches.push(`${what}: ${value}, of at most ${Number(limit.toFixed(2))}`);
  };
  for (const [name, each] of Object.entries(measured.commands)) {
    const { usual, opened } = budgets.commands[name] ?? {};
    check(`${name}, over an empty program`, each.ratio.median, usual && usual * slack);
    check(`${name}, files opened`, each.opened, opened);
    check(`${name}, modules of Node's for the network or processes`, each.network, 0);
  }
  check("first prompt, over an empty program", measured.firstPrompt.ratio.median, budgets.firstPrompt * slack);
  check("wait after the key, over the naive way", measured.waiting.ratio.median, budgets.waiting * slack);
  check("connections of an onboarding", measured.waiting.connections, budgets.connections);
  if (!measured.waiting.keyOnlyAfterEnter) breaches.push("a key was sent before Enter");
  return breaches;
}

/** @param {Spread} spread */
function times({ median, min, max }) {
  return `${median.toFixed(2)}× (${min.toFixed(2)}–${max.toFixed(2)})`;
}

/** @param {Spread} spread */
function inMilliseconds({ median, min, max }) {
  return `${rounded(median)} ms (${rounded(min)}–${rounded(max)})`;
}

/** @param {{ milliseconds: Spread, floorMilliseconds: Spread }} measured */
function milliseconds({ milliseconds, floorMilliseconds }) {
  return `${rounded(milliseconds.median)} of ${rounded(floorMilliseconds.median)} ms`;
}

/** @param {{ milliseconds: Spread }} measured */
function ms({ milliseconds }) {
  return `${rounded(milliseconds.median)} ms`;
}

/**
 * @param {number | undefined} limit
 * @param {string} unit
 */
function most(limit, unit) {
  return limit === undefined ? "" : `≤ ${limit}${unit}`;
}

/** @param {number} value */
function rounded(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${Math.round(bytes / 1_000_000)} MB`;
}

/** @param {readonly (readonly string[])[]} rows */
function align(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join("\n");
}
