import fc from "fast-check";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { maskConfig, maskDotenv } from "../../src/config/mask.ts";

/** Any UTF-16 code units at all, halves of characters too. */
const anyCharacters = (maxLength: number, minLength = 0) =>
  fc.array(fc.nat({ max: 0xffff }), { minLength, maxLength }).map((codes) => String.fromCharCode(...codes));

const secret = fc.stringMatching(/^[a-zA-Z0-9 ,:{}/_-]{0,8}$/).map((text) => `S3CRET${text}`);
const reference = fc.constantFrom("${A}", "${VENICE_API_KEY}", "$TOKEN");
const harmless = fc.oneof(
  fc.constantFrom("visible", "merge", "https://host/path", ""),
  fc.integer({ min: 0, max: 9999 }),
  fc.boolean(),
  fc.constant(null),
);
const secretKey = fc.constantFrom("apiKey", "botToken", "PASSWORD", "client_secret", "auth", "cookies", "privateKey");
const harmlessKey = fc.constantFrom("a", "name", "mode", "list", "channels", "url");

interface Generated {
  readonly value: unknown;
}

/** A value with secrets at secret-like keys alone, at any depth. */
const { config } = fc.letrec<{ config: Generated; hidden: Generated; object: Generated }>((tie) => ({
  config: fc.oneof(
    { maxDepth: 4 },
    harmless.map((value) => ({ value })),
    tie("object"),
    fc.array(tie("config"), { maxLength: 3 }).map((items) => ({ value: items.map(({ value }) => value) })),
  ),
  object: fc
    .tuple(
      fc.dictionary(harmlessKey, tie("config"), { maxKeys: 3 }),
      fc.dictionary(secretKey, tie("hidden"), { maxKeys: 2 }),
    )
    .map(([open, closed]) => ({
      value: Object.fromEntries(
        [...Object.entries(open), ...Object.entries(closed)].map(([key, { value }]) => [key, value]),
      ),
    })),
  hidden: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(secret, reference).map((value) => ({ value })),
    fc.array(tie("hidden"), { maxLength: 3 }).map((items) => ({ value: items.map(({ value }) => value) })),
    fc.dictionary(harmlessKey, tie("hidden"), { maxKeys: 3 }).map((members) => ({
      value: Object.fromEntries(Object.entries(members).map(([key, { value }]) => [key, value])),
    })),
  ),
}));

const spelling = fc.constantFrom<(value: unknown) => string>(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  (value) => JSON5.stringify(value, undefined, "\t"),
  (value) => JSON5.stringify(value, { space: 2, quote: '"' }).replaceAll("\n", "\r\n"),
);
const text = fc
  .tuple(config, config, spelling)
  .map(([open, closed, spell]) => spell({ root: open.value, env: hideAll(closed.value) }));

/** As `env` has it: every text in it a secret. */
function hideAll(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("$") ? value : `S3CRET${value}`;
  if (Array.isArray(value)) return value.map(hideAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hideAll(member)]));
}

const runs = { numRuns: Number(process.env.FUZZ_CASES ?? 500) };

describe("a masked config", () => {
  test("holds no text of a secret-like key, nor of env", () => {
    fc.assert(
      fc.property(text, (before) => {
        expect(maskConfig(before)).not.toContain("S3CRET");
      }),
      runs,
    );
  });

  test("has as many lines, and every line without a secret as it was", () => {
    fc.assert(
      fc.property(text, (before) => {
        const lines = before.split("\n");
        const shown = maskConfig(before).split("\n");
        expect(shown).toHaveLength(lines.length);
        lines.forEach((line, index) => {
          if (!line.includes("S3CRET")) expect(shown[index]).toBe(line);
        });
      }),
      runs,
    );
  });

  test("still means the same but for the secrets, and keeps every reference", () => {
    fc.assert(
      fc.property(text, (before) => {
        const masked = JSON.stringify(JSON5.parse(maskConfig(before)));
        const expected = JSON.stringify(JSON5.parse(before), (_, value) =>
          typeof value === "string" && value.startsWith("S3CRET") ? "…" : value,
        );
        expect(masked).toBe(expected);
      }),
      runs,
    );
  });

  test("of any string at all at a secret-like key shows nothing", () => {
    const anything = anyCharacters(20, 4).filter((value) => !value.includes("$"));
    fc.assert(
      fc.property(anything, fc.constantFrom(undefined, 2), (value, space) => {
        fc.pre(value.trim() !== "");
        const before = JSON.stringify({ apiKey: value, after: 1 }, undefined, space);
        expect(maskConfig(before)).toBe(JSON.stringify({ apiKey: "…", after: 1 }, undefined, space));
      }),
      runs,
    );
  });
});

test("a masked .env has as many lines, and no value", () => {
  const value = fc.stringMatching(/^[a-zA-Z0-9 '"=:#\\/_-]{0,12}$/).map((rest) => `S3CRET${rest}`);
  const line = fc.oneof(
    fc
      .tuple(
        fc.constantFrom("", "export ", "  "),
        fc.stringMatching(/^[A-Za-z_.-]{1,8}$/),
        fc.constantFrom("=", " = ", ": "),
        value,
      )
      .map((parts) => parts.join("")),
    // What assigns nothing may still be a secret that was pasted there.
    value.filter((text) => !/[=:]/.test(text)),
    fc.constantFrom("", "# comment", "A="),
  );
  const lineEnd = fc.constantFrom("\n", "\r\n");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), lineEnd, (lines, end) => {
      const masked = maskDotenv(lines.join(end));
      expect(masked).not.toContain("S3CRET");
      expect(masked.split("\n")).toHaveLength(Math.max(1, lines.length));
    }),
    runs,
  );
});

test("whoever signs in is taken out of any URL, up to the last sign that may end a password", () => {
  const piece = fc.constantFrom("://", ":", "/", "@", "user", "@host", " ");
  const credentials = /(:\/\/)(?:[^\s"'`/:]*:[^\s"'`]*|[^\s"'`/]+)@/g;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join("");
      expect(maskConfig(`{ a: "${text}" }`)).toBe(`{ a: "${text.replace(credentials, "$1…@")}" }`);
    }),
    { numRuns: 2000 },
  );
});
