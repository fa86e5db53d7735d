import { spawn } from "node:child_process";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { closedPort, connectProxy, httpServer, httpsServer, tcpServer } from "./servers.ts";

/** Something that stands where a provider should. */
export interface HostileServer {
  readonly name: string;
  /** Starts it for one test. */
  readonly start: () => Promise<{ readonly baseUrl: string; readonly env?: Record<string, string> }>;
  /** How the line names it that a person gets to read. */
  readonly cause: RegExp;
  /** What that person is told to do. */
  readonly advice: RegExp;
  /** Whether it only ends because the time is up. */
  readonly isSlow?: boolean;
}

const baseUrl = /--base-url/;
const time = /--timeout \d+/;
const json = { "content-type": "application/json" };

export const hostileServers: readonly HostileServer[] = [
  {
    name: "a port at which nothing listens",
    start: async () => plain(await closedPort()),
    cause: /127\.0\.0\.1:\d+ refused the connection/,
    advice: baseUrl,
  },
  {
    name: "a name without an address",
    start: async () => ({ baseUrl: "https://provider.invalid/api/v1" }),
    cause: /the name provider\.invalid was not found/,
    advice: baseUrl,
  },
  {
    name: "a server too busy to accept anybody",
    start: async () => plain(await crowdedPort()),
    cause: /127\.0\.0\.1:\d+ took longer than [\d.]+ s to connect/,
    advice: time,
    isSlow: true,
  },
  {
    name: "a certificate that nobody vouches for",
    start: async () => encrypted(await httpsServer((_, response) => response.end("{}"))),
    cause: /certificate of 127\.0\.0\.1:\d+ is not trusted here/,
    advice: /NODE_EXTRA_CA_CERTS/,
  },
  {
    name: "a server that never begins the encryption",
    start: async () => encrypted(await tcpServer(() => {})),
    cause: /took longer than [\d.]+ s to connect/,
    advice: time,
    isSlow: true,
  },
  {
    name: "something that is not HTTP",
    start: async () => plain((await tcpServer((socket) => socket.end("220 mail.invalid ESMTP\r\n"))).port),
    cause: /cannot be read/,
    advice: baseUrl,
  },
  {
    name: "a server that hangs up",
    start: async () => plain((await tcpServer((socket) => socket.resetAndDestroy())).port),
    cause: /cut the connection/,
    advice: /[Tt]ry again|Run the command again/,
  },
  {
    name: "a server that says nothing",
    start: () => serving(() => {}),
    cause: /took longer than [\d.]+ s to answer/,
    advice: time,
    isSlow: true,
  },
  {
    name: "an answer that dribbles",
    start: () => serving((response) => dripping(response)),
    cause: /took longer than [\d.]+ s to answer/,
    advice: time,
    isSlow: true,
  },
  {
    name: "an answer of a gigabyte",
    start: () => serving((response) => pouring(response)),
    cause: /too large/,
    advice: baseUrl,
  },
  {
    name: "an answer that is large once it is unpacked",
    start: () => serving((response) => response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(bomb)),
    cause: /too large/,
    advice: baseUrl,
  },
  {
    name: "an answer that says it is packed and is not",
    start: () => serving((response) => response.writeHead(200, { ...json, "content-encoding": "gzip" }).end("{}")),
    cause: /cannot be read|cut the connection|broke off/,
    advice: /--base-url|again/,
  },
  {
    name: "the sign-in page of a network",
    start: () => saying("<!doctype html><title>Welcome to the Hotel</title>Sign in", { "content-type": "text/html" }),
    cause: /a web page came back/,
    advice: /Sign in to the network/,
  },
  {
    name: "a picture",
    start: () => saying("\x89PNG\r\n\x1a\n", { "content-type": "image/png" }),
    cause: /cannot be read/,
    advice: baseUrl,
  },
  ...(
    [
      ["JSON that is cut", '{"data":[{"id":"a'],
      ["null", "null"],
      ["a number", "1e999"],
      ["a million brackets", "[".repeat(1_000_000)],
      ["a list in a list, 100,000 deep", `{"data":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
      ["an object of JavaScript's own names", '{"__proto__":{"data":[]},"constructor":{"prototype":{}}}'],
    ] as const
  ).map(([name, text]) => ({
    name,
    start: () => saying(text, json),
    cause: /cannot be read/,
    advice: baseUrl,
  })),
  {
    name: "a way to somebody else",
    start: () => redirecting("http://other.invalid/"),
    cause: /sends us to http:\/\/other\.invalid, where the key must not go/,
    advice: baseUrl,
  },
  {
    name: "a way in a circle",
    start: () => redirecting("/models"),
    cause: /only sends us on to other addresses of its own/,
    advice: baseUrl,
  },
  {
    name: "an error in the words of a terminal",
    start: () => serving((response) => response.writeHead(500, json).end(shouting)),
    cause: /red and long/,
    advice: /status page|again/,
  },
  {
    name: "a proxy that is not there",
    start: async () => behind(`http://127.0.0.1:${await closedPort()}`),
    cause: /the proxy http:\/\/127\.0\.0\.1:\d+ cannot be reached/,
    advice: /HTTPS_PROXY.*NO_PROXY/,
  },
  {
    name: "a proxy that wants a password",
    start: async () => behind(`http://127.0.0.1:${(await connectProxy(await closedPort(), 407)).port}`),
    cause: /the proxy http:\/\/127\.0\.0\.1:\d+ wants a user name and a password/,
    advice: /USER:PASSWORD/,
  },
  {
    name: "a proxy that refuses",
    start: async () => behind(`http://127.0.0.1:${(await connectProxy(await closedPort(), 403)).port}`),
    cause: /refused to connect to provider\.invalid \(403\)/,
    advice: /administrator/,
  },
  {
    name: "a proxy that says nothing",
    start: async () => behind(`http://127.0.0.1:${(await tcpServer(() => {})).port}`),
    cause: /took longer than [\d.]+ s to connect|proxy .* cannot be reached/,
    advice: /--timeout \d+|NO_PROXY/,
    isSlow: true,
  },
  {
    name: "a proxy of another kind",
    start: async () => behind("socks5://127.0.0.1:1080"),
    cause: /the proxy variable holds no address of an http proxy/,
    advice: /HTTPS_PROXY=http:\/\/HOST:PORT/,
  },
  {
    name: "a proxy that is not to be used, and no network",
    start: async () => ({
      baseUrl: "https://provider.invalid/api/v1",
      env: { HTTPS_PROXY: `http://127.0.0.1:${await closedPort()}`, NO_PROXY: ".invalid" },
    }),
    cause: /the name provider\.invalid was not found/,
    advice: baseUrl,
  },
];

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
const shouting = JSON.stringify({
  error: `\u001b[31mred\u001b]52;c;aGk=\u0007\u202e\u2066 ${"and long ".repeat(2000)}`,
});

function plain(port: number) {
  return { baseUrl: `http://127.0.0.1:${port}` };
}

function encrypted({ port }: { readonly port: number }) {
  return { baseUrl: `https://127.0.0.1:${port}` };
}

function behind(proxy: string) {
  return { baseUrl: "https://provider.invalid/api/v1", env: { HTTPS_PROXY: proxy } };
}

async function serving(answer: (response: ServerResponse) => unknown) {
  return plain((await httpServer((_, response) => void answer(response))).port);
}

function saying(text: string, headers: Record<string, string>) {
  return serving((response) => response.writeHead(200, headers).end(text, "latin1"));
}

function redirecting(location: string) {
  return serving((response) => response.writeHead(302, { location, "set-cookie": "track=1" }).end());
}

function dripping(response: ServerResponse): void {
  response.writeHead(200, json).write('{"data":[');
  const drip = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drip));
}

function pouring(response: ServerResponse): void {
  response.writeHead(200, json).write('{"data":["');
  const piece = "x".repeat(1024 * 1024);
  let left = 1024;
  const more = () => {
    while (left > 0 && response.write(piece)) left -= 1;
    if (left === 0) response.end();
  };
  response.on("drain", more);
  more();
}

const unaccepting = `
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  require("node:fs").writeSync(1, String(server.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000);
});`;

/** A port whose queue is full, so that the system answers nobody who comes now. */
async function crowdedPort(): Promise<number> {
  const child = spawn(process.execPath, ["-e", unaccepting], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const port = Number(await new Promise<Buffer>((resolve) => child.stdout.once("data", resolve)));
  for (let isFull = false; !isFull; ) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    isFull = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), 300);
      socket.once("connect", () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
  }
  return port;
}
