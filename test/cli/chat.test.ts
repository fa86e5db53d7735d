import { describe, expect, test } from "vitest";
import { asked, chat, chatHome, sent, withoutWaiting } from "../support/chatting.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { pageRows } from "../support/fake-venice/rows.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, expectHidden, subjects } from "../support/onboarding.ts";
import { manifests, run, venice } from "../support/run.ts";

const reply = "Hello! Yes, I am working.";

describe.each(subjects)("$label", (subject) => {
  const { id, key, choice, flag, defaultModel, variable } = subject;

  test("after onboarding the command of its end screen gets an answer", async () => {
    const server = await subject.start();
    const onboarding = [
      "onboard",
      "--non-interactive",
      "--auth-choice",
      choice,
      "--base-url",
      server.baseUrl,
      flag,
      key,
    ];
    const { home, stderr } = await run(onboarding, { manifests });
    expect(stderr).toContain('openclaw chat "Hello, are you working?"');
    const result = await run(["chat", "Hello, are you working?"], { home, manifests });
    expect(result).toMatchObject({ code: 0, stdout: `${reply}\n` });
    expect(withoutWaiting(result.stderr)).toBe("");
    expect(sent(server)).toMatchObject({
      model: defaultModel,
      messages: [{ role: "user", content: "Hello, are you working?" }],
      stream: true,
    });
    expect(asked(server)[0]?.key).toBe(key);
    expectHidden(key, result, [dotenvPath]);
  });

  test("--model takes a ref, and the provider's name never reaches the API", async () => {
    const server = await subject.start();
    const home = createHome();
    const ref = `${id}/${defaultModel}`;
    const args = ["chat", "--base-url", server.baseUrl, "--model", ref, "Hello"];
    expect(await run(args, { home, manifests, env: { [variable]: key } })).toMatchObject({
      code: 0,
      stdout: `${reply}\n`,
    });
    expect(sent(server).model).toBe(defaultModel);
  });

  test("--json is one document", async () => {
    const server = await subject.start({ chat: { reasoning: "Let me see." } });
    const args = ["chat", "--base-url", server.baseUrl, "--model", `${id}/${defaultModel}`, "--json", "Hello"];
    const { code, stdout } = await run(args, { manifests, env: { [variable]: key } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      model: `${id}/${defaultModel}`,
      content: reply,
      reasoning: "Let me see.",
      toolCalls: [],
      usage: { prompt: 12, completion: 7, reasoning: 5 },
      finishReason: "stop",
      timings: { firstToken: expect.any(Number), total: expect.any(Number) },
      warnings: [],
    });
  });
});

