/** A value that JSON can carry. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue };

export function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own member of that name; never what it inherits, so "constructor" and "__proto__" are names like any other. */
export function memberOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Gives the object a member of that name; "__proto__" too becomes a member, not a prototype. */
export function setMember(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

/**
 * Whether two values are the same, down to -0 and NaN; with "same" key order also in the order of their keys. It does not
 * recurse, so nesting has no limit.
 */
export function isEqual(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
  keyOrder: "any" | "same" = "any",
): boolean {
  const pending = [[one, other] as const];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [left, right] = pair;
    if (Object.is(left, right)) continue;
    if (isArray(left) && isArray(right)) {
      if (left.length !== right.length) return false;
      for (let index = 0; index < left.length; index++) pending.push([left[index], right[index]]);
    } else if (isObject(left) && isObject(right)) {
      const keys = Object.keys(left);
      const otherKeys = Object.keys(right);
      if (keys.length !== otherKeys.length) return false;
      if (keyOrder === "same" && keys.some((key, index) => key !== otherKeys[index])) return false;
      for (const key of keys) pending.push([left[key], memberOf(right, key)]);
    } else {
      return false;
    }
  }
  return true;
}
