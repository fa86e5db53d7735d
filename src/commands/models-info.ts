import type { Context, Text } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import { formatModelRef, localized, type ModelDefinition, type ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { catalogLine } from "../run/catalog.ts";
import { type ModelCalled, modelCalled } from "../run/model-called.ts";
import { beginRun, type Run, type RunOptions } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { capabilitiesOf } from "../wizard/describe.ts";
import { modelDocument } from "../wizard/model-document.ts";
import { modelTags } from "../wizard/model-tags.ts";

export interface ModelsInfoOptions extends RunOptions, ConnectOptions {
  /** A ref, a bare id or an alias. */
  readonly model: string;
  readonly offline: boolean;
  readonly json: boolean;
}

/**
 * Shows everything that is known about one model. Returns 0.
 *
 * @throws CliError "no-such-model" with the nearest refs.
 */
export async function modelsInfo(options: ModelsInfoOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const run = await beginRun(options, context, registry);
  const called = await modelCalled(run, options.model, {
    ...options,
    command: "openclaw models info",
    canForce: false,
    withheld: true,
  });
  const tags = tagsOf(run, called);
  if (options.json) context.terminal.print(JSON.stringify(documentOf(called, tags, registry), undefined, 2));
  else for (const { head, body } of linesOf(run, called, tags)) context.terminal.entry("data", head, body);
  if (!options.json && called.kind === "ours") {
    run.report.info(catalogLine(run, called.catalog, called.manifest.label));
  }
  return exitCode.done;
}

function tagsOf({ files }: Run, called: ModelCalled): string[] {
  const manifests = called.kind === "ours" ? [called.manifest] : [];
  return modelTags(files.config.value, manifests)(called.ref);
}

function documentOf(called: ModelCalled, tags: readonly string[], registry: Registry) {
  const model = called.kind === "ours" ? called.model : undefined;
  const manifest = called.kind === "ours" ? called.manifest : registry.default;
  const isOffered = model !== undefined && model.status.withheld === undefined;
  const uses = model ? usesOf(manifest, model).map(({ useCase, reason }) => ({ useCase, reason: reason.en })) : [];
  return { ...modelDocument(called.ref, model, tags, isOffered), recommendedFor: uses };
}

function usesOf(manifest: ProviderManifest, { id }: ModelDefinition) {
  return manifest.recommendations.filter(({ model }) => model === id);
}

/** A line: what it begins with, and what stands beside that. */
interface Line {
  readonly head: Text;
  readonly body: Text;
}

function linesOf(run: Run, called: ModelCalled, tags: readonly string[]): Line[] {
  const { words, context } = run;
  const info = words.models.info;
  const heading = line([{ text: called.ref, tone: "strong" }]);
  const yours =
    tags
      .filter((tag) => tag !== "recommended")
      .map(words.models.marks.full)
      .join(", ") || info.nothing;
  if (called.kind === "foreign") return [heading, ...fields([[info.labels.yours, [yours]]])];
  const { manifest, model } = called;
  const able = capabilitiesOf(model, words).map(({ full }) => full);
  const uses = usesOf(manifest, model).map(({ title, reason }) =>
    info.recommended(localized(title, context.locale), localized(reason, context.locale)),
  );
  const isDefault = tags.includes("default");
  const canBeDefault = !isDefault && model.status.withheld === undefined;
  return [
    heading,
    line(model.name),
    line(""),
    ...fields([
      [info.labels.privacy, [info.privacy[model.privacy](manifest.label)]],
      [info.labels.abilities, [able.join(", ") || info.nothing]],
      [info.labels.input, [model.input.map((kind) => info.inputs[kind]).join(", ")]],
      [info.labels.context, [info.tokens(model.contextWindow)]],
      [info.labels.answer, [info.atMost(model.maxTokens, model.maxTokensIsCap)]],
      [info.labels.price, priceOf(model, words)],
      [info.labels.use, uses.length > 0 ? uses : [info.nothing]],
      [info.labels.status, statusOf(manifest, model, words)],
      [info.labels.yours, [yours]],
    ]),
    ...(canBeDefault ? [line(""), line(info.makeDefault(formatModelRef(manifest.id, model.id)))] : []),
  ];
}

function line(body: Text): Line {
  return { head: "", body };
}

function fields(rows: readonly (readonly [label: string, values: readonly string[]])[]): Line[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.flatMap(([label, values]) =>
    values.map((value, index): Line => {
      const head = ["  ", { text: (index === 0 ? label : "").padEnd(width), tone: "quiet" }, "  "] as const;
      return { head, body: value };
    }),
  );
}

function priceOf({ cost }: ModelDefinition, words: Messages): readonly string[] {
  const { info } = words.models;
  if (!cost) return [info.unknownPrice];
  if (cost.input === 0 && cost.output === 0) return [info.free];
  return info.price(cost);
}

function statusOf(manifest: ProviderManifest, { status }: ModelDefinition, words: Messages): string[] {
  const { info } = words.models;
  const { withheld, retiresAt, replacement, beta } = status;
  const ref = replacement && formatModelRef(manifest.id, replacement);
  const isOffered = withheld === undefined;
  return [
    isOffered ? (beta ? info.beta : info.offered) : info.notOffered(words.model.reasons[withheld]),
    ...(retiresAt ? [info.retires(retiresAt.slice(0, 10), ref)] : []),
  ];
}
