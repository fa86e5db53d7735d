import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden, onboard } from "../support/onboarding.ts";
import { manifests, run, venice } from "../support/run.ts";

describe("--json", () => {
  test("one document that says what was done, and nothing else on stdout", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--json"]);
    const document = JSON.parse(result.stdout);
    expect(document).toEqual({
      ok: true,
      provider: "venice",
      model: "venice/llama-3.3-70b",
      catalog: { source: "live", count: expect.any(Number) },
      key: { source: "flag", store: "dotenv", status: "accepted", hint: keys.good.slice(-4) },
      dryRun: false,
      changes: [
        { path: result.home.at(dotenvPath), kind: "create", diff: ["+ VENICE_API_KEY=…"] },
        { path: result.home.at(configPath), kind: "create", diff: expect.arrayContaining(["+ {"]) },
      ],
      backups: [],
      warnings: [expect.stringContaining("stays in the shell's history")],
      next: expect.arrayContaining([
        "openclaw gateway restart",
        expect.stringMatching(/^openclaw onboard --non-interactive/),
      ]),
    });
    expectHidden(keys.good, result, [dotenvPath]);
  });

  test("also for arguments that make no sense", async () => {
    const result = await run(["onboard", "--json", "--nonsense"]);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout)).toEqual({
      ok: false,
      error: { code: "usage", message: "unknown option '--nonsense'", hint: "See: openclaw onboard --help" },
    });
  });

  test("the backup is named", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{}\n" });
    const { stdout } = await onboard(server, ["--venice-api-key", keys.good, "--json"], { home });
    expect(JSON.parse(stdout).backups).toEqual([home.at(`${configPath}.bak`)]);
  });
});

describe("--dry-run", () => {
  test("shows the diff and leaves no trace, not even a cache", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{ a: 1 } // mine\n" });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--dry-run"], { home });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("- { a: 1 } // mine");
    expect(result.stderr).toContain("Dry run: nothing was written.");
    expect(home.files()).toEqual({ [configPath]: "{ a: 1 } // mine\n" });
  });

  test("in an empty home no folder is made; with --json the changes are listed", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--dry-run", "--json"]);
    const { changes, dryRun } = JSON.parse(result.stdout);
    expect(dryRun).toBe(true);
    expect(changes).toHaveLength(2);
    expect(result.home.files()).toEqual({});
    expectHidden(keys.good, result, []);
  });

  test("the secrets of others are not shown, on one-line files either", async () => {
    const server = await venice();
    const text = `{channels:{telegram:{botToken:"123:telegram-secret"}},env:{vars:{OTHER_KEY:"other-secret"}},models:{providers:{openai:{apiKey:"sk-openai-secret",models:[]}}}}`;
    const home = createHome({ [configPath]: text });
    const result = await onboard(server, ["--venice-api-key", keys.good, "--dry-run", "--json"], { home });
    for (const output of [result.stdout, result.stderr]) {
      expect(output).not.toMatch(/telegram-secret|other-secret|sk-openai-secret/);
    }
    expect(result.stderr).toContain('apiKey:"${VENICE_API_KEY}"');
  });
});

