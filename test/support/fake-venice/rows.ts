/**
 * Rows of Venice's `GET /models`, for the fake server. The first three are real rows of 2026 (github.com/veniceai/api-docs,
 * static-models.json, filled up from github.com/veniceai/skills); the others have their shape.
 */

export interface FakeRow {
  readonly id: string;
  readonly type?: string;
  readonly model_spec?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

const noAbilities = {
  optimizedForCode: false,
  quantization: "fp8",
  supportsAudioInput: false,
  supportsFunctionCalling: true,
  supportsLogProbs: false,
  supportsMultipleImages: false,
  supportsReasoning: false,
  supportsReasoningEffort: false,
  supportsResponseSchema: true,
  supportsTeeAttestation: false,
  supportsE2EE: false,
  supportsVideoInput: false,
  supportsVision: false,
  supportsWebSearch: true,
  supportsXSearch: false,
};

export const realRows: readonly FakeRow[] = [
  {
    id: "zai-org-glm-5-2",
    object: "model",
    owned_by: "venice.ai",
    type: "text",
    created: 1781568000,
    context_length: 1000000,
    model_spec: {
      name: "GLM 5.2",
      description: "GLM-5.2 is the next-generation large language model…",
      availableContextTokens: 1000000,
      maxCompletionTokens: 131072,
      privacy: "private",
      modelSource: "https://huggingface.co/zai-org/GLM-5.2",
      offline: false,
      traits: ["default", "function_calling_default"],
      capabilities: {
        ...noAbilities,
        optimizedForCode: true,
        supportsReasoning: true,
        supportsReasoningEffort: true,
        reasoningEffortOptions: ["none", "high", "max"],
        defaultReasoningEffort: "max",
      },
      pricing: {
        input: { usd: 1.4, diem: 1.4 },
        cache_input: { usd: 0.26, diem: 0.26 },
        output: { usd: 4.4, diem: 4.4 },
      },
    },
  },
  {
    id: "claude-opus-5",
    object: "model",
    owned_by: "venice.ai",
    type: "text",
    created: 1784764800,
    context_length: 1000000,
    model_spec: {
      name: "Claude Opus 5",
      availableContextTokens: 1000000,
      maxCompletionTokens: 128000,
      privacy: "anonymized",
      offline: false,
      traits: [],
      capabilities: {
        ...noAbilities,
        optimizedForCode: true,
        quantization: "not-available",
        supportsMultipleImages: true,
        maxImages: 10,
        supportsReasoning: true,
        supportsVision: true,
      },
      pricing: {
        input: { usd: 6, diem: 6 },
        cache_input: { usd: 0.6, diem: 0.6 },
        cache_write: { usd: 7.5, diem: 7.5 },
        output: { usd: 30, diem: 30 },
      },
    },
  },
  {
    id: "e2ee-gemma-4-31b",
    object: "model",
    owned_by: "venice.ai",
    type: "text",
    created: 1779235200,
    context_length: 32000,
    model_spec: {
      name: "Gemma 4 31B Instruct",
      availableContextTokens: 32000,
      privacy: "private",
      offline: false,
      traits: [],
      deprecation: {
        autoRemap: false,
        date: "2026-08-27T13:00:00.000Z",
        removesAt: "2026-08-27T13:00:00.000Z",
      },
      capabilities: {
        ...noAbilities,
        quantization: "not-available",
        supportsFunctionCalling: false,
        supportsReasoning: true,
        supportsResponseSchema: false,
        supportsTeeAttestation: true,
        supportsE2EE: true,
      },
      pricing: {
        input: { usd: 0.139, diem: 0.139 },
        cache_input: { usd: 0.028, diem: 0.028 },
        output: { usd: 0.43, diem: 0.43 },
      },
    },
  },
];

type Ability = "reasoning" | "vision" | "code" | "uncensored" | "no-tools";

/** Prices in USD per 1M tokens, input and output. */
function row(
  id: string,
  name: string,
  privacy: "private" | "anonymized",
  context: number,
  cap: number,
  prices: readonly [number, number],
  abilities: readonly Ability[] = [],
  spec: Readonly<Record<string, unknown>> = {},
): FakeRow {
  const can = (ability: Ability) => abilities.includes(ability);
  const price = (usd: number) => ({ usd, diem: usd });
  return {
    id,
    object: "model",
    owned_by: "venice.ai",
    type: "text",
    created: 1764547200,
    context_length: context,
    model_spec: {
      name,
      availableContextTokens: context,
      maxCompletionTokens: cap,
      privacy,
      offline: false,
      traits: [],
      ...(can("uncensored") ? { uncensored: true } : {}),
      capabilities: {
        ...noAbilities,
        optimizedForCode: can("code"),
        supportsFunctionCalling: !can("no-tools"),
        supportsReasoning: can("reasoning"),
        supportsVision: can("vision"),
      },
      pricing: { input: price(prices[0]), output: price(prices[1]) },
      ...spec,
    },
  };
}

/** The 25 models of the provider page, as Venice might list them. The prices are made up. */
export const pageRows: readonly FakeRow[] = [
  row("llama-3.3-70b", "Llama 3.3 70B", "private", 131072, 4096, [0.7, 2.8]),
  row("llama-3.2-3b", "Llama 3.2 3B", "private", 131072, 4096, [0.15, 0.6]),
  row("hermes-3-llama-3.1-405b", "Hermes 3 Llama 3.1 405B", "private", 131072, 16384, [1.1, 3], ["no-tools"]),
  row("qwen3-235b-a22b-thinking-2507", "Qwen3 235B Thinking", "private", 131072, 16384, [0.45, 3.5], ["reasoning"]),
  row("qwen3-235b-a22b-instruct-2507", "Qwen3 235B Instruct", "private", 131072, 16384, [0.15, 0.75]),
  row("qwen3-coder-480b-a35b-instruct", "Qwen3 Coder 480B", "private", 262144, 65536, [0.75, 3], ["code"], {
    traits: ["default_code"],
  }),
  row("qwen3-next-80b", "Qwen3 Next 80B", "private", 262144, 16384, [0.35, 1.9]),
  row("qwen3-vl-235b-a22b", "Qwen3 VL 235B", "private", 262144, 16384, [0.25, 1.5], ["vision"], {
    traits: ["default_vision"],
  }),
  row("qwen3-4b", "Venice Small (Qwen3 4B)", "private", 32768, 8192, [0.05, 0.15], ["reasoning"]),
  row("deepseek-v3.2", "DeepSeek V3.2", "private", 163840, 32768, [0.4, 1], ["reasoning"]),
  row("venice-uncensored", "Venice Uncensored", "private", 32768, 8192, [0.2, 0.9], ["uncensored", "no-tools"], {
    traits: ["most_uncensored"],
  }),
  row("mistral-31-24b", "Venice Medium (Mistral)", "private", 131072, 8192, [0.5, 2], ["vision"]),
  row("google-gemma-3-27b-it", "Gemma 3 27B Instruct", "private", 202752, 16384, [0.12, 0.2], ["vision"]),
  row("openai-gpt-oss-120b", "OpenAI GPT OSS 120B", "private", 131072, 16384, [0.07, 0.3]),
  row("zai-org-glm-4.7", "GLM 4.7", "private", 202752, 16384, [0.55, 2.65], ["reasoning"]),
  row("claude-opus-45", "Claude Opus 4.5", "anonymized", 202752, 32768, [6, 30], ["reasoning", "vision", "code"]),
  row("claude-sonnet-45", "Claude Sonnet 4.5", "anonymized", 202752, 32768, [3.75, 18.75], ["reasoning", "vision"]),
  row("openai-gpt-52", "GPT-5.2", "anonymized", 262144, 65536, [2.19, 17.5], ["reasoning"]),
  row("openai-gpt-52-codex", "GPT-5.2 Codex", "anonymized", 262144, 65536, [2.19, 17.5], ["reasoning", "vision"]),
  row("gemini-3-pro-preview", "Gemini 3 Pro", "anonymized", 202752, 32768, [2.5, 15], ["reasoning", "vision"]),
  row("gemini-3-flash-preview", "Gemini 3 Flash", "anonymized", 262144, 65536, [0.7, 3.75], ["reasoning", "vision"]),
  row("grok-41-fast", "Grok 4.1 Fast", "anonymized", 262144, 32768, [0.5, 1.25], ["reasoning", "vision"]),
  row("grok-code-fast-1", "Grok Code Fast 1", "anonymized", 262144, 16384, [0.25, 1.87], ["reasoning", "code"]),
  row("kimi-k2-thinking", "Kimi K2 Thinking", "anonymized", 262144, 32768, [0.75, 3.2], ["reasoning"]),
  row("minimax-m21", "MiniMax M2.1", "anonymized", 202752, 32768, [0.4, 1.6], ["reasoning"]),
];

/** One row for every way in which a list surprises its readers. The ids say which. */
export const oddRows: readonly FakeRow[] = [
  row("odd-offline-8b", "Odd Offline 8B", "private", 32768, 4096, [0.1, 0.2], [], { offline: true }),
  row("odd-beta-access-8b", "Odd Beta Access 8B", "private", 32768, 4096, [0.1, 0.2], [], { beta: true }),
  row("odd-beta-model-8b", "Odd Beta Model 8B", "private", 32768, 4096, [0.1, 0.2], [], { betaModel: true }),
  row("odd-retired-8b", "Odd Retired 8B", "private", 32768, 4096, [0.1, 0.2], [], {
    deprecation: {
      autoRemap: true,
      date: "2025-03-01T00:00:00.000Z",
      removesAt: "2025-03-15T00:00:00.000Z",
      replacementModelId: "llama-3.3-70b",
    },
  }),
  row("odd-retiring-8b", "Odd Retiring 8B", "private", 32768, 4096, [0.1, 0.2], [], {
    deprecation: {
      autoRemap: true,
      date: "2099-12-01T00:00:00.000Z",
      removesAt: "2099-12-31T00:00:00.000Z",
      replacementModelId: "qwen3-next-80b",
    },
  }),
  row("odd-zero-price-8b", "Odd Zero Price 8B", "anonymized", 131072, 4096, [0, 0], [], { betaModel: true }),
  row("odd-without-pricing-8b", "Odd Without Pricing 8B", "private", 32768, 4096, [0, 0], [], { pricing: undefined }),
  // privacy is the only field of model_spec that Venice promises.
  { id: "odd-bare-8b", object: "model", owned_by: "venice.ai", type: "text", model_spec: { privacy: "private" } },
  {
    ...row("Odd-Unknown-Keys-8b", "Odd Unknown Keys 8B", "private", 32768, 4096, [0.1, 0.2], [], {
      privacy: "encrypted-at-rest",
      model_sets: ["featured"],
      moodRing: { colour: "teal" },
    }),
    discount_to_user: 0.1,
  },
];

/** Listed only where `type` asks for more than text. */
export const otherRows: readonly FakeRow[] = [
  {
    id: "odd-painter",
    object: "model",
    owned_by: "venice.ai",
    type: "image",
    created: 1764547200,
    model_spec: { name: "Odd Painter", privacy: "private", offline: false, traits: ["default"] },
  },
];

/** The models of the made-up provider of `test/fixtures/providers/acme.json5`: plain rows, as OpenAI lists them. */
export const acmeRows: readonly FakeRow[] = [
  { id: "anvil-large", object: "model", created: 1764547200, owned_by: "acme" },
  { id: "anvil-vision", object: "model", created: 1764547200, owned_by: "acme" },
  { id: "rocket/skates-1", object: "model", created: 1764547200, owned_by: "acme", context_length: 65536 },
];
