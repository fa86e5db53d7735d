import { valueAt } from "../config/schema.ts";
import { readUserFiles, type UserFiles } from "../config/user-files.ts";
import type { Context, Prompter } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { checkWritable } from "../files/check-writable.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { comingLists, keepCatalog } from "../run/catalog.ts";
import { checkSetup } from "../run/check-setup.ts";
import { agree, apply, type ConsentOptions, type Outcome, type Propose } from "../run/make-changes.ts";
import { openInterview } from "../run/open-interview.ts";
import { proposeRemoval } from "../run/propose-removal.ts";
import { proposeSetup } from "../run/propose-setup.ts";
import { beginWriting, type Run, type RunOptions } from "../run/run.ts";
import { warnOfOtherKeys } from "../run/warn-of-other-keys.ts";
import { keySteps, standingFor, storeStep } from "../wizard/configure-steps.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { foundCredentials } from "../wizard/credential.ts";
import { presentDefault } from "../wizard/default-model.ts";
import { type Draft, type Interview, settled } from "../wizard/draft.ts";
import { askMenu, type MenuEntry, type Section } from "../wizard/menu.ts";
import { modelStep } from "../wizard/model-step.ts";
import { needsTerminal } from "../wizard/needs-terminal.ts";
import { hasChanges, pendingAnswers, pendingDefault } from "../wizard/pending.ts";
import type { SetupAnswers } from "../wizard/plan.ts";
import { isLessPrivate } from "../wizard/privacy.ts";
import { changeDocuments } from "../wizard/summary.ts";
import { type Step, walkOrLeave } from "../wizard/walk.ts";

