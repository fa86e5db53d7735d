import { numbers } from "./numbers.ts";

export const model = {
  privacy: { private: "private", anonymized: "anonymized", unknown: "unknown" },
  free: "free",
  reasoning: { full: "reasoning", short: "R" },
  vision: { full: "vision", short: "V" },
  tools: { full: "tools", short: "T" },
  code: { full: "code", short: "C" },
  uncensored: { full: "uncensored", short: "U" },
  context: (tokens: number) => `${numbers.tokens(tokens)} context`,
  /** USD per 1M tokens. */
  price: (cost: { readonly input: number; readonly output: number }) =>
    `${numbers.price(cost.input, cost.output)} per 1M in/out`,
  priceUnknown: "price unknown",
  retires: (date: string, replacement: string | undefined) =>
    `Retires on ${date}.${replacement ? ` Its replacement: ${replacement}.` : ""}`,
  /** Why a model is not offered, in a word or two. */
  reasons: { offline: "offline", retired: "retired", encrypted: "end-to-end encrypted", "not-text": "not text" },
  withheld: {
    offline: "it is offline at the moment",
    retired: "it was retired",
    encrypted: "it works only with end-to-end encryption, which OpenClaw does not have",
    "not-text": "it is not a text model",
    "not-private": "it is not known to be private, and --private-only was given",
  },
};
