import type { JsonObject, Reply } from "./reply.ts";

/** The model's part in a chat. */
export interface ChatScript {
  /** What it answers. */
  readonly reply: string;
  /** What it thinks first. */
  readonly reasoning: string;
  /** What it calls instead of answering, when the request offers tools. */
  readonly toolCall: { readonly name: string; readonly arguments: string } | undefined;
  /** How a stream tells the usage: Venice's sources disagree, and in February 2026 the chunk had no `choices` at all (openclaw/openclaw#15819). */
  readonly usage: "always" | "when-asked" | "without-choices" | "never";
  /** How a stream ends: as it should, with an error inside it, or with a cut connection halfway. */
  readonly ending: "done" | "error" | "cut";
  /** Whether comments stand between the chunks of a stream. */
  readonly comments: boolean;
  /** Milliseconds between the chunks of a stream. */
  readonly pauseMilliseconds: number;
  /** Every request is answered like this instead. */
  readonly refusal: keyof typeof refusals | undefined;
}

export const plainChat: ChatScript = {
  reply: "Hello! Yes, I am working.",
  reasoning: "",
  toolCall: undefined,
  usage: "always",
  ending: "done",
  comments: false,
  pauseMilliseconds: 0,
  refusal: undefined,
};

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
  upstream: { status: 400, body: { error: "Invalid arguments passed to the model", request_id: "req_0123456789" } },
  "content-policy": {
    status: 422,
    body: { error: "Your prompt violates the content policy of Venice.ai or the model provider" },
  },
  "rate-limited": { status: 429, body: { error: "Rate limit exceeded" } },
  overloaded: {
    status: 429,
    body: { error: "The model is currently overloaded. Please try again later." },
    headers: { "retry-after": "30" },
  },
  "inference-failed": { status: 500, body: { error: "Inference processing failed" } },
  "at-capacity": { status: 503, body: { error: "The model is at capacity. Please try again later." } },
} as const satisfies Record<string, Reply>;

/** The model's answer to a chat request that is in order: a document or, where the request says `stream`, a stream. */
export function complete(script: ChatScript, body: JsonObject, model: string, now: number): Reply {
  const { reply, reasoning, toolCall } = script;
  const call = Array.isArray(body.tools) ? toolCall : undefined;
  const head = { id: `chatcmpl-${now.toString(36)}`, created: Math.floor(now / 1000), model };
  const usage = {
    prompt_tokens: 12,
    completion_tokens: 7,
    total_tokens: 19,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning === "" ? 0 : 5 },
  };
  const finishReason = call ? "tool_calls" : "stop";
  if (body.stream === true) return { frames: frames(script, body, head, usage, call), cut: script.ending === "cut" };
  const message = {
    role: "assistant",
    content: call ? null : reply,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(call ? { tool_calls: [{ id: "call_0", type: "function", function: call }] } : {}),
  };
  const choices = [{ index: 0, finish_reason: finishReason, logprobs: null, stop_reason: null, message }];
  const cost = { usd: 0.00001, diem: 0.00001 };
  return { status: 200, body: { ...head, object: "chat.completion", choices, usage, cost } };
}

const done = "data: [DONE]\n\n";

function frames(
  { reply, reasoning, usage: told, ending }: ChatScript,
  body: JsonObject,
  head: JsonObject,
  usage: JsonObject,
  call: ChatScript["toolCall"],
): string[] {
  const frame = (value: JsonObject) => `data: ${JSON.stringify(value)}\n\n`;
  const chunk = (rest: JsonObject) => frame({ ...head, object: "chat.completion.chunk", ...rest });
  const delta = (value: JsonObject, finishReason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: value, finish_reason: finishReason, logprobs: null }] });
  const pieces = (text: string) => text.match(/\s*\S+|\s+$/g) ?? [];
  const toolDelta = (value: JsonObject) => delta({ tool_calls: [{ index: 0, ...value }] });

  const spoken = [
    delta({ role: "assistant", content: "" }),
    ...pieces(reasoning).map((piece) => delta({ reasoning_content: piece })),
  ];
  if (call) {
    const half = Math.ceil(call.arguments.length / 2);
    spoken.push(
      toolDelta({ id: "call_0", type: "function", function: { name: call.name, arguments: "" } }),
      toolDelta({ function: { arguments: call.arguments.slice(0, half) } }),
      toolDelta({ function: { arguments: call.arguments.slice(half) } }),
    );
  } else {
    spoken.push(...pieces(reply).map((piece) => delta({ content: piece })));
  }
  if (ending !== "done") {
    const begun = spoken.slice(0, Math.ceil(spoken.length / 2));
    return ending === "error" ? [...begun, frame(overloaded), done] : begun;
  }
  const asked = (body.stream_options as JsonObject | undefined)?.include_usage === true;
  const usageChunks: string[] = [];
  if (told === "without-choices") usageChunks.push(chunk({ usage }));
  else if (told === "always" || (told === "when-asked" && asked)) usageChunks.push(chunk({ choices: [], usage }));
  return [...spoken, delta({}, call ? "tool_calls" : "stop"), ...usageChunks, done];
}

const overloaded = {
  error: {
    message: "The model is currently overloaded. Please try again later.",
    type: "server_error",
    code: "model_overloaded",
    param: null,
    retry_after: 30,
  },
};
