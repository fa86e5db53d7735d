import { readUserFiles } from "../config/user-files.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, exitCode, Interruption } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import { findModel } from "../providers/model-choice.ts";
import { formatModelRef, parseModelRef } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { keepCatalog } from "../run/catalog.ts";
import { agree, apply, type ConsentOptions, type Proposal } from "../run/make-changes.ts";
import { openInterview } from "../run/open-interview.ts";
import { proposeSetup } from "../run/propose-setup.ts";
import { beginWriting, type Run } from "../run/run.ts";
import { warnOfOtherKeys } from "../run/warn-of-other-keys.ts";
import { type Draft, type Interview, settled } from "../wizard/draft.ts";
import { givenCredential } from "../wizard/given-credential.ts";
import { questions } from "../wizard/interview.ts";
import { refuseToGuess } from "../wizard/missing-answers.ts";
import type { OnboardOptions } from "../wizard/onboard-options.ts";
import type { SetupAnswers } from "../wizard/plan.ts";
import { plannedRows } from "../wizard/planned-rows.ts";
import { endLines, mostTrialCost, type Onboarded, onboardDocument, readyLine } from "../wizard/summary.ts";
import { type Step, walk } from "../wizard/walk.ts";

/**
 * Sets up a provider: its key, the default model, the config. Returns 0 when everything is as it should be. Throws CliError,
 * and Interruption when the person leaves or does not agree; until they agree nothing is written.
 */
export async function onboard(options: OnboardOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const onboarding = await begin(options, context, registry);
  try {
    let agreement: Agreement | undefined;
    const confirm: Step<Draft> = async (draft, canGoBack) => {
      const said = await consent(onboarding, draft, canGoBack);
      if (said === "back") return "back";
      agreement = said;
      return { draft, asked: true };
    };
    const draft = await walk([...questions(onboarding.interview), confirm], {});
    const outcome = await write(onboarding, settled(agreement));
    await keepList(onboarding, draft, outcome);
    await sayOutcome(onboarding, draft, outcome);
    await offerTrial(onboarding, draft, outcome);
    if (options.json) {
      const document = onboardDocument(draft, outcome, onboarding.run.warnings, onboarding.summary);
      context.terminal.print(JSON.stringify(document, undefined, 2));
    }
    return exitCode.done;
  } finally {
    onboarding.close();
  }
}

/** What one onboarding has at hand. */
interface Onboarding {
  readonly run: Run;
  readonly interview: Interview<OnboardOptions>;
  close(): void;
  readonly summary: Parameters<typeof endLines>[2];
}

/** What was shown, and agreed to. */
interface Agreement {
  readonly answers: SetupAnswers;
  readonly proposal: Proposal;
  readonly consent: ConsentOptions;
}

async function begin(options: OnboardOptions, context: Context, registry: Registry): Promise<Onboarding> {
  const { terminal, secrets } = context;
  if (options.offline && options.verify === "required") {
    throw new CliError("flags-contradict", { first: "--offline", second: "--verify required" });
  }
  const run = await beginWriting(options, context, registry);
  const { words, paths } = run;
  // Nobody should answer questions, or show a key to anybody, for a file that cannot be written.
  if (!options.dryRun) for (const path of [paths.config, paths.dotenv]) checkWritable(path, context.host);
  const prompt = terminal.interactive && !options.nonInteractive ? terminal.prompt : undefined;
  const { interview, close } = openInterview(run, options, prompt, await givenCredential(options.keys, context));
  if (interview.prompt) sayBeginning(interview);
  else refuseToGuess(interview);
  const summary = { words, paths, options, env: context.env, redact: secrets.redact };
  return { run, interview, close, summary };
}

function sayBeginning({ context, words, paths, files, registry, options }: Interview<OnboardOptions>): void {
  const { terminal } = context;
  const named = options.authChoice === undefined ? undefined : registry.byChoice(options.authChoice);
  terminal.info([{ text: words.onboard.title((named ?? registry.default).label), tone: "strong" }]);
  terminal.info(words.onboard.configPath(paths.display(paths.config), !files.config.exists));
  terminal.info([{ text: words.onboard.keys(terminal.accessible), tone: "quiet" }]);
  terminal.info("");
}

