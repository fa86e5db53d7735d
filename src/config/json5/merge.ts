import { align } from "./align.ts";
import {
  isArray,
  isEqual,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  memberOf,
  setMember,
} from "./json-value.ts";

/** Leads from the root to a value: a string names a member of an object, a number counts the elements of an array from 0. */
export type Path = readonly (string | number)[];

/**
 * One change of a config.
 * - `merge`: objects are merged member by member, at any depth; everything else replaces what is there. `null` is a value.
 * - `set`: the value replaces what is there.
 * - `delete`: the member or element goes. Deleting what is not there changes nothing.
 * - `upsert`: merges the value into the last element of the array at `path` that has this `id`; where there is none, an
 *   element with the id and the value is added at the end.
 *
 * Objects and arrays that the path needs and that are missing are made, except by `delete`.
 */
export type Operation =
  | { readonly op: "merge"; readonly path: Path; readonly value: JsonValue }
  | { readonly op: "set"; readonly path: Path; readonly value: JsonValue }
  | { readonly op: "delete"; readonly path: Path }
  | { readonly op: "upsert"; readonly path: Path; readonly id: string; readonly value: JsonObject };

/** Path and value together may nest this deep: far more than any config does, and safe to recurse into. */
export const greatestDepth = 256;

/**
 * - `root-not-object`: the config is, or would become, something else than an object.
 * - `not-a-container`: the path leads through a value that is not the object or array it would have to be.
 * - `index-out-of-range`: the path names an element behind the end of an array, or no whole number.
 * - `unsupported-value`: a value JSON cannot carry (`undefined`, NaN, a function, a class's object …), or an upsert of
 *   another id than its own.
 * - `too-deep`: path and value nest deeper than `greatestDepth`, or a value holds itself.
 */
export type EditErrorCode =
  | "root-not-object"
  | "not-a-container"
  | "index-out-of-range"
  | "unsupported-value"
  | "too-deep";

/** Operations that cannot be carried out on this config. Nothing has been changed. */
export class EditError extends Error {
  override readonly name = "EditError";
  readonly code: EditErrorCode;
  /** To the value in the way, or to the part of a new value that is refused. */
  readonly path: Path;

  constructor(code: EditErrorCode, path: Path) {
    super(`${code} at ${JSON.stringify(path)}`);
    this.code = code;
    this.path = path;
  }
}

/** What a value has become. */
export interface Revision {
  /** Shares every part that did not change with the value before; it is that value itself when nothing changed. */
  readonly value: JsonObject;
  /** For each array that changed: which element of the old array each of its elements continues, -1 for a new one. */
  readonly origins: ReadonlyMap<JsonArray, readonly number[]>;
  /** Those of the changed arrays that were given as a whole, so that values alone tell what has become of which element. */
  readonly aligned: ReadonlySet<JsonArray>;
}

/**
 * The value with the operations applied, one after the other. The value given is left as it is. Keys that stay keep their
 * order, whatever is deleted and set again; new ones follow.
 *
 * @throws EditError
 */
export function applyOperations(value: JsonValue, operations: readonly Operation[]): JsonObject {
  return revise(value, operations).value;
}

/**
 * As applyOperations, and tells where the elements of changed arrays come from.
 *
 * @throws EditError
 */
export function revise(value: JsonValue, operations: readonly Operation[]): Revision {
  if (!isObject(value)) throw new EditError("root-not-object", []);
  const draft = new Draft();
  let result: JsonObject = value;
  for (const operation of operations) {
    checkOperation(operation);
    const next = draft.apply(operation, result, 0);
    if (!isObject(next)) throw new EditError("root-not-object", []);
    result = next;
  }
  return { value: draft.settle(value, result), origins: draft.origins, aligned: draft.aligned };
}

/**
 * Applies operations to values it never changes: it copies each container once, and from then on changes the copy. When all
 * are applied, the result is settled.
 */
class Draft {
  /** For each array that settled as changed, where its elements come from. */
  readonly origins = new Map<JsonArray, readonly number[]>();
  readonly aligned = new Set<JsonArray>();
  readonly #objects = new Set<JsonObject>();
  readonly #arrays = new Map<JsonArray, { readonly original: JsonArray; readonly origins: number[] }>();
  /** Where the last element of each id is. Kept from one upsert to the next, or many of them would take quadratic time. */
  #lastOfId: { array: JsonArray; readonly indexes: Map<JsonValue | undefined, number> } | undefined;

  /** What becomes of the value at that depth of the operation's path. `undefined` stands for a value that is not there. */
  apply(operation: Operation, current: JsonValue | undefined, depth: number): JsonValue | undefined {
    const { path } = operation;
    const part = path[depth];
    if (part === undefined) return this.#applyHere(operation, current);
    if (current === undefined && operation.op === "delete") return undefined;
    const container = current !== undefined ? current : typeof part === "string" ? {} : [];
    if (typeof part === "string" && isObject(container)) {
      return this.#withMember(container, part, this.apply(operation, memberOf(container, part), depth + 1));
    }
    if (typeof part === "number" && isArray(container)) {
      const isBehindEnd = part > container.length && operation.op !== "delete";
      if (isBehindEnd) throw new EditError("index-out-of-range", path.slice(0, depth + 1));
      return this.#withElement(container, part, this.apply(operation, container[part], depth + 1));
    }
    if (operation.op === "delete") return current;
    throw new EditError("not-a-container", path.slice(0, depth));
  }

