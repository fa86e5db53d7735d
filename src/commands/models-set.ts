import { readUserFiles } from "../config/user-files.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { ModelDefinition, ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { agree, apply, type Outcome } from "../run/make-changes.ts";
import { type ModelCalled, modelCalled } from "../run/model-called.ts";
import { proposeOperations } from "../run/propose-operations.ts";
import { proposeSetup } from "../run/propose-setup.ts";
import { beginWriting, type Run, type RunOptions } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { defaultOperations, presentDefault } from "../wizard/default-model.ts";
import { describeModel } from "../wizard/describe.ts";
import { effectiveKey } from "../wizard/effective-key.ts";
import type { SetupAnswers } from "../wizard/plan.ts";
import { isLessPrivate } from "../wizard/privacy.ts";
import { changeDocuments } from "../wizard/summary.ts";

export interface ModelsSetOptions extends RunOptions, ConnectOptions {
  /** A ref, a bare id or an alias. */
  readonly model: string;
  readonly offline: boolean;
  /** Save a model that is not offered, too. */
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Makes a model the default: `agents.defaults.model`, its row, and the allow-lists there are. Fallbacks and every other setting
 * stay. Returns 0.
 *
 * @throws CliError "no-such-model" or "model-withheld" unless forced; then nothing is written.
 */
export async function modelsSet(options: ModelsSetOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const run = await beginWriting(options, context, registry);
  const called = await modelCalled(run, options.model, { ...options, command: "openclaw models set", canForce: true });
  const { ref } = called;
  const previous = presentDefault(run.files.config.value);
  const answers = called.kind === "ours" ? answersFor(called.manifest, called.model, ref, called.baseUrl) : undefined;
  const propose = answers
    ? proposeSetup(run, answers)
    : proposeOperations(run, registry.default, (config) => defaultOperations(config, ref));

  if (called.kind === "ours") sayPrivacy(run, called, previous);
  const consent = { prompt: undefined, dryRun: options.dryRun, showDiff: options.dryRun, canGoBack: false };
  const proposal = await agree(run, propose, consent);
  if (proposal === "back") return exitCode.done;
  const outcome = await apply(run, propose, proposal, consent);
  await sayOutcome(run, called, options);
  if (options.json) printJson(run, ref, previous, outcome, options);
  return exitCode.done;
}

function answersFor(
  manifest: ProviderManifest,
  model: ModelDefinition,
  ref: string,
  baseUrl: string | undefined,
): SetupAnswers {
  return { manifest, credential: undefined, keyStore: "untouched", baseUrl, rows: [model], primary: ref };
}

/** In one line, what a change from a private to an anonymized model means. */
function sayPrivacy(
  { report, words }: Run,
  called: Extract<ModelCalled, { kind: "ours" }>,
  previous: string | undefined,
): void {
  const { manifest, model, catalog, ref, isForced } = called;
  if (previous !== undefined && isLessPrivate(model, previous, catalog, manifest.id)) {
    report.warn(words.models.lessPrivate(ref, previous));
  }
  if (isForced) report.warn(words.models.forced(ref, manifest.label));
}

async function sayOutcome(
  { report, words, paths, context }: Run,
  called: ModelCalled,
  { dryRun }: ModelsSetOptions,
): Promise<void> {
  if (dryRun) return;
  if (called.kind === "ours") {
    const key = effectiveKey(await readUserFiles(paths), called.manifest, context.env, context.secrets);
    if (key.kind === "missing") report.warn(words.onboard.unset(key.variable));
    if (key.kind === "hidden") report.warn(words.onboard.hidden(key.variable));
  }
  report.success(words.models.isDefault(called.ref));
  if (called.kind === "ours") report.info(["  ", { text: describeModel(called.model, words), tone: "quiet" }]);
}

function printJson(
  { context, warnings }: Run,
  ref: string,
  previous: string | undefined,
  { proposal, written, backups }: Outcome,
  { dryRun }: ModelsSetOptions,
): void {
  const changes = changeDocuments(dryRun ? proposal.changes : written, { redact: context.secrets.redact });
  const document = { ok: true, model: ref, previous: previous ?? null, dryRun, changes, backups, warnings };
  context.terminal.print(JSON.stringify(document, undefined, 2));
}
