/** What lines stand in: a quotation, or an item of a list. */
export type Container = Quote | Item;

export interface Quote {
  readonly kind: "quote";
}

export interface Item {
  readonly kind: "item";
  /** The columns before its marker, and before its text. */
  readonly indent: number;
  readonly content: number;
  readonly mark: ItemMark;
}

/** What an item of a list begins with. */
export interface ItemMark {
  /** "-", "*" or "+"; "." or ")" after a number. */
  readonly delimiter: string;
  readonly number: number | undefined;
  /** Whether it is done, where it is a task. */
  readonly done: boolean | undefined;
}

export interface Fence {
  /** "```" or "~~~", as long as it was written. */
  readonly mark: string;
  /** The columns before it, which its lines have before them too. */
  readonly indent: number;
  readonly language: string;
}

/** What a line turns out to be, once its containers are off. */
export type Leaf =
  | { readonly type: "blank" }
  | { readonly type: "fence"; readonly fence: Fence }
  | { readonly type: "heading"; readonly level: number; readonly text: string }
  | { readonly type: "rule" }
  | { readonly type: "row"; readonly text: string }
  | { readonly type: "indented-code"; readonly text: string }
  | { readonly type: "text"; readonly text: string };

export interface LineStart {
  /** Those of the open containers that the line stands in. */
  readonly within: readonly Container[];
  readonly opened: readonly Container[];
  readonly leaf: Leaf;
}

/** What is open where a line begins. */
export interface Surroundings {
  readonly containers: readonly Container[];
  readonly hasParagraph: boolean;
  readonly hasTable: boolean;
}

/** What is nested deeper is read as text. */
const deepest = 20;

/**
 * PURE: how a line begins, from its first words; `undefined` while more of them are needed to tell. Most of what can only be
 * told from its end is returned once `isWhole`. It reads as CommonMark does, but for what models often do otherwise: lists may be nested
 * by two columns, a table's rows begin with "|", and nothing makes a heading of the line above it.
 */
export function readLineStart(text: string, isWhole: boolean, around: Surroundings): LineStart | undefined {
  const { within, rest } = enter(withoutTabs(text), around.containers);
  const opened: Container[] = [];
  let inner = rest;
  for (;;) {
    const mayBeCode = !(around.hasParagraph && opened.length === 0);
    const leaf = readLeaf(inner, isWhole, mayBeCode, around.hasTable && opened.length === 0);
    if (leaf === "undecided") return undefined;
    if (leaf) return { within, opened, leaf };
    const next = within.length + opened.length < deepest ? readContainer(inner, isWhole) : undefined;
    if (next === "undecided") return undefined;
    if (!next) return { within, opened, leaf: { type: "text", text: inner.trimStart() } };
    opened.push(next.container);
    inner = next.rest;
  }
}

/**
 * PURE: a line inside of a fence: its code, or that the fence ends there, or that the line stands outside of the containers that
 * the fence stands in. Models often forget to indent code within a list, so it need not be.
 */
export function readFencedLine(
  text: string,
  { mark, indent }: Fence,
  containers: readonly Container[],
): { readonly code: string } | "end" | "outside" {
  let rest = text;
  for (const container of containers) {
    if (container.kind === "item") {
      rest = withoutIndent(rest, container.content);
      continue;
    }
    const quoted = /^ {0,3}> ?/.exec(rest);
    if (!quoted) return "outside";
    rest = rest.slice(quoted[0].length);
  }
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(rest)?.[1];
  if (closing?.startsWith(mark)) return "end";
  return { code: withoutIndent(rest, indent) };
}

/** The row beneath a table's head, that makes it one. */
export function isDelimiterRow(text: string): boolean {
  return /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(text) && text.includes("|");
}

const marker = /^( *)([-*+]|(\d{1,9})([.)]))( +(?=\S)| *$)/;

