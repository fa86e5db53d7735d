import { type Changes, changesOf, type NewItem } from "./changes.ts";
import { blanksEnd, blanksStart, type Gap, gapBefore, leadOfItem, lineLead } from "./gap.ts";
import { isArray, isObject, type JsonObject, type JsonValue } from "./json-value.ts";
import { type Operation, type Revision, revise } from "./merge.ts";
import { printItem, printOnLines } from "./print.ts";
import { hasLineBreak, lineWidth, type Style, styleOf, styleWithin } from "./style.ts";
import { isLineBreak, type Node, parseTree, type Range, type Tree } from "./tree.ts";

/** A range of the original text, and what stands there instead. */
export interface Edit extends Range {
  readonly text: string;
}

export interface EditResult {
  readonly text: string;
  /** Whether the text differs from the one given. */
  readonly changed: boolean;
  /** In the order of the text; they do not overlap. */
  readonly edits: readonly Edit[];
  /** The text given, as it was read. */
  readonly tree: Tree;
}

/**
 * The JSON5 text with the operations carried out and nothing else changed: comments, order, spelling, white space, byte order
 * mark and line ends stay. A text without a value counts as an empty object. What is new is written as its neighbours are,
 * and a text that is JSON stays JSON. A value that is there already keeps its spelling, so the same edit a second time changes
 * nothing, unless it deletes elements of an array by their number.
 *
 * A deleted item takes the comments behind it on its line along; those above it stay.
 *
 * @throws Json5SyntaxError when the text is not JSON5
 * @throws EditError when an operation cannot be carried out
 */
export function editJson5(text: string, operations: readonly Operation[]): EditResult {
  const tree = parseTree(text);
  const before = tree.root ? tree.root.value : {};
  const { value: after, origins } = revise(before, operations);
  if (after === before) return { text, changed: false, edits: [], tree };
  const style = styleOf(text, tree);
  const edits = tree.root
    ? new Editor(text, tree.root, origins).edit(after, style)
    : [{ start: text.length, end: text.length, text: printFile(text, after, style) }];
  return { text: applyEdits(text, edits), changed: true, edits, tree };
}

/** What to write behind a text that holds at most comments. */
function printFile(text: string, value: JsonObject, style: Style): string {
  const startsLine = /(?:^\ufeff?|[\n\r\u2028\u2029])$/.test(text);
  return (startsLine ? "" : style.lineBreak) + printOnLines(value, style, "") + style.lineBreak;
}

/** What the surroundings say about how something is written. */
interface Place {
  readonly style: Style;
  /** The indentation of the line. */
  readonly indent: string;
  /** Whether something else stands before it on that line. */
  readonly shared: boolean;
}

/** What is known of the place where items are added. */
interface Surroundings {
  readonly style: Style;
  /** The indentation of the line the container begins on. */
  readonly indent: string;
  /** What stands before the nearest item that begins a line; `undefined` when none does. */
  readonly lead: string | undefined;
}

class Editor {
  readonly #text: string;
  readonly #root: Node;
  readonly #origins: Revision["origins"];
  readonly #edits: Edit[] = [];

  constructor(text: string, root: Node, origins: Revision["origins"]) {
    this.#text = text;
    this.#root = root;
    this.#origins = origins;
  }