  #applyHere(operation: Operation, current: JsonValue | undefined): JsonValue | undefined {
    if (operation.op === "upsert") return this.#upsert(operation, current);
    this.#lastOfId = undefined;
    switch (operation.op) {
      case "merge":
        return this.#merge(current, operation.value);
      case "set":
        return operation.value;
      case "delete":
        return undefined;
    }
  }

  #merge(current: JsonValue | undefined, value: JsonValue): JsonValue {
    if (!isObject(current) || !isObject(value)) return value;
    let result = current;
    for (const [key, member] of Object.entries(value)) {
      result = this.#withMember(result, key, this.#merge(memberOf(result, key), member));
    }
    return result;
  }

  #upsert({ path, id, value }: Operation & { op: "upsert" }, current: JsonValue | undefined): JsonArray {
    const array = current === undefined ? [] : current;
    if (!isArray(array)) throw new EditError("not-a-container", path);
    if (this.#lastOfId?.array !== array) {
      const ids = array.map((element) => (isObject(element) ? memberOf(element, "id") : undefined));
      this.#lastOfId = { array, indexes: new Map(ids.map((each, index) => [each, index])) };
    }
    const { indexes } = this.#lastOfId;
    const index = indexes.get(id) ?? array.length;
    const result = this.#withElement(array, index, this.#merge(array[index] ?? { id }, value));
    this.#lastOfId = { array: result, indexes: indexes.set(id, index) };
    return result;
  }

  #withMember(object: JsonObject, key: string, value: JsonValue | undefined): JsonObject {
    if (Object.is(memberOf(object, key), value)) return object;
    const copy: { [key: string]: JsonValue } = this.#objects.has(object) ? object : { ...object };
    this.#objects.add(copy);
    if (value === undefined) delete copy[key];
    else setMember(copy, key, value);
    return copy;
  }

  #withElement(array: JsonArray, index: number, value: JsonValue | undefined): JsonArray {
    if (Object.is(array[index], value)) return array;
    const known = this.#arrays.get(array);
    const copy = known ? (array as JsonValue[]) : [...array];
    const origins = known?.origins ?? array.map((_, position) => position);
    if (!known) this.#arrays.set(copy, { original: array, origins });
    if (value === undefined) {
      copy.splice(index, 1);
      origins.splice(index, 1);
    } else {
      if (index === copy.length) origins.push(-1);
      copy[index] = value;
    }
    return copy;
  }

  /**
   * The value after, told as a change of the value before: what is equal is the value before itself, and keys that stay stand
   * in their old order.
   */
  settle(before: JsonObject, after: JsonObject): JsonObject {
    if (before === after) return before;
    const result: { [key: string]: JsonValue } = {};
    for (const [key, old] of Object.entries(before)) {
      const member = memberOf(after, key);
      if (member !== undefined) setMember(result, key, this.#settleValue(old, member));
    }
    for (const [key, member] of Object.entries(after)) {
      if (!Object.hasOwn(before, key)) setMember(result, key, member);
    }
    const keys = Object.keys(result);
    const isSame =
      keys.length === Object.keys(before).length && keys.every((key) => Object.is(result[key], before[key]));
    return isSame ? before : result;
  }

  #settleValue(before: JsonValue, after: JsonValue): JsonValue {
    if (isObject(before) && isObject(after)) return this.settle(before, after);
    if (isEqual(before, after)) return before;
    if (!isArray(before) || !isArray(after)) return after;
    const copy = this.#arrays.get(after);
    const isFollowed = copy?.original === before;
    const origins = isFollowed ? copy.origins : align(before, after);
    const result = after.map((element, index) => {
      const old = before[origins[index] ?? -1];
      return old === undefined ? element : this.#settleValue(old, element);
    });
    this.origins.set(result, origins);
    if (!isFollowed) this.aligned.add(result);
    return result;
  }
}

function checkOperation(operation: Operation): void {
  const { path } = operation;
  path.forEach((part, depth) => {
    const valid = typeof part === "string" || (Number.isSafeInteger(part) && part >= 0);
    if (!valid) throw new EditError("index-out-of-range", path.slice(0, depth + 1));
  });
  if (path.length > greatestDepth) throw new EditError("too-deep", path.slice(0, greatestDepth));
  if (operation.op === "delete") return;
  checkValue(operation.value, path);
  if (operation.op !== "upsert") return;
  const { id, value } = operation;
  if (typeof id !== "string" || !isObject(value) || (memberOf(value, "id") ?? id) !== id) {
    throw new EditError("unsupported-value", [...path, "id"]);
  }
}

/** Refuses what the type of a value cannot keep out, before anything is built from it. */
function checkValue(value: unknown, path: Path): asserts value is JsonValue {
  if (path.length > greatestDepth) throw new EditError("too-deep", path);
  if (value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) checkValue(value[index], [...path, index]);
  } else if (isPlainObject(value)) {
    for (const [key, member] of Object.entries(value)) checkValue(member, [...path, key]);
  } else {
    throw new EditError("unsupported-value", path);
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
