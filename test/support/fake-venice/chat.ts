import type { JsonObject, Reply } from "./reply.ts";

/** The model's part in a chat. */
export interface ChatScript {
  /** What it answers. */
  readonly reply: string;
  /** What it thinks first. */
  readonly reasoning: string;
  /** What it calls instead of answering, all at once, when the request offers tools. */
  readonly toolCalls: readonly ScriptedCall[];
  /** The pages it finds when the request lets it search. */
  readonly pages: readonly { readonly title: string; readonly url: string }[];
  readonly finishReason: "stop" | "length" | "content_filter";
  /** How a stream tells the usage: Venice's sources disagree, and in February 2026 the chunk had no `choices` at all (openclaw/openclaw#15819). */
  readonly usage: "always" | "when-asked" | "without-choices" | "never";
  /**
   * How a stream ends: as it should, with an error inside it, after nothing but an error, with a cut connection halfway, halfway
   * without a word, or without the mark of its end.
   */
  readonly ending: "done" | "error" | "error-first" | "cut" | "halfway" | "without-done";
  /** The error inside the stream. */
  readonly error: keyof typeof streamErrors;
  /** What ends the lines of a stream. */
  readonly lineEnd: "\n" | "\r\n" | "\r";
  /** Whether comments stand between the chunks of a stream. */
  readonly comments: boolean;
  /** Milliseconds between the chunks of a stream. */
  readonly pauseMilliseconds: number;
  /** Every request is answered like this instead. */
  readonly refusal: keyof typeof refusals | undefined;
}

export interface ScriptedCall {
  readonly name: string;
  readonly arguments: string;
  /** What Gemini adds to a call, and wants back. */
  readonly thought_signature?: string;
}

export const plainChat: ChatScript = {
  reply: "Hello! Yes, I am working.",
  reasoning: "",
  toolCalls: [],
  pages: [],
  finishReason: "stop",
  usage: "always",
  ending: "done",
  error: "overloaded",
  lineEnd: "\n",
  comments: false,
  pauseMilliseconds: 0,
  refusal: undefined,
};

const overloaded = "The model is currently overloaded. Please try again later.";

