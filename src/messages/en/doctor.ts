import { clause, list } from "../phrases.ts";
import { shellPath } from "../shell-word.ts";
import { count } from "./count.ts";
import { errors } from "./errors.ts";
import { key } from "./key.ts";
import { model } from "./model.ts";
import { network } from "./network.ts";
import { type Balance, numbers } from "./numbers.ts";
import { onboard } from "./onboard.ts";
import { kindName } from "./reasons.ts";

/** What a finding says, and what to do or type about it. */
interface FindingText {
  readonly message: string;
  readonly fix?: string | undefined;
}

/** Whose model a finding is about. */
export type ModelRole =
  | { readonly role: "default" }
  | { readonly role: "fallback" }
  | { readonly role: "agent"; readonly agent: string };

const mend = "openclaw doctor --fix";
const roleName = (who: ModelRole) =>
  who.role === "default"
    ? "the default model"
    : who.role === "fallback"
      ? "the fallback"
      : `agent ${who.agent}'s model`;
const choose = (who: ModelRole, ref: string, other: string | undefined) => {
  switch (who.role) {
    case "default":
      return other ? `openclaw models set ${other}` : `openclaw models list, then: openclaw models set REF`;
    case "fallback":
      return `openclaw models fallbacks remove ${ref}`;
    case "agent":
      return `Give agent ${who.agent} another model in the config${other ? `, such as ${other}` : ""}.`;
  }
};
const wantedValues = {
  "merge-or-replace": `"merge" or "replace"`,
  filled: "a text that is not empty",
  positive: "a number above 0",
  "input-kinds": `a list of "text" and "image"`,
};
/** The words of an error about a file or a base URL, without the promise that nothing was changed. */
const ofError = (error: ErrorFacts, fix?: string): FindingText => {
  const text = errors[error.code] as (facts: unknown) => { message: string; hint: string };
  const { message, hint } = text(error.parameters);
  return { message: clause(message), fix: fix ?? hint.replace(/^Nothing was changed\. /, "") };
};

