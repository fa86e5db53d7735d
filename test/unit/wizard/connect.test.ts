import JSON5 from "json5";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeCatalogCache } from "../../../src/config/catalog-cache.ts";
import { resolvePaths } from "../../../src/config/paths.ts";
import { readUserFiles } from "../../../src/config/user-files.ts";
import type { Context, Text } from "../../../src/context.ts";
import { CliError, type ErrorCode, type ErrorParameters } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog, catalogToJson } from "../../../src/providers/catalog.ts";
import type { ProviderManifest } from "../../../src/providers/provider.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { connect } from "../../../src/wizard/connect.ts";
import { refuseInclusion } from "../../../src/wizard/inclusion.ts";
import type { OnboardOptions } from "../../../src/wizard/onboard-options.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { realHost } from "../../support/files-host.ts";
import { createHome } from "../../support/home.ts";
import { fakeVenice, now } from "../providers/clients.ts";
import { acme, venice } from "../providers/manifests.ts";

const options: OnboardOptions = {
  keys: [],
  verify: "auto",
  offline: false,
  allowAnyKey: false,
  allowInsecureBaseUrl: false,
  allModels: false,
  privateOnly: false,
  nonInteractive: false,
  yes: false,
  dryRun: false,
  json: false,
  debug: false,
  dev: false,
};

async function connected(config: string, flags: Partial<OnboardOptions> = {}, manifest: ProviderManifest = venice) {
  const home = createHome({ ".openclaw/openclaw.json": config });
  const env = { HOME: home.path };
  const paths = resolvePaths({ env, homeDir: undefined, cwd: home.path });
  const said: Text[] = [];
  const secrets = createSecretKeeper([]);
  const context = {
    env,
    signal: new AbortController().signal,
    now: () => now,
    version: "1.2.3",
    terminal: { info: (text: Text) => said.push(text) },
    secrets,
  } as unknown as Context;
  const files = await readUserFiles(paths);
  const connection = connect(context, { ...options, ...flags }, paths, files, manifest);
  onTestFinished(() => connection.client.close());
  await refuseInclusion(paths, files, connection, flags.keyStore, now);
  return { ...connection, paths, said, secrets, home };
}

async function refusal(config: string, manifest?: ProviderManifest) {
  const error = await connected(config, {}, manifest).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CliError)) throw new Error(`nothing was refused: ${String(error)}`);
  const { code, parameters }: CliError = error;
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return { error, parameters: parameters as Record<string, unknown>, ...explain(parameters) };
}

test("nothing is asked of anybody by connecting alone", async () => {
  const server = await fakeVenice();
  await connected("{}", { baseUrl: server.baseUrl });
  expect(server.connections).toBe(0);
});

describe("the base URL", () => {
  test("of the config is asked, and stays as it is spelled", async () => {
    const server = await fakeVenice();
    const config = `{ env: { vars: { GATEWAY: "${server.baseUrl}" } }, models: { providers: { venice: { baseUrl: "\${GATEWAY}" } } } }`;
    const { baseUrl, client, feed } = await connected(config);
    expect(baseUrl).toEqual({ text: "${GATEWAY}", url: server.baseUrl });
    await feed.fetch();
    expect(feed.current().source).toBe("live");
    client.close();
  });

  test("of another provider's block is nobody's business", async () => {
    const config = '{ models: { providers: { venice: { baseUrl: "http://insecure.example" } } } }';
    expect((await connected(config, {}, acme)).baseUrl.url).toBe(acme.baseUrl);
  });

  test.each([
    ['{ models: { providers: { venice: { baseUrl: "nonsense" } } } }', "base-url-invalid"],
    ['{ models: { providers: { venice: { baseUrl: "http://gateway.example" } } } }', "base-url-insecure"],
  ])("that is none is refused before any question: %s", async (config, code) => {
    expect((await refusal(config)).error.code).toBe(code);
  });
});

