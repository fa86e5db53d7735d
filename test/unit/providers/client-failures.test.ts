import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { keys } from "../../support/fake-venice/keys.ts";
import { closedPort, httpServer, httpsServer, json, tcpServer } from "../../support/servers.ts";
import { clientOf, fakeVenice, listFailure, secret } from "./clients.ts";

/** Every other limit is scaled with it: connecting gets 150 ms, a pause in an answer 250 ms, the wait before a retry 12 ms. */
const short = { timeoutMilliseconds: 500 };
const at = (port: number) => `http://127.0.0.1:${port}`;

describe("no connection", () => {
  test("a name without an address", async () => {
    expect(await listFailure(clientOf("http://provider.invalid", short))).toEqual({
      kind: "dns",
      host: "provider.invalid",
      detail: expect.stringMatching(/^(ENOTFOUND|EAI_)/),
      proxy: undefined,
    });
  });

  test("a port at which nothing listens", async () => {
    const port = await closedPort();
    expect(await listFailure(clientOf(at(port), short))).toMatchObject({
      kind: "refused",
      host: `127.0.0.1:${port}`,
      detail: "ECONNREFUSED",
    });
  });

  test("a server that hangs up, twice", async () => {
    const server = await tcpServer((socket) => socket.resetAndDestroy());
    expect(await listFailure(clientOf(at(server.port), short))).toMatchObject({ kind: "reset", detail: "ECONNRESET" });
    expect(server.connections).toBe(2);
  });

  test("a server that accepts but never begins the encryption", async () => {
    const server = await tcpServer(() => {});
    const started = performance.now();
    expect(await listFailure(clientOf(`https://127.0.0.1:${server.port}`, short))).toMatchObject({
      kind: "timeout",
      phase: "connect",
      milliseconds: 150,
    });
    expect(server.connections).toBe(2);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a certificate that nobody vouches for", async () => {
    const server = await httpsServer((_, response) => json(response, 200, { data: [] }));
    const failure = await listFailure(clientOf(`https://127.0.0.1:${server.port}`), secret(keys.good));
    expect(failure).toMatchObject({ kind: "tls-untrusted", detail: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    // It would be as untrusted a moment later.
    expect(server.connections).toBe(1);
  });

  test("a server that does not encrypt", async () => {
    const server = await httpServer((_, response) => json(response, 200, {}));
    expect(await listFailure(clientOf(`https://127.0.0.1:${server.port}`))).toMatchObject({ kind: "tls" });
  });

  test("a key that could not be asked about is not called wrong", async () => {
    const check = await clientOf(at(await closedPort()), short).verifyKey(secret(keys.good));
    expect(check).toMatchObject({ outcome: "unknown", failure: { kind: "refused" } });
  });
});

describe("too slow", () => {
  test("an answer that never begins", async () => {
    const fake = await fakeVenice({ mode: "silence" });
    expect(await listFailure(clientOf(fake.baseUrl, short))).toMatchObject({ kind: "timeout", phase: "headers" });
    expect(fake.requests).toHaveLength(1);
  });

  test("an answer that never ends", async () => {
    const fake = await fakeVenice({ mode: "dribble" });
    expect(await listFailure(clientOf(fake.baseUrl, short))).toMatchObject({ kind: "timeout", phase: "body" });
  });

  test("an answer that stops in the middle", async () => {
    const server = await httpServer((_, response) => void response.writeHead(200).write("["));
    expect(await listFailure(clientOf(at(server.port), short))).toMatchObject({
      kind: "timeout",
      phase: "body",
      milliseconds: 250,
    });
  });

  test("an answer that stops before its first word", async () => {
    const server = await httpServer((_, response) => response.writeHead(200).flushHeaders());
    expect(await listFailure(clientOf(at(server.port), short))).toMatchObject({
      kind: "timeout",
      phase: "body",
      milliseconds: 250,
    });
  });

  test("a check and a list that share their time: the list gets what the check left", async () => {
    const fake = await fakeVenice({ mode: "silence" });
    const client = clientOf(fake.baseUrl, { timeoutMilliseconds: 400 });
    const started = performance.now();
    const budget = client.startBudget();
    expect(await client.verifyKey(secret(keys.good), budget)).toMatchObject({ outcome: "unknown" });
    expect(await client.listModels(secret(keys.good), budget)).toMatchObject({ failure: { kind: "timeout" } });
    expect(performance.now() - started).toBeLessThan(700);
  });
});

describe("not the provider's answer", () => {
  test.each([
    ["a sign-in page", "web-page-200", "web-page", 200, 1],
    ["a block page", "web-page-403", "web-page", 403, 1],
    ["a gateway's error page", "web-page-502", "server-error", 502, 2],
    ["half a document", "broken-json", "unreadable", 200, 1],
    ["an answer that is cut", "cut", "reset", undefined, 2],
    ["a cut connection", "reset", "reset", undefined, 2],
    ["an error of the provider", "error-500", "server-error", 500, 2],
    ["a provider that is down", "error-503", "server-error", 503, 2],
  ] as const)("%s", async (_, mode, kind, status, asked) => {
    const fake = await fakeVenice({ mode });
    const check = await clientOf(fake.baseUrl, short).verifyKey(secret(keys.good));
    expect(check).toMatchObject({ outcome: "unknown", failure: { kind } });
    expect("failure" in check && check.failure.status).toBe(status);
    expect(fake.requests).toHaveLength(asked);
  });

  test("a page that denies access says nothing about the key", async () => {
    const server = await httpServer((_, response) => response.writeHead(401).end("<html>Sign in</html>"));
    expect(await clientOf(at(server.port)).verifyKey(secret(keys.good))).toMatchObject({
      outcome: "unknown",
      failure: { kind: "web-page", status: 401 },
    });
  });

  test("the answer of a network that wants a sign-in first", async () => {
    const server = await httpServer((_, response) => json(response, 511, { error: "Sign in" }));
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "web-page", status: 511 });
  });

  test("something that is not HTTP", async () => {
    const server = await tcpServer((socket) => socket.end("220 mail.invalid ESMTP\r\n"));
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "unreadable" });
  });

  test("headers without end", async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { "x-long": "x".repeat(100_000) }).end("{}");
    });
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "unreadable" });
  });
});