/** Shows what would be written, and asks whether it may be. */
async function consent(onboarding: Onboarding, draft: Draft, canGoBack: boolean): Promise<Agreement | "back"> {
  const { run, interview } = onboarding;
  const { options, prompt } = interview;
  const answers = answersOf(interview, draft);
  sayDecisions(interview, draft);
  const consent = { prompt: options.yes ? undefined : prompt, dryRun: options.dryRun, showDiff: true, canGoBack };
  const proposal = await agree(run, proposeSetup(run, answers), consent);
  return proposal === "back" ? "back" : { answers, proposal, consent };
}

function answersOf({ files, options }: Interview<OnboardOptions>, draft: Draft): SetupAnswers {
  const { manifest, baseUrl, feed } = settled(draft.connection);
  const decision = settled(draft.decision);
  return {
    manifest,
    credential: settled(draft.credential),
    keyStore: settled(draft.keyStore),
    baseUrl: baseUrl.text,
    rows: plannedRows(files.config.value, manifest, feed.current(), decision, options),
    primary: decision.kind === "model" ? formatModelRef(manifest.id, decision.model.id) : undefined,
  };
}

function sayDecisions(
  { words, report, options }: Interview<OnboardOptions>,
  { decision, credential, keyStore, connection }: Draft,
): void {
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
  const isLeft = keyStore === "left" || (keyStore === "env" && !options.keyStore);
  if (source?.kind === "variable" && source.place === "environment" && isLeft) {
    report.warn(words.onboard.notStored(source.variable));
  }
}

async function write({ run }: Onboarding, { answers, proposal, consent }: Agreement): Promise<Onboarded> {
  const outcome = await apply(run, proposeSetup(run, answers), proposal, consent);
  return { ...outcome, answers, changes: outcome.proposal.changes };
}

/** Keeps the fresh list for the commands that come after. A run that wrote nothing leaves no trace at all. */
async function keepList({ run }: Onboarding, draft: Draft, { written, answers }: Onboarded): Promise<void> {
  if (written.length === 0) return;
  const connection = settled(draft.connection);
  const key = draft.proof === "unchecked" ? undefined : answers.credential?.value;
  await keepCatalog(run, connection, key, connection.feed.current());
}

async function sayOutcome({ run, interview, summary }: Onboarding, draft: Draft, outcome: Onboarded): Promise<void> {
  const { context, report, paths, options } = interview;
  if (options.dryRun) return;
  warnOfOtherKeys(run, outcome.answers, await readUserFiles(paths));
  report.success(readyLine(draft, outcome, summary));
  if (outcome.written.length === 0) return;
  for (const line of endLines(draft, outcome, summary)) context.terminal.verbatim(line);
}

/** The last, optional step: one short message to the chosen model, which proves key and model together. */
async function offerTrial({ interview }: Onboarding, draft: Draft, { written }: Onboarded): Promise<void> {
  const { words, report, prompt, context, options, paths } = interview;
  const { proof, decision } = draft;
  // Whoever wants a document wants it now.
  if (!prompt || options.json || written.length === 0) return;
  if (proof !== "accepted" || decision?.kind !== "model") return;
  const { manifest, client } = settled(draft.connection);
  const ref = formatModelRef(manifest.id, decision.model.id);
  try {
    context.terminal.info("");
    const said = await prompt.confirm({
      message: words.onboard.tryModel(ref, mostTrialCost(decision.model)),
      flag: "--non-interactive",
      // There is no way back from here: Esc says no.
      canGoBack: true,
      default: false,
    });
    if (said === "back" || !said.value) return;
    const key = settled(draft.credential).value;
    const trial = await report.spin(words.onboard.trying(ref), client.tryModel(key, decision.model.id));
    if (trial.outcome === "answered") report.success(words.onboard.answered(ref, trial.milliseconds));
    else if (trial.outcome === "refused") report.warn(words.onboard.refused(ref, trial.detail));
    else report.warn(words.onboard.refused(ref, words.network[trial.failure.kind](trial.failure).what));
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    // Leaving here takes nothing back of what was written.
    throw new Interruption(
      error.signal,
      written.map(({ path }) => paths.display(path)),
    );
  }
}
