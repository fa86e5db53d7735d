import { assignmentsIn } from "./dotenv.ts";
import { type Item, Json5SyntaxError, parseTree, type Range, type Tree } from "./json5/tree.ts";
import { readSecretInput } from "./secret-ref.ts";

const secretName = /key|token|secret|pass|pwd|credential|auth|cookie|private|signature|webhook/i;
/** A comment without what looks like a key: long, in one piece, of letters and digits. */
const withoutKeys = (text: string) =>
  text.replace(/[\w-]{12}[\w-]*/g, (word) => (/\d/.test(word) && /[A-Za-z]/.test(word) ? "…" : word));

/**
 * The keys of members, at the beginning of a line or behind "{" or ","; and words long enough to be a secret. What a pattern
 * counts without an end, such as {5,}, it runs out of stack for in a word of megabytes.
 */
const keyOrWord = /((?:^|[{,])\s*["']?[A-Za-z_$][\w$-]*["']?\s*:)|[^\s{}[\],:"'`]{5}[^\s{}[\],:"'`]*/g;

/**
 * A line of a text that cannot be read, with no word of any length left of it but keys: where the text is broken nobody can say
 * what is a secret.
 */
export function maskBrokenLine(line: string): string {
  return line.replace(keyOrWord, (word, key: string | undefined) => key ?? "*".repeat(word.length));
}

/**
 * A config's text, line for line, with every text at a secret-like key, all of `env` and credentials in URLs replaced by "…".
 * References such as `${NAME}` are no secrets and stay. Of a text that is not JSON5 only the keys are left. For the eyes only: it need not parse.
 */
export function maskConfig(text: string): string {
  let result = "";
  let from = 0;
  const replace = (start: number, end: number, shown: string) => {
    result += text.slice(from, start) + shown;
    from = end;
  };
  const tree = treeOf(text);
  if (!tree) return text.replace(/[^\r\n]+/g, maskBrokenLine);
  const open: { readonly item: Item; readonly secret: boolean }[] = [];
  const enter = (items: readonly Item[], secret: boolean, top: boolean) => {
    for (const item of [...items].reverse()) {
      const named = item.key !== undefined && (secretName.test(item.key) || (top && item.key === "env"));
      open.push({ item, secret: secret || named });
    }
  };
  enter(tree.root?.items ?? [], false, true);
  const hidden: Range[] = [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next.item;
    const isReference = ["variable", "none"].includes(readSecretInput(node.value).kind);
    if (next.secret && typeof node.value === "string" && !isReference) hidden.push(node);
    enter(node.items, next.secret, false);
  }
  const comments = new Set(tree.comments);
  for (const range of [...hidden, ...comments].sort((one, other) => one.start - other.start)) {
    const spelled = text.slice(range.start, range.end);
    const shown = comments.has(range) ? withoutKeys(spelled) : `"…"${spelled.replace(/[^\r\n]/g, "")}`;
    replace(range.start, range.end, shown);
  }
  return (result + text.slice(from)).replace(/:\/\/[^\s"'`]+/g, withoutCredentials);
}

/**
 * A URL without who signs in, from its "://" on. A password may hold any character, so where there is one everything up to the
 * last "@" goes. By steps, since a pattern takes the square of the time where there are many "://" in a row.
 */
function withoutCredentials(url: string): string {
  const last = url.lastIndexOf("@");
  let result = "";
  let from = 0;
  for (let start = url.indexOf("://") + 3; start > 2 && start <= last; start = url.indexOf("://", start) + 3) {
    const afterName = url.slice(start).search(/[/:]/);
    if (afterName >= 0 && url[start + afterName] === ":" && last > start + afterName) {
      return `${result}${url.slice(from, start)}…@${url.slice(last + 1)}`;
    }
    const slash = url.indexOf("/", start);
    const at = url.slice(start, slash < 0 ? url.length : slash).lastIndexOf("@");
    if (at <= 0) continue;
    result += `${url.slice(from, start)}…@`;
    from = start + at + 1;
  }
  return result + url.slice(from);
}

function treeOf(text: string): Tree | undefined {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof Json5SyntaxError) return undefined;
    throw error;
  }
}

/** A dotenv text, line for line, with nothing left of it but the names that are assigned and the comments between them. */
export function maskDotenv(text: string): string {
  const starts = new Map(assignmentsIn(text).map(({ start, valueStart }) => [start, text.slice(start, valueStart)]));
  const ends = assignmentsIn(text).map(({ start, end }) => [start, end] as const);
  let position = 0;
  return text
    .split(/(\r\n|\n|\r)/)
    .map((part, index) => {
      const start = position;
      position += part.length;
      if (index % 2 === 1 || part.trim() === "") return part;
      const assigned = starts.get(start);
      if (assigned !== undefined) return `${assigned.split(/[\r\n]/, 1)[0]}…`;
      const isInside = ends.some(([from, to]) => from < start && start < to);
      return !isInside && /^\s*#/.test(part) ? withoutKeys(part) : "…";
    })
    .join("");
}
