/**
 * Writes random JSON5 texts and remembers where it put what. Everything follows from a list of numbers, so fast-check can shrink
 * a text by shrinking the list; smaller numbers make plainer texts.
 */

/** As programs write JSON, as people write JSON with comments, as people write JSON5, and whatever the grammar allows. */
export const textStyles = ["json", "jsonc", "human", "chaos"] as const;
export type TextStyle = (typeof textStyles)[number];

export interface GeneratedText {
  readonly text: string;
  readonly root: GeneratedNode;
  readonly comments: readonly GeneratedComment[];
  readonly lineBreak: string;
  /** One level of indentation; `undefined` where the text does not keep to one. */
  readonly indentUnit: string | undefined;
}

export interface GeneratedNode {
  readonly kind: "object" | "array" | "scalar";
  readonly start: number;
  end: number;
  /** What a scalar means. */
  readonly value: Scalar;
  readonly items: GeneratedItem[];
}

export interface GeneratedItem {
  readonly key: string | undefined;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly node: GeneratedNode;
}

export interface GeneratedComment {
  readonly start: number;
  readonly end: number;
  /** The object or array it stands in; `undefined` before and behind the root. */
  readonly container: GeneratedNode | undefined;
  /** The item it stands in or behind; `undefined` when it has lines of its own. */
  readonly item: GeneratedItem | undefined;
  /** Whether it stands behind its item and nothing follows on the line. */
  readonly endsLine: boolean;
}

export type Scalar = null | boolean | number | string;
/** A number from 0 to below the limit. */
export type Choose = (limit: number) => number;

/** Takes one number after the other, and 0 when there are none left. */
export function chooser(numbers: readonly number[]): Choose {
  let next = 0;
  return (limit) => (numbers[next++] ?? 0) % limit;
}

export function generateText(style: TextStyle, choose: Choose): GeneratedText {
  return new Writer(style, choose).writeText();
}

type Spelling = readonly [raw: string, value: Scalar];

const jsonScalars: readonly Spelling[] = [
  ["1", 1],
  ['"text"', "text"],
  ["true", true],
  ["null", null],
  ["false", false],
  ["-0", -0],
  ["0", 0],
  ["1e3", 1000],
  ["-1.50E+2", -150],
  ["25e-7", 0.0000025],
  ["12345678901234567890", 12345678901234567000],
  ["1e400", Number.POSITIVE_INFINITY],
  ["0.10", 0.1],
  ['""', ""],
  ['"// no comment"', "// no comment"],
  ['"/* neither */ }"', "/* neither */ }"],
  ['"a, b"', "a, b"],
  ['"\\u0041\\n\\""', 'A\n"'],
  ['"\\b\\f\\n\\r\\t\\/\\\\"', "\b\f\n\r\t/\\"],
  ['"\\ud83d\\ude00 \\ud800 😀"', "😀 \ud800 😀"],
  ['"${VENICE_API_KEY}"', "${VENICE_API_KEY}"],
  ['"it\'s \\\\"', "it's \\"],
];

const json5Scalars: readonly Spelling[] = [
  ["'single'", "single"],
  ["0x1F", 31],
  ["-0XaB", -171],
  ["+0", 0],
  [".0", 0],
  ["5.e2", 500],
  ["+.5E-1", 0.05],
  ["+Infinity", Number.POSITIVE_INFINITY],
  ["-NaN", Number.NaN],
  [".5", 0.5],
  ["-.5", -0.5],
  ["+1", 1],
  ["5.", 5],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
  ["'say \"hi\"'", 'say "hi"'],
  ["'it\\'s'", "it's"],
  ["'\\x41\\v\\0'", "A\v\0"],
  ['"line one \\\n  line two"', "line one   line two"],
  ["'one\\\r\ntwo\\\rthree'", "onetwothree"],
  ['"raw \u2028 separator"', "raw \u2028 separator"],
  ["'goes \\\u2028on\\\u2029'", "goes on"],
  ["'\\a\\u0000\\x7f'", "a\0\x7f"],
  ["'\ufeff\u00a0\u0001'", "\ufeff\u00a0\u0001"],
  ["'tab\tinside // here'", "tab\tinside // here"],
];

const jsonKeys: readonly Spelling[] = [
  ['"a"', "a"],
  ['"b"', "b"],
  ['"models"', "models"],
  ['"providers"', "providers"],
  ['"x-y"', "x-y"],
  ['"venice/llama"', "venice/llama"],
  ['"10"', "10"],
  ['"__proto__"', "__proto__"],
  ['"constructor"', "constructor"],
  ['"\\u0061b"', "ab"],
  ['"key // not a comment"', "key // not a comment"],
  ['"toString"', "toString"],
];

