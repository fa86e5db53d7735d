import type { Edit } from "./edit.ts";
import { isArray, isEqual, isObject, type JsonArray, type JsonObject, type JsonValue, memberOf } from "./json-value.ts";
import { applyOperations, type Operation, type Revision, revise } from "./merge.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { Json5SyntaxError, type Node, parseTree, type Range, type Tree } from "./tree.ts";

/** An edit that was made, and what is needed to judge it. */
export interface EditToCheck {
  readonly before: string;
  readonly after: string;
  /** How the one became the other: ranges of the text before, in its order, and what stands there instead. */
  readonly edits: readonly Edit[];
  readonly operations: readonly Operation[];
  /** The text before, as it was read, where that is at hand. */
  readonly tree?: Tree;
  /** The authority on what a text means, such as JSON5.parse; it throws where it cannot read the text. */
  readonly parse: (text: string) => unknown;
}

/**
 * Checks that an edited text is what was asked for. It must mean what the text before and the operations mean together, down
 * to the order of the keys, -0 and NaN; JSON must still be JSON; and of what is not removed or replaced every key, value,
 * bracket and comment must be there in its spelling, each comment still behind what it belongs to. Takes time in proportion to
 * the texts, however deep they nest.
 *
 * Where comments are, what they belong to and what goes is worked out here once more, by other code than the editor's, so that
 * no mistake is made twice and found right.
 *
 * Returns `undefined` when all is well, else the reason in a few words, which quote nothing of the text.
 *
 * @throws Json5SyntaxError, EditError, and what `parse` throws, when it is the text before or the operations that are wrong
 */
export function checkEdit({ before, after, edits, operations, tree, parse }: EditToCheck): string | undefined {
  const { root } = tree ?? parseTree(before);
  const valueBefore = root ? (parse(before) as JsonValue) : {};
  const expected = applyOperations(valueBefore, operations);
  if (expected === valueBefore) return before === after ? undefined : "nothing was to change";

  let valueAfter: JsonValue;
  try {
    valueAfter = parse(after) as JsonValue;
  } catch {
    return `the result cannot be read${lineOfProblem(after)}`;
  }
  if (!isEqual(valueAfter, expected, "same")) return "the result means something else";
  if (isJson(before) && !isJson(after)) return "the result is no longer JSON";
  if (!makes(before, edits, after)) return "the edits do not make the result";
  const place = root ?? { start: before.length, end: before.length };
  if (edits.some(({ start, end }) => start < place.start || end > place.end))
    return "something around it would be changed";
  return complaint(before, after, edits, root ? whatGoes(root, revise(root.value, operations)) : []);
}

