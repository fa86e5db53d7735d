import { placeOf } from "../config/json5/place-of.ts";
import { spellPath } from "../config/json5/spell-path.ts";
import { findInclusion } from "../config/schema.ts";
import { shapeProblems } from "../config/shape-problems.ts";
import type { Context } from "../context.ts";
import { CliError, type ErrorParameters, type ExitCode, exitCode } from "../errors.ts";
import type { Registry } from "../providers/registry.ts";
import { beginWithFilesAsTheyAre, type Run, type RunOptions } from "../run/run.ts";
import { findingText } from "../wizard/doctor/finding-lines.ts";
import { shapeFinding } from "../wizard/doctor/shape-finding.ts";

export interface ConfigValidateOptions extends RunOptions {
  readonly json: boolean;
}

/** Something for which OpenClaw refuses the config. */
interface Issue {
  /** Where in the config; empty for its text. */
  readonly at: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The line with a caret beneath the place, without what may be a secret in it. */
  readonly excerpt?: string;
  /** Whether `doctor --fix` mends it. */
  readonly fixable: boolean;
}

/**
 * Checks that OpenClaw can read the config, and that the places this program knows are as OpenClaw wants them. Prints a line for
 * every problem, as compilers do. Returns 0, or 3 where there are problems.
 *
 * @throws CliError "config-missing", and what is wrong with a file that is no text or no object.
 */
export async function configValidate(
  options: ConfigValidateOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const run = await beginWithFilesAsTheyAre(options, context, registry);
  const { paths, words, files, report } = run;
  const { config } = files;
  if (!config.exists) throw new CliError("config-missing", { path: paths.display(paths.config) });
  const issues = config.problem ? [textIssue(run, config.problem)] : shapeIssues(run);
  if (options.json) {
    const valid = issues.length === 0;
    const document = { ok: valid, path: paths.config, exists: true, valid, issues };
    context.terminal.print(JSON.stringify(document, undefined, 2));
  } else {
    for (const { line, column, message, excerpt } of issues) {
      context.terminal.print(`${paths.config}:${line}:${column}: ${message}${excerpt ? `\n${excerpt}` : ""}`);
    }
  }
  const inclusions = registry.all.flatMap(({ id }) => findInclusion(config.value, id, true)?.files ?? []);
  if (inclusions.length > 0) report.warn(words.config.included([...new Set(inclusions)]));
  if (issues.length === 0) report.success(words.config.valid(paths.display(paths.config)));
  else report.info(words.config.invalid(issues.length, issues.filter(({ fixable }) => fixable).length));
  return issues.length === 0 ? exitCode.done : exitCode.files;
}

function textIssue({ words }: Run, problem: CliError): Issue {
  if (problem.code !== "config-not-parsed") throw problem;
  const { line, column, flaw, excerpt } = problem.parameters as ErrorParameters<"config-not-parsed">;
  return { at: "", line, column, message: words.config.notParsed(flaw), excerpt, fixable: false };
}

/** Every provider's places are looked at; what they have in common counts once. */
function shapeIssues({ registry, files, words, context }: Run): Issue[] {
  const { text, value } = files.config;
  const issues = registry.all.flatMap(({ id }) =>
    shapeProblems(value, id).map((problem): Issue => {
      const found = shapeFinding(problem, value, id);
      const { message } = findingText(found, { words, redact: context.secrets.redact });
      return { at: spellPath(problem.path), ...placeOf(text, problem.path), message, fixable: found.fixable };
    }),
  );
  return [...new Map(issues.map((issue) => [issue.at, issue])).values()].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
}
