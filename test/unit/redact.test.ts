import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createSecretKeeper } from "../../src/redact.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { acme, venice } from "./providers/manifests.ts";

const key = keys.good;

describe("a held key", () => {
  const secret = createSecretKeeper([]).hold(key);

  test.each<[string, () => string]>([
    ["as a text", () => String(secret)],
    ["in a template", () => `${secret}`],
    ["joined to a text", () => "x".concat(secret as unknown as string)],
    ["in JSON", () => JSON.stringify({ key: secret })],
    ["in inspect", () => inspect({ key: secret }, { depth: 9, showHidden: true })],
    ["in inspect without its own say", () => inspect(secret, { customInspect: false, showHidden: true })],
    ["in format %s", () => format("%s", secret)],
    ["in format %o", () => format("%o", secret)],
    ["in format %j", () => format("%j", secret)],
    ["in format without a place", () => format(secret, { secret })],
    ["in an error", () => inspect(new Error("x", { cause: { secret } }))],
    ["in a list", () => [secret].join()],
    ["copied", () => JSON.stringify({ ...secret })],
  ])("does not show itself %s", (_, print) => {
    expect(print()).not.toContain(key.slice(0, 30));
    expect(print()).not.toContain(key.slice(-8));
  });

  test("says that there is one", () => {
    expect(`${secret}`).toBe("[secret]");
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(inspect(secret)).toBe("[secret]");
  });

  test("is revealed where that is asked for by name", () => {
    expect(secret.reveal()).toBe(key);
    expect(secret.length).toBe(key.length);
  });

  test.each([
    ["", ""],
    ["short", ""],
    ["elevenchars", ""],
    ["twelve-chars", "hars"],
    [key, key.slice(-4)],
  ])("of %j the tail is %j: never a large part", (text, tail) => {
    expect(createSecretKeeper([]).hold(text).tail).toBe(tail);
  });

  test("equals the same text held by somebody else, and no other", () => {
    expect(secret.equals(createSecretKeeper([]).hold(key))).toBe(true);
    expect(secret.equals(createSecretKeeper([]).hold(`${key}x`))).toBe(false);
  });
});

describe("a text for the screen", () => {
  const keeper = createSecretKeeper([venice, acme].flatMap(({ auth }) => auth.prefixes));
  keeper.hold(key);
  keeper.hold('odd"key\\with/signs');
  keeper.hold("odd key+100%");
  keeper.hold("abc");

  test.each([
    ["the key", `Bearer ${key}`, "Bearer [secret]"],
    ["twice", `${key} ${key}`, "[secret] [secret]"],
    ["inside a word", `x${key}y`, "x[secret]y"],
    ["as JSON spells it", JSON.stringify({ k: 'odd"key\\with/signs' }), '{"k":"[secret]"}'],
    ["as an address spells it", `https://h/?k=${encodeURIComponent("odd key+100%")}`, "https://h/?k=[secret]"],
    ["a key nobody held, by its beginning", `no vapi_0123456789abcdef here`, "no [secret] here"],
    ["another form of key", `VENICE-ADMIN-KEY-${"a".repeat(42)}`, "[secret]"],
    ["another provider's", `acme_0123456789`, "[secret]"],
    [
      "a beginning alone is no key",
      "keys begin with vapi_, VENICE_INFERENCE_KEY_",
      "keys begin with vapi_, VENICE_INFERENCE_KEY_",
    ],
    ["the name of the variable is no key", "VENICE_API_KEY=", "VENICE_API_KEY="],
    ["too short to search for: it would wreck every text", "abc abcdef", "abc abcdef"],
    ["nothing to hide", "Key accepted.", "Key accepted."],
    ["nothing at all", "", ""],
  ])("%s", (_, text, shown) => {
    expect(keeper.redact(text)).toBe(shown);
  });

  test("of two keys of which one begins like the other, both are taken out whole", () => {
    const two = createSecretKeeper([]);
    two.hold("secret-key");
    two.hold("secret-key-longer");
    expect(two.redact("secret-key-longer secret-key")).toBe("[secret] [secret]");
  });

  test("a prefix is no pattern: its dots and signs stand for themselves", () => {
    const odd = createSecretKeeper(["a.b+"]);
    expect(odd.redact("a.b+12345678 axbb12345678")).toBe("[secret] axbb12345678");
  });

  test("what begins like a key and goes on for megabytes goes whole", () => {
    expect(createSecretKeeper(["vapi_"]).redact(`a vapi_${"x".repeat(10_000_000)} b`)).toBe("a [secret] b");
  });

  test("without prefixes nothing but what is held is taken out", () => {
    expect(createSecretKeeper([]).redact("vapi_0123456789abcdef")).toBe("vapi_0123456789abcdef");
  });

  test("what is held by one run is not known to another", () => {
    expect(createSecretKeeper([]).redact(key)).toBe(key);
  });

  test("a text with half a character in it does not bring redacting down", () => {
    const broken = createSecretKeeper([]);
    broken.hold("half\ud800a character");
    expect(broken.redact("x half\ud800a character y")).toBe("x [secret] y");
  });
});
