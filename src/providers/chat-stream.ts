import { readAnswer } from "./answer.ts";
import type { AnswerReader, ChatEvent } from "./chat-answer.ts";
import { type ChatFailure, readNetworkFailure } from "./chat-failure.ts";
import { BrokenOff, type HttpStream } from "./http.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { createSseReader } from "./sse.ts";

/** Bytes of an answer. In a stream a token takes some 250 of them, and the longest answers have 131,072 tokens. */
const largest = { document: 8 * 1024 * 1024, events: 256 * 1024 * 1024 };
/** Milliseconds for the end of the connection's turn after the end of the answer, so that it can be used again. */
const grace = 1000;

/**
 * Reads what follows a 200: a stream of events, an answer in one piece, or neither. Yields the events of the answer and
 * returns why it is not whole, or `undefined` when it is. An answer that said why it ended counts as whole, even where the
 * stream's own end is missing. Throws an Interruption.
 */
export async function* readChat(
  { status, headers, pieces, leave }: HttpStream,
  reader: AnswerReader,
  { host, now, firstTokenLimit }: { readonly host: string; readonly now: Date; readonly firstTokenLimit: number },
): AsyncGenerator<ChatEvent, ChatFailure | undefined> {
  const sse = createSseReader();
  const document: Uint8Array[] = [];
  let size = 0;
  let form: "events" | "document" | undefined;
  let graceTimer: ReturnType<typeof setTimeout> | undefined;
  let isOverdue = false;
  const beginTimer = setTimeout(() => {
    isOverdue = true;
    leave();
  }, firstTokenLimit);
  const isWhole = () => reader.isDone || reader.finishReason !== undefined;
  try {
    for await (const piece of pieces) {
      if (reader.isDone) continue;
      form ??= formOf(piece);
      size += piece.length;
      if (size > largest[form ?? "document"]) return unanswered("too-large");
      if (form === "events") {
        for (const data of sse.push(piece)) reader.readEvent(data);
        yield* reader.take();
        if (reader.failure) return reader.failure;
        if (reader.hasBegun) clearTimeout(beginTimer);
        if (reader.isDone) graceTimer = setTimeout(leave, grace);
      } else {
        document.push(piece);
      }
    }
    if (form === "events") {
      for (const data of sse.end()) reader.readEvent(data);
      yield* reader.take();
      if (reader.failure || isWhole()) return reader.failure;
      return reader.isAnswer ? { kind: "unfinished", detail: "" } : unanswered("unreadable");
    }
    const text = Buffer.concat(document).toString("utf8");
    const read = readAnswer({ status, headers, text }, host, now);
    if ("failure" in read) return readNetworkFailure(read.failure);
    const isAnswer = reader.readDocument(read.answer.value);
    yield* reader.take();
    return isAnswer ? undefined : (reader.failure ?? unanswered("unreadable"));
  } catch (error) {
    if (error instanceof RangeError) return unanswered("too-large");
    if (!(error instanceof BrokenOff)) throw error;
    if (isWhole()) return undefined;
    const network: NetworkFailure = isOverdue
      ? { kind: "timeout", host, detail: "", phase: "body", milliseconds: Math.round(firstTokenLimit) }
      : error.failure;
    return { kind: "connection-lost", detail: network.detail, network };
  } finally {
    clearTimeout(beginTimer);
    clearTimeout(graceTimer);
  }

  function unanswered(kind: NetworkFailure["kind"]): ChatFailure {
    return readNetworkFailure({ kind, host, status, detail: "" });
  }
}

/** What an answer is, by its first character, whatever its headers say; `undefined` while there is only white space. */
function formOf(piece: Uint8Array): "events" | "document" | undefined {
  const text = new TextDecoder().decode(piece.subarray(0, 64)).trimStart();
  if (text === "") return undefined;
  return /^[{[<"]/.test(text) ? "document" : "events";
}
