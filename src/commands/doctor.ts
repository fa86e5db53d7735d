import type { Context } from "../context.ts";
import { type ExitCode, exitCode, Interruption } from "../errors.ts";
import { closeToOthers } from "../files/close-to-others.ts";
import type { Registry } from "../providers/registry.ts";
import { gatherFacts } from "../run/gather-facts.ts";
import { gatherSurroundings } from "../run/gather-surroundings.ts";
import { removeLeftovers } from "../run/leftovers.ts";
import { agree, apply, type Outcome } from "../run/make-changes.ts";
import { proposeMending } from "../run/propose-mending.ts";
import { providerNamed } from "../run/provider-access.ts";
import { beginWithFilesAsTheyAre, type Run, type RunOptions, refuseReadOnly } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { examine } from "../wizard/doctor/examine.ts";
import type { Facts } from "../wizard/doctor/facts.ts";
import type { Finding } from "../wizard/doctor/finding.ts";
import { findingDocuments, findingLines, findingSummary } from "../wizard/doctor/finding-lines.ts";
import { requireConsent } from "../wizard/require-consent.ts";
import { changeDocuments } from "../wizard/summary.ts";

export interface DoctorOptions extends RunOptions, ConnectOptions {
  readonly provider?: string | undefined;
  readonly offline: boolean;
  /** Mend what can be mended. */
  readonly fix: boolean;
  /** Mend without asking. */
  readonly yes: boolean;
  /** Show what would be mended. */
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** What was found, and what it was found in. */
interface Examination {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

/**
 * Looks for what keeps OpenClaw from using the provider, and mends with --fix what can be mended. Returns the exit code of the
 * first failure that is left; 0 where there are only warnings.
 *
 * @throws CliError "answers-missing" where --fix can ask nobody, "config-read-only" where nothing may be written, and what
 * gathering and writing throw; Interruption "declined" when the person does not agree.
 */
export async function doctor(options: DoctorOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const { fix, dryRun } = options;
  const run = await beginWithFilesAsTheyAre(options, context, registry);
  if (fix) requireConsent(options, context, ["doctor", "--fix", "--yes"]);
  if (fix) refuseReadOnly(run.paths, dryRun);
  const before = await look(run, options);
  if (!fix || !before.findings.some(({ fixable }) => fixable)) {
    sayResult(run, before, options);
    return verdict(before);
  }
  // What is left in the end is the result; what was found first only explains what is to be done.
  const faults = before.findings.filter(({ level }) => level !== "ok");
  sayFindings(run, faults, "talk");
  const outcome = await mendAll(run, before.facts, options);
  const after = dryRun ? before : await look({ ...run, files: await run.read(run.paths) }, options);
  sayResult(run, after, options, outcome);
  return verdict(after);
}

async function look(run: Run, options: DoctorOptions): Promise<Examination> {
  const facts = await gatherFacts(run, providerNamed(run, options.provider), options);
  return { facts, findings: examine(facts) };
}

async function mendAll(run: Run, facts: Facts, { yes, dryRun }: DoctorOptions): Promise<Outcome> {
  const { terminal } = run.context;
  const propose = proposeMending(run, facts);
  const prompt = yes || !terminal.interactive ? undefined : terminal.prompt;
  const consent = { prompt, dryRun, showDiff: true, canGoBack: false };
  const proposal = await agree(run, propose, consent);
  if (proposal === "back") throw new Interruption("declined");
  const outcome = await apply(run, propose, proposal, consent);
  if (!dryRun) await tidy(run, facts);
  return outcome;
}

/** Closes files to others and removes what interrupted writes left: backups have moved on meanwhile, so it is looked for anew. */
async function tidy(run: Run, { manifest, key }: Facts): Promise<void> {
  const { paths, report, words } = run;
  const { open, leftovers } = gatherSurroundings({ ...run, files: await run.read(paths) }, manifest, key);
  for (const { path, mode } of open) {
    closeToOthers(path);
    report.success(words.doctor.closes(paths.display(path), mode.toString(8).padStart(4, "0")));
  }
  if (leftovers.length === 0) return;
  await removeLeftovers(run);
  for (const path of leftovers) report.success(words.doctor.sweeps(paths.display(path)));
}

function sayFindings({ context, words }: Run, findings: readonly Finding[], kind: "data" | "talk"): void {
  const { terminal, secrets } = context;
  for (const { head, body } of findingLines(findings, { words, redact: secrets.redact })) {
    terminal.entry(kind, head, body);
  }
}

function sayResult(run: Run, { facts, findings }: Examination, options: DoctorOptions, outcome?: Outcome): void {
  const { context, words, paths } = run;
  const { terminal, secrets } = context;
  const { redact } = secrets;
  if (!options.json) {
    sayFindings(run, findings, "data");
    terminal.entry("data", "", findingSummary(findings, { words, redact }, options.fix));
    return;
  }
  const proposal = outcome?.proposal;
  const document = {
    ok: findings.every(({ level }) => level !== "fail"),
    provider: facts.manifest.id,
    configPath: paths.config,
    findings: findingDocuments(findings, { words, redact }),
    ...(outcome && {
      dryRun: options.dryRun,
      changes: changeDocuments(options.dryRun ? outcome.proposal.changes : outcome.written, { redact }),
      besides: proposal?.besides ?? [],
      backups: outcome.backups,
    }),
  };
  terminal.print(JSON.stringify(document, undefined, 2));
}

function verdict({ findings }: Examination): ExitCode {
  return findings.find(({ level }) => level === "fail")?.exitCode ?? exitCode.done;
}
