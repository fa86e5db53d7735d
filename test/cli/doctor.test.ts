import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { doctored, homeWith, soundBlock, soundConfig, soundRow } from "../support/doctored.ts";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import type { FakeVenice } from "../support/fake-venice.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden, subjects } from "../support/onboarding.ts";
import { manifests, run, venice } from "../support/run.ts";
import { closedPort, connectProxy, httpServer, httpsServer, json, tcpServer } from "../support/servers.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The config in which all is well, with these members of the provider's block instead of its own. */
const withBlock = (server: FakeVenice, block: object) => {
  const config = soundConfig(server.baseUrl);
  return {
    ...config,
    models: { ...config.models, providers: { venice: { ...soundBlock(server.baseUrl), ...block } } },
  };
};
const withDefaults = (server: FakeVenice, defaults: object) => {
  const config = soundConfig(server.baseUrl);
  return { ...config, agents: { defaults: { ...config.agents.defaults, ...defaults } } };
};
const withDotenv = (key: string) => `VENICE_API_KEY=${key}\n`;

describe("all is well", () => {
  test("a line a check, a last line that says so, exit 0, nothing written", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    const before = home.files();
    const { code, stdout, stderr } = await run(["doctor"], { home });
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "ok    config      ~/.openclaw/openclaw.json can be read",
      `ok    key         the key in ~/.openclaw/.env (ends …${keys.good.slice(-4)}): Venice AI accepts it; it can spend $50.23, 100.02 DIEM, 25.00 bundled credits`,
      `ok    connection  ${new URL(server.baseUrl).host} answers`,
      "ok    models      default model venice/llama-3.3-70b (private)",
      "Everything is as it should be.",
      "",
    ]);
    expect(stderr).toBe("");
    expect(home.files()).toEqual(before);
  });

  test.each(subjects)("what onboarding wrote for $label", async (subject) => {
    const server = await subject.start();
    const { home } = await run(
      ["onboard", "--non-interactive", "--auth-choice", subject.choice, "--base-url", server.baseUrl],
      { env: { [subject.variable]: subject.key }, manifests },
    );
    await run(["onboard", "--non-interactive", "--auth-choice", subject.choice, "--key-store", "dotenv"], {
      home,
      env: { [subject.variable]: subject.key },
      manifests,
    });
    const result = await doctored(["--provider", subject.id], { home, manifests });
    expect(result.findings.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(result.code).toBe(0);
    expectHidden(subject.key, result, [dotenvPath]);
  });

  test("--offline asks nobody, and says so", async () => {
    const server = await venice();
    const { code, one } = await doctored(["--offline"], { home: homeWith(soundConfig(server.baseUrl)) });
    expect(code).toBe(0);
    expect(one("key-not-asked").message).toContain("not checked (--offline)");
    expect(one("connection-not-asked").level).toBe("ok");
    expect(server.requests).toHaveLength(0);
  });

  test("--json is one document", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    const { stdout } = await run(["doctor", "--json"], { home });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      provider: "venice",
      configPath: home.at(configPath),
      findings: [
        { id: "config-ok", area: "config", level: "ok", fix: null, fixable: false },
        { id: "key-ok", area: "key", level: "ok" },
        { id: "connection-ok", area: "connection", level: "ok" },
        { id: "model-ok", area: "models", level: "ok" },
      ],
    });
    expect(stdout).not.toContain(keys.good.slice(-8));
  });
});

describe("nothing there", () => {
  test("no config, no key, no state folder: said, and none is made", async () => {
    const server = await venice();
    const { code, stdout, home } = await run(["doctor", "--base-url", server.baseUrl]);
    expect(code).toBe(4);
    expect(stdout).toContain(
      "warn  config      ~/.openclaw/openclaw.json is not there yet\n                  → openclaw onboard",
    );
    expect(stdout).toContain("fail  key         there is no Venice AI key: VENICE_API_KEY is set nowhere\n");
    expect(stdout).toContain("warn  models      no default model is chosen");
    expect(stdout).toContain("→ openclaw models set venice/llama-3.3-70b");
    expect(stdout).toMatch(/\n1 failure, 2 warnings\.\n$/);
    expect(home.files()).toEqual({});
  });

  test("--fix makes nothing either", async () => {
    const server = await venice();
    const { code, home } = await run(["doctor", "--fix", "--yes", "--base-url", server.baseUrl]);
    expect(code).toBe(4);
    expect(home.files()).toEqual({});
  });
});

