import { readFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Servers on 127.0.0.1 that live as long as the test that starts them. */
export interface TestServer {
  readonly port: number;
  readonly connections: number;
}

/** Hands every connection over as it is. */
export function tcpServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return listen(createTcpServer(onConnection));
}

export function httpServer(onRequest: RequestListener): Promise<TestServer> {
  return listen(createHttpServer(onRequest));
}

/** The certificates at hand, each with its private key: one that nobody trusts, and one that ended in 2020. */
export function certificatePath(name: "self-signed" | "expired"): string {
  return fileURLToPath(new URL(`../fixtures/providers/${name}-test-only.pem`, import.meta.url));
}

/** Encrypts with one of those certificates. */
export function httpsServer(
  onRequest: RequestListener,
  certificate: "self-signed" | "expired" = "self-signed",
): Promise<TestServer> {
  const pem = readFileSync(certificatePath(certificate));
  return listen(createHttpsServer({ key: pem, cert: pem }, onRequest));
}

/** A port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const { port } = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface TestProxy extends TestServer {
  /** The hosts that tunnels were asked for. */
  readonly tunnels: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
}

/** A CONNECT proxy that leads every tunnel to that port, whatever host it is asked for; or refuses, when a status says so. */
export async function connectProxy(targetPort: number, status = 200): Promise<TestProxy> {
  const tunnels: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const proxy = createHttpServer();
  proxy.on("connect", (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? "");
    authorizations.push(request.headers["proxy-authorization"]);
    socket.on("error", () => {});
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(targetPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    target.on("error", () => socket.destroy());
  });
  const server = await listen(proxy);
  return Object.assign(server, { tunnels, authorizations });
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get connections() {
      return connections;
    },
  };
}
