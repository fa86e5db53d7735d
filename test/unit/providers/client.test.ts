import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Interruption } from "../../../src/errors.ts";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import { httpServer, httpsServer, json } from "../../support/servers.ts";
import { clientOf, fakeVenice, listFailure, now, secret } from "./clients.ts";
import { acme } from "./manifests.ts";

describe("what becomes of a key", () => {
  const account = {
    balances: [
      { currency: "USD", amount: 50.23 },
      { currency: "DIEM", amount: 100.023 },
      { currency: "BUNDLED_CREDITS", amount: 25 },
    ],
    expiresAt: undefined,
    tier: "paid",
  };
  const empty = { ...account, balances: [0, 0].map((amount, at) => ({ currency: ["USD", "DIEM"][at], amount })) };
  const cannotSpend = (reason: string, detail: unknown, of: unknown = undefined) => ({
    outcome: "cannot-spend",
    reason,
    detail,
    account: of,
  });

  test.each([
    ["a good key", keys.good, { outcome: "accepted", account }],
    ["an admin key", keys.admin, { outcome: "accepted", account }],
    ["a key in the form of the provider page", keys.page, { outcome: "accepted", account }],
    ["a key of an earlier form", keys.hyphens, { outcome: "accepted", account }],
    ["a key without any prefix", keys.unprefixed, { outcome: "accepted", account }],
    [
      "a key that ends one day",
      keys.expiring,
      { outcome: "accepted", account: { ...account, expiresAt: new Date("2099-12-31T00:00:00Z") } },
    ],
    [
      "a key that tells no balances",
      keys.withoutBalances,
      { outcome: "accepted", account: { ...account, balances: [] } },
    ],
    ["a key that may not be used", keys.notPermitted, cannotSpend("not-permitted", "", empty)],
    ["a key without funds", keys.noFunds, cannotSpend("balance", expect.stringContaining("Insufficient USD or Diem"))],
    ["a key at its own limit", keys.spendLimit, cannotSpend("spend-limit", expect.stringContaining("spend limit"))],
    ["a key of a disabled account", keys.accessDisabled, cannotSpend("forbidden", expect.stringContaining("disabled"))],
    ["an unknown key", unknownKeys.venice, { outcome: "rejected", detail: "Authentication failed" }],
    ["a key that lost its prefix", keys.good.slice(21), { outcome: "rejected", detail: "Authentication failed" }],
  ])("%s", async (_, key, check) => {
    const fake = await fakeVenice();
    expect(await clientOf(fake.baseUrl).verifyKey(secret(key))).toEqual(check);
    expect(fake.requests).toHaveLength(1);
    expect(fake.requests[0]).toMatchObject({ method: "GET", path: "/api_keys/rate_limits", key, body: "" });
  });

  test("a key that was taken out on the way is not called wrong", async () => {
    const x402 = { x402Version: 2, error: "Authentication required" };
    const { port } = await httpServer((_, response) => json(response, 402, x402));
    expect(await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good))).toEqual({
      outcome: "not-received",
      host: `127.0.0.1:${port}`,
    });
  });

  test("the older wording of an empty account is understood", async () => {
    const error = "Insufficient USD or Diem balance to complete request";
    const { port } = await httpServer((_, response) => json(response, 402, { error }));
    expect(await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good))).toMatchObject({
      reason: "balance",
    });
  });

  test.each([
    ["a list", { object: "list", data: [] }],
    ["an account of another service", { data: { name: "Wile E. Coyote" } }],
    ["no data at all", {}],
  ])("%s with a 200 vouches for no key: whoever answers is not the provider", async (_, body) => {
    const { port } = await httpServer((_, response) => json(response, 200, body));
    expect(await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good))).toEqual({
      outcome: "unknown",
      failure: { kind: "unreadable", host: `127.0.0.1:${port}`, status: 200, detail: "" },
    });
  });

  test("another provider is asked at its own path, and its plain yes and no are enough", async () => {
    const fake = await fakeVenice({ provider: "acme" });
    const client = clientOf(fake.baseUrl, { manifest: acme });
    expect(await client.verifyKey(secret(keys.acme))).toEqual({
      outcome: "accepted",
      account: { balances: [], expiresAt: undefined, tier: undefined },
    });
    expect(await client.verifyKey(secret(unknownKeys.acme))).toEqual({
      outcome: "rejected",
      detail: "Incorrect API key provided",
    });
    expect(fake.requests.map((request) => request.path)).toEqual(["/me", "/me"]);
  });

  test("a server's words are shown as one short line", async () => {
    const error = `\u001b[2J\u202eNo\r\n  ${"way ".repeat(1000)}`;
    const { port } = await httpServer((_, response) => json(response, 401, { error }));
    const check = await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good));
    expect(check).toMatchObject({ outcome: "rejected", detail: expect.stringMatching(/^No way way [way ]+…$/) });
    expect("detail" in check && check.detail.length).toBe(200);
  });

  test("a server that quotes the key gets it out of no answer", async () => {
    const { port } = await httpServer((request, response) => {
      json(response, 401, { error: `Bad header: ${request.headers.authorization}` });
    });
    const check = await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good));
    expect(check).toEqual({ outcome: "rejected", detail: "Bad header: Bearer [secret]" });
  });

  test("a key that no header can carry is sent nowhere, and no error shows it", async () => {
    const fake = await fakeVenice();
    const asked = clientOf(fake.baseUrl).verifyKey(secret("vapi_abc\r\nX-Evil: 1"));
    await expect(asked).rejects.toThrow("no header can carry");
    await expect(asked).rejects.not.toThrow("vapi_abc");
    expect(fake.requests).toEqual([]);
  });

  test.each([
    ["true", true],
    ["a list", []],
    ["null", null],
  ])("an answer that is %s proves nothing", async (_, body) => {
    const { port } = await httpServer((_request, response) => json(response, 200, body));
    expect(await clientOf(`http://127.0.0.1:${port}`).verifyKey(secret(keys.good))).toMatchObject({
      outcome: "unknown",
      failure: { kind: "unreadable" },
    });
  });
});