const bareKeys: readonly Spelling[] = [
  ["a", "a"],
  ["b", "b"],
  ["models", "models"],
  ["providers", "providers"],
  ["$_1", "$_1"],
  ["null", "null"],
  ["NaN", "NaN"],
  ["default", "default"],
  ["ключ", "ключ"],
  ["\u{1d4d0}", "\u{1d4d0}"],
  ["__proto__", "__proto__"],
  ["constructor", "constructor"],
];

const oddKeys: readonly Spelling[] = [
  ["\\u0061", "a"],
  ["'b'", "b"],
  ["z\u200dw", "z\u200dw"],
  ["'mo\\x64els'", "models"],
  ["a\\u0062", "ab"],
];

class Writer {
  readonly #style: TextStyle;
  readonly #choose: Choose;
  #text = "";
  readonly #comments: GeneratedComment[] = [];
  readonly #lineBreak: string;
  readonly #indentUnit: string;
  readonly #compact: boolean;
  readonly #crowded: boolean;
  /** Down to which depth each object or array has another one in it, in one place of the text. */
  #shaft: number;
  readonly #keys: readonly Spelling[];
  readonly #scalars: readonly Spelling[];
  readonly #trailingComma: boolean;
  readonly #colon: string;

  constructor(style: TextStyle, choose: Choose) {
    this.#style = style;
    this.#choose = choose;
    this.#lineBreak = this.#oneOf(style === "chaos" ? ["\n", "\r\n", "\r"] : ["\n", "\n", "\r\n"]);
    this.#indentUnit = this.#oneOf(["  ", "    ", "\t"]);
    this.#compact = style === "json" && this.#oneIn(5);
    this.#crowded = this.#oneIn(8);
    this.#shaft = this.#oneIn(20) ? 5 + this.#choose(40) : 0;
    const quoted = style === "json" || style === "jsonc";
    this.#keys = quoted ? jsonKeys : style === "human" ? bareKeys : [...bareKeys, ...jsonKeys, ...oddKeys];
    this.#scalars = quoted ? jsonScalars : [...jsonScalars, ...json5Scalars];
    this.#trailingComma = style === "human" ? !this.#oneIn(4) : style === "jsonc" && this.#oneIn(3);
    this.#colon = this.#compact ? ":" : style === "human" && this.#oneIn(8) ? " : " : ": ";
  }

