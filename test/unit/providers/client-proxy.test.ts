import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Environment } from "../../../src/context.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { closedPort, connectProxy, httpsServer, json, tcpServer } from "../../support/servers.ts";
import { clientOf, fakeVenice, listFailure, secret } from "./clients.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A client whose environment names a proxy. The host does not exist, so every answer has come through the proxy. */
function clientBehind(env: Environment, baseUrl = "http://provider.invalid/api/v1", timeoutMilliseconds = 1000) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return clientOf(baseUrl, { env, timeoutMilliseconds });
}

describe("a proxy", () => {
  test.each([
    ["HTTP_PROXY", "http://"],
    ["http_proxy", "http://"],
    ["ALL_PROXY", "http://"],
    ["all_proxy", ""],
    ["HTTP_PROXY", ""],
  ])("named by %s as %shost:port leads every question through one tunnel", async (name, scheme) => {
    const fake = await fakeVenice();
    const proxy = await connectProxy(Number(new URL(fake.baseUrl).port));
    const client = clientBehind({ [name]: `${scheme}127.0.0.1:${proxy.port}` });
    await client.preconnect();
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    expect(await client.listModels(secret(keys.good))).toHaveProperty("rows");
    expect(proxy.tunnels).toEqual(["provider.invalid:80"]);
    expect(fake.connections).toBe(1);
  });

  test("is told its own password, and nothing of the key", async () => {
    const fake = await fakeVenice();
    const proxy = await connectProxy(Number(new URL(fake.baseUrl).port));
    const client = clientBehind({ HTTP_PROXY: `http://me:p%40ss@127.0.0.1:${proxy.port}` });
    await client.verifyKey(secret(keys.good));
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
    expect(fake.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  test.each(["http://", ""])(
    "named as %shost:port tunnels the encryption too: the certificate is checked at this end",
    async (scheme) => {
      const server = await httpsServer((_, response) => json(response, 200, { data: [] }));
      const proxy = await connectProxy(server.port);
      const address = `http://127.0.0.1:${proxy.port}`;
      const client = clientBehind({ HTTPS_PROXY: `${scheme}127.0.0.1:${proxy.port}` }, "https://provider.invalid");
      expect(await listFailure(client)).toEqual({
        kind: "tls-untrusted",
        host: "provider.invalid",
        detail: "DEPTH_ZERO_SELF_SIGNED_CERT",
        proxy: address,
      });
      expect(proxy.tunnels).toEqual(["provider.invalid:443"]);
    },
  );

  test.each([
    ["wants a password", 407, "proxy-authentication"],
    ["refuses the host", 403, "proxy-refused"],
    ["cannot reach the host", 502, "proxy-refused"],
  ])("that %s is named without its own password", async (_, status, kind) => {
    const proxy = await connectProxy(0, status);
    const client = clientBehind({ HTTP_PROXY: `http://me:hush@127.0.0.1:${proxy.port}` });
    const failure = await listFailure(client, secret(keys.good));
    expect(failure).toMatchObject({ kind, status, proxy: `http://127.0.0.1:${proxy.port}`, host: "provider.invalid" });
    expect(JSON.stringify(failure)).not.toContain("hush");
    expect(proxy.tunnels).toHaveLength(1);
  });

  test("that is not there is what the failure is about", async () => {
    const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${await closedPort()}` });
    expect(await listFailure(client)).toMatchObject({ kind: "proxy-unreachable", detail: "ECONNREFUSED" });
    const nameless = clientBehind({ HTTP_PROXY: "http://proxy.invalid:3128" });
    expect(await listFailure(nameless)).toMatchObject({
      kind: "proxy-unreachable",
      proxy: "http://proxy.invalid:3128",
    });
  });

  test("that hangs up is what the failure is about", async () => {
    const server = await tcpServer((socket) => socket.end());
    const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${server.port}` });
    expect(await listFailure(client)).toMatchObject({ kind: "proxy-unreachable" });
  });

  test("that says nothing, however often it is asked, makes Node warn a person of nothing", async () => {
    const silent = await tcpServer(() => {});
    const warn = vi.spyOn(process, "emitWarning").mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${silent.port}` }, undefined, 100);
    for (let asked = 0; asked < 6; asked += 1) await listFailure(client);
    expect(silent.connections).toBeGreaterThan(11);
    expect(warn).not.toHaveBeenCalled();
  });

  test("that says nothing is given up, and its connections with it", async () => {
    let open = 0;
    const server = await tcpServer((socket) => {
      open += 1;
      socket.on("close", () => {
        open -= 1;
      });
      socket.resume();
    });
    const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${server.port}` });
    expect(await listFailure(client)).toMatchObject({ kind: "timeout", phase: "connect", proxy: expect.any(String) });
    expect(open).toBeGreaterThan(0);
    client.close();
    await expect.poll(() => open).toBe(0);
  });

  test.each(["socks5://127.0.0.1:1080", "http://", "http://%zz@127.0.0.1:1"])(
    "such as %s is not usable",
    async (address) => {
      expect(await listFailure(clientBehind({ ALL_PROXY: address }))).toMatchObject({ kind: "proxy-unusable" });
    },
  );
});

describe("no proxy", () => {
  test("is used for this computer itself", async () => {
    const fake = await fakeVenice();
    const proxy = await connectProxy(await closedPort());
    const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` }, fake.baseUrl);
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    expect(proxy.connections).toBe(0);
  });

  test.each(["*", "provider.invalid", ".invalid", "other.invalid, provider.invalid"])(
    "is used where NO_PROXY is %j",
    async (excepted) => {
      const proxy = await connectProxy(await closedPort());
      const client = clientBehind({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: excepted });
      expect(await listFailure(client)).toMatchObject({ kind: "dns", proxy: undefined });
      expect(proxy.connections).toBe(0);
    },
  );

  test("is used when only the other protocol has one", async () => {
    const proxy = await connectProxy(await closedPort());
    expect(await listFailure(clientBehind({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }))).toMatchObject({
      kind: "dns",
    });
  });
});