describe("the list of models", () => {
  test("is had without a key, and without a word about one", async () => {
    const fake = await fakeVenice();
    const list = await clientOf(fake.baseUrl).listModels();
    expect(list).toMatchObject({ fetchedAt: now, rows: expect.arrayContaining([]) });
    expect("rows" in list && list.rows.length).toBeGreaterThan(30);
    expect(fake.requests[0]?.path).toBe("/models");
    expect(fake.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("is what the key may use", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    const ids = async (key: string) => {
      const list = await client.listModels(secret(key));
      return "rows" in list ? list.rows.map((row) => (row as { id: string }).id) : [];
    };
    expect(await ids(keys.good)).toContain("claude-opus-45");
    expect(await ids(keys.privateOnly)).not.toContain("claude-opus-45");
    expect(await ids(keys.good)).not.toContain("odd-beta-access-8b");
    expect(await ids(keys.betaAccess)).toContain("odd-beta-access-8b");
  });

  test("of another provider comes from its own path", async () => {
    const fake = await fakeVenice({ provider: "acme" });
    const client = clientOf(fake.baseUrl, { manifest: acme });
    expect(await client.listModels(secret(keys.acme))).toMatchObject({ rows: [{ id: "anvil-large" }, {}, {}] });
    expect(await listFailure(client)).toMatchObject({ kind: "unexpected-status", status: 401 });
    expect(fake.requests.map((request) => request.path)).toEqual(["/v2/models", "/v2/models"]);
  });

  test.each([
    ["an empty list", { data: [] }, "empty-list"],
    ["no list", { object: "list" }, "unreadable"],
    ["a text", "models", "unreadable"],
  ])("that is %s is a failure, so that a kept or built-in list can serve", async (_, body, kind) => {
    const { port } = await httpServer((_request, response) => json(response, 200, body));
    expect(await listFailure(clientOf(`http://127.0.0.1:${port}`))).toMatchObject({ kind });
  });

  test("may come as a bare array", async () => {
    const { port } = await httpServer((_, response) => json(response, 200, [{ id: "x" }]));
    expect(await clientOf(`http://127.0.0.1:${port}`).listModels()).toMatchObject({ rows: [{ id: "x" }] });
  });

  test("at a wrong base URL says what the server answered", async () => {
    const { port } = await httpServer((_, response) => json(response, 404, { error: { message: "No such page" } }));
    expect(await listFailure(clientOf(`http://127.0.0.1:${port}/v2`))).toEqual({
      kind: "unexpected-status",
      host: `127.0.0.1:${port}`,
      status: 404,
      detail: "No such page",
    });
  });
});

describe("the trial of a model", () => {
  test("proves key and model together, for a few tokens", async () => {
    const fake = await fakeVenice();
    const trial = await clientOf(fake.baseUrl).tryModel(secret(keys.good), "llama-3.3-70b");
    expect(trial).toEqual({
      outcome: "answered",
      milliseconds: expect.any(Number),
      usage: { prompt: 12, completion: 7 },
    });
    expect(JSON.parse(fake.requests[0]?.body ?? "")).toEqual({
      model: "llama-3.3-70b",
      messages: [{ role: "user", content: "Reply with OK." }],
      max_completion_tokens: 16,
      stream: false,
      venice_parameters: { include_venice_system_prompt: false },
    });
  });

  test("sends another provider nothing of Venice's", async () => {
    const fake = await fakeVenice({ provider: "acme" });
    const client = clientOf(fake.baseUrl, { manifest: acme });
    expect(await client.tryModel(secret(keys.acme), "rocket/skates-1")).toMatchObject({ outcome: "answered" });
  });

  test.each([
    [
      "a model that is not there",
      keys.good,
      "llama-3.3-70",
      404,
      /^Specified model not found: .* Did you mean: llama-3/,
    ],
    [
      "a model with the provider's name before it",
      keys.good,
      "venice/llama-3.3-70b",
      404,
      /Did you mean: llama-3.3-70b/,
    ],
    ["a model in the wrong case", keys.good, "Llama-3.3-70B", 404, /not found/],
    ["an account without funds", keys.noFunds, "llama-3.3-70b", 402, /^Insufficient/],
    ["a free model of an account without funds", keys.notPermitted, "odd-zero-price-8b", 402, /^Insufficient/],
    ["a key at its limit", keys.spendLimit, "llama-3.3-70b", 402, /spend limit/],
    ["a model that the key keeps out", keys.privateOnly, "claude-opus-45", 403, /is an Anonymous model/],
    ["a key nobody knows", unknownKeys.venice, "llama-3.3-70b", 401, /^Authentication failed$/],
  ])("%s is refused, in Venice's words", async (_, key, model, status, detail) => {
    const fake = await fakeVenice();
    expect(await clientOf(fake.baseUrl).tryModel(secret(key), model)).toEqual({
      outcome: "refused",
      status,
      detail: expect.stringMatching(detail),
    });
    expect(fake.requests).toHaveLength(1);
  });

  test("a refusal names the field that is at fault", async () => {
    const fake = await fakeVenice();
    const manifest = { ...acme, chat: { parameters: { temperature: null } } };
    const client = clientOf(fake.baseUrl, { manifest });
    expect(await client.tryModel(secret(keys.good), "llama-3.3-70b")).toMatchObject({
      status: 400,
      detail: "Invalid request parameters: temperature: Invalid input, received null",
    });
  });

  test.each([
    ["rate-limited", "rate-limited", "Rate limit exceeded", undefined],
    ["overloaded", "rate-limited", "The model is currently overloaded. Please try again later.", 30],
  ] as const)("a model that is %s says nothing about the key", async (refusal, kind, detail, retryAfterSeconds) => {
    const fake = await fakeVenice({ chat: { refusal }, now: () => now.getTime() });
    const trial = await clientOf(fake.baseUrl).tryModel(secret(keys.good), "llama-3.3-70b");
    expect(trial).toMatchObject({ outcome: "unknown", failure: { kind, status: 429, detail } });
    // Without Retry-After Venice names the time of the reset, here one minute from now.
    expect("failure" in trial && trial.failure.retryAfterSeconds).toBe(retryAfterSeconds ?? 60);
    expect(fake.requests).toHaveLength(1);
  });

  test("a model that is offline is asked once more, and the failure carries Venice's words", async () => {
    const fake = await fakeVenice();
    const trial = await clientOf(fake.baseUrl).tryModel(secret(keys.good), "odd-offline-8b");
    expect(trial).toMatchObject({
      outcome: "unknown",
      failure: { kind: "server-error", status: 503, detail: expect.stringContaining("temporarily offline") },
    });
    expect(fake.requests).toHaveLength(2);
  });

  test("an answer without any choice proves nothing", async () => {
    const { port } = await httpServer((_, response) => json(response, 200, { object: "chat.completion" }));
    expect(await clientOf(`http://127.0.0.1:${port}`).tryModel(secret(keys.good), "x")).toMatchObject({
      outcome: "unknown",
      failure: { kind: "unreadable" },
    });
  });
});

describe("the connection", () => {
  test("is one for the check, the list and the trial", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    await client.verifyKey(secret(keys.good));
    await client.listModels(secret(keys.good));
    await client.tryModel(secret(keys.good), "llama-3.3-70b");
    expect(fake.requests).toHaveLength(3);
    expect(fake.connections).toBe(1);
  });

  test("is open before the key is typed, and nothing has been sent over it", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    await client.preconnect();
    await expect.poll(() => fake.connections).toBe(1);
    expect(fake.requests).toEqual([]);
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    expect(await client.listModels(secret(keys.good))).toHaveProperty("rows");
    expect(fake.connections).toBe(1);
  });

  test("opened twice is still one, and one that cannot be opened harms nothing", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl);
    await Promise.all([client.preconnect(), client.preconnect()]);
    await client.listModels();
    expect(fake.connections).toBe(1);
    await expect(clientOf("http://provider.invalid").preconnect()).resolves.toBeUndefined();
  });

  test("that the server closed meanwhile is replaced without a word", async () => {
    const fake = await fakeVenice({ mode: undefined });
    const client = clientOf(fake.baseUrl);
    await client.preconnect();
    await expect.poll(() => fake.connections).toBe(1);
    fake.dropConnections();
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    fake.dropConnections();
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
  });

  test("tells who we are", async () => {
    const fake = await fakeVenice();
    await clientOf(fake.baseUrl).listModels();
    expect(fake.requests[0]?.headers).toMatchObject({
      "user-agent": "openclaw-venice/1.2.3",
      accept: "application/json",
    });
  });

  test("goes to the same paths when the base URL ends in a slash", async () => {
    const fake = await fakeVenice();
    await clientOf(`${fake.baseUrl}/`).listModels();
    expect(fake.requests[0]?.path).toBe("/models");
  });

  test("is told about, without the key", async () => {
    const fake = await fakeVenice();
    const lines: string[] = [];
    await clientOf(fake.baseUrl, { log: (line) => lines.push(line) }).verifyKey(secret(keys.good));
    expect(lines).toEqual([expect.stringMatching(/^GET http:\/\/127.*\/api_keys\/rate_limits 200 \d+ ms$/)]);
  });
});

