import { type Applied, applyChanges } from "../config/apply-changes.ts";
import type { FileChange, UserFiles } from "../config/user-files.ts";
import type { Prompter } from "../context.ts";
import { Interruption } from "../errors.ts";
import { lockHolder } from "../files/lock-holder.ts";
import { diffOf } from "../wizard/diff.ts";
import { changeLines } from "../wizard/summary.ts";
import { removeLeftoversIfAny } from "./leftovers.ts";
import type { Run } from "./run.ts";

/** What is to be written, worked out from the files as they are at that moment. */
export interface Proposal {
  readonly changes: readonly FileChange[];
  /** What a person should know besides the diff. */
  readonly warnings: readonly string[];
  /** Whether a key goes that nothing keeps: then Enter alone does not agree. */
  readonly losesKey?: boolean;
  /** What else is to be done once that is agreed to, in a line each; the command does it. */
  readonly besides?: readonly string[];
}

export type Propose = (files: UserFiles) => Promise<Proposal>;

export interface ConsentOptions {
  /** Whoever agrees; `undefined` where nobody is asked, and everything is agreed to. */
  readonly prompt: Prompter | undefined;
  readonly dryRun: boolean;
  /** Whether the diff is shown even though nobody is asked. */
  readonly showDiff: boolean;
  readonly canGoBack: boolean;
  /** What Enter says; yes where left out, unless a key would be lost. */
  readonly default?: boolean;
  /** Whether no leads back, too, instead of ending the run. */
  readonly noLeadsBack?: boolean;
}

/** What was written, and what was last proposed. */
export interface Outcome extends Applied {
  readonly proposal: Proposal;
}

const nothingYet = { isComplete: true, written: [], backups: [], inPlace: [], otherNames: [] };

/**
 * Shows what a proposal comes to, and asks whether it may be written.
 *
 * @throws Interruption "declined" when it may not.
 */
export async function agree(run: Run, propose: Propose, options: ConsentOptions): Promise<Proposal | "back"> {
  const { words, report } = run;
  const proposal = await propose(run.files);
  show(run, proposal, options.showDiff);
  if (options.dryRun) report.info(words.changes.dryRun);
  else if (!isEmpty(proposal) && options.prompt) {
    const said = await ask(run, options.prompt, proposal, options);
    if (said === "back" || (!said && options.noLeadsBack)) return "back";
    if (!said) throw new Interruption("declined");
  }
  return proposal;
}

/**
 * Writes what was agreed to, and says so. Where the files have changed meanwhile it asks again, with no lock held.
 *
 * @throws Interruption "declined" when the person wants no more of it, and what applyChanges throws.
 */
export async function apply(run: Run, propose: Propose, agreed: Proposal, options: ConsentOptions): Promise<Outcome> {
  const { context, paths, report, words, read } = run;
  const { prompt, dryRun } = options;
  let outcome: Outcome = { ...nothingYet, proposal: agreed };
  let basis = run.files;
  if (!dryRun && isEmpty(agreed)) await removeLeftoversIfAny(run);
  if (dryRun || agreed.changes.length === 0) return outcome;
  for (;;) {
    const known = new Set(prompt && outcome.proposal.changes.map(hunk));
    const applied = await sayingWait(run, (begun) => {
      const replan = async (files: UserFiles) => {
        begun();
        // What is included may have changed where the files themselves have not.
        const isSame = sameTexts(files, basis) && !files.config.text.includes("$include");
        return (isSame ? outcome.proposal : await propose(files)).changes;
      };
      return applyChanges(context, paths, replan, (change) => !prompt || known.has(hunk(change)), read);
    });
    outcome = together(outcome, applied);
    if (applied.isComplete) break;
    report.warn(words.changes.otherChanges);
    basis = await read(paths);
    outcome = { ...outcome, proposal: await propose(basis) };
    show(run, outcome.proposal, true);
    const said = prompt && (await ask(run, prompt, outcome.proposal, { ...options, canGoBack: false }));
    if (said === "back" || !said) {
      throw new Interruption(
        "declined",
        outcome.written.map(({ path }) => paths.display(path)),
      );
    }
  }
  sayWritten(run, outcome);
  return outcome;
}

function sameTexts(one: UserFiles, other: UserFiles): boolean {
  return (["config", "dotenv"] as const).every(
    (name) => one[name].exists === other[name].exists && one[name].text === other[name].text,
  );
}

/** Says which process is waited for, as long as the work has not begun. What becomes of the work is its own affair. */
async function sayingWait<Result>(
  { context, words, paths, report }: Run,
  work: (begun: () => void) => Promise<Result>,
): Promise<Result> {
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const holder = lockHolder(paths.config, context.host, context.now());
  const working = work(begun);
  const text = words.changes.waiting(holder?.pid, paths.display(paths.config));
  await report.spin(text, Promise.race([beginning, working])).catch(() => {});
  return await working;
}

function show(run: Run, proposal: Proposal, showDiff: boolean): void {
  const { context, words, paths, report } = run;
  const { changes, warnings, besides = [] } = proposal;
  if (showDiff) {
    const lines = changeLines(changes, { words, paths, redact: context.secrets.redact });
    for (const line of lines) context.terminal.verbatim(line);
  }
  for (const line of besides) report.info(line);
  if (isEmpty(proposal)) report.success(words.changes.none);
  // Whoever sees the changes again sees all that is to be known of them again.
  for (const warning of warnings) (run.warnings.includes(warning) ? context.terminal : report).warn(warning);
}

function isEmpty({ changes, besides = [] }: Proposal): boolean {
  return changes.length === 0 && besides.length === 0;
}

async function ask(
  { words }: Run,
  prompt: Prompter,
  { losesKey }: Proposal,
  options: ConsentOptions,
): Promise<boolean | "back"> {
  const { canGoBack, default: onEnter = !losesKey } = options;
  const said = await prompt.confirm({ message: words.changes.confirm, flag: "--yes", canGoBack, default: onEnter });
  return said === "back" ? "back" : said.value;
}

function sayWritten({ context, words, paths, report }: Run, { written, backups, inPlace, otherNames }: Outcome): void {
  if (written.length > 0) context.terminal.info("");
  for (const change of written) {
    const backup = backups.find((path) => path.startsWith(change.path));
    report.success(words.changes.wrote(paths.display(change.path), backup && paths.display(backup)));
  }
  for (const path of inPlace) report.warn(words.changes.inPlace(paths.display(path)));
  for (const path of otherNames) report.warn(words.changes.otherNames(paths.display(path)));
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
