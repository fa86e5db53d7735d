import { firstConfig } from "virtual:templates";
import { type Applied, applyChanges } from "../config/apply-changes.ts";
import { writeCatalogCache } from "../config/catalog-cache.ts";
import { configEditor } from "../config/config-editor.ts";
import { resolvePaths } from "../config/paths.ts";
import { checkShape, valueAt } from "../config/schema.ts";
import { type FileChange, readUserFiles, type UserFiles } from "../config/user-files.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, exitCode, Interruption } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import { messagesIn } from "../messages/messages.ts";
import { catalogToJson } from "../providers/catalog.ts";
import { findModel, offeredModels } from "../providers/model-choice.ts";
import { formatModelRef, type ProviderManifest, parseModelRef } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { connect } from "../wizard/connect.ts";
import { diffOf } from "../wizard/diff.ts";
import { type Draft, type Interview, settled } from "../wizard/draft.ts";
import { givenCredential } from "../wizard/given-credential.ts";
import { questions } from "../wizard/interview.ts";
import { refuseToGuess } from "../wizard/missing-answers.ts";
import { suggestedModel } from "../wizard/model.ts";
import { resolveKey } from "../wizard/notices.ts";
import type { OnboardOptions } from "../wizard/onboard-options.ts";
import { type OnboardAnswers, type Plan, planOnboarding } from "../wizard/plan.ts";
import type { Report } from "../wizard/report.ts";
import {
  changeLines,
  endLines,
  mostTrialCost,
  type Outcome,
  onboardDocument,
  planWarnings,
  readyLine,
  resolutionWarning,
  type SummaryContext,
} from "../wizard/summary.ts";
import { type Step, walk } from "../wizard/walk.ts";

/**
 * `openclaw onboard`: from a provider's key to a config that OpenClaw can work with. Returns 0 when everything is as it should
 * be. Throws CliError, and Interruption when the person leaves or does not agree; until they agree nothing is written.
 */
export async function onboard(options: OnboardOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const run = await begin(options, context, registry);
  try {
    let agreement: Agreement | undefined;
    const confirm: Step<Draft> = async (draft, canGoBack) => {
      const said = await agree(run, draft, canGoBack);
      if (said === "back") return "back";
      agreement = said;
      return { draft, asked: true };
    };
    const draft = await walk([...questions(run.interview), confirm], {});
    const outcome = await apply(run, settled(agreement));
    await keepCatalog(run, draft, outcome);
    await sayOutcome(run, draft, outcome);
    await offerTrial(run, draft, outcome);
    if (options.json) {
      context.terminal.print(JSON.stringify(onboardDocument(draft, outcome, run.warnings, run.summary), undefined, 2));
    }
    return exitCode.done;
  } finally {
    for (const close of run.closing) close();
  }
}

/** One run: what the questions know, and what is to be remembered besides. */
interface Run {
  readonly interview: Interview;
  readonly summary: SummaryContext;
  /** The remarks a script should see, in their order. */
  readonly warnings: string[];
  /** What has to be closed at the end. */
  readonly closing: (() => void)[];
}

/** What was shown, and agreed to. */
interface Agreement {
  readonly answers: OnboardAnswers;
  readonly plan: Plan;
}

async function begin(options: OnboardOptions, context: Context, registry: Registry): Promise<Run> {
  const words = messagesIn(context.locale);
  const { env, homeDir, cwd, terminal, secrets } = context;
  if (options.offline && options.verify === "required") {
    throw new CliError("flags-contradict", { first: "--offline", second: "--verify required" });
  }
  const paths = resolvePaths({ env, homeDir, cwd, profile: options.profile, dev: options.dev });
  if (paths.readOnlyBy && !options.dryRun) {
    throw new CliError("config-read-only", { path: paths.display(paths.config), variable: paths.readOnlyBy });
  }
  const files = await readUserFiles(paths);
  const warnings: string[] = [];
  const closing: (() => void)[] = [];
  const interview: Interview = {
    context,
    options,
    registry,
    words,
    paths,
    files,
    report: reportTo(context, warnings),
    prompt: terminal.interactive && !options.nonInteractive ? terminal.prompt : undefined,
    given: await givenCredential(options.keys, context),
    async connect(manifest) {
      const connection = await connect(context, options, paths, files, manifest);
      closing.push(() => connection.client.close());
      return connection;
    },
  };
  if (interview.prompt) {
    // Nobody should answer four questions for a file that cannot be written.
    if (!options.dryRun) checkWritable(paths.config, context.host);
    sayBeginning(interview);
  } else {
    refuseToGuess(interview);
  }
  return { interview, summary: { words, paths, options, redact: secrets.redact }, warnings, closing };
}

