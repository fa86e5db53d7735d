/** The parts of the program that are measured in process, as they ship. */
import JSON5 from "json5";
import { configEditor } from "../src/config/config-editor.ts";
import { editJson5 } from "../src/config/json5/edit.ts";
import type { Operation } from "../src/config/json5/merge.ts";
import { en } from "../src/messages/en.ts";
import { buildCatalog } from "../src/providers/catalog.ts";
import { offeredModels } from "../src/providers/model-choice.ts";
import type { ProviderManifest } from "../src/providers/provider.ts";
import { choiceList } from "../src/terminal/choice-lines.ts";
import { layOutIn } from "../src/terminal/table.ts";
import { modelCells } from "../src/wizard/describe.ts";

const now = new Date();

export const edit = (text: string, operations: readonly Operation[]): string => editJson5(text, operations).text;

/** The edit as every command makes it, checked; for configs in JSON5. */
export const editor = async (): Promise<(text: string, operations: readonly Operation[]) => string> =>
  await configEditor("", "// not JSON");

export const parse = (text: string): unknown => JSON5.parse(text);

/** The catalogue of a list as it came, and its table for a terminal of 80 columns. */
export function tabulate(manifest: ProviderManifest, rows: readonly unknown[]): readonly string[] {
  const catalog = buildCatalog({ manifest, live: { rows, fetchedAt: now }, now });
  return layOutIn(
    offeredModels(catalog).map((model) => modelCells(model, en)),
    80,
  ).lines;
}

/** A list to search in, of a list of models as it came; the answer to a term. */
export function searchIn(manifest: ProviderManifest, rows: readonly unknown[]): (term: string) => number {
  const catalog = buildCatalog({ manifest, live: { rows, fetchedAt: now }, now });
  const choices = offeredModels(catalog).map((model) => ({
    value: model.id,
    cells: modelCells(model, en),
    keywords: model.name,
  }));
  const list = choiceList(choices, 78, (count) => `${count} more`);
  return (term) => list.lines(term).length;
}