describe("the key", () => {
  test("missing behind the config's reference", async () => {
    const server = await venice();
    const { code, one } = await doctored([], { home: homeWith(soundConfig(server.baseUrl), "") });
    expect(code).toBe(4);
    expect(one("key-missing")).toMatchObject({ level: "fail", area: "key", fix: "openclaw onboard" });
    expect(one("key-missing").message).toContain("VENICE_API_KEY is set nowhere, and the config refers to it");
  });

  test("of a wrong shape: the provider rejects it, and the right beginnings are named", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl), withDotenv("notakey-at-all"));
    const result = await doctored([], { home });
    expect(result.code).toBe(4);
    expect(result.one("key-rejected").message).toMatch(/rejected the key in .*Keys begin with vapi_/);
    const offline = await doctored(["--offline"], { home });
    expect(offline.code).toBe(0);
    expect(offline.one("key-shape")).toMatchObject({ level: "warn" });
  });

  test("of an unusual shape, which the provider accepts, is right", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith(soundConfig(server.baseUrl), withDotenv(keys.unprefixed)),
    });
    expect(code).toBe(0);
    expect(one("key-ok").level).toBe("ok");
  });

  test("that no header can carry", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl), `VENICE_API_KEY="two words"\n`);
    const { code, one } = await doctored([], { home });
    expect(code).toBe(4);
    expect(one("key-malformed").message).toContain("has white space inside");
  });

  test.each([
    ["rejected", unknownKeys.venice, "key-rejected", "fail", "Authentication failed", 4],
    ["without a balance", keys.noFunds, "key-cannot-spend", "fail", "Insufficient USD", 4],
    ["at its spending limit", keys.spendLimit, "key-cannot-spend", "fail", "spending limit", 4],
    ["of an account without access", keys.accessDisabled, "key-cannot-spend", "fail", "API access is disabled", 4],
    ["that may not spend", keys.notPermitted, "key-cannot-spend", "fail", "its balance is empty", 4],
    ["that may manage the account", keys.admin, "key-admin", "warn", "admin key", 0],
  ] as const)("%s", async (_, key, id, level, words, code) => {
    const server = await venice();
    const result = await doctored([], { home: homeWith(soundConfig(server.baseUrl), withDotenv(key)) });
    expect(result.one(id)).toMatchObject({ level, area: "key" });
    expect(result.one(id).message).toContain(words);
    expect(result.one(id).fix).toContain("https://venice.ai/settings/api");
    expect(result.code).toBe(code);
    expectHidden(key, result, [dotenvPath]);
  });

  test("that ends within a week", async () => {
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const server = await venice({ keyExpiration: soon });
    const { code, one } = await doctored([], { home: homeWith(soundConfig(server.baseUrl)) });
    expect(one("key-expires")).toMatchObject({ level: "warn" });
    expect(one("key-expires").message).toContain(`ends on ${soon.slice(0, 10)} (in 3 days)`);
    expect(code).toBe(0);
  });

  test("that something on the way takes out of the request", async () => {
    const server = await strippingGateway();
    const { code, one } = await doctored([], { home: homeWith(soundConfig(server)) });
    expect(code).toBe(4);
    expect(one("key-not-received").fix).toContain("strip the Authorization header");
  });

  test("shadowed by the shell", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith(soundConfig(server.baseUrl)),
      env: { VENICE_API_KEY: unknownKeys.venice },
    });
    expect(code).toBe(4);
    expect(one("key-rejected").message).toContain("the key in VENICE_API_KEY");
    expect(one("key-shadowed")).toMatchObject({ level: "warn", fix: "unset VENICE_API_KEY" });
    expect(one("key-shadowed").message).toContain("~/.openclaw/.env is another one, and OpenClaw believes the shell");
  });

  test("shadowed by another one in .env", async () => {
    const server = await venice();
    const config = { ...soundConfig(server.baseUrl), env: { vars: { VENICE_API_KEY: keys.page } } };
    const { one } = await doctored([], { home: homeWith(config) });
    expect(one("key-shadowed").message).toContain("believes the key in ~/.openclaw/.env first");
  });

  test("hidden by a variable that the shell has empty", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith(soundConfig(server.baseUrl)),
      env: { VENICE_API_KEY: "" },
    });
    expect(code).toBe(4);
    expect(one("key-hidden")).toMatchObject({ level: "fail", fix: "unset VENICE_API_KEY" });
  });

  test("in the shell alone, where a gateway does not see it", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith(soundConfig(server.baseUrl), ""),
      env: { VENICE_API_KEY: keys.good },
    });
    expect(code).toBe(0);
    expect(one("key-only-in-shell").fix).toContain("openclaw onboard --key-store dotenv");
  });

  test("beaten by an auth profile that the config tells of", async () => {
    const server = await venice();
    const auth = { profiles: { "venice:default": { provider: "venice", mode: "api_key" } } };
    const { code, one } = await doctored([], { home: homeWith({ ...soundConfig(server.baseUrl), auth }) });
    expect(code).toBe(0);
    expect(one("key-profile")).toMatchObject({ level: "warn", fix: expect.stringContaining("openclaw models auth") });
    expect(one("key-profile").message).toContain('"venice:default" (~/.openclaw/openclaw.json)');
  });

  test("beaten by another one in an agent's store; the same one there is no trouble", async () => {
    const server = await venice();
    const profile = (key: string) =>
      JSON.stringify({ version: 1, profiles: { "venice:default": { type: "api_key", provider: "venice", key } } });
    const store = ".openclaw/agents/main/agent/auth-profiles.json";
    const homeOf = (key: string) =>
      createHome({
        [configPath]: JSON.stringify(soundConfig(server.baseUrl)),
        [dotenvPath]: withDotenv(keys.good),
        [store]: profile(key),
      });
    const other = await doctored([], { home: homeOf(keys.page) });
    expect(other.one("key-profile").message).toContain("it holds another key");
    expectHidden(keys.page, other, [store]);
    const same = await doctored([], { home: homeOf(keys.good) });
    expect(same.findings.filter(({ level }) => level !== "ok")).toEqual([]);
  });

  test.each([
    [
      "in the flat form that current releases refuse",
      { env: { VENICE_API_KEY: keys.good } },
      {},
      "key-flat",
      "fail",
      3,
    ],
    ["in plain text at apiKey", {}, { apiKey: keys.good }, "key-plaintext", "warn", 0],
    ["in plain text in env.vars", { env: { vars: { VENICE_API_KEY: keys.good } } }, {}, "key-in-config", "warn", 0],
  ] as const)("%s", async (_, more, block, id, level, code) => {
    const server = await venice();
    const home = homeWith({ ...withBlock(server, block), ...more }, "");
    const result = await doctored([], { home });
    expect(result.one(id)).toMatchObject({ level, area: "key", fixable: id !== "key-in-config" });
    expect(result.one("key-ok").message).toContain("accepts it");
    expect(result.code).toBe(code);
    expectHidden(keys.good, result, [configPath]);
  });

  test("with quotes around it", async () => {
    const server = await venice();
    const config = { ...soundConfig(server.baseUrl), env: { vars: { VENICE_API_KEY: `'${keys.good}'` } } };
    const { code, one } = await doctored([], { home: homeWith(config, "") });
    expect(code).toBe(4);
    expect(one("key-untidy").message).toContain("has quotes or other text around it");
  });

  test("behind a reference that cannot be followed", async () => {
    const server = await venice();
    const apiKey = { source: "exec", provider: "vault", id: "x" };
    const { code, one } = await doctored([], { home: homeWith(withBlock(server, { apiKey })) });
    expect(code).toBe(0);
    expect(one("key-external").message).toContain("(exec)");
  });

  test("no reference to it in the block, or one that leads nowhere", async () => {
    const server = await venice();
    const missing = await doctored([], { home: homeWith(withBlock(server, { apiKey: undefined })) });
    expect(missing.one("key-reference-missing")).toMatchObject({ level: "warn", fixable: true });
    expect(missing.code).toBe(0);
    const unset = await doctored([], { home: homeWith(withBlock(server, { apiKey: "${OLD_NAME}" })) });
    expect(unset.one("key-reference-unset")).toMatchObject({ level: "fail", fixable: true });
    expect(unset.one("key-reference-unset").message).toContain("OLD_NAME, which is set nowhere");
    expect(unset.code).toBe(4);
  });
});

