import { format, inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSecretKeeper } from "../../src/redact.ts";

/** Any UTF-16 code units at all, halves of characters too. */
const anyCharacters = (maxLength: number, minLength = 0) =>
  fc.array(fc.nat({ max: 0xffff }), { minLength, maxLength }).map((codes) => String.fromCharCode(...codes));

const prefixes = ["vapi_", "VENICE_INFERENCE_KEY_", "a.b+"];
const key = fc.stringMatching(/^[!-~]{6,40}$/);
const anySecret = fc.oneof(
  key,
  fc.string({ minLength: 6, maxLength: 30 }),
  fc.string({ unit: "grapheme", minLength: 6, maxLength: 20 }),
);
const around = fc.string({ unit: "grapheme", maxLength: 20 });
const runs = { numRuns: Number(process.env.FUZZ_CASES ?? 600) };
/** What takes a secret's place holds some of its characters by chance. */
const isMarked = (secret: string) => "[secret]".includes(secret) || secret.includes("[secret]");

const spellings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => JSON.stringify({ authorization: `Bearer ${secret}` }),
  (secret) => `https://host/?key=${encodeURIComponent(secret)}`,
  (secret) => `${secret}${secret}`,
  (secret) => `export KEY='${secret}'\n`,
];

test("a held secret is in no text that comes out, however it is spelled there", () => {
  fc.assert(
    fc.property(anySecret, fc.constantFrom(...spellings), around, around, (secret, spell, before, after) => {
      fc.pre(!isMarked(secret));
      const keeper = createSecretKeeper(prefixes);
      keeper.hold(secret);
      const shown = keeper.redact(before + spell(secret) + after);
      for (const each of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
        expect(shown).not.toContain(each);
      }
    }),
    runs,
  );
});

test("of several secrets, of which one may begin or end like another, none comes out", () => {
  const several = fc
    .tuple(key, fc.array(fc.stringMatching(/^[a-z0-9]{0,6}$/), { minLength: 1, maxLength: 4 }))
    .map(([stem, ends]) => [stem, ...ends.map((end) => stem + end), ...ends.map((end) => end + stem)]);
  fc.assert(
    fc.property(several, around, (secrets, between) => {
      fc.pre(!secrets.some(isMarked));
      const keeper = createSecretKeeper([]);
      for (const secret of secrets) keeper.hold(secret);
      const shown = keeper.redact(secrets.join(between));
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }),
    runs,
  );
});

test("what merely looks like a key is taken out though nobody held it", () => {
  const tail = fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/);
  fc.assert(
    fc.property(fc.constantFrom(...prefixes), tail, around, (prefix, rest, before) => {
      expect(createSecretKeeper(prefixes).redact(`${before}${prefix}${rest}`)).not.toContain(prefix + rest.slice(0, 8));
    }),
    runs,
  );
});

test("a text without a secret comes out as it went in", () => {
  fc.assert(
    fc.property(anyCharacters(60), anySecret, (text, secret) => {
      const keeper = createSecretKeeper(prefixes);
      keeper.hold(secret);
      const absent = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].every(
        (each) => !text.includes(each),
      );
      fc.pre(absent && !prefixes.some((prefix) => text.includes(prefix)));
      expect(keeper.redact(text)).toBe(text);
    }),
    runs,
  );
});

test("redacting twice is redacting once", () => {
  fc.assert(
    fc.property(anySecret, around, around, (secret, before, after) => {
      fc.pre(!isMarked(secret));
      const keeper = createSecretKeeper(prefixes);
      keeper.hold(secret);
      const once = keeper.redact(before + secret + after);
      expect(keeper.redact(once)).toBe(once);
    }),
    runs,
  );
});

test("a held value shows itself in no way that Node has of printing things", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/), (text) => {
      fc.pre(!isMarked(text) && !"HeldSecret".includes(text));
      const secret = createSecretKeeper([]).hold(text);
      const printed = [
        String(secret),
        `${secret}`,
        JSON.stringify({ secret, list: [secret] }),
        inspect(secret, { showHidden: true, depth: 9, getters: true }),
        inspect({ deep: { secret } }, { customInspect: false, showHidden: true }),
        format("%s %o %O %j %d %i %f", secret, secret, secret, secret, secret, secret, secret),
        format(secret),
        Object.entries(secret).join(),
        new Error("x", { cause: secret }).stack ?? "",
        inspect(new Error("x", { cause: secret })),
        JSON.stringify(structuredClone({ ...secret })),
      ];
      for (const each of printed) expect(each).not.toContain(text);
    }),
    { numRuns: 100 },
  );
});