function reportTo({ terminal }: Context, warnings: string[]): Report {
  const explained = new Set<string>();
  return {
    info: terminal.info,
    explain(text) {
      const known = JSON.stringify(text);
      if (explained.has(known)) return;
      explained.add(known);
      terminal.info(text);
    },
    success: terminal.success,
    warn(text) {
      if (warnings.includes(text)) return;
      warnings.push(text);
      terminal.warn(text);
    },
    spin: terminal.spin,
  };
}

function sayBeginning({ context, words, paths, files, registry, options }: Interview): void {
  const { terminal } = context;
  const named = options.authChoice === undefined ? undefined : registry.byChoice(options.authChoice);
  terminal.info([{ text: words.onboard.title((named ?? registry.default).label), tone: "strong" }]);
  terminal.info(words.onboard.configPath(paths.display(paths.config), !files.config.exists));
  terminal.info([{ text: words.onboard.keys, tone: "quiet" }]);
  terminal.info("");
}

/** Shows what would be written, and asks whether it may be. */
async function agree(run: Run, draft: Draft, canGoBack: boolean): Promise<Agreement | "back"> {
  const { words, report, files, options, prompt } = run.interview;
  const answers = answersOf(run, draft);
  const plan = await planOf(files, answers);
  sayDecisions(run, draft);
  showPlan(run, files, answers, plan);
  if (options.dryRun) report.info(words.onboard.dryRun);
  else if (plan.changes.length > 0 && prompt && !options.yes) {
    const said = await prompt.confirm({ message: words.onboard.confirm, flag: "--yes", canGoBack, default: true });
    if (said === "back") return "back";
    if (!said.value) throw new Interruption("declined");
  }
  return { answers, plan };
}

function answersOf({ interview }: Run, draft: Draft): OnboardAnswers {
  const { privateOnly, allModels } = interview.options;
  const { manifest, baseUrl, feed } = settled(draft.connection);
  const decision = settled(draft.decision);
  const catalog = feed.current();
  // A provider without a row would be of no use to anybody, so one is written even where the default stays another's.
  const needsRow = decision.kind === "keep" && !hasRows(interview.files, manifest);
  const rows = decision.kind === "model" ? [decision.model] : [];
  if (needsRow) rows.push(suggestedModel(catalog, manifest, privateOnly));
  const others = allModels ? offeredModels(catalog, { privateOnly }).filter(({ id }) => id !== rows[0]?.id) : [];
  return {
    manifest,
    credential: settled(draft.credential),
    keyStore: settled(draft.keyStore),
    baseUrl: baseUrl.text,
    rows: [...rows, ...others],
    primary: decision.kind === "model" ? formatModelRef(manifest.id, decision.model.id) : undefined,
  };
}

function hasRows({ config }: UserFiles, manifest: ProviderManifest): boolean {
  const rows = valueAt(config.value, ["models", "providers", manifest.id, "models"]);
  return Array.isArray(rows) && rows.length > 0;
}

async function planOf(files: UserFiles, answers: OnboardAnswers): Promise<Plan> {
  checkShape(files.config.path, files.config.value, answers.manifest.id);
  const edit = await configEditor(files.config.path, files.config.text || firstConfig);
  return planOnboarding(files, answers, edit, firstConfig);
}

function sayDecisions({ interview }: Run, { decision, credential, keyStore, connection }: Draft): void {
  const { words, report, options } = interview;
  const { manifest, feed } = settled(connection);
  if (decision?.kind === "keep") {
    const model = findModel(feed.current(), decision.ref, manifest.id);
    const isOurs = parseModelRef(decision.ref)?.provider === manifest.id;
    const isGone = isOurs && feed.current().source === "live";
    if (model && model.status.withheld === undefined) report.warn(words.onboard.defaultNotPrivate(decision.ref));
    else if (isGone) report.warn(words.onboard.defaultGone(decision.ref, manifest.label));
    else report.info(words.onboard.defaultKept(decision.ref));
  }
  const source = credential?.source;
  if (source?.kind === "variable" && source.place === "environment" && keyStore === "env" && !options.keyStore) {
    report.warn(words.onboard.notStored(source.variable));
  }
}

function showPlan({ interview, summary }: Run, files: UserFiles, answers: OnboardAnswers, plan: Plan): void {
  const { context, words, report } = interview;
  for (const line of changeLines(plan.changes, summary)) context.terminal.verbatim(line);
  if (plan.changes.length === 0) report.success(words.onboard.noChanges);
  for (const warning of planWarnings(files, answers, plan, summary)) report.warn(warning);
}

