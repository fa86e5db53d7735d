import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import JSON5 from "json5";
import { afterAll, beforeAll, describe, test, vi } from "vitest";
import { checkEdit } from "../../src/config/json5/check.ts";
import { type Edit, editJson5 } from "../../src/config/json5/edit.ts";
import type { JsonObject, JsonValue } from "../../src/config/json5/json-value.ts";
import { EditError, type Operation, type Path } from "../../src/config/json5/merge.ts";
import {
  type Choose,
  chooser,
  type GeneratedItem,
  type GeneratedNode,
  type GeneratedText,
  generateText,
  type Scalar,
  type TextStyle,
  textStyles,
} from "../support/json5-generator.ts";

const runs = { numRuns: Number(process.env.FUZZ_CASES ?? 2000) };
const numbers = fc.array(fc.nat(10_000), { minLength: 40, maxLength: 300, size: "max" });

vi.setConfig({ testTimeout: 30_000 + 10 * runs.numRuns });

beforeAll(() => {
  // json5 warns of every raw U+2028 in a string.
  vi.spyOn(console, "warn").mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

describe.each(textStyles)("a %s text", (style) => {
  test("means after an edit what text and operations mean together, and everything else in it stays", () => {
    fc.assert(fc.property(cases(style), expectFaithfulEdit), runs);
  });

  test("is not touched when there is nothing to do", () => {
    fc.assert(
      fc.property(numbers, (forText) => {
        const { text } = generateText(style, chooser(forText));
        const restated: Operation = { op: "merge", path: [], value: finite(JSON5.parse(text)) ?? {} };
        for (const operations of [[], [restated]]) {
          const result = editJson5(text, operations);
          if (result.text !== text || result.changed || result.edits.length > 0)
            throw new Error(`became ${result.text}`);
        }
      }),
      runs,
    );
  });
});

test.each(["json", "jsonc", "human"] as const)(
  "a %s text is what it was when a member is added and deleted again",
  (style) => {
    fc.assert(fc.property(cases(style), expectUndoable), runs);
  },
);

/** Adding a member and deleting it again gives the very text back. */
function expectUndoable({ generated, operations }: Case): void {
  const { text } = generated;
  const containers: Path[] = [];
  const visit = (node: GeneratedNode, path: Path): void => {
    if (node.kind === "object" && node.items.length > 0) containers.push(path);
    const members = new Map(node.items.map((item) => [item.key, item.node]));
    for (const [key, inner] of members) if (key !== undefined) visit(inner, [...path, key]);
  };
  visit(generated.root, []);
  const value = operations.find((operation) => operation.op === "set")?.value ?? 1;
  for (const container of containers) {
    const path = [...container, "added"];
    if (outcome(() => editJson5(text, [{ op: "set", path, value }]))) continue;
    const added = editJson5(text, [{ op: "set", path, value }]).text;
    const undone = editJson5(added, [{ op: "delete", path }]).text;
    if (undone !== text) throw new Error(`after\n${added}\nit is not undone:\n${undone}`);
  }
}

interface Case {
  readonly generated: GeneratedText;
  readonly operations: readonly Operation[];
}

function cases(style: TextStyle): fc.Arbitrary<Case> {
  return fc.tuple(numbers, numbers).map(([forText, forOperations]) => {
    const generated = generateText(style, chooser(forText));
    return { generated, operations: generateOperations(generated, chooser(forOperations)) };
  });
}

function expectFaithfulEdit({ generated, operations }: Case): void {
  const { text } = generated;
  const model = modelOf(generated.root);
  if (!isDeepStrictEqual(meaningOf(model), JSON5.parse(text))) throw new Error("the generator misjudges its own text");
  const refusal = outcome(() => apply(model, operations));
  const refusedByEditor = outcome(() => editJson5(text, operations));
  if (refusal || refusedByEditor) {
    if (refusal !== refusedByEditor) throw new Error(`refused as ${refusedByEditor}, not as ${refusal}`);
    return;
  }
  const result = editJson5(text, operations);
  expectExactEdits(text, result);

  const value = JSON5.parse(result.text);
  if (!isDeepStrictEqual(value, meaningOf(model))) throw new Error(`means something else:\n${result.text}`);
  expectKeyOrder(model, value);
  const complaint = checkEdit({ before: text, after: result.text, operations, parse: JSON5.parse });
  if (complaint) throw new Error(`the check refuses it, ${complaint}:\n${result.text}`);

  for (const { start, end } of keptTokens(model)) expectUntouched(text, result, start, end);
  for (const { start, end, container, item, endsLine } of generated.comments) {
    if (!isKept(model, container, item)) continue;
    expectUntouched(text, result, start, end);
    if (endsLine && item) expectSameLine(result, item.node.end, start);
  }
  if (isJson(text) && !isJson(result.text)) throw new Error(`is no longer JSON:\n${result.text}`);
  expectLineStyle(generated, result.edits);

  // Deleting by number, or setting what another operation then undoes, means something else the second time.
  const refusedAgain = outcome(() => apply(model, operations));
  if (refusedAgain || !isDeepStrictEqual(value, meaningOf(model))) return;
  const again = editJson5(result.text, operations);
  if (again.text !== result.text) throw new Error(`a second time it changes\n${result.text}\ninto\n${again.text}`);
}

/** The error's code, or nothing when all went well. */
function outcome(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof EditError) return error.code;
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// What must not change

interface Result {
  readonly text: string;
  readonly edits: readonly Edit[];
}

function expectExactEdits(text: string, result: Result): void {
  let applied = "";
  let position = 0;
  for (const edit of result.edits) {
    if (edit.start < position || edit.end < edit.start) throw new Error("the edits overlap or are out of order");
    applied += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  if (applied + text.slice(position) !== result.text) throw new Error("the edits do not make the text");
}

function expectUntouched(text: string, result: Result, start: number, end: number): void {
  const edit = result.edits.find((each) => each.start < end && start < each.end);
  const inside = result.edits.find((each) => each.start === each.end && start < each.start && each.start < end);
  if (edit || inside) throw new Error(`${JSON.stringify(text.slice(start, end))} was touched:\n${result.text}`);
}

/** Where a place of the old text that no edit touched is in the new one. */
function moved(edits: readonly Edit[], offset: number, isEnd: boolean): number {
  let shift = 0;
  for (const edit of edits) {
    if (isEnd ? edit.end < offset || (edit.end === offset && edit.start < offset) : edit.end <= offset) {
      shift += edit.text.length - (edit.end - edit.start);
    }
  }
  return offset + shift;
}

/** Between a value and the comment at the end of its line there is nothing but white space, the comma and other comments. */
function expectSameLine(result: Result, valueEnd: number, commentStart: number): void {
  const between = result.text.slice(moved(result.edits, valueEnd, true), moved(result.edits, commentStart, false));
  if (!/^(?:[ \t\u00a0]|,|\/\*[^\n\r\u2028]*?\*\/)*$/.test(between)) {
    throw new Error(`${JSON.stringify(between)} came between a value and its comment:\n${result.text}`);
  }
}

/** New lines end and are indented as the others. */
function expectLineStyle({ text, lineBreak, indentUnit }: GeneratedText, edits: readonly Edit[]): void {
  const showsStyle = /[\n\r][ \t]+["'\w{[]/.test(text.replace(/\/\*[\s\S]*?\*\//g, ""));
  for (const edit of edits) {
    if (/[\u2028\u2029\ufeff\u0007\ud800]/.test(edit.text)) throw new Error(`raw: ${JSON.stringify(edit.text)}`);
    const lines = edit.text.split(lineBreak);
    if (indentUnit === undefined || !showsStyle) continue;
    for (const [index, line] of lines.entries()) {
      if (/[\n\r]/.test(line)) throw new Error(`a line end of another kind in ${JSON.stringify(edit.text)}`);
      const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
      if (index > 0 && indent !== indentUnit.repeat(indent.length / indentUnit.length)) {
        throw new Error(`other indentation in ${JSON.stringify(edit.text)}`);
      }
    }
  }
}

// A second, naive idea of what the operations mean: a tree of lists that remembers where its parts come from in the text.

interface Part {
  kind: "object" | "array" | "scalar";
  scalar: Scalar;
  members: Member[];
  /** The place in the text of which this is what has become; `undefined` for what is new. */
  from: GeneratedNode | undefined;
  /** Whether an operation stated the array anew, as it was: which element is which is then told by their values alone. */
  restated?: boolean;
}

interface Member {
  readonly key: string | undefined;
  part: Part;
  readonly from: GeneratedItem | undefined;
  removed: boolean;
}

class Refusal extends Error {}

function modelOf(node: GeneratedNode): Part {
  const members = node.items.map((item) => ({ key: item.key, part: modelOf(item.node), from: item, removed: false }));
  return { kind: node.kind, scalar: node.value, members, from: node };
}

function fresh(value: JsonValue): Part {
  const part: Part = { kind: "scalar", scalar: null, members: [], from: undefined };
  if (Array.isArray(value)) {
    part.kind = "array";
    part.members = value.map((element) => ({ key: undefined, part: fresh(element), from: undefined, removed: false }));
  } else if (typeof value === "object" && value !== null) {
    part.kind = "object";
    for (const [key, member] of Object.entries(value)) {
      part.members.push({ key, part: fresh(member), from: undefined, removed: false });
    }
  } else {
    part.scalar = value as Scalar;
  }
  return part;
}

function meaningOf(part: Part): unknown {
  const members = part.members.filter((member) => !member.removed);
  if (part.kind === "scalar") return part.scalar;
  if (part.kind === "array") return members.map((member) => meaningOf(member.part));
  const object = {};
  for (const { key = "", part: member } of members) {
    Object.defineProperty(object, key, {
      value: meaningOf(member),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

function apply(root: Part, operations: readonly Operation[]): void {
  for (const operation of operations) {
    const result = applyAt(root, operation, 0);
    if (result?.kind !== "object") throw new Refusal("root-not-object");
    if (result !== root) Object.assign(root, result);
  }
}

function applyAt(part: Part | undefined, operation: Operation, depth: number): Part | undefined {
  const step = operation.path[depth];
  if (step === undefined) {
    if (operation.op === "delete") return undefined;
    if (operation.op === "set") return replaced(part, operation.value);
    if (operation.op === "upsert") return upserted(part, operation.id, operation.value);
    return merged(part, operation.value);
  }
  if (!part && operation.op === "delete") return undefined;
  const here = part ?? fresh(typeof step === "string" ? {} : []);
  if (here.kind !== (typeof step === "string" ? "object" : "array")) {
    if (operation.op === "delete") return part;
    throw new Refusal("not-a-container");
  }
  forgetElements(here);
  if (typeof step === "string") {
    const member = here.members.findLast((each) => each.key === step && !each.removed);
    setMember(here, step, applyAt(member?.part, operation, depth + 1));
  } else {
    const members = here.members.filter((each) => !each.removed);
    if (step > members.length && operation.op !== "delete") throw new Refusal("index-out-of-range");
    const member = members[step];
    const result = applyAt(member?.part, operation, depth + 1);
    if (member && result) member.part = result;
    else if (member) member.removed = true;
    else if (result) here.members.push({ key: undefined, part: result, from: undefined, removed: false });
  }
  return here;
}

function forgetElements(array: Part): void {
  if (!array.restated) return;
  array.from = undefined;
  array.members = fresh(meaningOf(array) as JsonValue).members;
}

function setMember(object: Part, key: string, part: Part | undefined): void {
  const all = object.members.filter((member) => member.key === key);
  for (const member of all) member.removed = part === undefined;
  if (part === undefined) object.members = object.members.filter((member) => !member.removed || member.from);
  const last = all.at(-1);
  if (part && last) last.part = part;
  else if (part) object.members.push({ key, part, from: undefined, removed: false });
}

function merged(part: Part | undefined, value: JsonValue): Part {
  const patch = fresh(value);
  if (part?.kind !== "object" || patch.kind !== "object") return replaced(part, value);
  for (const [key, member] of Object.entries(value as JsonObject)) {
    const existing = part.members.findLast((each) => each.key === key && !each.removed);
    setMember(part, key, merged(existing?.part, member));
  }
  return part;
}

function replaced(part: Part | undefined, value: JsonValue): Part {
  const replacement = fresh(value);
  if (!part) return replacement;
  if (part.kind === "array") {
    part.restated = true;
    if (part.from && !isDeepStrictEqual(meaningOf(part), meaningOf(modelOf(part.from)))) forgetElements(part);
  }
  if (part.kind !== "object" && isDeepStrictEqual(meaningOf(part), meaningOf(replacement))) return part;
  if (part.kind !== "object" || replacement.kind !== "object") return replacement;
  const keys = Object.keys(value as JsonObject);
  for (const { key = "" } of [...part.members]) if (!keys.includes(key)) setMember(part, key, undefined);
  for (const [key, member] of Object.entries(value as JsonObject)) {
    const existing = part.members.findLast((each) => each.key === key && !each.removed);
    setMember(part, key, replaced(existing?.part, member));
  }
  return part;
}

function upserted(part: Part | undefined, id: string, value: JsonObject): Part {
  const array = part ?? fresh([]);
  if (array.kind !== "array") throw new Refusal("not-a-container");
  forgetElements(array);
  const hasId = ({ part: element, removed }: Member) =>
    !removed &&
    element.kind === "object" &&
    element.members.findLast((member) => member.key === "id" && !member.removed)?.part.scalar === id;
  const element = array.members.findLast(hasId);
  if (element) element.part = merged(element.part, value);
  else array.members.push({ key: undefined, part: fresh({ id, ...value }), from: undefined, removed: false });
  return array;
}

/** The keys and scalars of the text that have stayed what they were. */
function keptTokens(part: Part): { start: number; end: number }[] {
  return part.members.flatMap(({ part: member, from, removed }) => {
    if (removed || !from) return [];
    const key = from.key === undefined ? [] : [{ start: from.keyStart, end: from.keyEnd }];
    if (member.from !== from.node) return key;
    return [...key, ...(member.kind === "scalar" ? [from.node] : keptTokens(member))];
  });
}

/** Whether the container, and the item in it if there is one, are still in the text. */
function isKept(part: Part, container: GeneratedNode | undefined, item: GeneratedItem | undefined): boolean {
  if (!container) return true;
  if (part.from === container) return !item || part.members.some((member) => member.from === item && !member.removed);
  return part.members.some((member) => !member.removed && isKept(member.part, container, item));
}

/** Keys that were there before stand in their old order. */
function expectKeyOrder(part: Part, value: unknown): void {
  const members = part.members.filter((member) => !member.removed);
  if (part.kind === "object" && part.from) {
    const old = new Set(members.filter((member) => member.from).map((member) => member.key));
    const order = Object.keys(meaningOf(part) as object).filter((key) => old.has(key));
    const found = Object.keys(value as object).filter((key) => old.has(key));
    if (!isDeepStrictEqual(found, order)) throw new Error(`the keys ${found} stood in the order ${order}`);
  }
  members.forEach((member, index) => {
    const inner = Object.getOwnPropertyDescriptor(value, member.key ?? index)?.value;
    const hidden = member.key !== undefined && members.findLast((each) => each.key === member.key) !== member;
    if (!hidden) expectKeyOrder(member.part, inner);
  });
}

// Operations

const newScalars: readonly Scalar[] = [
  7,
  "new",
  true,
  null,
  -0,
  0.5,
  "it's",
  'say "hi"',
  "\u2028\ud800\ufeff\u0007",
  1e21,
];
const newKeys = [
  "fresh",
  "a",
  "models",
  "x-y",
  "__proto__",
  "constructor",
  "10",
  "née",
  "id",
  "two words",
  "b",
] as const;
const ids = ["one", "two", "four"] as const;

function generateOperations({ root }: GeneratedText, choose: Choose): Operation[] {
  const places: { path: Path; node: GeneratedNode }[] = [];
  const visit = (node: GeneratedNode, path: Path): void => {
    places.push({ path, node });
    node.items.forEach((item, index) => {
      visit(item.node, [...path, item.key ?? index]);
    });
  };
  visit(root, []);
  const placesOf = (kind: GeneratedNode["kind"]) => places.filter(({ node }) => node.kind === kind);
  const oneOf = <Choice>(choices: readonly Choice[]): Choice => choices[choose(choices.length)] as Choice;
  const scalar = (): JsonValue => oneOf(newScalars);
  const value = (depth = 0): JsonValue => {
    const form = choose(8);
    if (form < 4 || depth > 3) return scalar();
    if (form < 6) return object(depth + 1);
    if (form === 6)
      return { id: oneOf(ids), cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, input: ["text"] };
    return Array.from({ length: choose(4) }, () => value(depth + 1));
  };
  const object = (depth = 0): JsonObject => {
    const entries = Array.from({ length: choose(4) }, () => [oneOf(newKeys), value(depth + 1)] as const);
    return Object.fromEntries(entries);
  };
  const withoutId = ({ id: _, ...rest }: JsonObject): JsonObject => rest;

  const operation = (): Operation => {
    const { path, node } = oneOf(places);
    const container = oneOf(placesOf("object")).path;
    const array = oneOf(placesOf("array"));
    switch (choose(12)) {
      case 0:
        return { op: "set", path: [...container, oneOf(newKeys)], value: value() };
      case 1:
        return { op: "set", path, value: path.length === 0 ? object() : value() };
      case 2:
        return { op: "delete", path: path.length === 0 ? ["models"] : path };
      case 3:
        return { op: "merge", path: container, value: object() };
      case 4:
        return { op: "upsert", path: array?.path ?? ["rows"], id: oneOf(ids), value: withoutId(object()) };
      case 5:
        return { op: "set", path: [...container, "deep", oneOf(newKeys), "deeper"], value: value() };
      case 6:
        return { op: "delete", path: [...container, oneOf(newKeys)] };
      case 7:
        return { op: "set", path: [...(array?.path ?? ["list"]), array ? array.node.items.length : 0], value: value() };
      case 8:
        return { op: "set", path: array?.path ?? ["list"], value: shuffled(array?.node, value, choose) };
      case 9:
        return { op: "merge", path, value: path.length === 0 ? object() : value() };
      case 10:
        return { op: "set", path, value: finite(meaningOf(modelOf(node))) ?? object() };
      default:
        return {
          op: "upsert",
          path: oneOf([path, ["rows"], [...container, "rows"]]),
          id: oneOf(ids),
          value: withoutId(object()),
        };
    }
  };
  return Array.from({ length: 1 + choose(5) }, operation);
}

/** The elements of an array, some left out, some new, some in another place. */
function shuffled(array: GeneratedNode | undefined, value: () => JsonValue, choose: Choose): JsonValue {
  const elements: JsonValue[] = [];
  for (const element of array?.items ?? []) {
    const form = choose(5);
    if (form === 1) elements.push(value());
    const same = finite(meaningOf(modelOf(element.node))) ?? null;
    if (form === 2) elements.unshift(same);
    else if (form !== 3) elements.push(same);
  }
  return elements;
}

/** A value without the members that no operation accepts, because a number in them is not finite. */
function finite(value: unknown): JsonValue | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  if (Array.isArray(value)) return isDeepStrictEqual(value.map(finite), value) ? value : undefined;
  if (typeof value !== "object" || value === null) return value as JsonValue;
  const members = Object.entries(value).map(([key, member]) => [key, finite(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined)) as JsonObject;
}
