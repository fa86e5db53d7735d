import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import JSON5 from "json5";
import { describe, expect, onTestFinished, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden, onboard } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

/** A base URL on this machine at which nobody listens. */
async function nobody(): Promise<{ baseUrl: string }> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return { baseUrl: `http://127.0.0.1:${port}/api/v1` };
}

describe("where the key comes from", () => {
  test("the variable: used, not stored, and said so", async () => {
    const server = await venice();
    const result = await onboard(server, [], { env: { VENICE_API_KEY: keys.good } });
    expect(result.code).toBe(0);
    expect(result.home.files()[dotenvPath]).toBeUndefined();
    expect(result.home.files()[configPath]).toContain('"${VENICE_API_KEY}"');
    expect(result.stderr).toContain(
      "The key was not stored: it is in VENICE_API_KEY, which a background gateway does not see.",
    );
    expectHidden(keys.good, result, []);
  });

  test("the variable with --key-store dotenv: stored", async () => {
    const server = await venice();
    const result = await onboard(server, ["--key-store", "dotenv"], { env: { VENICE_API_KEY: keys.good } });
    expect(result.home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });

  test.each([
    [".env", { [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` }, "dotenv"],
    ["env.vars", { [configPath]: `{ env: { vars: { VENICE_API_KEY: "${keys.good}" } } }` }, "config"],
  ])("the variable, while %s holds the same key: it is stored, and nothing else is said", async (_, files, store) => {
    const server = await venice();
    const home = createHome(files);
    const result = await onboard(server, ["--json"], { home, env: { VENICE_API_KEY: keys.good } });
    expect(JSON.parse(result.stdout)).toMatchObject({ key: { source: "environment", store }, warnings: [] });
    expect(result.stderr).not.toContain("not stored");
    expect(home.files()).toMatchObject(store === "dotenv" ? files : {});
  });

  test.each([
    ["as it is", keys.good],
    ["with a line end", `${keys.good}\n`],
    ["as people copy it", `  export VENICE_API_KEY="${keys.good}";\r\n`],
    ["with what nobody sees", `\ufeff\u200b${keys.good}\u200b\u00a0`],
    ["as a header", `Authorization: Bearer ${keys.good}`],
  ])("standard input, %s", async (_, stdin) => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key-stdin"], { stdin });
    expect(result.code).toBe(0);
    expect(result.home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expectHidden(keys.good, result, [dotenvPath]);
  });

  test("a file, relative to where the person stands", async () => {
    const server = await venice();
    const home = createHome({ "secrets/venice.txt": `${keys.good}\n` });
    const result = await onboard(server, ["--venice-api-key-file", "venice.txt"], { home, cwd: home.at("secrets") });
    expect(result.code).toBe(0);
    expect(result.home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  });

  test("a flag comes before the variable, and the warning says which one OpenClaw will believe", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.page], { env: { VENICE_API_KEY: keys.good } });
    expect(result.code).toBe(0);
    expect(server.requests[0]?.key).toBe(keys.page);
    expect(result.stderr).toContain(
      "VENICE_API_KEY in this shell holds another key, and OpenClaw believes the shell. Run: unset VENICE_API_KEY",
    );
  });

  test("a variable that is set but empty hides the stored key, and that is said", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good], { env: { VENICE_API_KEY: "" } });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("VENICE_API_KEY is set but empty in this shell, which hides the stored key.");
  });

  test("a stored key is used again, from where it is", async () => {
    const server = await venice();
    const home = createHome({ [dotenvPath]: `# mine\nVENICE_API_KEY=${keys.good}\nOTHER=1\n` });
    const result = await onboard(server, [], { home });
    expect(result.code).toBe(0);
    expect(server.requests[0]?.key).toBe(keys.good);
    expect(home.files()[dotenvPath]).toBe(`# mine\nVENICE_API_KEY=${keys.good}\nOTHER=1\n`);
  });

  test("a .env in the working folder is not read, as OpenClaw does not", async () => {
    const home = createHome({ "project/.env": `VENICE_API_KEY=${keys.good}\n` });
    const result = await run(["onboard", "--non-interactive", "--auth-choice", "venice-api-key"], {
      home,
      cwd: home.at("project"),
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("a Venice AI key");
  });

  test("two flags that give a key: exit 2, both named, nothing asked", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key-stdin", "--venice-api-key-file", "x"], {
      stdin: keys.good,
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("--venice-api-key-stdin, --venice-api-key-file");
    expect(server.requests).toEqual([]);
  });

  test("a key file that is not there: exit 2 with its path", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key-file", "missing.txt"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("The key file missing.txt cannot be read: it does not exist.");
  });

  test("no key at all: exit 2, the missing flag, and a command to copy", async () => {
    const result = await run(["onboard", "--non-interactive", "--auth-choice", "venice-api-key"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("a Venice AI key (--venice-api-key-file)");
    expect(result.stderr).toContain(
      "Run, with your key in key.txt:\n    openclaw onboard --non-interactive --auth-choice venice-api-key --venice-api-key-file key.txt",
    );
  });
});

describe("what the key looks like", () => {
  test("notakey: exit 2 with the prefixes, and no file", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", "notakey"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("does not look like a Venice AI key, and Venice AI rejected it");
    expect(result.stderr).toContain("vapi_, VENICE_INFERENCE_KEY_, VENICE-INFERENCE-KEY-");
    expect(result.home.files()).toEqual({});
  });

  test("an old key without a prefix that Venice knows is a key", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.unprefixed]);
    expect(result.code).toBe(0);
    expect(result.home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.unprefixed}\n`);
  });

  test("nobody can vouch for a strange key while Venice is away: exit 2, unless --allow-any-key", async () => {
    const away = await nobody();
    const refused = await onboard(away, ["--venice-api-key", "notakey"]);
    expect(refused.code).toBe(2);
    expect(refused.home.files()).toEqual({});
    const taken = await onboard(away, ["--venice-api-key", "notakey", "--allow-any-key"]);
    expect(taken.code).toBe(0);
    expect(taken.home.files()[dotenvPath]).toBe("VENICE_API_KEY=notakey\n");
  });

  test.each([
    ["white space inside", "vapi_abc def", "has white space inside"],
    ["a line end inside", "vapi_abc\ndef", "has white space inside"],
    ["a control character", "vapi_abc\x07def", "has control characters inside"],
    ["letters no key has", "vapi_äbcdef", "has characters that no key has"],
    ["nothing in it", "  \n", "is empty"],
  ])("a key with %s is refused before anything is sent", async (_, stdin, message) => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key-stdin"], { stdin });
    expect(result.code).toBe(4);
    expect(result.stderr).toContain(message);
    expect(server.requests).toEqual([]);
    expect(result.home.files()).toEqual({});
  });
});

describe("what Venice says about it", () => {
  test("balances and expiry are shown", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.expiring]);
    expect(result.stderr).toContain("It can spend $50.23, 100.02 DIEM");
    expect(result.stderr).toMatch(/It expires on 2099-12-31 \(in \d+ days\)\./);
  });

  test("an admin key is accepted, with advice", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.admin]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain(
      "It is an admin key, which can also manage your account. An inference key is safer: https://venice.ai/settings/api",
    );
  });

  test.each([
    ["an empty account", keys.notPermitted, "its balance is empty, or a limit of the key is reached"],
    ["no funds", keys.noFunds, "no balance left"],
    ["its spending limit", keys.spendLimit, "reached its spending limit"],
    ["access switched off", keys.accessDisabled, ""],
  ])(
    "a key that cannot spend (%s) is written with a warning; --verify required makes it exit 4",
    async (_, secret, why) => {
      const server = await venice();
      const warned = await onboard(server, ["--venice-api-key", secret]);
      expect(warned.code).toBe(0);
      expect(warned.stderr).toContain("Venice AI knows the key, but it cannot be used yet");
      expect(warned.stderr).toContain(why);
      expect(warned.home.files()[dotenvPath]).toContain(secret);
      const refused = await onboard(server, ["--venice-api-key", secret, "--verify", "required"]);
      expect(refused.code).toBe(4);
      expect(refused.home.files()).toEqual({});
    },
  );

  test("a key that is stripped on the way: exit 4, and the proxy is suspected, not the key", async () => {
    const server = await venice({ rows: [] });
    const { createServer: createHttpServer, request } = await import("node:http");
    const stripping = createHttpServer((incoming, outgoing) => {
      const { authorization, host, ...headers } = incoming.headers;
      const onward = request(
        new URL(incoming.url ?? "/", server.baseUrl),
        { method: incoming.method ?? "GET", headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => stripping.listen(0, "127.0.0.1", () => resolve()));
    onTestFinished(() => {
      stripping.close();
      stripping.closeAllConnections();
    });
    const { port } = stripping.address() as { port: number };
    const result = await onboard({ baseUrl: `http://127.0.0.1:${port}/api/v1` }, ["--venice-api-key", keys.good]);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain(`The key never arrived: 127.0.0.1:${port} answered as if none had been sent.`);
    expect(result.home.files()).toEqual({});
  });

  test("a rejected key with --json: one document, nothing else on stdout", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", unknownKeys.venice, "--json"]);
    expect(result.code).toBe(4);
    expect(JSON.parse(result.stdout)).toEqual({
      ok: false,
      error: {
        code: "key-rejected",
        message: expect.stringContaining("rejected"),
        hint: expect.stringContaining("https://venice.ai/settings/api"),
      },
    });
    expectHidden(unknownKeys.venice, result, []);
  });
});

describe("when Venice cannot be asked", () => {
  test("its server is down: exit 0 with the 25 built-in models and a warning", async () => {
    const result = await onboard(await nobody(), ["--venice-api-key", keys.good, "--all-models"]);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/The key was not checked: 127\.0\.0\.1:\d+ refused the connection/);
    expect(result.stderr).toContain("Using the built-in list of 25 models");
    expect(JSON5.parse(result.home.files()[configPath] ?? "").models.providers.venice.models).toHaveLength(25);
  });

  test("with --verify required: exit 5 and no file", async () => {
    const result = await onboard(await nobody(), ["--venice-api-key", keys.good, "--verify", "required"]);
    expect(result.code).toBe(5);
    expect(result.stderr).toContain("refused the connection");
    expect(result.home.files()).toEqual({});
  });

  test("--offline asks nobody", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--offline"]);
    expect(result.code).toBe(0);
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(0);
    expect(result.stderr).toContain("The key was not checked, as you asked.");
    expect(result.stderr).toContain("Using the built-in list of 25 models.");
  });

  test("--verify skip does not show the key to anybody", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--verify", "skip"]);
    expect(result.code).toBe(0);
    expect(server.requests.map(({ path, key }) => [path, key])).toEqual([["/models", undefined]]);
    expect(result.stderr).toContain("The key was not checked, as you asked.");
  });

  test("the list of the last time serves, with its age", async () => {
    const server = await venice({ rows: [{ id: "only-here", type: "text", model_spec: { privacy: "private" } }] });
    const { home } = await onboard(server, ["--venice-api-key", keys.good, "--model", "only-here"]);
    server.mode = "error-503";
    const again = await onboard(server, ["--venice-api-key", keys.good], { home });
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("Using the list of 1 model from less than a minute ago");
    expect(again.stderr).toContain("Default model: venice/only-here");
  });

  test.each([
    ["web-page-200", "a web page came back"],
    ["broken-json", "answered something that cannot be read"],
    ["error-500", "is in trouble (500"],
    ["reset", "cut the connection"],
  ] as const)("%s is told in words, and setup goes on", async (mode, words) => {
    const server = await venice({ mode });
    const result = await onboard(server, ["--venice-api-key", keys.good]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain(words);
    expect(result.home.files()[dotenvPath]).toContain(keys.good);
  });

  test("a server that says yes to everything has not checked the key", async () => {
    const server = await venice({ mode: "empty-list" });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--json"]);
    expect(JSON.parse(result.stdout).key).toMatchObject({ status: "unchecked" });
    expect(result.stderr).toMatch(/The key was not checked: \S+ answered something that cannot be read/);
    const refused = await onboard(server, ["--venice-api-key", keys.good, "--verify", "required"]);
    expect(refused.code).toBe(5);
    expect(refused.home.files()).toEqual({});
  });

  test("a silent server is waited for no longer than --timeout", async () => {
    const server = await venice({ mode: "silence" });
    const started = performance.now();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--timeout", "0.3"]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("took longer than");
    expect(result.stderr).toContain("Setup goes on. Try again, or allow more time: --timeout 30\n");
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test("a key file is not changed, and a config that refers to another variable keeps its reference", async () => {
  const server = await venice();
  const home = createHome({
    [configPath]: '{ models: { providers: { venice: { apiKey: "${MY_VENICE}", models: [] } } } }\n',
    [dotenvPath]: `MY_VENICE=${keys.good}\n`,
  });
  writeFileSync(home.at("key.txt"), keys.good);
  const result = await onboard(server, [], { home });
  expect(result.code).toBe(0);
  expect(home.files()[configPath]).toContain('apiKey: "${MY_VENICE}"');
  expect(home.files()[dotenvPath]).toBe(`MY_VENICE=${keys.good}\n`);
});
