import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, memberOf } from "./json-value.ts";
import type { Revision } from "./merge.ts";
import type { Node } from "./tree.ts";

/** What is to become of the items of a container. */
export interface Changes {
  /** For each item its new value; `undefined` when it goes. */
  readonly values: readonly (JsonValue | undefined)[];
  /** The new items, by the index of the kept item they stand behind; -1 for the beginning. */
  readonly added: ReadonlyMap<number, readonly NewItem[]>;
}

export interface NewItem {
  readonly key: string | undefined;
  readonly value: JsonValue;
}

/** What is to become of a node's items, when node and value are both objects or both arrays. */
export function changesOf(node: Node, value: JsonValue, origins: Revision["origins"]): Changes | undefined {
  if (isObject(node.value) && isObject(value)) return changesOfObject(node, value);
  const arrayOrigins = isArray(value) ? origins.get(value) : undefined;
  return isArray(value) && arrayOrigins ? changesOfArray(node, value, arrayOrigins) : undefined;
}

/** Of several members with one key the last counts: it gets the value, and the others stay for as long as it does. */
function changesOfObject({ items }: Node, value: JsonObject): Changes {
  const lastOfKey = new Map(items.map(({ key }, index) => [key, index]));
  const values = items.map(({ key = "", node }, index) => {
    const member = memberOf(value, key);
    return member === undefined || lastOfKey.get(key) === index ? member : node.value;
  });
  const newItems: NewItem[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (!lastOfKey.has(key)) newItems.push({ key, value: member });
  }
  const lastKept = values.findLastIndex((member) => member !== undefined);
  return { values, added: newItems.length === 0 ? new Map() : new Map([[lastKept, newItems]]) };
}

function changesOfArray({ items }: Node, value: JsonArray, origins: readonly number[]): Changes {
  const values = new Array<JsonValue | undefined>(items.length).fill(undefined);
  const added = new Map<number, NewItem[]>();
  let kept = -1;
  value.forEach((element, index) => {
    const origin = origins[index] ?? -1;
    if (origin >= 0) {
      values[origin] = element;
      kept = origin;
    } else {
      const newItems = added.get(kept) ?? [];
      added.set(kept, newItems);
      newItems.push({ key: undefined, value: element });
    }
  });
  return { values, added };
}
