import { describe, expect, test } from "vitest";
import { readToolResults, readTools } from "../../../../src/wizard/chat/tools.ts";
import { createHome } from "../../../support/home.ts";
import { refusalOf } from "../../../support/refusal.ts";

const inFile = <Result>(value: unknown, read: (path: string, cwd: string) => Result): Result =>
  read("file.json", createHome({ "file.json": JSON.stringify(value) }).path);

describe("functions", () => {
  const weather = { name: "weather", description: "The weather", parameters: { type: "object" }, strict: true };
  const definition = { type: "function", function: weather };

  test.each([
    ["as the API has them", [definition]],
    ["in an object", { tools: [definition] }],
    ["alone", [weather]],
    ["as the newer API writes them", [{ type: "function", ...weather }]],
  ])("%s", (_, value) => {
    expect(inFile(value, readTools)).toEqual([definition]);
  });

  test.each([
    ["none", []],
    ["no list", { weather }],
    ["a function without a name", [{ type: "function", function: {} }]],
    ["a name that is a sentence", [{ ...weather, name: "the weather" }]],
    ["a text", "weather"],
    ["null", [null]],
  ])("%s are refused, with an example", async (_, value) => {
    const refusal = await refusalOf(() => inFile(value, readTools));
    expect(refusal).toMatchObject({ code: "input-file-unexpected", exit: 2 });
    expect(refusal.hint).toContain('"name":"weather"');
  });
});

describe("results of calls", () => {
  const call = (id: string) => ({ id, type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } });
  const signed = { ...call("a"), thought_signature: "c2ln" };

  test("may be the list that was printed, with a result in every call", () => {
    const value = [
      { ...signed, result: "sunny" },
      { ...call("b"), result: { degrees: 21 } },
    ];
    expect(inFile(value, readToolResults)).toEqual([
      { role: "assistant", tool_calls: [signed, call("b")] },
      { role: "tool", tool_call_id: "a", content: "sunny" },
      { role: "tool", tool_call_id: "b", content: '{"degrees":21}' },
    ]);
  });

  test("may be the document of --json, whose message says what the model wants back", () => {
    const message = { role: "assistant", content: "Let me look.", reasoning_content: "Hm.", tool_calls: [call("a")] };
    const value = { ok: true, toolCalls: [{ ...call("a"), result: "sunny" }], message };
    expect(inFile(value, readToolResults)).toEqual([message, { role: "tool", tool_call_id: "a", content: "sunny" }]);
  });

  test("may be messages as the API has them", () => {
    const value = [
      { role: "assistant", content: "", tool_calls: [call("a")] },
      { role: "tool", tool_call_id: "a", content: "sunny" },
    ];
    expect(inFile(value, readToolResults)).toEqual(value);
  });

  test.each([
    ["nothing", []],
    ["a call without its result", [{ ...call("a"), result: "x" }, call("b")]],
    ["a result without its call", [{ result: "x" }]],
    ["a document without calls", { ok: true, toolCalls: [] }],
    ["messages without a call", [{ role: "assistant", content: "Hello" }]],
    ["messages without a result", [{ role: "assistant", tool_calls: [call("a")] }]],
    ["a person's message", [{ role: "user", content: "Hello" }]],
    ["a text", "sunny"],
  ])("%s is refused, with an example", async (_, value) => {
    expect(await refusalOf(() => inFile(value, readToolResults))).toMatchObject({
      code: "input-file-unexpected",
      exit: 2,
    });
  });
});
