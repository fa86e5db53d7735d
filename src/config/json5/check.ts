import { changesOf } from "./changes.ts";
import { gapBefore } from "./gap.ts";
import { isEqual, type JsonValue } from "./json-value.ts";
import { applyOperations, type Operation, type Revision, revise } from "./merge.ts";
import { isJson } from "./style.ts";
import { Json5SyntaxError, type Node, parseTree, type Range, type Tree } from "./tree.ts";

/** An edit that was made, and what is needed to judge it. */
export interface EditToCheck {
  readonly before: string;
  readonly after: string;
  readonly operations: readonly Operation[];
  /** The text before, as it was read, where that is at hand. */
  readonly tree?: Tree;
  /** The authority on what a text means, such as JSON5.parse; it throws where it cannot read the text. */
  readonly parse: (text: string) => unknown;
}

/**
 * Checks that an edited text is what was asked for. It must mean what the text before and the operations mean together, down
 * to the order of the keys, -0 and NaN; each comment that did not belong to something removed or replaced must be there, in
 * its old order, and no other; and JSON must still be JSON. Takes time in proportion to the texts, however deep they nest.
 *
 * Returns `undefined` when all is well, else the reason in a few words, which quote nothing of the text.
 *
 * @throws Json5SyntaxError, EditError, and what `parse` throws, when it is the text before or the operations that are wrong
 */
export function checkEdit({ before, after, operations, parse, tree }: EditToCheck): string | undefined {
  const treeBefore = tree ?? parseTree(before);
  const valueBefore = treeBefore.root ? (parse(before) as JsonValue) : {};
  const expected = applyOperations(valueBefore, operations);
  if (expected === valueBefore) return before === after ? undefined : "nothing was to change";

  let treeAfter: Tree;
  let valueAfter: JsonValue;
  try {
    treeAfter = parseTree(after);
    valueAfter = parse(after) as JsonValue;
  } catch (error) {
    const line = error instanceof Json5SyntaxError ? ` in line ${error.line}` : "";
    return `the result cannot be read${line}`;
  }
  if (!isEqual(valueAfter, expected, "same")) return "the result means something else";
  if (isJson(before) && !isJson(after)) return "the result is no longer JSON";

  const textOf = (text: string) => (comment: Range) => text.slice(comment.start, comment.end);
  const all = treeBefore.comments.map(textOf(before));
  const left = treeAfter.comments.map(textOf(after));
  const { root } = treeBefore;
  const removed = root ? removedRanges(before, root, revise(root.value, operations)) : [];
  const kept = outside(treeBefore.comments, removed).map(textOf(before));
  if (!isSubsequence(kept, left)) return "a comment would be lost";
  if (!isSubsequence(left, all)) return "a comment would be made or moved";
  return undefined;
}

/** The ranges of what goes: replaced values, and removed items with what belongs to them. In the order of the text. */
function removedRanges(text: string, root: Node, { value, origins }: Revision): Range[] {
  const ranges: Range[] = [];
  const visit = (node: Node, after: JsonValue): void => {
    if (Object.is(node.value, after)) return;
    const changes = changesOf(node, after, origins);
    if (!changes) ranges.push(node);
    node.items.forEach((item, index) => {
      const itemAfter = changes?.values[index];
      if (itemAfter !== undefined) visit(item.node, itemAfter);
      else if (changes) ranges.push({ start: item.start, end: gapBefore(text, node, index + 1).ownEnd });
    });
  };
  visit(root, value);
  return ranges;
}

/** The ranges that none of the removed ones holds; both are in the order of the text. */
function outside(ranges: readonly Range[], removed: readonly Range[]): Range[] {
  let next = 0;
  return ranges.filter(({ start }) => {
    while ((removed[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return start < (removed[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}

/** Whether the texts of a part are found among those of the whole, in their order. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0;
  for (const text of whole) if (text === part[found]) found++;
  return found === part.length;
}