/** A gateway that takes the key out of every request. Its base URL. */
async function strippingGateway(): Promise<string> {
  const { port } = new URL((await venice()).baseUrl);
  const gateway = await httpServer((incoming, outgoing) => {
    const { authorization: _, ...headers } = incoming.headers;
    request({ host: "127.0.0.1", port, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  return `http://127.0.0.1:${gateway.port}/api/v1`;
}

describe("the connection", () => {
  /** Whatever the config says, the flag's base URL is asked; a tenth of the usual patience is enough on this computer. */
  const at = (baseUrl: string, env: Record<string, string> = {}) =>
    doctored(["--base-url", baseUrl, "--timeout", "1"], { home: homeWith(soundConfig(baseUrl)), env });

  test("a name that is not found", async () => {
    const { code, one } = await at("https://provider.invalid/api/v1");
    expect(code).toBe(5);
    expect(one("connection-failed")).toMatchObject({ level: "fail", area: "connection" });
    expect(one("connection-failed").message).toBe("the name provider.invalid was not found");
    expect(one("connection-failed").fix).toContain("Check your network");
    expect(one("key-unchecked")).toMatchObject({ level: "warn" });
  });

  test("a port at which nothing listens", async () => {
    const port = await closedPort();
    const { code, one } = await at(`http://127.0.0.1:${port}`);
    expect(code).toBe(5);
    expect(one("connection-failed").message).toBe(`127.0.0.1:${port} refused the connection`);
  });

  test("a server that takes too long", async () => {
    const server = await venice({ mode: "silence" });
    const { code, one } = await at(server.baseUrl);
    expect(code).toBe(5);
    expect(one("connection-failed").message).toContain("took longer than");
    expect(one("connection-failed").fix).toContain("--timeout 30");
  });

  test("a certificate that nobody vouches for, and the way to name a company's own", async () => {
    const server = await httpsServer((_, response) => json(response, 200, {}));
    const { code, one } = await at(`https://127.0.0.1:${server.port}`);
    expect(code).toBe(5);
    expect(one("connection-failed").message).toContain("is not trusted here");
    expect(one("connection-failed").fix).toContain("NODE_EXTRA_CA_CERTS");
  });

  test("a file of certificates that is not there", async () => {
    const server = await venice();
    const { code, one } = await at(server.baseUrl, { NODE_EXTRA_CA_CERTS: "/nowhere/company.pem" });
    expect(code).toBe(0);
    expect(one("certificate-file").message).toContain("/nowhere/company.pem, which cannot be read");
  });

  test("a proxy that is set and does not apply", async () => {
    const proxy = await connectProxy(1);
    const address = `http://127.0.0.1:${proxy.port}`;
    vi.stubEnv("HTTP_PROXY", address);
    const { code, one } = await at("https://provider.invalid/api/v1", { HTTP_PROXY: address });
    expect(code).toBe(5);
    expect(one("proxy-unused")).toMatchObject({ level: "warn", fix: "Set HTTPS_PROXY as well." });
    vi.stubEnv("HTTPS_PROXY", address);
    vi.stubEnv("NO_PROXY", "provider.invalid");
    const env = { HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: "provider.invalid" };
    const excluded = await at("https://provider.invalid/api/v1", env);
    expect(excluded.one("proxy-unused").message).toContain(
      "HTTPS_PROXY is set, but requests to provider.invalid do not",
    );
    expect(excluded.one("proxy-unused").fix).toContain("take the host out of NO_PROXY");
    expect(proxy.tunnels).toEqual([]);
  });

  test("a proxy that is used, and one that cannot be reached", async () => {
    const { port } = new URL((await venice()).baseUrl);
    const proxy = await connectProxy(Number(port));
    const used = `http://127.0.0.1:${proxy.port}`;
    vi.stubEnv("HTTP_PROXY", used);
    const through = await doctored(["--base-url", "http://provider.invalid/api/v1", "--allow-insecure-base-url"], {
      home: homeWith({}),
      env: { HTTP_PROXY: used },
    });
    expect(through.one("connection-ok").message).toBe(`provider.invalid answers, through the proxy ${used}`);
    const gone = `http://127.0.0.1:${await closedPort()}`;
    vi.stubEnv("HTTPS_PROXY", gone);
    const { code, one } = await at("https://provider.invalid/api/v1", { HTTPS_PROXY: gone });
    expect(code).toBe(5);
    expect(one("connection-failed").message).toContain(`the proxy ${gone} cannot be reached`);
  });

  test.each([
    ["the sign-in page of a network", "web-page-200", "a web page came back", "Sign in to the network"],
    ["the block page of a company", "web-page-403", "a web page came back", "Sign in to the network"],
    ["a provider in trouble", "error-500", "is in trouble (500", "status page"],
  ] as const)("%s", async (_, mode, words, fix) => {
    const server = await venice({ mode });
    const { code, one } = await at(server.baseUrl);
    expect(code).toBe(5);
    expect(one("connection-failed").message).toContain(words);
    expect(one("connection-failed").fix).toContain(fix);
  });

  test("being asked to wait is no failure", async () => {
    const server = await venice({ mode: "overloaded" });
    const { code, one } = await at(server.baseUrl);
    expect(code).toBe(0);
    expect(one("connection-failed")).toMatchObject({ level: "warn", fix: "Wait 30 seconds and try again." });
  });

  test("a server that hangs up", async () => {
    const server = await tcpServer((socket) => socket.resetAndDestroy());
    const { one } = await at(`http://127.0.0.1:${server.port}`);
    expect(one("connection-failed").message).toContain("cut the connection");
  });

  test("a base URL of the config that is none; one that was just typed is a mistake of the call", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith(withBlock(server, { baseUrl: "http://example.com/v1" })),
    });
    expect(code).toBe(3);
    expect(one("base-url").message).toContain("is plain http");
    const typed = await run(["doctor", "--base-url", "nonsense"]);
    expect(typed.code).toBe(2);
    expect(server.requests).toHaveLength(0);
  });
});

describe("the models", () => {
  const withModel = (server: FakeVenice, primary: string, more: object = {}) =>
    withDefaults(server, { model: { primary, ...more } });

  test.each([
    ["offline", "venice/odd-offline-8b", "model-offline", "is offline at the moment", 5],
    ["retired", "venice/odd-retired-8b", "model-withheld", "it was retired", 3],
    ["end-to-end encrypted", "venice/e2ee-gemma-4-31b", "model-withheld", "end-to-end encryption", 3],
    ["unknown", "venice/llama-3.3-70", "model-unknown", "is not among those Venice AI lists", 3],
    ["without a provider", "llama-3.3-70b", "model-bare", "names no provider", 3],
  ] as const)("a default that is %s", async (_, ref, id, words, code) => {
    const server = await venice();
    const result = await doctored([], { home: homeWith(withModel(server, ref)) });
    expect(result.one(id)).toMatchObject({ level: "fail", area: "models" });
    expect(result.one(id).message).toContain(words);
    expect(result.one(id).fix).toContain("openclaw models set");
    expect(result.code).toBe(code);
  });

  test("a retired default: the replacement the provider names", async () => {
    const server = await venice();
    const { one } = await doctored([], { home: homeWith(withModel(server, "venice/odd-retired-8b")) });
    expect(one("model-withheld").fix).toBe("openclaw models set venice/llama-3.3-70b");
    const retiring = await doctored([], { home: homeWith(withModel(server, "venice/odd-retiring-8b")) });
    expect(retiring.code).toBe(0);
    expect(retiring.one("model-retires")).toMatchObject({
      level: "warn",
      fix: "openclaw models set venice/qwen3-next-80b",
    });
  });

  test("a list from earlier only warns", async () => {
    const server = await venice();
    const { code, one } = await doctored(["--offline"], { home: homeWith(withModel(server, "venice/brand-new")) });
    expect(code).toBe(0);
    expect(one("model-unknown")).toMatchObject({ level: "warn" });
  });

  test.each([
    ["agents.defaults.models", { models: { "openai/gpt-5.2": {} } }],
    ["modelPolicy.allow", { modelPolicy: { allow: ["openai/*"] } }],
  ])("a default that the allow-list %s hides", async (_, list) => {
    const server = await venice();
    const { code, one } = await doctored([], { home: homeWith(withDefaults(server, list)) });
    expect(code).toBe(3);
    expect(one("model-hidden")).toMatchObject({ level: "fail", fixable: true });
    expect(one("model-hidden").message).toContain("is not on the config's allow-list");
  });

  test("maxTokens above the provider's cap", async () => {
    const server = await venice();
    const config = withBlock(server, { models: [{ ...soundRow, maxTokens: 8192 }] });
    const { code, one } = await doctored([], { home: homeWith(config) });
    expect(code).toBe(3);
    expect(one("cap-exceeded")).toMatchObject({ level: "fail", fixable: true });
    expect(one("cap-exceeded").message).toBe(
      "maxTokens of venice/llama-3.3-70b is 8192; above 4096 every request is refused",
    );
  });

  test("fallbacks: less private, offline", async () => {
    const server = await venice();
    const fallbacks = ["venice/claude-opus-45", "venice/odd-offline-8b", "openai/gpt-5.2"];
    const { code, one, findings } = await doctored([], {
      home: homeWith(withModel(server, "venice/llama-3.3-70b", { fallbacks })),
    });
    expect(code).toBe(0);
    expect(one("fallback-less-private").message).toContain(
      "venice/claude-opus-45 is less private than venice/llama-3.3-70b",
    );
    expect(one("model-offline")).toMatchObject({ level: "warn" });
    expect(one("model-offline").fix).toContain("openclaw models fallbacks remove venice/odd-offline-8b");
    expect(findings.filter(({ message }) => message.includes("openai"))).toEqual([]);
  });

  test("an agent's own model", async () => {
    const server = await venice();
    const config = soundConfig(server.baseUrl);
    const agents = { ...config.agents, list: [{ id: "coder", model: "venice/odd-retired-8b" }, { id: "main" }] };
    const { code, one } = await doctored([], { home: homeWith({ ...config, agents }) });
    expect(code).toBe(3);
    expect(one("model-withheld").message).toContain("agent coder's model venice/odd-retired-8b");
  });

  test("a policy of private models only, and what does not keep to it", async () => {
    const server = await venice();
    const home = homeWith(
      withModel(server, "venice/claude-opus-45", { fallbacks: ["venice/qwen3-4b", "openai/gpt-5.2"] }),
    );
    expect((await doctored([], { home })).code).toBe(0);
    await run(["models", "policy", "private-only"], { home });
    const { code, findings } = await doctored([], { home });
    expect(code).toBe(3);
    expect(
      findings.filter(({ id }) => id === "model-not-private").map(({ level, message }) => [level, message]),
    ).toEqual([
      ["fail", expect.stringContaining("the default model venice/claude-opus-45 is not known to be private")],
      ["fail", expect.stringContaining("the fallback openai/gpt-5.2 is not known to be private")],
    ]);
  });

  test("another provider's default, an alias, and none at all", async () => {
    const server = await venice();
    const foreign = await doctored([], { home: homeWith(withModel(server, "openai/gpt-5.2")) });
    expect(foreign.one("model-foreign")).toMatchObject({ level: "ok" });
    const models = { "venice/llama-3.3-70b": { alias: "llama" } };
    const alias = await doctored([], { home: homeWith(withDefaults(server, { model: "llama", models })) });
    expect(alias.one("model-ok").message).toContain("venice/llama-3.3-70b");
    const none = await doctored([], { home: homeWith(withDefaults(server, { model: undefined })) });
    expect(none.one("model-none")).toMatchObject({ level: "warn", fix: "openclaw models set venice/llama-3.3-70b" });
    expect(none.code).toBe(0);
  });

  test("a row without prices, which old releases pass over", async () => {
    const server = await venice();
    const { cost: _, ...row } = soundRow;
    const { code, one } = await doctored([], { home: homeWith(withBlock(server, { models: [row] })) });
    expect(code).toBe(0);
    expect(one("row-without-cost")).toMatchObject({ level: "warn", fixable: true });
  });
});

describe("the config", () => {
  test("does not parse: the place, the way out, and what can be checked all the same", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{\n  agents: { defaults: "x" \n  models: {} }\n`,
      [`${configPath}.bak`]: "{}",
      [dotenvPath]: withDotenv(keys.good),
    });
    const result = await doctored(["--base-url", server.baseUrl], { home });
    expect(result.code).toBe(3);
    expect(result.one("config-unreadable").message).toContain(`~/${configPath}:3:3: the config is not valid JSON5`);
    expect(result.one("config-unreadable").fix).toContain("openclaw config restore");
    expect(result.one("key-ok").message).toContain("accepts it");
    expect(result.one("connection-ok").level).toBe("ok");
    expect(result.findings.filter(({ area }) => area === "models")).toEqual([]);
  });

  test("does not parse, so that nobody knows where the provider is: the key is sent nowhere", async () => {
    const home = createHome({ [configPath]: "{ a: 1 b: 2 }", [dotenvPath]: withDotenv(keys.good) });
    const result = await doctored([], { home });
    expect(result.one("key-not-asked").message).toContain("not checked before the config can be read");
    expect(result.findings.filter(({ area }) => area === "connection")).toEqual([]);
  });

  test("--fix says when it can mend nothing of what is found", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{ a: 1 b: 2 }", [dotenvPath]: withDotenv(keys.good) });
    const last = async (argv: readonly string[]) =>
      (await run(["doctor", "--base-url", server.baseUrl, ...argv], { home })).stdout.trimEnd().split("\n").at(-1);
    expect(await last(["--fix", "--yes"])).toBe("1 failure. --fix cannot mend it: what to do stands above.");
    expect(await last([])).toBe("1 failure.");
  });

  test("does not parse, and no key elsewhere: whether it has one cannot be seen", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{" });
    const { code, one } = await doctored(["--base-url", server.baseUrl], { home });
    expect(code).toBe(3);
    expect(one("key-not-seen")).toMatchObject({ level: "warn" });
  });

  test("is no text, no object, or a folder", async () => {
    for (const [content, words] of [
      [new Uint8Array([0xff, 0xfe, 0x7b, 0]), "not UTF-8 text"],
      ["[]", "the whole file is a list"],
    ] as const) {
      const { code, one } = await doctored(["--offline"], { home: createHome({ [configPath]: content }) });
      expect(code).toBe(3);
      expect(one("config-unreadable").message).toContain(words);
    }
    const home = createHome();
    mkdirSync(home.at(configPath), { recursive: true });
    const { code, one } = await doctored(["--offline"], { home });
    expect(code).toBe(3);
    expect(one("config-unreadable").message).toContain("is a folder, not a file");
  });

  test.each([
    ["an unknown key in the block", { colour: "teal" }, "models.providers.venice.colour", "config-unknown-key", true],
    [
      "an unknown key in a row",
      { models: [{ ...soundRow, tags: [] }] },
      "models.providers.venice.models[0].tags",
      "config-unknown-key",
      true,
    ],
    [
      "an unknown key among the prices",
      { models: [{ ...soundRow, cost: { ...soundRow.cost, usd: 1 } }] },
      "models.providers.venice.models[0].cost.usd",
      "config-unknown-key",
      true,
    ],
    [
      "a row without a name",
      { models: [{ ...soundRow, name: undefined }] },
      "models.providers.venice.models[0].name",
      "config-missing-member",
      true,
    ],
    [
      "a row without an id",
      { models: [{ ...soundRow, id: undefined }] },
      "models.providers.venice.models[0].id",
      "config-missing-member",
      false,
    ],
    [
      "a number that must be above 0",
      { models: [{ ...soundRow, maxTokens: 0 }] },
      "models.providers.venice.models[0].maxTokens",
      "config-value",
      false,
    ],
    ["a value of a wrong kind", { headers: "x" }, "models.providers.venice.headers", "config-kind", false],
    ["rows that are no list", { models: {} }, "models.providers.venice.models", "config-kind", false],
  ])("%s, for which OpenClaw refuses the file", async (_, block, at, id, fixable) => {
    const server = await venice();
    const { code, one } = await doctored(["--base-url", server.baseUrl], { home: homeWith(withBlock(server, block)) });
    expect(code).toBe(3);
    expect(one(id)).toMatchObject({ level: "fail", area: "config", fixable });
    expect(one(id).message.startsWith(`${at} `)).toBe(true);
  });

  test.each(["baseUrl", "models"])("a block without %s, which old releases refuse", async (name) => {
    const server = await venice();
    const { code, one } = await doctored(["--base-url", server.baseUrl], {
      home: homeWith(withBlock(server, { [name]: undefined })),
    });
    expect(code).toBe(0);
    expect(one("block-incomplete")).toMatchObject({ level: "warn", area: "config", fixable: true });
    expect(one("block-incomplete").message).toContain(`models.providers.venice.${name} is missing`);
  });

  test("what only current releases know is nothing to report", async () => {
    const server = await venice();
    const block = {
      timeoutSeconds: 60,
      headers: { "x-a": "b" },
      models: [{ ...soundRow, contextTokens: 1000, compat: { supportsTools: true }, params: {} }],
    };
    const { findings } = await doctored([], { home: homeWith(withBlock(server, block)) });
    expect(findings.filter(({ level }) => level !== "ok")).toEqual([]);
  });

  test("another provider's key in the flat form", async () => {
    const server = await venice();
    const { code, one } = await doctored([], {
      home: homeWith({ ...soundConfig(server.baseUrl), env: { OPENAI_API_KEY: "sk-1234567890abcdef" } }),
    });
    expect(code).toBe(3);
    expect(one("config-flat-variable")).toMatchObject({ level: "fail", fixable: true });
    expect(one("config-flat-variable").fix).toContain("env.vars.OPENAI_API_KEY");
  });

  test("a variable behind a reference that is set nowhere", async () => {
    const server = await venice();
    const config = {
      ...soundConfig(server.baseUrl),
      gateway: { auth: { token: "${GATEWAY_TOKEN}", note: "$${THIS}" } },
    };
    const { code, one, findings } = await doctored([], { home: homeWith(config) });
    expect(code).toBe(0);
    expect(one("variable-unset").message).toContain(
      "GATEWAY_TOKEN is set nowhere, and gateway.auth.token refers to it",
    );
    expect(findings.filter(({ id }) => id === "variable-unset")).toHaveLength(1);
    const set = await doctored([], { home: homeWith(config), env: { GATEWAY_TOKEN: "x" } });
    expect(set.findings.filter(({ id }) => id === "variable-unset")).toEqual([]);
  });

  test("files that others may read: config, .env and backups", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    writeFileSync(home.at(`${configPath}.bak`), "{}");
    for (const path of [configPath, dotenvPath, `${configPath}.bak`]) chmodSync(home.at(path), 0o644);
    const { code, findings } = await doctored([], { home });
    expect(code).toBe(0);
    expect(findings.filter(({ id }) => id === "file-open").map(({ message }) => message)).toEqual([
      "~/.openclaw/openclaw.json may be read by others (mode 0644)",
      "~/.openclaw/.env may be read by others (mode 0644)",
      "~/.openclaw/openclaw.json.bak may be read by others (mode 0644)",
    ]);
  });

  test("what an interrupted write left", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    const gone = 2 ** 22 + 1;
    writeFileSync(home.at(`.openclaw/.openclaw-venice-${gone}-0-0.tmp`), "half");
    writeFileSync(home.at(`${configPath}.lock`), JSON.stringify({ pid: gone, createdAt: "2026-01-01T00:00:00Z" }));
    const { code, one } = await doctored([], { home });
    expect(code).toBe(0);
    expect(one("leftovers")).toMatchObject({ level: "warn", fixable: true });
    expect(one("leftovers").message).toContain(`~/.openclaw/.openclaw-venice-${gone}-0-0.tmp`);
    expect(one("leftovers").message).toContain("~/.openclaw/openclaw.json.lock");
  });

  test("managed from outside, or not to be written", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    const managed = await doctored([], { home, env: { OPENCLAW_CONFIG_READONLY: "1" } });
    expect(managed.code).toBe(0);
    expect(managed.one("config-managed").message).toContain("OPENCLAW_CONFIG_READONLY=1");
    chmodSync(home.at(configPath), 0o400);
    const closed = await doctored([], { home });
    expect(closed.code).toBe(0);
    expect(closed.one("config-unwritable").message).toContain("cannot be written");
  });

  test("in several files: what lies elsewhere is not called missing without a word", async () => {
    const server = await venice();
    const home = homeWith({ models: { $include: "./models.json5" } });
    const { one } = await doctored(["--base-url", server.baseUrl], { home });
    expect(one("config-included").message).toContain("models comes from ./models.json5 ($include)");
  });

  test("a policy that cannot be understood", async () => {
    const server = await venice();
    const home = homeWith(soundConfig(server.baseUrl));
    writeFileSync(home.at(".openclaw/openclaw-venice.json5"), "{ privateOnly: 'yes' }");
    const { code, one } = await doctored([], { home });
    expect(code).toBe(3);
    expect(one("policy-unreadable").message).toContain("privateOnly is neither true nor false");
    expect(one("model-ok").level).toBe("ok");
    expect((await run(["config", "restore"], { home })).code).toBe(0);
  });

  test("a .env that is no text", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: JSON.stringify(soundConfig(server.baseUrl)),
      [dotenvPath]: new Uint8Array([0xff, 0xfe, 0x41, 0]),
    });
    const { code, one } = await doctored([], { home });
    expect(code).toBe(3);
    expect(one("dotenv-unreadable").message).toContain("is not UTF-8 text");
  });
});

describe("the exit code is that of the first failure", () => {
  test("a broken config before a missing key", async () => {
    const server = await venice();
    const { code } = await doctored([], { home: homeWith(withBlock(server, { colour: "teal" }), "") });
    expect(code).toBe(3);
  });

  test("an unknown provider is a mistake of the call", async () => {
    const { code, stderr } = await run(["doctor", "--provider", "nobody"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Providers this program knows: venice");
  });
});
