import { isArray, isEqual, isObject, type JsonArray, type JsonValue, memberOf } from "./json-value.ts";

/**
 * Tells which element of an old array each element of a new one continues: the index in `before`, or -1 for an element that
 * is new. The indexes rise, so what is kept keeps its order. Elements that are equal at either end are kept; between them
 * scalars are known by their value and objects by their `id`, and objects and arrays without one in their order.
 */
export function align(before: JsonArray, after: JsonArray): number[] {
  const origins = new Array<number>(after.length).fill(-1);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isEqual(before[head], after[head])) {
    origins[head] = head;
    head++;
  }
  let tail = 0;
  while (tail < shorter - head && isEqual(before.at(-1 - tail), after.at(-1 - tail))) {
    tail++;
    origins[after.length - tail] = before.length - tail;
  }
  const candidates = new Map<JsonValue | undefined, number[]>();
  for (let index = before.length - tail - 1; index >= head; index--) {
    const name = nameOf(before[index]);
    const indexes = candidates.get(name);
    if (indexes) indexes.push(index);
    else candidates.set(name, [index]);
  }
  const matches: Match[] = [];
  for (let index = head; index < after.length - tail; index++) {
    const origin = candidates.get(nameOf(after[index]))?.pop();
    if (origin !== undefined) matches.push({ index, origin });
  }
  for (const { index, origin } of longestRise(matches)) origins[index] = origin;
  return origins;
}

interface Match {
  readonly index: number;
  readonly origin: number;
}

/** What an element is known by when it may have moved: elements of one name can continue one another. */
function nameOf(element: JsonValue | undefined): JsonValue | undefined {
  if (isArray(element)) return "an array";
  if (isObject(element)) {
    const id = memberOf(element, "id");
    return typeof id === "string" ? `the object ${id}` : "an object";
  }
  return typeof element === "string" ? `the text ${element}` : element;
}

/** The longest part of the matches, in their order, whose origins rise (patience sorting). */
function longestRise(matches: readonly Match[]): Match[] {
  /** For each length, the end of the rise that ends lowest, linked to what comes before it. */
  const ends: Link[] = [];
  for (const match of matches) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const end = ends[middle];
      if (end && end.match.origin < match.origin) low = middle + 1;
      else high = middle;
    }
    ends[low] = { match, previous: ends[low - 1] };
  }
  const rise: Match[] = [];
  for (let link = ends.at(-1); link; link = link.previous) rise.push(link.match);
  return rise;
}

interface Link {
  readonly match: Match;
  readonly previous: Link | undefined;
}
