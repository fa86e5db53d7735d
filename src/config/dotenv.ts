/** One assignment of a dotenv file, as ranges of its text. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** From the beginning of its first line to behind the line end of its last. */
  readonly start: number;
  readonly end: number;
  /** The value as it is spelled, quotes included. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

// The language of npm's `dotenv`, with which OpenClaw reads these files: `export` is allowed, "#" begins a comment outside
// quotes, a value in quotes may hold line ends, and a later assignment wins over an earlier one.
const inQuotes = ["'", '"', "`"].map((mark) => `\\s*${mark}(?:\\\\${mark}|[^${mark}])*${mark}`).join("|");
const assignment = new RegExp(
  `^\\s*(?:export\\s+)?(?<name>[\\w.-]+)(?<separator>\\s*=\\s*?|:\\s+?)(?<value>${inQuotes}|[^#\\r\\n]+)?\\s*(?:#.*)?$`,
  "dgm",
);

/** The value of a variable in a dotenv text, as a program that loads the file sees it; `undefined` where it is not assigned. */
export function readDotenv(text: string, name: string): string | undefined {
  return assignmentsOf(text, name).at(-1)?.value;
}

/**
 * The text with the variable set to that value. Every other line stays as it was; an assignment that is there keeps its place,
 * its `export` and its comment.
 *
 * @throws RangeError when the file cannot carry the value: it holds a line end or every kind of quote, or an open quote
 * elsewhere in the file would swallow it.
 */
export function writeDotenv(text: string, name: string, value: string): string {
  const after = withValue(text, name, value);
  if (readDotenv(after, name) !== value) throw new RangeError("this dotenv file cannot carry the value");
  return after;
}

function withValue(text: string, name: string, value: string): string {
  const all = assignmentsOf(text, name);
  const last = all.at(-1);
  if (!last) {
    const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
    const startsLine = text === "" || text === "\ufeff" || /[\r\n]$/.test(text);
    return `${text}${startsLine ? "" : lineEnd}${name}=${spell(value)}${lineEnd}`;
  }
  const replaced =
    last.value === value ? text : text.slice(0, last.valueStart) + spell(value) + text.slice(last.valueEnd);
  return cutOut(replaced, all.slice(0, -1));
}

/** The text without any assignment of the variable; every other line stays as it was. */
export function removeFromDotenv(text: string, name: string): string {
  return cutOut(text, assignmentsOf(text, name));
}

function assignmentsOf(text: string, name: string): Assignment[] {
  return assignmentsIn(text).filter((each) => each.name === name);
}

/** Every assignment of a dotenv text, in its order. */
export function assignmentsIn(text: string): Assignment[] {
  const result: Assignment[] = [];
  if (text === "") return result;
  for (const match of text.matchAll(assignment)) {
    const ranges = match.indices?.groups;
    if (!ranges?.name || !ranges.separator) continue;
    const raw = match.groups?.value ?? "";
    const spelled = raw.trim();
    const valueStart = ranges.separator[1] + (spelled === "" ? 0 : raw.indexOf(spelled));
    const valueEnd = valueStart + spelled.length;
    const lineEnd = /\r\n|\r|\n|$/g;
    lineEnd.lastIndex = valueEnd;
    const after = lineEnd.exec(text);
    result.push({
      name: match.groups?.name ?? "",
      value: unquote(spelled),
      start: Math.max(text.lastIndexOf("\n", ranges.name[0]), text.lastIndexOf("\r", ranges.name[0])) + 1,
      end: (after?.index ?? text.length) + (after?.[0].length ?? 0),
      valueStart,
      valueEnd,
    });
  }
  return result;
}

function cutOut(text: string, assignments: readonly Assignment[]): string {
  let result = "";
  let from = 0;
  for (const { start, end } of assignments) {
    result += text.slice(from, start);
    from = end;
  }
  return result + text.slice(from);
}

function unquote(spelled: string): string {
  const mark = spelled[0];
  if (spelled.length < 2 || !mark || !"'\"`".includes(mark) || spelled.at(-1) !== mark) return spelled;
  const inside = spelled.slice(1, -1);
  return mark === '"' ? inside.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inside;
}

function spell(value: string): string {
  if (/^[\w.:/+=@-]+$/.test(value)) return value;
  const mark = ["'", '"', "`"].find((quote) => !value.includes(quote) && !(quote === '"' && value.includes("\\")));
  if (!mark || /[\r\n]/.test(value)) throw new RangeError("this dotenv file cannot carry the value");
  return mark + value + mark;
}
