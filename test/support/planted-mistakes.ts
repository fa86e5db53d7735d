/** A mistake as it could be made in the editing of a config. */
export interface Mistake {
  readonly name: string;
  /** The file of src/config/json5/ it is made in. */
  readonly file: string;
  /** What stands there once, and what is put in its place. */
  readonly right: string;
  readonly wrong: string;
  /** Whether it would do harm to a file: change its meaning, lose or move a comment, or touch a byte that was to stay. */
  readonly harmful: boolean;
}

export const mistakes: readonly Mistake[] = [
  {
    name: "an edit begins where the one before it began",
    file: "edit.ts",
    right: "    position = end;\n  }\n  return pieces.join",
    wrong: "    position = start;\n  }\n  return pieces.join",
    harmful: true,
  },
  {
    name: "the edits are made in the order in which they were thought of",
    file: "edit.ts",
    right: "edits.toSorted((one, other) => one.start - other.start || one.end - other.end)",
    wrong: "edits",
    harmful: true,
  },
  {
    name: "no comma between the last member and a new one",
    file: "edit.ts",
    right: 'this.#insert(before.node.end, ",");',
    wrong: "",
    harmful: true,
  },
  {
    name: "the comma stays when the last member goes",
    file: "edit.ts",
    right: "if (!needsComma || !hasCommaInPlace)",
    wrong: "if (false)",
    harmful: true,
  },
  {
    name: "a comma on a line of its own stays when its member goes",
    file: "edit.ts",
    right: "if (hasCommaApart) this.#cut(last.comma, last.comma + 1);",
    wrong: "",
    harmful: true,
  },
  {
    name: "a member takes the comments of the next one along",
    file: "edit.ts",
    right: "this.#cut(blanksStart(this.#text, first.start), gap.ownEnd);",
    wrong: "this.#cut(blanksStart(this.#text, first.start), gap.contentEnd);",
    harmful: true,
  },
  {
    name: "comments go with the last member of their object",
    file: "edit.ts",
    right: "return values.some((_, index) => this.#gap(container, index + 1).hasOtherComments);",
    wrong: "return false;",
    harmful: true,
  },
  {
    name: "a new member comes before the comment of the one before",
    file: "edit.ts",
    right: "const position = items.length === 0 ? gap.contentEnd : gap.insertion;",
    wrong: "const position = before ? before.node.end : gap.insertion;",
    harmful: true,
  },
  {
    name: "every value beside a changed one is spelt anew",
    file: "edit.ts",
    right: "if (value === undefined || Object.is(item.node.value, value)) return;",
    wrong: "if (value === undefined) return;",
    harmful: true,
  },
  {
    name: "the last member of an object is never changed",
    file: "edit.ts",
    right: "if (value === undefined || Object.is(item.node.value, value)) return;",
    wrong: "if (value === undefined || Object.is(item.node.value, value) || index > 4) return;",
    harmful: true,
  },
  {
    name: "the line break before a deleted member goes, too",
    file: "edit.ts",
    right: "this.#cut(first.start - lead.length, gap.lineBreak.end);",
    wrong: "this.#cut(first.start - lead.length - 1, gap.lineBreak.end);",
    harmful: true,
  },
  {
    name: "of several members with one key the first is changed",
    file: "changes.ts",
    right: "lastOfKey.get(key) === index ? member : node.value",
    wrong: "items.findIndex((each) => each.key === key) === index ? member : node.value",
    harmful: true,
  },
  {
    name: "of several members with one key only the last is left",
    file: "changes.ts",
    right: "lastOfKey.get(key) === index ? member : node.value",
    wrong: "lastOfKey.get(key) === index ? member : undefined",
    harmful: true,
  },
  {
    name: "the lines above the next member are taken for a member's own comments",
    file: "gap.ts",
    right: "      owning = false;\n",
    wrong: "",
    harmful: true,
  },
  {
    name: "a comment over several lines is taken for a member's own",
    file: "gap.ts",
    right: "owning &&= !lineBreaks.test(text.slice(position, next));",
    wrong: "",
    harmful: true,
  },
  {
    name: "a comment behind a comma is not left to the next member on the line",
    file: "gap.ts",
    right: "ownEnd = Math.min(ownEnd, insertion);",
    wrong: "",
    harmful: true,
  },
  {
    name: "a new element is put two characters behind the comma",
    file: "gap.ts",
    right: "insertion = before ? before.comma + 1 : start;",
    wrong: "insertion = before ? before.comma + 2 : start;",
    harmful: true,
  },
  {
    name: "a comma is thought to be one character further on",
    file: "tree.ts",
    right: "last.comma = this.#position - 1;",
    wrong: "last.comma = this.#position;",
    harmful: true,
  },
  {
    name: "a value is thought to end one character early",
    file: "tree.ts",
    right: "return { start, end: this.#position, value, items: noItems };",
    wrong: "return { start, end: Math.max(start + 1, this.#position - 1), value, items: noItems };",
    harmful: true,
  },
  {
    name: "the elements at the head of an array given anew are taken for new ones",
    file: "align.ts",
    right: "    origins[head] = head;\n",
    wrong: "",
    harmful: true,
  },
  {
    name: "the elements at the tail of an array given anew are taken for their neighbours",
    file: "align.ts",
    right: "origins[after.length - tail] = before.length - tail;",
    wrong: "origins[after.length - tail] = Math.max(head, before.length - tail - 1);",
    harmful: true,
  },
  {
    name: "what is set to what it is already counts as changed",
    file: "merge.ts",
    right: "    if (isEqual(before, after)) return before;\n",
    wrong: "",
    harmful: true,
  },
  {
    name: "an apostrophe is not escaped between apostrophes",
    file: "print.ts",
    right: `piece === "'" ? "\\\\'" : piece`,
    wrong: "piece",
    harmful: true,
  },
  {
    name: "a negative zero loses its sign",
    file: "print.ts",
    right: 'Object.is(value, -0) ? "-0" : String(value)',
    wrong: "String(value)",
    harmful: true,
  },
  {
    name: "JSON is written as JSON5",
    file: "style.ts",
    right: "const usual = isJson(text) ? json : json5;",
    wrong: "const usual = json5;",
    harmful: true,
  },
  {
    name: "commas at the end where there are none, and none where there are",
    file: "style.ts",
    right: "facts.trailingComma = last.comma >= 0;",
    wrong: "facts.trailingComma = last.comma < 0;",
    harmful: true,
  },
  {
    name: "every line ends with LF",
    file: "style.ts",
    right: "if (/[\\r\\n]/.test(lineBreak)) facts.lineBreak = lineBreak;",
    wrong: 'facts.lineBreak = "\\n";',
    harmful: false,
  },
  {
    name: "every line is indented by two blanks",
    file: "style.ts",
    right: "facts.indentUnit = inner.slice(outer.length);",
    wrong: "",
    harmful: false,
  },
  {
    name: "line separators are written as they are",
    file: "print.ts",
    right: "/[\\u007f-\\u009f\\u2028\\u2029\\ufeff]/g",
    wrong: "/[\\u007f-\\u009f]/g",
    harmful: false,
  },
];