  writeText(): GeneratedText {
    if (this.#style !== "json" && this.#oneIn(6)) this.#text = "\ufeff";
    if (this.#commentHere(3)) this.#writeLine(0, () => this.#writeComment(undefined, undefined));
    const root = this.#writeContainer("object", 0, this.#compact);
    if (this.#commentHere(4)) {
      this.#text += " ";
      this.#writeComment(undefined, undefined);
    }
    if (!this.#oneIn(4)) this.#text += this.#lineBreak;
    return {
      text: this.#text,
      root,
      comments: this.#comments,
      lineBreak: this.#lineBreak,
      indentUnit: this.#style === "chaos" ? undefined : this.#indentUnit,
    };
  }

  #writeContainer(kind: "object" | "array", depth: number, onOneLine: boolean): GeneratedNode {
    const node: GeneratedNode = { kind, start: this.#text.length, end: 0, value: null, items: [] };
    const count = this.#countAt(depth);
    const padding = this.#compact ? "" : this.#oneOf(kind === "object" ? [" ", ""] : ["", " "]);
    this.#text += kind === "object" ? "{" : "[";
    if (onOneLine) this.#writeInLine(node, depth, count, padding);
    else this.#writeInLines(node, depth, count);
    this.#text += kind === "object" ? "}" : "]";
    node.end = this.#text.length;
    return node;
  }

  #countAt(depth: number): number {
    if (depth === 0) return this.#choose(9);
    if (depth <= this.#shaft) return 1 + this.#choose(2);
    this.#shaft = 0;
    return depth > 4 ? 0 : this.#choose(5);
  }

  #writeInLine(container: GeneratedNode, depth: number, count: number, padding: string): void {
    if (count === 0 && this.#commentHere(8)) this.#writeBlockComment(container, undefined);
    if (count > 0) this.#text += padding;
    for (let index = 0; index < count; index++) {
      const item = this.#writeItem(container, depth, true, index > 0);
      if (this.#commentHere(10)) this.#writeBlockComment(container, item);
      const isLast = index === count - 1;
      if (!isLast || (this.#style === "chaos" && this.#oneIn(4))) this.#text += ",";
      if (!isLast && !this.#compact) this.#text += " ";
    }
    if (count > 0) this.#text += padding;
  }

  #writeInLines(container: GeneratedNode, depth: number, count: number): void {
    const chaotic = this.#style === "chaos";
    const trailingComma = chaotic ? this.#oneIn(2) : this.#trailingComma;
    const commaFirst = chaotic && !trailingComma && this.#oneIn(5);
    if (this.#commentHere(10)) {
      this.#text += " ";
      this.#writeComment(container, undefined);
    } else if (count === 0 && this.#oneIn(2)) {
      return;
    }
    this.#endLine();
    let onLineOfLast = false;
    for (let index = 0; index < count; index++) {
      const isLast = index === count - 1;
      if (onLineOfLast) this.#text += " ";
      else this.#writeLead(container, depth, commaFirst && index > 0);
      const item = this.#writeItem(container, depth, false, onLineOfLast);
      if (this.#commentHere(12)) this.#writeBlockComment(container, item);
      let owner: GeneratedItem | undefined = item;
      if (!commaFirst && (!isLast || trailingComma)) {
        const apart = chaotic && this.#oneIn(12);
        if (apart) owner = this.#writeApart(container, item) ? undefined : item;
        this.#text += ",";
      }
      onLineOfLast = !isLast && !commaFirst && this.#style !== "json" && this.#oneIn(8);
      if (onLineOfLast) continue;
      if (this.#commentHere(3)) {
        this.#text += this.#oneOf([" ", "  ", ""]);
        this.#writeComment(container, owner, owner !== undefined);
      }
      this.#endLine();
    }
    if (this.#commentHere(8)) {
      this.#writeLine(depth + 1, () => this.#writeComment(container, undefined));
    }
    this.#text += this.#indentUnit.repeat(depth);
  }

  /** Something between a value and its comma; returns whether it separates the two. */
  #writeApart(container: GeneratedNode, item: GeneratedItem): boolean {
    const form = this.#choose(4);
    this.#text += " ";
    if (form === 0) return false;
    if (form === 1) this.#endLine();
    else this.#writeBlockComment(container, form === 2 ? item : undefined, form === 3);
    return form !== 2;
  }

  /** Blank lines and comments above an item, and the indentation of its line. */
  #writeLead(container: GeneratedNode, depth: number, comma: boolean): void {
    if (this.#style !== "json" && this.#oneIn(8)) this.#endLine();
    while (this.#commentHere(4)) {
      this.#writeLine(depth + 1, () => this.#writeComment(container, undefined));
    }
    const ragged = this.#style === "chaos" && this.#oneIn(8);
    this.#text += ragged ? this.#oneOf(["", " ", "\t ", "\u00a0"]) : this.#indentUnit.repeat(depth + 1);
    if (comma) this.#text += ", ";
  }

  #writeItem(container: GeneratedNode, depth: number, onOneLine: boolean, followsItem: boolean): GeneratedItem {
    let key: string | undefined;
    const pending: number[] = [];
    if ((followsItem || this.#crowded) && this.#commentHere(10)) {
      pending.push(this.#writeBlockComment(container, undefined));
      this.#text += " ";
    }
    const keyStart = this.#text.length;
    let keyEnd = keyStart;
    if (container.kind === "object") {
      key = this.#writeKey(container);
      keyEnd = this.#text.length;
      if (this.#gapTaken()) pending.push(this.#writeBlockComment(container, undefined));
      this.#text += this.#style === "chaos" ? this.#oneOf([": ", ":", " : ", ":\t", ":\u2029"]) : this.#colon;
      if (this.#gapTaken()) pending.push(this.#writeBlockComment(container, undefined));
    }
    const node = this.#writeNode(depth, onOneLine);
    const item: GeneratedItem = { key, keyStart, keyEnd, node };
    for (const index of pending) {
      const comment = this.#comments[index];
      if (comment) this.#comments[index] = { ...comment, item };
    }
    container.items.push(item);
    return item;
  }

  #writeKey(container: GeneratedNode): string {
    const used = new Set(container.items.map((item) => item.key));
    const fresh = this.#keys.filter(([, key]) => !used.has(String(key)));
    const duplicate = this.#oneIn(20);
    const [raw, key] = this.#oneOf(duplicate || fresh.length === 0 ? this.#keys : fresh);
    this.#text += raw;
    return String(key);
  }

  #writeNode(depth: number, onOneLine: boolean): GeneratedNode {
    const form = depth < this.#shaft ? 6 + 2 * this.#choose(2) : this.#choose(9);
    if (form === 6 || form === 7) return this.#writeContainer("object", depth + 1, onOneLine || this.#oneIn(3));
    if (form === 8 && depth >= this.#shaft && this.#oneIn(2)) return this.#writeRows(depth + 1, onOneLine);
    if (form === 8) return this.#writeContainer("array", depth + 1, onOneLine || this.#oneIn(2));
    const start = this.#text.length;
    const [raw, value] = this.#oneOf(this.#scalars);
    this.#text += raw;
    return { kind: "scalar", start, end: this.#text.length, value, items: [] };
  }

  /** An array of objects that have an `id`, as OpenClaw lists models. */
  #writeRows(depth: number, onOneLine: boolean): GeneratedNode {
    const node: GeneratedNode = { kind: "array", start: this.#text.length, end: 0, value: null, items: [] };
    const count = this.#choose(4);
    this.#text += "[";
    for (let index = 0; index < count; index++) {
      if (!onOneLine) {
        if (index === 0) this.#endLine();
        this.#writeLead(node, depth, false);
      }
      const start = this.#text.length;
      this.#text += "{";
      const idKey = this.#style === "json" || this.#style === "jsonc" ? '"id"' : "id";
      const keyStart = this.#text.length;
      this.#text += idKey;
      const keyEnd = this.#text.length;
      this.#text += this.#colon;
      const idStart = this.#text.length;
      const id = this.#oneOf(["one", "two", "three"]);
      this.#text += `"${id}"`;
      const idNode: GeneratedNode = { kind: "scalar", start: idStart, end: this.#text.length, value: id, items: [] };
      const row: GeneratedNode = { kind: "object", start, end: 0, value: null, items: [] };
      row.items.push({ key: "id", keyStart, keyEnd, node: idNode });
      const rest = this.#choose(3);
      for (let member = 0; member < rest; member++) {
        this.#text += this.#compact ? "," : ", ";
        this.#writeItem(row, depth + 1, true, true);
      }
      this.#text += "}";
      row.end = this.#text.length;
      const item: GeneratedItem = { key: undefined, keyStart: start, keyEnd: start, node: row };
      node.items.push(item);
      if (index < count - 1 || (!onOneLine && this.#trailingComma)) this.#text += ",";
      if (onOneLine) continue;
      if (this.#commentHere(3)) {
        this.#text += " ";
        this.#writeComment(node, item, true);
      }
      this.#endLine();
    }
    if (!onOneLine && count > 0) this.#text += this.#indentUnit.repeat(depth);
    this.#text += "]";
    node.end = this.#text.length;
    return node;
  }

  #writeComment(container: GeneratedNode | undefined, item: GeneratedItem | undefined, endsLine = false): void {
    const name = `c${this.#comments.length}`;
    const start = this.#text.length;
    if (this.#oneIn(12)) {
      this.#text += `/* ${name}${this.#lineBreak}   goes on */`;
      this.#comments.push({ start, end: this.#text.length, container, item: undefined, endsLine: false });
      return;
    }
    this.#text += this.#oneOf([`// ${name}`, `/* ${name} */`, `//${name}, } "`, `/** ${name} { **/`]);
    this.#comments.push({ start, end: this.#text.length, container, item, endsLine });
  }

  /** A comment that can stand anywhere; returns its index. */
  #writeBlockComment(container: GeneratedNode, item: GeneratedItem | undefined, onLines = false): number {
    if (!"\n\r\t {[".includes(this.#text.at(-1) ?? "")) this.#text += " ";
    const start = this.#text.length;
    this.#text += `/* c${this.#comments.length}${onLines ? this.#lineBreak : ""} */`;
    return this.#comments.push({ start, end: this.#text.length, container, item, endsLine: false }) - 1;
  }

  #writeLine(depth: number, write: () => void): void {
    this.#text += this.#indentUnit.repeat(depth);
    write();
    this.#endLine();
  }

  #endLine(): void {
    if (this.#style === "chaos" && this.#oneIn(15))
      this.#text += this.#oneOf(["\n", "\r\n", "\u2028", " \t\n", "\f\n"]);
    else this.#text += this.#lineBreak;
  }

  /** Whether there is a comment in a gap: in one of so many, or in most gaps of a text that is full of them. */
  #commentHere(gaps: number): boolean {
    if (this.#style === "json") return false;
    return this.#crowded ? this.#choose(4) > 0 : this.#oneIn(gaps);
  }

  /** Whether there is one beside a colon, where few people put one. */
  #gapTaken(): boolean {
    return (this.#style === "chaos" || this.#crowded) && this.#commentHere(12);
  }

  #oneIn(count: number): boolean {
    return this.#choose(count) === count - 1;
  }

  #oneOf<Choice>(choices: readonly [Choice, ...Choice[]] | readonly Choice[]): Choice {
    const choice = choices[this.#choose(choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  }
}
