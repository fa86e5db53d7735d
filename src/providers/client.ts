import { setTimeout as wait } from "node:timers/promises";
import type { Environment, Secret } from "../context.ts";
import { type Answer, asObject, errorText, isObject, readAnswer } from "./answer.ts";
import type { ChatEvent } from "./chat-answer.ts";
import { type ChatRequest, chatBody } from "./chat-request.ts";
import { converse, type Wire } from "./converse.ts";
import { createHttp, type HttpFailure, type HttpResponse, type HttpResult } from "./http.ts";
import { type KeyCheck, readKeyCheck } from "./key-check.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { singleLine } from "./outside-text.ts";
import type { ProviderManifest } from "./provider.ts";
import { type RetryPolicy, retryDelay } from "./retry.ts";

/**
 * How long things may take, in milliseconds. A --timeout other than `question` scales all of them alike, but those of a chat:
 * there it is the longest silence itself, and the other two go by it.
 */
const limits = {
  /** Until a connection stands: name, TCP, proxy, TLS. */
  connect: 3_000,
  /** One of several addresses of the host, before the next one is tried. */
  address: 1_000,
  /** Between two pieces of an answer. */
  idle: 5_000,
  /** One question, with its retry and its redirects. */
  question: 10_000,
  /** A model's answer; large models think first. */
  completion: 30_000,
  /** The check of a key and the list that follows it. */
  verifyAndList: 15_000,
  /** Before a retry. */
  pause: 250,
  /** The longest wait that the provider may ask for before a retry. */
  longestPause: 2_000,
  /** The silence of a chat: until its answer begins, with all retries, and between two pieces of it. Some models think for minutes. */
  silence: 120_000,
  /** A chat's answer in one piece, of which nothing is seen before its end; and until the first token of one that comes in pieces. */
  wholeAnswer: 600_000,
  /** A chat's answer that keeps coming. */
  stream: 3_600_000,
  /** Before the first retry in a chat. */
  chatPause: 500,
};

/** How often a question is asked at most, and a chat's request sent. */
const tries = { question: 2, chat: 4 };

/** Bytes. A list of 5,000 models takes about 6 MiB. */
const sizes = { list: 8 * 1024 * 1024, other: 1024 * 1024 };

const redirects = 3;

/**
 * The tokens that a trial may cost. OpenAI's models, which providers pass requests on to, refuse less than 16
 * (BerriAI/litellm#23836).
 */
const trialTokens = 16;

export interface ClientOptions {
  /** Where the API begins, without a slash at the end: the manifest's, or the person's own. A valid URL. */
  readonly baseUrl: string;
  readonly manifest: ProviderManifest;
  readonly env: Environment;
  /** Ends everything at once; its reason is the signal's name. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** This program's version, for the User-Agent header. */
  readonly version: string;
  /** Milliseconds for one question; 10,000 where it is left out. All other limits are scaled with it. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Is told one line for every request, without keys. */
  readonly log?: ((line: string) => void) | undefined;
}

/**
 * A provider's API, asked over one kept connection. Nothing is loaded or opened before the first question. The methods reject
 * with an Interruption when the signal aborts and otherwise never: whatever goes wrong is a result.
 */
export interface Client {
  /** Asks the provider whether it knows the key, by a request that costs nothing. */
  verifyKey(key: Secret, budget?: TimeBudget): Promise<KeyCheck>;
  /** Asks for the provider's models: the rows as they came, for `buildCatalog`. With a key, those that this key may use. */
  listModels(key?: Secret, budget?: TimeBudget): Promise<ModelList>;
  /** Has a model answer one short message, which costs a few tokens: the proof that key and model work together. */
  tryModel(key: Secret, modelId: string): Promise<ModelTrial>;
  /**
   * Has a model answer a conversation, and tells the answer as it comes. The request is sent again while it is refused in a way
   * that may pass, but never after the answer began. Whoever stops listening ends it. Nothing is sent before somebody listens.
   */
  streamChat(key: Secret, request: ChatRequest): AsyncIterable<ChatEvent>;
  /** The same for an answer that comes in one piece. */
  completeChat(key: Secret, request: ChatRequest): AsyncIterable<ChatEvent>;
  /** Opens the connection while a person still types, sending nothing. Not where a proxy is used. */
  preconnect(): Promise<void>;
  /** The time that a check and the list after it may take together; it runs from now on. */
  startBudget(): TimeBudget;
  /** Ends all requests and connections, so that the process can exit. A request under way gets a failure of kind "reset". */
  close(): void;
}

/** A moment on the clock of `performance.now()`. */
export interface TimeBudget {
  readonly deadline: number;
}

export type ModelList =
  | { readonly rows: readonly unknown[]; readonly fetchedAt: Date }
  | { readonly failure: NetworkFailure };

