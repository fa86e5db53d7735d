import type { ErrorParameters } from "../../errors.ts";
import { type JsonValue, setMember } from "./json-value.ts";

/** What was expected and what stands there instead. */
type Flaw = ErrorParameters<"config-not-parsed">["flaw"];

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
  /** Whether an unquoted key has letters beyond ASCII, of which json5 may not know some. */
  readonly hasOtherLetters: boolean;
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
export class Json5SyntaxError extends Error implements Place {
  override readonly name = "Json5SyntaxError";
  /** In UTF-16 code units, from 0. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly flaw: Flaw;

  constructor(text: string, offset: number, flaw: Flaw) {
    const { line, column } = placeAt(text, offset);
    super(`not JSON5 (line ${line}, column ${column})`);
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.flaw = flaw;
  }
}

/** A place in a text as editors count it. */
export interface Place {
  /** From 1. A line ends at LF, CRLF or CR. */
  readonly line: number;
  /** In UTF-16 code units, from 1; a byte order mark is not counted. */
  readonly column: number;
}

/** The line and the column of an offset in UTF-16 code units. */
export function placeAt(text: string, offset: number): Place {
  const lines = text
    .slice(0, offset)
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/**
 * Reads a text in the grammar of json5 2.2.3 (https://spec.json5.org) and remembers where everything stands. It does not
 * recurse, so 200,000 brackets may stand inside one another, and takes time in proportion to the text. Of the letters in
 * unquoted keys it knows those of the running Node, which are some more than json5's.
 *
 * @throws Json5SyntaxError
 */
export function parseTree(text: string): Tree {
  return new Parser(text).readTree();
}

/** Whether the character ends a line, and so a line comment, in JSON5. */
export function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** Where the comment that begins at `start` ends; a line comment ends before its line break. -1 for a block comment without an end. */
export function commentEnd(text: string, start: number): number {
  if (text[start + 1] === "*") {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? -1 : end + 2;
  }
  return endOfRun(line, text, start + 2);
}

/** Where the run of such characters ends that begins there, and may be empty. For a program that has just started this is quicker than a loop. */
function endOfRun(characters: RegExp, text: string, start: number): number {
  characters.lastIndex = start;
  characters.test(text);
  return characters.lastIndex;
}

const line = /[^\n\r\u2028\u2029]*/y;
const whiteSpace = /[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*/y;
const plainInQuotes = /[^"\\\n\r]*/y;
const plainInApostrophes = /[^'\\\n\r]*/y;

/** Of a text that is megabytes of brackets no tree has room in memory. */
const deepest = 200_000;

const tab = 0x09;
const carriageReturn = 0x0d;
const space = 0x20;

const otherWhiteSpace = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;
const asciiIdentifier = /[$_A-Za-z][$\w]*(?![$\w\\\x80-\uffff])/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);
const noItems: never[] = [];

/** A node while it is read. The end of a container is -1 until its closing bracket is met. */
interface GrowingNode extends Node {
  value: null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
  end: number;
  items: GrowingItem[];
}

interface GrowingItem extends Item {
  readonly node: GrowingNode;
  comma: number;
}

interface Letters {
  readonly start: RegExp;
  readonly part: RegExp;
  readonly identifier: RegExp;
}

/** The letters of all languages. They take Node a millisecond to look up, and few keys need them. */
function letters(): Letters {
  return {
    start: /^[$_\p{L}\p{Nl}]/u,
    part: /^[$\u200c-\u200d\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]/u,
    identifier:
      /(?:[$_\p{L}\p{Nl}]|\\u[\da-fA-F]{4})(?:[$\u200c-\u200d\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]|\\u[\da-fA-F]{4})*/uy,
  };
}

class Parser {
  readonly #text: string;
  readonly #comments: Range[] = [];
  #position = 0;
  #lettersOnceNeeded: Letters | undefined;
  readonly #number =
    /[+-]?(?:0[xX][\da-fA-F]+|(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Infinity|NaN)/y;

  constructor(text: string) {
    this.#text = text;
  }

  readTree(): Tree {
    this.#skipTrivia();
    const root = this.#position < this.#text.length ? this.#readRoot() : undefined;
    return { root, comments: this.#comments, hasOtherLetters: this.#lettersOnceNeeded !== undefined };
  }

  #readRoot(): Node {
    const root = this.#readNode();
    const open = root.end < 0 ? [root] : [];
    let last: GrowingItem | undefined;
    for (;;) {
      this.#skipTrivia();
      const container = open.at(-1);
      if (container === undefined) break;
      const bracket = Array.isArray(container.value) ? "]" : "}";
      if (this.#skip(bracket)) {
        container.end = this.#position;
        open.pop();
        last = open.at(-1)?.items.at(-1);
      } else if (last) {
        if (!this.#skip(",")) this.#fail(bracket === "]" ? "comma-or-bracket" : "comma-or-brace");
        last.comma = this.#position - 1;
        last = undefined;
      } else {
        last = this.#readItem(container);
        if (last.node.end < 0) {
          if (open.length === deepest) {
            this.#position = last.node.start;
            this.#fail("less-depth");
          }
          open.push(last.node);
          last = undefined;
        }
      }
    }
    if (this.#position < this.#text.length) this.#fail("end-of-file");
    return root;
  }

  #readItem(container: GrowingNode): GrowingItem {
    const start = this.#position;
    if (Array.isArray(container.value)) {
      const node = this.#readNode();
      const item = { key: undefined, start, keyEnd: start, node, comma: -1 };
      container.items.push(item);
      container.value.push(node.value);
      return item;
    }
    const key = this.#readKey();
    const keyEnd = this.#position;
    this.#skipTrivia();
    if (!this.#skip(":")) this.#fail("colon");
    this.#skipTrivia();
    const node = this.#readNode();
    const item = { key, start, keyEnd, node, comma: -1 };
    container.items.push(item);
    setMember(container.value as { [key: string]: JsonValue }, key, node.value);
    return item;
  }

  /** Reads a scalar to its end; of an object or an array only the opening bracket. */
  #readNode(): GrowingNode {
    const start = this.#position;
    if (this.#skip("{")) return { start, end: -1, value: {}, items: [] };
    if (this.#skip("[")) return { start, end: -1, value: [], items: [] };
    const value = this.#readScalar();
    return { start, end: this.#position, value, items: noItems };
  }

  #readScalar(): null | boolean | number | string {
    const first = this.#text[this.#position];
    if (first === '"' || first === "'") return this.#readString();
    if (this.#skip("true")) return true;
    if (this.#skip("false")) return false;
    if (this.#skip("null")) return null;
    this.#number.lastIndex = this.#position;
    if (!this.#number.test(this.#text)) this.#fail("value");
    const raw = this.#text.slice(this.#position, this.#number.lastIndex);
    this.#position = this.#number.lastIndex;
    if (raw.startsWith("-")) return -Number(raw.slice(1));
    return Number(raw.startsWith("+") ? raw.slice(1) : raw);
  }

  /** Steps over a piece of text; false when something else stands there. */
  #skip(word: string): boolean {
    if (!this.#text.startsWith(word, this.#position)) return false;
    this.#position += word.length;
    return true;
  }

  #readKey(): string {
    const first = this.#text[this.#position];
    if (first === '"' || first === "'") return this.#readString();
    const raw = this.#match(asciiIdentifier) ?? this.#match(this.#letters().identifier);
    if (raw === undefined) this.#fail("key");
    if (raw.includes("\\")) return this.#unescapeIdentifier(raw);
    this.#position += raw.length;
    return raw;
  }

  /** What stands at the current position, where it is that. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    return pattern.test(this.#text) ? this.#text.slice(this.#position, pattern.lastIndex) : undefined;
  }

  #letters(): Letters {
    this.#lettersOnceNeeded ??= letters();
    return this.#lettersOnceNeeded;
  }

  /** An escape in an unquoted key must stand for a character that could stand there itself. */
  #unescapeIdentifier(raw: string): string {
    let name = "";
    for (const piece of raw.match(/\\u.{4}|[^\\]+/g) ?? []) {
      const part = piece.startsWith("\\") ? String.fromCharCode(Number.parseInt(piece.slice(2), 16)) : piece;
      const { start, part: continued } = this.#letters();
      if (!(name === "" ? start : continued).test(part)) this.#fail("letter-escape");
      name += part;
      this.#position += piece.length;
    }
    return name;
  }

  #readString(): string {
    const text = this.#text;
    const quote = text[this.#position];
    const characters = quote === '"' ? plainInQuotes : plainInApostrophes;
    let value = "";
    let plain = this.#position + 1;
    let position = endOfRun(characters, text, plain);
    while (text[position] === "\\") {
      value += text.slice(plain, position);
      this.#position = position + 1;
      value += this.#readEscape();
      plain = this.#position;
      position = endOfRun(characters, text, plain);
    }
    if (text[position] !== quote) {
      this.#position = position;
      this.#fail("quote");
    }
    this.#position = position + 1;
    return value + text.slice(plain, position);
  }

  /** Reads what follows a backslash in a string. */
  #readEscape(): string {
    const character = this.#text.charAt(this.#position);
    const next = this.#text.charAt(this.#position + 1);
    if (/[1-9]/.test(character) || (character === "0" && /\d/.test(next)) || character === "") this.#fail("escape");
    this.#position++;
    if (character === "u") return this.#readHexadecimal(4);
    if (character === "x") return this.#readHexadecimal(2);
    if (character === "\r" && next === "\n") this.#position++;
    return isLineBreak(character.charCodeAt(0)) ? "" : (escapes.get(character) ?? character);
  }

  #readHexadecimal(digits: 2 | 4): string {
    const start = this.#position;
    while (this.#position < start + digits) {
      if (!/[\da-fA-F]/.test(this.#text.charAt(this.#position))) this.#fail(`hexadecimal-${digits}`);
      this.#position++;
    }
    return String.fromCharCode(Number.parseInt(this.#text.slice(start, this.#position), 16));
  }

  #skipTrivia(): void {
    for (;;) {
      this.#position = endOfRun(whiteSpace, this.#text, this.#position);
      if (this.#text[this.#position] !== "/") return;
      this.#skipComment();
    }
  }

  #skipComment(): void {
    const start = this.#position;
    if (!this.#skip("//") && !this.#skip("/*")) this.#fail("comment");
    const end = commentEnd(this.#text, start);
    if (end < 0) {
      this.#position = this.#text.length;
      this.#fail("comment-end");
    }
    this.#comments.push({ start, end });
    this.#position = end;
  }

  /** The text expects one thing and holds another at the current position. */
  #fail(expected: Exclude<Flaw, string>["expected"]): never {
    const point = this.#text.codePointAt(this.#position);
    throw new Json5SyntaxError(this.#text, this.#position, { expected, found: nameOf(point) });
  }
}

/** Whether JSON5 takes the character for white space; a line break is white space too. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === space || (code >= tab && code <= carriageReturn);
  return otherWhiteSpace.test(String.fromCharCode(code));
}

function nameOf(point: number | undefined): string {
  if (point === undefined) return "end-of-file";
  if (isLineBreak(point)) return "end-of-line";
  const character = String.fromCodePoint(point);
  if (!/[!-~]/.test(character) && /[\p{C}\p{Z}]/u.test(character))
    return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  return character === '"' ? `'"'` : `"${character}"`;
}
