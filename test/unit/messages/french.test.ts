import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../../src/errors.ts";
import { kindName as englishKind, reason as englishReason } from "../../../src/messages/en/reasons.ts";
import { en } from "../../../src/messages/en.ts";
import { day } from "../../../src/messages/fr/numbers.ts";
import { kindName, reason } from "../../../src/messages/fr/reasons.ts";
import { fr } from "../../../src/messages/fr.ts";
import { asked, errorFacts } from "../../support/error-facts.ts";

/** A space at which no line is broken. */
const s = "\u00a0";

/** Facts that choose among the words of other messages. */
const choosing: Readonly<Record<string, unknown>> = {
  code: "config-changed",
  kind: "dns",
  role: "agent",
  expected: [],
};

/** Stands for any fact of any message: every field of it and every result is itself, and as a text it is "7". */
const anyFact: unknown = new Proxy(() => anyFact, {
  get: (_, name) =>
    name === Symbol.toPrimitive
      ? () => "7"
      : name === Symbol.iterator
        ? [][Symbol.iterator]
        : (choosing[String(name)] ?? anyFact),
});

/** What every message says, of `anyFact` where it is made of facts. */
function textsOf(messages: unknown): string[] {
  if (messages === anyFact) return ["7"];
  if (typeof messages === "function") return textsOf(messages(...Array.from({ length: 5 }, () => anyFact)));
  if (typeof messages !== "object" || messages === null) return [String(messages)];
  return Object.values(messages).flatMap(textsOf);
}

/** The names of all messages: of lists and of texts that are made of others, one. */
function namesOf(messages: object, path = ""): string[] {
  return Object.entries(messages).flatMap(([name, inner]) =>
    typeof inner === "object" && !Array.isArray(inner) ? namesOf(inner, `${path}${name}.`) : [path + name],
  );
}

test("there are the same messages in both languages", () => {
  expect(namesOf(fr)).toEqual(namesOf(en));
  expect(namesOf(fr).length).toBeGreaterThan(600);
});

test("what reads the same in both languages is a word of both, or a command", () => {
  const english = new Set(textsOf(en));
  const same = textsOf(fr).filter((text) => english.has(text) && /[a-z]{2}/i.test(text));
  const words = same.filter((text) => !/^(openclaw|unset) |undefined/.test(text));
  expect([...new Set(words)].sort()).toEqual([
    ...["7 (mode 7)", "7 minutes", "7 tokens", "Agents", "Ctx", "Model/auth", "Sources", "[REF]", "[options]"],
    ...["code", "config", "ctrl+u", "image", "ok", "vision"],
  ]);
});

