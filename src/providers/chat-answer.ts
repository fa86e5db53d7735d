import { asObject, isObject, type JsonObject } from "./answer.ts";
import { type ChatFailure, readStreamError } from "./chat-failure.ts";
import type { AssistantMessage, ToolCall } from "./chat-request.ts";
import { singleLine } from "./outside-text.ts";

/** What happens while a model answers, in its order. The last event is "done" or "failed". */
export type ChatEvent =
  /** The provider did not take the request this time; it is sent again after that many milliseconds. */
  | { readonly type: "retry"; readonly failure: ChatFailure; readonly milliseconds: number }
  | { readonly type: "begun"; readonly requestId: string | undefined }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "content"; readonly text: string }
  /** A call, whole; calls that are made in parallel come one after the other. */
  | { readonly type: "tool-call"; readonly call: ToolCall }
  | { readonly type: "citations"; readonly citations: readonly Citation[] }
  | { readonly type: "usage"; readonly usage: ChatUsage }
  | { readonly type: "finish"; readonly reason: string }
  | { readonly type: "done"; readonly answer: ChatAnswer }
  /** `answer` is what had come before. */
  | { readonly type: "failed"; readonly failure: ChatFailure; readonly answer: ChatAnswer };

/** A page that an answer rests on. */
export interface Citation {
  readonly title: string;
  readonly url: string;
}

/** Tokens. */
export interface ChatUsage {
  readonly prompt: number;
  readonly completion: number;
  /** Those of the prompt that were read from a cache. */
  readonly cached: number;
  /** Those of the prompt that were written to a cache. */
  readonly cacheWritten: number;
  /** Those of the completion that are reasoning. */
  readonly reasoning: number;
}

/** All that a model answered. */
export interface ChatAnswer {
  readonly content: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly citations: readonly Citation[];
  readonly usage: ChatUsage | undefined;
  /** Why it ended: "stop", "length", "tool_calls", "content_filter" … `undefined` where nobody said. */
  readonly finishReason: string | undefined;
  /** The answer as the model wants it back when the conversation goes on. */
  readonly message: AssistantMessage;
  readonly requestId: string | undefined;
  readonly timings: ChatTimings;
  /** Whether it came event by event, not in one piece. */
  readonly streamed: boolean;
}

/** Milliseconds since the request was first sent. */
export interface ChatTimings {
  /** Until the first piece of reasoning, of text or of a call; `undefined` where none came. */
  readonly firstToken: number | undefined;
  readonly total: number;
}

/** Puts an answer together from what a provider sends, however it is cut. */
export interface AnswerReader {
  /** The data of one event of a stream. What is no JSON is passed over. */
  readEvent(data: string): void;
  /** An answer in one piece. Returns whether it is one. */
  readDocument(value: unknown): boolean;
  /** The events since the last time; pieces of text that follow one another as one. */
  take(): ChatEvent[];
  /** Whether the stream said that it is over. */
  readonly isDone: boolean;
  /** Whether anything came that belongs to an answer, if only its beginning. */
  readonly isAnswer: boolean;
  /** Whether anything of the answer has come. */
  readonly hasBegun: boolean;
  /** Why the answer ended, once it has said so. */
  readonly finishReason: string | undefined;
  /** The error that came in its place, or inside it. */
  readonly failure: ChatFailure | undefined;
  answer(): ChatAnswer;
}

export interface AnswerReaderOptions {
  readonly host: string;
  /** Where in an object of the answer the pages are that it rests on. */
  readonly citations: readonly string[] | undefined;
  readonly requestId: string | undefined;
  /** When the request was sent, on the clock of `performance.now()`. */
  readonly started: number;
}

/** Fields of an assistant's message that a model wants back unchanged, besides its text, reasoning and calls. */
const signatures = ["reasoning_details", "thought_signature"];

/**
 * Reads chunks and completions of the OpenAI protocol with what Venice adds to them: `reasoning_content`, citations, a chunk
 * for the usage with empty `choices` or without any (openclaw/openclaw#15819), errors inside the stream.
 */