describe("too large", () => {
  const megabyte = Buffer.alloc(1024 * 1024, " ");

  test("a list is not read beyond 8 MiB", async () => {
    let sent = 0;
    const server = await httpServer((_, response) => {
      const more = () => {
        if (response.destroyed || sent === 64) return;
        sent += 1;
        response.write(megabyte, more);
      };
      response.writeHead(200);
      more();
    });
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "too-large", status: 200 });
    expect(sent).toBeLessThan(64);
  });

  test("nor when it is small until it is unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(megabyte.length);
    const server = await httpServer((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "too-large" });
  });
});

describe("a packed answer", () => {
  const packed = (bytes: Buffer) =>
    httpServer((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bytes));

  test("is unpacked", async () => {
    const server = await packed(gzipSync('{"data":[{"id":"café"}]}'));
    expect(await clientOf(at(server.port)).listModels()).toMatchObject({ rows: [{ id: "café" }] });
  });

  test("that cannot be unpacked is unreadable", async () => {
    const server = await packed(gzipSync('{"data":[]}').subarray(0, -5));
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "unreadable" });
  });
});

test("a byte order mark before an answer is passed over", async () => {
  const server = await httpServer((_, response) => response.writeHead(200).end('\uFEFF{"data":[{"id":"x"}]}'));
  expect(await clientOf(at(server.port)).listModels()).toHaveProperty("rows");
});

