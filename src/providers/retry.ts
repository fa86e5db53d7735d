import type { NetworkFailure } from "./network-failure.ts";

/** How often, and how long apart, a request is tried again. */
export interface RetryPolicy {
  /** How often it is sent at most. */
  readonly tries: number;
  /** Milliseconds before the second try; every further wait is twice as long. */
  readonly pause: number;
  /** Milliseconds that the provider may ask for before the next try. */
  readonly longestPause: number;
}

/**
 * Milliseconds until the next try, or `undefined` when there is none. What may pass is tried again: a connection that does not
 * stand, 429 that says until when, 500, 502, 503 and 504 (github.com/veniceai/skills, venice-errors). Other refusals would be
 * the same, and count against the key. A request that may have been acted upon, and that costs something (`paid`), is not sent
 * twice.
 */
export function retryDelay(
  failure: NetworkFailure,
  attempt: { readonly number: number; readonly unsent: boolean; readonly paid: boolean },
  { tries, pause, longestPause }: RetryPolicy,
): number | undefined {
  if (attempt.number >= tries) return undefined;
  // Programs that failed at the same moment should not all come back at the same moment.
  const backoff = pause * 2 ** (attempt.number - 1) * (0.75 + Math.random() / 2);
  const { kind, status = 0, retryAfterSeconds } = failure;
  if (kind === "server-error") return [500, 502, 503, 504].includes(status) ? backoff : undefined;
  if (kind === "rate-limited") {
    if (retryAfterSeconds === undefined || retryAfterSeconds * 1000 > longestPause) return undefined;
    return Math.max(retryAfterSeconds * 1000, backoff);
  }
  const mayPass =
    kind === "timeout"
      ? failure.phase === "connect"
      : ["dns", "refused", "unreachable", "reset", "proxy-unreachable"].includes(kind);
  return mayPass && (attempt.unsent || !attempt.paid) ? backoff : undefined;
}
