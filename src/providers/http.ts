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
  /** Milliseconds between two pieces of the answer. */
  readonly idleLimit: number;
  /** Milliseconds until the answer must be whole. */
  readonly totalLimit: number;
  /** Bytes of the answer, after decompression as well as before. */
  readonly sizeLimit: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export type HttpResult =
  | { readonly response: HttpResponse }
  /** `unsent`: nobody has acted upon the request, because no connection stood, or a kept one turned out to be closed. */
  | { readonly failure: NetworkFailure; readonly unsent: boolean };

export interface Http {
  /** One request, one answer, whatever its status. Rejects only with an Interruption. */
  exchange(request: HttpRequest): Promise<HttpResult>;
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
  return {
    async exchange(request) {
      const opened = await transport();
      if ("kind" in opened) return { failure: opened, unsent: true };
      return exchange(opened, request, options, closing.signal);
    },
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
      // The signal also ends a tunnel that is still being dug, of which the agent keeps no account.
      const agent = new HttpsProxyAgent(proxy.url, { ...connection, signal: closed });
      return { request: module.request, agent, warm: undefined, proxy: proxy.shown };
    }
    const agent = new module.Agent(connection);
    return { request: module.request, agent, warm: keepWarm(agent, origin, connection), proxy: undefined };
  }
}

function exchange(
  { request: open, agent, warm, proxy }: Transport,
  request: HttpRequest,
  { origin, signal, connectLimit }: HttpOptions,
  closed: AbortSignal,
): Promise<HttpResult> {
  const { method, url, headers, body, idleLimit, totalLimit, sizeLimit } = request;
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let phase: TimeoutPhase = "connect";
    let tunnelled = proxy === undefined;
    let outgoing: ClientRequest | undefined;

    const finish = (settle: () => void) => {
      clearTimeout(connectTimer);
      clearTimeout(idleTimer);
      clearTimeout(totalTimer);
      signal.removeEventListener("abort", interrupt);
      settle();
    };
    const fail = (failure: Pick<NetworkFailure, "kind" | "detail"> & Partial<NetworkFailure>) => {
      const stale = phase === "headers" && failure.kind === "reset" && outgoing?.reusedSocket === true;
      const unsent = phase === "connect" || stale;
      finish(() => resolve({ failure: { ...failure, host: origin.host, proxy }, unsent }));
      outgoing?.destroy();
    };
    const failWith = (error: unknown) => {
      let progress: Progress = "connected";
      if (phase === "connect") progress = tunnelled ? "connecting" : "connecting-to-proxy";
      const { kind, detail } = kindOfError(error, progress);
      const milliseconds = Math.round(performance.now() - started);
      fail(kind === "timeout" ? { kind, detail, phase, milliseconds } : { kind, detail });
    };
    const expire = (limit: number) => () =>
      fail({ kind: "timeout", detail: "", phase, milliseconds: Math.round(limit) });
    const interrupt = () => {
      finish(() => reject(interruption(signal)));
      outgoing?.destroy();
    };

    const connectTimer = setTimeout(expire(connectLimit), connectLimit);
    const totalTimer = setTimeout(expire(totalLimit), totalLimit);
    const startIdleTimer = () => setTimeout(expire(idleLimit), idleLimit);
    let idleTimer: ReturnType<typeof setTimeout> | undefined;
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
      phase = "body";
      idleTimer = startIdleTimer();
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        clearTimeout(idleTimer);
        idleTimer = startIdleTimer();
        size += chunk.length;
        chunks.push(chunk);
        if (size > sizeLimit) fail({ kind: "too-large", detail: "", status: incoming.statusCode });
      });
      incoming.on("error", failWith);
      incoming.on("end", () => {
        decode(incoming, Buffer.concat(chunks), sizeLimit).then(
          (text) =>
            finish(() => resolve({ response: { status: incoming.statusCode ?? 0, headers: incoming.headers, text } })),
          (error: NodeJS.ErrnoException) => {
            const kind = error.code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "unreadable";
            fail({ kind, detail: error.code ?? "", status: incoming.statusCode });
          },
        );
      });
    });
    outgoing.end(body);
  });
}

async function decode(incoming: IncomingMessage, bytes: Buffer, sizeLimit: number): Promise<string> {
  if (incoming.headers["content-encoding"]?.toLowerCase() !== "gzip") return bytes.toString("utf8");
  const [{ gunzip }, { promisify }] = await Promise.all([import("node:zlib"), import("node:util")]);
  const inflated = await promisify(gunzip)(bytes, { maxOutputLength: sizeLimit });
  return inflated.toString("utf8");
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

function interruption(signal: AbortSignal): Interruption {
  return new Interruption(String(signal.reason));
}
