import { readSecretInput } from "./secret-ref.ts";
import { type Item, parseTree } from "./tree.ts";

const secretName = /key|token|secret|passw|passphrase|credential|auth|cookie|private|signature|webhook/i;
const credentialsInUrl = /(:\/\/)[^/@\s"'`]+@/g;

/**
 * A config's text, line for line, with every text at a secret-like key, all of `env` and credentials in URLs replaced by "…".
 * References such as `${NAME}` are no secrets and stay. For the eyes only: it need not parse.
 */
export function maskConfig(text: string): string {
  let result = "";
  let from = 0;
  const hide = (start: number, end: number) => {
    const lineBreaks = text.slice(start, end).replace(/[^\r\n]/g, "");
    result += `${text.slice(from, start)}"…"${lineBreaks}`;
    from = end;
  };
  const open: { readonly item: Item; readonly secret: boolean }[] = [];
  const enter = (items: readonly Item[], secret: boolean, top: boolean) => {
    for (const item of [...items].reverse()) {
      const named = item.key !== undefined && (secretName.test(item.key) || (top && item.key === "env"));
      open.push({ item, secret: secret || named });
    }
  };
  enter(parseTree(text).root?.items ?? [], false, true);
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next.item;
    if (next.secret && typeof node.value === "string" && readSecretInput(node.value).kind === "plain") {
      hide(node.start, node.end);
    }
    enter(node.items, next.secret, false);
  }
  return (result + text.slice(from)).replace(credentialsInUrl, "$1…@");
}

/** A dotenv text, line for line, with every value replaced by "…". */
export function maskDotenv(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      /^\s*(?:#|$)/.test(line) ? line : line.replace(/^(\s*(?:export\s+)?[\w.-]+\s*[=:]\s*)?.*?(\r?)$/, "$1…$2"),
    )
    .join("\n");
}
