import type { Context, TableRow } from "../context.ts";
import { type ExitCode, exitCode, Interruption } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import type { ChatAnswer, ChatEvent } from "../providers/chat-answer.ts";
import type { ChatFailure, ChatFailureKind } from "../providers/chat-failure.ts";
import type { Registry } from "../providers/registry.ts";
import { type Asking, answerOf, chatFailed, meetModel } from "../run/asking.ts";
import { beginRun } from "../run/run.ts";
import type { ChatOptions } from "../wizard/chat/chat-options.ts";
import { costOf, estimateCost } from "../wizard/chat/cost.ts";
import { type Probe, type ProbedAbility, probesOf } from "../wizard/chat/probes.ts";
import { requireConsent } from "../wizard/require-consent.ts";

export interface ModelsProbeOptions extends ChatOptions {
  readonly model: string;
  /** Ask without asking first. */
  readonly yes: boolean;
}

/** What came of a probe. */
interface Finding {
  readonly ability: ProbedAbility;
  readonly claimed: boolean | undefined;
  /** "not-asked" where the list says that the model cannot, and nothing was sent. */
  readonly seen: "yes" | "no" | "refused" | "not-asked";
  /** The provider's words for its refusal. */
  readonly detail: string;
  readonly milliseconds: number | undefined;
  readonly usd: number | undefined;
}

/**
 * Asks a model for what its provider says it can do, by requests as small as they can be, and shows what is claimed beside what
 * was seen. Says first what that may cost. Returns 0 when all that is claimed was seen, else 5.
 *
 * @throws CliError "answers-missing" where nobody can be asked and --yes was not given, what `meetModel` throws, and what ends
 * every request alike: a key that is not taken, a balance that is empty, a provider that is not reached.
 */
export async function modelsProbe(
  options: ModelsProbeOptions,
  context: Context,
  registry: Registry,
): Promise<ExitCode> {
  const { consent } = messagesIn(context.locale).models.probe;
  requireConsent(options, context, ["models", "probe", options.model, "--yes"], consent);
  const run = await beginRun(options, context, registry);
  const asking = await meetModel(run, options, "openclaw models probe");
  try {
    const probes = probesOf(asking.model);
    const most = mostOf(asking, probes);
    if (!(await agreed(asking, probes, most, options))) throw new Interruption("SIGINT");
    const findings: Finding[] = [];
    for (const probe of probes) findings.push(await put(asking, probe));
    if (options.json) context.terminal.print(JSON.stringify(documentOf(asking, most, findings), undefined, 2));
    else show(asking, findings);
    return findings.every(isAsClaimed) ? exitCode.done : exitCode.provider;
  } finally {
    asking.connection.client.close();
  }
}

/** The most that the requests may cost, in USD; `undefined` where the model's price is not known. */
function mostOf({ model }: Asking, probes: readonly Probe[]): number | undefined {
  let sum = 0;
  for (const { request } of probes) {
    if (!request) continue;
    const estimate = estimateCost(request, model, request.maxTokens ?? model.maxTokens);
    if (!estimate) return undefined;
    sum += estimate.usd;
  }
  return sum;
}

async function agreed(
  { run, ref }: Asking,
  probes: readonly Probe[],
  most: number | undefined,
  { yes }: ModelsProbeOptions,
): Promise<boolean> {
  const words = run.words.models.probe;
  const { terminal } = run.context;
  const count = probes.filter(({ request }) => request !== undefined).length;
  terminal.info(words.about(ref, count, most));
  if (yes) return true;
  const answer = await terminal.prompt.confirm({
    message: words.confirm,
    flag: "--yes",
    canGoBack: false,
    default: true,
  });
  return answer !== "back" && answer.value;
}