export interface ConfigureOptions extends RunOptions, ConnectOptions {
  /** Where to begin, instead of with the menu. */
  readonly section?: Section | undefined;
  readonly offline: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Changes what is set up, at a terminal: one entry of a menu at a time, all of it written at once. Returns 0, whether anything
 * was written or not.
 *
 * @throws CliError "needs-terminal" where nobody can be asked, what the questions throw, and Interruption.
 */
export async function configure(options: ConfigureOptions, context: Context, registry: Registry): Promise<ExitCode> {
  if (!context.terminal.interactive) throw needsTerminal(options, registry.default, context.env);
  const configuring = await begin(options, context, registry);
  try {
    const outcome = await converse(configuring);
    if (options.json) printJson(configuring, outcome);
    return exitCode.done;
  } finally {
    configuring.close();
  }
}

/** What one run has at hand. */
interface Configuring {
  readonly run: Run;
  readonly options: ConfigureOptions;
  readonly prompt: Prompter;
  readonly interview: Interview;
  /** The provider that is configured first, and nothing changed about it. */
  readonly start: Draft;
  close(): void;
}

/** What an entry of the menu came to: a draft to go on with, the way back to the menu, or the end and what was written. */
type Visited =
  | { readonly kind: "on"; readonly draft: Draft }
  | { readonly kind: "back" }
  | { readonly kind: "end"; readonly outcome: Outcome | undefined };

const back: Visited = { kind: "back" };

async function begin(options: ConfigureOptions, context: Context, registry: Registry): Promise<Configuring> {
  const { terminal } = context;
  const run = await beginWriting(options, context, registry);
  const { words, paths, files } = run;
  const asked = { keys: [], verify: "auto", allowAnyKey: false, privateOnly: false, listsKeys: true } as const;
  const { interview, close } = openInterview(run, { ...options, ...asked }, terminal.prompt, undefined);
  const connection = await interview.connect(likelyProvider(run));
  // Nobody should answer questions for a file that cannot be written.
  if (!options.dryRun) checkWritable(paths.config, context.host);
  terminal.info([{ text: words.configure.title, tone: "strong" }]);
  terminal.info(words.onboard.configPath(paths.display(paths.config), !files.config.exists));
  terminal.info([{ text: words.onboard.keys(terminal.accessible), tone: "quiet" }]);
  terminal.info("");
  return { run, options, prompt: terminal.prompt, interview, start: { connection }, close };
}

/** The provider that the config has a block for, else one of which there is a key, else the default one. */
function likelyProvider({ registry, files, context: { env, secrets } }: Run): ProviderManifest {
  const hasBlock = ({ id }: ProviderManifest) => valueAt(files.config.value, ["models", "providers", id]) !== undefined;
  const hasKey = (manifest: ProviderManifest) => foundCredentials({ env, ...files, manifest, secrets }).length > 0;
  return registry.all.find(hasBlock) ?? registry.all.find(hasKey) ?? registry.default;
}

/** Leads from entry to entry until the person is done. Whoever named a section goes there first, and straight on to what it came to. */
async function converse(configuring: Configuring): Promise<Outcome | undefined> {
  const { options, prompt, interview } = configuring;
  let draft = configuring.start;
  let next: MenuEntry | undefined = options.section;
  let previous: MenuEntry | undefined;
  for (;;) {
    const isStraight: boolean = next !== undefined;
    const entry = next ?? (await askMenu(prompt, interview, await factsOf(configuring, draft), previous));
    const visited = await visit(configuring, draft, entry, isStraight);
    if (visited.kind === "end") return visited.outcome;
    if (visited.kind === "on") draft = visited.draft;
    if (isStraight && visited.kind === "on" && !hasChanges(draft)) return undefined;
    next = isStraight && visited.kind === "on" ? "review" : undefined;
    previous = entry;
    if (next === undefined) configuring.run.context.terminal.info("");
  }
}

async function factsOf({ run, interview }: Configuring, draft: Draft) {
  const { manifest } = settled(draft.connection);
  const { changes } = await proposeRemoval(run, manifest)(run.files);
  return {
    draft,
    standing: standingFor(interview, draft),
    hasChanges: hasChanges(draft),
    isRemovable: changes.length > 0,
  };
}

async function visit(configuring: Configuring, draft: Draft, entry: MenuEntry, isStraight: boolean): Promise<Visited> {
  const { interview } = configuring;
  switch (entry) {
    case "key":
      return await change(configuring, draft, keySteps(interview, draft, hasChanges(draft)));
    case "model":
      return await change(configuring, await withLists(configuring, draft), modelSteps(interview, draft));
    case "store":
      return await change(configuring, draft, [(now, canGoBack) => storeStep(interview, now, canGoBack)]);
    case "check":
      return await check(configuring, draft);
    case "remove":
      return await remove(configuring, draft, isStraight);
    case "review":
      return await review(configuring, draft, isStraight);
    case "quit":
      return await quit(configuring, draft);
  }
}

/** Without any key a model is of no use, so whoever begins with the model is asked for a key first. */
function modelSteps(interview: Interview, draft: Draft): Step<Draft>[] {
  const { key } = standingFor(interview, draft);
  if (key.kind === "missing" && !draft.credential) return keySteps(interview, draft, hasChanges(draft));
  return [(now, canGoBack) => modelStep(interview, now, canGoBack)];
}

/** The draft with the provider's lists on their way, unless they are already. */
async function withLists({ run, interview, options }: Configuring, draft: Draft): Promise<Draft> {
  if (draft.lists) return draft;
  const { key } = standingFor(interview, draft);
  const secret = key.kind === "found" ? key.credential.value : undefined;
  return { ...draft, lists: await comingLists(run, settled(draft.connection), secret, options.offline) };
}

/** Asks, and keeps what comes of it unless all is as it was. */
async function change(configuring: Configuring, draft: Draft, steps: readonly Step<Draft>[]): Promise<Visited> {
  const { run } = configuring;
  const changed = await walkOrLeave(steps, draft);
  if (changed === "back") return back;
  if (!hasChanges(changed)) return { kind: "on", draft: changed };
  const answers = answersOf(configuring, changed);
  const { changes } = await proposeSetup(run, answers)(run.files);
  if (changes.length > 0) {
    sayPrivacy(run, changed);
    return { kind: "on", draft: changed };
  }
  run.report.info(run.words.configure.unchanged);
  warnOfOtherKeys(run, answers, run.files);
  const { connection, lists } = changed;
  return { kind: "on", draft: { connection: settled(connection), ...(lists ? { lists } : {}) } };
}

function answersOf({ run, interview, options }: Configuring, draft: Draft): SetupAnswers {
  return pendingAnswers(draft, standingFor(interview, draft), run.files, options.baseUrl);
}

/** In one line, what a change from a private to an anonymized model means. */
function sayPrivacy({ files, report, words }: Run, draft: Draft): void {
  const { manifest, feed } = settled(draft.connection);
  const present = presentDefault(files.config.value);
  const ref = pendingDefault(draft);
  if (present === undefined || ref === undefined || draft.decision?.kind !== "model") return;
  if (isLessPrivate(draft.decision.model, present, feed.current(), manifest.id)) {
    report.warn(words.models.lessPrivate(ref, present));
  }
}

async function check({ run, interview, options }: Configuring, draft: Draft): Promise<Visited> {
  const { credential, model } = standingFor(interview, draft);
  const pending = pendingDefault(draft);
  const setup = {
    credential: draft.credential ?? credential,
    model: pending ?? model,
    isSaved: pending === undefined || pending === model,
  };
  await checkSetup(run, settled(draft.connection), setup, options.offline);
  return { kind: "on", draft };
}

/** Shows everything that waits, and writes it. */
async function review(configuring: Configuring, draft: Draft, isStraight: boolean): Promise<Visited> {
  const { run } = configuring;
  const answers = answersOf(configuring, draft);
  const outcome = await write(configuring, proposeSetup(run, answers), { noLeadsBack: !isStraight });
  if (outcome === "back") return back;
  if (outcome.written.length > 0) {
    const { connection, proof } = draft;
    const key = proof === "unchecked" ? undefined : answers.credential?.value;
    await keepCatalog(run, settled(connection), key, settled(connection).feed.current());
    const files = await readUserFiles(run.paths);
    warnOfOtherKeys(run, answers, files);
    sayReady(run, answers, files);
    sayNext(run);
  }
  return { kind: "end", outcome };
}

/** Takes the provider out of the files, if the person says yes to what that changes; Enter says no. */
async function remove(configuring: Configuring, draft: Draft, isStraight: boolean): Promise<Visited> {
  const { run } = configuring;
  const { words, report } = run;
  const { manifest } = settled(draft.connection);
  const propose = proposeRemoval(run, manifest);
  const { changes } = await propose(run.files);
  if (changes.length === 0) {
    report.info(words.configure.nothingToRemove(manifest.label));
    return { kind: "on", draft };
  }
  if (hasChanges(draft)) report.info([{ text: words.configure.dropped(manifest.label), tone: "caution" }]);
  const outcome = await write(configuring, propose, { default: false, noLeadsBack: !isStraight });
  if (outcome === "back") return back;
  if (outcome.written.length > 0) {
    report.success(words.configure.removed(manifest.label));
    report.info(words.configure.keyRemains(manifest.label, manifest.links.keys));
    sayNext(run);
  }
  return { kind: "end", outcome };
}

/** Asks for the yes to what would be written. From the menu no leads back to it; whoever came for one thing alone is done. */
async function write(
  { run, options, prompt }: Configuring,
  propose: Propose,
  onNo: Pick<ConsentOptions, "default" | "noLeadsBack">,
): Promise<Outcome | "back"> {
  const consent = { prompt, dryRun: options.dryRun, showDiff: true, canGoBack: true, ...onNo };
  const proposal = await agree(run, propose, consent);
  return proposal === "back" ? "back" : await apply(run, propose, proposal, consent);
}

async function quit(configuring: Configuring, draft: Draft): Promise<Visited> {
  const { run, prompt } = configuring;
  const { configure: words } = run.words;
  if (hasChanges(draft)) {
    const said = await prompt.select<keyof typeof words.leaving>({
      message: words.leave,
      flag: "--section",
      canGoBack: true,
      choices: (["write", "discard", "stay"] as const).map((value) => ({ value, cells: [words.leaving[value]] })),
    });
    if (said === "back" || said.value === "stay") return back;
    if (said.value === "write") return await review(configuring, draft, false);
  }
  run.report.info(words.nothingWritten);
  return { kind: "end", outcome: undefined };
}

function sayReady({ words, report }: Run, { manifest, primary }: SetupAnswers, { config }: UserFiles): void {
  const ref = presentDefault(config.value);
  if (ref === undefined) return;
  const say = primary === undefined ? words.onboard.readyKept : words.onboard.ready;
  report.success(say(manifest.label, ref));
}

function sayNext({ words, context }: Run): void {
  const [what, why] = words.onboard.nextGateway;
  context.terminal.info("");
  context.terminal.info([{ text: words.onboard.next, tone: "strong" }]);
  context.terminal.verbatim(["  ", { text: what, tone: "accent" }, `  ${why}`]);
}

function printJson({ run, options }: Configuring, outcome: Outcome | undefined): void {
  const { context, warnings } = run;
  const shown = (options.dryRun ? outcome?.proposal.changes : outcome?.written) ?? [];
  const changes = changeDocuments(shown, { redact: context.secrets.redact });
  const document = { ok: true, dryRun: options.dryRun, changes, backups: outcome?.backups ?? [], warnings };
  context.terminal.print(JSON.stringify(document, undefined, 2));
}
