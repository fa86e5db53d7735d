import { secondsDigits } from "../digits.ts";
import { capital, clause, list } from "../phrases.ts";
import { count } from "./count.ts";
import { type Balance, numbers } from "./numbers.ts";

export const onboard = {
  title: (provider: string) => `Set up ${provider} for OpenClaw`,
  configPath: (path: string, isNew: boolean) => `Config: ${path}${isNew ? " (will be made)" : ""}`,
  keys: (accessible: boolean) =>
    `${accessible ? "b" : "Esc"} goes back one question. Ctrl-C leaves; nothing is written before you agree.`,

  /** What is missing where nobody can be asked. */
  missing: {
    consent: "permission to write",
    provider: "the provider",
    key: (provider: string) => `a ${provider} key`,
  },
  whichProvider: "Which provider?",
  makeKey: (url: string) => `Make a key, or find yours: ${url}`,
  enterKey: (provider: string) => `${provider} API key`,
  enterKeyAgain: (defect: string) => `The key ${defect}. Paste only the key itself.`,
  useKey: (key: string, tail: string) => `Use ${key}${ending(tail)}?`,
  whichKey: (provider: string) => `Which ${provider} key?`,
  keyFrom: (key: string, tail: string) => `${key}${ending(tail)}`,
  anotherKey: "another key, to be entered now",
  received: (length: number, tail: string) => `Received ${length} characters${tail ? `, ends …${tail}` : ""}`,
  unrecognized: (provider: string, prefixes: readonly string[]) =>
    `This does not look like a ${provider} key. They begin with ${list(prefixes)}.`,
  useAnyway: "Use it anyway?",

  checking: (provider: string) => `Asking ${provider} about the key …`,
  fetching: (provider: string) => `Fetching the models of ${provider} …`,
  accepted: (provider: string, balances: readonly Balance[]) =>
    balances.length > 0
      ? `Key accepted. It can spend ${list(balances.map(numbers.balance))}.`
      : `Key accepted by ${provider}.`,
  expires: (date: string, days: number) =>
    days < 0
      ? `It expired on ${date}.`
      : `It expires on ${date} (${days === 0 ? "today" : `in ${days} day${days === 1 ? "" : "s"}`}).`,
  adminKey: (url: string) =>
    `It is an admin key, which can also manage your account. An inference key is safer: ${url}`,
  cannotSpend: (provider: string, why: string, url: string) =>
    `${provider} knows the key, but it cannot be used yet: ${clause(why)}. Setup goes on; put that right at ${url}`,
  cannotSpendReasons: {
    "not-permitted": "its balance is empty, or a limit of the key is reached",
    balance: "the account has no balance left",
    "spend-limit": "the key has reached its spending limit",
    forbidden: "it is not allowed to",
  },
  rejected: (provider: string, detail: string, left: number) =>
    `${provider} rejected the key: ${clause(detail)}.${left > 0 ? ` Try again (${left} more ${left === 1 ? "try" : "tries"}).` : ""}`,
  malformed: (key: string, defect: string) => `${capital(key)} ${defect}.`,
  rejectedShape: (prefixes: readonly string[]) => `Keys begin with ${list(prefixes)}.`,
  unchecked: (failure: string, advice: string) => `The key was not checked: ${failure}. Setup goes on. ${advice}`,
  notChecked: `The key was not checked, as you asked.`,
  historyWarning: (flag: string, variable: string) =>
    `A key given with ${flag} stays in the shell's history. Safer: ${flag}-stdin, ${flag}-file, or ${variable}.`,

  liveModels: (count: number, provider: string, skipped: number) =>
    `${provider} offers ${models(count)}.${skipped > 0 ? ` ${skipped} unreadable ${skipped === 1 ? "entry was" : "entries were"} left out.` : ""}`,
  cachedModels: (count: number, age: string, failure: string | undefined) =>
    `Using the list of ${models(count)} from ${age} ago${failure ? `: ${failure}` : ""}.`,
  staticModels: (count: number, failure: string | undefined) =>
    `Using the built-in list of ${models(count)}${failure ? `: ${failure}` : ""}. It may be out of date.`,
  privacy: (provider: string): readonly (readonly [string, string])[] => [
    ["private", `runs at ${provider}; what you send is never stored or logged`],
    ["anonymized", `passed on to its owner, who sees the text but not who sent it`],
  ],
  whichModel: "Default model",
  noSuchModel: "No model matches. Press backspace to widen the search.",
  presentGroup: "Your default now",
  keepModel: (ref: string) => `keep ${ref}`,
  keepModelWhy: (provider: string) => `${provider} is added, your default stays as it is.`,
  keepGoneWhy: (provider: string) => `${provider} does not offer it now.`,
  keepUnlistedWhy: "The list at hand does not have it.",
  keepNotPrivateWhy: "It is not private.",
  recommendedGroup: "Recommended",
  allGroup: (count: number) => ({
    title: `All ${count}, $/1M in/out`,
    searched: `Matches, $/1M in/out`,
    legend: `R reasoning V vision T tools C code U uncensored`,
  }),
  unlisted: (ref: string, source: "live" | "cached" | "static", nearest: string | undefined) =>
    `${ref} is not in the ${source === "static" ? "built-in list" : "list kept from last time"}, and is taken at its word.${nearest ? ` Did you mean ${nearest}?` : ""}`,
  goneForKey: (model: string) => `${model} is not offered to this key. Choose another one.`,
  defaultKept: (ref: string) => `Your default stays ${ref}. To change it: --model`,
  defaultNotPrivate: (ref: string) =>
    `Your default ${ref} is not private, and stays although --private-only was given. Change it with --model.`,
  defaultGone: (ref: string, provider: string) =>
    `Your default ${ref} is not among the models ${provider} offers now. It stays; change it with --model.`,

  whichStore: "Where should the key be kept?",
  keepEnvironmentKey: (dotenvPath: string) => `Also keep it in ${dotenvPath}, for a background gateway?`,
  store: {
    dotenv: {
      label: (p: StoreFacts) => `${p.dotenvPath} (recommended)`,
      why: (_: { variable: string }) => `OpenClaw reads it at its start. The config holds only a reference to it.`,
    },
    config: {
      label: (p: StoreFacts) => `${p.configPath}, in its env block`,
      why: (_: { variable: string }) => `In plain text in the config itself: do not share or commit that file then.`,
    },
    env: {
      label: (p: StoreFacts) => `nowhere: I set ${p.variable} myself`,
      why: (p: { variable: string }) => `Nothing is stored. OpenClaw does not start where ${p.variable} is not set.`,
    },
  },
  notStored: (variable: string) =>
    `The key was not stored: it is in ${variable}, which a background gateway does not see. To store it: --key-store dotenv`,

  ready: (provider: string, ref: string) => `${provider} is set up. Default model: ${ref}`,
  readyKept: (provider: string, ref: string) => `${provider} is set up. Your default model is still ${ref}`,

  next: "Next",
  greeting: "Hello, are you working?",
  nextChat: (command: string) => [command, "sends a message, and shows the answer"] as const,
  nextGateway: ["openclaw gateway restart", "if one is running: it reads the files at its start"] as const,
  nextStatus: (url: string, provider: string) => [url, `whether ${provider} is up`] as const,
  again: (variable: string) => `To do the same without questions (elsewhere, with the key in ${variable}):`,
  commentsAtRisk: `Your config has comments. This program keeps them; OpenClaw's own \`config\` and \`models\` commands strip them.`,

  tryModel: (ref: string, most: number | undefined) =>
    `Test ${ref} now${most === undefined ? "" : ` (at most ${numbers.usd(most)})`}?`,
  trying: (ref: string) => `Waiting for ${ref} …`,
  answered: (ref: string, milliseconds: number) => `${ref} answers (${secondsDigits(milliseconds)} s).`,
  refused: (ref: string, detail: string) =>
    `${ref} did not answer: ${clause(detail)}. Everything is written; try again later.`,

  notices: {
    "key-moved": (p: { from: string; to: string; tail: string; shadowedBy: string | undefined }) =>
      p.shadowedBy === undefined
        ? `${p.from} moves to ${p.to}.`
        : `${p.from}${ending(p.tail)} moves to ${p.to}. ${p.shadowedBy} in this shell holds another key, which comes first.`,
    "key-replaced": (p: { from: string; by: string | undefined; tail: string }) =>
      `${p.from}${ending(p.tail)} is replaced by the ${p.by === undefined ? "key given" : `one in ${p.by}`}.`,
    "key-removed": (p: { at: readonly string[]; config: string; dotenv: string | undefined; variable: string }) => {
      const places = [...(p.at.length > 0 ? [`${list(p.at)} in ${p.config}`] : []), ...(p.dotenv ? [p.dotenv] : [])];
      return `The key leaves ${places.join(", and ")}, and no backup keeps it: make a copy if you have none. OpenClaw will need ${p.variable} wherever it runs.`;
    },
    "reference-replaced": (p: { variable: string }) => `The reference at apiKey gives way to \${${p.variable}}.`,
    "cap-lowered": (p: { model: string; from: number; to: number }) =>
      `maxTokens of ${p.model} goes from ${p.from} down to ${p.to}: more is refused.`,
    "rows-hidden": (p: { ref: string; others: number }) =>
      `Your allow-list does not have ${p.ref}${p.others > 0 ? ` and ${p.others} more` : ""}, so OpenClaw does not offer ${p.others > 0 ? "them" : "it"}. To use ${p.others > 0 ? "one" : "it"}: openclaw models set ${p.ref}`,
    "auth-profile": (p: { profile: string }) =>
      `OpenClaw's own key store has "${p.profile}", and believes it more than this key. If they differ: openclaw models auth`,
    "agents-override": (p: { agents: readonly string[] }) =>
      `These agents have a model of their own and do not use the default: ${list(p.agents)}.`,
    "readable-by-others": (p: { path: string; mode: string; command: string }) =>
      `${p.path} holds the key and may be read by others (mode ${p.mode}). Close it: ${p.command}`,
  },
  untidy: (variable: string) =>
    `${variable} holds quotes or spaces around the key, and OpenClaw takes them for a part of it. Set it without them.`,
  shadowed: (variable: string) =>
    `${variable} in this shell holds another key, and OpenClaw believes the shell. Run: unset ${variable}`,
  shadowedIn: (place: string) => `OpenClaw will find another key in ${place} first.`,
  hidden: (variable: string) =>
    `${variable} is set but empty in this shell, which hides the stored key. Run: unset ${variable}`,
  unset: (variable: string) => `OpenClaw will not start until ${variable} is set: export ${variable}=…`,
};

interface StoreFacts {
  readonly dotenvPath: string;
  readonly configPath: string;
  readonly variable: string;
}

function ending(tail: string): string {
  return tail ? ` (ends …${tail})` : "";
}

function models(number: number): string {
  return count(number, "model");
}
