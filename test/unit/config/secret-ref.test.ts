import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSecretInput, type SecretInput, secretRef } from "../../../src/config/secret-ref.ts";

/** Any UTF-16 code units at all, halves of characters too. */
const anyCharacters = (maxLength: number) =>
  fc.array(fc.nat({ max: 0xffff }), { maxLength }).map((codes) => String.fromCharCode(...codes));

const variable = (name: string): SecretInput => ({ kind: "variable", name });
const external = (source: string): SecretInput => ({ kind: "external", source });
const plain = (text: string): SecretInput => ({ kind: "plain", text });
const none: SecretInput = { kind: "none" };

describe("what stands where a secret is wanted", () => {
  test.each<[unknown, SecretInput]>([
    ["${VENICE_API_KEY}", variable("VENICE_API_KEY")],
    ["${_X9}", variable("_X9")],
    ["$VENICE_API_KEY", variable("VENICE_API_KEY")],
    [{ source: "env", provider: "default", id: "VENICE_API_KEY" }, variable("VENICE_API_KEY")],
    [{ source: "env", id: "X" }, variable("X")],

    ["Bearer ${TOKEN}", external("variables")],
    ["${A}${B}", external("variables")],
    [" ${A}", external("variables")],
    ["a$$${A}${B}", external("variables")],
    [{ source: "file", provider: "vault", id: "/k" }, external("file")],
    [{ source: "exec", command: "pass" }, external("exec")],
    [{ source: "env" }, external("env")],

    ["vapi_0123456789", plain("vapi_0123456789")],
    ["${lower}", plain("${lower}")],
    ["${9A}", plain("${9A}")],
    ["$${VENICE_API_KEY}", plain("$${VENICE_API_KEY}")],
    ["$lower", plain("$lower")],
    ["pa$$word", plain("pa$$word")],
    ["${}", plain("${}")],

    ["", none],
    ["  \n", none],
    [undefined, none],
    [null, none],
    [7, none],
    [true, none],
    [{}, none],
    [[], none],
    [["${A}"], none],
  ])("%j", (value, input) => {
    expect(readSecretInput(value)).toEqual(input);
  });
});

test("a reference that this program writes is read back as one, whatever the variable is called", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,20}$/), (name) => {
      expect(readSecretInput(secretRef(name))).toEqual(variable(name));
    }),
    { numRuns: 300 },
  );
});

test("a text without a dollar is a secret itself, and is never taken for a reference", () => {
  fc.assert(
    fc.property(anyCharacters(30), (text) => {
      fc.pre(!text.includes("$"));
      expect(readSecretInput(text)).toEqual(text.trim() === "" ? none : plain(text));
    }),
    { numRuns: 500 },
  );
});
