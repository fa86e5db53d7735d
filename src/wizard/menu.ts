import type { Cell, Choice, Prompter } from "../context.ts";
import type { CredentialSource } from "./credential.ts";
import { type Draft, type Interview, settled } from "./draft.ts";
import type { KeyStore } from "./key-store.ts";
import { pendingDefault } from "./pending.ts";
import type { Standing } from "./standing.ts";

/** What can be changed, or looked at, by itself. */
export const sections = ["key", "model", "store", "check", "remove"] as const;
export type Section = (typeof sections)[number];
export type MenuEntry = Section | "review" | "quit";

/** What the menu shows. */
export interface MenuFacts {
  readonly draft: Draft;
  readonly standing: Standing;
  /** Whether changes wait to be written. */
  readonly hasChanges: boolean;
  /** Whether anything of the provider is there to be removed. */
  readonly isRemovable: boolean;
}

/** Which entry of the menu; Esc quits. `previous` is where the pointer was. */
export async function askMenu(
  prompt: Prompter,
  interview: Interview,
  facts: MenuFacts,
  previous: MenuEntry | undefined,
): Promise<MenuEntry> {
  const said = await prompt.select<MenuEntry>({
    message: interview.words.configure.what,
    flag: "--section",
    canGoBack: true,
    default: facts.hasChanges ? "review" : previous,
    choices: menuChoices(interview, facts),
  });
  return said === "back" ? "quit" : said.value;
}

/** PURE: the entries, each with how things are or will be. */
export function menuChoices(interview: Pick<Interview, "words" | "paths">, facts: MenuFacts): Choice<MenuEntry>[] {
  const { draft, standing, hasChanges, isRemovable } = facts;
  const { configure } = interview.words;
  const { manifest } = settled(draft.connection);
  const model = pendingDefault(draft);
  const keyed = draft.credential !== undefined || standing.credential !== undefined;
  const entry = (value: MenuEntry, shown?: Cell, isUnsaved = false): Choice<MenuEntry> => ({
    value,
    cells: [
      configure.entries[value](manifest.label),
      ...(shown === undefined ? [] : [shown]),
      ...(isUnsaved ? [configure.unsaved] : []),
    ],
    description: configure.why[value](manifest.label),
  });
  return [
    ...(hasChanges ? [entry("review")] : []),
    entry("key", keyCell(interview, facts), draft.credential !== undefined),
    entry("model", model ?? standing.model ?? configure.none, model !== undefined && model !== standing.model),
    ...(keyed ? [entry("store", storeCell(interview, facts), isMoved(facts))] : []),
    entry("check"),
    ...(isRemovable ? [entry("remove")] : []),
    entry("quit"),
  ];
}

function keyCell(interview: Pick<Interview, "words" | "paths">, { draft, standing }: MenuFacts): Cell {
  const { configure } = interview.words;
  const { label } = settled(draft.connection).manifest;
  const { key, hasBlock } = standing;
  const credential = draft.credential ?? (key.kind === "found" ? key.credential : undefined);
  if (!draft.credential && !hasBlock) return configure.notSetUp;
  if (credential) {
    const ends = configure.keyEnds(credential.value.tail);
    return {
      full: configure.keyOf(label, `${ends} ${originOf(interview, credential.source)}`),
      short: configure.keyOf(label, ends),
    };
  }
  if (key.kind === "external") return configure.keyOf(label, configure.external(key.source));
  if (key.kind === "hidden") return configure.keyOf(label, configure.hidden(key.variable));
  return configure.keyOf(label, configure.keyMissing);
}

/** Where a key comes from, in few words: the store's own entry says where exactly in the file. */
function originOf({ words, paths }: Pick<Interview, "words" | "paths">, source: CredentialSource): string {
  const { origin } = words.configure;
  if (source.kind === "block") return origin.found(paths.display(paths.config));
  if (source.kind !== "variable") return origin.entered;
  if (source.place === "environment") return origin.found(source.variable);
  return origin.found(paths.display(source.place === "dotenv" ? paths.dotenv : paths.config));
}

function storeCell({ words, paths }: Pick<Interview, "words" | "paths">, { draft, standing }: MenuFacts): Cell {
  const { place } = words.configure;
  const { auth } = settled(draft.connection).manifest;
  const config = paths.display(paths.config);
  const source = standing.credential?.source;
  switch (storeToBe(draft, standing)) {
    case "dotenv":
      return paths.display(paths.dotenv);
    case "config":
      return place.env(config);
    case "env":
      return place.environment(auth.variable);
    default:
      if (source?.kind === "block") return place.block(config);
      if (source?.kind === "variable" && source.variable !== auth.variable) return place.own(source.variable);
      return place.flat(config);
  }
}

function storeToBe({ keyStore }: Draft, { store }: Standing): KeyStore | undefined {
  if (keyStore === undefined || keyStore === "unchanged") return store;
  return keyStore === "left" ? "env" : keyStore;
}

function isMoved({ draft, standing }: MenuFacts): boolean {
  return storeToBe(draft, standing) !== standing.store;
}
