import { gapBefore, leadOfItem, lineLead } from "./gap.ts";
import { isArray } from "./json-value.ts";
import { type Item, isWhiteSpace, type Node, type Range, type Tree } from "./tree.ts";

/** How a text is written, as far as new text has to follow it. */
export interface Style {
  readonly lineBreak: string;
  /** One level of indentation. */
  readonly indentUnit: string;
  /** The quotes around strings. */
  readonly quote: string;
  /** The quotes around keys; empty where keys that are identifiers stand bare. */
  readonly keyQuote: string;
  readonly beforeColon: string;
  readonly afterColon: string;
  /** White space behind a comma, within a line. */
  readonly afterComma: string;
  /** White space inside the braces of an object on one line. */
  readonly bracePadding: string;
  /** White space inside the brackets of an array on one line. */
  readonly bracketPadding: string;
  /** Whether the last item has a comma, where every item has a line of its own. */
  readonly trailingComma: boolean;
  /** What may stand on one line: everything, because the text has only one; short objects and arrays; or none, as JSON.stringify writes. */
  readonly oneLine: "all" | "short" | "none";
}

type Facts = { -readonly [Name in keyof Style]?: Style[Name] };

/** How JSON5 is written by hand; OpenClaw's documentation writes its examples like this. */
const json5: Style = {
  lineBreak: "\n",
  indentUnit: "  ",
  quote: '"',
  keyQuote: "",
  beforeColon: "",
  afterColon: " ",
  afterComma: " ",
  bracePadding: " ",
  bracketPadding: "",
  trailingComma: true,
  oneLine: "short",
};

/** As JSON.stringify(value, null, 2) writes. */
const json: Style = { ...json5, keyQuote: '"', trailingComma: false, oneLine: "none" };

/** Lines are kept to this many columns where there is a choice. */
export const lineWidth = 80;
/** A style shows in so many objects and arrays, or nowhere. */
const containersLookedAt = 1000;

/** The style of a whole text: what prevails in its first objects and arrays, else how JSON or JSON5 is usually written. */
export function styleOf(text: string, { root }: Tree): Style {
  const observed = firstContainers(root).map((container) => observe(text, container));
  const usual = isJson(text) ? json : json5;
  const prevailing = <Name extends keyof Style>(name: Name): Style[Name] =>
    mostFrequent(observed.map((facts) => facts[name])) ?? usual[name];
  const isOneLine = root !== undefined && root.items.length > 0 && !hasLineBreak(text, root);
  const showsOneLine = observed.some((facts) => (facts.bracePadding ?? facts.bracketPadding) !== undefined);
  const aroundRoot = root ? text.slice(0, root.start) + text.slice(root.end) : text;
  const afterColon = prevailing("afterColon");
  return {
    lineBreak:
      mostFrequent(observed.map((facts) => facts.lineBreak)) ?? /\r\n|\n|\r/.exec(aroundRoot)?.[0] ?? usual.lineBreak,
    indentUnit: prevailing("indentUnit"),
    quote: prevailing("quote"),
    keyQuote: prevailing("keyQuote"),
    beforeColon: prevailing("beforeColon"),
    afterColon,
    afterComma: mostFrequent(observed.map((facts) => facts.afterComma)) ?? afterColon,
    bracePadding: prevailing("bracePadding"),
    bracketPadding: prevailing("bracketPadding"),
    trailingComma: prevailing("trailingComma"),
    oneLine: isOneLine ? "all" : showsOneLine ? "short" : usual.oneLine,
  };
}

function firstContainers(root: Node | undefined): Node[] {
  const containers = root ? [root] : [];
  for (const container of containers) {
    for (const { node } of container.items) {
      if (containers.length >= containersLookedAt) return containers;
      if (node.items.length > 0) containers.push(node);
    }
  }
  return containers;
}

/** Of the values that are known the one that occurs most often, and of those the first. */
function mostFrequent<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

/** The style for what is written into that container: its own where it shows one, else the style around it. */
export function styleWithin(text: string, container: Node, around: Style): Style {
  return { ...around, ...observe(text, container) };
}

/** What a container shows of its style; of several items the last shows it. */
function observe(text: string, container: Node): Facts {
  const facts: Facts = {};
  const { items } = container;
  const first = items[0];
  const last = items.at(-1);
  if (!first || !last) return facts;
  const before = gapBefore(text, container, 0);
  const after = gapBefore(text, container, items.length);
  if (after.lineBreak) {
    facts.trailingComma = last.comma >= 0;
    const lineBreak = text.slice(after.lineBreak.start, after.lineBreak.end);
    if (/[\r\n]/.test(lineBreak)) facts.lineBreak = lineBreak;
  } else if (!before.lineBreak) {
    facts[isArray(container.value) ? "bracketPadding" : "bracePadding"] = blankAt(text, container.start + 1);
    if (first !== last) facts.afterComma = blankAt(text, first.comma + 1);
  }
  const outer = lineLead(text, container.end - 1);
  const inner = leadOfItem(text, container, items.length - 1) ?? leadOfItem(text, container, 0);
  if (outer !== undefined && inner?.startsWith(outer) && /^[ \t]+$/.test(inner.slice(outer.length))) {
    facts.indentUnit = inner.slice(outer.length);
  }
  for (let index = items.length - 1; index >= 0 && !knowsItems(facts); index--) {
    const item = items[index];
    if (item) observeItem(text, item, facts);
  }
  return facts;
}

function blankAt(text: string, offset: number): string {
  return isWhiteSpace(text.charCodeAt(offset)) ? " " : "";
}

function knowsItems({ quote, keyQuote, afterColon }: Facts): boolean {
  return quote !== undefined && keyQuote !== undefined && afterColon !== undefined;
}

function observeItem(text: string, { key, start, keyEnd, node }: Item, facts: Facts): void {
  if (typeof node.value === "string") facts.quote ??= text.charAt(node.start);
  if (key === undefined) return;
  const keyQuote = /["']/.exec(text.charAt(start))?.[0] ?? "";
  if (keyQuote === "" || isBareKey(key)) facts.keyQuote ??= keyQuote;
  const colon = /^([^:/]*):([^/]*)$/.exec(text.slice(keyEnd, node.start));
  if (colon && facts.afterColon === undefined) {
    facts.beforeColon = colon[1] === "" ? "" : " ";
    facts.afterColon = colon[2] === "" ? "" : " ";
  }
}

export function hasLineBreak(text: string, { start, end }: Range): boolean {
  return /[\n\r\u2028\u2029]/.test(text.slice(start, end));
}

/** Whether the text is JSON, and not only JSON5. A byte order mark does not count: programs strip it. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a key can stand without quotes. JSON5 allows more letters, but which depends on the age of the reader. */
export function isBareKey(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}
