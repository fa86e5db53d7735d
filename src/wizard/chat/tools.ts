import { CliError } from "../../errors.ts";
import { asObject, isObject, type JsonObject } from "../../providers/answer.ts";
import type {
  AssistantMessage,
  ChatMessage,
  ToolCall,
  ToolDefinition,
  ToolMessage,
} from "../../providers/chat-request.ts";
import { readJsonFile } from "./input-file.ts";

/**
 * The functions in a file of --tools: a list of definitions as OpenAI has them, or of functions alone; `{"tools": […]}` is one
 * too. None of them is ever run here.
 *
 * @throws CliError "input-file-unexpected", and what `readJsonFile` throws
 */
export function readTools(path: string, cwd: string): ToolDefinition[] {
  const value = readJsonFile("--tools", path, cwd);
  const listed = Array.isArray(value) ? value : asObject(value).tools;
  const unexpected = (expected: "tools" | "tool-name") =>
    new CliError("input-file-unexpected", { flag: "--tools", path, expected });
  if (!Array.isArray(listed) || listed.length === 0) throw unexpected("tools");
  return listed.map((item) => {
    const definition = asObject(asObject(item).function ?? item);
    const { name } = definition;
    if (typeof name !== "string" || !/^[\w.-]{1,64}$/.test(name)) throw unexpected("tool-name");
    return { type: "function", function: { ...withoutType(definition), name } };
  });
}

/** `{type: "function", name, …}` is how OpenAI's newer API writes a definition. */
function withoutType({ type: _, ...definition }: JsonObject): JsonObject {
  return definition;
}

/**
 * The messages that go on after a model has called functions, from a file of --tool-results. It is what `chat` printed, the
 * list of calls or its --json document, with a `result` in every call; or messages as the API has them: the assistant's, then
 * one of a tool for every call.
 *
 * @throws CliError "input-file-unexpected", and what `readJsonFile` throws
 */
export function readToolResults(path: string, cwd: string): ChatMessage[] {
  const value = readJsonFile("--tool-results", path, cwd);
  const unexpected = (expected: "tool-results" | "tool-messages") =>
    new CliError("input-file-unexpected", { flag: "--tool-results", path, expected });
  if (Array.isArray(value) && value.some((item) => "role" in asObject(item))) {
    if (!areMessages(value)) throw unexpected("tool-messages");
    return value;
  }
  const calls = Array.isArray(value) ? value : asObject(value).toolCalls;
  if (!Array.isArray(calls) || calls.length === 0 || !calls.every(isCallWithResult)) throw unexpected("tool-results");
  const said = asObject(asObject(value).message);
  const assistant: AssistantMessage = { ...said, role: "assistant", tool_calls: calls.map(callAlone) };
  return [assistant, ...calls.map(resultMessage)];
}

type CallWithResult = ToolCall & { readonly result: unknown };

function isCallWithResult(value: unknown): value is CallWithResult {
  const { id, result, function: called } = asObject(value);
  return typeof id === "string" && result !== undefined && typeof asObject(called).name === "string";
}

function callAlone({ result: _, ...call }: CallWithResult): ToolCall {
  return call as unknown as ToolCall;
}

function resultMessage({ id, result }: CallWithResult): ToolMessage {
  return { role: "tool", tool_call_id: id, content: typeof result === "string" ? result : JSON.stringify(result) };
}

function areMessages(values: readonly unknown[]): values is readonly [AssistantMessage, ...ToolMessage[]] {
  const [first, ...rest] = values.map(asObject);
  const isAssistant =
    first?.role === "assistant" && Array.isArray(first.tool_calls) && first.tool_calls.every(isObject);
  const areTools = rest.every(
    ({ role, tool_call_id: id, content }) => role === "tool" && typeof id === "string" && typeof content === "string",
  );
  return isAssistant && areTools && rest.length > 0;
}
