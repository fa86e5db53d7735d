import { clause, list } from "../phrases.ts";
import { numbers } from "./numbers.ts";
import { reason } from "./reasons.ts";

interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

/** What the words of a failed chat are made of. */
interface ChatFacts {
  readonly provider: string;
  /** The ref of the model that was asked. */
  readonly model: string;
  readonly host: string;
  /** What the key is called. */
  readonly key: string;
  /** The provider's own words. */
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Refs that the provider names instead. */
  readonly suggestions: readonly string[];
  /** Tokens. */
  readonly limit: number | undefined;
  /** Why the provider was not reached. */
  readonly network: { readonly what: string; readonly advice: string } | undefined;
  /** Refs of models that would do instead; `undefined` where there is none. */
  readonly another: string | undefined;
  readonly privateModel: string | undefined;
  readonly largerModel: string | undefined;
  /** The value of --auth-choice. */
  readonly choice: string;
  readonly links: { readonly keys: string; readonly status: string };
}

const because = (detail: string) => (detail === "" ? "" : `: ${clause(detail)}`);
const ticket = (p: ChatFacts) => (p.requestId === undefined ? "" : ` (request ${p.requestId})`);
const wait = (p: ChatFacts, usual: string) =>
  p.retryAfterSeconds === undefined ? usual : `Wait ${p.retryAfterSeconds} seconds and run the command again`;
const orAnother = (p: ChatFacts) => (p.another === undefined ? "." : `, or take another model: --model ${p.another}`);
const again = "Run the command again";

