import { secondsDigits } from "../digits.ts";
import { clause, list } from "../phrases.ts";
import { count } from "./count.ts";
import { type Balance, numbers } from "./numbers.ts";

const models = (number: number) => count(number, "model");

/** The list of models, and the commands about it. */
export const modelsWords = {
  fetching: (provider: string) => `Fetching the models of ${provider} …`,
  notAsked: (p: { what: string; advice: string }) => `The list may be out of date: ${clause(p.what)}. ${p.advice}`,
  fromLive: (number: number, provider: string) => `${models(number)} of ${provider}, as it lists them now.`,
  fromKept: (number: number, provider: string, age: string) =>
    `${models(number)} of ${provider}, from ${age} ago. To ask again: --refresh`,
  fromBuiltIn: (number: number, provider: string) =>
    `${models(number)} of ${provider}, from the list built into this program; it may be out of date.`,

  headings: [
    "Model",
    "Privacy",
    { full: "Abilities", short: "Can" },
    { full: "Context", short: "Ctx" },
    "$/1M in/out",
    "",
  ] as readonly (string | { readonly full: string; readonly short: string })[],
  marks: {
    full: (tag: string) => tag,
    short: (tag: string) =>
      tag === "default" ? "*" : tag === "recommended" ? "+" : tag.startsWith("fallback") ? "f" : "",
  },
  legend: [
    `* default  f fallback  + recommended`,
    `R reasoning  V vision  T tools  C code  U uncensored  Ctx context in tokens`,
  ] as const,
  shown: (shown: number, of: number) => `${shown} of ${models(of)} shown.`,
  noneMatches: `No model matches. Leave a filter out, or see every model: openclaw models list --all`,

  /** After a change. */
  isDefault: (ref: string) => `Default model: ${ref}`,
  lessPrivate: (ref: string, previous: string) =>
    `${previous} is private; ${ref} is anonymized: its owner will see what you send, though not who sent it.`,
  fallbackLessPrivate: (ref: string, primary: string) =>
    `${ref} is less private than your default ${primary}: when that fails, what you send goes to the model's owner.`,
  forced: (ref: string, provider: string) =>
    `${ref} is not among the models ${provider} offers; it was saved because of --force.`,

  compare: {
    use: (tokensIn: number, tokensOut: number) =>
      `What ${numbers.whole(tokensIn)} tokens in and ${numbers.whole(tokensOut)} out cost:`,
    other: `For another use: --tokens-in N --tokens-out N`,
  },

  probe: {
    consent: "permission to ask, which costs something",
    about: (ref: string, requests: number, most: number | undefined) =>
      `${count(requests, "small request")} to ${ref}, which ${most === undefined ? "cost what nobody knows: its price is not listed" : `cost ${numbers.usd(most)} at most`}.`,
    confirm: "Ask?",
    asking: (ref: string, ability: ProbedAbility) => `Asking ${ref} for ${ability} …`,
    headings: ["Ability", "Claimed", "Seen", ""] as readonly string[],
    abilities: {
      streaming: "streaming",
      tools: "tools",
      vision: "vision",
      json: "JSON by a schema",
      reasoning: "reasoning",
    },
    yes: "yes",
    no: "no",
    unclaimed: "not said",
    seen: { yes: "yes", no: "no", refused: "refused", "not-asked": "not asked" },
    took: (milliseconds: number) => `${secondsDigits(milliseconds)} s`,
    asClaimed: (ref: string) => `${ref} does what is claimed of it`,
    missing: (ref: string, abilities: readonly string[]) =>
      `Claimed and not seen: ${list(abilities)}. Once is not always; to look again: openclaw models probe ${ref}`,
    cost: (usd: number) => `Cost: ${numbers.usd(usd)}`,
  },

  policy: {
    privateOnly: `Policy: private models only. To allow others: openclaw models policy any`,
    any: `Policy: any model. To use private ones only: openclaw models policy private-only`,
    against: (ref: string) =>
      `Your config still uses ${ref}, which is not known to be private. Change it: openclaw models set REF`,
  },

  fallbacks: {
    none: `There are no fallbacks. To add one: openclaw models fallbacks add REF`,
    now: (refs: readonly string[]) => (refs.length === 0 ? `Fallbacks: none` : `Fallbacks: ${list(refs)}`),
  },

  info: {
    privacy: {
      private: (provider: string) => `private: runs at ${provider}, never stored or logged`,
      anonymized: () => `anonymized: its owner sees the text, not who sent it`,
      unknown: () => `unknown`,
    },
    labels: {
      privacy: "Privacy",
      abilities: "Abilities",
      input: "Input",
      context: "Context",
      answer: "Answer",
      price: "Price",
      use: "Good for",
      status: "Status",
      yours: "In your config",
    },
    inputs: { text: "text", image: "image" },
    nothing: "-",
    tokens: (tokens: number) => `${numbers.whole(tokens)} tokens`,
    atMost: (tokens: number, isCap: boolean) =>
      `at most ${numbers.whole(tokens)} tokens${isCap ? "" : " (not stated by the provider)"}`,
    recommended: (use: string, why: string) => `${use}: ${why}`,
    /** In as many lines as it takes. */
    price: (p: { input: number; output: number; cacheRead: number; cacheWrite: number }): readonly string[] => [
      `${numbers.usd(p.input)} in, ${numbers.usd(p.output)} out, ${numbers.usd(p.cacheRead)} cache read, ${numbers.usd(p.cacheWrite)} cache write, per 1M tokens`,
    ],
    free: "free",
    unknownPrice: "unknown",
    offered: "offered",
    beta: "offered, in beta",
    notOffered: (reason: string) => `not offered: ${reason}`,
    retires: (date: string, replacement: string | undefined) =>
      `retires on ${date}${replacement ? `; its replacement: ${replacement}` : ""}`,
    makeDefault: (ref: string) => `To make it your default: openclaw models set ${ref}`,
  },

  status: {
    labels: {
      config: "Config",
      default: "Default model",
      fallbacks: "Fallbacks",
      account: "Account",
      agents: "Agents",
    },
    keyOf: (provider: string) => `${provider} key`,
    offline: "not asked: --offline",
    missingFile: "not there yet",
    mode: (path: string, mode: string | undefined) => (mode === undefined ? path : `${path} (mode ${mode})`),
    noDefault: "none: OpenClaw picks its own. To choose one: openclaw models set REF",
    notListed: "not among the models listed",
    otherProvider: "of another provider",
    none: "none",
    key: (source: string, tail: string) => `${source}${tail ? `, ends …${tail}` : ""}`,
    missing: (variable: string) => `missing: ${variable} is set nowhere. To set it up: openclaw onboard`,
    hidden: (variable: string) =>
      `${variable} is set but empty in this shell, which hides the stored key: unset ${variable}`,
    external: (source: string) => `referred to in the config (${source}); this program cannot follow that`,
    environment: "the environment (a background gateway does not see a shell's variables)",
    accepted: (balances: readonly Balance[]) =>
      `accepted${balances.length > 0 ? `; it can spend ${list(balances.map(numbers.balance))}` : ""}`,
    expires: (date: string, days: number) =>
      `expires on ${date} (${days <= 0 ? "today or earlier" : `in ${count(days, "day")}`})`,
    cannotSpend: (why: string) => `accepted, but it cannot be used now: ${clause(why)}`,
    rejected: (detail: string) => `rejected: ${clause(detail)}. To enter another one: openclaw onboard`,
    notReceived: (host: string) => `the key never arrived at ${host}: a proxy may strip the Authorization header`,
    notAsked: (p: { what: string; advice: string }) => `could not be asked: ${clause(p.what)}. ${p.advice}`,
    notProbed: "not asked; to ask: openclaw models status --probe",
    agent: (agent: string, ref: string) => `${agent} uses ${ref}`,
    everyAgent: "all use the default",
  },
};

type ProbedAbility = "streaming" | "tools" | "vision" | "json" | "reasoning";
