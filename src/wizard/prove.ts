import type { Prompter } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import type { Client, TimeBudget } from "../providers/client.ts";
import type { Account, KeyCheck } from "../providers/key-check.ts";
import type { NetworkFailure } from "../providers/network-failure.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import type { Credential } from "./credential.ts";
import { isAdminKey, isRecognized, keyDefect } from "./key-shape.ts";
import type { Report } from "./report.ts";

/** How a key is to be proven. "auto" goes on when the provider cannot be asked, "required" does not, "skip" does not ask. */
export const verifyModes = ["auto", "required", "skip"] as const;
export type VerifyMode = (typeof verifyModes)[number];

export interface ProofOptions {
  readonly client: Client;
  readonly budget: TimeBudget | undefined;
  readonly manifest: ProviderManifest;
  readonly words: Messages;
  readonly report: Report;
  readonly verify: VerifyMode;
  readonly offline: boolean;
  readonly allowAnyKey: boolean;
  /** Asks the person; `undefined` where nobody can be asked. */
  readonly prompt: Prompter | undefined;
  /** How often another key may still be entered. */
  readonly triesLeft: number;
  /** What the key is called on the screen. */
  readonly called: string;
  readonly now: () => Date;
}

/**
 * "accepted": the provider knows the key. "cannot-spend": it knows it, but nothing can be bought with it now. "unchecked": it
 * could not be asked, or was not. "again": another key is wanted.
 */
export type Proof = "accepted" | "cannot-spend" | "unchecked" | "again";

/**
 * Proves a key at the provider and says what came of it. The provider's word outranks the key's shape: a key that looks wrong
 * and is accepted is right.
 *
 * @throws CliError "key-malformed", "key-not-recognized", "key-rejected", "key-not-received", "key-cannot-spend" or
 * "provider-unreachable", as the mode and the number of tries left decide.
 */
export async function proveKey({ value, source }: Credential, options: ProofOptions): Promise<Proof> {
  const { client, budget, manifest, words, report, verify, offline, called } = options;
  const defect = keyDefect(value.reveal());
  if (defect && options.prompt && options.triesLeft > 0) {
    report.warn(words.onboard.malformed(called, words.key.malformed[defect]));
    return "again";
  }
  if (defect) throw new CliError("key-malformed", { source: called, provider: manifest.label, reason: defect });
  if (source.kind === "flag") report.warn(words.onboard.historyWarning(source.flag, manifest.auth.variable));

  const recognized = isRecognized(value.reveal(), manifest.auth);
  if (offline || verify === "skip") {
    report.info(words.onboard.notChecked);
    return await unproven(recognized, options);
  }
  const check = await report.spin(words.onboard.checking(manifest.label), client.verifyKey(value, budget));
  switch (check.outcome) {
    case "accepted":
      sayAccount(check.account, options);
      if (isAdminKey(value.reveal(), manifest.auth)) report.warn(words.onboard.adminKey(manifest.links.keys));
      return "accepted";
    case "cannot-spend":
      sayCannotSpend(check, options);
      return "cannot-spend";
    case "rejected":
      return rejected(check.detail, recognized, options);
    case "not-received":
      throw new CliError("key-not-received", { provider: manifest.label, host: check.host });
    case "unknown":
      return await unanswered(check.failure, recognized, options);
  }
}

function sayAccount(account: Account, { manifest, words, report, now }: ProofOptions): void {
  report.success(words.onboard.accepted(manifest.label, account.balances));
  const { expiresAt } = account;
  if (!expiresAt) return;
  const [today, day] = [now(), expiresAt].map((date) => date.toISOString().slice(0, 10)) as [string, string];
  const days = expiresAt < now() ? -1 : (Date.parse(day) - Date.parse(today)) / 86_400_000;
  const text = words.onboard.expires(day, days);
  if (days < 7) report.warn(text);
  else report.info(text);
}

function sayCannotSpend(check: Extract<KeyCheck, { outcome: "cannot-spend" }>, options: ProofOptions): void {
  const { manifest, words, report, verify } = options;
  const reason = words.onboard.cannotSpendReasons[check.reason];
  const detail = check.reason === "forbidden" && check.detail ? check.detail : reason;
  if (verify === "required") {
    throw new CliError("key-cannot-spend", { provider: manifest.label, detail, keysUrl: manifest.links.keys });
  }
  report.warn(words.onboard.cannotSpend(manifest.label, detail, manifest.links.keys));
}

function rejected(detail: string, recognized: boolean, options: ProofOptions): "again" {
  const { manifest, words, report, prompt, triesLeft, called, allowAnyKey } = options;
  const { label, auth, links } = manifest;
  if (prompt && triesLeft > 0) {
    report.warn(words.onboard.rejected(label, detail, triesLeft));
    if (!recognized) report.info(words.onboard.rejectedShape(auth.prefixes));
    return "again";
  }
  if (recognized || allowAnyKey)
    throw new CliError("key-rejected", { provider: label, source: called, detail, keysUrl: links.keys });
  throw notRecognized(options, true);
}

async function unanswered(failure: NetworkFailure, recognized: boolean, options: ProofOptions): Promise<Proof> {
  const { manifest, words, report, verify } = options;
  const { what, advice } = words.network[failure.kind](failure);
  if (verify === "required") {
    throw new CliError("provider-unreachable", { provider: manifest.label, failure: what, advice });
  }
  report.warn(words.onboard.unchecked(what, advice));
  return await unproven(recognized, options);
}

/** Nobody vouches for the key, so its shape has to, or the person. */
async function unproven(recognized: boolean, options: ProofOptions): Promise<Proof> {
  const { manifest, words, report, prompt, allowAnyKey } = options;
  if (recognized || allowAnyKey) return "unchecked";
  if (!prompt) throw notRecognized(options, false);
  report.info(words.onboard.unrecognized(manifest.label, manifest.auth.prefixes));
  const said = await prompt.confirm({
    message: words.onboard.useAnyway,
    flag: "--allow-any-key",
    canGoBack: true,
    default: false,
  });
  return said !== "back" && said.value ? "unchecked" : "again";
}

function notRecognized({ manifest, called }: ProofOptions, byProvider: boolean): CliError {
  return new CliError("key-not-recognized", {
    provider: manifest.label,
    source: called,
    prefixes: manifest.auth.prefixes,
    keysUrl: manifest.links.keys,
    rejected: byProvider,
  });
}
