import type { WebSearchMode } from "../../providers/provider.ts";

/** What the flags and arguments of `chat` say. */
export interface ChatOptions {
  /** The arguments, in their order. */
  readonly text: readonly string[];
  readonly message?: string | undefined;
  /** An id, a ref, or a short name of the config. */
  readonly model?: string | undefined;
  /** Ask no model that is not known to be private. */
  readonly privateOnly: boolean;
  /** A text, or "@" and the path of a file that holds it. */
  readonly system?: string | undefined;
  /** Show the answer as it comes. */
  readonly stream: boolean;
  readonly json: boolean;
  /** Say what the answer cost. */
  readonly usage: boolean;
  /** Show what the model thinks. */
  readonly reasoning: boolean;
  /** Show the answer as it is, not as Markdown. */
  readonly raw: boolean;
  /** Keep what is typed for the next conversation. */
  readonly history: boolean;
  readonly effort?: string | undefined;
  readonly thinking: boolean;
  /** Paths and addresses. */
  readonly images: readonly string[];
  /** "json", or the path of a JSON Schema. */
  readonly responseFormat?: string | undefined;
  /** Paths of files. */
  readonly tools?: string | undefined;
  readonly toolResults?: string | undefined;
  readonly webSearch?: WebSearchMode | undefined;
  readonly character?: string | undefined;
  /** The flags that ask for a provider's own system prompt. */
  readonly ownPrompts: readonly { readonly provider: string; readonly flag: string }[];
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly seed?: number | undefined;
  /** USD. */
  readonly maxCost?: number | undefined;
  readonly offline: boolean;
  readonly timeoutMilliseconds?: number | undefined;
  readonly baseUrl?: string | undefined;
  readonly allowInsecureBaseUrl: boolean;
  readonly profile?: string | undefined;
  readonly dev: boolean;
  readonly debug: boolean;
}