describe("the message", () => {
  test.each([
    ["arguments", ["Hello", "there"], undefined, "Hello there"],
    ["--message", ["--message", "Hello there"], undefined, "Hello there"],
    ["standard input", [], "Hello there\n", "Hello there"],
    [
      "all three",
      ["Summarise", "this", "--message", "in French"],
      "A text.\nOf two lines.\n",
      "Summarise this\n\nin French\n\nA text.\nOf two lines.",
    ],
    ["words that look like flags, after --", ["--", "--help", "me"], undefined, "--help me"],
    ["the name of a command", ["models", "list"], undefined, "models list"],
  ])("comes from %s", async (_, args, stdin, message) => {
    const server = await venice();
    const result = await chat(server, args, stdin === undefined ? {} : { stdin });
    expect(result).toMatchObject({ code: 0, stdout: `${reply}\n` });
    expect(sent(server).messages).toEqual([{ role: "user", content: message }]);
  });

  test.each([
    ["nothing", [], ""],
    ["white space", ["  "], " \n\n"],
  ])("that is %s is missing: exit 2, and nobody is asked", async (_, args, stdin) => {
    const server = await venice();
    const result = await chat(server, args, { stdin });
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain("There is no message to send.");
    expect(result.stderr).toContain('openclaw chat "Hello, are you working?"');
    expect(server.requests).toEqual([]);
  });

  test("that is no text, or endless, is refused", async () => {
    const server = await venice();
    const home = chatHome();
    const large = await chat(server, ["Hello"], { home, stdin: "x".repeat(9 * 1024 * 1024) });
    expect(large).toMatchObject({ code: 2, stderr: expect.stringContaining("larger than any model reads (8 MB)") });
    const binary = await chat(server, ["Hello"], { home, stdin: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) });
    expect(binary).toMatchObject({ code: 2, stderr: expect.stringContaining("not text in UTF-8") });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ["a text", "Be brief.", "Be brief."],
    ["a file", "@system.txt", "You are a pirate."],
  ])("has instructions before it: %s", async (_, given, content) => {
    const server = await venice();
    const home = chatHome({ files: { "system.txt": "You are a pirate." } });
    await chat(server, ["--system", given, "Hello"], { home });
    expect(sent(server).messages).toEqual([
      { role: "system", content },
      { role: "user", content: "Hello" },
    ]);
  });

  test("whose instructions are in a file that is not there is not sent", async () => {
    const server = await venice();
    const result = await chat(server, ["--system", "@missing.txt", "Hello"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("The file missing.txt cannot be read: it does not exist.");
    expect(result.stderr).toContain("--system @PATH");
    expect(asked(server)).toEqual([]);
  });
});

describe("the model", () => {
  test.each([
    ["an id", "qwen3-4b", "qwen3-4b"],
    ["an alias of the config", "small", "qwen3-4b"],
  ])("may be called by %s", async (_, name, id) => {
    const server = await venice();
    const models = { "venice/qwen3-4b": { alias: "small" } };
    const config = { agents: { defaults: { model: { primary: "venice/llama-3.3-70b" }, models } } };
    const home = createHome({ [configPath]: JSON.stringify(config) });
    const result = await chat(server, ["--model", name, "Hello"], { home, env: { VENICE_API_KEY: keys.good } });
    expect(result.code).toBe(0);
    expect(sent(server).model).toBe(id);
  });

  test("that is unknown: exit 2, with the nearest ones, and nothing is spent", async () => {
    const server = await venice();
    const result = await chat(server, ["--model", "venice/llama-3.3", "Hello"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Did you mean: --model llama-3.3-70b");
    expect(asked(server)).toEqual([]);
  });

  test("is looked for in the kept list, and in a new one only where that lacks it", async () => {
    const server = await venice({ rows: pageRows.slice(0, 3) });
    const home = chatHome();
    const lists = () => server.requests.filter(({ method }) => method === "GET").length;
    for (const _ of [1, 2]) expect((await chat(server, ["Hello"], { home })).code).toBe(0);
    expect(lists()).toBe(1);
    expect((await chat(server, ["--model", "qwen3-4b", "Hello"], { home })).code).toBe(2);
    expect(lists()).toBe(2);
  });

  test("that was retired: exit 2, with its replacement", async () => {
    const server = await venice();
    const result = await chat(server, ["--model", "odd-retired-8b", "Hello"]);
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("--model venice/llama-3.3-70b") });
  });

  test("that will be retired answers, and says so", async () => {
    const server = await venice();
    const result = await chat(server, ["--model", "odd-retiring-8b", "Hello"]);
    expect(result).toMatchObject({ code: 0, stdout: `${reply}\n` });
    expect(result.stderr).toContain("venice/odd-retiring-8b retires on 2099-12-31. Its replacement: qwen3-next-80b.");
  });

  test.each([
    ["the policy", { ".openclaw/openclaw-venice.json5": "{ privateOnly: true }" }, []],
    ["--private-only", {}, ["--private-only"]],
  ])("that is not private is not asked where %s wants private ones: exit 2", async (_, files, flags) => {
    const server = await venice();
    const home = chatHome({ files });
    const refused = await chat(server, [...flags, "--model", "claude-opus-5", "Hello"], { home });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("is not known to be private") });
    expect(asked(server)).toEqual([]);
    expect((await chat(server, [...flags, "Hello"], { home })).code).toBe(0);
  });

  test("that is somebody else's default: exit 2, and how to name one", async () => {
    const server = await venice();
    const result = await chat(server, ["Hello"], { home: chatHome({ model: "openai/gpt-5" }) });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Your default model, openai/gpt-5, is of a provider that this program cannot ask");
    expect(result.stderr).toContain("--model venice/llama-3.3-70b");
    expect(server.requests).toEqual([]);
  });

  test("without a config: exit 2, and how to set one up", async () => {
    const server = await venice();
    const result = await chat(server, ["Hello"], { home: createHome() });
    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("openclaw onboard --auth-choice venice-api-key"),
    });
    expect(result.home.files()).toEqual({});
  });

  test("of a list that cannot be had is taken at its word", async () => {
    const server = await venice({ mode: ({ method }) => (method === "GET" ? "empty-list" : undefined) });
    const result = await chat(server, ["--model", "odd-bare-8b", "Hello"]);
    expect(result).toMatchObject({ code: 0, stdout: `${reply}\n` });
    expect(result.stderr).toContain("The list may be out of date");
  });
});

