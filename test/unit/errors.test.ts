import { describe, expect, test } from "vitest";
import { CliError, type ErrorCode, type ErrorParameters, type ExitCode, Interruption } from "../../src/errors.ts";
import { en } from "../../src/messages/en.ts";
import { messagesIn } from "../../src/messages/messages.ts";
import { asked, errorFacts, path, provider } from "../support/error-facts.ts";

const codes = Object.keys(errorFacts) as ErrorCode[];

function error(code: ErrorCode): CliError {
  return new CliError(code, errorFacts[code][0]);
}

function words({ code, parameters }: CliError): { message: string; hint: string } {
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return explain(parameters);
}

describe.each(codes)("%s", (code) => {
  const [, exit, ...next] = errorFacts[code];

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
    if (!("answer" in errorFacts[code][0])) expect(message).toMatch(/[.^)']$/);
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
  const unknown = codes.filter((code) => errorFacts[code][0] === asked);

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
      new CliError("config-unexpected", errorFacts["config-unexpected"][0]),
      "models is a list",
    ],
    [
      "the whole file",
      new CliError("config-unexpected", { path, at: "", expected: ["object"], found: "null" }),
      "the whole file is null",
    ],
    [
      "the system's reason in words",
      new CliError("file-unwritable", errorFacts["file-unwritable"][0]),
      "the disk is full",
    ],
    [
      "the system's own code where there are no words",
      new CliError("file-unwritable", { path, reason: "EWEIRD" }),
      "EWEIRD",
    ],
    ["that nothing was lost", new CliError("file-unwritable", errorFacts["file-unwritable"][0]), "It is as it was."],
    ["who holds the lock", new CliError("file-locked", errorFacts["file-locked"][0]), "process 7 since 12:00"],
    [
      "a lock whose holder is not known",
      new CliError("file-locked", { path, lock: "x", pid: undefined, since: undefined }),
      "another process; nothing was written",
    ],
    [
      "the place, as editors take it",
      new CliError("config-not-parsed", errorFacts["config-not-parsed"][0]),
      `${path}:3:5:`,
    ],
    [
      "the line with its caret",
      new CliError("config-not-parsed", errorFacts["config-not-parsed"][0]),
      "\n  a: ,\n     ^",
    ],
    [
      "a sentence that begins like one",
      new CliError("key-malformed", errorFacts["key-malformed"][0]),
      "The key in VENICE_API_KEY has",
    ],
    [
      "every flag that is missing",
      new CliError("answers-missing", errorFacts["answers-missing"][0]),
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
