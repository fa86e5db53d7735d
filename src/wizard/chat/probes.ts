import type { ChatAnswer } from "../../providers/chat-answer.ts";
import type { ChatRequest, ContentPart, ToolDefinition } from "../../providers/chat-request.ts";
import type { ModelDefinition } from "../../providers/provider.ts";
import { isAboveCap } from "./request.ts";

export type ProbedAbility = "streaming" | "tools" | "vision" | "json" | "reasoning";

/** A request that is as small as shows whether a model does what it is said to. */
export interface Probe {
  readonly ability: ProbedAbility;
  /** What the provider's list says; `undefined` where it says nothing. */
  readonly claimed: boolean | undefined;
  /** Nothing where the list says that the model cannot: that costs nothing to believe. */
  readonly request: ChatRequest | undefined;
  /** Whether such an answer shows the ability. */
  readonly shows: (answer: ChatAnswer) => boolean;
}

/** Tokens of an answer. A model that thinks may need them before its first word. */
const room = { plain: 64, thinking: 512 };

const clock: ToolDefinition = {
  type: "function",
  function: {
    name: "get_time",
    description: "Tells what time it is in a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    },
  },
};

/** 32 by 32 pixels, all of them #ff0000. */
export const redSquare =
  "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAMAAABEpIrGAAAAA1BMVEX/AAAZ4gk3AAAAEklEQVR42mNgGAWjYBSMAuwAAAQgAAF8we+4AAAAAElFTkSuQmCC";

const picture: ContentPart = { type: "image_url", image_url: { url: `data:image/png;base64,${redSquare}` } };

const colour = {
  type: "object",
  properties: { colour: { type: "string" } },
  required: ["colour"],
  additionalProperties: false,
};

/** PURE: a probe for each ability that is worth asking for, in the order in which they are shown. */
export function probesOf(model: ModelDefinition): Probe[] {
  const { capabilities, reasoning } = model;
  const tokens = reasoning ? room.thinking : room.plain;
  const maxTokens = isAboveCap(tokens, model) ? model.maxTokens : tokens;
  const saying = (content: string | readonly ContentPart[], extra: Partial<ChatRequest> = {}): ChatRequest => ({
    model: model.id,
    messages: [{ role: "user", content }],
    maxTokens,
    ...extra,
  });
  const probe = (
    ability: ProbedAbility,
    claimed: boolean | undefined,
    request: ChatRequest,
    shows: Probe["shows"],
  ): Probe => ({ ability, claimed, request: claimed === false ? undefined : request, shows });
  return [
    probe("streaming", true, saying("Count from one to five."), isStream),
    probe(
      "tools",
      capabilities.tools,
      saying("What time is it in Paris? Ask the function.", { tools: [clock] }),
      ({ toolCalls }) =>
        toolCalls.some((call) => call.function.name === "get_time" && hasCity(call.function.arguments)),
    ),
    probe(
      "vision",
      capabilities.vision,
      saying([{ type: "text", text: "What colour is this picture? Answer with one word." }, picture]),
      ({ content }) => /\bred\b/i.test(content),
    ),
    probe(
      "json",
      capabilities.responseSchema,
      saying("Name a colour.", {
        responseFormat: { type: "json_schema", json_schema: { name: "colour", strict: true, schema: colour } },
      }),
      ({ content }) => typeof field(content, "colour") === "string",
    ),
    probe(
      "reasoning",
      reasoning,
      saying("What is 17 times 23? Answer with the number."),
      (answer) => answer.reasoning !== "" || (answer.usage?.reasoning ?? 0) > 0,
    ),
  ];
}

/** A model that thinks may have no word left for the answer; its thoughts came as a stream, too. */
function isStream({ streamed, content, reasoning }: ChatAnswer): boolean {
  return streamed && (content !== "" || reasoning !== "");
}

function hasCity(text: string): boolean {
  return typeof field(text, "city") === "string";
}

/** That field of an object in JSON, whatever the text is. */
function field(text: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  } catch {
    return undefined;
  }
}
