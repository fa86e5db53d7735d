import { type Answer, asObject, errorText } from "./answer.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { isPlainId, singleLine } from "./outside-text.ts";

/** Why a model did not answer, or not to the end. `messages/` has the words for each kind. */
export type ChatFailureKind =
  /** The provider does not know the key (401). */
  | "key-rejected"
  /** The model is for accounts of another plan (401). */
  | "plan"
  /** The request arrived without the key (402 with `x402Version`). */
  | "key-not-received"
  /** The account has nothing left (402). */
  | "balance"
  /** The key has reached a limit of its own (402). */
  | "spend-limit"
  /** The key is for private models only (403). */
  | "privacy"
  /** The model is not to be had in this country (403). */
  | "region"
  /** Any other prohibition (403). */
  | "forbidden"
  | "model-unknown"
  | "character-unknown"
  /** Nothing is at that address (404). */
  | "not-found"
  /** What was there is there no more (410). */
  | "gone"
  /** The request is larger than any may be (413). */
  | "too-large"
  | "content-policy"
  /** The conversation does not fit into the model's window. */
  | "context-length"
  /** The answer may not be that long; `limit` says how long. */
  | "token-limit"
  /** The provider does not take the request as it stands (400). */
  | "invalid-request"
  /** The owner of the model does not take it (400). */
  | "upstream-refused"
  | "rate-limited"
  | "overloaded"
  /** Too many of the key's requests have failed (429). */
  | "error-budget"
  | "inference-failed"
  /** A server between here and the model failed (502). */
  | "gateway"
  | "offline"
  | "capacity"
  /** The provider gave up waiting for the model (504). */
  | "too-slow"
  /** An error came in the middle of the answer. */
  | "broken-off"
  /** The connection ended, or fell silent, in the middle of the answer. */
  | "connection-lost"
  /** The answer stopped without saying that it was finished. */
  | "unfinished"
  /** The provider was not reached, or what came back was not its answer; `network` says why. */
  | "network";

export interface ChatFailure {
  readonly kind: ChatFailureKind;
  /** The provider's own words, in one line; "" where it says nothing. */
  readonly detail: string;
  /** What the provider's support asks for. */
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Ids of models that the provider names instead. */
  readonly suggestions?: readonly string[] | undefined;
  /** Tokens. */
  readonly limit?: number | undefined;
  readonly network?: NetworkFailure | undefined;
}

/**
 * What the provider's answer other than 200 means. The wording is that of Venice (docs.venice.ai, "Error Codes";
 * github.com/veniceai/skills, venice-errors); of another provider the status decides. A 402 with `x402Version` is what Venice
 * answers to a request without credentials, where others say 401 (x402.org).
 */
export function readRefusal({ status, value }: Answer, host: string): ChatFailure {
  const detail = errorText(value);
  const kind = refusalKind(status, detail, value);
  if (kind === undefined) {
    return { kind: "network", detail, network: { kind: "unexpected-status", host, status, detail } };
  }
  return { kind, detail, suggestions: suggestionsIn(detail), limit: limitIn(detail) };
}

/** What a failure of the network, or a status that may pass, means to whoever waits for a model's answer. */
export function readNetworkFailure(network: NetworkFailure): ChatFailure {
  const { kind, status = 0, detail, retryAfterSeconds } = network;
  if (kind === "rate-limited") return { kind: limitKind(detail), detail, retryAfterSeconds, network };
  if (kind === "server-error") return { kind: serverErrorKind(status, detail), detail, network };
  return { kind: "network", detail, network };
}

/**
 * What an error inside a stream means (github.com/veniceai/skills, venice-errors, "Streaming errors"): before the answer began
 * the same as outside of one, and afterwards that it broke off.
 */
export function readStreamError(error: unknown, hasBegun: boolean, host: string): ChatFailure {
  const { code, type, retry_after: seconds } = asObject(error);
  const detail = errorText({ error });
  const retryAfterSeconds = typeof seconds === "number" && seconds >= 0 ? seconds : undefined;
  if (hasBegun) return { kind: "broken-off", detail, retryAfterSeconds };
  if (/content/.test(`${code} ${type}`)) return { kind: "content-policy", detail };
  const kind = /overloaded/.test(`${code} ${detail}`) ? "rate-limited" : "server-error";
  return readNetworkFailure({ kind, host, status: 500, detail, retryAfterSeconds });
}

function refusalKind(status: number, detail: string, value: unknown): ChatFailureKind | undefined {
  switch (status) {
    case 400:
      return requestKind(detail, value);
    case 401:
      return /\bpro (users|subscription)/i.test(detail) ? "plan" : "key-rejected";
    case 402:
      if ("x402Version" in asObject(value)) return "key-not-received";
      return /spend(ing)? limit/i.test(detail) ? "spend-limit" : "balance";
    case 403:
      if (/privacy|anonymous model/i.test(detail)) return "privacy";
      return /unavailable in/i.test(detail) ? "region" : "forbidden";
    case 404:
      if (/character/i.test(detail)) return "character-unknown";
      return /model/i.test(detail) ? "model-unknown" : "not-found";
    case 410:
      return "gone";
    case 413:
      return "too-large";
    case 422:
      return "content-policy";
    default:
      return undefined;
  }
}

function requestKind(detail: string, value: unknown): ChatFailureKind {
  const body = asObject(value);
  if (asObject(body.error).code === "context_length_exceeded" || /maximum context/i.test(detail)) {
    return "context-length";
  }
  if (limitIn(detail) !== undefined) return "token-limit";
  return "request_id" in body ? "upstream-refused" : "invalid-request";
}

function limitKind(detail: string): ChatFailureKind {
  if (/too many failed attempts/i.test(detail)) return "error-budget";
  return /overloaded/i.test(detail) ? "overloaded" : "rate-limited";
}

function serverErrorKind(status: number, detail: string): ChatFailureKind {
  if (status === 504 || status === 524) return "too-slow";
  if (/offline/i.test(detail)) return "offline";
  if (/capacity/i.test(detail)) return "capacity";
  // 520 and above are Cloudflare's own.
  return status === 502 || status >= 520 ? "gateway" : "inference-failed";
}

/** The ids in "Did you mean: a, b?" and in "Please use a.". */
function suggestionsIn(detail: string): string[] {
  const [, several] = /did you mean:? (.+?)\??$/i.exec(detail) ?? [];
  const [, one] = /please use (\S+?)[.\s]*$/i.exec(detail) ?? [];
  return (several ?? one ?? "")
    .split(/,\s*/)
    .map((id) => singleLine(id, 200))
    .filter(isPlainId)
    .slice(0, 3);
}

/** The number in "max_completion_tokens (8192) exceeds the maximum allowed for model 'x' (4096)". */
function limitIn(detail: string): number | undefined {
  const [, limit] = /exceeds the maximum allowed\b.*\((\d+)\)/i.exec(detail) ?? [];
  return limit === undefined ? undefined : Number(limit);
}
