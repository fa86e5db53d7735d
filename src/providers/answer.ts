import type { HttpResponse } from "./http.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { singleLine } from "./outside-text.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a provider said in JSON, with whatever status; the questions decide what a status means to them. */
export interface Answer {
  readonly status: number;
  readonly value: unknown;
}

const longestDetail = 200;

/**
 * Reads a response as the provider's answer. What no question takes for an answer is a failure: 429, 500 and above, a web
 * page, and text that is not JSON.
 */
export function readAnswer(
  { status, headers, text }: HttpResponse,
  host: string,
  now: Date,
): { readonly answer: Answer } | { readonly failure: NetworkFailure } {
  const value = parse(text);
  const isPage = value === undefined && /^\s*</.test(text);
  if (status === 429) {
    const retryAfterSeconds = retryAfter(headers, now);
    return { failure: { kind: "rate-limited", host, status, detail: errorText(value), retryAfterSeconds } };
  }
  // 511: the network wants a sign-in first (RFC 6585).
  if (status === 511) return { failure: { kind: "web-page", host, status, detail: "" } };
  if (status >= 500) return { failure: { kind: "server-error", host, status, detail: errorText(value) } };
  if (value !== undefined) return { answer: { status, value } };
  return { failure: { kind: isPage ? "web-page" : "unreadable", host, status, detail: "" } };
}

/**
 * The server's own words about an error, as one line of at most 200 characters; "" where it says nothing. Errors of Venice are
 * `{"error": "text"}`, now and then `{"error": {"message": "text"}}`, with the faulty fields of a request in `issues`
 * (docs.venice.ai, "Error Codes"; github.com/veniceai/skills, venice-errors).
 */
export function errorText(value: unknown): string {
  const body = asObject(value);
  const words = [body.customMessage, body.error, asObject(body.error).message, body.message].find(
    (candidate): candidate is string => typeof candidate === "string" && candidate !== "",
  );
  const issues = Array.isArray(body.issues) ? body.issues : [];
  const { path, message } = asObject(issues[0]);
  const field = Array.isArray(path) ? path.join(".") : "";
  const parts = [words, field, message].filter((part) => typeof part === "string" && part !== "");
  return singleLine(parts.join(": "), longestDetail);
}

/** The value as an object; an empty one where it is anything else. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/**
 * Seconds until the next try makes sense. Venice sends Retry-After only when a model is overloaded; with its other limits it
 * sends the time of the reset, in Unix milliseconds where its documentation also says seconds, so size decides.
 */
function retryAfter(headers: HttpResponse["headers"], now: Date): number | undefined {
  const stated = headers["retry-after"];
  if (stated !== undefined) {
    const moment = /^\d+$/.test(stated) ? now.getTime() + Number(stated) * 1000 : Date.parse(stated);
    return secondsUntil(moment, now);
  }
  const reset = Number(headers["x-ratelimit-reset-requests"] ?? headers["x-ratelimit-resets"] ?? Number.NaN);
  if (reset >= 1e12) return secondsUntil(reset, now);
  return reset >= 1e9 ? secondsUntil(reset * 1000, now) : undefined;
}

function secondsUntil(moment: number, now: Date): number | undefined {
  if (!Number.isFinite(moment)) return undefined;
  return Math.max(0, Math.ceil((moment - now.getTime()) / 1000));
}
