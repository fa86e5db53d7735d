/**
 * A stream as a gateway before Venice may send it, with all that makes streams hard to read: three kinds of line ends, comments,
 * an event over two lines, letters of one to four bytes, a line that is no event, data that is no JSON, parallel calls whose
 * pieces are mixed, usage without choices.
 */
const delta = (value: object, reason: string | null = null) =>
  JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: value, finish_reason: reason }],
  });
const call = (index: number, rest: object) => delta({ tool_calls: [{ index, ...rest }] });

export const recordedStream = [
  ": open\n\n",
  `data: ${delta({ role: "assistant", content: "" })}\n\n`,
  `data: ${delta({ reasoning_content: "Où est le café ? 🤔" })}\r\n\r\n`,
  `id: 3\ndata: ${delta({ reasoning_content: " Là." })}\n\n`,
  "garbage\n",
  `data: ${delta({ content: "Voilà : né à " })}\r\r`,
  "data: this is no JSON\n\n",
  `data: ${delta({ content: "Venise 🎭, " })}\n\n`,
  ": keep-alive\r\n\r\n",
  `data:${delta({ content: "水の都\n\n\ttab" })}\n\n`,
  'data: {"choices":[{"index":0,\ndata: "delta":{"content":"!"}}]}\n\n',
  `data: ${call(0, { id: "call_a", type: "function", function: { name: "weather", arguments: "" } })}\n\n`,
  `data: ${call(1, { id: "call_b", type: "function", function: { name: "time", arguments: "" } })}\n\n`,
  `data: ${call(1, { function: { arguments: '{"zone":"Europe/' } })}\r\n\r\n`,
  `data: ${call(0, { function: { arguments: '{"city":"Zü' } })}\n\n`,
  `data: ${call(0, { function: { arguments: 'rich"}' }, thought_signature: "c2ln" })}\n\n`,
  `data: ${call(1, { function: { arguments: 'Rome"}' } })}\n\n`,
  `data: ${delta({}, "tool_calls")}\n\n`,
  'data: {"id":"chatcmpl-1","usage":{"prompt_tokens":9,"completion_tokens":31,"total_tokens":40}}\n\n',
  "data: [DONE]\n\n",
].join("");

/** What it says. */
export const recordedAnswer = {
  reasoning: "Où est le café ? 🤔 Là.",
  content: "Voilà : né à Venise 🎭, 水の都\n\n\ttab!",
  toolCalls: [
    {
      id: "call_a",
      type: "function",
      function: { name: "weather", arguments: '{"city":"Zürich"}' },
      thought_signature: "c2ln",
    },
    { id: "call_b", type: "function", function: { name: "time", arguments: '{"zone":"Europe/Rome"}' } },
  ],
  usage: { prompt: 9, completion: 31, cached: 0, cacheWritten: 0, reasoning: 0 },
  finishReason: "tool_calls",
};