/** Writes what was agreed to. Where the files have changed meanwhile it asks again, with no lock held. */
async function apply(run: Run, { answers, plan }: Agreement): Promise<Outcome> {
  const { context, options, words, paths, prompt, report } = run.interview;
  let outcome: Outcome = { answers, plan, isComplete: true, written: [], backups: [], inPlace: [], otherNames: [] };
  if (options.dryRun || plan.changes.length === 0) return outcome;
  for (;;) {
    const agreed = new Set(outcome.plan.changes.map(hunk));
    const replan = async (files: UserFiles) => (await planOf(files, answers)).changes;
    const mayDiffer = !prompt || options.yes;
    const applied = await applyChanges(context, paths, replan, (change) => mayDiffer || agreed.has(hunk(change)));
    outcome = together(outcome, applied);
    if (applied.isComplete) return outcome;
    report.warn(words.onboard.otherChanges);
    const files = await readUserFiles(paths);
    outcome = { ...outcome, plan: await planOf(files, answers) };
    showPlan(run, files, answers, outcome.plan);
    const said = await settled(prompt).confirm({
      message: words.onboard.confirm,
      flag: "--yes",
      canGoBack: false,
      default: true,
    });
    if (said === "back" || !said.value)
      throw new Interruption(
        "declined",
        outcome.written.map(({ path }) => path),
      );
  }
}

/** What changes in a file, wherever in it that stands. */
function hunk(change: FileChange): string {
  return JSON.stringify([change.path, diffOf(change)]);
}

function together(outcome: Outcome, applied: Applied): Outcome {
  return {
    ...outcome,
    isComplete: applied.isComplete,
    written: [...outcome.written, ...applied.written],
    backups: [...outcome.backups, ...applied.backups],
    inPlace: [...outcome.inPlace, ...applied.inPlace],
    otherNames: [...outcome.otherNames, ...applied.otherNames],
  };
}

/** Keeps the fresh list for the commands that come after. A run that wrote nothing leaves no trace at all. */
async function keepCatalog({ interview }: Run, draft: Draft, { written, answers }: Outcome): Promise<void> {
  const { paths, context } = interview;
  const { feed, baseUrl } = settled(draft.connection);
  const catalog = feed.current();
  if (written.length === 0 || catalog.source !== "live") return;
  const key = draft.proof === "unchecked" ? undefined : answers.credential?.value;
  await writeCatalogCache(paths, { baseUrl: baseUrl.url, key }, catalogToJson(catalog), context.host);
}

async function sayOutcome(run: Run, draft: Draft, outcome: Outcome): Promise<void> {
  const { context, words, report, paths, options } = run.interview;
  const { written, backups, answers } = outcome;
  if (options.dryRun) return;
  if (written.length > 0) context.terminal.info("");
  for (const change of written) {
    const backup = backups.find((path) => path.startsWith(change.path));
    report.success(words.onboard.wrote(paths.display(change.path), backup && paths.display(backup)));
  }
  for (const path of outcome.inPlace) report.warn(words.onboard.inPlace(paths.display(path)));
  for (const path of outcome.otherNames) report.warn(words.onboard.otherNames(paths.display(path)));
  const files = await readUserFiles(paths);
  const warning = resolutionWarning(resolveKey(files, answers, context.env), run.summary);
  if (warning !== undefined) report.warn(warning);
  report.success(readyLine(draft, outcome, run.summary));
  if (written.length === 0) return;
  for (const line of endLines(draft, outcome, run.summary)) context.terminal.verbatim(line);
}

/** The last, optional step: one short message to the chosen model, which proves key and model together. */
async function offerTrial({ interview }: Run, draft: Draft, { written }: Outcome): Promise<void> {
  const { words, report, prompt, context } = interview;
  const { proof, decision } = draft;
  if (!prompt || written.length === 0 || proof !== "accepted" || decision?.kind !== "model") return;
  const { manifest, client } = settled(draft.connection);
  const ref = formatModelRef(manifest.id, decision.model.id);
  try {
    context.terminal.info("");
    const said = await prompt.confirm({
      message: words.onboard.tryModel(ref, mostTrialCost(decision.model)),
      flag: "--non-interactive",
      canGoBack: false,
      default: false,
    });
    if (said === "back" || !said.value) return;
    const key = settled(draft.credential).value;
    const trial = await report.spin(words.onboard.trying(ref), client.tryModel(key, decision.model.id));
    if (trial.outcome === "answered") report.success(words.onboard.answered(ref, trial.milliseconds));
    else if (trial.outcome === "refused") report.warn(words.onboard.refused(ref, trial.detail));
    else report.warn(words.onboard.refused(ref, words.network[trial.failure.kind](trial.failure).what));
  } catch (error) {
    // Everything asked for is written; leaving here takes nothing of it back.
    if (!(error instanceof Interruption)) throw error;
  }
}