describe("the key", () => {
  const env = (value: string) => ({ env: { VENICE_API_KEY: value } });
  const keyless = (apiKey?: unknown) => {
    const providers = apiKey === undefined ? {} : { venice: { apiKey, models: [] } };
    const config = { agents: { defaults: { model: "venice/llama-3.3-70b" } }, models: { providers } };
    return createHome({ [configPath]: JSON.stringify(config) });
  };

  test("of the shell is believed before the stored one, as OpenClaw does", async () => {
    const server = await venice();
    await chat(server, ["Hello"], env(keys.admin));
    expect(asked(server)[0]?.key).toBe(keys.admin);
  });

  test("may stand behind another variable", async () => {
    const server = await venice();
    const result = await chat(server, ["Hello"], { home: keyless("${MY_KEY}"), env: { MY_KEY: keys.good } });
    expect(result.code).toBe(0);
    expect(asked(server)[0]?.key).toBe(keys.good);
  });

  test.each([
    [
      "is missing",
      () => keyless(),
      {},
      "VENICE_API_KEY is set nowhere",
      "openclaw onboard --auth-choice venice-api-key",
    ],
    [
      "is hidden by an empty variable",
      () => chatHome(),
      env(""),
      "set but empty in this shell",
      "unset VENICE_API_KEY",
    ],
    [
      "is somewhere else",
      () => keyless({ source: "file", id: "k" }),
      {},
      "cannot look (file)",
      "export VENICE_API_KEY=…",
    ],
    ["cannot be sent", () => keyless(), env("two words"), "white space inside", "in one piece"],
  ])("that %s: exit 4, and nobody is asked", async (_, home, options, message, hint) => {
    const server = await venice();
    const result = await chat(server, ["Hello"], { home: home(), ...options });
    expect(result.code).toBe(4);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(hint);
    expect(server.requests).toEqual([]);
  });

  test("in plain text in the config is found", async () => {
    const server = await venice();
    expect((await chat(server, ["Hello"], { home: keyless(keys.hyphens) })).code).toBe(0);
    expect(asked(server)[0]?.key).toBe(keys.hyphens);
  });
});

describe("flags that make no sense", () => {
  test.each([
    [["--offline"], "A chat asks a model, and --offline asks nobody."],
    [["--effort", "high", "--no-thinking"], "--effort high and --no-thinking contradict each other."],
    [["--temperature", "3"], '"3" is not a number from 0 to 2 for --temperature.'],
    [["--max-tokens", "0"], '"0" is not a whole number above 0 for --max-tokens.'],
    [["--seed", "x"], '"x" is not a whole number above 0 for --seed.'],
    [["--max-cost", "free"], '"free" is not an amount of US dollars for --max-cost.'],
    [["--web-search", "maybe"], "Allowed choices are off, on, auto."],
    [["--timeout", "0"], '"0" is not a number of seconds for --timeout.'],
    [["--model", "--json"], "--model needs a value, but --json follows it."],
  ])("%j: exit 2, and nobody is asked", async (flags, message) => {
    const server = await venice();
    const result = await chat(server, [...flags, "Hello"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
    expect(server.requests).toEqual([]);
  });

  test("--json says so in JSON", async () => {
    const server = await venice();
    const { stdout, code } = await chat(server, ["--json", "--offline", "Hello"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: "chat-needs-network" } });
  });
});

test("what was chosen is what is sent", async () => {
  const server = await venice();
  const flags = ["--temperature", "0", "--seed", "42", "--max-tokens", "100", "--effort", "high"];
  await chat(server, [...flags, "--model", "zai-org-glm-5-2", "Hello"]);
  expect(sent(server)).toEqual({
    model: "zai-org-glm-5-2",
    messages: [{ role: "user", content: "Hello" }],
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    seed: 42,
    max_completion_tokens: 100,
    reasoning_effort: "high",
    venice_parameters: { include_venice_system_prompt: false },
  });
});

describe("Venice's own", () => {
  test("flags add what they stand for", async () => {
    const server = await venice();
    const flags = ["--web-search", "auto", "--character", "alan-watts", "--venice-prompt", "--no-thinking"];
    await chat(server, [...flags, "--model", "zai-org-glm-5-2", "Hello"]);
    expect(sent(server)).toMatchObject({
      reasoning: { enabled: false },
      venice_parameters: {
        include_venice_system_prompt: true,
        enable_web_search: "auto",
        enable_web_citations: true,
        include_search_results_in_stream: true,
        character_slug: "alan-watts",
      },
    });
  });

  test("pages are named after the answer, on stderr", async () => {
    const pages = [
      { title: "A page", url: "https://a.invalid/x" },
      { title: "Another", url: "https://b.invalid" },
    ];
    const server = await venice({ chat: { pages } });
    for (const streaming of [[], ["--no-stream"]]) {
      const result = await chat(server, [...streaming, "--web-search", "on", "Hello"]);
      expect(result.stdout).toBe(`${reply}\n`);
      expect(result.stderr).toBe("\nSources\n  1. A page  https://a.invalid/x\n  2. Another  https://b.invalid\n");
    }
  });

  test("a character that nobody knows: exit 2", async () => {
    const server = await venice();
    const result = await chat(server, ["--character", "nobody", "Hello"]);
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining("Character not found: nobody") });
  });
});

describe("another provider", () => {
  const acme = subjects.find(({ id }) => id === "acme");

  test("knows none of Venice's options", async () => {
    if (!acme) throw new Error("acme is missing");
    const server = await acme.start();
    const base = ["chat", "--base-url", server.baseUrl, "--model", "acme/anvil-large", "Hello"];
    for (const flags of [["--web-search", "on"], ["--character", "x"], ["--venice-prompt"]]) {
      const result = await run([...base, ...flags], { manifests, env: { ACME_API_KEY: acme.key } });
      expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining(`nothing that ${flags[0]} stands for`) });
    }
    expect(asked(server)).toEqual([]);
  });
});
