import { setMaxListeners } from "node:events";
import type { Agent, AgentOptions, ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Environment } from "../context.ts";
import { Interruption } from "../errors.ts";
import { kindOfError, type NetworkFailure, type Progress, type TimeoutPhase } from "./network-failure.ts";
import { chooseProxy } from "./proxy.ts";

export interface HttpOptions {
  /** Where all requests go: its protocol, host and port. */
  readonly origin: URL;
  readonly env: Environment;
  /** Ends every request at once, with an Interruption that carries its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds until a connection must stand. */
  readonly connectLimit: number;
  /** Milliseconds that one of a host's addresses gets before the next is tried. */
  readonly addressLimit: number;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds until the answer must begin; as long as it may take altogether where left out. */
  readonly headersLimit?: number;
  /** Milliseconds between two pieces of the answer. */
  readonly idleLimit: number;
  /** Milliseconds until the answer must be whole. */
  readonly totalLimit: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** An answer that has begun. */
export interface HttpStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /**
   * The rest of it, unpacked, in the pieces it comes in. To be read to its end, or left; leaving it ends the request. Throws
   * BrokenOff when it breaks off, and an Interruption.
   */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Ends the request, unless all of the answer is there; whoever waits for a piece gets BrokenOff. */
  leave(): void;
}

/** `unsent`: nobody has acted upon the request, because no connection stood, or a kept one turned out to be closed. */
export interface HttpFailure {
  readonly failure: NetworkFailure;
  readonly unsent: boolean;
}

export type HttpResult = { readonly response: HttpResponse } | HttpFailure;

/** An answer that has begun ends before its end. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

export interface Http {
  /** One request, one answer of at most that many bytes unpacked, whatever its status. Rejects only with an Interruption. */
  exchange(request: HttpRequest, sizeLimit: number): Promise<HttpResult>;
  /** As `exchange`, but resolves as soon as the answer begins. */
  stream(request: HttpRequest): Promise<{ readonly stream: HttpStream } | HttpFailure>;
  /** All of an answer that has begun, where it is no longer than that many bytes. Rejects only with an Interruption. */
  collect(stream: HttpStream, sizeLimit: number): Promise<HttpResult>;
  /** Opens the connection that the next request will take, sending nothing. Not through a proxy. Never rejects. */
  preconnect(): Promise<void>;
  /** Ends every request and every connection. */
  close(): void;
}

/** What is loaded and kept once the first request is made. */
interface Transport {
  readonly request: typeof import("node:https").request;
  readonly agent: Agent;
  readonly warm: WarmSocket | undefined;
  readonly proxy: string | undefined;
}

/**
 * HTTP and HTTPS to one origin over kept connections, through a proxy where the environment names one. The only user of
 * `node:http` and `node:https`, which are loaded by the first request.
 */
export function createHttp(options: HttpOptions): Http {
  const { origin, signal } = options;
  const closing = new AbortController();
  let opening: Promise<Transport | NetworkFailure> | undefined;
  const transport = () => {
    opening ??= openTransport(options, closing.signal);
    return opening;
  };
  const stream: Http["stream"] = async (request) => {
    const opened = await transport();
    if ("kind" in opened) return { failure: opened, unsent: true };
    return begin(opened, request, options, closing.signal);
  };
  return {
    async exchange(request, sizeLimit) {
      const begun = await stream(request);
      return "stream" in begun ? await collect(begun.stream, sizeLimit) : begun;
    },
    stream,
    collect,
    async preconnect() {
      const opened = await transport();
      if (signal.aborted || closing.signal.aborted || "kind" in opened) return;
      await opened.warm?.open(options.connectLimit);
    },
    close() {
      closing.abort();
      opening?.then((opened) => {
        if ("kind" in opened) return;
        opened.warm?.close();
        opened.agent.destroy();
      });
    },
  };

  async function collect({ status, headers, pieces }: HttpStream, sizeLimit: number): Promise<HttpResult> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const piece of pieces) {
        chunks.push(piece);
        size += piece.length;
        if (size > sizeLimit) throw new BrokenOff({ kind: "too-large", host: origin.host, detail: "", status });
      }
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      return { failure: error.failure, unsent: false };
    }
    return { response: { status, headers, text: Buffer.concat(chunks).toString("utf8") } };
  }

  async function openTransport({ env, addressLimit }: HttpOptions, closed: AbortSignal) {
    const secure = origin.protocol === "https:";
    const [module, proxy] = await Promise.all([
      secure ? import("node:https") : import("node:http"),
      chooseProxy(origin, env),
    ]);
    if (proxy.use === "unusable") {
      return { kind: "proxy-unusable", host: origin.host, detail: "", proxy: proxy.shown } satisfies NetworkFailure;
    }
    // Node gives an address 250 ms before it gives up on it for good, which a slow network never meets (nodejs/node#54359).
    const connection = { keepAlive: true, autoSelectFamilyAttemptTimeout: addressLimit };
    if (proxy.use === "proxy") {
      const { HttpsProxyAgent } = await import("https-proxy-agent");
      // The signal also ends the tunnels that are still being dug, of which the agent keeps no account, however many they are.
      setMaxListeners(0, closed);
      const agent = new HttpsProxyAgent(proxy.url, { ...connection, signal: closed });
      return { request: module.request, agent, warm: undefined, proxy: proxy.shown };
    }
    const agent = new module.Agent(connection);
    return { request: module.request, agent, warm: keepWarm(agent, origin, connection), proxy: undefined };
  }
}