  /** The edits after which the text means that value. */
  edit(value: JsonValue, style: Style): Edit[] {
    const indent = lineLead(this.#text, this.#root.start) ?? "";
    this.#editNode(this.#root, value, { style, indent, shared: false });
    return inOrder(this.#edits);
  }

  #editNode(node: Node, value: JsonValue, around: Place): void {
    const place = { ...around, style: styleWithin(this.#text, node, around.style) };
    const changes = changesOf(node, value, this.#origins);
    if (changes && this.#keepsAnything(node, changes)) this.#editItems(node, changes, place);
    else this.#replace(node, value, place);
  }

  /** Whether an item or a comment stays in the container. */
  #keepsAnything(container: Node, { values }: Changes): boolean {
    if (values.some((value) => value !== undefined)) return true;
    if (this.#gap(container, 0).comments.length > 0) return true;
    return values.some((_, index) => this.#gap(container, index + 1).hasOtherComments);
  }

  #replace(node: Node, value: JsonValue, place: Place): void {
    const onLines = node.items.length > 0 ? hasLineBreak(this.#text, node) : node === this.#root;
    const text =
      onLines && (isObject(value) || isArray(value))
        ? printOnLines(value, place.style, place.indent)
        : print({ key: undefined, value }, place, lineWidth - this.#columnsAround(node));
    this.#edits.push({ start: node.start, end: node.end, text });
  }

  #editItems(container: Node, changes: Changes, place: Place): void {
    this.#changeItems(container, changes, place);
    this.#removeItems(container, changes);
    this.#addItems(container, changes, place);
  }

  #changeItems(container: Node, { values }: Changes, { style, indent }: Place): void {
    container.items.forEach((item, index) => {
      const value = values[index];
      if (value === undefined || Object.is(item.node.value, value)) return;
      const lead = leadOfItem(this.#text, container, index);
      const line = lead === undefined ? { indent, shared: true } : { indent: indentation(lead), shared: false };
      this.#editNode(item.node, value, { ...line, style });
    });
  }

  #removeItems(container: Node, { values, added }: Changes): void {
    const { items } = container;
    for (let first = 0; first < items.length; first++) {
      if (values[first] !== undefined) continue;
      let last = first;
      while (last + 1 < items.length && values[last + 1] === undefined && this.#adjoins(container, last)) last++;
      this.#remove(container, first, last);
      first = last;
    }
    const lastKept = values.findLastIndex((value) => value !== undefined);
    const newLast = items[lastKept];
    if (!newLast || lastKept === items.length - 1) return;
    const needsComma = added.has(lastKept) || hasTrailingComma(container);
    const hasCommaInPlace = newLast.comma < this.#gap(container, lastKept + 1).insertion;
    if (!needsComma || !hasCommaInPlace) this.#cut(newLast.comma, newLast.comma + 1);
  }

  /** Whether an item and the next one can go as one: they share a line, or their comma comes first on the next. */
  #adjoins(container: Node, index: number): boolean {
    const gap = this.#gap(container, index + 1);
    const comma = container.items[index]?.comma ?? -1;
    return !gap.hasOtherComments && (gap.lineBreak === undefined || comma >= gap.ownEnd);
  }

  /** Removes neighbouring items with what belongs to them, and their line when nothing else is on it. */
  #remove(container: Node, firstIndex: number, lastIndex: number): void {
    const first = container.items[firstIndex];
    const last = container.items[lastIndex];
    const next = container.items[lastIndex + 1];
    if (!first || !last) return;
    const gap = this.#gap(container, lastIndex + 1);
    const rest = blanksEnd(this.#text, gap.ownEnd);
    const lead = lineLead(this.#text, first.start);
    // A comma that begins the line belongs to the item before, which needs it as long as another one follows.
    const beginsLine = lead !== undefined && !(next && lead.includes(","));
    const endsLine = rest === gap.lineBreak?.start;
    const hasCommaApart = last.comma >= gap.ownEnd;
    if (next && hasCommaApart && !gap.hasOtherComments) {
      this.#cut(first.start, next.start);
    } else if (beginsLine && gap.lineBreak && endsLine) {
      this.#cut(first.start - lead.length, gap.lineBreak.end);
    } else if (endsLine || rest === container.end - 1) {
      this.#cut(blanksStart(this.#text, first.start), gap.ownEnd);
    } else {
      this.#cut(first.start, rest);
    }
    if (hasCommaApart) this.#cut(last.comma, last.comma + 1);
  }

  #addItems(container: Node, { values, added }: Changes, { style, indent }: Place): void {
    const lastKept = values.findLastIndex((value) => value !== undefined);
    let lead = this.#leadOfComment(container);
    let seen = 0;
    for (const [index, newItems] of added) {
      for (let item = container.items[seen]; item && seen <= Math.max(index, 0); item = container.items[seen]) {
        lead = leadOfItem(this.#text, container, seen) ?? lead;
        seen++;
      }
      this.#add(container, index, newItems, index === lastKept, { style, indent, lead });
    }
  }

  /** In an object or array without items, the lead of the line that its last comment begins. */
  #leadOfComment(container: Node): string | undefined {
    const comment = container.items.length === 0 ? this.#gap(container, 0).comments.at(-1) : undefined;
    return comment && lineLead(this.#text, comment.start);
  }

  /** Adds items behind the one at that index, or at the beginning of the container; at its end when `isLast`. */
  #add(container: Node, index: number, newItems: readonly NewItem[], isLast: boolean, near: Surroundings): void {
    const { style } = near;
    const { items } = container;
    const before = items[index];
    const gap = this.#gap(container, index + 1);
    const beginsLine = before && leadOfItem(this.#text, container, index) !== undefined;
    const onLines = gap.lineBreak !== undefined || (beginsLine && index === items.length - 1);
    const position = items.length === 0 ? gap.contentEnd : gap.insertion;
    const lead = near.lead ?? (onLines ? near.indent + style.indentUnit : near.indent);
    const room = lineWidth - (onLines ? lead.length : this.#columnsAround({ start: position, end: position }));
    const place = { style, indent: indentation(lead), shared: !onLines };
    const printed = newItems.map((item) => print(item, place, room - ", ".length));

    const commaFirst = onLines && lead.includes(",");
    const between = onLines ? style.lineBreak + lead : style.afterComma;
    const separator = commaFirst ? between : `,${between}`;
    const behindComma = before === undefined || (before.comma >= 0 && before.comma < position);
    const trailingComma = items.length > 0 ? hasTrailingComma(container) : onLines && style.trailingComma;
    const text = printed.join(separator) + (behindComma && (!isLast || trailingComma) ? "," : "");
    if (!before && !onLines && items.length > 0) {
      this.#insert(blanksEnd(this.#text, position), text + between);
    } else if (behindComma) {
      this.#insert(position, indentation(between) + text);
    } else if (onLines && !commaFirst) {
      // Before the comments behind the value, where people put it.
      this.#insert(before.node.end, ",");
      this.#insert(position, between + text);
    } else {
      this.#insert(position, separator + text);
    }
  }

  #gap(container: Node, index: number): Gap {
    return gapBefore(this.#text, container, index);
  }

  /** How many columns of its line are taken by what stands around a range; it does not count on where there is no room anyway. */
  #columnsAround({ start, end }: Range): number {
    const endsLine = (offset: number) => isLineBreak(this.#text.charCodeAt(offset));
    let before = 0;
    while (before < lineWidth && before < start && !endsLine(start - before - 1)) before++;
    let after = 0;
    while (after < lineWidth && end + after < this.#text.length && !endsLine(end + after)) after++;
    return before + after;
  }

  #insert(position: number, text: string): void {
    this.#edits.push({ start: position, end: position, text });
  }

  #cut(start: number, end: number): void {
    this.#edits.push({ start, end, text: "" });
  }
}

function hasTrailingComma({ items }: Node): boolean {
  return (items.at(-1)?.comma ?? -1) >= 0;
}

/** An item in its place: on a line shared with others it stays on that line if it can. */
function print({ key, value }: NewItem, { style, indent, shared }: Place, room: number): string {
  const inLine = shared ? printItem(key, value, { ...style, oneLine: "all" }, indent, room) : undefined;
  return inLine !== undefined && inLine.length <= room ? inLine : printItem(key, value, style, indent, room);
}

/** The lead of a line without the comma it may hold. */
function indentation(lead: string): string {
  return lead.replace(",", " ");
}

/** Sorts the edits and joins those that overlap; only cuts do. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const last = result.at(-1);
    if (last && edit.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, edit.end), text: last.text + edit.text };
    } else {
      result.push(edit);
    }
  }
  return result;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end, text: replacement } of edits) {
    pieces.push(text.slice(position, start), replacement);
    position = end;
  }
  return pieces.join("") + text.slice(position);
}
