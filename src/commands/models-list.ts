import { valueAt } from "../config/schema.ts";
import type { Context, TableRow } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { findModel, offeredModels } from "../providers/model-choice.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
  parseModelRef,
} from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { bestCatalog, type CatalogOptions, catalogLine } from "../run/catalog.ts";
import { providerNamed, reachProvider } from "../run/provider-access.ts";
import { beginRun, type Run, type RunOptions } from "../run/run.ts";
import { configuredRefs } from "../wizard/configured-refs.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { modelCells, modelFields } from "../wizard/describe.ts";
import { modelDocument } from "../wizard/model-document.ts";
import { filterModels, type ModelFilter, type SortOrder, sortModels } from "../wizard/model-filter.ts";
import { modelTags } from "../wizard/model-tags.ts";

export interface ModelsListOptions extends RunOptions, ConnectOptions, CatalogOptions {
  readonly provider?: string | undefined;
  readonly filter: ModelFilter;
  readonly sort?: SortOrder | undefined;
  /** The withheld models too, with the reason. */
  readonly all: boolean;
  /** Only the models that the config speaks of. */
  readonly configured: boolean;
  readonly plain: boolean;
  readonly json: boolean;
}

/** One line of the list. */
interface Listed {
  readonly ref: string;
  /** What the provider says of it; `undefined` where we cannot ask. */
  readonly model: ModelDefinition | undefined;
  readonly tags: readonly string[];
  readonly available: boolean;
}

interface ProviderList {
  readonly manifest: ProviderManifest;
  readonly catalog: ModelCatalog;
  readonly hasKey: boolean;
}

/** Lists the models that can be used. Returns 0; an empty list is no failure. */
export async function modelsList(options: ModelsListOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const run = await beginRun(options, context, registry);
  const lists = await fetchLists(run, options);
  const listed = options.configured ? configuredModels(run, lists, options) : availableModels(run, lists, options);
  if (options.json) printJson(run, lists, listed);
  else if (options.plain) context.terminal.print(listed.map(({ ref }) => ref).join("\n"));
  else if (context.terminal.output.isTerminal) printTable(run, listed);
  else printLines(run, listed);
  if (!options.json && !options.plain) sayWhereFrom(run, lists, listed);
  return exitCode.done;
}

async function fetchLists(run: Run, options: ModelsListOptions): Promise<ProviderList[]> {
  const lists: ProviderList[] = [];
  for (const manifest of providersOf(run, options)) {
    const { connection, key, secret } = reachProvider(run, manifest, options);
    try {
      const catalog = await bestCatalog(run, connection, secret, options);
      lists.push({ manifest, catalog, hasKey: key.kind === "found" || key.kind === "external" });
    } finally {
      connection.client.close();
    }
  }
  return lists;
}

/** The provider that is named, else those the config has a block for, else the default. */
function providersOf(run: Run, { provider, baseUrl }: ModelsListOptions): ProviderManifest[] {
  const named = providerNamed(run, provider);
  if (provider !== undefined || baseUrl !== undefined) return [named];
  const configured = run.registry.all.filter(
    ({ id }) => valueAt(run.files.config.value, ["models", "providers", id]) !== undefined,
  );
  return configured.length > 0 ? configured : [named];
}

function availableModels(run: Run, lists: readonly ProviderList[], options: ModelsListOptions): Listed[] {
  const { privateOnly } = run.policy;
  const tagsOf = modelTags(
    run.files.config.value,
    lists.map(({ manifest }) => manifest),
  );
  return lists.flatMap(({ manifest, catalog, hasKey }) => {
    const models = options.all ? catalog.models : offeredModels(catalog, { privateOnly });
    return sortModels(filterModels(models, options.filter), options.sort).map((model) => {
      const ref = formatModelRef(manifest.id, model.id);
      return { ref, model, tags: tagsOf(ref), available: hasKey && model.status.withheld === undefined };
    });
  });
}

/** The models that the config names: as default, fallback, an agent's own, an alias, or in a provider's rows. */
function configuredModels(run: Run, lists: readonly ProviderList[], { filter, sort }: ModelsListOptions): Listed[] {
  const config = run.files.config.value;
  const tagsOf = modelTags(
    run.files.config.value,
    lists.map(({ manifest }) => manifest),
  );
  const listed = [...configuredRefs(config)].map((ref) => {
    const list = lists.find(({ manifest }) => manifest.id === parseModelRef(ref)?.provider);
    const model = list && findModel(list.catalog, ref, list.manifest.id);
    const available = list?.hasKey === true && model !== undefined && model.status.withheld === undefined;
    return { ref, model, tags: tagsOf(ref), available };
  });
  const isFiltered = Object.values(filter).some((condition) => condition !== undefined && condition !== false);
  const models = listed.flatMap(({ model }) => (model ? [model] : []));
  const kept = sortModels(filterModels(models, filter), sort);
  const unknown = isFiltered ? [] : listed.filter(({ model }) => model === undefined);
  const known = kept.flatMap((model) => listed.filter((each) => each.model === model));
  return sort === undefined && !isFiltered ? listed : [...known, ...unknown];
}

function printTable({ context, words }: Run, listed: readonly Listed[]): void {
  if (listed.length === 0) return;
  const { headings, marks } = words.models;
  const rows = listed.map(({ ref, model, tags }): TableRow => {
    const cells = model ? modelCells(model, words).slice(1) : ["-", "", "-", "-"];
    const withheld = model?.status.withheld;
    const shown = tags.filter((tag) => tag !== "configured");
    const mark = withheld
      ? words.model.reasons[withheld]
      : {
          full: shown.map((tag) => marks.full(tag)).join(" "),
          short: shown.map((tag) => marks.short(tag)).join(""),
        };
    const tone = withheld ? "quiet" : tags.includes("default") ? "accent" : undefined;
    return { cells: [ref, ...cells, mark], tone };
  });
  const form = context.terminal.table([{ cells: headings, tone: "quiet" }, ...rows]);
  if (form === "full") return;
  for (const text of words.models.legend) context.terminal.info([{ text, tone: "quiet" }]);
}

/** For programs: one model a line, its fields apart by tabs, numbers as they are. */
function printLines({ context }: Run, listed: readonly Listed[]): void {
  if (listed.length === 0) return;
  const lines = listed.map(({ ref, model, tags }) =>
    [ref, ...(model ? modelFields(model) : ["-", "-", "-", "-", "-"]), tags.join(",")].join("\t"),
  );
  context.terminal.print(lines.join("\n"));
}

function printJson({ context }: Run, lists: readonly ProviderList[], listed: readonly Listed[]): void {
  const document = {
    count: listed.length,
    models: listed.map(({ ref, model, tags, available }) => modelDocument(ref, model, tags, available)),
    catalogs: lists.map(({ manifest, catalog }) => ({
      provider: manifest.id,
      source: catalog.source,
      fetchedAt: catalog.fetchedAt?.toISOString() ?? null,
    })),
  };
  context.terminal.print(JSON.stringify(document, undefined, 2));
}

function sayWhereFrom(run: Run, lists: readonly ProviderList[], listed: readonly Listed[]): void {
  const { report, words } = run;
  const offered = lists.reduce((sum, { catalog }) => sum + offeredModels(catalog).length, 0);
  if (listed.length === 0) report.info(words.models.noneMatches);
  else if (listed.length < offered) report.info(words.models.shown(listed.length, offered));
  if (run.policy.privateOnly) report.info(words.models.policy.privateOnly);
  for (const { manifest, catalog } of lists) report.info(catalogLine(run, catalog, manifest.label));
}