/** Sends one probe. Throws the failure of everything that would meet the next one just the same. */
async function put(asking: Asking, { ability, claimed, request, shows }: Probe): Promise<Finding> {
  const { run, ref, model } = asking;
  const finding = { ability, claimed, detail: "", milliseconds: undefined, usd: undefined };
  if (!request) return { ...finding, seen: "not-asked" };
  const asked = ability === "streaming" ? asking : { ...asking, options: { ...asking.options, stream: false } };
  const last = await run.report.spin(run.words.models.probe.asking(ref, ability), lastOf(answerOf(asked, request)));
  if (last.type === "failed") {
    if (!isAboutModel(last.failure)) throw chatFailed(asking, last.failure);
    return { ...finding, seen: "refused", detail: run.context.secrets.redact(last.failure.detail) };
  }
  const { answer } = last;
  const { timings, usage } = answer;
  return {
    ...finding,
    seen: shows(answer) ? "yes" : "no",
    milliseconds: timings.total,
    usd: costOf(usage, model),
  };
}

type End =
  | { readonly type: "done"; readonly answer: ChatAnswer }
  | { readonly type: "failed"; readonly failure: ChatFailure };

async function lastOf(events: AsyncIterable<ChatEvent>): Promise<End> {
  let last: End | undefined;
  for await (const event of events) if (event.type === "done" || event.type === "failed") last = event;
  if (!last) throw new Error("an answer ended without an end");
  return last;
}

/** Whether another request to the same model, with the same key, may fare better. */
function isAboutModel({ kind }: ChatFailure): boolean {
  return aboutModel.includes(kind);
}

const aboutModel: readonly ChatFailureKind[] = [
  "invalid-request",
  "upstream-refused",
  "content-policy",
  "token-limit",
  "broken-off",
  "unfinished",
];

function isAsClaimed({ claimed, seen }: Finding): boolean {
  return claimed !== true || seen === "yes";
}

function show(asking: Asking, findings: readonly Finding[]): void {
  const { run, ref } = asking;
  const { terminal } = run.context;
  const { probe } = run.words.models;
  if (terminal.output.isTerminal) showTable(asking, findings);
  else terminal.print(findings.map(lineOf).join("\n"));
  const missing = findings.filter((finding) => !isAsClaimed(finding)).map(({ ability }) => probe.abilities[ability]);
  if (missing.length > 0) run.report.warn(probe.missing(ref, missing));
  else run.report.success(probe.asClaimed(ref));
  const usd = spent(findings);
  if (usd !== undefined) terminal.info([{ text: probe.cost(usd), tone: "quiet" }]);
}

function showTable({ run }: Asking, findings: readonly Finding[]): void {
  const { probe } = run.words.models;
  const rows = findings.map(({ ability, claimed, seen, detail, milliseconds }): TableRow => {
    const took = milliseconds === undefined ? "" : probe.took(milliseconds);
    const said = claimed === undefined ? probe.unclaimed : claimed ? probe.yes : probe.no;
    return { cells: [probe.abilities[ability], said, probe.seen[seen], detail || took] };
  });
  run.context.terminal.table([{ cells: [...probe.headings], tone: "quiet" }, ...rows]);
}

/** For programs: one ability a line, its fields apart by tabs. */
function lineOf({ ability, claimed, seen, detail }: Finding): string {
  return [ability, claimed === undefined ? "-" : claimed ? "yes" : "no", seen, detail].join("\t");
}

/** USD of all requests; `undefined` where one of them is not known. */
function spent(findings: readonly Finding[]): number | undefined {
  const costs = findings.filter(({ seen }) => seen === "yes" || seen === "no").map(({ usd }) => usd);
  return costs.some((usd) => usd === undefined) ? undefined : costs.reduce<number>((sum, usd) => sum + (usd ?? 0), 0);
}

function documentOf({ ref }: Asking, most: number | undefined, findings: readonly Finding[]) {
  return {
    ok: findings.every(isAsClaimed),
    model: ref,
    probes: findings.map(({ ability, claimed, seen, detail, milliseconds, usd }) => ({
      ability,
      claimed: claimed ?? null,
      seen,
      detail,
      milliseconds: milliseconds ?? null,
      cost: usd ?? null,
    })),
    cost: { most: most ?? null, actual: spent(findings) ?? null },
  };
}