describe("a config whose places are not what they should be", () => {
  test.each([
    ["{ models: [] }", "models", "array"],
    ['{ models: { providers: { venice: "x" } } }', "models.providers.venice", "string"],
    ["{ models: { providers: { venice: { models: {} } } } }", "models.providers.venice.models", "object"],
    ["{ env: null }", "env", "null"],
    ["{ agents: { defaults: { model: 7 } } }", "agents.defaults.model", "number"],
  ])("%s is refused by place and kind", async (config, at, found) => {
    const { error, parameters } = await refusal(config);
    expect(error).toMatchObject({ code: "config-unexpected", exitCode: 3 });
    expect(parameters).toMatchObject({ at, found });
  });
});

describe("a config split over files is not flattened", () => {
  test("the file is named, with what to paste there", async () => {
    const { error, parameters, message, hint } = await refusal('{ $include: "./base.json5", gateway: {} }');
    expect(error).toMatchObject({ code: "config-included", exitCode: 3 });
    expect(parameters).toMatchObject({ at: "", included: ["./base.json5"] });
    expect(message).toContain("~/.openclaw/openclaw.json");
    expect(hint).toContain("./base.json5");
    const snippet = JSON5.parse(String(parameters.snippet));
    expect(snippet.models.providers.venice).toMatchObject({
      apiKey: "${VENICE_API_KEY}",
      models: [{ id: "llama-3.3-70b" }],
    });
    expect(snippet.agents.defaults.model.primary).toBe("venice/llama-3.3-70b");
  });

  test.each([
    ['{ models: { $include: "./models.json5" } }', "models", (snippet: { mode?: string }) => snippet.mode],
    [
      '{ models: { providers: { $include: "./providers.json5" } } }',
      "models.providers",
      (snippet: { venice?: unknown }) => snippet.venice,
    ],
  ])("what is to be pasted fits the place that the file fills: %s", async (config, at, find) => {
    const { parameters } = await refusal(config);
    expect(parameters.at).toBe(at);
    const snippet = JSON5.parse(String(parameters.snippet));
    expect(find(snippet)).toBeDefined();
    expect(snippet).not.toHaveProperty("agents");
  });

  test("a part we do not write may be anywhere", async () => {
    const { manifest } = await connected('{ channels: { $include: "./channels.json5" } }');
    expect(manifest).toBe(venice);
  });
});

describe("a list kept from an earlier run", () => {
  const list = buildCatalog({ manifest: venice, live: { rows: [{ id: "kept-model" }], fetchedAt: now }, now });
  async function recalled(keptFor: string | undefined, askedFor: string, text = catalogToJson(list)) {
    const connection = await connected("{}");
    const { paths, feed, secrets, baseUrl } = connection;
    const key = keptFor === undefined ? undefined : secrets.hold(keptFor);
    await writeCatalogCache(paths, { provider: "venice", baseUrl: baseUrl.url, key }, text, realHost());
    await feed.recall(secrets.hold(askedFor));
    return feed.current().source;
  }

  test.each([
    ["for this key", keys.good, keys.good, "cached"],
    ["for everybody", undefined, keys.good, "cached"],
    ["for another key says nothing about this one", keys.admin, keys.good, "static"],
  ])("%s", async (_, keptFor, askedFor, source) => {
    expect(await recalled(keptFor, askedFor)).toBe(source);
  });

  test.each(["", "{", "[]", '{"version":0}', "null"])("that is damaged (%j) is as good as none", async (text) => {
    expect(await recalled(keys.good, keys.good, text)).toBe("static");
  });
});

test("--debug tells of requests, and never the key", async () => {
  const server = await fakeVenice();
  const { client, said, secrets } = await connected("{}", { baseUrl: server.baseUrl, debug: true });
  await client.verifyKey(secrets.hold(keys.good));
  expect(JSON.stringify(said)).toContain("/api_keys/rate_limits 200");
  expect(JSON.stringify(said)).not.toContain(keys.good.slice(-10));
});
