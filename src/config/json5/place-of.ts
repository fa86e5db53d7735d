import type { Path } from "./merge.ts";
import { type Node, type Place, parseTree, placeAt } from "./tree.ts";

/**
 * Where the member or element at that path begins in the text; where the path ends early, where the last part of it that is
 * there begins.
 *
 * @throws Json5SyntaxError
 */
export function placeOf(text: string, path: Path): Place {
  let node: Node | undefined = parseTree(text).root;
  let start = node?.start ?? 0;
  for (const step of path) {
    const item = typeof step === "number" ? node?.items[step] : node?.items.findLast(({ key }) => key === step);
    if (!item) break;
    start = item.start;
    node = item.node;
  }
  return placeAt(text, start);
}
