import { type Answer, asObject, errorText, isObject } from "./answer.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { singleLine } from "./outside-text.ts";

/** What a provider says about a key. Five outcomes, because each wants another next step from the person. */
export type KeyCheck =
  /** The provider knows the key, and it may be used. */
  | { readonly outcome: "accepted"; readonly account: Account }
  /**
   * The provider knows the key, but nothing can be bought with it: it says so ("not-permitted"), the account is empty
   * ("balance"), the key's own limit is reached ("spend-limit"), or the key or its owner may not do this ("forbidden").
   */
  | {
      readonly outcome: "cannot-spend";
      readonly reason: "not-permitted" | "balance" | "spend-limit" | "forbidden";
      readonly detail: string;
      readonly account: Account | undefined;
    }
  /** The provider does not know the key: mistyped, expired or deleted. */
  | { readonly outcome: "rejected"; readonly detail: string }
  /** The request arrived without the key: something on the way took it out. */
  | { readonly outcome: "not-received"; readonly host: string }
  /** The provider could not be asked, or what answered was not it. Says nothing about the key. */
  | { readonly outcome: "unknown"; readonly failure: NetworkFailure };

/** What the provider tells about the account of a key; empty where it tells nothing. */
export interface Account {
  /** What the key can spend, in the provider's order; "USD" is US dollars. */
  readonly balances: readonly { readonly currency: string; readonly amount: number }[];
  /** When the key stops being valid; `undefined` for never, or where nobody says. */
  readonly expiresAt: Date | undefined;
  /** The provider's name for the kind of account, such as "paid". */
  readonly tier: string | undefined;
}

/**
 * Reads the answer to the manifest's verify request. The wording of the 402s and the 403, and the fields of the 200, are those
 * of Venice's `GET /api_keys/rate_limits`. A 200 vouches for the key only if its `data` has one of `fields`: other servers, and
 * other paths, say 200 to anybody. Where there are no fields every object counts.
 *
 * A 402 with `x402Version` is what Venice answers to a request without credentials, where others say 401 (x402.org).
 */
export function readKeyCheck({ status, value }: Answer, host: string, fields?: readonly string[]): KeyCheck {
  const unexpected = (kind: "unreadable" | "unexpected-status"): KeyCheck => ({
    outcome: "unknown",
    failure: { kind, host, status, detail: errorText(value) },
  });
  if (!isObject(value)) return unexpected("unreadable");
  const detail = errorText(value) || `HTTP ${status}`;
  if (status === 200) {
    const data = asObject(value.data);
    if (fields && !fields.some((name) => Object.hasOwn(data, name))) return unexpected("unreadable");
    const account = readAccount(data);
    if (data.accessPermitted !== false) return { outcome: "accepted", account };
    return { outcome: "cannot-spend", reason: "not-permitted", detail: errorText(value), account };
  }
  if (status === 401) return { outcome: "rejected", detail };
  if (status === 402 && "x402Version" in value) return { outcome: "not-received", host };
  if (status === 402) {
    const reason = /spend(ing)? limit/i.test(detail) ? "spend-limit" : "balance";
    return { outcome: "cannot-spend", reason, detail, account: undefined };
  }
  if (status === 403) return { outcome: "cannot-spend", reason: "forbidden", detail, account: undefined };
  return unexpected("unexpected-status");
}

function readAccount(data: Readonly<Record<string, unknown>>): Account {
  const expiresAt = typeof data.keyExpiration === "string" ? new Date(data.keyExpiration) : undefined;
  const { id: tier } = asObject(data.apiTier);
  return {
    balances: Object.entries(asObject(data.balances)).flatMap(([currency, amount]) =>
      typeof amount === "number" && Number.isFinite(amount) ? [{ currency: singleLine(currency, 30), amount }] : [],
    ),
    expiresAt: expiresAt && !Number.isNaN(expiresAt.getTime()) ? expiresAt : undefined,
    tier: typeof tier === "string" ? singleLine(tier, 30) || undefined : undefined,
  };
}
