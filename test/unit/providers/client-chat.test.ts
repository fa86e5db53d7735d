import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Interruption } from "../../../src/errors.ts";
import type { ChatEvent } from "../../../src/providers/chat-answer.ts";
import type { ChatRequest } from "../../../src/providers/chat-request.ts";
import type { Client } from "../../../src/providers/client.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import type { FakeVenice } from "../../support/fake-venice.ts";
import { recordedAnswer, recordedStream } from "../../support/recorded-stream.ts";
import { closedPort, httpServer, json, tcpServer } from "../../support/servers.ts";
import { clientOf, fakeVenice, now, secret } from "./clients.ts";

const request: ChatRequest = { model: "llama-3.3-70b", messages: [{ role: "user", content: "Hello" }] };
const tools = [{ type: "function", function: { name: "weather" } }] as const;
const key = secret(keys.good);
const at = (port: number) => `http://127.0.0.1:${port}`;

async function all(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const result: ChatEvent[] = [];
  for await (const event of events) result.push(event);
  return result;
}

/** All events of a chat, the last one, and the text that was seen. */
async function watch(
  client: Client,
  asked: ChatRequest = request,
  method: "streamChat" | "completeChat" = "streamChat",
) {
  const events = await all(client[method](key, asked));
  const last = events.at(-1);
  if (last?.type !== "done" && last?.type !== "failed") throw new Error(`The last event is ${last?.type}`);
  const seen = events.map((event) => (event.type === "content" ? event.text : "")).join("");
  return { events, last, seen };
}

/** A server that answers the chats it gets one after the other. */
async function answering(...answers: readonly ((response: ServerResponse, request: IncomingMessage) => void)[]) {
  let count = 0;
  const server = await httpServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => answers[Math.min(count++, answers.length - 1)]?.(response, incoming));
  });
  return { url: at(server.port), count: () => count };
}

