import { valueAt } from "../../config/schema.ts";
import { readSecretInput } from "../../config/secret-ref.ts";
import { variableSources } from "../../config/variables.ts";
import type { Secret } from "../../context.ts";
import type { Account } from "../../providers/key-check.ts";
import type { CredentialSource } from "../credential.ts";
import { isAdminKey, isRecognized, keyDefect } from "../key-shape.ts";
import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { canMoveBlockKey, flatKeyGoesTo, untidyKey } from "./mend-key.ts";
import { apiKeyPath, referenceFault } from "./provider-block.ts";

/** A key that ends sooner than this is worth a warning. */
const soonDays = 7;

/** PURE: whether OpenClaw finds a key, whether it is the one that is meant, what the provider says about it, and how it is kept. */
export function checkKey(facts: Facts): Finding[] {
  return [...theKey(facts), ...keptBadly(facts), ...otherKeys(facts)];
}

function theKey(facts: Facts): Finding[] {
  const { key, manifest, files } = facts;
  const { variable } = manifest.auth;
  switch (key.kind) {
    case "found":
      return foundKey(facts, key.credential.value, key.credential.source);
    case "hidden":
      return [finding("key-hidden", "fail", { variable: key.variable })];
    case "external":
      return [finding("key-external", "warn", { source: key.source })];
    case "missing": {
      if (files.config.problem) return [finding("key-not-seen", "warn", { variable })];
      const at = apiKeyPath(manifest).join(".");
      if (referenceFault(placesOf(facts), manifest) === "unset") {
        return [finding("key-reference-unset", "fail", { at, named: key.variable, variable }, true)];
      }
      const isReferred = readSecretInput(valueAt(files.config.value, apiKeyPath(manifest))).kind === "variable";
      return [finding("key-missing", "fail", { variable: key.variable, provider: manifest.label, isReferred })];
    }
  }
}

function foundKey(facts: Facts, value: Secret, source: CredentialSource): Finding[] {
  const { manifest, describe } = facts;
  const called = describe(source);
  const untidy = source.kind === "variable" ? untidyKey(placesOf(facts), source.variable) : undefined;
  if (untidy) {
    const isOurs = source.kind === "variable" && source.variable === manifest.auth.variable;
    const fixable = isOurs && (untidy.place === "dotenv" || untidy.place === "config-vars");
    return [finding("key-untidy", "fail", { key: called, fixable }, fixable)];
  }
  const defect = keyDefect(value.reveal());
  if (defect) return [finding("key-malformed", "fail", { key: called, defect })];
  return [...whatTheProviderSays(facts, value, called), ...whereItIs(facts, source)];
}

function whatTheProviderSays({ check, manifest, offline, now, files }: Facts, value: Secret, key: string): Finding[] {
  const { label: provider, auth, links } = manifest;
  const url = links.keys;
  const isKnownShape = isRecognized(value.reveal(), auth);
  const unproven = isKnownShape ? [] : [finding("key-shape", "warn", { key, provider, prefixes: auth.prefixes })];
  const { tail } = value;
  switch (check?.outcome) {
    case "accepted": {
      const { balances } = check.account;
      return [
        finding("key-ok", "ok", { key, tail, provider, balances }),
        ...expiry(check.account, now, url),
        ...(isAdminKey(value.reveal(), auth) ? [finding("key-admin", "warn", { url })] : []),
      ];
    }
    case "cannot-spend":
      return [finding("key-cannot-spend", "fail", { key, provider, reason: check.reason, detail: check.detail, url })];
    case "rejected":
      return [
        finding("key-rejected", "fail", {
          key,
          provider,
          detail: check.detail,
          prefixes: isKnownShape ? [] : auth.prefixes,
          url,
        }),
      ];
    case "not-received":
      return [finding("key-not-received", "fail", { host: check.host })];
    default:
      if (!isKnownShape) return unproven;
      return [
        offline || files.config.problem
          ? finding("key-not-asked", "ok", { key, tail, why: offline ? "offline" : "config" })
          : finding("key-unchecked", "warn", { key, tail, provider }),
      ];
  }
}

function expiry({ expiresAt }: Account, now: Date, url: string): Finding[] {
  if (!expiresAt) return [];
  const days = Math.ceil((expiresAt.getTime() - now.getTime()) / 86_400_000);
  return days <= soonDays
    ? [finding("key-expires", "warn", { date: expiresAt.toISOString().slice(0, 10), days, url })]
    : [];
}

/** Whether another key lies beneath the one that counts, or no background gateway will find it. */
function whereItIs(facts: Facts, source: CredentialSource): Finding[] {
  if (source.kind !== "variable") return [];
  const { variable, place } = source;
  const [first, ...others] = variableSources(variable, placesOf(facts));
  const other = others.find(({ value }) => value.trim() !== first?.value.trim());
  const byShell = place === "environment";
  if (other) {
    const called = (where: typeof other.place) => facts.describe({ kind: "variable", variable, place: where });
    return [finding("key-shadowed", "warn", { key: called(place), other: called(other.place), variable, byShell })];
  }
  return byShell && others.length === 0 ? [finding("key-only-in-shell", "warn", { variable })] : [];
}

/** The key in plain text, and the form of it for which current releases refuse the config. */
function keptBadly(facts: Facts): Finding[] {
  const { manifest, files, display } = facts;
  const { variable } = manifest.auth;
  const config = files.config.value;
  const apiKey = apiKeyPath(manifest);
  const at = apiKey.join(".");
  const vars = `env.vars.${variable}`;
  const isPlain = (path: readonly string[]) => readSecretInput(valueAt(config, path)).kind === "plain";
  const fixable = canMoveBlockKey(placesOf(facts), manifest);
  const goesTo = { dotenv: display(files.dotenv.path), vars };
  const flatTo = flatKeyGoesTo(placesOf(facts), manifest);
  return [
    ...(valueAt(config, ["env", variable]) === undefined
      ? []
      : [finding("key-flat", "fail", { at: `env.${variable}`, to: flatTo && goesTo[flatTo] }, true)]),
    ...(isPlain(apiKey) ? [finding("key-plaintext", "warn", { at, to: goesTo.dotenv, fixable }, fixable)] : []),
    ...(isPlain(["env", "vars", variable]) && !fixable ? [finding("key-in-config", "warn", { at: vars })] : []),
    ...(referenceFault(placesOf(facts), manifest) === "missing"
      ? [finding("key-reference-missing", "warn", { at, variable }, true)]
      : []),
  ];
}

/** OpenClaw believes its own store more than config and environment (openclaw/openclaw#11171, #97313). */
function otherKeys({ surroundings, display }: Facts): Finding[] {
  return surroundings.profiles
    .filter(({ isSame }) => isSame !== true)
    .map(({ name, path, isSame }) =>
      finding("key-profile", "warn", { profile: name, path: display(path), differs: isSame === false }),
    );
}

function placesOf({ files, env }: Facts) {
  return { config: files.config.value, dotenv: files.dotenv.text, env };
}
