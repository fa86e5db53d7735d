import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChatEvent, createAnswerReader } from "../../src/providers/chat-answer.ts";
import { readChat } from "../../src/providers/chat-stream.ts";
import { createSseReader } from "../../src/providers/sse.ts";
import { recordedAnswer, recordedStream } from "../support/recorded-stream.ts";

const runs = Number(process.env.FUZZ_CASES ?? 1000);
const bytes = new TextEncoder().encode(recordedStream);

/** The stream cut at those places. */
function* cutAt(places: readonly number[]): Generator<Uint8Array> {
  let from = 0;
  for (const to of [...new Set(places)].sort((a, b) => a - b)) {
    yield bytes.subarray(from, to);
    from = to;
  }
  yield bytes.subarray(from);
}

const cuts = fc.oneof(
  fc.array(fc.nat(bytes.length), { maxLength: 12 }),
  // Very many cuts: hardly any piece is longer than a few bytes.
  fc.array(fc.nat(bytes.length), { minLength: 300, maxLength: 1500 }),
);

/** What a person gets to see of the stream, piece by piece, and the answer it comes to. */
async function watch(pieces: Iterable<Uint8Array>) {
  async function* arriving() {
    yield* pieces;
  }
  const stream = { status: 200, headers: {}, pieces: arriving(), leave: () => {} };
  const reader = createAnswerReader({
    host: "x.invalid",
    citations: undefined,
    requestId: undefined,
    started: performance.now(),
  });
  const events: ChatEvent[] = [];
  const reading = readChat(stream, reader, { host: "x.invalid", now: new Date(), firstTokenLimit: 60_000 });
  for (let step = await reading.next(); ; step = await reading.next()) {
    if (step.done) return { events, failure: step.value, answer: reader.answer() };
    events.push(step.value);
  }
}

/** Texts that follow one another joined: how many pieces they came in is the network's business. */
function joined(events: readonly ChatEvent[]) {
  const result: ChatEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (last && "text" in last && "text" in event && last.type === event.type) {
      result[result.length - 1] = { type: last.type, text: last.text + event.text };
    } else result.push(event);
  }
  return result;
}

test("however the bytes are split, the same events come out", () => {
  const read = (pieces: Iterable<Uint8Array>) => {
    const reader = createSseReader();
    return [...[...pieces].flatMap((piece) => reader.push(piece)), ...reader.end()];
  };
  const whole = read([bytes]);
  expect(whole.length).toBeGreaterThan(15);
  fc.assert(
    fc.property(cuts, (places) => {
      expect(read(cutAt(places))).toEqual(whole);
    }),
    { numRuns: runs },
  );
});

test("however the bytes are split, the same answer is seen and kept", async () => {
  const whole = await watch([bytes]);
  expect(whole.failure).toBeUndefined();
  expect(whole.answer).toMatchObject(recordedAnswer);
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const { events, failure, answer } = await watch(cutAt(places));
      expect(failure).toBeUndefined();
      expect(joined(events)).toEqual(joined(whole.events));
      expect({ ...answer, timings: undefined }).toEqual({ ...whole.answer, timings: undefined });
    }),
    { numRuns: runs },
  );
});

test("byte by byte, too", async () => {
  const { events, answer } = await watch(Array.from(bytes, (byte) => Uint8Array.of(byte)));
  expect(joined(events)).toEqual(joined((await watch([bytes])).events));
  expect(answer).toMatchObject(recordedAnswer);
});
