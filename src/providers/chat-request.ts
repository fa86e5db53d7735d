import { isObject, type JsonObject } from "./answer.ts";
import type { ProviderManifest } from "./provider.ts";

/** A message of a conversation, as the API takes it. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

export interface SystemMessage {
  readonly role: "system";
  readonly content: string;
}

export interface UserMessage {
  readonly role: "user";
  readonly content: string | readonly ContentPart[];
}

/** What a model said. Models want back what they sent: their reasoning, its signatures, their calls. */
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content?: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly [signature: string]: unknown;
}

export interface ToolMessage {
  readonly role: "tool";
  readonly tool_call_id: string;
  readonly content: string;
}

export type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } };

/** A function that a model wants called, with the fields that its provider added. */
export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  /** `arguments` is JSON, as the model wrote it. */
  readonly function: { readonly name: string; readonly arguments: string };
  readonly [signature: string]: unknown;
}

/** A function that a model may want called. */
export interface ToolDefinition {
  readonly type: "function";
  readonly function: { readonly name: string; readonly [field: string]: unknown };
}

export type ResponseFormat =
  | { readonly type: "json_object" }
  | {
      readonly type: "json_schema";
      readonly json_schema: { readonly name: string; readonly strict: true; readonly schema: unknown };
    };

export interface ChatRequest {
  /** The id of the model, without the provider's name. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number | undefined;
  /** Tokens of the answer, reasoning included. */
  readonly maxTokens?: number | undefined;
  readonly seed?: number | undefined;
  /** How hard to think, in the model's own words. */
  readonly effort?: string | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Fields of the provider's own, as its manifest states them for what is asked; later ones outrank earlier ones. */
  readonly fields?: readonly JsonObject[] | undefined;
}

/**
 * PURE: the body of the request. Nothing is in it that was not asked for, since Venice refuses keys it does not know, and any
 * null (its swagger.yaml: `additionalProperties: false`; letta-ai/letta#3161).
 */
export function chatBody(request: ChatRequest, manifest: ProviderManifest, stream: boolean): JsonObject {
  const body = {
    model: request.model,
    messages: request.messages,
    stream,
    stream_options: stream ? { include_usage: true } : undefined,
    temperature: request.temperature,
    max_completion_tokens: request.maxTokens,
    seed: request.seed,
    reasoning_effort: request.effort,
    response_format: request.responseFormat,
    tools: request.tools,
  };
  const stated = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  return [manifest.chat?.parameters ?? {}, ...(request.fields ?? [])].reduce<JsonObject>(mergeFields, stated);
}

/** The fields of both, objects merged field by field; where both have something else, the second one's. */
function mergeFields(first: JsonObject, second: JsonObject): JsonObject {
  const merged = Object.entries(second).map(([name, value]) => {
    const before = first[name];
    return [name, isObject(before) && isObject(value) ? mergeFields(before, value) : value] as const;
  });
  return { ...first, ...Object.fromEntries(merged) };
}
