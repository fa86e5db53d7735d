import { createParser } from "eventsource-parser";

/** Characters of one event. A chunk of an answer has some hundred; one with an answer's every tool call may have many more. */
const longestEvent = 16 * 1024 * 1024;

/** Turns the bytes of a stream of server-sent events into the data of its events, whatever pieces the bytes come in. */
export interface SseReader {
  /** The data of the events that these bytes complete. */
  push(bytes: Uint8Array): string[];
  /** The data of the event that the end of the stream completes, should its last line end be missing. */
  end(): string[];
}

/**
 * PURE but for what it remembers. Comments, other fields and lines that are none are passed over (WHATWG HTML, "Server-sent
 * events"). Throws a RangeError for an event without end.
 */
export function createSseReader(): SseReader {
  const decoder = new TextDecoder();
  let events: string[] = [];
  let overflow = false;
  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent: ({ data }) => events.push(data),
    onError: ({ type }) => {
      overflow ||= type === "max-buffer-size-exceeded";
    },
  });
  const feed = (text: string) => {
    parser.feed(text);
    if (overflow) throw new RangeError("An event without end");
    const complete = events;
    events = [];
    return complete;
  };
  return {
    push: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    end: () => feed(`${decoder.decode()}\n\n`),
  };
}
