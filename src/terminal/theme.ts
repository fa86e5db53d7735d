import { Chalk, type ChalkInstance } from "chalk";
import type { Environment, Text, Tone } from "../context.ts";

/** How text looks on one stream. */
export interface Theme {
  readonly symbols: Symbols;
  readonly color: boolean;
  /** Whether the locale can show more than ASCII; otherwise some characters are spelt with several. */
  readonly unicode: boolean;
  /** The text in that tone, or in several at once. */
  paint(tone: Tone | readonly Tone[], text: string): string;
  /** The pieces of a line as one string, painted. */
  render(text: Text): string;
  /** The text in characters that the stream's locale can show, without any that could steer the terminal. */
  spell(text: string): string;
}

export interface Symbols {
  readonly tick: string;
  readonly cross: string;
  readonly warning: string;
  readonly pointer: string;
  readonly question: string;
}

const unicodeSymbols: Symbols = { tick: "✔", cross: "✖", warning: "!", pointer: "❯", question: "?" };
const asciiSymbols: Symbols = { tick: "*", cross: "x", warning: "!", pointer: ">", question: "?" };

const styles = {
  strong: "bold",
  emphasis: "italic",
  struck: "strikethrough",
  quiet: "dim",
  accent: "cyan",
  good: "green",
  caution: "yellow",
  bad: "red",
  added: "green",
  removed: "red",
} as const satisfies { readonly [Name in Tone]: string };

/** Control characters but newline and tab, and those that turn the direction of writing: model names and errors come from outside. */
const steering = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const noBreakSpace = "\u00a0";

const asciiSpelling: Readonly<Record<string, string>> = {
  "…": "...",
  "·": "-",
  "–": "-",
  "—": "-",
  "→": "->",
  "↑↓": "up/down",
  "⋮": "...",
  "⏎": "enter",
  "“": '"',
  "”": '"',
  "’": "'",
  "×": "x",
  "•": "-",
  "─": "-",
  "│": "|",
  "┼": "+",
  [noBreakSpace]: " ",
  "«\u00a0": '"',
  "\u00a0»": '"',
};

/** Chooses colours and symbols for a stream. `noColor` is the --no-color flag; `accessible` keeps to ASCII, which is read out well. */
export function createTheme(
  env: Environment,
  stream: { isTTY?: boolean | undefined },
  noColor: boolean,
  accessible = false,
): Theme {
  const color = wantsColor(env, stream, noColor);
  const hasUnicode = usesUnicode(env);
  const unicode = !accessible && hasUnicode && env.TERM !== "linux" && env.TERM !== "dumb";
  // Not to be seen or heard, so it may stay, and keep lines from being broken there.
  const spelling = hasUnicode ? { ...asciiSpelling, [noBreakSpace]: noBreakSpace } : asciiSpelling;
  const spell = (text: string) => {
    const harmless = text.replace(steering, "");
    return unicode
      ? harmless
      : harmless.replace(/↑↓|«\u00a0|\u00a0»|[^\0-\x7f]/gu, (character) => spelling[character] ?? character);
  };
  // Made with the first colour, since most runs of scripts have none. Chalk itself would ask the environment, not the stream.
  let chalk: ChalkInstance | undefined;
  const paint = (tone: Tone | readonly Tone[], text: string) => {
    const spelled = spell(text);
    if (!color || spelled === "") return spelled;
    const colored = chalk ?? new Chalk({ level: 1 });
    chalk = colored;
    return [tone].flat().reduce((painted, each) => colored[styles[each]](painted), spelled);
  };
  return {
    symbols: unicode ? unicodeSymbols : asciiSymbols,
    color,
    unicode,
    paint,
    render: (text) =>
      typeof text === "string"
        ? spell(text)
        : text.map((piece) => (typeof piece === "string" ? spell(piece) : paint(piece.tone, piece.text))).join(""),
    spell,
  };
}

/**
 * Whether colour is wanted: --no-color, then FORCE_COLOR (force-color.org; empty says nothing, "0" and "false" say no), then NO_COLOR
 * (no-color.org; empty says nothing), then TERM=dumb, then whether the stream is a terminal.
 */
function wantsColor(env: Environment, stream: { isTTY?: boolean | undefined }, noColor: boolean): boolean {
  if (noColor) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  if (env.NO_COLOR) return false;
  if (env.TERM === "dumb") return false;
  return stream.isTTY === true;
}

/** Whether the locale's character set is Unicode; a machine that names no locale is taken to be. */
function usesUnicode(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return !locale || /utf-?8/i.test(locale);
}
