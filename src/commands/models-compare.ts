import type { Context, TableRow } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { ModelDefinition } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { modelCalled } from "../run/model-called.ts";
import { beginRun, type Run, type RunOptions } from "../run/run.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { modelCells, modelFields } from "../wizard/describe.ts";
import { modelDocument } from "../wizard/model-document.ts";
import { modelTags } from "../wizard/model-tags.ts";

export interface ModelsCompareOptions extends RunOptions, ConnectOptions {
  /** Refs, bare ids or aliases. */
  readonly models: readonly string[];
  /** Tokens of a use whose cost is wanted. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly offline: boolean;
  readonly json: boolean;
}

interface Compared {
  readonly ref: string;
  readonly model: ModelDefinition | undefined;
  /** USD of the use; `undefined` where the price is unknown. */
  readonly cost: number | undefined;
}

/**
 * Shows models beside one another: privacy, abilities, context, price, and what a use of so many tokens costs. Returns 0.
 *
 * @throws CliError "no-such-model" with the nearest refs.
 */
export async function modelsCompare(
  options: ModelsCompareOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const run = await beginRun(options, context, registry);
  const compared: Compared[] = [];
  for (const text of options.models) {
    const command = "openclaw models compare";
    const called = await modelCalled(run, text, { ...options, command, canForce: false, withheld: true });
    const model = called.kind === "ours" ? called.model : undefined;
    if (!compared.some(({ ref }) => ref === called.ref)) {
      compared.push({ ref: called.ref, model, cost: model && costOf(model, options) });
    }
  }
  if (options.json) printJson(run, compared, options);
  else if (context.terminal.output.isTerminal) printTable(run, compared, options);
  else printLines(run, compared);
  return exitCode.done;
}

function costOf({ cost }: ModelDefinition, { tokensIn, tokensOut }: ModelsCompareOptions): number | undefined {
  return cost && (tokensIn * cost.input + tokensOut * cost.output) / 1_000_000;
}

/** The facts in one table, and beneath it a bar for what the use costs with each. */
function printTable({ context, words }: Run, compared: readonly Compared[], options: ModelsCompareOptions): void {
  const { terminal } = context;
  const facts = compared.map(({ ref, model }): TableRow => {
    return { cells: [ref, ...(model ? modelCells(model, words).slice(1) : ["-", "", "-", "-"])] };
  });
  const form = terminal.table([{ cells: words.models.headings.slice(0, 5), tone: "quiet" }, ...facts]);
  if (form === "short") terminal.info([{ text: words.models.legend[1], tone: "quiet" }]);

  const dearest = Math.max(0, ...compared.map(({ cost }) => cost ?? 0));
  const costs = compared.map(({ ref, cost }): TableRow => {
    const length = cost === undefined || dearest === 0 ? 0 : Math.round((cost / dearest) * longestBar);
    const price = cost === undefined ? "-" : cost === 0 ? words.model.free : words.numbers.usd(cost);
    return { cells: [ref, price, bar.repeat(cost ? Math.max(1, length) : length)] };
  });
  terminal.print("");
  terminal.print([{ text: words.models.compare.use(options.tokensIn, options.tokensOut), tone: "quiet" }]);
  terminal.table(costs);
  terminal.info([{ text: words.models.compare.other, tone: "quiet" }]);
}

const bar = "█";
const longestBar = 24;

/** For programs: one model a line, its fields apart by tabs, the cost of the use last. */
function printLines({ context }: Run, compared: readonly Compared[]): void {
  const lines = compared.map(({ ref, model, cost }) =>
    [ref, ...(model ? modelFields(model) : ["-", "-", "-", "-", "-"]), cost === undefined ? "-" : cost].join("\t"),
  );
  context.terminal.print(lines.join("\n"));
}

function printJson(
  { context, files, registry }: Run,
  compared: readonly Compared[],
  { tokensIn, tokensOut }: ModelsCompareOptions,
): void {
  const tagsOf = modelTags(files.config.value, registry.all);
  const models = compared.map(({ ref, model, cost }) => ({
    ...modelDocument(ref, model, tagsOf(ref), model !== undefined && model.status.withheld === undefined),
    use: { tokensIn, tokensOut, cost: cost ?? null },
  }));
  context.terminal.print(JSON.stringify({ count: models.length, models }, undefined, 2));
}