describe("a second try", () => {
  test.each([
    ["an error", "error-500"],
    ["a moment's overload", "overloaded-for-a-moment"],
    ["a cut connection", "reset"],
  ] as const)("succeeds after %s", async (_, breakage) => {
    const fake = await fakeVenice({ mode: () => (fake.requests.length === 1 ? breakage : undefined) });
    expect(await clientOf(fake.baseUrl, short).verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    expect(fake.requests).toHaveLength(2);
  });

  test("is not made when the provider asks for a long wait", async () => {
    const fake = await fakeVenice({ mode: "overloaded" });
    expect(await listFailure(clientOf(fake.baseUrl))).toMatchObject({
      kind: "rate-limited",
      status: 429,
      detail: "The model is currently overloaded. Please try again later.",
      retryAfterSeconds: 30,
    });
    expect(fake.requests).toHaveLength(1);
  });

  test("is not made when a person would have to wait for it", async () => {
    let asked = 0;
    const server = await httpServer((_, response) => {
      asked += 1;
      json(response, 429, { error: "Slow down" }, { "retry-after": "3" });
    });
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "rate-limited", retryAfterSeconds: 3 });
    expect(asked).toBe(1);
  });

  test.each([400, 401, 402, 403, 404, 410, 413, 422, 501])("is not made after a %i", async (status) => {
    let asked = 0;
    const server = await httpServer((_, response) => {
      asked += 1;
      json(response, status, { error: "No" });
    });
    await clientOf(at(server.port)).verifyKey(secret(keys.good));
    expect(asked).toBe(1);
  });

  test("is not made of a trial that may have been paid for", async () => {
    const fake = await fakeVenice({ mode: "reset" });
    const trial = await clientOf(fake.baseUrl, short).tryModel(secret(keys.good), "llama-3.3-70b");
    expect(trial).toMatchObject({ outcome: "unknown", failure: { kind: "reset" } });
    expect(fake.requests).toHaveLength(1);
  });

  test("understands a date for the time to wait", async () => {
    const server = await httpServer((_, response) => {
      json(response, 429, { error: "Slow down" }, { "retry-after": "Sun, 22 Nov 2026 12:01:30 GMT" });
    });
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "rate-limited", retryAfterSeconds: 90 });
  });
});

describe("a redirect", () => {
  test("within the provider is followed, with the key", async () => {
    const paths: (string | undefined)[] = [];
    const server = await httpServer((request, response) => {
      paths.push(`${request.url} ${request.headers.authorization}`);
      if (request.url === "/models") response.writeHead(308, { location: "/v2/models" }).end();
      else json(response, 200, { data: [{ id: "x" }] });
    });
    expect(await clientOf(at(server.port)).listModels(secret("vapi_0123456789"))).toHaveProperty("rows");
    expect(paths).toEqual(["/models Bearer vapi_0123456789", "/v2/models Bearer vapi_0123456789"]);
  });

  test.each(["with", "without"])("to anybody else is not followed, %s a key", async (having) => {
    const thief = await httpServer((_, response) => json(response, 200, { data: [{ id: "x" }] }));
    const server = await httpServer((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${thief.port}/models?session=1` }).end();
    });
    const key = having === "with" ? secret(keys.good) : undefined;
    expect(await listFailure(clientOf(at(server.port)), key)).toMatchObject({
      kind: "redirect",
      status: 302,
      detail: `http://127.0.0.1:${thief.port}`,
    });
    expect(thief.connections).toBe(0);
  });

  test("that goes in a circle is left", async () => {
    let asked = 0;
    const server = await httpServer((_, response) => {
      asked += 1;
      response.writeHead(301, { location: "/models" }).end();
    });
    expect(await listFailure(clientOf(at(server.port)))).toMatchObject({ kind: "redirect-within" });
    expect(asked).toBe(4);
  });

  test("of a trial is not followed: it would be sent twice", async () => {
    const server = await httpServer((_, response) => response.writeHead(307, { location: "/elsewhere" }).end());
    expect(await clientOf(at(server.port)).tryModel(secret(keys.good), "x")).toMatchObject({
      outcome: "unknown",
      failure: { kind: "redirect-within" },
    });
  });

  test.each(["", "http://", "::"])("to %j leads nowhere, and nothing breaks", async (location) => {
    const server = await httpServer((_, response) => response.writeHead(302, { location }).end());
    const { kind } = await listFailure(clientOf(at(server.port), short));
    expect(["redirect", "redirect-within", "unreadable"]).toContain(kind);
  });
});