export type ModelTrial =
  | { readonly outcome: "answered"; readonly milliseconds: number; readonly usage: TokenUsage | undefined }
  /** The provider said no: 400 and above, with its reason. */
  | { readonly outcome: "refused"; readonly status: number; readonly detail: string }
  | { readonly outcome: "unknown"; readonly failure: NetworkFailure };

/** Tokens. */
export interface TokenUsage {
  readonly prompt: number;
  readonly completion: number;
}

interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly key: Secret | undefined;
  readonly body?: unknown;
  readonly sizeLimit: number;
  readonly deadline: number;
}

type Reply = { readonly answer: Answer } | HttpFailure;

/** Where a model's answers are asked for, below the base URL. */
const chatPath = "/chat/completions";

export function createClient(options: ClientOptions): Client {
  const { manifest, signal, now, version, log, timeoutMilliseconds = limits.question } = options;
  const scaled = (limit: keyof typeof limits) => (limits[limit] * timeoutMilliseconds) / limits.question;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const origin = new URL(baseUrl);
  const host = origin.host;
  const closing = new AbortController();
  const http = createHttp({
    origin,
    env: options.env,
    signal,
    connectLimit: scaled("connect"),
    addressLimit: scaled("address"),
  });

  return {
    async verifyKey(key, budget) {
      const reply = await ask({
        method: "GET",
        path: manifest.verify.path,
        key,
        sizeLimit: sizes.other,
        deadline: deadline("question", budget),
      });
      if ("failure" in reply) return { outcome: "unknown", failure: reply.failure };
      return readKeyCheck(reply.answer, host, manifest.verify.fields);
    },

    async listModels(key, budget) {
      const reply = await ask({
        method: "GET",
        path: manifest.catalog.path,
        key,
        sizeLimit: sizes.list,
        deadline: deadline("question", budget),
      });
      if ("failure" in reply) return { failure: reply.failure };
      const { status, value } = reply.answer;
      const failure = (kind: NetworkFailure["kind"]) => ({ failure: { kind, host, status, detail: errorText(value) } });
      if (status !== 200) return failure("unexpected-status");
      const rows = Array.isArray(value) ? value : asObject(value).data;
      if (!Array.isArray(rows)) return failure("unreadable");
      return rows.length === 0 ? failure("empty-list") : { rows, fetchedAt: now() };
    },

    async tryModel(key, modelId) {
      const started = performance.now();
      const reply = await ask({
        method: "POST",
        path: chatPath,
        key,
        body: {
          model: modelId,
          messages: [{ role: "user", content: "Reply with OK." }],
          max_completion_tokens: trialTokens,
          stream: false,
          ...manifest.chat?.parameters,
        },
        sizeLimit: sizes.other,
        deadline: deadline("completion"),
      });
      const milliseconds = Math.round(performance.now() - started);
      if ("failure" in reply) return { outcome: "unknown", failure: reply.failure };
      const { status, value } = reply.answer;
      if (status >= 400) return { outcome: "refused", status, detail: errorText(value) || `HTTP ${status}` };
      if (status !== 200 || !isObject(value) || !Array.isArray(value.choices)) {
        const kind = status === 200 ? "unreadable" : "unexpected-status";
        return { outcome: "unknown", failure: { kind, host, status, detail: errorText(value) } };
      }
      return { outcome: "answered", milliseconds, usage: readUsage(value.usage) };
    },

    streamChat: (key, request) => chat(key, request, true),
    completeChat: (key, request) => chat(key, request, false),
    preconnect: () => http.preconnect(),
    startBudget: () => ({ deadline: performance.now() + scaled("verifyAndList") }),
    close() {
      closing.abort();
      http.close();
    },
  };

  function deadline(limit: "question" | "completion", budget?: TimeBudget): number {
    return Math.min(performance.now() + scaled(limit), budget?.deadline ?? Number.POSITIVE_INFINITY);
  }

  /** One question, asked again when it failed in a way that may pass. */
  async function ask(question: Question): Promise<Reply> {
    const policy: RetryPolicy = {
      tries: tries.question,
      pause: scaled("pause"),
      longestPause: scaled("longestPause"),
    };
    for (let number = 1; ; number += 1) {
      const reply = await askOnce(question);
      if ("answer" in reply) return reply;
      const paid = question.method === "POST";
      const delay = retryDelay(reply.failure, { number, unsent: reply.unsent, paid }, policy);
      if (delay === undefined || performance.now() + delay >= question.deadline) return reply;
      await pause(delay);
    }
  }

  /** One question, with the redirects it meets. Only within the origin: a key is shown to nobody else. */
  async function askOnce(question: Question): Promise<Reply> {
    let url = new URL(baseUrl + question.path);
    for (let hops = 0; ; hops += 1) {
      const result = await send(question, url);
      if ("failure" in result) return result;
      const { response } = result;
      const target = redirectTarget(response, url);
      const isOurs = target?.origin === origin.origin && question.method === "GET" && hops < redirects;
      if (!target || !isOurs) return interpret(response, url);
      url = target;
    }
  }

  async function send({ method, key, body, sizeLimit, deadline }: Question, url: URL): Promise<HttpResult> {
    const started = performance.now();
    const request = {
      method,
      url,
      ...contents(key, body, { accept: "application/json", "accept-encoding": "gzip" }),
      idleLimit: scaled("idle"),
      totalLimit: Math.max(1, deadline - started),
    };
    const result = await http.exchange(request, sizeLimit);
    tell(method, url, "response" in result ? result.response.status : result.failure.kind, started);
    return "response" in result ? { response: withoutEcho(result.response, key) } : result;
  }

  async function* chat(key: Secret, request: ChatRequest, isStream: boolean): AsyncGenerator<ChatEvent> {
    const url = new URL(baseUrl + chatPath);
    const accept = isStream ? "text/event-stream" : "application/json";
    const message = contents(key, chatBody(request, manifest, isStream), { accept });
    const silence = options.timeoutMilliseconds ?? limits.silence;
    const whole = options.timeoutMilliseconds ?? limits.wholeAnswer;
    const wire: Wire = {
      host,
      now,
      beginLimit: isStream ? silence : whole,
      firstTokenLimit: (limits.wholeAnswer * silence) / limits.silence,
      policy: {
        tries: tries.chat,
        pause: (limits.chatPause * silence) / limits.silence,
        longestPause: Number.POSITIVE_INFINITY,
      },
      async send(headersLimit) {
        const started = performance.now();
        const result = await http.stream({
          method: "POST",
          url,
          ...message,
          headersLimit,
          idleLimit: silence,
          totalLimit: isStream ? (limits.stream * silence) / limits.silence : whole,
        });
        tell("POST", url, "stream" in result ? result.stream.status : result.failure.kind, started);
        return result;
      },
      async readRest(stream) {
        const result = await http.collect(stream, sizes.other);
        return "failure" in result ? result : interpret(withoutEcho(result.response, key), url);
      },
      pause,
    };
    yield* converse(wire, manifest.chat?.options?.citations);
  }

  /** What an answer in JSON says. A redirect is followed by nobody who calls this. */
  function interpret(response: HttpResponse, url: URL): Reply {
    const target = redirectTarget(response, url);
    if (target) return { failure: redirected(response.status, target), unsent: false };
    const read = readAnswer(response, host, now());
    return "answer" in read ? read : { failure: read.failure, unsent: false };
  }

  function redirected(status: number, target: URL): NetworkFailure {
    const kind = target.origin === origin.origin ? "redirect-within" : "redirect";
    return { kind, host, status, detail: singleLine(target.origin, 100) };
  }

  /** What goes out besides method and address. */
  function contents(key: Secret | undefined, body: unknown, extra: Readonly<Record<string, string>>) {
    const headers = {
      ...extra,
      "user-agent": `openclaw-venice/${version}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { authorization: bearer(key.reveal()) }),
    };
    return { headers, body: body === undefined ? undefined : JSON.stringify(body) };
  }

  function tell(method: string, url: URL, outcome: string | number, started: number): void {
    log?.(`${method} ${url.origin}${url.pathname} ${outcome} ${Math.round(performance.now() - started)} ms`);
  }

  async function pause(milliseconds: number): Promise<void> {
    try {
      await wait(milliseconds, undefined, { signal: AbortSignal.any([signal, closing.signal]) });
    } catch {
      // The next request finds out by itself which of the two has ended.
    }
  }
}

function bearer(token: string): string {
  // Node's own error would come later and from a place that knows nothing of secrets.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new TypeError("The key holds characters that no header can carry");
  return `Bearer ${token}`;
}

/** The response with the key taken out, should a server or something on the way quote it. */
function withoutEcho(response: HttpResponse, key: Secret | undefined): HttpResponse {
  const token = key?.reveal() ?? "";
  // Taking out something shorter would hide nothing and wreck the answer.
  if (token.length < 6) return response;
  const spellings = [token, JSON.stringify(token).slice(1, -1)];
  return {
    ...response,
    text: spellings.reduce((text, spelling) => text.replaceAll(spelling, "[secret]"), response.text),
  };
}

function redirectTarget({ status, headers }: HttpResponse, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined;
  return URL.canParse(headers.location, from.href) ? new URL(headers.location, from.href) : undefined;
}

function readUsage(value: unknown): TokenUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion } = asObject(value);
  return typeof prompt === "number" && typeof completion === "number" ? { prompt, completion } : undefined;
}
