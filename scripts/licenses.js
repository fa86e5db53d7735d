/**
 * The licences of the packages that are built in: each text once, beneath the packages that it holds for and the copyright
 * lines of each.
 *
 * @param {readonly { name: string, version: string, license: string, licenseText: string }[]} dependencies
 */
export function licenses(dependencies) {
  /** @type {Map<string, { text: string, packages: string[] }>} */
  const groups = new Map();
  for (const { name, version, license, licenseText } of dependencies) {
    const { notices, text } = withoutNotices(licenseText);
    const key = text.replace(/\W+/g, " ").trim().toLowerCase();
    const group = groups.get(key) ?? {
      text: text || `(Their packages name the licence and hold no text.)`,
      packages: [],
    };
    groups.set(key, group);
    group.packages.push([`${name} ${version} (${license})`, ...notices.map((notice) => `  ${notice}`)].join("\n"));
  }
  return [...groups.values()].map(({ text, packages }) => `${packages.join("\n")}\n\n${text}\n`).join("\n----\n\n");
}

/**
 * A licence's copyright lines, and its text without them and without its title.
 *
 * @param {string} licenseText
 */
function withoutNotices(licenseText) {
  const paragraphs = licenseText.trim().split(/\n\s*\n/);
  const isTitle = (/** @type {string} */ line) => /^\W*(the )?(MIT|ISC) licen[sc]e( \(MIT\))?\W*$/i.test(line.trim());
  const isNotice = (/** @type {string} */ line) => /^\W*copyright\b.*\d{4}|^\W*copyright \(c\)/i.test(line.trim());
  const notices = [];
  const kept = [];
  for (const paragraph of paragraphs) {
    const lines = paragraph.split("\n");
    if (!lines.every((line) => isTitle(line) || isNotice(line))) kept.push(paragraph);
    else notices.push(...lines.filter((line) => isNotice(line)).map((line) => line.trim()));
  }
  return { notices, text: kept.join("\n\n") };
}
