import type { Context, Terminal } from "../context.ts";
import { CliError, type ExitCode, exitCode } from "../errors.ts";
import type { ChatAnswer } from "../providers/chat-answer.ts";
import type { ChatRequest } from "../providers/chat-request.ts";
import type { Registry } from "../providers/registry.ts";
import { type Asking, answerOf, chatFailed, meetModel, sayBeforehand, sayRemarks } from "../run/asking.ts";
import { beginRun } from "../run/run.ts";
import { type Shown, showAnswer } from "../run/show-answer.ts";
import { answerDocument, usageLine } from "../wizard/chat/answer-document.ts";
import { type AnswerFormat, readAnswerFormat } from "../wizard/chat/answer-format.ts";
import type { ChatOptions } from "../wizard/chat/chat-options.ts";
import { readImages } from "../wizard/chat/image.ts";
import { messageOf, systemText } from "../wizard/chat/message.ts";
import { buildRequest, checkCost } from "../wizard/chat/request.ts";
import { readToolResults, readTools } from "../wizard/chat/tools.ts";

/**
 * Sends one message to a model and prints the answer; at a terminal and without a message, holds a conversation. Returns 0 when
 * there is an answer, and the code of the signal that ended it halfway. Throws CliError, and Interruption before anything was
 * printed.
 */
export async function chat(options: ChatOptions, context: Context, registry: Registry): Promise<ExitCode> {
  refuseContradictions(options);
  const message = await messageOf(options, context);
  const isForgotten = options.text.length > 0 || options.message !== undefined;
  if (message === undefined && (isForgotten || !canConverse(options, context.terminal))) {
    throw new CliError("message-missing", {});
  }

  const run = await beginRun(options, context, registry);
  const asking = await meetModel(run, options);
  if (message === undefined) {
    const { converse } = await import("../run/converse.ts");
    return await converse(asking);
  }
  try {
    const { request, format } = await prepare(asking, message);
    sayBeforehand(asking);
    const shown = await ask(asking, request, format);
    if (shown.outcome === "failed") throw chatFailed(asking, shown.failure);
    if (shown.outcome === "stopped") return shown.interruption.exitCode;
    if (shown.outcome === "answered") sayAfterwards(asking, shown.answer, format);
    return exitCode.done;
  } finally {
    asking.connection.client.close();
  }
}

function refuseContradictions({ offline, effort, thinking }: ChatOptions): void {
  if (offline) throw new CliError("chat-needs-network", {});
  if (!thinking && effort !== undefined && effort !== "none") {
    throw new CliError("flags-contradict", { first: `--effort ${effort}`, second: "--no-thinking" });
  }
}

/** Whether there is somebody to talk with, and nothing is asked for that only one answer can be. */
function canConverse(
  { json, stream, tools, toolResults, responseFormat }: ChatOptions,
  { interactive, output }: Terminal,
): boolean {
  const isForOne = json || !stream || tools !== undefined || toolResults !== undefined || responseFormat !== undefined;
  return interactive && output.isTerminal && !isForOne;
}

async function prepare({ run, options, connection, model, ref }: Asking, message: string) {
  const { cwd } = run.context;
  const { tools, toolResults, responseFormat } = options;
  const format = responseFormat === undefined ? undefined : await readAnswerFormat(responseFormat, cwd);
  const parts = {
    earlier: [],
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

async function ask(asking: Asking, request: ChatRequest, format: AnswerFormat | undefined): Promise<Shown> {
  const { run, options, ref } = asking;
  const { json, reasoning, raw } = options;
  // An answer that must have a form is shown once it has it.
  const content = !json && format === undefined;
  return await showAnswer(run, answerOf(asking, request), { ref, content, reasoning, raw });
}

/** Prints what the stream of text did not: calls, an answer with a form, where it is from, what it cost. */
function sayAfterwards(asking: Asking, answer: ChatAnswer, format: AnswerFormat | undefined): void {
  const { run, options, model, ref } = asking;
  const { words, context, warnings } = run;
  const { terminal } = context;
  const { content, toolCalls } = answer;
  const hasCalls = toolCalls.length > 0;
  if (!hasCalls) format?.check(content);
  sayRemarks(asking, answer);
  if (options.usage) terminal.info([{ text: usageLine(answer, model, words), tone: "quiet" }]);
  if (options.json) {
    const document = answerDocument(answer, { ref, definition: model }, warnings);
    terminal.print(JSON.stringify(document, undefined, 2));
    return;
  }
  if (format && content !== "") terminal.print(content);
  if (hasCalls) terminal.print(JSON.stringify(toolCalls, undefined, 2));
}
