import { describe, expect, test } from "vitest";
import { createSseReader } from "../../../src/providers/sse.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** The data of all events of a stream that comes in those pieces. */
function read(...pieces: readonly (string | Uint8Array)[]): string[] {
  const reader = createSseReader();
  const bytes = pieces.map((piece) => (typeof piece === "string" ? encode(piece) : piece));
  return [...bytes.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

test.each([
  ["LF", "\n"],
  ["CR LF", "\r\n"],
  ["CR", "\r"],
])("lines may end in %s", (_, end) => {
  expect(read(`data: one${end}${end}data: two${end}${end}`)).toEqual(["one", "two"]);
});

test.each([
  ["comments", ": keep-alive\n\ndata: x\n\n: bye\n"],
  ["other fields", "id: 7\nevent: message\nretry: 10\ndata: x\n\n"],
  ["lines that are none", "HTTP is fun\ndata: x\n\n"],
  ["a byte order mark", "\uFEFFdata: x\n\n"],
  ["empty lines", "\n\n\ndata: x\n\n\n\n"],
  ["the blank after the colon", "data:x\n\n"],
])("%s are passed over", (_, text) => {
  expect(read(text)).toEqual(["x"]);
});

test("several lines of data are one event", () => {
  expect(read('data: {"a":\ndata: 1}\n\n')).toEqual(['{"a":\n1}']);
});

test("a stream whose last line end is missing loses nothing", () => {
  expect(read("data: x\n\ndata: [DONE]")).toEqual(["x", "[DONE]"]);
  expect(read("data: x\r")).toEqual(["x"]);
});

test("a letter that two pieces share is one letter", () => {
  const bytes = encode("data: né 🎉\n\n");
  for (let at = 0; at <= bytes.length; at += 1) {
    expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(["né 🎉"]);
  }
});

test("events come as soon as they are whole, and not before", () => {
  const reader = createSseReader();
  expect(reader.push(encode("data: o"))).toEqual([]);
  expect(reader.push(encode("ne\n"))).toEqual([]);
  expect(reader.push(encode("\ndata: two\n\ndata: thr"))).toEqual(["one", "two"]);
  expect(reader.end()).toEqual(["thr"]);
});

describe("an event without end", () => {
  test("is left before it fills the memory", () => {
    const reader = createSseReader();
    const megabyte = encode("x".repeat(1024 * 1024));
    reader.push(encode("data: "));
    const pushAll = () => {
      for (let pushed = 0; pushed < 64; pushed += 1) reader.push(megabyte);
    };
    expect(pushAll).toThrow(RangeError);
  });
});
