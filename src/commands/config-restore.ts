import { resolve } from "node:path";
import type { ConfigFile } from "../config/config-file.ts";
import { readConfigAsItIs } from "../config/user-files.ts";
import type { Cell, Choice, Context } from "../context.ts";
import { CliError, type ExitCode, exitCode } from "../errors.ts";
import { listBackups } from "../files/list-backups.ts";
import type { Registry } from "../providers/registry.ts";
import { agree, apply, type Outcome } from "../run/make-changes.ts";
import { proposeRestore } from "../run/propose-restore.ts";
import { beginWithFilesAsTheyAre, type Run, type RunOptions, refuseReadOnly } from "../run/run.ts";
import { presentDefault } from "../wizard/default-model.ts";
import { diffOf } from "../wizard/diff.ts";
import { requireConsent } from "../wizard/require-consent.ts";
import { changeDocuments } from "../wizard/summary.ts";

export interface ConfigRestoreOptions extends RunOptions {
  /** A number of the list, from 1, or a path; `undefined` lists the backups. */
  readonly backup: string | undefined;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** A backup as the list shows it. */
interface Listed {
  readonly file: ConfigFile;
  readonly modified: Date;
  /** Lines that would come and go if it were put back. */
  readonly added: number;
  readonly removed: number;
}

/**
 * Lists the backups of the config, or puts one back; on a terminal one may be chosen from the list. What it replaces, readable
 * or not, becomes a backup itself. Returns 0.
 *
 * @throws CliError "backup-unknown", "answers-missing" where nobody can be asked, "config-read-only", and what writing throws.
 */
export async function configRestore(
  options: ConfigRestoreOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const run = await beginWithFilesAsTheyAre(options, context, registry);
  const { terminal } = context;
  const canChoose = terminal.interactive && terminal.output.isTerminal && !options.json;
  if (options.backup === undefined) {
    const backups = await list(run);
    if (!canChoose || backups.length === 0) {
      printList(run, backups, options);
      return exitCode.done;
    }
    for (;;) {
      const chosen = await choose(run, backups);
      if ((await putBack(run, chosen.file, options, true)) === "done") return exitCode.done;
    }
  }
  await putBack(run, await named(run, options.backup), options, false);
  return exitCode.done;
}

async function list({ paths, files }: Run): Promise<Listed[]> {
  const { config } = files;
  return await Promise.all(
    listBackups(paths.config).map(async ({ path, modified }) => {
      const file = await readConfigAsItIs(path);
      const lines = diffOf({
        file: "config",
        path,
        before: config.exists ? config.text : undefined,
        after: file.text,
        backup: undefined,
      });
      const count = (sign: string) => lines.filter((line) => line.sign === sign).length;
      return { file, modified, added: count("+"), removed: count("-") };
    }),
  );
}

function printList(run: Run, backups: readonly Listed[], { json }: ConfigRestoreOptions): void {
  const { context, words, paths, report } = run;
  if (json) {
    context.terminal.print(JSON.stringify(listDocument(run, backups), undefined, 2));
  } else if (backups.length === 0) {
    report.info(words.config.noBackups(paths.display(paths.config)));
  } else {
    const rows = backups.map((backup, index) => cellsOf(run, backup, index));
    if (context.terminal.output.isTerminal) context.terminal.table(rows.map((cells) => ({ cells })));
    else for (const cells of rows) context.terminal.print(cells.map(fullOf).join("\t"));
    report.info(words.config.howToRestore);
  }
}

function listDocument({ paths }: Run, backups: readonly Listed[]) {
  return {
    configPath: paths.config,
    backups: backups.map(({ file, modified, added, removed }, index) => ({
      number: index + 1,
      path: file.path,
      modified: modified.toISOString(),
      size: file.bytes?.length ?? null,
      readable: file.problem === undefined,
      defaultModel: presentDefault(file.value) ?? null,
      linesAdded: added,
      linesRemoved: removed,
    })),
  };
}

/** Number, where it is, age, size, and what putting it back would change. */
function cellsOf({ context, words, paths }: Run, { file, modified, added, removed }: Listed, index: number): Cell[] {
  const minutes = Math.max(0, Math.floor((context.now().getTime() - modified.getTime()) / 60_000));
  const says = words.config;
  return [
    String(index + 1),
    { full: paths.display(file.path), short: file.path.slice(paths.config.length) },
    says.ago(words.age(minutes)),
    says.size(file.bytes?.length ?? 0),
    file.problem ? says.broken : says.differs({ added, removed, primary: presentDefault(file.value) }),
  ];
}

function fullOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.full;
}

async function choose(run: Run, backups: readonly Listed[]): Promise<Listed> {
  const { context, words } = run;
  const choices = backups.map(
    (backup, index): Choice<string> => ({
      value: String(index),
      cells: cellsOf(run, backup, index),
      short: run.paths.display(backup.file.path),
    }),
  );
  const said = await context.terminal.prompt.select({
    message: words.config.whichBackup,
    flag: "config restore N",
    canGoBack: false,
    choices,
  });
  const chosen = said === "back" ? undefined : backups[Number(said.value)];
  if (!chosen) throw new Error("a backup was chosen that is not on the list");
  return chosen;
}

/** The backup of that number, or the file at that path. */
async function named({ paths, context }: Run, text: string): Promise<ConfigFile> {
  const backups = listBackups(paths.config);
  const path = /^\d+$/.test(text) ? backups[Number(text) - 1]?.path : resolve(context.cwd, text);
  const file = path === undefined ? undefined : await readConfigAsItIs(path);
  if (file?.problem && file.bytes === undefined) throw file.problem;
  if (!file?.exists) throw new CliError("backup-unknown", { backup: text, count: backups.length });
  return file;
}

async function putBack(
  run: Run,
  backup: ConfigFile,
  options: ConfigRestoreOptions,
  canGoBack: boolean,
): Promise<"done" | "back"> {
  const { context, paths, words, report } = run;
  const { terminal } = context;
  refuseReadOnly(paths, options.dryRun);
  requireConsent(options, context, ["config", "restore", options.backup ?? "", "--yes"]);
  const propose = proposeRestore(run, backup);
  const prompt = options.yes ? undefined : terminal.prompt;
  const consent = { prompt, dryRun: options.dryRun, showDiff: true, canGoBack };
  const proposal = await agree(run, propose, consent);
  if (proposal === "back") return "back";
  const outcome = await apply(run, propose, proposal, consent);
  if (outcome.written.length > 0) report.success(words.config.restored(paths.display(paths.config)));
  if (outcome.backups.length > 0) report.info(words.config.undo);
  if (options.json) printOutcome(run, backup, outcome, options);
  return "done";
}

function printOutcome(
  { context, warnings }: Run,
  { path }: ConfigFile,
  { proposal, written, backups }: Outcome,
  { dryRun }: ConfigRestoreOptions,
): void {
  const changes = changeDocuments(dryRun ? proposal.changes : written, { redact: context.secrets.redact });
  const document = { ok: true, restored: path, dryRun, changes, backups, warnings };
  context.terminal.print(JSON.stringify(document, undefined, 2));
}