describe("typography", () => {
  const folder = fileURLToPath(new URL("../../../src/messages/", import.meta.url));
  const sources = ["fr.ts", ...readdirSync(`${folder}fr`).map((name) => `fr/${name}`)];

  /** The texts of a source, as pieces between what is put into them. */
  function* piecesOf(node: unknown): Generator<string> {
    if (typeof node !== "object" || node === null) return;
    const { type, value } = node as { type?: string; value?: unknown };
    if (type === "Literal" && typeof value === "string") yield value;
    if (type === "TemplateElement") yield (value as { cooked: string }).cooked;
    for (const inner of Object.values(node)) yield* piecesOf(inner);
  }

  function expectFrench(prose: string): void {
    expect(prose).not.toMatch(/[ \n][;:?!»]|«[ \n]|[’“”\u202f]/);
    expect(prose).not.toMatch(/[\wéè)»][;!]|[a-zéè)»]\?/);
    expect(prose).toBe(prose.normalize("NFC"));
  }

  test.each(sources)(
    "%s: no line breaks before ; : ? ! or within « and », and apostrophes are those of the English",
    (name) => {
      const code = readFileSync(folder + name, "utf8");
      for (const piece of piecesOf(parseAst(code, { lang: "ts" }))) {
        // A message that is part of a command is not prose.
        expectFrench(piece.replace("Bonjour, tout fonctionne ?", ""));
      }
    },
  );

  test("README.fr.md is written by the same rules, the comments beside its commands, too", () => {
    const page = readFileSync(fileURLToPath(new URL("../../../README.fr.md", import.meta.url)), "utf8");
    const comments = (block: string) => block.split("\n").map((line) => /#.*/.exec(line)?.[0] ?? "");
    expectFrench(
      page
        .replace(/```[\s\S]*?```/g, (block) => comments(block).join("\n"))
        .replace(/`[^`]+`|<https?:[^>]+>/g, "code")
        .replace(/!?\[(.*?)\]\(.*?\)/gs, "$1"),
    );
  });

  test("the rule sees what breaks it", () => {
    expect([...piecesOf(parseAst("const a = { b: `c ${1} : d` };", { lang: "ts" }))]).toEqual(["c ", " : d"]);
  });
});

const codes = Object.keys(errorFacts) as ErrorCode[];
const say = (language: typeof fr, code: ErrorCode, facts: unknown) =>
  (language.errors[code] as (facts: unknown) => { readonly message: string; readonly hint: string })(facts);

test.each(codes)("the error %s has French words, without a hole, that name the same commands", (code) => {
  const [facts, , ...next] = errorFacts[code];
  const { message, hint } = say(fr, code, facts);
  expect(message).not.toBe(say(en, code, facts).message);
  for (const text of [message, hint]) {
    expect(text).not.toMatch(/undefined|\[object|NaN|\$\{/);
    expect(text.split("\n")[0]).not.toMatch(/ {2}| [.,](?!\/)|\.\.(?!\.|\/)/);
  }
  // What is to be typed is the same in every language; a name that stands for a value is not.
  const typed = next.filter((part) => /^(\n {2})?(openclaw|https:|--[\w-]+ [^A-Z]|which -a)/.test(part));
  for (const command of typed.filter((part) => !/ or --|--profile/.test(part))) expect(hint).toContain(command);
});

test.each(codes.filter((code) => errorFacts[code][0] === asked))(
  "%s reads well where nothing more is known",
  (code) => {
    const silent = {
      detail: "",
      requestId: undefined,
      retryAfterSeconds: undefined,
      suggestions: [],
      limit: undefined,
    };
    const alone = { another: undefined, privateModel: undefined, largerModel: undefined };
    const { message, hint } = say(fr, code, { ...asked, ...silent, ...alone });
    for (const text of [message, hint]) expect(text).not.toMatch(/undefined|null|\[object| {2}| [.,]|\.\.|\(\)/);
  },
);

test.each([en, fr])("a step that is a sentence of its own ends in one full stop before the next", ({ doctor }) => {
  const { fix } = doctor.findings["model-not-private"]({ who: { role: "agent", agent: "coder" }, ref: "venice/x" });
  expect(fix).toMatch(/[a-z]\. \w/);
  expect(fix).not.toContain("..");
});

test("every reason of the system and every kind of value has French words", () => {
  const codes =
    "EACCES EPERM EROFS ENOSPC EDQUOT EFBIG ENOENT no-folder ENOTDIR EISDIR EBUSY ELOOP EMFILE too-large EIO EEXIST EINVAL folder pipe socket device";
  for (const code of codes.split(" ")) {
    expect(englishReason(code), code).not.toBe(code);
    expect([code, englishReason(code)], code).not.toContain(reason(code));
  }
  for (const kind of ["folder", "pipe", "socket", "device", "link", "array", "object", "string", "number", "boolean"]) {
    expect([kind, englishKind(kind)], kind).not.toContain(kindName(kind));
  }
  expect(reason("EWEIRD")).toBe("EWEIRD");
});

test("every reason against a base URL, and for asking a model again, has French words", () => {
  for (const cause of ["address", "protocol", "credentials", "query", "variable"]) {
    const { message } = fr.errors["base-url-invalid"]({ url: "x", reason: cause });
    expect(message).not.toContain(`${s}: ${cause}.`);
  }
  const again = ["rate-limited", "overloaded", "error-budget", "inference-failed", "gateway", "offline", "capacity"];
  for (const kind of [...again, "too-slow", "network"]) {
    expect(fr.chat.retrying(kind, 1000)).not.toContain("Cela n'a pas marché");
  }
});

describe("numbers", () => {
  const { numbers } = fr;

  test.each([
    [0, "0"],
    [999, "999"],
    [1000, `1${s}000`],
    [131_072, `131${s}072`],
    [1_048_576, `1${s}048${s}576`],
    [1.5, "1,5"],
  ])("%d", (number, text) => {
    expect(numbers.whole(number)).toBe(text);
  });

  test.each([
    [512, "512"],
    [32_768, `32${s}k`],
    [1_000_000, `1${s}M`],
    [1_500_000, `1,5${s}M`],
  ])("%d tokens in short", (tokens, text) => {
    expect(numbers.tokens(tokens)).toBe(text);
  });

  test.each([
    [0, `0${s}$`],
    [0.000021, `0,000021${s}$`],
    [0.5, `0,50${s}$`],
    [12.345, `12,35${s}$`],
  ])("%d US dollars", (usd, text) => {
    expect(numbers.usd(usd)).toBe(text);
  });

  test("prices, balances and times", () => {
    expect(numbers.price(0.7, 2.8)).toBe(`0,70/2,80${s}$`);
    expect(numbers.price(0.005, 0.0075)).toBe(`0,005/0,0075${s}$`);
    expect(numbers.balance({ amount: 50.234, currency: "USD" })).toBe(`50,23${s}$`);
    expect(numbers.balance({ amount: 25, currency: "BUNDLED_CREDITS" })).toBe(`25,00${s}crédits inclus`);
    expect(numbers.balance({ amount: 1, currency: "NEW_COIN" })).toBe(`1,00${s}NEW COIN`);
    expect(numbers.seconds(1340)).toBe(`1,3${s}s`);
    expect(numbers.seconds(12_600)).toBe(`13${s}s`);
    expect(fr.config.size(1234)).toBe("1,2 ko");
  });

  test("days and ages", () => {
    expect(day("2026-03-01")).toBe("1er mars 2026");
    expect(day("2099-12-31")).toBe("31 décembre 2099");
    expect(day("soon")).toBe("soon");
    expect([0, 1, 5, 180, 10_080].map(fr.age)).toEqual([
      "moins d'une minute",
      "1 minute",
      "5 minutes",
      "3 heures",
      "7 jours",
    ]);
  });

  test("one and none are singular, and names that begin with a vowel lose an e before them", () => {
    expect(fr.models.fromLive(0, "Acme")).toBe("0 modèle d'Acme, selon sa liste actuelle.");
    expect(fr.models.fromLive(2, "Venice AI")).toBe("2 modèles de Venice AI, selon sa liste actuelle.");
    expect(fr.onboard.defaultGone("a/b", "Acme")).toContain("qu'Acme propose");
    expect(fr.onboard.expires("2026-12-01", 1)).toBe("Elle expire le 1er décembre 2026 (dans 1 jour).");
  });
});