function begin(
  { request: open, agent, warm, proxy }: Transport,
  request: HttpRequest,
  { origin, signal, connectLimit }: HttpOptions,
  closed: AbortSignal,
): Promise<{ readonly stream: HttpStream } | HttpFailure> {
  const { method, url, headers, body, headersLimit, totalLimit } = request;
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let phase: TimeoutPhase = "connect";
    let tunnelled = proxy === undefined;
    let outgoing: ClientRequest | undefined;
    let ending: Error | undefined;

    const finish = () => {
      for (const timer of [connectTimer, headersTimer, totalTimer]) clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
    };
    /** Ends the request, of which the first reason counts. Until the answer begins the promise tells it, then the pieces do. */
    const end = (reason: Error) => {
      if (ending) return;
      ending = reason;
      finish();
      if (reason instanceof BrokenOff) {
        const stale = phase === "headers" && reason.failure.kind === "reset" && outgoing?.reusedSocket === true;
        resolve({ failure: reason.failure, unsent: phase === "connect" || stale });
      } else reject(reason);
      outgoing?.destroy();
    };
    const fail: Fail = (failure) => end(new BrokenOff({ ...failure, host: origin.host, proxy }));
    const failWith = (error: unknown) => {
      let progress: Progress = "connected";
      if (phase === "connect") progress = tunnelled ? "connecting" : "connecting-to-proxy";
      const { kind, detail } = kindOfError(error, progress);
      const milliseconds = Math.round(performance.now() - started);
      fail(kind === "timeout" ? { kind, detail, phase, milliseconds } : { kind, detail });
    };
    const expire = (limit: number) => () =>
      fail({ kind: "timeout", detail: "", phase, milliseconds: Math.round(limit) });
    const interrupt = () => end(new Interruption(String(signal.reason)));

    const connectTimer = setTimeout(expire(connectLimit), connectLimit);
    const headersTimer = headersLimit === undefined ? undefined : setTimeout(expire(headersLimit), headersLimit);
    const totalTimer = setTimeout(expire(totalLimit), totalLimit);
    signal.addEventListener("abort", interrupt, { once: true });
    if (signal.aborted) return interrupt();
    if (closed.aborted) return fail({ kind: "reset", detail: "" });

    outgoing = open(url, { method, agent, headers });
    const connected = () => {
      clearTimeout(connectTimer);
      if (phase === "connect") phase = "headers";
    };
    outgoing.on("socket", (socket) => {
      const secure = url.protocol === "https:";
      if (outgoing?.reusedSocket || warm?.isReady(socket) || (!secure && !socket.connecting)) return connected();
      socket.once(secure ? "secureConnect" : "connect", connected);
    });
    outgoing.on("proxyConnect", ({ statusCode }: { statusCode: number }) => {
      tunnelled = statusCode === 200;
      if (statusCode === 407) fail({ kind: "proxy-authentication", detail: "", status: statusCode });
      else if (!tunnelled) fail({ kind: "proxy-refused", detail: "", status: statusCode });
    });
    outgoing.on("error", failWith);
    outgoing.on("response", (incoming) => {
      connected();
      clearTimeout(headersTimer);
      phase = "body";
      incoming.on("error", failWith);
      const left = () => {
        finish();
        if (!incoming.complete) outgoing?.destroy();
      };
      const { statusCode: status = 0, headers } = incoming;
      const pieces = read(incoming, request, { fail, failWith, expire, left, ending: () => ending });
      const leave = () => {
        if (!incoming.complete) fail({ kind: "reset", detail: "" });
      };
      resolve({ stream: { status, headers, pieces, leave } });
    });
    outgoing.end(body);
  });
}

