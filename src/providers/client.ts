import { setTimeout as wait } from "node:timers/promises";
import type { Environment, Secret } from "../context.ts";
import { type Answer, asObject, errorText, isObject, readAnswer } from "./answer.ts";
import { createHttp, type HttpResponse, type HttpResult } from "./http.ts";
import { type KeyCheck, readKeyCheck } from "./key-check.ts";
import type { NetworkFailure } from "./network-failure.ts";
import { singleLine } from "./outside-text.ts";
import type { ProviderManifest } from "./provider.ts";

/** How long things may take, in milliseconds. A --timeout other than `question` scales all of them alike. */
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
};

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

type Reply = { readonly answer: Answer } | { readonly failure: NetworkFailure; readonly retryIn: number | undefined };

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
        path: "/chat/completions",
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

  /** One question, asked a second time when the first failed in a way that may pass. */
  async function ask(question: Question): Promise<Reply> {
    const first = await askOnce(question);
    if ("answer" in first || first.retryIn === undefined) return first;
    if (performance.now() + first.retryIn >= question.deadline) return first;
    await pause(first.retryIn);
    return askOnce(question);
  }

  /** One question, with the redirects it meets. Only within the origin: a key is shown to nobody else. */
  async function askOnce(question: Question): Promise<Reply> {
    let url = new URL(baseUrl + question.path);
    for (let hops = 0; ; hops += 1) {
      const result = await send(question, url);
      if ("failure" in result) return { failure: result.failure, retryIn: retryAfterFailure(question, result) };
      const { response } = result;
      const target = redirectTarget(response, url);
      if (!target) return reply(response);
      if (target.origin !== origin.origin || question.method !== "GET" || hops === redirects) {
        const detail = singleLine(target.origin, 100);
        return { failure: { kind: "redirect", host, status: response.status, detail }, retryIn: undefined };
      }
      url = target;
    }
  }

  async function send({ method, key, body, sizeLimit, deadline }: Question, url: URL): Promise<HttpResult> {
    const started = performance.now();
    const headers: Record<string, string> = {
      accept: "application/json",
      "accept-encoding": "gzip",
      "user-agent": `openclaw-venice/${version}`,
    };
    if (body !== undefined) headers["content-type"] = "application/json";
    const token = key?.reveal();
    if (token !== undefined) headers.authorization = bearer(token);
    const result = await http.exchange({
      method,
      url,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      idleLimit: scaled("idle"),
      totalLimit: Math.max(1, deadline - started),
      sizeLimit,
    });
    const outcome = "response" in result ? result.response.status : result.failure.kind;
    log?.(`${method} ${url.origin}${url.pathname} ${outcome} ${Math.round(performance.now() - started)} ms`);
    return "response" in result && token !== undefined ? { response: withoutEcho(result.response, token) } : result;
  }

  function reply(response: HttpResponse): Reply {
    const read = readAnswer(response, host, now());
    return "answer" in read ? read : { failure: read.failure, retryIn: retryAfterAnswer(read.failure) };
  }

  /** A request that may have been acted upon, and that costs something, is not sent twice. */
  function retryAfterFailure(
    { method }: Question,
    { failure, unsent }: Extract<HttpResult, { failure: unknown }>,
  ): number | undefined {
    const mayPass =
      failure.kind === "timeout"
        ? failure.phase === "connect"
        : ["dns", "refused", "unreachable", "reset", "proxy-unreachable"].includes(failure.kind);
    return mayPass && (method === "GET" || unsent) ? scaled("pause") : undefined;
  }

  function retryAfterAnswer({ kind, status = 0, retryAfterSeconds }: NetworkFailure): number | undefined {
    if (kind === "server-error" && [500, 502, 503, 504].includes(status)) return scaled("pause");
    if (kind !== "rate-limited" || retryAfterSeconds === undefined) return undefined;
    const asked = retryAfterSeconds * 1000;
    return asked <= scaled("longestPause") ? Math.max(asked, scaled("pause")) : undefined;
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
function withoutEcho(response: HttpResponse, token: string): HttpResponse {
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