export function createAnswerReader({
  host,
  citations: citationsPath,
  requestId,
  started,
}: AnswerReaderOptions): AnswerReader {
  let events: ChatEvent[] = [];
  // The text up to the last taking: put together piece by piece, an answer would hold on to every one of them.
  const taken = { content: "", reasoning: "" };
  let citations: readonly Citation[] = [];
  let usage: ChatUsage | undefined;
  let finishReason: string | undefined;
  let firstToken: number | undefined;
  let failure: ChatFailure | undefined;
  let isDone = false;
  let isAnswer = false;
  const calls: OpenCall[] = [];
  const kept: Record<string, unknown> = {};
  const elapsed = () => Math.round(performance.now() - started);

  function addText(type: "reasoning" | "content", text: unknown): void {
    if (typeof text !== "string" || text === "") return;
    firstToken ??= elapsed();
    const last = events.at(-1);
    if (last?.type === type) events[events.length - 1] = { type, text: last.text + text };
    else events.push({ type, text });
  }

  function textOf(type: "reasoning" | "content"): string {
    return events.reduce((text, event) => (event.type === type ? text + event.text : text), taken[type]);
  }

  function addCalls(pieces: unknown): void {
    if (!Array.isArray(pieces) || pieces.length === 0) return;
    firstToken ??= elapsed();
    for (const piece of pieces) if (isObject(piece)) addCall(calls, piece);
  }

  function addMessage(message: JsonObject): void {
    addText("reasoning", message.reasoning_content ?? message.reasoning);
    addText("content", message.content);
    addCalls(message.tool_calls);
    for (const name of signatures) {
      const value = message[name];
      if (value === undefined || value === null) continue;
      const before = kept[name];
      kept[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
    }
  }

  function addRest(chunk: JsonObject, choice: JsonObject): void {
    const found =
      citationsPath && readCitations(citationsPath.reduce<unknown>((at, name) => asObject(at)[name], chunk));
    if (found && found.length > 0) {
      citations = found;
      events.push({ type: "citations", citations });
    }
    const stated = readUsage(chunk.usage);
    if (stated) {
      usage = stated;
      events.push({ type: "usage", usage });
    }
    if (typeof choice.finish_reason === "string" && choice.finish_reason !== "") {
      finishReason = singleLine(choice.finish_reason, 50);
      events.push(...calls.map((call) => ({ type: "tool-call", call: closed(call) }) as const));
      events.push({ type: "finish", reason: finishReason });
    }
  }

  function isFailure({ error }: JsonObject): boolean {
    if (error === undefined || error === null) return false;
    failure ??= readStreamError(error, firstToken !== undefined, host);
    return true;
  }

  return {
    readEvent(data) {
      if (data.trim() === "[DONE]") {
        isDone = true;
        return;
      }
      const chunk = parse(data);
      if (!isObject(chunk) || isFailure(chunk)) return;
      isAnswer ||= Array.isArray(chunk.choices) || isObject(chunk.usage);
      const choice = firstChoice(chunk);
      addMessage(asObject(choice.delta));
      addRest(chunk, choice);
    },
    readDocument(value) {
      if (!isObject(value) || isFailure(value) || !Array.isArray(value.choices) || value.choices.length === 0)
        return false;
      const choice = firstChoice(value);
      addMessage(asObject(choice.message));
      addRest(value, { finish_reason: "stop", ...choice });
      return true;
    },
    take() {
      const latest = events;
      for (const event of latest) {
        if (event.type === "content" || event.type === "reasoning") taken[event.type] += event.text;
      }
      events = [];
      return latest;
    },
    get isDone() {
      return isDone;
    },
    get isAnswer() {
      return isAnswer;
    },
    get hasBegun() {
      return firstToken !== undefined;
    },
    get finishReason() {
      return finishReason;
    },
    get failure() {
      return failure;
    },
    answer() {
      const content = textOf("content");
      const reasoning = textOf("reasoning");
      const toolCalls = calls.map(closed);
      return {
        content,
        reasoning,
        toolCalls,
        citations,
        usage,
        finishReason,
        message: {
          role: "assistant",
          ...(content === "" && toolCalls.length > 0 ? {} : { content }),
          ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
          ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
          ...kept,
        },
        requestId,
        timings: { firstToken, total: elapsed() },
        streamed: isAnswer,
      };
    },
  };
}

/** A call of which pieces are still coming. */
interface OpenCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
  /** What the provider adds to it, such as a signature. */
  readonly extra: Record<string, unknown>;
}

/**
 * A piece belongs to the call of its index, whatever else is being called. A piece without an index goes on with the last
 * call, unless it has an id of its own; one that repeats an index with another id is another call (seen of several gateways).
 */
function addCall(calls: OpenCall[], piece: JsonObject): void {
  const { index, id, type: _, function: called, ...extra } = piece;
  const { name, arguments: text } = asObject(called);
  const ownId = typeof id === "string" && id !== "" ? id : undefined;
  const at = typeof index === "number" ? index : undefined;
  const known = at === undefined ? calls.at(-1) : calls.findLast((call) => call.index === at);
  const isAnother = known === undefined || (ownId !== undefined && known.id !== "" && known.id !== ownId);
  const call: OpenCall = isAnother ? { index: at, id: "", name: "", arguments: "", extra: {} } : known;
  if (isAnother) calls.push(call);
  if (ownId !== undefined) call.id = ownId;
  if (typeof name === "string") call.name ||= name;
  if (typeof text === "string") call.arguments += text;
  else if (isObject(text)) call.arguments = JSON.stringify(text);
  for (const [field, value] of Object.entries(extra)) if (value !== null) call.extra[field] = value;
}

function closed({ id, name, arguments: text, extra }: OpenCall): ToolCall {
  return { ...extra, id, type: "function", function: { name, arguments: text } };
}

function firstChoice(chunk: JsonObject): JsonObject {
  return asObject(Array.isArray(chunk.choices) ? chunk.choices[0] : undefined);
}

function readCitations(value: unknown): Citation[] {
  return (Array.isArray(value) ? value : []).flatMap((page) => {
    const { title, url } = asObject(page);
    if (typeof url !== "string" || url === "") return [];
    const address = singleLine(url, 500);
    return [{ title: (typeof title === "string" && singleLine(title, 200)) || address, url: address }];
  });
}

function readUsage(value: unknown): ChatUsage | undefined {
  const stated = asObject(value);
  const { prompt_tokens: prompt, completion_tokens: completion } = stated;
  if (typeof prompt !== "number" || typeof completion !== "number") return undefined;
  const prompted = asObject(stated.prompt_tokens_details);
  return {
    prompt,
    completion,
    cached: count(prompted.cached_tokens),
    cacheWritten: count(prompted.cache_creation_input_tokens),
    reasoning: count(asObject(stated.completion_tokens_details).reasoning_tokens),
  };
}

function count(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