type Fail = (failure: Pick<NetworkFailure, "kind" | "detail"> & Partial<NetworkFailure>) => void;

/** What the reader of an answer has to do with its request. */
interface Reading {
  readonly fail: Fail;
  failWith(error: unknown): void;
  expire(limit: number): () => void;
  /** Nobody reads on. */
  left(): void;
  /** Why the request was ended. */
  ending(): Error | undefined;
}

/** The pieces of an answer. The time that whoever reads them takes for one is no idleness of the other side. */
async function* read(
  incoming: IncomingMessage,
  { idleLimit }: HttpRequest,
  { fail, failWith, expire, left, ending }: Reading,
): AsyncGenerator<Uint8Array> {
  let idleTimer = setTimeout(expire(idleLimit), idleLimit);
  try {
    for await (const piece of await unpacked(incoming)) {
      clearTimeout(idleTimer);
      const ended = ending();
      if (ended) throw ended;
      yield piece;
      idleTimer = setTimeout(expire(idleLimit), idleLimit);
    }
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === "string" && code.startsWith("Z_")) {
      fail({ kind: "unreadable", detail: code, status: incoming.statusCode });
    } else failWith(error);
    throw ending() ?? error;
  } finally {
    clearTimeout(idleTimer);
    left();
  }
}

async function unpacked(incoming: IncomingMessage): Promise<AsyncIterable<Buffer>> {
  if (incoming.headers["content-encoding"]?.toLowerCase() !== "gzip") return incoming;
  const [{ createGunzip }, { pipeline }] = await Promise.all([import("node:zlib"), import("node:stream")]);
  // What breaks the one breaks the other, and whoever reads is told.
  return pipeline(incoming, createGunzip(), () => {});
}

/** A connection that was opened ahead of the first request. */
interface WarmSocket {
  open(connectLimit: number): Promise<void>;
  /** Whether that is the connection opened ahead, and it stands. */
  isReady(socket: Socket): boolean;
  close(): void;
}

/** Lets the agent's next new connection be one opened beforehand; agents have no way of their own to open one without a request. */
function keepWarm(agent: Agent, origin: URL, connection: AgentOptions): WarmSocket {
  const connect = agent.createConnection;
  const ready = new WeakSet<Socket>();
  let waiting: Socket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  agent.createConnection = (options, callback) => {
    const socket = waiting;
    waiting = undefined;
    clearTimeout(timer);
    if (!socket || socket.destroyed) return connect.call(agent, options, callback);
    return socket.ref();
  };
  return {
    open(connectLimit) {
      if (waiting && !waiting.destroyed) return Promise.resolve();
      const host = origin.hostname.replace(/^\[|\]$/g, "");
      const secure = origin.protocol === "https:";
      const port = origin.port || (secure ? 443 : 80);
      // An address has no server name to indicate; TLS refuses one.
      const servername = /^[\d.]+$|:/.test(host) ? "" : host;
      const socket = connect.call(agent, { ...connection, host, port, ...(secure ? { servername } : {}) }) as Socket;
      waiting = socket;
      timer = setTimeout(() => socket.destroy(), connectLimit);
      return new Promise((resolve) => {
        socket.once(secure ? "secureConnect" : "connect", () => {
          ready.add(socket);
          if (waiting === socket) {
            clearTimeout(timer);
            socket.unref();
          }
          resolve();
        });
        // The request that finds no such connection opens its own, and reports what is wrong.
        socket.on("error", () => {});
        socket.once("close", () => resolve());
      });
    },
    isReady: (socket) => ready.has(socket),
    close() {
      clearTimeout(timer);
      waiting?.destroy();
    },
  };
}
