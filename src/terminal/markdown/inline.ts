import { Lexer, type Token, Tokenizer } from "marked";
import type { Tone } from "../../context.ts";
import type { Theme } from "../theme.ts";

/** A stretch of text that looks the same all along. A newline in it is a line break. */
export interface Piece {
  readonly text: string;
  readonly tones: readonly Tone[];
}

/** Text that is still coming, up to the end of a word. */
export interface Inline {
  /** Whether whatever may follow leaves its meaning as it is: nothing is open that could still be closed. */
  readonly isSettled: boolean;
  readonly pieces: Piece[];
}

/** Reads emphasis, code, links and the like. Where the theme has no colour the marks stay, since nothing else would show them. */
export function readInline(text: string, theme: Theme): Inline {
  if (!/[\\`*_~[<&]|:\/\/|www\.|@/.test(text)) {
    return { isSettled: true, pieces: [{ text: theme.spell(text), tones: [] }] };
  }
  const tokens = Lexer.lexInline(text, { gfm: true, tokenizer: new InlineTokenizer() });
  return { isSettled: !isOpen(tokens), pieces: piecesOf(tokens, [], theme) };
}

/** A single tilde means "about" far more often than that something is struck out. */
class InlineTokenizer extends Tokenizer {
  override del(...[text, ...rest]: Parameters<Tokenizer["del"]>): ReturnType<Tokenizer["del"]> {
    return text.startsWith("~~") ? super.del(text, ...rest) : undefined;
  }
}

/** What may begin something that ends in a later word: code, emphasis, a link, its address, a line break. */
const openings = /`|(?<![\p{L}\p{N}_])_+(?=\S)|\*(?=\S)|~~(?=\S)|\[[^\]]*$|\]\([^)]*$|\\\n$/u;

function isOpen(tokens: readonly Token[]): boolean {
  const unread = tokens.map(({ type, raw }) => (type === "text" ? raw : "\ufffc")).join("");
  return openings.test(unread);
}

function piecesOf(tokens: readonly Token[], tones: readonly Tone[], theme: Theme): Piece[] {
  return tokens.flatMap((token) => piecesOfToken(token, tones, theme));
}

function piecesOfToken(token: Token, tones: readonly Tone[], theme: Theme): Piece[] {
  const plain = (text: string) => ({ text: theme.spell(text), tones });
  const toned = (tone: Tone, mark: string): Piece[] => {
    const inner = piecesOf(("tokens" in token && token.tokens) || [], [...tones, tone], theme);
    return theme.color ? inner : [plain(mark), ...inner, plain(mark)];
  };
  switch (token.type) {
    case "strong":
      return toned("strong", "**");
    case "em":
      return toned("emphasis", "*");
    case "del":
      return toned("struck", "~~");
    case "codespan":
      return theme.color ? [{ text: theme.spell(token.text), tones: [...tones, "accent"] }] : [plain(token.raw)];
    case "br":
      return [plain("\n")];
    case "link":
      return [...piecesOf(token.tokens ?? [], tones, theme), ...address(token.text, token.href, tones, theme)];
    case "image":
      return [plain(token.text), ...address(token.text, token.href, tones, theme)];
    case "html":
      return [plain(/^<br\s*\/?>$/i.test(token.raw) ? "\n" : token.raw)];
    case "escape":
      return [plain(token.text)];
    default:
      return [plain(decodeEntities("text" in token ? String(token.text) : token.raw))];
  }
}

/** Where a link leads, unless its text says so already, or it is a file written into the text. */
function address(text: string, href: string, tones: readonly Tone[], theme: Theme): Piece[] {
  const isSaid = [href, href.replace(/^mailto:/, ""), href.replace(/^https?:\/\//, "")].includes(text);
  if (isSaid || href === "" || href.startsWith("data:")) return [];
  return [
    { text: text === "" ? "" : " ", tones },
    { text: "(", tones },
    { text: theme.spell(href), tones: [...tones, "accent"] },
    { text: ")", tones },
  ];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The entities that people write; the other two thousand stay as they are. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
