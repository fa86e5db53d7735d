import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Environment, Text, Tone } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { fr } from "../../../src/messages/fr.ts";
import { createTheme } from "../../../src/terminal/theme.ts";

/** Any UTF-16 code units at all, halves of characters too. */
const anyCharacters = (maxLength: number) =>
  fc.array(fc.nat({ max: 0xffff }), { maxLength }).map((codes) => String.fromCharCode(...codes));

const terminal = { isTTY: true };
const utf8 = { LANG: "en_US.UTF-8" };
const tones: readonly Tone[] = ["strong", "quiet", "accent", "good", "caution", "bad", "added", "removed"];

describe("colour", () => {
  test.each<[string, Environment, { isTTY?: boolean }, boolean, boolean]>([
    ["on a terminal", {}, terminal, false, true],
    ["not into a file or a pipe", {}, {}, false, false],
    ["not with --no-color", {}, terminal, true, false],
    ["not with --no-color, whatever FORCE_COLOR says", { FORCE_COLOR: "1" }, terminal, true, false],
    ["not with NO_COLOR", { NO_COLOR: "1" }, terminal, false, false],
    ["not with NO_COLOR of any value", { NO_COLOR: "0" }, terminal, false, false],
    ["an empty NO_COLOR says nothing", { NO_COLOR: "" }, terminal, false, true],
    ["not where TERM is dumb", { TERM: "dumb" }, terminal, false, false],
    ["into a file with FORCE_COLOR", { FORCE_COLOR: "1" }, {}, false, true],
    ["with FORCE_COLOR=true", { FORCE_COLOR: "true" }, {}, false, true],
    ["not with FORCE_COLOR=0", { FORCE_COLOR: "0" }, terminal, false, false],
    ["not with FORCE_COLOR=false", { FORCE_COLOR: "false" }, terminal, false, false],
    ["FORCE_COLOR before NO_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, {}, false, true],
    ["FORCE_COLOR before TERM=dumb", { FORCE_COLOR: "1", TERM: "dumb" }, {}, false, true],
  ])("%s", (_, env, stream, noColor, color) => {
    const theme = createTheme({ ...utf8, ...env }, stream, noColor);
    expect(theme.color).toBe(color);
    for (const tone of tones) expect(theme.paint(tone, "x") !== "x", tone).toBe(color);
  });

  test("only the pieces that have a tone are painted, and what they say is all there", () => {
    const theme = createTheme(utf8, terminal, false);
    const text: Text = ["plain ", { text: "good", tone: "good" }, " end"];
    expect(theme.render(text)).toBe("plain \u001b[32mgood\u001b[39m end");
    expect(createTheme(utf8, {}, false).render(text)).toBe("plain good end");
    expect(theme.render("plain")).toBe("plain");
  });
});

describe("the characters a screen can show", () => {
  test.each<[string, Environment, boolean]>([
    ["LANG=en_US.UTF-8", { LANG: "en_US.UTF-8" }, true],
    ["LANG=de_DE.utf8", { LANG: "de_DE.utf8" }, true],
    ["LANG=C.UTF-8", { LANG: "C.UTF-8" }, true],
    ["no locale at all", {}, true],
    ["LANG=C", { LANG: "C" }, false],
    ["LANG=POSIX", { LANG: "POSIX" }, false],
    ["LANG=en_US.ISO-8859-1", { LANG: "en_US.ISO-8859-1" }, false],
    ["LC_ALL before LANG", { LC_ALL: "C", LANG: "en_US.UTF-8" }, false],
    ["LC_CTYPE before LANG", { LC_CTYPE: "en_US.UTF-8", LANG: "C" }, true],
    ["an empty LC_ALL says nothing", { LC_ALL: "", LANG: "en_US.UTF-8" }, true],
    ["the console of Linux", { TERM: "linux", LANG: "en_US.UTF-8" }, false],
    ["TERM=dumb", { TERM: "dumb", LANG: "en_US.UTF-8" }, false],
  ])("%s: Unicode %s", (_, env, unicode) => {
    const { symbols, spell } = createTheme(env, terminal, false);
    expect(symbols.tick).toBe(unicode ? "✔" : "*");
    expect(spell("wait … “done” — a·b ↑↓")).toBe(unicode ? "wait … “done” — a·b ↑↓" : 'wait ... "done" - a-b up/down');
  });

  test("in ASCII every character of ours has a spelling, so no word comes out as boxes", () => {
    const { spell, symbols } = createTheme({ LANG: "C" }, terminal, false);
    const spelled = spell(wordsIn(en).join("\n") + Object.values(symbols).join(""));
    expect([...new Set(spelled.match(/[^\0-\x7f]/gu) ?? [])]).toEqual([]);
  });

  test("of the French words the letters stay as they are, and the signs are spelt", () => {
    const { spell } = createTheme({ LANG: "C" }, terminal, false);
    expect(spell("Clé «\u00a0x\u00a0»\u00a0: 1\u00a0000 …")).toBe('Clé "x" : 1 000 ...');
    const others = spell(wordsIn(fr).join("\n")).match(/[^\0-\x7fà-ÿÀ-ßœ]/gu) ?? [];
    expect([...new Set(others)]).toEqual([]);
  });

  test("where lines must not be broken they are not, not in plain lines either", () => {
    const { spell } = createTheme({ LANG: "fr_FR.UTF-8" }, terminal, false, true);
    expect(spell("«\u00a0x\u00a0»\u00a0: 1\u00a0000\u00a0$ …")).toBe('"x"\u00a0: 1\u00a0000\u00a0$ ...');
  });

  test("a name in another script is not lost in ASCII", () => {
    expect(createTheme({ LANG: "C" }, terminal, false).spell("Modèle 日本")).toBe("Modèle 日本");
  });
});

describe("text from outside cannot steer the terminal", () => {
  const theme = createTheme(utf8, {}, false);

  test.each([
    ["an escape sequence", "a\u001b[2Jb", "a[2Jb"],
    ["a title", "a\u001b]0;x\u0007b", "a]0;xb"],
    ["the one-character form of an escape", "a\u009b2Jb", "a2Jb"],
    ["a backspace over what was said", "key\b\b\bok", "keyok"],
    ["a return to the line's beginning", "real\rfake", "realfake"],
    ["writing from right to left", "a\u202egnp.exe", "agnp.exe"],
    ["isolates", "\u2066a\u2069", "a"],
    ["a delete", "a\u007fb", "ab"],
    ["a null", "a\0b", "ab"],
  ])("%s is taken out", (_, text, shown) => {
    expect(theme.spell(text)).toBe(shown);
    expect(theme.render(["x", { text, tone: "bad" }, text])).toBe(`x${shown}${shown}`);
  });

  test("new lines and tabs stay", () => {
    expect(theme.spell("a\n\tb")).toBe("a\n\tb");
  });

  test("whatever is shown, no control character but these two comes through", () => {
    fc.assert(
      fc.property(anyCharacters(20), fc.constantFrom(utf8, { LANG: "C" }), (text, env) => {
        const shown = createTheme(env, {}, false).render([text, { text, tone: "strong" }]);
        expect(shown).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 500 },
    );
  });
});

/** Every text of a catalogue; of the functions among them, their source. */
function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