/** Goes into the containers that are open, as far as the line does. */
function enter(
  text: string,
  containers: readonly Container[],
): { readonly within: readonly Container[]; readonly rest: string } {
  const within: Container[] = [];
  let rest = text;
  for (const container of containers) {
    if (container.kind === "quote") {
      const quoted = /^ {0,3}> ?/.exec(rest);
      if (!quoted) break;
      rest = rest.slice(quoted[0].length);
      within.push(container);
    } else if (rest.trim() === "") {
      within.push(container);
    } else {
      const indent = indentOf(rest);
      const isNested = indent >= container.indent + 2 && marker.test(rest);
      if (indent < container.content && !isNested) break;
      const content = Math.min(indent, container.content);
      rest = rest.slice(content);
      within.push({ ...container, content });
    }
  }
  return { within, rest };
}

function readLeaf(
  text: string,
  isWhole: boolean,
  mayBeCode: boolean,
  inTable: boolean,
): Leaf | "undecided" | undefined {
  if (text.trim() === "") return isWhole ? { type: "blank" } : "undecided";
  if (indentOf(text) >= 4 && mayBeCode) return isWhole ? { type: "indented-code", text } : "undecided";
  const inner = text.trimStart();
  const needsWhole = /^(```|~~~|#{1,6}(\s|$)|\|)/.test(inner) || (inTable && /^[\s|:-]*$/.test(inner));
  if (needsWhole && !isWhole) return "undecided";

  const [, mark, info] = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(inner) ?? [];
  if (mark !== undefined) {
    return { type: "fence", fence: { mark, indent: indentOf(text), language: info?.trim().split(/\s/)[0] ?? "" } };
  }
  const [, hashes, heading] = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(inner) ?? [];
  if (hashes !== undefined) return { type: "heading", level: hashes.length, text: heading ?? "" };
  if (inTable && isDelimiterRow(inner)) return { type: "row", text: inner };
  if (/^([-*_])[ \t]*(\1[ \t]*)*$/.test(inner) && !isWhole) return "undecided";
  if (/^([-*_])[ \t]*(\1[ \t]*){2,}$/.test(inner)) return { type: "rule" };
  return inner.startsWith("|") ? { type: "row", text: inner } : undefined;
}

interface Entered {
  readonly container: Container;
  readonly rest: string;
}

function readContainer(text: string, isWhole: boolean): Entered | "undecided" | undefined {
  const quoted = /^ *> ?/.exec(text);
  if (quoted) return { container: { kind: "quote" }, rest: text.slice(quoted[0].length) };
  const found = marker.exec(text);
  if (!found) return undefined;
  const [head, before = "", bullet = "", number, delimiter = bullet, after = ""] = found;
  const rest = text.slice(head.length);
  if (!isWhole && (rest === "" || /^\[([ xX](\]\s?)?)?$/.test(rest))) return "undecided";
  // A marker that is followed by more than four columns is followed by code, which is indented itself.
  const gap = after.length >= 1 && after.length <= 4 ? after.length : 1;
  const task = /^\[([ xX])\][ \t]+(?=\S)/.exec(rest);
  const item: Item = {
    kind: "item",
    indent: before.length,
    content: before.length + bullet.length + gap,
    mark: {
      delimiter,
      number: number === undefined ? undefined : Number(number),
      done: task ? task[1] !== " " : undefined,
    },
  };
  return { container: item, rest: " ".repeat(Math.max(0, after.length - gap)) + rest.slice(task?.[0].length ?? 0) };
}

/** The text with tabs before and between its marks as spaces. */
function withoutTabs(text: string): string {
  return text.replace(/^[\s>*+\-\d.)]*/, (marks) => marks.replaceAll("\t", "    "));
}

function withoutIndent(text: string, columns: number): string {
  return text.slice(Math.min(indentOf(text), columns));
}

function indentOf(text: string): number {
  return text.length - text.replace(/^ +/, "").length;
}
