const width = 760;
const height = 300;
const margin = { left: 56, right: 16, top: 34, bottom: 44 };
const colors = ["#0b6e99", "#c0561b", "#3f7d20", "#7a3e9d"];

/**
 * What work costs as it grows, both scales logarithmic: a straight line at 45 degrees is time in proportion to size.
 *
 * @param {Record<string, any>} results by Node's major version
 */
export function drawPlot(results) {
  const versions = Object.keys(results).sort();
  const panel = (width - 20) / 2;
  const edits = versions.map((major) => ({
    name: `Node ${major}`,
    points: results[major].edit.map((/** @type {any} */ each) => [each.bytes / 1000, each.edit.milliseconds.median]),
  }));
  const checked = versions.map((major) => ({
    name: `Node ${major}, with its check`,
    points: results[major].edit.map((/** @type {any} */ each) => [
      each.bytes / 1000,
      each.editAndCheck.milliseconds.median,
    ]),
  }));
  const tables = versions.map((major) => ({
    name: `Node ${major}`,
    points: results[major].table.map((/** @type {any} */ each) => [each.models, each.milliseconds.median]),
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">
<title>Milliseconds by size: an edit of JSON5 with and without its check, and catalogue and table</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${chart({ x: 0, width: panel, title: "An edit of JSON5: milliseconds by KB", series: [...edits, ...checked] })}
${chart({ x: panel + 20, width: panel, title: "Catalogue and table: milliseconds by models", series: tables })}
</svg>
`;
}

/**
 * @param {{ x: number, width: number, title: string, series: { name: string, points: [number, number][] }[] }} what
 */
function chart({ x, width, title, series }) {
  const all = series.flatMap(({ points }) => points);
  const [left, right] = decades(all.map(([size]) => size));
  const [bottom, top] = decades(all.map(([, time]) => time));
  const across = (/** @type {number} */ size) =>
    x + margin.left + ((Math.log10(size) - left) / (right - left)) * (width - margin.left - margin.right);
  const up = (/** @type {number} */ time) =>
    height - margin.bottom - ((Math.log10(time) - bottom) / (top - bottom)) * (height - margin.top - margin.bottom);
  const lines = [`<text x="${x + margin.left}" y="18" font-size="13" font-weight="bold">${title}</text>`];
  for (let power = left; power <= right; power += 1) {
    const at = across(10 ** power).toFixed(1);
    lines.push(`<path d="M${at} ${margin.top}V${height - margin.bottom}" stroke="#ddd"/>`);
    lines.push(`<text x="${at}" y="${height - margin.bottom + 16}" text-anchor="middle">${label(power)}</text>`);
  }
  for (let power = bottom; power <= top; power += 1) {
    const at = up(10 ** power).toFixed(1);
    lines.push(`<path d="M${x + margin.left} ${at}H${x + width - margin.right}" stroke="#ddd"/>`);
    lines.push(`<text x="${x + margin.left - 6}" y="${Number(at) + 4}" text-anchor="end">${label(power)}</text>`);
  }
  series.forEach(({ name, points }, index) => {
    const color = colors[index % colors.length];
    const path = points
      .map(([size, time], at) => `${at === 0 ? "M" : "L"}${across(size).toFixed(1)} ${up(time).toFixed(1)}`)
      .join("");
    lines.push(`<path d="${path}" fill="none" stroke="${color}" stroke-width="2"/>`);
    for (const [size, time] of points) {
      lines.push(`<circle cx="${across(size).toFixed(1)}" cy="${up(time).toFixed(1)}" r="3" fill="${color}"/>`);
    }
    lines.push(`<text x="${x + margin.left + 8}" y="${margin.top + 14 + index * 14}" fill="${color}">${name}</text>`);
  });
  return lines.join("\n");
}

/**
 * The powers of ten around those values.
 *
 * @param {readonly number[]} values
 * @returns {[number, number]}
 */
function decades(values) {
  return [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
}

/** @param {number} power */
function label(power) {
  return power < 0 ? String(10 ** power) : (10 ** power).toLocaleString("en-US");
}