describe("an encrypted connection", () => {
  /** To this computer's own servers only: their certificate is nobody's. */
  const trustEverybody = () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const warning = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    onTestFinished(() => {
      vi.unstubAllEnvs();
      warning.mockRestore();
    });
  };

  test("is opened beforehand and kept like any other, and a slow answer over it is waited for", async () => {
    trustEverybody();
    let requests = 0;
    const server = await httpsServer((request, response) => {
      requests += 1;
      const data = request.url === "/models" ? [{ id: "x" }] : { accessPermitted: true };
      // Longer than a connection may take to open, which this one has done already.
      setTimeout(() => json(response, 200, { data }), 400);
    });
    const client = clientOf(`https://127.0.0.1:${server.port}`, { timeoutMilliseconds: 1000 });
    await client.preconnect();
    expect(requests).toBe(0);
    expect(await client.verifyKey(secret(keys.good))).toMatchObject({ outcome: "accepted" });
    expect(await client.listModels()).toHaveProperty("rows");
    expect(server.connections).toBe(1);
  });
});

describe("the end", () => {
  const signalled = (controller: AbortController, work: Promise<unknown>) => {
    controller.abort("SIGTERM");
    return work.catch((error) => error);
  };

  test.each([
    ["the check of a key", "verifyKey"],
    ["the list", "listModels"],
  ] as const)("of a run ends %s at once, with the signal's name", async (_, method) => {
    const fake = await fakeVenice({ mode: "silence" });
    const controller = new AbortController();
    const client = clientOf(fake.baseUrl, { signal: controller.signal });
    const work = client[method](secret(keys.good));
    await expect.poll(() => fake.requests.length).toBe(1);
    const error = await signalled(controller, work);
    expect(error).toBeInstanceOf(Interruption);
    expect(error).toHaveProperty("exitCode", 143);
  });

  test("of a run ends the wait before a retry", async () => {
    const fake = await fakeVenice({ mode: "error-500" });
    const controller = new AbortController();
    const client = clientOf(fake.baseUrl, { signal: controller.signal, timeoutMilliseconds: 600_000 });
    const work = client.listModels();
    await expect.poll(() => fake.requests.length).toBe(1);
    expect(await signalled(controller, work)).toBeInstanceOf(Interruption);
    expect(fake.requests).toHaveLength(1);
  });

  test("of a run that was over before lets nothing begin", async () => {
    const fake = await fakeVenice();
    const client = clientOf(fake.baseUrl, { signal: AbortSignal.abort("SIGINT") });
    await expect(client.listModels()).rejects.toThrow(Interruption);
    await client.preconnect();
    expect(fake.connections).toBe(0);
  });

  test("of a client ends what is under way without an error that nobody catches", async () => {
    const fake = await fakeVenice({ mode: "silence" });
    const client = clientOf(fake.baseUrl);
    const work = listFailure(client);
    await expect.poll(() => fake.requests.length).toBe(1);
    client.close();
    expect(await work).toMatchObject({ kind: "reset" });
    expect(await listFailure(client)).toMatchObject({ kind: "reset" });
    expect(fake.requests).toHaveLength(1);
  });
});