const streaming = (text: string) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream", "cf-ray": "ray-1" }).end(text);
};
const refusing =
  (status: number, error: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    json(response, status, { error }, headers);

describe("an answer", () => {
  test("comes piece by piece, thought first, and ends with all of it", async () => {
    const fake = await fakeVenice({ chat: { reasoning: "Let me see.", reply: "Yes,  I am.", comments: true } });
    const { events, last } = await watch(clientOf(fake.baseUrl));
    expect(events.map(({ type }) => type).filter((type, index, types) => type !== types[index - 1])).toEqual([
      "begun",
      "reasoning",
      "content",
      "finish",
      "usage",
      "done",
    ]);
    expect(last).toMatchObject({
      type: "done",
      answer: {
        content: "Yes,  I am.",
        reasoning: "Let me see.",
        usage: { prompt: 12, completion: 7, reasoning: 5 },
        finishReason: "stop",
        requestId: expect.stringMatching(/^[0-9a-f]{16}-CDG$/),
      },
    });
    const { timings } = last.answer;
    expect(timings.firstToken).toBeLessThanOrEqual(timings.total);
  });

  test("comes in one piece where that is wanted, and says the same", async () => {
    const fake = await fakeVenice({ chat: { reasoning: "Let me see.", reply: "Yes,  I am." } });
    const client = clientOf(fake.baseUrl);
    const whole = (await watch(client, request, "completeChat")).last;
    const streamed = (await watch(client)).last;
    const common = ({ answer }: typeof whole) => ({
      ...answer,
      streamed: undefined,
      timings: undefined,
      requestId: undefined,
    });
    expect(common(whole)).toEqual(common(streamed));
    expect([whole.answer.streamed, streamed.answer.streamed]).toEqual([false, true]);
    expect(JSON.parse(fake.requests[0]?.body ?? "")).toMatchObject({ stream: false });
    expect(JSON.parse(fake.requests[0]?.body ?? "")).not.toHaveProperty("stream_options");
  });

  test.each(["\n", "\r\n", "\r"] as const)("may end its lines in %j", async (lineEnd) => {
    const fake = await fakeVenice({ chat: { lineEnd } });
    expect((await watch(clientOf(fake.baseUrl))).seen).toBe("Hello! Yes, I am working.");
  });

  test.each(["always", "when-asked", "without-choices"] as const)("tells its usage %s", async (usage) => {
    const fake = await fakeVenice({ chat: { usage } });
    expect((await watch(clientOf(fake.baseUrl))).last.answer.usage).toMatchObject({ prompt: 12, completion: 7 });
  });

  test("that tells no usage is one all the same", async () => {
    const fake = await fakeVenice({ chat: { usage: "never" } });
    expect((await watch(clientOf(fake.baseUrl))).last).toMatchObject({ type: "done", answer: { usage: undefined } });
  });

  test("may be calls, made at once", async () => {
    const toolCalls = [
      { name: "weather", arguments: '{"city":"Venice"}', thought_signature: "c2ln" },
      { name: "time", arguments: '{"zone":"Europe/Rome"}' },
    ];
    const fake = await fakeVenice({ chat: { toolCalls } });
    for (const method of ["streamChat", "completeChat"] as const) {
      const { events, last } = await watch(clientOf(fake.baseUrl), { ...request, tools }, method);
      expect(last.answer.toolCalls.map(({ function: called }) => called)).toEqual(
        toolCalls.map(({ name, arguments: text }) => ({ name, arguments: text })),
      );
      expect(last.answer.toolCalls[0]?.thought_signature).toBe("c2ln");
      expect(events.filter(({ type }) => type === "tool-call")).toHaveLength(2);
    }
  });

  test("may rest on pages", async () => {
    const pages = [{ title: "A page", url: "https://a.invalid" }];
    const fake = await fakeVenice({ chat: { pages } });
    const fields = [{ venice_parameters: { enable_web_search: "on", include_search_results_in_stream: true } }];
    expect((await watch(clientOf(fake.baseUrl), { ...request, fields })).last.answer.citations).toEqual(pages);
  });

  test("that is hard to read is read", async () => {
    const { url } = await answering(streaming(recordedStream));
    expect((await watch(clientOf(url))).last).toMatchObject({ type: "done", answer: recordedAnswer });
  });

  test("in one piece where a stream was asked for is taken", async () => {
    const message = { role: "assistant", content: "Hello" };
    const { url } = await answering((response) =>
      json(response, 200, { choices: [{ finish_reason: "stop", message }] }),
    );
    expect((await watch(clientOf(url))).last).toMatchObject({ type: "done", answer: { content: "Hello" } });
  });

  test("that is packed is unpacked", async () => {
    const { url } = await answering((response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(recordedStream));
    });
    expect((await watch(clientOf(url))).last).toMatchObject({ type: "done", answer: recordedAnswer });
  });

  test("carries the key, says what it takes, and leaves the connection for the next one", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    await watch(client);
    await watch(client);
    expect(fake.requests[0]).toMatchObject({
      path: "/chat/completions",
      key: keys.good,
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        "user-agent": "openclaw-venice/1.2.3",
      },
    });
    expect(fake.connections).toBe(1);
  });

  test("is not asked for before somebody listens", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    client.streamChat(key, request);
    await client.listModels();
    expect(fake.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("is told about without the key", async () => {
    const fake = await fakeVenice();
    const lines: string[] = [];
    await watch(clientOf(fake.baseUrl, { log: (line) => lines.push(line) }));
    expect(lines).toEqual([expect.stringMatching(/^POST http:\/\/127.*\/chat\/completions 200 \d+ ms$/)]);
  });
});