export const doctor = {
  asking: (provider: string) => `Asking ${provider} about the key and the models …`,
  levels: { ok: "ok", warn: "warn", fail: "fail" },
  areas: { config: "config", key: "key", connection: "connection", models: "models" },
  /** The first line of a fix. */
  fix: (fix: string) => `→ ${fix}`,
  /** `asked`: whether --fix was given. */
  summary: (p: { fail: number; warn: number; fixable: number; asked: boolean }) => {
    const counts = [
      ...(p.fail > 0 ? [count(p.fail, "failure")] : []),
      ...(p.warn > 0 ? [count(p.warn, "warning")] : []),
    ];
    const all = p.fixable === p.fail + p.warn;
    const what = all ? (p.fixable === 1 ? "it" : "all of them") : `${p.fixable} of them`;
    const left = p.asked ? ` --fix cannot mend ${p.fail + p.warn === 1 ? "it" : "them"}: what to do stands above.` : "";
    const offer = p.fixable > 0 ? ` To mend ${what}: ${mend}` : left;
    return counts.length === 0 ? "Everything is as it should be." : `${list(counts)}.${offer}`;
  },
  closes: (path: string, mode: string) => `${path}: mode ${mode} becomes ${mode.replace(/..$/, "00")}`,
  sweeps: (path: string) => `${path}: removed`,

  findings: {
    "config-ok": (p: { path: string }): FindingText => ({ message: `${p.path} can be read` }),
    "config-missing": (p: { path: string }): FindingText => ({
      message: `${p.path} is not there yet`,
      fix: `openclaw onboard`,
    }),
    "config-unreadable": (p: { error: ErrorFacts; backups: number }): FindingText =>
      ofError(
        p.error,
        p.error.code === "config-not-parsed"
          ? `Mend that place${p.backups > 0 ? `, or put a backup back: openclaw config restore` : `.`}`
          : undefined,
      ),
    "dotenv-unreadable": (p: { error: ErrorFacts }): FindingText => ofError(p.error),
    "policy-unreadable": (p: { error: ErrorFacts }): FindingText => ofError(p.error),
    "config-kind": (p: { at: string; expected: readonly string[]; found: string }): FindingText => ({
      message: `${p.at} is ${kindName(p.found)}, where OpenClaw wants ${p.expected.map(kindName).join(" or ")}`,
      fix: `Mend that value: openclaw config validate shows the line.`,
    }),
    "config-value": (p: { at: string; wanted: keyof typeof wantedValues }): FindingText => ({
      message: `${p.at} must be ${wantedValues[p.wanted]}; as it is, OpenClaw refuses the config`,
      fix: `Mend that value: openclaw config validate shows the line.`,
    }),
    "config-unknown-key": (p: { at: string; fixable: boolean }): FindingText => ({
      message: `${p.at} is no key of OpenClaw's; for it the whole config is refused`,
      fix: p.fixable ? `${mend} takes it out` : `Take it out: openclaw config validate shows the line.`,
    }),
    "config-missing-member": (p: { at: string; fixable: boolean }): FindingText => ({
      message: `${p.at} is missing; OpenClaw refuses the config without it`,
      fix: p.fixable ? `${mend} fills it in` : `Write it: openclaw config validate shows the line.`,
    }),
    "block-incomplete": (p: { at: string }): FindingText => ({
      message: `${p.at} is missing; old releases refuse the config without it`,
      fix: `${mend} fills it in`,
    }),
    "config-flat-variable": (p: { variable: string; fixable: boolean }): FindingText => ({
      message: `env.${p.variable} stands where only old releases take it; current ones refuse the config`,
      fix: p.fixable ? `${mend} moves it to env.vars.${p.variable}` : `Take it out, or make it a text in env.vars.`,
    }),
    "config-included": (p: { at: string; files: readonly string[] }): FindingText => ({
      message: `${p.at || "the whole config"} comes from ${list(p.files)} ($include), which is not looked into`,
      fix: `What is said to be missing may be there. ${mend} leaves such a config alone.`,
    }),
    "config-managed": (p: { variable: string }): FindingText => ({
      message: `the config is managed from outside (${p.variable}=1): nothing here may write it`,
    }),
    "config-unwritable": (p: { error: ErrorFacts }): FindingText => ofError(p.error),
    "file-open": (p: { path: string; mode: string }): FindingText => ({
      message: `${p.path} may be read by others (mode ${p.mode})`,
      fix: `${mend}, or: chmod go= ${shellPath(p.path)}`,
    }),
    leftovers: (p: { paths: readonly string[] }): FindingText => ({
      message: `an interrupted write left ${list(p.paths)}`,
      fix: `${mend} sweeps it away`,
    }),
    "variable-unset": (p: { variable: string; at: string }): FindingText => ({
      message: `${p.variable} is set nowhere, and ${p.at} refers to it; old releases do not start then`,
      fix: `Set it in .env, or take the reference out.`,
    }),

    "key-flat": (p: { at: string; to: string | undefined }): FindingText => ({
      message: `the key stands at ${p.at}, where current releases refuse the whole config`,
      fix: p.to ? `${mend} moves it to ${p.to}` : `${mend} takes it out of there`,
    }),
    "key-plaintext": (p: { at: string; to: string; fixable: boolean }): FindingText => ({
      message: `the key stands in plain text at ${p.at}`,
      fix: p.fixable ? `${mend} moves it to ${p.to}` : `Another key is stored, too. Choose: openclaw onboard`,
    }),
    "key-in-config": (p: { at: string }): FindingText => ({
      message: `the key stands in plain text at ${p.at}: do not share or commit the config`,
      fix: `To move it to .env: openclaw onboard --key-store dotenv`,
    }),
    "key-missing": (p: { variable: string; provider: string; isReferred: boolean }): FindingText => ({
      message: `there is no ${p.provider} key: ${p.variable} is set nowhere${p.isReferred ? `, and the config refers to it` : ""}`,
      fix: `openclaw onboard`,
    }),
    "key-not-seen": (p: { variable: string }): FindingText => ({
      message: `${p.variable} is not set; whether the config has a key cannot be seen`,
    }),
    "key-hidden": (p: { variable: string }): FindingText => ({
      message: `${p.variable} is set but empty in this shell, which hides the stored key`,
      fix: `unset ${p.variable}`,
    }),
    "key-external": (p: { source: string }): FindingText => ({
      message: `the config refers to a key (${p.source}) that this program cannot follow, so it was not checked`,
    }),
    "key-reference-missing": (p: { at: string; variable: string }): FindingText => ({
      message: `${p.at} is missing; old releases then pass over the provider`,
      fix: `${mend} makes it \${${p.variable}}`,
    }),
    "key-reference-unset": (p: { at: string; named: string; variable: string }): FindingText => ({
      message: `${p.at} refers to ${p.named}, which is set nowhere; the key is in ${p.variable}`,
      fix: `${mend} makes it \${${p.variable}}`,
    }),
    "key-malformed": (p: { key: string; defect: keyof typeof key.malformed }): FindingText => ({
      message: `${p.key} ${key.malformed[p.defect]}`,
      fix: `Enter it again: openclaw onboard`,
    }),
    "key-untidy": (p: { key: string; fixable: boolean }): FindingText => ({
      message: `${p.key} has quotes or other text around it, which OpenClaw takes for a part of it`,
      fix: p.fixable ? `${mend} cleans it` : `Set it again without them.`,
    }),
    "key-shape": (p: { key: string; provider: string; prefixes: readonly string[] }): FindingText => ({
      message: `${p.key} does not look like a ${p.provider} key, and was not checked. Keys begin with ${list(p.prefixes)}`,
      fix: `Check it online: openclaw doctor. Or enter another one: openclaw onboard`,
    }),
    "key-ok": (p: KeyFacts & { provider: string; balances: readonly Balance[] }): FindingText => ({
      message: `${named(p)}: ${p.provider} accepts it${p.balances.length > 0 ? `; it can spend ${list(p.balances.map(numbers.balance))}` : ""}`,
    }),
    "key-not-asked": (p: KeyFacts & { why: "offline" | "config" }): FindingText => ({
      message: `${named(p)}: not checked ${p.why === "offline" ? "(--offline)" : "before the config can be read"}`,
    }),
    "key-unchecked": (p: KeyFacts & { provider: string }): FindingText => ({
      message: `${named(p)}: not checked, since ${p.provider} could not be asked`,
    }),
    "key-cannot-spend": (p: {
      key: string;
      provider: string;
      reason: keyof typeof onboard.cannotSpendReasons;
      detail: string;
      url: string;
    }): FindingText => ({
      message: `${p.provider} knows ${p.key}, but it cannot be used: ${clause(p.detail || onboard.cannotSpendReasons[p.reason])}`,
      fix: `Top up, or raise the key's limit: ${p.url}`,
    }),
    "key-rejected": (p: {
      key: string;
      provider: string;
      detail: string;
      prefixes: readonly string[];
      url: string;
    }): FindingText => ({
      message: `${p.provider} rejected ${p.key}: ${clause(p.detail)}${p.prefixes.length > 0 ? `. Keys begin with ${list(p.prefixes)}` : ""}`,
      fix: `Make a new key at ${p.url}, then: openclaw onboard`,
    }),
    "key-not-received": (p: { host: string }): FindingText => ({
      message: `the key never arrived: ${p.host} answered as if none had been sent`,
      fix: `A proxy may strip the Authorization header: check HTTPS_PROXY and the base URL.`,
    }),
    "key-expires": (p: { date: string; days: number; url: string }): FindingText => ({
      message: `the key ends on ${p.date} (${p.days <= 0 ? "today" : `in ${count(p.days, "day")}`})`,
      fix: `Make a new one at ${p.url}, then: openclaw onboard`,
    }),
    "key-admin": (p: { url: string }): FindingText => ({
      message: `it is an admin key, which can also manage your account`,
      fix: `Make an inference key at ${p.url}, then: openclaw onboard`,
    }),
    "key-only-in-shell": (p: { variable: string }): FindingText => ({
      message: `the key is in this shell's ${p.variable} alone, which a background gateway does not see`,
      fix: `To store it: openclaw onboard --key-store dotenv`,
    }),
    "key-shadowed": (p: { key: string; other: string; variable: string; byShell: boolean }): FindingText => ({
      message: `${p.other} is another one, and OpenClaw believes ${p.byShell ? "the shell" : p.key} first`,
      fix: p.byShell ? `unset ${p.variable}` : `Take out the one you do not want.`,
    }),
    "key-profile": (p: { profile: string; path: string; differs: boolean }): FindingText => ({
      message: `OpenClaw's own key store has "${p.profile}" (${p.path}), and believes it first${p.differs ? `; it holds another key` : ""}`,
      fix: `If that is not the key you want: openclaw models auth`,
    }),

    "connection-ok": (p: { host: string; proxy: string | undefined }): FindingText => ({
      message: `${p.host} answers${p.proxy ? `, through the proxy ${p.proxy}` : ""}`,
    }),
    "connection-not-asked": (p: { host: string }): FindingText => ({ message: `${p.host} not asked (--offline)` }),
    "connection-failed": (p: { failure: { kind: keyof typeof network } & NetworkFacts }): FindingText => {
      const { what, advice } = network[p.failure.kind](p.failure);
      return { message: clause(what), fix: advice };
    },
    "base-url": (p: { error: ErrorFacts }): FindingText =>
      ofError(p.error, `Mend baseUrl in the config, or take it out for the provider's own.`),
    "proxy-unused": (p: { variable: string; host: string; wanted: string | undefined }): FindingText => ({
      message: `${p.variable} is set, but requests to ${p.host} do not go through it`,
      fix: p.wanted ? `Set ${p.wanted} as well.` : `If they should, take the host out of NO_PROXY.`,
    }),
    "certificate-file": (p: { path: string }): FindingText => ({
      message: `NODE_EXTRA_CA_CERTS names ${p.path}, which cannot be read`,
      fix: `Point it at your company's certificate, or unset it.`,
    }),

    "model-ok": (p: { ref: string; privacy: keyof typeof model.privacy }): FindingText => ({
      message: `default model ${p.ref} (${model.privacy[p.privacy]})`,
    }),
    "model-foreign": (p: { ref: string }): FindingText => ({
      message: `default model ${p.ref} (of another provider, not checked)`,
    }),
    "model-none": (p: { example: string }): FindingText => ({
      message: `no default model is chosen, so OpenClaw picks its own`,
      fix: `openclaw models set ${p.example}`,
    }),
    "model-unknown": (
      p: ModelFacts & { nearest: string | undefined; provider: string; live: boolean },
    ): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} is not among those ${p.provider} ${p.live ? "lists" : "listed when last asked"}`,
      fix: choose(p.who, p.ref, p.nearest),
    }),
    "model-bare": (p: ModelFacts & { nearest: string | undefined }): FindingText => ({
      message: `${roleName(p.who)} "${p.ref}" names no provider`,
      fix: choose(p.who, p.ref, p.nearest),
    }),
    "model-offline": (p: ModelFacts & { replacement: string | undefined }): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} is offline at the moment`,
      fix: `Wait, or choose another: ${choose(p.who, p.ref, p.replacement)}`,
    }),
    "model-withheld": (
      p: ModelFacts & { reason: keyof typeof model.withheld; replacement: string | undefined },
    ): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} cannot be used: ${model.withheld[p.reason]}`,
      fix: choose(p.who, p.ref, p.replacement),
    }),
    "model-retires": (p: ModelFacts & { date: string; replacement: string | undefined }): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} retires on ${p.date}`,
      fix: choose(p.who, p.ref, p.replacement),
    }),
    "model-not-private": (p: ModelFacts): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} is not known to be private, and your policy is private models only`,
      fix: `${clause(choose(p.who, p.ref, undefined))}. Or allow others: openclaw models policy any`,
    }),
    "model-hidden": (p: ModelFacts & { fixable: boolean }): FindingText => ({
      message: `${roleName(p.who)} ${p.ref} is not on the config's allow-list, so OpenClaw does not let it be used`,
      fix: p.fixable ? `${mend} adds it` : `Add it to agents.defaults.models and modelPolicy.allow.`,
    }),
    "fallback-less-private": (p: { ref: string; primary: string }): FindingText => ({
      message: `the fallback ${p.ref} is less private than ${p.primary}: its owner sees what you send`,
      fix: `openclaw models fallbacks remove ${p.ref}`,
    }),
    "cap-exceeded": (p: { ref: string; from: number; to: number }): FindingText => ({
      message: `maxTokens of ${p.ref} is ${p.from}; above ${p.to} every request is refused`,
      fix: `${mend} lowers it`,
    }),
    "row-without-cost": (p: { ref: string }): FindingText => ({
      message: `the row of ${p.ref} has no cost, and old releases pass over it then`,
      fix: `${mend} fills it in`,
    }),
  },
};

interface ErrorFacts {
  readonly code: keyof typeof errors;
  readonly parameters: unknown;
}

interface KeyFacts {
  /** What the key is called. */
  readonly key: string;
  readonly tail: string;
}

interface ModelFacts {
  readonly who: ModelRole;
  readonly ref: string;
}

type NetworkFacts = Parameters<(typeof network)["dns"]>[0];

function named({ key, tail }: KeyFacts): string {
  return `${key}${tail ? ` (ends …${tail})` : ""}`;
}
