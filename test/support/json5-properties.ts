import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import JSON5 from "json5";
import type { checkEdit } from "../../src/config/json5/check.ts";
import type { Edit, EditResult, editJson5 } from "../../src/config/json5/edit.ts";
import type { JsonObject, JsonValue } from "../../src/config/json5/json-value.ts";
import type { EditError, Operation, Path } from "../../src/config/json5/merge.ts";
import {
  type Choose,
  chooser,
  type GeneratedItem,
  type GeneratedNode,
  type GeneratedText,
  generateText,
  type Scalar,
  type TextStyle,
} from "./json5-generator.ts";

/** What is tested: the program's own editor, or one with a mistake planted in it. */
export interface Editor {
  readonly edit: typeof editJson5;
  readonly check: typeof checkEdit;
}

export const numbers = fc.array(fc.nat(10_000), { minLength: 40, maxLength: 300, size: "max" });

export interface Case {
  readonly generated: GeneratedText;
  readonly operations: readonly Operation[];
}

export function cases(style: TextStyle): fc.Arbitrary<Case> {
  return fc.tuple(numbers, numbers).map(([forText, forOperations]) => {
    const generated = generateText(style, chooser(forText));
    return { generated, operations: generateOperations(generated, chooser(forOperations)) };
  });
}

/**
 * An edit means what text and operations mean together, leaves everything else as it was, is written as its neighbours are,
 * passes the check, and changes nothing when it is made once more.
 */
export function expectFaithfulEdit({ edit, check }: Editor, { generated, operations }: Case): void {
  const { text } = generated;
  const model = modelOf(generated.root);
  if (!isDeepStrictEqual(meaningOf(model), JSON5.parse(text))) throw new Error("the generator misjudges its own text");
  const refusal = outcome(() => apply(model, operations));
  const refusedByEditor = outcome(() => edit(text, operations));
  if (refusal || refusedByEditor) {
    if (refusal !== refusedByEditor) throw new Error(`refused as ${refusedByEditor}, not as ${refusal}`);
    return;
  }
  const result = edit(text, operations);
  expectHarmless(generated, model, result);
  const { text: after, edits } = result;
  const complaint = check({ before: text, after, edits, operations, parse: JSON5.parse });
  if (complaint) throw new Error(`the check refuses it, ${complaint}:\n${after}`);
  expectLineStyle(generated, edits);

  // Deleting by number, or setting what another operation then undoes, means something else the second time.
  const meaning = meaningOf(model);
  const refusedAgain = outcome(() => apply(model, operations));
  if (refusedAgain || !isDeepStrictEqual(meaning, meaningOf(model))) return;
  const again = edit(after, operations);
  if (again.text !== after) throw new Error(`a second time it changes\n${after}\ninto\n${again.text}`);
}

