import type { Choice, ChoiceGroup } from "../context.ts";
import { cut, layOutIn } from "./table.ts";

/** A line of a list: a choice, or a text between choices. */
export interface ChoiceLine<Value> {
  readonly choice: Choice<Value> | undefined;
  /** The title of its group. */
  readonly group?: string | undefined;
  readonly text: string;
}

/** Choices as they stand in a list of that width. */
export interface ChoiceList<Value> {
  /** All of them without a term; with one, those that hold every word of it, each value once. */
  lines(term: string): readonly ChoiceLine<Value>[];
}

/** More choices than this are never drawn at one key; a line says how many are left. */
const most = 200;

/** Lays choices out in aligned columns, group by group, since groups may have columns of their own. */
export function choiceList<Value>(
  choices: readonly Choice<Value>[],
  width: number,
  more: (count: number) => string,
): ChoiceList<Value> {
  const rows = layOutGroups(choices, width);
  return {
    lines(term) {
      const words = term.toLowerCase().split(/\s+/).filter(Boolean);
      const found = words.length === 0 ? rows : matches(rows, words);
      const lines: ChoiceLine<Value>[] = [];
      let last: string | undefined;
      for (const { choice, text, group } of found.slice(0, most)) {
        const isNext = group?.title !== last;
        last = group?.title;
        if (group && isNext) lines.push({ choice: undefined, text: heading(group, words.length > 0, width) });
        lines.push({ choice, group: last, text });
      }
      const left = found.length - most;
      return left > 0 ? [...lines, { choice: undefined, text: cut(more(left), width) }] : lines;
    },
  };
}

interface Row<Value> {
  readonly choice: Choice<Value>;
  readonly text: string;
  readonly group: ChoiceGroup | undefined;
  /** What a search looks at. */
  readonly haystack: string;
}

function layOutGroups<Value>(choices: readonly Choice<Value>[], width: number): Row<Value>[] {
  const groups = new Map<string | undefined, Choice<Value>[]>();
  for (const choice of choices) {
    const title = groupOf(choice)?.title;
    const group = groups.get(title);
    if (group) group.push(choice);
    else groups.set(title, [choice]);
  }
  return [...groups.values()].flatMap((members) => {
    const { lines, form } = layOutIn(
      members.map(({ cells }) => cells),
      width,
    );
    const [first] = members;
    const { legend, ...group } = (first && groupOf(first)) ?? { title: "" };
    return members.map((choice, index) => ({
      choice,
      text: lines[index] ?? "",
      group: group.title === "" ? undefined : { ...group, ...(legend && form === "short" ? { legend } : {}) },
      haystack: [...choice.cells.map(fullText), choice.keywords ?? ""].join(" ").toLowerCase(),
    }));
  });
}

function groupOf<Value>({ group }: Choice<Value>): ChoiceGroup | undefined {
  return typeof group === "string" ? { title: group } : group;
}

function fullText(cell: Choice<unknown>["cells"][number]): string {
  return typeof cell === "string" ? cell : cell.full;
}

function matches<Value>(rows: readonly Row<Value>[], words: readonly string[]): Row<Value>[] {
  const seen = new Set<Value>();
  return rows.filter(({ choice, haystack }) => {
    if (seen.has(choice.value) || !words.every((word) => haystack.includes(word))) return false;
    seen.add(choice.value);
    return true;
  });
}

function heading({ title, searched, legend }: ChoiceGroup, isSearched: boolean, width: number): string {
  const text = (isSearched && searched) || title;
  const whole = legend ? `${text} (${legend})` : text;
  return cut(whole, width) === whole ? whole : cut(text, width);
}
