import type { Answer } from "./answer.ts";
import { type ChatEvent, createAnswerReader } from "./chat-answer.ts";
import { type ChatFailure, readNetworkFailure, readRefusal } from "./chat-failure.ts";
import { readChat } from "./chat-stream.ts";
import type { HttpFailure, HttpStream } from "./http.ts";
import { type RetryPolicy, retryDelay } from "./retry.ts";

/** How a chat's request gets to the provider. */
export interface Wire {
  readonly host: string;
  readonly now: () => Date;
  /** Milliseconds until the answer must have begun, all tries together. */
  readonly beginLimit: number;
  /** Milliseconds in which the first token must be there, however often the provider says that it is still at work. */
  readonly firstTokenLimit: number;
  readonly policy: RetryPolicy;
  /** Sends the request; the answer must begin within that many milliseconds. */
  send(headersLimit: number): Promise<{ readonly stream: HttpStream } | HttpFailure>;
  /** What the provider says in JSON with a status other than 200. */
  readRest(stream: HttpStream): Promise<{ readonly answer: Answer } | HttpFailure>;
  /** Waits; the end of the run ends the wait. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * One answer of a model, event by event, with the tries it takes. Throws an Interruption.
 *
 * @param citations where in an object of the answer the pages are that it rests on
 */
export async function* converse(wire: Wire, citations: readonly string[] | undefined): AsyncGenerator<ChatEvent> {
  const { host, now, policy } = wire;
  const started = performance.now();
  const left = () => started + wire.beginLimit - performance.now();
  for (let number = 1; ; number += 1) {
    const sent = await wire.send(Math.max(1, left()));
    const requestId = "stream" in sent ? requestIdOf(sent.stream) : undefined;
    const reader = createAnswerReader({ host, citations, requestId, started });
    let unsent = false;
    let failure: ChatFailure | undefined;
    if ("failure" in sent) {
      unsent = sent.unsent;
      failure = readNetworkFailure(sent.failure);
    } else if (sent.stream.status === 200) {
      try {
        yield { type: "begun", requestId };
        failure = yield* readChat(sent.stream, reader, { host, now: now(), firstTokenLimit: wire.firstTokenLimit });
      } finally {
        // Whoever listens may have left before the first piece was read.
        sent.stream.leave();
      }
    } else {
      const rest = await wire.readRest(sent.stream);
      failure = "answer" in rest ? readRefusal(rest.answer, host) : readNetworkFailure(rest.failure);
    }
    if (!failure) {
      yield { type: "done", answer: reader.answer() };
      return;
    }
    failure = { ...failure, requestId };
    const { network, kind } = failure;
    const mayPass = network !== undefined && !reader.hasBegun && kind !== "connection-lost";
    const delay = mayPass ? retryDelay(network, { number, unsent, paid: true }, policy) : undefined;
    if (delay === undefined || delay >= left()) {
      yield { type: "failed", failure, answer: reader.answer() };
      return;
    }
    yield { type: "retry", failure, milliseconds: Math.round(delay) };
    await wire.pause(delay);
  }
}

/** Venice's support asks for CF-RAY (docs.venice.ai, "Response headers"); others have a header of their own for it. */
function requestIdOf({ headers }: HttpStream): string | undefined {
  const id = headers["cf-ray"] ?? headers["x-request-id"];
  return typeof id === "string" && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}
