import { isArray, isObject, type JsonValue } from "./json-value.ts";
import { isBareKey, lineWidth, type Style } from "./style.ts";

/** An object or array of more items than these gets a line for each. */
const mostItemsOnOneLine = 4;

/**
 * A value as JSON5 text in that style; JSON where the style is JSON's. `indent` is the indentation of the line it begins on,
 * `room` the number of columns left there: an object or array that could stand on one line but needs more gets several.
 */
export function printValue(value: JsonValue, style: Style, indent: string, room: number): string {
  if (!isArray(value) && !isObject(value)) return printScalar(value, style);
  if (style.oneLine === "all") return printOnOneLine(value, style);
  if (style.oneLine === "short" && isShort(value)) {
    const line = printOnOneLine(value, style);
    if (line.length <= room) return line;
  }
  return printOnLines(value, style, indent);
}

/** A member of an object, or an element of an array when there is no key; otherwise as printValue. */
export function printItem(
  key: string | undefined,
  value: JsonValue,
  style: Style,
  indent: string,
  room: number,
): string {
  const label = key === undefined ? "" : `${printKey(key, style)}${style.beforeColon}:${style.afterColon}`;
  return label + printValue(value, style, indent, room - label.length);
}

/** As printValue, but an object or array that is not empty has a line for each item, whatever the style. */
export function printOnLines(value: JsonValue, style: Style, indent: string): string {
  const [open, close] = isArray(value) ? "[]" : "{}";
  const inner = indent + style.indentUnit;
  const room = lineWidth - inner.length - ",".length;
  const items = itemsOf(value).map(([key, item]) => inner + printItem(key, item, style, inner, room));
  if (items.length === 0) return `${open}${close}`;
  const end = style.trailingComma ? "," : "";
  return [open, items.join(`,${style.lineBreak}`) + end, indent + close].join(style.lineBreak);
}

/** Whether a value is an object or array of a few scalars, which reads well on one line. */
function isShort(value: JsonValue): boolean {
  const items = itemsOf(value);
  return items.length <= mostItemsOnOneLine && !items.some(([, item]) => isArray(item) || isObject(item));
}

function printOnOneLine(value: JsonValue, style: Style): string {
  const line = { ...style, oneLine: "all" } as const;
  const items = itemsOf(value).map(([key, item]) => printItem(key, item, line, "", 0));
  const [open, close] = isArray(value) ? "[]" : "{}";
  if (items.length === 0) return `${open}${close}`;
  const padding = isArray(value) ? style.bracketPadding : style.bracePadding;
  return open + padding + items.join(`,${style.afterComma}`) + padding + close;
}

function itemsOf(value: JsonValue): [key: string | undefined, item: JsonValue][] {
  if (isArray(value)) return value.map((element) => [undefined, element]);
  return isObject(value) ? Object.entries(value) : [];
}

function printKey(key: string, style: Style): string {
  if (style.keyQuote === "" && isBareKey(key)) return key;
  return printString(key, style.keyQuote || style.quote);
}

function printScalar(value: JsonValue, style: Style): string {
  if (typeof value === "string") return printString(value, style.quote);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Escapes what JSON must escape, and what an editor or another reader could take for a line break or not show at all. */
function printString(text: string, quote: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
  if (quote === '"') return `"${escaped}"`;
  const requoted = escaped.replace(/\\.|'/g, (piece) => (piece === '\\"' ? '"' : piece === "'" ? "\\'" : piece));
  return `'${requoted}'`;
}
