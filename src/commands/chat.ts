import type { Context, Text } from "../context.ts";
import { CliError, type ExitCode, exitCode } from "../errors.ts";
import type { ChatAnswer } from "../providers/chat-answer.ts";
import type { ChatFailure } from "../providers/chat-failure.ts";
import type { ChatRequest } from "../providers/chat-request.ts";
import { findModel } from "../providers/model-choice.ts";
import { formatModelRef, type ModelCatalog, type ModelDefinition } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { bestCatalog } from "../run/catalog.ts";
import { reachProvider } from "../run/provider-access.ts";
import { beginRun, type Run } from "../run/run.ts";
import { type Shown, showAnswer } from "../run/show-answer.ts";
import { checkAbilities } from "../wizard/chat/abilities.ts";
import { answerDocument, usageLine } from "../wizard/chat/answer-document.ts";
import { type AnswerFormat, readAnswerFormat } from "../wizard/chat/answer-format.ts";
import type { ChatOptions } from "../wizard/chat/chat-options.ts";
import { chosenModel } from "../wizard/chat/chosen-model.ts";
import { chatError, isUnreachable } from "../wizard/chat/failure.ts";
import { readImages } from "../wizard/chat/image.ts";
import { messageOf, systemText } from "../wizard/chat/message.ts";
import { buildRequest, checkCost, isAboveCap } from "../wizard/chat/request.ts";
import { readToolResults, readTools } from "../wizard/chat/tools.ts";
import type { Connection } from "../wizard/connect.ts";
import { modelNamed } from "../wizard/model.ts";
import { type UsableKey, usableKey } from "../wizard/usable-key.ts";

/**
 * Sends one message to a model and prints the answer. Returns 0 when there is one, and the code of the signal that ended it
 * halfway. Throws CliError, and Interruption before anything was printed.
 */
export async function chat(options: ChatOptions, context: Context, registry: Registry): Promise<ExitCode> {
  refuseContradictions(options);
  const message = await messageOf(options, context);
  if (message === undefined) throw new CliError("message-missing", {});

  const run = await beginRun(options, context, registry);
  const { manifest, id } = chosenModel(run.files.config.value, options.model, registry);
  const access = reachProvider(run, manifest, options);
  const key = usableKey(access.key, manifest, run);
  const { connection } = access;
  try {
    const asking = await meet(run, options, id, key, connection);
    const { request, format } = await prepare(asking, message);
    sayBeforehand(asking);
    const shown = await ask(asking, request, format);
    if (shown.outcome === "failed") throw failed(asking, shown.failure);
    if (shown.outcome === "stopped") return shown.interruption.exitCode;
    if (shown.outcome === "answered") sayAfterwards(asking, shown.answer, format);
    return exitCode.done;
  } finally {
    connection.client.close();
  }
}

/** Whom a message goes to, with what. */
interface Asking {
  readonly run: Run;
  readonly options: ChatOptions;
  readonly connection: Connection;
  readonly key: UsableKey;
  readonly catalog: ModelCatalog;
  readonly model: ModelDefinition;
  readonly ref: string;
}

function refuseContradictions({ offline, effort, thinking }: ChatOptions): void {
  if (offline) throw new CliError("chat-needs-network", {});
  if (!thinking && effort !== undefined && effort !== "none") {
    throw new CliError("flags-contradict", { first: `--effort ${effort}`, second: "--no-thinking" });
  }
}

/** Looks the model up, and makes sure that it can do what is asked of it. A kept list that lacks it is asked for anew. */
async function meet(
  run: Run,
  options: ChatOptions,
  id: string,
  key: UsableKey,
  connection: Connection,
): Promise<Asking> {
  const { client, feed, manifest } = connection;
  client.preconnect();
  const list = (refresh: boolean) => bestCatalog(run, connection, key.value, { offline: false, refresh });
  let catalog = await list(false);
  if (catalog.source === "cached" && !findModel(catalog, id, manifest.id)) catalog = await list(true);
  const model = modelNamed(id, catalog, manifest, run.words, false);
  const ref = formatModelRef(manifest.id, model.id);
  if (run.policy.privateOnly && model.privacy !== "private") throw new CliError("model-not-private", { model: ref });
  const asking = { run, options, connection, key, catalog, model, ref };
  const failure = feed.failure();
  if (failure && isUnreachable(failure)) throw failed(asking, { kind: "network", detail: "", network: failure });
  checkAbilities(options, model, catalog, manifest);
  return asking;
}