/** What an edit would do to a person's file, in a few words; nothing where it does no harm, or no edit comes of it. */
export function harmOf({ edit }: Pick<Editor, "edit">, { generated, operations }: Case): string | undefined {
  const model = modelOf(generated.root);
  if (outcome(() => apply(model, operations))) return undefined;
  let result: EditResult;
  try {
    result = edit(generated.text, operations);
  } catch {
    return undefined;
  }
  try {
    expectHarmless(generated, model, result);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** The text means what it should, and nothing of what stays was touched: no value, no key, no comment, nothing around the root. */
function expectHarmless({ text, root, comments }: GeneratedText, model: Part, result: EditResult): void {
  expectExactEdits(text, result);
  const value = JSON5.parse(result.text);
  if (!isDeepStrictEqual(value, meaningOf(model))) throw new Error(`means something else:\n${result.text}`);
  expectKeyOrder(model, value);
  for (const { start, end } of keptRanges(model)) expectUntouched(text, result, start, end);
  for (const { start, end, container, item, endsLine } of comments) {
    if (!isKept(model, container, item)) continue;
    expectUntouched(text, result, start, end);
    if (endsLine && item) expectSameLine(result, item.node.end, start);
  }
  const around = result.edits.find(({ start, end }) => start < root.start || end > root.end);
  if (around) throw new Error(`the text around it was touched:\n${result.text}`);
  if (isJson(text) && !isJson(result.text)) throw new Error(`is no longer JSON:\n${result.text}`);
}

/** Adding a member and deleting it again gives the very text back. */
export function expectUndoable({ edit }: Pick<Editor, "edit">, { generated, operations }: Case): void {
  const { text } = generated;
  const containers: Path[] = [];
  const visit = (node: GeneratedNode, path: Path): void => {
    if (node.kind === "object" && node.items.length > 0) containers.push(path);
    const members = new Map(node.items.map((item) => [item.key, item.node]));
    for (const [key, inner] of members) if (key !== undefined) visit(inner, [...path, key]);
  };
  visit(generated.root, []);
  const value = operations.find((operation) => operation.op === "set")?.value ?? 1;
  // Of a text that has many of them a few do: each takes three edits of the whole text.
  const step = Math.ceil(containers.length / 12);
  for (const container of containers.filter((_, index) => index % step === 0)) {
    const path = [...container, "added"];
    if (outcome(() => edit(text, [{ op: "set", path, value }]))) continue;
    const added = edit(text, [{ op: "set", path, value }]).text;
    const undone = edit(added, [{ op: "delete", path }]).text;
    if (undone !== text) throw new Error(`after\n${added}\nit is not undone:\n${undone}`);
  }
}

/** The error's code, or nothing when all went well. */
function outcome(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    // A copy of the program has a class of its own for it.
    if (error instanceof Error && error.name === "EditError") return (error as EditError).code;
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

function expectExactEdits(text: string, result: EditResult): void {
  let applied = "";
  let position = 0;
  for (const edit of result.edits) {
    if (edit.start < position || edit.end < edit.start) throw new Error("the edits overlap or are out of order");
    applied += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  if (applied + text.slice(position) !== result.text) throw new Error("the edits do not make the text");
}

function expectUntouched(text: string, result: EditResult, start: number, end: number): void {
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
function expectSameLine(result: EditResult, valueEnd: number, commentStart: number): void {
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
  if (part.kind === "array" && part.from && replacement.kind === "array") return withEnds(replacement, part.from);
  if (part.kind !== "object" || replacement.kind !== "object") return replacement;
  const keys = Object.keys(value as JsonObject);
  for (const { key = "" } of [...part.members]) if (!keys.includes(key)) setMember(part, key, undefined);
  for (const [key, member] of Object.entries(value as JsonObject)) {
    const existing = part.members.findLast((each) => each.key === key && !each.removed);
    setMember(part, key, replaced(existing?.part, member));
  }
  return part;
}

/** Elements that stand as before at either end of an array that was stated anew are still the same ones. */
function withEnds(array: Part, from: GeneratedNode): Part {
  const before = modelOf(from).members;
  const { members } = array;
  const isSame = (one: Member | undefined, other: Member | undefined) =>
    one !== undefined && other !== undefined && isDeepStrictEqual(meaningOf(one.part), meaningOf(other.part));
  const stays: [index: number, member: Member][] = [];
  const shorter = Math.min(before.length, members.length);
  let head = 0;
  for (; head < shorter && isSame(before[head], members[head]); head++) stays.push([head, before[head] as Member]);
  for (let tail = 1; tail <= shorter - head && isSame(before.at(-tail), members.at(-tail)); tail++) {
    stays.push([members.length - tail, before.at(-tail) as Member]);
  }
  for (const [index, member] of stays) members[index] = member;
  return { ...array, from, restated: true };
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

/** What stays of the text as it was: whole values, and the keys of those that changed inside. */
function keptRanges(part: Part): { start: number; end: number }[] {
  return part.members.flatMap(({ part: member, from, removed }) => {
    if (removed || !from) return [];
    const key = from.key === undefined ? [] : [{ start: from.keyStart, end: from.keyEnd }];
    if (member.from !== from.node) return key;
    return [...key, ...(isAsItWas(member, from.node) ? [from.node] : keptRanges(member))];
  });
}

function isAsItWas(part: Part, node: GeneratedNode): boolean {
  if (part.from !== node || part.members.length !== node.items.length) return false;
  return node.items.every((item, index) => {
    const member = part.members[index];
    return member?.from === item && !member.removed && isAsItWas(member.part, item.node);
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
export function finite(value: unknown): JsonValue | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  if (Array.isArray(value)) return isDeepStrictEqual(value.map(finite), value) ? value : undefined;
  if (typeof value !== "object" || value === null) return value as JsonValue;
  const members = Object.entries(value).map(([key, member]) => [key, finite(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined)) as JsonObject;
}
