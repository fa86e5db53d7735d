import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { acmeRoutes } from "./fake-venice/acme-api.ts";
import { type ChatScript, plainChat } from "./fake-venice/chat.ts";
import type { RecordedRequest, Reply } from "./fake-venice/reply.ts";
import { acmeRows, type FakeRow, oddRows, pageRows, realRows } from "./fake-venice/rows.ts";
import { veniceRoutes } from "./fake-venice/venice-api.ts";

/**
 * A server on 127.0.0.1 that speaks Venice's HTTP API as docs.venice.ai and github.com/veniceai/skills describe it, wording
 * of the errors included, for tests and demonstrations. Which key is sent decides what the account is like (`keys`), `mode`
 * makes the server break in ways no API promises, `chat` writes the model's part. It can also play the made-up provider Acme.
 */
export interface FakeVenice {
  /** What stands in for https://api.venice.ai/api/v1. */
  readonly baseUrl: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** The requests that no client of the provider has a reason to make, as "GET /path"; a test that wants none can say so. */
  readonly unexpected: readonly string[];
  /** How many TCP connections have been opened so far. */
  readonly connections: number;
  /** May be changed while the server runs, as may `chat`. */
  mode: Mode;
  chat: ChatScript;
  /** Cuts every connection, as a server does with those that have been idle for long. */
  dropConnections(): void;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

export interface FakeVeniceOptions {
  readonly provider?: "venice" | "acme";
  /** The rows of the list of models, of whatever shape; real, usual and odd ones where left out. */
  readonly rows?: readonly unknown[];
  readonly mode?: Mode;
  /** Milliseconds before every answer. */
  readonly delayMilliseconds?: number;
  /** What an answer waits for, for a test that decides what happens first. */
  readonly hold?: (request: RecordedRequest) => Promise<void> | undefined;
  readonly chat?: Partial<ChatScript>;
  /** When the good key ends, as an ISO date; never where left out. */
  readonly keyExpiration?: string;
  /** Unix milliseconds: the clock of the error budget and of the limits' resets. */
  readonly now?: () => number;
}

/** How the server breaks: always the same way, or as each request deserves. */
export type Mode = Breakage | undefined | ((request: RecordedRequest) => Breakage | undefined);

export type Breakage =
  /** Cloudflare's page for a gateway that fails. */
  | "web-page-502"
  /** The block page of a company. */
  | "web-page-403"
  /** The sign-in page of a hotel's network. */
  | "web-page-200"
  | "error-500"
  | "error-503"
  /** 429 that asks for 30 seconds. */
  | "overloaded"
  /** 429 that asks for no time at all. */
  | "overloaded-for-a-moment"
  /** Takes the request and says nothing. */
  | "silence"
  /** Sends a piece of the answer every 20 ms and never ends. */
  | "dribble"
  /** Cuts the connection before the answer. */
  | "reset"
  /** Cuts it in the middle of the answer. */
  | "cut"
  | "broken-json"
  | "empty-list";

const largestBody = 35 * 1024 * 1024;

export async function startFakeVenice(options: FakeVeniceOptions = {}): Promise<FakeVenice> {
  const { provider = "venice", delayMilliseconds = 0, now = Date.now } = options;
  const usualRows = provider === "acme" ? acmeRows : [...realRows, ...pageRows, ...oddRows];
  const rows = (options.rows ?? usualRows) as readonly FakeRow[];
  const basePath = provider === "acme" ? "" : "/api/v1";
  const routes = (provider === "acme" ? acmeRoutes : veniceRoutes)(rows, () => fake.chat, now, options.keyExpiration);
  const sockets = new Map<Socket, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const requests: RecordedRequest[] = [];
  const unexpected: string[] = [];
  let connections = 0;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.set(socket, connections);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });

  const fake: FakeVenice = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    requests,
    unexpected,
    get connections() {
      return connections;
    },
    mode: options.mode,
    chat: { ...plainChat, ...options.chat },
    dropConnections() {
      for (const socket of sockets.keys()) socket.destroy();
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      fake.dropConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return fake;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = await record(request);
    await pause(delayMilliseconds);
    await options.hold?.(recorded);
    const mode = typeof fake.mode === "function" ? fake.mode(recorded) : fake.mode;
    if (mode) breakDown(mode, response);
    else await send(route(recorded), response);
  }

  async function record(request: IncomingMessage): Promise<RecordedRequest> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    }
    const recorded = {
      method: request.method ?? "",
      path: (request.url ?? "").slice(basePath.length),
      headers: request.headers,
      key: /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1],
      body: size > largestBody ? tooLarge : Buffer.concat(chunks).toString("utf8"),
      connection: sockets.get(request.socket) ?? 0,
    };
    requests.push(recorded);
    return recorded;
  }

  function route(request: RecordedRequest): Reply {
    if (request.body === tooLarge) {
      const error = "Request body exceeds the maximum allowed size.";
      return { status: 413, body: { code: "PAYLOAD_TOO_LARGE", error } };
    }
    const known = routes[`${request.method} ${request.path.replace(/\?.*/, "")}`];
    if (known) return known(request);
    unexpected.push(`${request.method} ${request.path}`);
    return { status: 404, body: { error: "Not found" } };
  }

  async function send(reply: Reply, response: ServerResponse): Promise<void> {
    const type = "frames" in reply ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8";
    const status = "frames" in reply ? 200 : reply.status;
    response.writeHead(status, { "content-type": type, ...usualHeaders(), ...reply.headers });
    if (!("frames" in reply)) {
      response.end(JSON.stringify(reply.body));
      return;
    }
    const { comments, pauseMilliseconds } = fake.chat;
    for (const frame of reply.frames) {
      if (response.destroyed) return;
      await new Promise<void>((resolve) => {
        response.write(comments ? `: keep-alive\n\n${frame}` : frame, () => resolve());
      });
      await pause(pauseMilliseconds);
    }
    if (reply.cut) response.socket?.destroy();
    else response.end();
  }

  function usualHeaders(): Record<string, string> {
    if (provider === "acme") return {};
    return {
      "cf-ray": `${Math.random().toString(16).slice(2, 18).padEnd(16, "0")}-CDG`,
      "x-venice-version": "20261002.1",
      "x-venice-timestamp": new Date(now()).toISOString(),
    };
  }

  function pause(milliseconds: number): Promise<void> | undefined {
    if (milliseconds === 0) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });
  }

  function breakDown(mode: Breakage, response: ServerResponse): void {
    const begin = (headers: Record<string, string> = {}, status = 200) =>
      response.writeHead(status, { "content-type": "application/json", ...usualHeaders(), ...headers });
    const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      begin(headers, status).end(JSON.stringify(body));
    };
    const page = (status: number, title: string) => {
      begin({ "content-type": "text/html; charset=UTF-8" }, status);
      response.end(
        `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
      );
    };
    const overloaded = { error: "The model is currently overloaded. Please try again later." };
    const breakages: Record<Breakage, () => void> = {
      "web-page-502": () => page(502, "api.venice.ai | 502: Bad gateway"),
      "web-page-403": () => page(403, "Access to this site is blocked"),
      "web-page-200": () => page(200, "Welcome to the hotel. Please sign in."),
      "error-500": () => json(500, { error: "An unknown error occurred" }),
      "error-503": () => json(503, { error: "The model is temporarily offline. Please try again later." }),
      overloaded: () => json(429, overloaded, { "retry-after": "30" }),
      "overloaded-for-a-moment": () => json(429, overloaded, { "retry-after": "0" }),
      silence: () => {},
      dribble: () => {
        begin();
        const drip = setInterval(() => response.write(" "), 20);
        timers.add(drip);
        response.once("close", () => clearInterval(drip));
      },
      reset: () => response.socket?.resetAndDestroy(),
      cut: () => {
        begin({ "content-length": "1000" });
        response.write('{"object":"list","data":[', () => response.socket?.resetAndDestroy());
      },
      "broken-json": () => {
        begin().end('{"object":"list","data":[{"id":"llama-3.3');
      },
      "empty-list": () => json(200, { object: "list", type: "text", data: [] }),
    };
    breakages[mode]();
  }
}

/** Stands for a body that was not kept. */
const tooLarge = "(larger than 35 MiB)";
