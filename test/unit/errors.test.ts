import { describe, expect, test } from "vitest";
import { CliError, type ErrorCode, type ErrorParameters, type ExitCode, Interruption } from "../../src/errors.ts";
import { en } from "../../src/messages/en.ts";
import { messagesIn } from "../../src/messages/messages.ts";

const keysUrl = "https://venice.ai/settings/api";
const path = "/home/ann/.openclaw/openclaw.json";
const provider = "Venice AI";
const source = "the key in VENICE_API_KEY";

/** What the words of a failed chat are made of. */
const asked = {
  provider,
  model: "venice/x",
  host: "api.venice.ai",
  key: source,
  detail: "No, thank you.",
  requestId: "8f-CDG",
  retryAfterSeconds: 30,
  suggestions: ["venice/y"],
  limit: 4096,
  network: { what: "the name was not found", advice: "Check your network." },
  another: "venice/z",
  privateModel: "venice/p",
  largerModel: "venice/l",
  choice: "venice-api-key",
  links: { keys: keysUrl, status: "https://status.venice.ai" },
};
const file = { flag: "--tools", path: "tools.json" };

/** For each code: an example of its facts, its exit code, and what its hint must name: the next thing to type or to do. */
const table: {
  readonly [Code in ErrorCode]: readonly [ErrorParameters<Code>, ExitCode, ...string[]];
} = {
  usage: [{ detail: "unknown option '--x'", command: "openclaw onboard" }, 2, "openclaw onboard --help"],
  "command-missing": [{ command: "openclaw models", example: "list" }, 2, "openclaw models list"],
  "command-of-openclaw": [{ command: "gateway" }, 2, "which -a openclaw"],
  "option-without-value": [{ flag: "--model", next: "--yes" }, 2, "--model VALUE"],
  "unknown-auth-choice": [
    { choice: "nope", valid: ["venice-api-key"] },
    2,
    "openclaw onboard --auth-choice venice-api-key",
  ],
  "shell-unknown": [{ shell: "tcsh", valid: ["bash", "zsh"] }, 2, "Shells: bash, zsh", "openclaw completion bash"],
  "several-keys-given": [{ flags: ["--a", "--b"] }, 2, "run the command again"],
  "answers-missing": [
    {
      missing: [{ flags: ["--yes"], what: "permission to write" }],
      command: "openclaw onboard --non-interactive",
      keyFile: "key.txt",
    },
    2,
    "with your key in key.txt",
    "\n  openclaw onboard --non-interactive",
  ],
  "needs-terminal": [
    {
      command: "configure",
      instead: [
        { section: "model", command: "openclaw models set x" },
        { section: "remove", command: undefined },
      ],
    },
    2,
    "The default model: openclaw models set x",
    "Remove a provider: only at a terminal",
  ],
  "key-not-recognized": [
    { provider, source, prefixes: ["vapi_"], keysUrl, rejected: false },
    2,
    keysUrl,
    "--allow-any-key",
  ],
  "key-malformed": [{ source, provider, reason: "space" }, 4, "Copy"],
  "key-file-unreadable": [{ flag: "--x-file", path: "key.txt", reason: "EACCES" }, 2, "permissions", "--x-file PATH"],
  "flags-contradict": [{ first: "--offline", second: "--verify required" }, 2, "Leave one"],
  "base-url-invalid": [{ url: "x", reason: "address" }, 2, "--base-url https://"],
  "base-url-insecure": [{ url: "http://x" }, 2, "https", "--allow-insecure-base-url"],
  "mode-not-local": [{ mode: "remote" }, 2, "Leave --mode out"],
  "timeout-invalid": [{ value: "x" }, 2, "--timeout 30"],
  "profile-invalid": [{ name: "a b" }, 2, "letters", "--profile work"],
  "model-unknown": [{ provider, model: "x", nearest: ["a", "b"], offered: 25 }, 2, "--model a or --model b"],
  "model-not-offered": [
    { model: "venice/x", reason: "it was retired", replacement: "venice/y" },
    2,
    "--model venice/y",
  ],
  "model-of-other-provider": [
    { model: "a/b", provider, example: "venice/llama-3.3-70b" },
    2,
    "--model venice/llama-3.3-70b",
  ],
  "no-such-model": [
    {
      provider,
      model: "x",
      nearest: ["venice/y"],
      offered: 25,
      source: "live",
      command: "openclaw models set",
      canForce: true,
    },
    2,
    "openclaw models set venice/y",
    "--force",
  ],
  "model-withheld": [
    {
      model: "venice/x",
      reason: "it was retired",
      replacement: "venice/y",
      command: "openclaw models set",
      canForce: true,
    },
    2,
    "openclaw models set venice/y",
    "--force",
  ],
  "no-such-fallback": [{ model: "venice/x", fallbacks: ["venice/y"] }, 2, "openclaw models fallbacks list"],
  "model-is-key": [{}, 2, "openclaw models list"],
  "model-not-private": [{ model: "venice/x" }, 2, "openclaw models policy any"],
  "policy-unreadable": [{ path: "~/x" }, 3, "Mend"],
  "unknown-provider": [{ provider: "x", valid: ["venice"] }, 2, "venice"],
  "number-invalid": [{ flag: "--max-price", value: "x", example: "2.5" }, 2, "--max-price 2.5"],
  "no-model-left": [{ provider, privateOnly: true }, 2, "without --private-only"],
  "backup-unknown": [{ backup: "7", count: 2 }, 2, "openclaw config restore"],
  "backup-loses-key": [
    { path: "/h/openclaw.json.bak", provider: "Venice AI" },
    3,
    "openclaw onboard --key-store dotenv",
  ],
  "config-missing": [{ path: "/h/openclaw.json" }, 3, "openclaw onboard"],
  "config-not-parsed": [
    {
      path,
      line: 3,
      column: 5,
      flaw: { expected: "value", found: `","` },
      excerpt: "  a: ,\n     ^",
      backup: `${path}.bak`,
    },
    3,
    "Mend",
    "openclaw config restore",
  ],
  "config-not-text": [{ path, encoding: "UTF-16" }, 3, "UTF-8"],
  "config-unexpected": [{ path, at: "models", expected: ["object"], found: "array" }, 3, "Mend"],
  "config-read-only": [{ path, variable: "OPENCLAW_CONFIG_READONLY" }, 3, "--dry-run"],
  "config-included": [
    { path, at: "models", included: ["./m.json5"], snippet: "{ a: 1 }", rest: "{ b: 2 }" },
    3,
    "./m.json5",
    "{ a: 1 }",
    "{ b: 2 }",
  ],
  "config-changed": [{ path }, 3, "run the command again"],
  "file-locked": [{ path, lock: `${path}.lock`, pid: 7, since: "12:00" }, 3, `delete ${path}.lock`],
  "file-unreadable": [{ path, reason: "EACCES" }, 3, "ls -ld"],
  "file-unwritable": [{ path, reason: "ENOSPC" }, 3, "df -h"],
  "file-not-regular": [{ path, kind: "folder" }, 3, "OPENCLAW_CONFIG_PATH"],
  "home-unknown": [{}, 3, "OPENCLAW_STATE_DIR"],
  "home-unusable": [{ path: "/home/ann", reason: "EACCES" }, 3, "OPENCLAW_STATE_DIR"],
  "dotenv-refuses": [{ path: "/home/ann/.openclaw/.env" }, 3, "--key-store config"],
  "key-rejected": [{ provider, source, detail: "Authentication failed", keysUrl }, 4, keysUrl],
  "key-cannot-spend": [{ provider, detail: "no balance", keysUrl }, 4, keysUrl],
  "key-not-received": [{ provider, host: "api.venice.ai" }, 4, "HTTPS_PROXY", "--verify skip"],
  "provider-unreachable": [
    { provider, failure: "no network", advice: "Check your network." },
    5,
    "Check your network.",
  ],
  "stdin-is-terminal": [{ flag: "--venice-api-key-stdin" }, 2, "< key.txt"],
  "stdin-too-large": [{ flag: "--venice-api-key-stdin", limit: 65_536 }, 2, "Pipe in only the key"],
  "message-missing": [{}, 2, 'openclaw chat "'],
  "chat-needs-network": [{}, 2, "--offline"],
  "input-file-unreadable": [{ ...file, reason: "ENOENT" }, 2, "--tools PATH"],
  "input-file-not-json": [{ ...file, detail: "Unexpected token." }, 2, "--tools tools.json"],
  "input-file-unexpected": [{ ...file, expected: "tools" }, 2, '"name":"weather"'],
  "input-not-text": [{ source: "stdin" }, 2, "--image PATH"],
  "input-too-large": [{ source: "stdin", limit: 8 * 1024 * 1024 }, 2, "head -c"],
  "image-unknown-type": [{ path: "a.gif", types: ["png", "jpeg"] }, 2, "--image PATH"],
  "images-too-large": [{ limit: 24 * 1024 * 1024 }, 2, "--image PATH"],
  "too-many-images": [{ model: "venice/x", given: 3, limit: 1 }, 2, "--image PATH"],
  "no-default-model": [
    { example: "venice/y", choice: "venice-api-key" },
    2,
    "openclaw onboard --auth-choice venice-api-key",
    "--model venice/y",
  ],
  "default-of-other-provider": [
    { model: "openai/gpt", providers: [provider], example: "venice/y" },
    2,
    "--model venice/y",
  ],
  "model-lacks-ability": [
    { model: "venice/x", ability: "vision", flag: "--image", instead: "venice/y" },
    2,
    "--model venice/y",
  ],
  "effort-unknown": [
    { model: "venice/x", effort: "huge", efforts: ["low", "high"] },
    2,
    "--effort low or --effort high",
  ],
  "provider-lacks-option": [{ provider, flag: "--character" }, 2, "--character"],
  "too-expensive": [{ model: "venice/x", estimate: 0.58, limit: 0.1, answerTokens: 900 }, 2, "--max-tokens 900"],
  "price-unknown": [{ model: "venice/x" }, 2, "--max-cost"],
  "key-missing": [
    { provider, variable: "VENICE_API_KEY", choice: "venice-api-key" },
    4,
    "openclaw onboard --auth-choice venice-api-key",
  ],
  "key-hidden": [{ provider, variable: "VENICE_API_KEY" }, 4, "unset VENICE_API_KEY"],
  "key-external": [{ provider, source: "file", variable: "VENICE_API_KEY" }, 4, "export VENICE_API_KEY="],
  "chat-key-rejected": [asked, 4, keysUrl, "openclaw onboard --auth-choice venice-api-key"],
  "chat-plan": [asked, 4, keysUrl, "--model venice/z"],
  "chat-key-not-received": [asked, 4, "HTTPS_PROXY"],
  "chat-balance": [asked, 4, keysUrl],
  "chat-spend-limit": [asked, 4, keysUrl],
  "chat-privacy": [asked, 4, "--model venice/p", keysUrl],
  "chat-region": [asked, 4, "--model venice/z"],
  "chat-forbidden": [asked, 4, keysUrl],
  "chat-model-unknown": [asked, 2, "--model venice/y"],
  "chat-character-unknown": [asked, 2, "--character SLUG"],
  "chat-not-found": [asked, 5, "--base-url"],
  "chat-gone": [asked, 5, "npm install"],
  "chat-too-large": [asked, 5, "--image"],
  "chat-content-policy": [asked, 5, "--model venice/z"],
  "chat-context-length": [asked, 5, "--model venice/l"],
  "chat-token-limit": [asked, 5, "--max-tokens 4096"],
  "chat-invalid-request": [asked, 5, "openclaw chat --help"],
  "chat-upstream-refused": [asked, 5, "--model venice/z"],
  "chat-rate-limited": [asked, 5, "Wait 30 seconds", "--model venice/z"],
  "chat-overloaded": [asked, 5, "Wait 30 seconds", "--model venice/z"],
  "chat-error-budget": [asked, 5, "Wait 30 seconds"],
  "chat-inference-failed": [asked, 5, "--model venice/z"],
  "chat-gateway": [asked, 5, "https://status.venice.ai"],
  "chat-offline": [asked, 5, "https://status.venice.ai", "--model venice/z"],
  "chat-capacity": [asked, 5, "--model venice/z"],
  "chat-too-slow": [asked, 5, "--no-stream", "--max-tokens"],
  "chat-broken-off": [asked, 5, "Wait 30 seconds"],
  "chat-connection-lost": [asked, 5, "Check your network."],
  "chat-unfinished": [asked, 5, "again"],
  "chat-network": [asked, 5, "Check your network."],
  "answer-not-json": [{ detail: "Unexpected token", answer: "Sure! Here" }, 5, "--response-format"],
  "answer-against-schema": [{ at: "#/city", detail: "is missing", answer: "{}" }, 5, "--response-format"],
  "edit-check-failed": [{ path, detail: "a comment is missing" }, 1, "report"],
};
const codes = Object.keys(table) as ErrorCode[];