describe("an answer that is not whole", () => {
  const half = { type: "failed", answer: { content: "Hello! Yes, I" } };

  test.each([
    ["ends in an error", { ending: "error" }, { kind: "broken-off", detail: expect.stringContaining("overloaded") }],
    ["ends in another error", { ending: "error", error: "upstream" }, { kind: "broken-off" }],
    ["is cut", { ending: "cut" }, { kind: "connection-lost", network: { kind: "reset" } }],
    ["stops without a word", { ending: "halfway" }, { kind: "unfinished" }],
  ] as const)("%s: what had come is kept, and it is not asked for again", async (_, chat, failure) => {
    const fake = await fakeVenice({ chat: { reply: "Hello! Yes, I am working now.", ...chat } });
    const { last, seen } = await watch(clientOf(fake.baseUrl));
    expect(last).toMatchObject({ ...half, failure: { ...failure, requestId: expect.stringContaining("-CDG") } });
    expect(seen).toBe("Hello! Yes, I");
    expect(fake.requests).toHaveLength(1);
  });

  test("goes silent", async () => {
    const { url } = await answering((response) => {
      response.writeHead(200).write('data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n');
    });
    const { last } = await watch(clientOf(url, { timeoutMilliseconds: 200 }));
    expect(last).toMatchObject({
      failure: { kind: "connection-lost", network: { kind: "timeout", phase: "body", milliseconds: 200 } },
      answer: { content: "Hel" },
    });
  });

  test("never stops", async () => {
    const { url } = await answering((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'), 5);
      response.on("close", () => clearInterval(drip));
    });
    // A stream gets thirty times as long as a silence.
    const { last } = await watch(clientOf(url, { timeoutMilliseconds: 150 }));
    expect(last).toMatchObject({
      failure: { kind: "connection-lost", network: { kind: "timeout", milliseconds: 4500 } },
    });
  });

  test.each([
    ["comments", ": still here\n\n"],
    ["blanks", " "],
    ["events that say nothing", 'data: {"choices":[{"delta":{}}]}\n\n'],
  ])("never begins, but for %s", async (_, sign) => {
    const { url } = await answering((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(sign), 5);
      response.on("close", () => clearInterval(drip));
    });
    // Its first token may take five times as long as a silence.
    const { last } = await watch(clientOf(url, { timeoutMilliseconds: 100 }));
    expect(last).toMatchObject({
      failure: { kind: "connection-lost", network: { kind: "timeout", phase: "body", milliseconds: 500 } },
    });
  });

  test.each(["null", "\x89PNG", ": nothing but this\n\n", 'data: {"hello": 1}\n\n'])("is none: %j", async (body) => {
    const { url } = await answering((response) => response.writeHead(200).end(body));
    expect((await watch(clientOf(url))).last).toMatchObject({
      failure: { kind: "network", network: { kind: "unreadable" } },
    });
  });

  test("has an event without end", async () => {
    const { url } = await answering((response) => {
      response.writeHead(200).write("data: ");
      const more = () => void (response.destroyed || response.write("x".repeat(1024 * 1024), more));
      more();
    });
    expect((await watch(clientOf(url))).last).toMatchObject({
      failure: { kind: "network", network: { kind: "too-large" } },
    });
  });
});