describe("without a terminal", () => {
  test("and without --non-interactive it never hangs: exit 2, what is missing, a command to copy", async () => {
    const result = await run(["onboard", "--auth-choice", "venice-api-key", "--model", "qwen3-4b"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(
      "permission to write (--yes or --non-interactive), a Venice AI key (--venice-api-key-file)",
    );
    expect(result.stderr).toContain(
      "Run, with your key in key.txt:\n    openclaw onboard --non-interactive --auth-choice venice-api-key --venice-api-key-file key.txt --model qwen3-4b",
    );
  });

  test("a key that a flag gave is not repeated, and the command says where it is to be instead", async () => {
    const result = await run(["onboard", "--auth-choice", "venice-api-key", "--venice-api-key", keys.good]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Run, with your key in key.txt:");
    expect(result.stderr).toContain("--venice-api-key-file key.txt");
    expectHidden(keys.good, result, []);
  });

  test("the provider too is missing when nothing names it", async () => {
    const result = await run(["onboard", "--non-interactive"], { manifests });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("the provider (--auth-choice)");
  });

  test("a key in a provider's variable says which provider is meant", async () => {
    const result = await run(["onboard", "--non-interactive", "--offline"], {
      manifests,
      env: { ACME_API_KEY: keys.acme },
    });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("Acme Models is set up");
  });

  test("--yes is enough when everything is there", async () => {
    const server = await venice();
    const result = await run(["onboard", "--yes", "--venice-api-key", keys.good, "--base-url", server.baseUrl]);
    expect(result.code).toBe(0);
  });
});

describe("scripts written for OpenClaw", () => {
  test("--mode remote is another job than this program does: exit 2", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.good, "--mode", "remote"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("--mode remote: this program sets up a local OpenClaw.");
    expect(server.connections).toBe(0);
    expect(result.home.files()).toEqual({});
  });

  test("their flags are accepted", async () => {
    const server = await venice();
    const flags = [
      "--accept-risk",
      "--skip-health",
      "--skip-channels",
      "--skip-skills",
      "--no-install-daemon",
      "--mode",
      "local",
      "--flow",
      "quickstart",
    ];
    expect((await onboard(server, [...flags, "--venice-api-key", keys.good])).code).toBe(0);
  });

  test("and hidden from the help", async () => {
    const { stdout } = await run(["onboard", "--help"]);
    expect(stdout).not.toContain("--accept-risk");
    expect(stdout).toContain("--venice-api-key-file <path>");
    expect(stdout).toContain("130 cancelled, also by answering No");
  });
});

describe("arguments that make no sense", () => {
  test.each([
    [["--venice-api-key", "--yes"], "--venice-api-key needs a value, but --yes follows it."],
    [["--model"], "--model needs a value."],
    [["--offline", "--verify", "required"], "--offline and --verify required contradict each other."],
    [["--key-store", "keyring"], "option '--key-store <store>' argument 'keyring' is invalid."],
    [["--timeout", "soon"], '"soon" is not a number of seconds for --timeout.'],
    [["--timeout", "0"], '"0" is not a number of seconds for --timeout.'],
    [["surplus"], "too many arguments"],
  ])("%j: exit 2", async (flags, message) => {
    const result = await run(["onboard", ...flags]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
  });

  test.each([
    ["api.venice.ai/api/v1", "it is no web address"],
    ["ftp://api.venice.ai", "it must begin with https://"],
    ["https://me:secret@api.venice.ai/v1", "a user name or password does not belong in it"],
    ["https://api.venice.ai/v1?x=1", "nothing may follow its path"],
  ])("--base-url %s: exit 2", async (url, message) => {
    const result = await run(["onboard", "--non-interactive", "--venice-api-key", keys.good, "--base-url", url]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain("secret@");
  });

  test("plain http to another machine would show the key: exit 2, unless it is allowed", async () => {
    const flags = [
      "onboard",
      "--non-interactive",
      "--offline",
      "--venice-api-key",
      keys.good,
      "--base-url",
      "http://gateway.invalid/v1",
    ];
    const refused = await run(flags);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("your key would cross the network unencrypted");
    const allowed = await run([...flags, "--allow-insecure-base-url"]);
    expect(allowed.code).toBe(0);
    expect(JSON5.parse(allowed.home.files()[configPath] ?? "").models.providers.venice.baseUrl).toBe(
      "http://gateway.invalid/v1",
    );
  });

  test("a key glued to a misspelt flag is not repeated", async () => {
    const result = await run(["onboard", `--venice-key=${keys.unprefixed}`]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("unknown option '--venice-key'");
    expectHidden(keys.unprefixed, result, []);
  });

  test("a misspelt command is put right", async () => {
    const result = await run(["onbord"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Did you mean onboard?");
  });
});

describe("the config's own base URL", () => {
  test("is asked and kept; a slash at its end does not matter", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: `{ models: { providers: { venice: { baseUrl: "${server.baseUrl}/", models: [] } } } }`,
    });
    const result = await run(["onboard", "--non-interactive", "--venice-api-key", keys.good], { home });
    expect(result.code).toBe(0);
    expect(server.requests).toHaveLength(2);
    expect(home.files()[configPath]).toContain(`baseUrl: "${server.baseUrl}/"`);
  });

  test("may refer to a variable, and the reference stays", async () => {
    const server = await venice();
    const home = createHome({
      [configPath]: '{ models: { providers: { venice: { baseUrl: "${GATEWAY}", models: [] } } } }',
    });
    await run(["onboard", "--non-interactive", "--venice-api-key", keys.good], {
      home,
      env: { GATEWAY: server.baseUrl },
    });
    expect(server.requests).toHaveLength(2);
    expect(home.files()[configPath]).toContain('baseUrl: "${GATEWAY}"');
  });
});

test("--debug tells the requests, and never the key", async () => {
  const server = await venice();
  const result = await onboard(server, ["--venice-api-key", keys.good, "--debug"]);
  expect(result.stderr).toMatch(/GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/api_keys\/rate_limits 200 \d+ ms/);
  expectHidden(keys.good, result, [dotenvPath]);
});

test("the bare program prints its help, and where to begin when there is no config", async () => {
  const { code, stdout, stderr } = await run([]);
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: openclaw [options] [command]");
  expect(stderr).toContain("There is no config yet. Begin with: openclaw onboard");
  const { stderr: withConfig } = await run([], { home: createHome({ [configPath]: "{}" }) });
  expect(withConfig).toBe("");
});

test("--version prints the version alone", async () => {
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: "0.0.0-test\n", stderr: "" });
});

test.each(["gateway restart", "channels list", "agent --message hello"])(
  "%s is OpenClaw's own: exit 2, which program this is, and where the other is",
  async (line) => {
    const result = await run(line.split(" "));
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(`"${line.split(" ")[0]}" is a command of OpenClaw itself.`);
    expect(result.stderr).toContain("which -a openclaw");
  },
);