function error(code: ErrorCode): CliError {
  return new CliError(code, table[code][0]);
}

function words({ code, parameters }: CliError): { message: string; hint: string } {
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return explain(parameters);
}

describe.each(codes)("%s", (code) => {
  const [, exit, ...next] = table[code];

  test(`ends with exit code ${exit}`, () => {
    expect(error(code).exitCode).toBe(exit);
  });

  test("says what happened, and what to do or type next", () => {
    const { message, hint } = words(error(code));
    expect(message.length).toBeGreaterThan(10);
    for (const part of next) expect(hint).toContain(part);
    expect(hint).not.toBe(message);
  });

  test("has no hole in its words", () => {
    const { message, hint } = words(error(code));
    for (const [line = ""] of [message, hint].map((text) => text.split("\n"))) {
      expect(line).not.toMatch(/undefined|\[object|NaN|\$\{/);
      expect(line).not.toMatch(/ {2}| [.,:;](?!\/)|\.\.(?!\.|\/)/);
    }
    // What follows the first line is shown as it came.
    if (!("answer" in table[code][0])) expect(message).toMatch(/[.^)']$/);
  });
});

describe("a failed chat of which nothing more is known", () => {
  const bare = {
    ...asked,
    detail: "",
    requestId: undefined,
    retryAfterSeconds: undefined,
    suggestions: [],
    limit: undefined,
    another: undefined,
    privateModel: undefined,
    largerModel: undefined,
  };
  const unknown = codes.filter((code) => table[code][0] === asked);

  test.each(unknown)("%s still reads well, and still says what to do", (code) => {
    const { message, hint } = words(new CliError(code, bare));
    for (const text of [message, hint]) {
      expect(text).not.toMatch(/undefined|null|\[object| {2}| [.,:]|\.\.|\(\)/);
      expect(text.length).toBeGreaterThan(10);
    }
  });

  test("each kind reads differently", () => {
    expect(unknown.length).toBeGreaterThan(25);
    expect(new Set(unknown.map((code) => words(new CliError(code, bare)).message)).size).toBe(unknown.length);
  });
});

describe("the facts of a failure", () => {
  test.each<[string, CliError, string]>([
    [
      "a name for a kind of value",
      new CliError("config-unexpected", table["config-unexpected"][0]),
      "models is a list",
    ],
    [
      "the whole file",
      new CliError("config-unexpected", { path, at: "", expected: ["object"], found: "null" }),
      "the whole file is null",
    ],
    ["the system's reason in words", new CliError("file-unwritable", table["file-unwritable"][0]), "the disk is full"],
    [
      "the system's own code where there are no words",
      new CliError("file-unwritable", { path, reason: "EWEIRD" }),
      "EWEIRD",
    ],
    ["that nothing was lost", new CliError("file-unwritable", table["file-unwritable"][0]), "It is as it was."],
    ["who holds the lock", new CliError("file-locked", table["file-locked"][0]), "process 7 since 12:00"],
    [
      "a lock whose holder is not known",
      new CliError("file-locked", { path, lock: "x", pid: undefined, since: undefined }),
      "another process; nothing was written",
    ],
    ["the place, as editors take it", new CliError("config-not-parsed", table["config-not-parsed"][0]), `${path}:3:5:`],
    ["the line with its caret", new CliError("config-not-parsed", table["config-not-parsed"][0]), "\n  a: ,\n     ^"],
    [
      "a sentence that begins like one",
      new CliError("key-malformed", table["key-malformed"][0]),
      "The key in VENICE_API_KEY has",
    ],
    [
      "every flag that is missing",
      new CliError("answers-missing", table["answers-missing"][0]),
      "permission to write (--yes)",
    ],
    [
      "the end of the line, where a value was left out",
      new CliError("option-without-value", { flag: "--model", next: undefined }),
      "--model needs a value.",
    ],
  ])("%s", (_, failure, part) => {
    expect(words(failure).message).toContain(part);
  });

  test.each<[CliError, string]>([
    [new CliError("model-unknown", { provider, model: "x", nearest: [], offered: 25 }), "Leave --model out"],
    [new CliError("model-not-offered", { model: "a", reason: "b", replacement: undefined }), "Leave --model out"],
    [new CliError("no-model-left", { provider, privateOnly: false }), "--model ID"],
  ])("there is a next step even where nothing is like it: %s", (failure, part) => {
    expect(words(failure).hint).toContain(part);
  });

  test("an error carries its code and facts, and no words, so that it is said once and in one language", () => {
    const cause = new Error("why");
    const failure = new CliError("config-changed", { path }, { cause });
    expect(failure).toMatchObject({
      name: "CliError",
      code: "config-changed",
      message: "config-changed",
      parameters: { path },
    });
    expect(failure.cause).toBe(cause);
    expect(failure).toBeInstanceOf(Error);
  });
});

test.each<[string, ExitCode]>([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["declined", 130],
])("a run ended by %s exits with %d", (signal, exit) => {
  expect(new Interruption(signal).exitCode).toBe(exit);
});

test.each(["en", "en_US.UTF-8", "EN", "C", "POSIX", "", "xx_YY", "fr_FR.UTF-8"])(
  "in locale %j there are words",
  (locale) => {
    expect(messagesIn(locale).interrupted).not.toBe("");
  },
);

describe("why a provider could not be asked", () => {
  const facts = {
    host: "api.venice.ai",
    detail: "ECODE",
    proxy: "http://proxy:3128",
    status: 503,
    retryAfterSeconds: 30,
    phase: "connect",
    milliseconds: 3000,
  };
  const kinds = Object.keys(en.network) as (keyof typeof en.network)[];

  test.each(kinds)("%s has words and advice, with the system's own words and without", (kind) => {
    for (const known of [facts, { ...facts, detail: "", phase: undefined, retryAfterSeconds: undefined }]) {
      const { what, advice } = en.network[kind](known);
      expect(`${what} ${advice}`).not.toMatch(/undefined|\[object|NaN| {2}|\(\)| [.,:]/);
      // "could not be asked: <what>." puts the full stop itself.
      expect(what).not.toMatch(/[.!?]$/);
      expect(what[0]).toBe(what[0]?.toLowerCase());
      expect(advice).not.toBe("");
    }
  });

  test("each kind reads differently: five outcomes, five texts", () => {
    const texts = kinds.map((kind) => en.network[kind](facts).what);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