describe("an answer that is whole", () => {
  test.each([
    ["although the mark of its end is missing", { ending: "without-done" }],
    ["although it was cut short by its length", { finishReason: "length" }],
  ] as const)("%s", async (_, chat) => {
    const fake = await fakeVenice({ chat });
    expect((await watch(clientOf(fake.baseUrl))).last).toMatchObject({
      type: "done",
      answer: { content: "Hello! Yes, I am working.", finishReason: "finishReason" in chat ? "length" : "stop" },
    });
  });

  test("although the connection is cut once it has said that it is", async () => {
    const { url } = await answering((response) => {
      const text = 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n';
      response.writeHead(200).write(text, () => response.socket?.resetAndDestroy());
    });
    expect((await watch(clientOf(url))).last).toMatchObject({ type: "done", answer: { content: "Hi" } });
  });

  test("although the server keeps the connection open after it", async () => {
    const { url } = await answering((response) => {
      const text = 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
      response.writeHead(200).write(text);
    });
    const started = performance.now();
    expect((await watch(clientOf(url))).last).toMatchObject({ type: "done", answer: { content: "Hi" } });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("no answer", () => {
  test.each([
    ["web-page-200", "web-page"],
    ["web-page-403", "web-page"],
    ["broken-json", "unreadable"],
    ["reset", "reset"],
  ] as const)("but %s", async (mode, kind) => {
    const fake = await fakeVenice({ mode });
    const { last } = await watch(clientOf(fake.baseUrl, { timeoutMilliseconds: 500 }));
    expect(last).toMatchObject({ type: "failed", failure: { kind: "network", network: { kind } } });
  });

  test.each([
    ["an empty one", ""],
    ["white space", "  \n"],
    ["another document", "{}"],
    ["a list", "[]"],
  ])("but %s", async (_, text) => {
    const { url } = await answering(streaming(text));
    expect((await watch(clientOf(url))).last).toMatchObject({
      failure: { kind: "network", network: { kind: "unreadable" } },
    });
  });

  test("but an error in one piece", async () => {
    const { url } = await answering((response) => json(response, 200, { error: { message: "It failed." } }));
    expect((await watch(clientOf(url))).last).toMatchObject({
      failure: { kind: "inference-failed", detail: "It failed." },
    });
  });

  test("but silence", async () => {
    const fake = await fakeVenice({ mode: "silence" });
    const { last } = await watch(clientOf(fake.baseUrl, { timeoutMilliseconds: 200 }));
    expect(last).toMatchObject({
      failure: { kind: "network", network: { kind: "timeout", phase: "headers", milliseconds: 200 } },
    });
    // It may be being worked at, and would be paid for twice.
    expect(fake.requests).toHaveLength(1);
  });

  test("but a redirect, which is not followed", async () => {
    const { url, count } = await answering((response) => response.writeHead(307, { location: "/elsewhere" }).end());
    expect((await watch(clientOf(url))).last).toMatchObject({
      failure: { kind: "network", network: { kind: "redirect-within" } },
    });
    expect(count()).toBe(1);
  });

  test.each([
    ["an unknown key", keys.good.slice(0, -4), {}, "key-rejected"],
    ["no funds", keys.noFunds, {}, "balance"],
    ["a key at its limit", keys.spendLimit, {}, "spend-limit"],
    ["a key for private models", keys.privateOnly, { model: "claude-opus-45" }, "privacy"],
    ["an unknown model", keys.good, { model: "venice/llama-3.3-70b" }, "model-unknown"],
    [
      "an unknown character",
      keys.good,
      { fields: [{ venice_parameters: { character_slug: "nobody" } }] },
      "character-unknown",
    ],
    ["too long an answer", keys.good, { maxTokens: 8192 }, "token-limit"],
    ["a null", keys.good, { fields: [{ seed: null }] }, "invalid-request"],
    ["tools for a model without", keys.good, { model: "venice-uncensored", tools }, "invalid-request"],
  ] as const)("but a refusal, once and for all: %s", async (_, given, change, kind) => {
    const fake = await fakeVenice();
    const events = await all(
      clientOf(fake.baseUrl).streamChat(secret(given), { ...request, ...change } as ChatRequest),
    );
    expect(events).toMatchObject([
      { type: "failed", failure: { kind, requestId: expect.stringContaining("-CDG") }, answer: { content: "" } },
    ]);
    expect(fake.requests).toHaveLength(1);
  });

  test("and no key in what is said about it", async () => {
    const { url } = await answering((response, incoming) =>
      json(response, 401, { error: `Bad header: ${incoming.headers.authorization}` }),
    );
    const { last } = await watch(clientOf(url));
    expect(last).toMatchObject({ failure: { detail: "Bad header: Bearer [secret]" } });
  });
});

describe("another try", () => {
  /** Time limits short enough that the waits between tries are a few milliseconds. */
  const quick = { timeoutMilliseconds: 2000 };
  const firstOnly = (fake: FakeVenice, mode: NonNullable<FakeVenice["mode"]>) => {
    fake.mode = () => (fake.requests.length === 1 && typeof mode === "string" ? mode : undefined);
  };

  test.each(["error-500", "error-503", "web-page-502", "overloaded-for-a-moment"] as const)(
    "is made after %s, and told",
    async (mode) => {
      const fake = await fakeVenice();
      firstOnly(fake, mode);
      const { events, last } = await watch(clientOf(fake.baseUrl, quick));
      expect(events[0]).toMatchObject({ type: "retry", milliseconds: expect.any(Number) });
      expect(last).toMatchObject({ type: "done", answer: { content: "Hello! Yes, I am working." } });
      expect(fake.requests).toHaveLength(2);
    },
  );

  test("is made where no connection stood, and there are four at most", async () => {
    const { events, last } = await watch(clientOf(at(await closedPort()), quick));
    expect(events.map(({ type }) => type)).toEqual(["retry", "retry", "retry", "failed"]);
    expect(last).toMatchObject({ failure: { kind: "network", network: { kind: "refused" } } });
  });

  test("waits as long as the provider asks, and twice as long each time where it asks for nothing", async () => {
    const { url } = await answering(
      refusing(429, "Slow down", { "retry-after": "1" }),
      refusing(500, "No"),
      streaming(recordedStream),
    );
    const { events } = await watch(clientOf(url, quick));
    const waits = events.flatMap((event) => (event.type === "retry" ? [event.milliseconds] : []));
    expect(waits[0]).toBe(1000);
    expect(waits[1]).toBeGreaterThanOrEqual(12);
    expect(waits[1]).toBeLessThanOrEqual(21);
  });

  test("goes by the time of the reset where there is no other", async () => {
    const { url, count } = await answering(
      refusing(429, "Rate limit exceeded", { "x-ratelimit-reset-requests": String(now.getTime() + 300) }),
      streaming(recordedStream),
    );
    const { events } = await watch(clientOf(url, quick));
    expect(events[0]).toMatchObject({ type: "retry", failure: { kind: "rate-limited" }, milliseconds: 1000 });
    expect(count()).toBe(2);
  });

  test.each([
    ["the provider asks for more time than there is", refusing(429, "Slow down", { "retry-after": "3" })],
    ["a limit says nothing about its end", refusing(429, "Rate limit exceeded")],
    ["the failure would be the same", refusing(501, "Never")],
  ])("is not made when %s", async (_, answer) => {
    const { url, count } = await answering(answer);
    expect((await watch(clientOf(url, quick))).last.type).toBe("failed");
    expect(count()).toBe(1);
  });

  test("is not made of a request that may have been worked at", async () => {
    const fake = await fakeVenice({ mode: "reset" });
    await watch(clientOf(fake.baseUrl, quick));
    expect(fake.requests).toHaveLength(1);
  });

  test("is made after an error that came before anything else", async () => {
    const fake = await fakeVenice({ chat: { ending: "error-first", error: "overloaded-for-a-moment" } });
    const { events } = await watch(clientOf(fake.baseUrl, quick));
    expect(events.map(({ type }) => type)).toEqual([
      ...["begun", "retry", "begun", "retry", "begun", "retry"],
      ...["begun", "failed"],
    ]);
  });

  test("is not made after an error in the middle", async () => {
    const fake = await fakeVenice({ chat: { ending: "error", error: "overloaded-for-a-moment" } });
    await watch(clientOf(fake.baseUrl, quick));
    expect(fake.requests).toHaveLength(1);
  });
});

describe("the end", () => {
  test("of a run ends an answer at once, and what had come was told", async () => {
    const fake = await fakeVenice({ chat: { pauseMilliseconds: 50, reply: "one two three four five six seven" } });
    const controller = new AbortController();
    const seen: string[] = [];
    const chatting = (async () => {
      for await (const event of clientOf(fake.baseUrl, { signal: controller.signal }).streamChat(key, request)) {
        if (event.type === "content") seen.push(event.text);
        if (seen.length === 2) controller.abort("SIGINT");
      }
    })();
    await expect(chatting).rejects.toThrow(Interruption);
    expect(seen.join("")).toBe("one two");
  });

  test.each([
    ["the wait for an answer", "silence"],
    ["the wait before another try", "overloaded"],
  ] as const)("of a run ends %s", async (_, mode) => {
    const fake = await fakeVenice({ mode });
    const controller = new AbortController();
    const chatting = all(clientOf(fake.baseUrl, { signal: controller.signal }).streamChat(key, request));
    await expect.poll(() => fake.requests.length).toBe(1);
    controller.abort("SIGTERM");
    await expect(chatting).rejects.toThrow(Interruption);
    expect(fake.requests).toHaveLength(1);
  });

  test.each(["begun", "content"] as const)("of the listening ends the request, at %s", async (type) => {
    let isClosed = false;
    const { url } = await answering((response) => {
      response.on("close", () => {
        isClosed = true;
      });
      response.writeHead(200).write('data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n');
    });
    for await (const event of clientOf(url).streamChat(key, request)) if (event.type === type) break;
    await expect.poll(() => isClosed).toBe(true);
  });
});

test("a listener that takes its time is waited for: the rest stays with the server", async () => {
  const frame = `data: {"choices":[{"delta":{"content":"${"x".repeat(1000)}"}}]}\n\n`;
  let written = 0;
  let isWaiting = false;
  const server = await tcpServer((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
      const fill = () => {
        isWaiting = false;
        while (written < 100_000 && socket.writable) {
          written += 1;
          if (!socket.write(frame)) {
            isWaiting = true;
            socket.once("drain", fill);
            return;
          }
        }
        if (written === 100_000) socket.end("data: [DONE]\n\n");
      };
      fill();
    });
  });
  const iterator = clientOf(at(server.port)).streamChat(key, request)[Symbol.asyncIterator]();
  let read = 0;
  const next = async () => {
    const { value } = await iterator.next();
    if (value?.type === "content") read += value.text.length;
    return value;
  };
  while (read === 0) await next();
  await expect.poll(() => isWaiting).toBe(true);
  // A hundred megabytes are to come; what is on its way are the buffers of the two sockets.
  expect(written).toBeLessThan(20_000);
  for (let event = await next(); event?.type !== "done"; event = await next());
  expect(read).toBe(100_000 * 1000);
});
