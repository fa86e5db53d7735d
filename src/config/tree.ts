import { type JsonValue, setMember } from "./json-value.ts";

/** A part of a text, in UTF-16 code units: `start` is the first, `end` the one behind the last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A JSON5 text as a tree of ranges. */
export interface Tree {
  /** `undefined` when the text holds nothing but white space and comments. */
  readonly root: Node | undefined;
  /** Every comment, in the order of the text. */
  readonly comments: readonly Range[];
}

/** A value as it stands in the text, brackets and quotes included. */
export interface Node extends Range {
  /** What it means. Of several members with one key the last counts, as for JSON5.parse. */
  readonly value: JsonValue;
  /** The members of an object, duplicates too, or the elements of an array. */
  readonly items: readonly Item[];
}

/** A member of an object or an element of an array. */
export interface Item {
  /** The key without its quotes and escapes; `undefined` in an array. */
  readonly key: string | undefined;
  /** Where the key begins; in an array, the value. */
  readonly start: number;
  /** Where the key ends. */
  readonly keyEnd: number;
  readonly node: Node;
  /** Where the comma behind the item is, or -1. */
  readonly comma: number;
}

/** A text that is not JSON5. */
export class Json5SyntaxError extends Error {
  override readonly name = "Json5SyntaxError";
  /** In UTF-16 code units, from 0. */
  readonly offset: number;
  /** From 1. A line ends at LF, CRLF or CR, as in editors. */
  readonly line: number;
  /** In UTF-16 code units, from 1. */
  readonly column: number;
  /** What was expected and what stands there instead. */
  readonly detail: string;

  constructor(text: string, offset: number, detail: string) {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    const column = (lines.at(-1)?.length ?? 0) + 1;
    super(`${detail} (line ${lines.length}, column ${column})`);
    this.offset = offset;
    this.line = lines.length;
    this.column = column;
    this.detail = detail;
  }
}

/**
 * Reads a text in the grammar of json5 2.2.3 (https://spec.json5.org) and remembers where everything stands. It does not
 * recurse, so nesting has no limit, and takes time in proportion to the text. Of the letters in unquoted keys it knows those
 * of the running Node, which are some more than json5's.
 *
 * @throws Json5SyntaxError
 */
export function parseTree(text: string): Tree {
  return new Parser(text).parse();
}

/** Whether the character ends a line, and so a line comment, in JSON5. */
export function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** Where the comment that begins at `start` ends; a line comment ends before its line break. -1 for a block comment without an end. */
export function commentEnd(text: string, start: number): number {
  if (text.charCodeAt(start + 1) === asterisk) {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? -1 : end + 2;
  }
  let end = start + 2;
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
  return end;
}

type Growing<Type> = { -readonly [Name in keyof Type]: Type[Name] };
type OpenNode = Growing<Omit<Node, "items">> & { items: Growing<Item>[] };

const doubleQuote = 0x22;
const singleQuote = 0x27;
const asterisk = 0x2a;
const comma = 0x2c;
const slash = 0x2f;
const colon = 0x3a;
const backslash = 0x5c;

class Parser {
  readonly #text: string;
  #position = 0;
  readonly #comments: Range[] = [];
  readonly #number =
    /[+-]?(?:0[xX][\da-fA-F]+|(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Infinity|NaN)/y;
  readonly #name = /(?:[$_\p{L}\p{Nl}]|\\u[\da-fA-F]{4})(?:[$\u200c\u200d\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]|\\u[\da-fA-F]{4})*/uy;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Tree {
    this.#skipTrivia();
    if (this.#position === this.#text.length) return { root: undefined, comments: this.#comments };
    const root = this.#readNode();
    const open: OpenNode[] = [];
    for (let node = root, item: Growing<Item> | undefined; ; ) {
      if (node.end < 0) open.push(node);
      
    }
  }
}