export const refusals = {
  "context-length": {
    status: 400,
    body: {
      error: {
        message: "Your request exceeds the model's maximum context. Please reduce your prompt or completion length.",
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
  },
  "not-for-everybody": { status: 401, body: { error: "This model is only available to Pro users" } },
  wallet: {
    status: 402,
    body: { error: "Payment required", code: "PAYMENT_REQUIRED", reason: "insufficient_balance" },
  },
  "not-in-this-country": {
    status: 403,
    body: { error: "The specified model is unavailable in Atlantis due to regional restrictions." },
  },
  forbidden: { status: 403, body: { error: "API access is disabled for this account." } },
  deprecated: {
    status: 404,
    body: { error: "The model llama-3.1-405b has been deprecated. Please use qwen3-next-80b." },
  },
  "no-such-page": { status: 404, body: { error: "Not found" } },
  retired: { status: 410, body: { error: "This endpoint has been retired. Use /responses instead." } },
  "too-large": {
    status: 413,
    body: { code: "PAYLOAD_TOO_LARGE", error: "Request body exceeds the maximum allowed size." },
  },
  upstream: { status: 400, body: { error: "Invalid arguments passed to the model", request_id: "req_0123456789" } },
  "content-policy": {
    status: 422,
    body: { error: "Your prompt violates the content policy of Venice.ai or the model provider" },
  },
  "rate-limited": { status: 429, body: { error: "Rate limit exceeded" } },
  overloaded: {
    status: 429,
    body: { error: overloaded },
    headers: { "retry-after": "30" },
  },
  "inference-failed": { status: 500, body: { error: "Inference processing failed" } },
  gateway: { status: 502, body: { error: "Bad gateway" } },
  offline: { status: 503, body: { error: "The model is temporarily offline. Please try again later." } },
  "at-capacity": { status: 503, body: { error: "The model is at capacity. Please try again later." } },
  "too-slow": {
    status: 504,
    body: { error: "The request took too long to process. Use stream: true for long answers." },
  },
} as const satisfies Record<string, Reply>;

/** Errors that come after a 200, inside the stream (github.com/veniceai/skills, venice-errors). */
export const streamErrors = {
  overloaded: { message: overloaded, type: "server_error", code: "model_overloaded", param: null, retry_after: 30 },
  "overloaded-for-a-moment": {
    message: overloaded,
    type: "server_error",
    code: "model_overloaded",
    param: null,
    retry_after: 0,
  },
  upstream: { message: "The model stopped responding.", type: "api_error", code: "upstream_error", param: null },
  blocked: {
    message: "The provider blocked this answer.",
    type: "content_filter_error",
    code: "content_blocked_by_provider",
    param: null,
  },
} as const;

/** The model's answer to a chat request that is in order: a document or, where the request says `stream`, a stream. */
export function complete(script: ChatScript, body: JsonObject, model: string, now: number): Reply {
  const { reply, reasoning } = script;
  const calls = Array.isArray(body.tools) ? script.toolCalls : [];
  const head = { id: `chatcmpl-${now.toString(36)}`, created: Math.floor(now / 1000), model };
  const usage = {
    prompt_tokens: 12,
    completion_tokens: 7,
    total_tokens: 19,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning === "" ? 0 : 5 },
  };
  const parameters = body.venice_parameters as JsonObject | undefined;
  const searches = ["on", "auto"].includes(String(parameters?.enable_web_search));
  const found = searches && script.pages.length > 0 ? { web_search_citations: script.pages } : undefined;
  const finishReason = calls.length > 0 ? "tool_calls" : script.finishReason;
  if (body.stream === true) {
    const told = parameters?.include_search_results_in_stream === true ? found : undefined;
    const answer = { calls, finishReason, usage, found: told };
    return { frames: frames(script, body, head, answer), cut: script.ending === "cut" };
  }
  const message = {
    role: "assistant",
    content: calls.length > 0 ? null : reply,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(calls.length > 0
      ? { tool_calls: calls.map((call, at) => ({ ...started(call, at), function: called(call) })) }
      : {}),
  };
  const choices = [{ index: 0, finish_reason: finishReason, logprobs: null, stop_reason: null, message }];
  const cost = { usd: 0.00001, diem: 0.00001 };
  const settings = found ? { venice_parameters: { ...parameters, ...found } } : {};
  return { status: 200, body: { ...head, object: "chat.completion", choices, usage, cost, ...settings } };
}

/** A call without what is called: the part that a stream says once. */
function started({ name: _, arguments: __, ...signature }: ScriptedCall, at: number): JsonObject {
  return { id: `call_${at}`, type: "function", ...signature };
}

function called({ name, arguments: text }: ScriptedCall): JsonObject {
  return { name, arguments: text };
}

interface StreamedAnswer {
  readonly calls: readonly ScriptedCall[];
  readonly finishReason: string;
  readonly usage: JsonObject;
  readonly found: JsonObject | undefined;
}

function frames(
  { reply, reasoning, usage: told, ending, error, lineEnd }: ChatScript,
  body: JsonObject,
  head: JsonObject,
  { calls, finishReason, usage, found }: StreamedAnswer,
): string[] {
  const line = (data: string) => `data: ${data}${lineEnd}${lineEnd}`;
  const frame = (value: JsonObject) => line(JSON.stringify(value));
  const chunk = (rest: JsonObject) => frame({ ...head, object: "chat.completion.chunk", ...rest });
  const delta = (value: JsonObject, reason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: value, finish_reason: reason, logprobs: null }] });
  const pieces = (text: string) => text.match(/\s*\S+|\s+$/g) ?? [];
  const done = line("[DONE]");

  const spoken = [
    delta({ role: "assistant", content: "" }),
    ...pieces(reasoning).map((piece) => delta({ reasoning_content: piece })),
    ...(calls.length > 0 ? callPieces(calls).map((piece) => delta(piece)) : []),
    ...(calls.length > 0 ? [] : pieces(reply).map((piece) => delta({ content: piece }))),
  ];
  const failure = [frame({ error: streamErrors[error] }), done];
  if (ending === "error-first") return failure;
  if (ending === "error" || ending === "cut" || ending === "halfway") {
    const begun = spoken.slice(0, Math.ceil(spoken.length / 2));
    return ending === "error" ? [...begun, ...failure] : begun;
  }
  const asked = (body.stream_options as JsonObject | undefined)?.include_usage === true;
  const usageChunks: string[] = [];
  if (told === "without-choices") usageChunks.push(chunk({ usage }));
  else if (told === "always" || (told === "when-asked" && asked)) usageChunks.push(chunk({ choices: [], usage }));
  const pages = found ? [chunk({ choices: [], venice_parameters: found })] : [];
  const end = ending === "without-done" ? [] : [done];
  return [...spoken, delta({}, finishReason), ...pages, ...usageChunks, ...end];
}

/** The calls as they stream: each is named, then their arguments come in pieces, now of one, now of the other. */
function callPieces(calls: readonly ScriptedCall[]): JsonObject[] {
  const piece = (index: number, rest: JsonObject) => ({ tool_calls: [{ index, ...rest }] });
  const halves = calls.map(({ arguments: text }) => Math.ceil(text.length / 2));
  return [
    ...calls.map((call, at) => piece(at, { ...started(call, at), function: { name: call.name, arguments: "" } })),
    ...calls.map((call, at) => piece(at, { function: { arguments: call.arguments.slice(0, halves[at]) } })),
    ...calls.map((call, at) => piece(at, { function: { arguments: call.arguments.slice(halves[at]) } })),
  ];
}
