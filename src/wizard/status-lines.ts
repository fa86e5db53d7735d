import type { Messages } from "../messages/messages.ts";
import type { Account, KeyCheck } from "../providers/key-check.ts";
import { findModel } from "../providers/model-choice.ts";
import { type ModelCatalog, type ProviderManifest, parseModelRef } from "../providers/provider.ts";

/** PURE: what a provider said about a key, and when that ends, one line each. */
export function keyCheckLines(check: KeyCheck, words: Messages, now: Date): string[] {
  const says = words.models.status;
  const account = accountOf(check);
  const { expiresAt } = account ?? {};
  const days = account && daysLeft(account, now);
  const expiry = expiresAt && days !== undefined ? [says.expires(expiresAt.toISOString().slice(0, 10), days)] : [];
  switch (check.outcome) {
    case "accepted":
      return [says.accepted(check.account.balances), ...expiry];
    case "cannot-spend":
      return [says.cannotSpend(check.detail || words.onboard.cannotSpendReasons[check.reason]), ...expiry];
    case "rejected":
      return [says.rejected(check.detail)];
    case "not-received":
      return [says.notReceived(check.host)];
    case "unknown":
      return [says.notAsked(words.network[check.failure.kind](check.failure))];
  }
}

export function accountOf(check: KeyCheck | undefined): Account | undefined {
  return check?.outcome === "accepted" || check?.outcome === "cannot-spend" ? check.account : undefined;
}

/** Days until the key ends, rounded up; `undefined` where it does not, or nobody says. */
export function daysLeft({ expiresAt }: Account, now: Date): number | undefined {
  return expiresAt && Math.ceil((expiresAt.getTime() - now.getTime()) / 86_400_000);
}

/** PURE: a ref, and how private it is or why it cannot be used. */
export function describeRef(ref: string, manifest: ProviderManifest, catalog: ModelCatalog, words: Messages): string {
  const says = words.models.status;
  if (parseModelRef(ref)?.provider !== manifest.id) return `${ref} (${says.otherProvider})`;
  const model = findModel(catalog, ref, manifest.id);
  if (!model) return `${ref} (${says.notListed})`;
  const { withheld } = model.status;
  return `${ref} (${withheld ? words.model.reasons[withheld] : words.model.privacy[model.privacy]})`;
}
