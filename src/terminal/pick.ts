import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  useKeypress,
  useMemo,
  useRef,
  useState,
} from "@inquirer/core";
import type { Choice } from "../context.ts";
import { type ChoiceLine, choiceList } from "./choice-lines.ts";
import type { PromptLook } from "./prompt-look.ts";
import type { Screen } from "./screen.ts";
import { useRedraw } from "./use-redraw.ts";
import { wrap } from "./wrap.ts";

export interface PickQuestion {
  readonly message: string;
  /** Asked again at every key, so a list that grows meanwhile is shown as it is. */
  choices(): readonly Choice<string>[];
  readonly default: string | undefined;
  readonly canGoBack: boolean;
  /** Whether typing narrows the list, and what is said when nothing is left of it. */
  readonly search: { readonly empty: string } | undefined;
  readonly look: PromptLook;
  readonly screen: Screen;
}

/** A longer list than this is harder to read than to scroll. */
const longestPage = 16;
/** A shorter one is of no use; before that the description goes. */
const shortestPage = 4;

/**
 * A list to pick from, with or without a line to search in. It is never higher or wider than the terminal, and the cursor stays
 * on the question, the one line whose place no change of the terminal's size puts in doubt.
 */
export const pick = createPrompt<string, PickQuestion>((question, done) => {
  const { message, search, look, screen, canGoBack } = question;
  const { theme, words } = look;
  const [term, setTerm] = useState("");
  const [pointed, setPointed] = useState<ChoiceLine<string>>();
  const [picked, setPicked] = useState<Choice<string>>();
  const page = useRef(shortestPage);
  const beneath = useRedraw(screen);

  const { columns, rows } = screen;
  // The pointer and a space stand before every row; "…" is three characters in ASCII.
  const width = columns - (theme.unicode ? 2 : 4);
  const choices = question.choices();
  const list = useMemo(() => choiceList(choices, width, words.more), [choices, width]);
  const lines = useMemo(() => list.lines(term), [list, term]);
  const at = placeOf(lines, pointed, term === "" ? question.default : undefined);
  const current = lines[at]?.choice;

  useKeypress((key, rl) => {
    if (picked) return;
    if (isEnterKey(key)) {
      if (!current) return;
      setPicked(current);
      done(current.value);
      return;
    }
    const step = stepOf(key, page.current);
    if (step === undefined && search && !isTabKey(key)) {
      if (rl.line === term) return;
      setTerm(rl.line);
      setPointed(undefined);
      return;
    }
    // What these keys do to the line itself is undone.
    rl.clearLine(0);
    if (term !== "") rl.write(term);
    if (step !== undefined) setPointed(moved(lines, at, step));
  });

  if (picked) return look.answered(message, theme.spell(picked.short ?? firstCell(picked)));

  const keys = look.keys(search ? words.search : words.choose, canGoBack, columns);
  const description = wrap(theme.spell(current?.description ?? ""), width).split("\n");
  const highest = useMemo(() => highestDescription(choices, width), [choices, width]);
  // The question, the keys and a line to spare.
  const room = rows - keys.length - 2;
  const hasRoom = room - highest - 1 >= Math.min(shortestPage, lines.length);
  page.current = Math.max(1, Math.min(longestPage, hasRoom ? room - highest - 1 : room));
  const start = Math.max(0, Math.min(at - Math.floor(page.current / 2), lines.length - page.current));
  const shown = lines.slice(start, start + page.current).map((line, index) => {
    if (!line.choice) return theme.paint("quiet", ` ${line.text}`);
    return start + index === at
      ? theme.paint("accent", `${theme.symbols.pointer} ${line.text}`)
      : `  ${theme.spell(line.text)}`;
  });
  const nothing = search ? wrap(theme.paint("bad", search.empty), columns).split("\n") : [];
  return [
    look.question(message, theme.paint("accent", term), { showsCursor: search !== undefined }),
    beneath([
      ...(lines.length > 0 ? shown : nothing),
      ...(hasRoom ? [" "] : []),
      ...(hasRoom && current?.description ? description.map((line) => theme.paint("quiet", line)) : []),
      ...keys,
    ]),
  ];
});

/** Where the pointer is: on that choice, or on another of its value, or on the first of all. */
function placeOf(
  lines: readonly ChoiceLine<string>[],
  pointed: ChoiceLine<string> | undefined,
  otherwise: string | undefined,
): number {
  const value = pointed?.choice?.value ?? otherwise;
  const places = [
    lines.findIndex(({ choice, group }) => pointed && choice?.value === value && group === pointed.group),
    lines.findIndex(({ choice }) => choice && choice.value === value),
    lines.findIndex(({ choice }) => choice),
  ];
  return places.find((place) => place !== -1) ?? 0;
}

/** By how many choices a key moves the pointer; `undefined` for a key that is none of these. */
function stepOf(key: { readonly name: string }, page: number): number | undefined {
  if (isUpKey(key as Parameters<typeof isUpKey>[0])) return -1;
  if (isDownKey(key as Parameters<typeof isDownKey>[0])) return 1;
  const steps: Readonly<Record<string, number>> = {
    pageup: -page,
    pagedown: page,
    home: Number.NEGATIVE_INFINITY,
    end: Number.POSITIVE_INFINITY,
  };
  return steps[key.name];
}

/** The choice so many choices on, as far as there are any. */
function moved(lines: readonly ChoiceLine<string>[], at: number, step: number): ChoiceLine<string> | undefined {
  const isChoice = ({ choice }: ChoiceLine<string>) => choice !== undefined;
  const choices = lines.filter(isChoice);
  const from = lines.slice(0, at).filter(isChoice).length;
  return choices[Math.max(0, Math.min(from + step, choices.length - 1))];
}

function highestDescription(choices: readonly Choice<string>[], width: number): number {
  return Math.max(
    0,
    ...choices.map(({ description }) => (description ? wrap(description, width).split("\n").length : 0)),
  );
}

function firstCell({ cells: [first = ""] }: Choice<string>): string {
  return typeof first === "string" ? first : first.full;
}