/** Why a model did not answer, or not to the end; one text each, with what to do or type next. */
export const chatErrors = {
  "chat-key-rejected": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} rejected ${p.key}${because(p.detail)}.`,
    hint: `Make a new key at ${p.links.keys}, then: openclaw onboard --auth-choice ${p.choice}`,
  }),
  "chat-plan": (p: ChatFacts): ErrorText => ({
    message: `${p.model} is not in the plan of this account${because(p.detail)}.`,
    hint: `Change the plan at ${p.links.keys}${orAnother(p)}`,
  }),
  "chat-key-not-received": (p: ChatFacts): ErrorText => ({
    message: `The key never arrived: ${p.host} answered as if none had been sent.`,
    hint: `A proxy may strip the Authorization header: check HTTPS_PROXY and --base-url.`,
  }),
  "chat-balance": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} knows the key, but the account cannot pay${because(p.detail)}.`,
    hint: `Add credits at ${p.links.keys}, then run the command again.`,
  }),
  "chat-spend-limit": (p: ChatFacts): ErrorText => ({
    message: `The key has reached its own spending limit${because(p.detail)}.`,
    hint: `Raise the limit at ${p.links.keys}, or make another key there.`,
  }),
  "chat-privacy": (p: ChatFacts): ErrorText => ({
    message: `This key is for private models only, and ${p.model} is none${because(p.detail)}.`,
    hint: `${p.privateModel === undefined ? "" : `Take a private model: --model ${p.privateModel}. `}The setting of the key is at ${p.links.keys}`,
  }),
  "chat-region": (p: ChatFacts): ErrorText => ({
    message: `${p.model} is not to be had where you are${because(p.detail)}.`,
    hint: p.another === undefined ? `Take another model: --model ID` : `Take another model: --model ${p.another}`,
  }),
  "chat-forbidden": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} does not allow this${because(p.detail)}.`,
    hint: `See what the key may do: ${p.links.keys}`,
  }),
  "chat-model-unknown": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} does not know ${p.model}${because(p.detail)}.`,
    hint:
      p.suggestions.length > 0
        ? `Did you mean: --model ${p.suggestions.join(" or --model ")}`
        : `Take another model: --model ${p.another ?? "ID"}`,
  }),
  "chat-character-unknown": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} does not know that character${because(p.detail)}.`,
    hint: `Its slug is the public ID on the character's page: --character SLUG`,
  }),
  "chat-not-found": (p: ChatFacts): ErrorText => ({
    message: `Nothing at ${p.host} takes chats there${because(p.detail)}.`,
    hint: `Check --base-url, and the baseUrl in your config.`,
  }),
  "chat-gone": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} has retired what was asked for${because(p.detail)}.`,
    hint: `Take another model, or a newer version of this program: npm install --global openclaw-venice`,
  }),
  "chat-too-large": (p: ChatFacts): ErrorText => ({
    message: `The request is larger than ${p.provider} takes${because(p.detail)}.`,
    hint: `Send less text, or fewer and smaller images: --image`,
  }),
  "chat-content-policy": (p: ChatFacts): ErrorText => ({
    message: `The message was refused for its content${because(p.detail)}.`,
    hint: `Say it in other words${orAnother(p)}`,
  }),
  "chat-context-length": (p: ChatFacts): ErrorText => ({
    message: `The message does not fit into ${p.model}${because(p.detail)}.`,
    hint: `Send less text${p.largerModel === undefined ? "." : `, or take a model with more room: --model ${p.largerModel}`}`,
  }),
  "chat-token-limit": (p: ChatFacts): ErrorText => ({
    message: `${p.model} gives no answers that long${because(p.detail)}.`,
    hint: `Ask for less: --max-tokens ${p.limit ?? "NUMBER"}`,
  }),
  "chat-invalid-request": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} does not take this request${because(p.detail)}.`,
    hint: `Change or leave out the option it names; see: openclaw chat --help`,
  }),
  "chat-upstream-refused": (p: ChatFacts): ErrorText => ({
    message: `The owner of ${p.model} refused the request${because(p.detail)}${ticket(p)}.`,
    hint: `Leave out what the model may not know${orAnother(p)}`,
  }),
  "chat-rate-limited": (p: ChatFacts): ErrorText => ({
    message: `There were too many requests for ${p.model}${because(p.detail)}.`,
    hint: `${wait(p, "Wait a minute and run the command again")}${orAnother(p)}`,
  }),
  "chat-overloaded": (p: ChatFacts): ErrorText => ({
    message: `${p.model} is overloaded${because(p.detail)}.`,
    hint: `${wait(p, "Wait a moment and run the command again")}${orAnother(p)}`,
  }),
  "chat-error-budget": (p: ChatFacts): ErrorText => ({
    message: `Too many requests of this key have failed lately${because(p.detail)}.`,
    hint: `${wait(p, "Wait 30 seconds and run the command again")}. What makes them fail should be put right first.`,
  }),
  "chat-inference-failed": (p: ChatFacts): ErrorText => ({
    message: `${p.model} failed${because(p.detail)}${ticket(p)}.`,
    hint: `${again}${orAnother(p)}`,
  }),
  "chat-gateway": (p: ChatFacts): ErrorText => ({
    message: `A gateway between here and ${p.model} failed${because(p.detail)}${ticket(p)}.`,
    hint: `See ${p.links.status}, and run the command again later.`,
  }),
  "chat-offline": (p: ChatFacts): ErrorText => ({
    message: `${p.model} is offline at the moment${because(p.detail)}.`,
    hint: `See ${p.links.status}${orAnother(p)}`,
  }),
  "chat-capacity": (p: ChatFacts): ErrorText => ({
    message: `${p.model} has no room for another request now${because(p.detail)}.`,
    hint: `Run the command again later${orAnother(p)}`,
  }),
  "chat-too-slow": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} gave up waiting for ${p.model}${because(p.detail)}${ticket(p)}.`,
    hint: `Leave out --no-stream, or ask for less: --max-tokens 1000`,
  }),
  "chat-broken-off": (p: ChatFacts): ErrorText => ({
    message: `The answer broke off${because(p.detail)}${ticket(p)}.`,
    hint: `${wait(p, again)}${orAnother(p)}`,
  }),
  "chat-connection-lost": (p: ChatFacts): ErrorText => ({
    message: `The answer broke off: ${p.network?.what ?? `the connection to ${p.host} was lost`}${ticket(p)}.`,
    hint: p.network?.advice ?? `${again}.`,
  }),
  "chat-unfinished": (p: ChatFacts): ErrorText => ({
    message: `The answer stopped before it was finished${ticket(p)}.`,
    hint: `${again}; a proxy between here and ${p.host} may cut long answers.`,
  }),
  "chat-network": (p: ChatFacts): ErrorText => ({
    message: `${p.provider} could not be asked: ${p.network?.what ?? p.detail}.`,
    hint: p.network?.advice ?? `${again}.`,
  }),
};

/** The mistakes of a command line that asks a model. */
export const chatUsageErrors = {
  "message-missing": (_: object): ErrorText => ({
    message: `There is no message to send.`,
    hint: `For example: openclaw chat "Hello, are you working?"`,
  }),
  "chat-needs-network": (_: object): ErrorText => ({
    message: `A chat asks a model, and --offline asks nobody.`,
    hint: `Leave --offline out.`,
  }),
  "input-file-unreadable": (p: { flag: string; path: string; reason: string }): ErrorText => ({
    message: `The file ${p.path} cannot be read: ${reason(p.reason)}.`,
    hint: `Check the path and its permissions: ${p.flag} ${p.flag === "--system" ? "@" : ""}PATH`,
  }),
  "input-file-not-json": (p: { flag: string; path: string; detail: string }): ErrorText => ({
    message: `${p.path} is not JSON: ${clause(p.detail)}.`,
    hint: `Mend it, and give it again: ${p.flag} ${p.path}`,
  }),
  "input-file-unexpected": (p: { flag: string; path: string; expected: keyof typeof expectations }): ErrorText => ({
    message: `${p.path} does not hold what ${p.flag} takes: ${expectations[p.expected]}.`,
    hint: `It looks like this: ${examples[p.expected]}`,
  }),
  "input-not-text": (p: { source: string }): ErrorText => ({
    message: `${p.source === "stdin" ? "What is piped in" : p.source} is not text in UTF-8.`,
    hint: `Give text; an image goes with --image PATH`,
  }),
  "input-too-large": (p: { source: string; limit: number }): ErrorText => ({
    message: `${p.source === "stdin" ? "What is piped in" : p.source} is larger than any model reads (${megabytes(p.limit)}).`,
    hint: `Give less of it, for example: head -c 100000 FILE | openclaw chat "…"`,
  }),
  "image-unknown-type": (p: { path: string; types: readonly string[] }): ErrorText => ({
    message: `${p.path} is no image of a kind that models read (${list(p.types)}).`,
    hint: `Convert it, and give it again: --image PATH`,
  }),
  "images-too-large": (p: { limit: number }): ErrorText => ({
    message: `The images together are larger than a request may be (${megabytes(p.limit)}).`,
    hint: `Make them smaller, or give fewer: --image PATH`,
  }),
  "too-many-images": (p: { model: string; given: number; limit: number }): ErrorText => ({
    message: `${p.model} reads ${p.limit === 1 ? "one image" : `${p.limit} images`} at a time, and ${p.given} were given.`,
    hint: `Give fewer: --image PATH`,
  }),
  "no-default-model": (p: { example: string; choice: string }): ErrorText => ({
    message: `No model is named, and the config has no default.`,
    hint: `Set one up: openclaw onboard --auth-choice ${p.choice}, or name one: --model ${p.example}`,
  }),
  "default-of-other-provider": (p: { model: string; providers: readonly string[]; example: string }): ErrorText => ({
    message: `Your default model, ${p.model}, is of a provider that this program cannot ask (it asks ${list(p.providers)}).`,
    hint: `Name a model: --model ${p.example}`,
  }),
  "model-lacks-ability": (p: {
    model: string;
    ability: keyof typeof abilities;
    flag: string;
    instead: string | undefined;
  }): ErrorText => ({
    message: `${p.model} ${abilities[p.ability]}, which ${p.flag} needs.`,
    hint: p.instead === undefined ? `Leave ${p.flag} out.` : `One that does: --model ${p.instead}`,
  }),
  "effort-unknown": (p: { model: string; effort: string; efforts: readonly string[] }): ErrorText => ({
    message: `${p.model} has no effort "${p.effort}".`,
    hint: `It has: --effort ${p.efforts.join(" or --effort ")}`,
  }),
  "provider-lacks-option": (p: { provider: string; flag: string }): ErrorText => ({
    message: `${p.provider} has nothing that ${p.flag} stands for.`,
    hint: `Leave ${p.flag} out.`,
  }),
  "too-expensive": (p: { model: string; estimate: number; limit: number; answerTokens: number }): ErrorText => ({
    message: `This may cost up to ${numbers.usd(p.estimate)} with ${p.model}, more than --max-cost allows (${numbers.usd(p.limit)}). Nothing was sent.`,
    hint:
      p.answerTokens > 0
        ? `Allow a shorter answer: --max-tokens ${p.answerTokens}`
        : `Send less, allow more, or take a cheaper model: --model ID`,
  }),
  "price-unknown": (p: { model: string }): ErrorText => ({
    message: `Nobody says what ${p.model} costs, so --max-cost cannot be kept. Nothing was sent.`,
    hint: `Leave --max-cost out, or take a model with a price: --model ID`,
  }),
  "key-missing": (p: { provider: string; variable: string; choice: string }): ErrorText => ({
    message: `There is no ${p.provider} key: ${p.variable} is set nowhere.`,
    hint: `Set one up: openclaw onboard --auth-choice ${p.choice}`,
  }),
  "key-hidden": (p: { provider: string; variable: string }): ErrorText => ({
    message: `${p.variable} is set but empty in this shell, which hides the stored ${p.provider} key.`,
    hint: `Run: unset ${p.variable}`,
  }),
  "key-external": (p: { provider: string; source: string; variable: string }): ErrorText => ({
    message: `The config takes the ${p.provider} key from somewhere this program cannot look (${p.source}).`,
    hint: `Let apiKey refer to ${p.variable} in the config, and set it: export ${p.variable}=…`,
  }),
  "answer-not-json": (p: { detail: string; answer: string }): ErrorText => ({
    message: `The answer is not JSON: ${clause(p.detail)}.\n${p.answer}`,
    hint: `Run the command again, or ask more clearly; some models keep to a schema better: --response-format SCHEMA.json`,
  }),
  "answer-against-schema": (p: { at: string; detail: string; answer: string }): ErrorText => ({
    message: `The answer is not what the schema wants${p.at.length > 1 ? ` at ${p.at}` : ""}: ${clause(p.detail)}.\n${p.answer}`,
    hint: `Run the command again, or loosen the schema: --response-format SCHEMA.json`,
  }),
};

const abilities = {
  vision: "does not understand images",
  tools: "calls no functions",
  schema: "does not answer in JSON on demand",
  search: "does not search the web",
  effort: "cannot be told how hard to think",
};

const expectations = {
  tools: "a list of functions",
  "tool-name": "every function needs a name of letters, digits, _ and -",
  "tool-results": "the calls that were printed, each with its result",
  "tool-messages": "the assistant's message with its calls, then one message of a tool for each",
  schema: "a JSON Schema, whose references all lead somewhere",
};
const examples: Readonly<Record<keyof typeof expectations, string>> = {
  tools: `[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]`,
  "tool-name": `[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]`,
  "tool-results": `[{"id":"call_0","type":"function","function":{"name":"weather","arguments":"{}"},"result":"sunny"}]`,
  "tool-messages": `[{"role":"assistant","tool_calls":[…]},{"role":"tool","tool_call_id":"call_0","content":"sunny"}]`,
  schema: `{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}`,
};

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