async function prepare({ run, options, connection, model, ref }: Asking, message: string) {
  const { cwd } = run.context;
  const { tools, toolResults, responseFormat } = options;
  const format = responseFormat === undefined ? undefined : await readAnswerFormat(responseFormat, cwd);
  const parts = {
    message,
    system: systemText(options.system, cwd),
    images: readImages(options.images, cwd),
    tools: tools === undefined ? undefined : readTools(tools, cwd),
    results: toolResults === undefined ? [] : readToolResults(toolResults, cwd),
    format: format?.wanted,
  };
  const request = buildRequest(options, parts, model, connection.manifest);
  checkCost(request, options.maxCost, model, ref);
  return { request, format };
}

function sayBeforehand({ run, options, connection, model, ref }: Asking): void {
  const { words, context } = run;
  const { terminal } = context;
  const { maxTokens } = options;
  if (maxTokens !== undefined && isAboveCap(maxTokens, model)) {
    run.report.warn(words.chat.clamped(ref, maxTokens, model.maxTokens));
  }
  const { retiresAt, replacement } = model.status;
  if (retiresAt !== undefined) run.report.warn(words.chat.retires(ref, retiresAt.slice(0, 10), replacement));
  if (model.privacy !== "private" && (terminal.interactive || terminal.output.isTerminal)) {
    terminal.info([{ text: words.chat.whoSees[model.privacy](ref, connection.manifest.label), tone: "quiet" }]);
  }
}

async function ask(
  { run, options, connection, key, ref }: Asking,
  request: ChatRequest,
  format: AnswerFormat | undefined,
): Promise<Shown> {
  const { client } = connection;
  const events = options.stream ? client.streamChat(key.value, request) : client.completeChat(key.value, request);
  // An answer that must have a form is shown once it has it.
  const content = !options.json && format === undefined;
  return await showAnswer(run, events, { ref, content, reasoning: options.reasoning });
}

function failed({ run, connection, model, catalog, key }: Asking, failure: ChatFailure): CliError {
  const { manifest, baseUrl } = connection;
  const host = new URL(baseUrl.url).host;
  const { words, policy } = run;
  return chatError(failure, { words, manifest, model, catalog, offer: policy, keyCalled: key.called, host });
}

/** Prints what the stream of text did not: calls, an answer with a form, where it is from, what it cost. */
function sayAfterwards(
  { run, options, model, ref }: Asking,
  answer: ChatAnswer,
  format: AnswerFormat | undefined,
): void {
  const { words, context, report, warnings } = run;
  const { terminal } = context;
  const { content, toolCalls, finishReason } = answer;
  const hasCalls = toolCalls.length > 0;
  if (!hasCalls) format?.check(content);
  if (finishReason === "length" || finishReason === "content_filter") report.warn(words.chat.cut[finishReason]);
  else if (content === "" && !hasCalls) report.warn(words.chat.empty(ref));
  for (const line of sourceLines(answer, words.chat.sources)) terminal.verbatim(line);
  if (options.usage) terminal.info([{ text: usageLine(answer, model, words), tone: "quiet" }]);
  if (options.json) {
    const document = answerDocument(answer, { ref, definition: model }, warnings);
    terminal.print(JSON.stringify(document, undefined, 2));
    return;
  }
  if (format && content !== "") terminal.print(content);
  if (hasCalls) terminal.print(JSON.stringify(toolCalls, undefined, 2));
}

function sourceLines({ citations }: ChatAnswer, title: string): Text[] {
  if (citations.length === 0) return [];
  const lines = citations.map(({ title, url }, at): Text => [`  ${at + 1}. ${title}  `, { text: url, tone: "accent" }]);
  return ["", [{ text: title, tone: "strong" }], ...lines];
}
