/** A text in several languages; English is always there. */
export interface LocalizedText {
  readonly en: string;
  readonly [language: string]: string;
}

/** The text in the language of that locale ("fr_CA"), English where there is none. */
export function localized(text: LocalizedText, locale: string): string {
  return text[locale.slice(0, 2).toLowerCase()] ?? text.en;
}

/** All that the program knows about a provider: one file of `templates/providers/`, described by `templates/provider.schema.json`. */
export interface ProviderManifest {
  /** The provider's name in refs and in the config: "venice" in "venice/llama-3.3-70b". */
  readonly id: string;
  readonly label: string;
  /** What it is, in a few words, beside its label in a list. */
  readonly hint: LocalizedText;
  /** Where its API begins, without a slash at the end. */
  readonly baseUrl: string;
  /** The protocol it speaks, in OpenClaw's spelling. */
  readonly api: "openai-completions";
  readonly auth: ProviderAuth;
  /**
   * The GET path, below the base URL, that costs nothing and answers 401 to a key it does not know; and the fields of which its
   * yes has at least one in `data`.
   */
  readonly verify: { readonly path: string; readonly fields?: readonly string[] };
  /** The GET path, below the base URL, that lists the models. */
  readonly catalog: { readonly path: string };
  readonly chat?: ProviderChat;
  readonly links: { readonly keys: string; readonly status: string; readonly pricing: string; readonly docs: string };
  /** The id of the model we recommend to begin with. */
  readonly defaultModel: string;
  readonly recommendations: readonly Recommendation[];
  /** The models known when this version was made; they serve when the provider cannot be asked. */
  readonly models: readonly ManifestModel[];
}

export interface ProviderAuth {
  /** The value of --auth-choice. */
  readonly choice: string;
  /** The flag that carries the key; "-stdin" and "-file" are added to it for the other two sources. */
  readonly flag: string;
  /** The environment variable that carries the key, and that the config's reference names. */
  readonly variable: string;
  /** How keys begin. */
  readonly prefixes: readonly string[];
  /** Those of the prefixes that mark a key which may also manage the account. */
  readonly adminPrefixes: readonly string[];
}

/** What chats need beyond the protocol. */
export interface ProviderChat {
  /** Fields of the provider's own that every chat request's body carries. */
  readonly parameters?: BodyFields;
  readonly options?: ProviderChatOptions;
}

/** Fields of the provider's own that flags of `chat` stand for; a flag without any here is not for this provider. */
export interface ProviderChatOptions {
  /** What each value of --web-search adds. */
  readonly webSearch?: Readonly<Record<WebSearchMode, BodyFields>>;
  /** Where in an object of the answer the list of pages is that it rests on. */
  readonly citations?: readonly string[];
  /** Where the slug of --character goes. */
  readonly character?: readonly string[];
  /** The flag, named by the provider, that asks for the provider's own system prompt; and what it adds. */
  readonly systemPrompt?: { readonly flag: string; readonly parameters: BodyFields };
  /** What --no-thinking adds. */
  readonly withoutThinking?: BodyFields;
}

/** A part of a request's body. */
export type BodyFields = Readonly<Record<string, unknown>>;

export const webSearchModes = ["off", "on", "auto"] as const;
export type WebSearchMode = (typeof webSearchModes)[number];

export interface Recommendation {
  /** The use case in one word, for scripts. */
  readonly useCase: string;
  readonly model: string;
  readonly title: LocalizedText;
  readonly reason: LocalizedText;
}

/** "private": never stored or logged. "anonymized": passed on to the model's owner without the person's identity. */
export type Privacy = "private" | "anonymized";
export type InputKind = "text" | "image";

/** A model as a manifest states it; what is left out takes the careful value of `catalog.ts`. */
export interface ManifestModel {
  readonly id: string;
  readonly name: string;
  readonly privacy: Privacy;
  /** Tokens. */
  readonly contextWindow: number;
  /** Tokens of one answer. */
  readonly maxTokens: number;
  readonly reasoning?: boolean;
  readonly vision?: boolean;
  readonly code?: boolean;
  readonly uncensored?: boolean;
}

/** A model as the program uses it, whatever the row it was made from looked like. */
export interface ModelDefinition {
  /** Case-sensitive, as the API wants it; without the provider's name. */
  readonly id: string;
  readonly name: string;
  readonly privacy: Privacy | "unknown";
  readonly reasoning: boolean;
  readonly input: readonly InputKind[];
  /** Tokens. */
  readonly contextWindow: number;
  /** Tokens of one answer. */
  readonly maxTokens: number;
  /** Whether the provider itself stated `maxTokens`, so that more would be refused. */
  readonly maxTokensIsCap: boolean;
  /** USD per 1M tokens; `undefined` where nobody says. */
  readonly cost: ModelCost | undefined;
  /** What all of a request costs whose prompt is longer than that many tokens, where that is another price. */
  readonly longPromptCost: { readonly aboveTokens: number; readonly cost: ModelCost } | undefined;
  /** How hard it can be told to think, in the provider's words; empty where it cannot be told, `undefined` where nobody says. */
  readonly efforts: readonly string[] | undefined;
  /** Images of one request; `undefined` where nobody says. */
  readonly maxImages: number | undefined;
  readonly capabilities: ModelCapabilities;
  readonly status: ModelStatus;
}

/** USD per 1M tokens. */
export interface ModelCost {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a model can do; `undefined` where nobody says. */
export interface ModelCapabilities {
  readonly tools: boolean | undefined;
  /** Answers in JSON, by a schema. */
  readonly responseSchema: boolean | undefined;
  /** Can be given what the provider finds in the web. */
  readonly webSearch: boolean | undefined;
  readonly vision: boolean;
  readonly code: boolean;
  readonly uncensored: boolean;
}

export interface ModelStatus {
  /** Why it is not offered, or `undefined` when it is. */
  readonly withheld: "offline" | "retired" | "encrypted" | "not-text" | undefined;
  /** When the provider takes it away, as an ISO date, where that is announced. */
  readonly retiresAt: string | undefined;
  /** The id the provider names in its place. */
  readonly replacement: string | undefined;
  readonly beta: boolean;
  /** The roles the provider gives it, such as "default". */
  readonly traits: readonly string[];
}

/** A list of models, and where it comes from. */
export interface ModelCatalog {
  /** All of them, those withheld included, in the provider's order. */
  readonly models: readonly ModelDefinition[];
  readonly source: "live" | "cached" | "static";
  /** When the provider gave the list; `undefined` for a static one. */
  readonly fetchedAt: Date | undefined;
  /** How many rows were left out: unreadable, or a repetition of an earlier id. */
  readonly skipped: number;
}

/** A provider and a model, as one text: "venice/llama-3.3-70b". A model id may hold further slashes. */
export interface ModelRef {
  readonly provider: string;
  readonly model: string;
}

/** Splits a ref at its first slash; `undefined` when there is no provider or no model in it. */
export function parseModelRef(text: string): ModelRef | undefined {
  const slash = text.indexOf("/");
  if (slash <= 0 || slash === text.length - 1) return undefined;
  return { provider: text.slice(0, slash), model: text.slice(slash + 1) };
}

export function formatModelRef(provider: string, model: string): string {
  return `${provider}/${model}`;
}
