import { commentEnd, isLineBreak, isWhiteSpace, type Node, type Range } from "./tree.ts";

/**
 * What stands between two neighbours in an object or array: white space, comments and at most one comma. A neighbour is an
 * item, or the bracket with which the container begins or ends.
 */
export interface Gap {
  readonly comments: readonly Range[];
  /** Whether there is a comment that does not belong to the neighbour before. */
  readonly hasOtherComments: boolean;
  /** The first line break that is not inside a comment. */
  readonly lineBreak: Range | undefined;
  /**
   * Where that ends which belongs to the neighbour before: its comma, and the comments behind it on its line. A comment over
   * several lines belongs to nobody, and one behind the comma belongs to the next item when that follows on the same line.
   */
  readonly ownEnd: number;
  /** Where a new item can be inserted: on the line of the neighbour before, behind its comma and all but the next item's comments. */
  readonly insertion: number;
  /** Where the last comment or comma ends; the beginning of the gap when there is none. */
  readonly contentEnd: number;
}

/** The gap before the item at that index; the number of items as index means the gap before the closing bracket. */
export function gapBefore(text: string, container: Node, index: number): Gap {
  const before = container.items[index - 1];
  const after = container.items[index];
  const start = before ? before.node.end : container.start + 1;
  const end = after ? after.start : container.end - 1;

  const comments: Range[] = [];
  let lineBreak: Range | undefined;
  let owning = true;
  let ownEnd = start;
  let insertion = start;
  let contentEnd = start;
  for (let position = start, next: number; position < end; position = next) {
    next = position + 1;
    const code = text.charCodeAt(position);
    if (isLineBreak(code)) {
      if (text.startsWith("\r\n", position)) next++;
      lineBreak ??= { start: position, end: next };
      owning = false;
    } else if (code === slash || code === comma) {
      if (code === slash) {
        next = commentEnd(text, position);
        comments.push({ start: position, end: next });
        owning &&= !lineBreaks.test(text.slice(position, next));
      }
      contentEnd = next;
      if (owning) ownEnd = next;
      if (!lineBreak) insertion = next;
    }
  }
  if (after && !lineBreak) {
    insertion = before ? before.comma + 1 : start;
    ownEnd = Math.min(ownEnd, insertion);
  }
  const hasOtherComments = comments.some((comment) => comment.end > ownEnd);
  return { comments, hasOtherComments, lineBreak, ownEnd, insertion, contentEnd };
}

/**
 * What stands on the line before an item that begins it: indentation and, where people put the comma first, that comma.
 * `undefined` when anything else stands there.
 */
export function lineLead(text: string, offset: number): string | undefined {
  let start = blanksStart(text, offset);
  if (text[start - 1] === ",") start = blanksStart(text, start - 1);
  return start === 0 || isLineBreak(text.charCodeAt(start - 1)) ? text.slice(start, offset) : undefined;
}

/**
 * The same of the line on which an item stands, also where a comment begins that line; `undefined` where anything else does.
 */
export function leadOfItem(text: string, container: Node, index: number): string | undefined {
  const item = container.items[index];
  const own = item && lineLead(text, item.start);
  if (own !== undefined) return own;
  const { comments } = gapBefore(text, container, index);
  return comments.map(({ start }) => lineLead(text, start)).findLast((lead) => lead !== undefined);
}

/** Where the blanks before an offset begin: white space on its line. A byte order mark is not for copying or cutting. */
export function blanksStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where the blanks behind an offset end. */
export function blanksEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && isBlank(text.charCodeAt(end))) end++;
  return end;
}

function isBlank(code: number): boolean {
  return isWhiteSpace(code) && !isLineBreak(code) && code !== byteOrderMark;
}

const comma = 0x2c;
const slash = 0x2f;
const byteOrderMark = 0xfeff;
const lineBreaks = /[\n\r\u2028\u2029]/;
