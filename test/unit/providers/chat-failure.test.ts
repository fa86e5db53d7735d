import { describe, expect, test } from "vitest";
import {
  type ChatFailureKind,
  readNetworkFailure,
  readRefusal,
  readStreamError,
} from "../../../src/providers/chat-failure.ts";

const host = "api.venice.ai";
const tooManyErrors =
  "Too many failed attempts (> 50) resulting in a non-success status code. Please wait 30 seconds and try again.";

/** One row a refusal, in the words of docs.venice.ai and github.com/veniceai/skills. */
const refusals: readonly (readonly [number, unknown, ChatFailureKind])[] = [
  [
    400,
    { error: "Invalid request parameters", issues: [{ path: ["seed"], message: "Invalid input" }] },
    "invalid-request",
  ],
  [400, { error: "model is required" }, "invalid-request"],
  [400, { error: "Invalid JSON request" }, "invalid-request"],
  [400, { error: "Arguments passed to the model are invalid", request_id: "req_1" }, "upstream-refused"],
  [400, { error: { message: "Too long", code: "context_length_exceeded" } }, "context-length"],
  [400, { error: { message: "This exceeds the model's maximum context." } }, "context-length"],
  [
    400,
    { error: "max_completion_tokens (8192) exceeds the maximum allowed for model 'llama-3.3-70b' (4096)" },
    "token-limit",
  ],
  [401, { error: "Authentication failed" }, "key-rejected"],
  [401, { error: "Incorrect API key provided" }, "key-rejected"],
  [401, { error: "This model is only available to Pro users" }, "plan"],
  [401, { error: "Authentication failed - Pro subscription is inactive. Please upgrade." }, "plan"],
  [402, { x402Version: 2, error: "Authentication required" }, "key-not-received"],
  [
    402,
    { error: "Insufficient USD or Diem balance to complete request. Visit https://venice.ai/settings/api" },
    "balance",
  ],
  [402, { error: "Insufficient USD or Diem balance to complete request" }, "balance"],
  [402, { error: "Payment required", code: "PAYMENT_REQUIRED", reason: "insufficient_balance" }, "balance"],
  [402, { error: "API key DIEM spend limit exceeded." }, "spend-limit"],
  [403, { error: "This API key is set to 'Private only', but `x` is an Anonymous model." }, "privacy"],
  [403, { error: "The specified model is unavailable in France due to regional restrictions." }, "region"],
  [403, { error: "API access is disabled for this account." }, "forbidden"],
  [404, { error: "Specified model not found: x" }, "model-unknown"],
  [404, { error: { message: "No such model", code: "model_not_found" } }, "model-unknown"],
  [404, { error: "Character not found: nobody" }, "character-unknown"],
  [404, { error: "Not found" }, "not-found"],
  [410, { error: "This endpoint has been retired." }, "gone"],
  [413, { code: "PAYLOAD_TOO_LARGE", error: "Request body exceeds the maximum allowed size." }, "too-large"],
  [422, { error: "Your prompt violates the content policy of Venice.ai or the model provider" }, "content-policy"],
];

test.each(refusals)("%d %j is %s", (status, value, kind) => {
  expect(readRefusal({ status, value }, host).kind).toBe(kind);
});

test("a status that means nothing here is told as it is", () => {
  expect(readRefusal({ status: 418, value: { error: "I am a teapot" } }, host)).toEqual({
    kind: "network",
    detail: "I am a teapot",
    network: { kind: "unexpected-status", host, status: 418, detail: "I am a teapot" },
  });
});

describe("what the words hold", () => {
  const refusal = (status: number, error: string) => readRefusal({ status, value: { error } }, host);

  test.each([
    [
      "Specified model not found: venice/x. Did you mean: openai-gpt-56-luna-pro, e2ee-venice-uncensored-24b-p, openai-gpt-54-pro?",
      ["openai-gpt-56-luna-pro", "e2ee-venice-uncensored-24b-p", "openai-gpt-54-pro"],
    ],
    ["The model llama-3.1-405b has been deprecated. Please use qwen3-next-80b.", ["qwen3-next-80b"]],
    ["Specified model not found: x", []],
  ])("%s names %j", (error, suggestions) => {
    expect(refusal(404, error).suggestions).toEqual(suggestions);
  });

  test("a limit is a number to go by", () => {
    const error = "max_completion_tokens (8192) exceeds the maximum allowed for model 'llama-3.3-70b' (4096)";
    expect(refusal(400, error).limit).toBe(4096);
  });
});

test.each([
  ["rate-limited", 429, "Rate limit exceeded", "rate-limited"],
  ["rate-limited", 429, "The model is currently overloaded. Please try again later.", "overloaded"],
  ["rate-limited", 429, tooManyErrors, "error-budget"],
  ["server-error", 500, "Inference processing failed", "inference-failed"],
  ["server-error", 500, "", "inference-failed"],
  ["server-error", 502, "", "gateway"],
  ["server-error", 521, "", "gateway"],
  ["server-error", 503, "The model is temporarily offline. Please try again later.", "offline"],
  ["server-error", 503, "The model is at capacity. Please try again later.", "capacity"],
  ["server-error", 504, "The request took too long", "too-slow"],
  ["server-error", 524, "", "too-slow"],
  ["dns", undefined, "ENOTFOUND", "network"],
  ["web-page", 200, "", "network"],
] as const)("%s %s %s is %s", (kind, status, detail, becomes) => {
  const network = { kind, host, status, detail, retryAfterSeconds: 30 };
  const failure = readNetworkFailure(network);
  expect(failure).toMatchObject({ kind: becomes, detail, network });
});

test("an error inside a stream that asks for time says how much", () => {
  const error = { message: "Overloaded", code: "model_overloaded", retry_after: 12 };
  expect(readStreamError(error, false, host)).toMatchObject({ kind: "overloaded", retryAfterSeconds: 12 });
  expect(readStreamError({ ...error, retry_after: "soon" }, false, host).retryAfterSeconds).toBeUndefined();
});