function lineOfProblem(text: string): string {
  try {
    parseTree(text);
    return "";
  } catch (error) {
    return error instanceof Json5SyntaxError ? ` in line ${error.line}` : "";
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}

function makes(before: string, edits: readonly Edit[], after: string): boolean {
  let made = "";
  let position = 0;
  for (const { start, end, text } of edits) {
    if (start < position || end < start) return false;
    made += before.slice(position, start) + text;
    position = end;
  }
  return made + before.slice(position) === after;
}

/** A range of the text that goes: an item of an object or array, a value that another one replaces, or a bracket. */
interface Going extends Range {
  readonly what: "item" | "value" | "bracket";
}

/** In the order of the text. The brackets of an object or array may go when none of its items stays. */
function whatGoes(root: Node, revision: Revision): Going[] {
  const going: Going[] = [];
  const visit = (node: Node, after: JsonValue): void => {
    if (isEqual(node.value, after)) return;
    const { start, end, items } = node;
    const values = valuesAfter(node, after, revision);
    if (!values) {
      going.push({ start, end, what: "value" });
      return;
    }
    const isEmptied = values.every((value) => value === undefined);
    if (isEmptied) going.push({ start, end: start + 1, what: "bracket" });
    items.forEach((item, index) => {
      const value = values[index];
      if (value !== undefined) visit(item.node, value);
      else going.push({ start: item.start, end: item.node.end, what: "item" });
    });
    if (isEmptied) going.push({ start: end - 1, end, what: "bracket" });
  };
  visit(root, revision.value);
  return going;
}

/** What becomes of each item, `undefined` when it goes; nothing where one value replaces another as a whole. */
function valuesAfter(node: Node, after: JsonValue, revision: Revision): (JsonValue | undefined)[] | undefined {
  if (isObject(node.value) && isObject(after)) return membersAfter(node, after);
  return isArray(node.value) && isArray(after) ? elementsAfter(node.value, after, revision) : undefined;
}

function membersAfter({ items }: Node, after: JsonObject): (JsonValue | undefined)[] {
  const decided = new Set<string>();
  return items
    .toReversed()
    .map(({ key = "", node }) => {
      const isLast = !decided.has(key);
      decided.add(key);
      const member = memberOf(after, key);
      return isLast || member === undefined ? member : node.value;
    })
    .reverse();
}

function elementsAfter(before: JsonArray, after: JsonArray, { origins, aligned }: Revision): (JsonValue | undefined)[] {
  const values = new Array<JsonValue | undefined>(before.length).fill(undefined);
  origins.get(after)?.forEach((origin, index) => {
    if (origin >= 0) values[origin] = after[index];
  });
  if (!aligned.has(after)) return values;
  // Of an array that was given as a whole, whatever stands as before at either end has stayed, no matter what was told.
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  for (; head < shorter && isEqual(before[head], after[head]); head++) values[head] = before[head];
  for (let tail = 1; tail <= shorter - head && isEqual(before.at(-tail), after.at(-tail)); tail++) {
    values[before.length - tail] = before.at(-tail);
  }
  return values;
}

/** Goes through the text before, piece by piece, and through the comments of the text after beside it. */
function complaint(before: string, after: string, edits: readonly Edit[], going: readonly Going[]): string | undefined {
  const commentsAfter = commentsOf(after);
  const goingAt = lookup(going);
  const editAt = lookup(edits);
  const writtenFrom = writing(edits);
  const justified = new Set<Edit>();
  for (const { piece, comments } of groupsOf(before)) {
    const goes = piece && goingAt(piece);
    const edit = piece && editAt(piece);
    if (edit && !goes) return "something that stays would be changed";
    if (edit) justified.add(edit);
    for (const { start, end, isOwn } of comments) {
      const mayGo = goingAt({ start, end }) !== undefined || (isOwn && goes?.what === "item");
      const cut = editAt({ start, end });
      if (cut && !mayGo) return "a comment would be lost";
      if (!cut && commentsAfter.next().value !== before.slice(start, end)) return "a comment would be lost";
    }
    const lastOwn = comments.findLast(({ isOwn }) => isOwn);
    if (piece && lastOwn && goes?.what !== "item" && writtenFrom(piece.end) <= lastOwn.start) {
      return "a comment would be torn from what it belongs to";
    }
  }
  if (!commentsAfter.next().done) return "a comment would be made";
  const isIdle = (edit: Edit) =>
    edit.start < edit.end && !justified.has(edit) && !before.slice(edit.start, edit.end).includes(",");
  return edits.some(isIdle) ? "white space would be changed" : undefined;
}

/** Where the next edit is that writes more than a comma, from a place on; the places are asked for in the order of the text. */
function writing(edits: readonly Edit[]): (from: number) => number {
  let next = 0;
  return (from) => {
    for (let edit = edits[next]; edit && (edit.start < from || !/[^\s,]/.test(edit.text)); edit = edits[next]) next++;
    return edits[next]?.start ?? Number.POSITIVE_INFINITY;
  };
}

/**
 * Finds the range that holds a part of another one, or is an empty one inside it. The ranges are in the order of the text, and
 * they are asked for in that order.
 */
function lookup<Found extends Range>(ranges: readonly Found[]): (range: Range) => Found | undefined {
  let next = 0;
  return ({ start, end }) => {
    while ((ranges[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const found = ranges[next];
    return found && found.start < end ? found : undefined;
  };
}

function* commentsOf(text: string): Generator<string, undefined> {
  for (const { start, end, isComment } of piecesOf(text)) if (isComment) yield text.slice(start, end);
}

/** A piece that is no comment, or the beginning of the text, and the comments up to the next one. */
interface Group {
  readonly piece: Piece | undefined;
  readonly comments: readonly Comment[];
}

interface Comment extends Range {
  /** Whether it belongs to the piece before: it stands behind it on its line, and is not the next one's. */
  readonly isOwn: boolean;
}

function* groupsOf(text: string): Generator<Group, void> {
  let piece: Piece | undefined;
  let comments: Piece[] = [];
  for (const next of piecesOf(text)) {
    if (next.isComment) {
      comments.push(next);
      continue;
    }
    yield { piece, comments: owned(text, piece, comments, next) };
    piece = next;
    comments = [];
  }
  yield { piece, comments: owned(text, piece, comments, undefined) };
}

/**
 * A comment over several lines belongs to no piece. One behind a comma, a colon or an opening bracket belongs to the next piece
 * when that follows on the same line.
 */
function owned(text: string, piece: Piece | undefined, comments: readonly Piece[], next: Piece | undefined): Comment[] {
  if (comments.length === 0) return [];
  const between = (from: Range | undefined, to: Range | undefined) =>
    text.slice(from?.end ?? 0, to?.start ?? text.length);
  const blanks = comments.map((comment, index) => between(comments[index - 1] ?? piece, comment));
  const isAlone = [...blanks, between(comments.at(-1), next)].every((blank) => !hasLineBreak(blank));
  const leadsOn = isAlone && next !== undefined && !"}]".includes(text.charAt(next.start));
  let onLine = piece !== undefined;
  let isBehind = piece !== undefined && "{[:".includes(text.charAt(piece.start));
  return comments.map(({ start, end }, index) => {
    const blank = blanks[index] ?? "";
    onLine &&= !hasLineBreak(blank) && !hasLineBreak(text.slice(start, end));
    isBehind ||= blank.includes(",");
    return { start, end, isOwn: onLine && !(isBehind && leadsOn) };
  });
}

function hasLineBreak(text: string): boolean {
  return /[\n\r\u2028\u2029]/.test(text);
}
