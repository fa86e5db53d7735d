import { count } from "./count.ts";
import { numbers } from "./numbers.ts";

/** What a chat says besides the answer. */
export const chat = {
  readingInput: "Reading what is piped in … (nothing is? Add: < /dev/null)",
  waiting: (ref: string) => `Waiting for ${ref} …`,
  retrying: (kind: string, milliseconds: number) =>
    `${retryReasons[kind] ?? "That did not work"}. Trying again in ${numbers.seconds(milliseconds)}. Ctrl-C leaves.`,
  /** Before the first answer of a model that is not known to be private. */
  whoSees: {
    anonymized: (ref: string, provider: string) =>
      `${ref} is anonymized: ${provider} passes what you send on to its owner, who does not learn who sent it.`,
    unknown: (ref: string, provider: string) =>
      `${ref} is not known to be private: others than ${provider} may see what you send.`,
  },
  clamped: (ref: string, asked: number, cap: number) =>
    `${ref} gives answers of ${cap} tokens at most, so that is asked for instead of ${asked}.`,
  retires: (ref: string, date: string, replacement: string | undefined) =>
    `${ref} retires on ${date}.${replacement ? ` Its replacement: ${replacement}.` : ""}`,
  sources: "Sources",
  noUsage: "How many tokens it took was not told.",
  usage: (p: UsageFacts) =>
    [
      `${count(p.prompt, "token")} in${p.cached > 0 ? ` (${p.cached} from a cache)` : ""}`,
      `${count(p.completion, "token")} out${p.reasoning > 0 ? ` (${p.reasoning} of them reasoning)` : ""}`,
      cost(p.cost),
      ...(p.tokensPerSecond === undefined ? [] : [`${p.tokensPerSecond} tokens/s`]),
      `${numbers.seconds(p.total)}${p.firstToken === undefined ? "" : `, ${numbers.seconds(p.firstToken)} to the first token`}`,
    ].join(" · "),
  cut: {
    length: "The answer was cut off: it may not be longer. To let it be: --max-tokens",
    content_filter: "The answer was cut off, or refused, by the content filter of the model's owner.",
  },
  empty: (ref: string) => `${ref} answered nothing.`,

  greeting: (ref: string, privacy: string) => `${ref} (${privacy}). /help lists the commands, Ctrl-D leaves.`,
  leaveHint: "Ctrl-C again leaves. So do Ctrl-D and /exit.",
  stopped: (hasText: boolean) =>
    hasText
      ? "Stopped. What came stays in the conversation; Ctrl-C again leaves."
      : "Stopped before the answer began. /retry asks again, Ctrl-C again leaves.",
  cost: (p: { prompt: number; completion: number; cost: number | undefined }) =>
    [`${count(p.prompt, "token")} in`, `${p.completion} out`, cost(p.cost)].join(" · "),
  withTotal: (line: string, p: SpendingFacts) => `${line} · ${sum(p)} so far`,
  spent: (p: SpendingFacts) =>
    p.answers === 0
      ? "Nothing has been answered yet."
      : `${count(p.answers, "answer")} · ${count(p.prompt, "token")} in · ${p.completion} out · ${sum(p)}`,
  unknownCommand: (name: string, known: readonly string[]) =>
    `There is no ${name}. There are: ${known.map((each) => `/${each}`).join(" ")}. Two slashes begin a message with one.`,
  whichModel: "Model",
  modelChanged: (ref: string, privacy: string) => `From now on: ${ref} (${privacy})`,
  system: (text: string | undefined) =>
    text === undefined ? "No instructions. To give some: /system TEXT" : `Instructions: ${text}`,
  images: (paths: readonly string[]) =>
    paths.length === 0
      ? "No image goes along with the next message. To attach one: /image PATH"
      : `With the next message: ${paths.join(", ")}`,
  nothingToRetry: "There is no message to send again.",
  cleared: "Forgotten. The next message begins a new conversation.",
  commands: {
    model: { argument: "[REF]", help: "another model, from the list or by its name" },
    system: { argument: "[TEXT]", help: "instructions, or @FILE that holds them; off: none" },
    image: { argument: "PATH", help: "an image or its web address, for the next message" },
    retry: { argument: "", help: "send the last message again, and forget its answer" },
    clear: { argument: "", help: "forget the conversation" },
    usage: { argument: "", help: "tokens and cost of the conversation" },
    help: { argument: "", help: "this list" },
    exit: { argument: "", help: "leave" },
  },
  keys: "Ctrl-J breaks the line, Up brings back what was typed, Ctrl-C stops an answer.",
};

const retryReasons: Readonly<Record<string, string>> = {
  "rate-limited": "There were too many requests",
  overloaded: "The model is overloaded",
  "error-budget": "Too many requests of this key have failed",
  "inference-failed": "The model failed",
  gateway: "A gateway before the model failed",
  offline: "The model is offline",
  capacity: "The model is at capacity",
  "too-slow": "The model took too long",
  network: "The provider was not reached",
};

interface UsageFacts {
  /** Tokens. */
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number;
  readonly reasoning: number;
  /** USD. */
  readonly cost: number | undefined;
  readonly tokensPerSecond: number | undefined;
  /** Milliseconds. */
  readonly firstToken: number | undefined;
  readonly total: number;
}

interface SpendingFacts {
  readonly answers: number;
  /** Tokens. */
  readonly prompt: number;
  readonly completion: number;
  /** USD. */
  readonly cost: number;
  readonly isIncomplete: boolean;
}

function sum({ cost, isIncomplete }: SpendingFacts): string {
  return isIncomplete ? `at least ${numbers.usd(cost)}` : numbers.usd(cost);
}

function cost(usd: number | undefined): string {
  return usd === undefined ? "price unknown" : numbers.usd(usd);
}
