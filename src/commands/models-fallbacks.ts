import { readUserFiles } from "../config/user-files.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, exitCode } from "../errors.ts";
import type { Registry } from "../providers/registry.ts";
import { agree, apply, type Propose } from "../run/make-changes.ts";
import { type ModelCalled, modelCalled } from "../run/model-called.ts";
import { proposeOperations } from "../run/propose-operations.ts";
import { proposeSetup } from "../run/propose-setup.ts";
import { beginRun, beginWriting, type Run, type RunOptions } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { fallbackOperations, modelAliases, presentDefault, presentFallbacks } from "../wizard/default-model.ts";
import { isLessPrivate } from "../wizard/privacy.ts";
import { changeDocuments } from "../wizard/summary.ts";

export interface ModelsFallbacksOptions extends RunOptions, ConnectOptions {
  readonly action: "list" | "add" | "remove" | "clear";
  /** Refs, bare ids or aliases; for "add" and "remove". */
  readonly models: readonly string[];
  readonly offline: boolean;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Lists the models OpenClaw tries when the default fails, or changes that list. Returns 0.
 *
 * @throws CliError "no-such-model" or "model-withheld" for what cannot be added, "no-such-fallback" for what is not there.
 */
export async function modelsFallbacks(
  options: ModelsFallbacksOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  if (options.action === "list") {
    listFallbacks(await beginRun(options, context, registry), options);
    return exitCode.done;
  }
  const run = await beginWriting(options, context, registry);
  const added = options.action === "add" ? await modelsCalled(run, options) : [];
  const next = (config: unknown) => wanted(presentFallbacks(config), config, options, added);
  const propose = proposeFallbacks(run, added, next);
  sayPrivacy(run, added);

  const consent = { prompt: undefined, dryRun: options.dryRun, showDiff: options.dryRun, canGoBack: false };
  const proposal = await agree(run, propose, consent);
  if (proposal === "back") return exitCode.done;
  const outcome = await apply(run, propose, proposal, consent);
  const fallbacks = options.dryRun
    ? next(run.files.config.value)
    : presentFallbacks((await readUserFiles(run.paths)).config.value);
  if (options.json) {
    const changes = changeDocuments(options.dryRun ? proposal.changes : outcome.written, {
      redact: context.secrets.redact,
    });
    const { backups } = outcome;
    const document = { ok: true, fallbacks, dryRun: options.dryRun, changes, backups, warnings: run.warnings };
    context.terminal.print(JSON.stringify(document, undefined, 2));
  }
  run.report.success(run.words.models.fallbacks.now(fallbacks));
  return exitCode.done;
}

function listFallbacks({ context, files, words, report }: Run, { json }: ModelsFallbacksOptions): void {
  const fallbacks = presentFallbacks(files.config.value);
  if (json) context.terminal.print(JSON.stringify({ fallbacks }, undefined, 2));
  else if (fallbacks.length > 0) context.terminal.print(fallbacks.join("\n"));
  else report.info(words.models.fallbacks.none);
}

async function modelsCalled(run: Run, options: ModelsFallbacksOptions): Promise<ModelCalled[]> {
  const command = "openclaw models fallbacks add";
  const called: ModelCalled[] = [];
  for (const text of options.models) called.push(await modelCalled(run, text, { ...options, command, canForce: true }));
  return called;
}

function wanted(
  present: readonly string[],
  config: unknown,
  { action, models }: ModelsFallbacksOptions,
  added: readonly ModelCalled[],
): string[] {
  if (action === "clear") return [];
  if (action === "add") return [...new Set([...present, ...added.map(({ ref }) => ref)])];
  const removed = models.map((text) => {
    const meant = modelAliases(config).get(text) ?? text;
    const ref = present.find((each) => each === meant || each.endsWith(`/${meant}`));
    if (ref === undefined) throw new CliError("no-such-fallback", { model: text, fallbacks: present });
    return ref;
  });
  return present.filter((ref) => !removed.includes(ref));
}

/** A fallback needs a row, like a default; the list of fallbacks itself is a change of the config alone. */
function proposeFallbacks(run: Run, added: readonly ModelCalled[], next: (config: unknown) => string[]): Propose {
  const ours = added.flatMap((called) => (called.kind === "ours" ? [called] : []));
  const [first] = ours;
  const operations = (config: unknown) => fallbackOperations(config, next(config));
  if (!first) return proposeOperations(run, run.registry.default, operations);
  const { manifest, baseUrl } = first;
  const rows = ours.filter((called) => called.manifest === manifest).map(({ model }) => model);
  const answers = {
    manifest,
    credential: undefined,
    keyStore: "untouched",
    baseUrl,
    rows,
    primary: undefined,
  } as const;
  return proposeSetup(run, answers, operations);
}

/** A fallback that is less private than the default would give away what the default keeps. */
function sayPrivacy({ files, report, words }: Run, added: readonly ModelCalled[]): void {
  const primary = presentDefault(files.config.value);
  for (const called of added) {
    if (called.kind !== "ours") continue;
    const { manifest, model, catalog, ref, isForced } = called;
    if (primary !== undefined && isLessPrivate(model, primary, catalog, manifest.id)) {
      report.warn(words.models.fallbackLessPrivate(ref, primary));
    }
    if (isForced) report.warn(words.models.forced(ref, manifest.label));
  }
}
