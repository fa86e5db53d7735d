import { describe, expect, test } from "vitest";
import type { Answer, Choice, Prompter, SearchQuestion } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { buildCatalog } from "../../../src/providers/catalog.ts";
import { findModel } from "../../../src/providers/model-choice.ts";
import type { ModelCatalog, ModelDefinition } from "../../../src/providers/provider.ts";
import {
  askModel,
  type ModelDecision,
  type ModelQuestion,
  modelNamed,
  suggestedModel,
} from "../../../src/wizard/model.ts";
import { oddRows, pageRows, realRows } from "../../support/fake-venice/rows.ts";
import { inWords } from "../../support/refusal.ts";
import { acme, venice } from "../providers/manifests.ts";

const now = new Date("2026-11-22T12:00:00Z");
const page = buildCatalog({ manifest: venice, now });
const liveOf = (rows: readonly unknown[]) => buildCatalog({ manifest: venice, live: { rows, fetchedAt: now }, now });
const live = liveOf([...realRows, ...pageRows, ...oddRows]);

function model(catalog: ModelCatalog, id: string): ModelDefinition {
  const found = findModel(catalog, id, venice.id);
  if (!found) throw new Error(`${id} is missing`);
  return found;
}

function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return inWords(error);
  }
  throw new Error("nothing was refused");
}

describe("--model", () => {
  const named = (text: string, catalog = live, privateOnly = false) =>
    modelNamed(text, catalog, venice, en, privateOnly);

  test.each(["claude-opus-45", "venice/claude-opus-45"])("%s", (text) => {
    expect(named(text).id).toBe("claude-opus-45");
  });

  test("an id that has a slash of its own", () => {
    const catalog = buildCatalog({ manifest: acme, now });
    for (const text of ["rocket/skates-1", "acme/rocket/skates-1"]) {
      expect(modelNamed(text, catalog, acme, en, false).id).toBe("rocket/skates-1");
    }
  });

  test("a typing error is answered with what was meant, to be copied", () => {
    const { code, exit, message, hint } = refusal(() => named("claude-opus-4.5"));
    expect([code, exit]).toEqual(["model-unknown", 2]);
    expect(message).toContain('"claude-opus-4.5"');
    expect(hint).toContain("--model claude-opus-45");
  });

  test("nothing like it: the way out is the default", () => {
    expect(refusal(() => named("xyzzy")).hint).toContain("Leave --model out");
  });

  test.each([
    ["odd-offline-8b", "offline"],
    ["odd-retired-8b", "retired"],
    ["e2ee-gemma-4-31b", "end-to-end encryption"],
  ])("%s cannot be used, and why", (id, reason) => {
    const { code, exit, message } = refusal(() => named(id));
    expect([code, exit]).toEqual(["model-not-offered", 2]);
    expect(message).toContain(`venice/${id}`);
    expect(message).toContain(reason);
  });

  test("a retired model comes with its replacement", () => {
    const retired = liveOf([
      { id: "old", model_spec: { deprecation: { date: "2026-01-01", replacementModelId: "new" } } },
      { id: "new" },
    ]);
    expect(refusal(() => named("old", retired)).hint).toContain("--model venice/new");
  });

  test.each(["openai/gpt-5.1-whatever", "acme/anvil-large"])("%s is another provider's", (text) => {
    const { code, exit, hint } = refusal(() => named(text, page));
    expect([code, exit]).toEqual(["model-of-other-provider", 2]);
    expect(hint).toContain("--model venice/llama-3.3-70b");
  });

  describe("with --private-only", () => {
    test("an anonymized one is refused", () => {
      const { code, message } = refusal(() => named("claude-opus-45", live, true));
      expect(code).toBe("model-not-offered");
      expect(message).toContain("--private-only");
    });

    test("a private one is taken", () => {
      expect(named("llama-3.3-70b", live, true).id).toBe("llama-3.3-70b");
    });

    test("one of which nothing is known is refused: nobody promises that it is private", () => {
      expect(refusal(() => named("new-model-1", page, true)).code).toBe("model-not-offered");
    });
  });

  describe("where the list may be out of date", () => {
    test.each(["new-model-1", "venice/new-model-1"])("%s is taken at its word, with careful values", (text) => {
      expect(named(text, page)).toMatchObject({
        id: "new-model-1",
        name: "new-model-1",
        privacy: "unknown",
        input: ["text"],
        contextWindow: 32_768,
        maxTokens: 4096,
        maxTokensIsCap: false,
        cost: undefined,
      });
    });

    test.each(["", "venice/", " ", "two words", "tab\tinside"])(
      "%j is no model's name: OpenClaw would refuse the config that has it",
      (text) => {
        expect(refusal(() => named(text, page)).exit).toBe(2);
      },
    );
  });

  test.each(["", "venice/"])("%j is no model's name, live", (text) => {
    expect(refusal(() => named(text, live)).code).toBe("model-unknown");
  });
});

describe("the model to suggest", () => {
  test("is the manifest's default where it is offered", () => {
    expect(suggestedModel(live, venice, false).id).toBe("llama-3.3-70b");
  });

  test("else the provider's own default, else a private one, else the first", () => {
    const row = (id: string, privacy: string, traits: string[] = []) => ({ id, model_spec: { privacy, traits } });
    const anonymized = row("a", "anonymized");
    expect(
      suggestedModel(liveOf([anonymized, row("b", "private"), row("c", "anonymized", ["default"])]), venice, false).id,
    ).toBe("c");
    expect(suggestedModel(liveOf([anonymized, row("b", "private")]), venice, false).id).toBe("b");
    expect(suggestedModel(liveOf([anonymized]), venice, false).id).toBe("a");
  });

  test("with --private-only is never one that is not", () => {
    const only = liveOf([{ id: "a", model_spec: { privacy: "anonymized" } }]);
    const { code, hint } = refusal(() => suggestedModel(only, venice, true));
    expect(code).toBe("no-model-left");
    expect(hint).toContain("without --private-only");
  });

  test("of an empty list is none", () => {
    expect(refusal(() => suggestedModel(liveOf([]), venice, false)).code).toBe("no-model-left");
  });
});

describe("choosing from the list", () => {
  function ask(said: Answer<string>, changes: Partial<ModelQuestion> = {}) {
    let asked: SearchQuestion<string> | undefined;
    let shown: readonly Choice<string>[] = [];
    const prompt = {
      async search(question: SearchQuestion<string>) {
        asked = question;
        shown = question.choices();
        return said;
      },
    } as unknown as Prompter;
    const answer = askModel({
      prompt,
      words: en,
      locale: "en",
      manifest: venice,
      catalog: () => live,
      privateOnly: false,
      keepable: undefined,
      suggestion: { kind: "model", model: model(live, "llama-3.3-70b") },
      canGoBack: true,
      ...changes,
    });
    return { answer, question: () => asked, choices: () => shown };
  }
  const titleOf = ({ group }: Choice<string>) => (typeof group === "object" ? group.title : group);
  const groups = (choices: readonly Choice<string>[]) => [...new Set(choices.map(titleOf))];
  const keep: ModelDecision = { kind: "keep", ref: "openai/gpt-5" };

  test("recommendations by use case come first, then everything offered", () => {
    const { choices, question } = ask({ value: "llama-3.3-70b" });
    expect(groups(choices())).toEqual(["Recommended", expect.stringMatching(/^All \d+/)]);
    expect(choices()[0]).toMatchObject({ value: "llama-3.3-70b", cells: ["llama-3.3-70b", "private", "General chat"] });
    expect(choices()[0]?.description).toContain("Good all-around, fully private\nLlama 3.3 70B");
    expect(question()).toMatchObject({ flag: "--model", default: "llama-3.3-70b", canGoBack: true });
  });

  test("the heading counts what is below it", () => {
    const { choices } = ask({ value: "llama-3.3-70b" });
    const all = choices().filter((choice) => titleOf(choice)?.startsWith("All"));
    expect(all[0]?.group).toMatchObject({ title: `All ${all.length}, $/1M in/out` });
  });

  test("nothing is offered that cannot be used, and a missing model is not recommended", () => {
    const shown = ask(
      { value: "llama-3.3-70b" },
      { catalog: () => liveOf([{ id: "llama-3.3-70b" }, ...oddRows]) },
    ).choices();
    const values = shown.map(({ value }) => value);
    expect(values).not.toContain("odd-offline-8b");
    expect(values).not.toContain("odd-retired-8b");
    expect(shown.filter(({ group }) => group === "Recommended").map(({ value }) => value)).toEqual(["llama-3.3-70b"]);
  });

  test("with --private-only neither the list nor the recommendations name another", () => {
    const shown = ask({ value: "llama-3.3-70b" }, { privateOnly: true }).choices();
    expect(new Set(shown.map(({ cells }) => cells[1]))).toEqual(new Set(["private"]));
  });

  test("can be searched by name and use case, not by id alone", () => {
    const shown = ask({ value: "llama-3.3-70b" }).choices();
    expect(shown.find(({ value }) => value === "qwen3-4b")?.keywords).toContain("fast");
    expect(shown.findLast(({ value }) => value === "qwen3-4b")?.keywords).toContain("Venice Small");
  });

  test("a French screen has French recommendations", () => {
    expect(ask({ value: "llama-3.3-70b" }, { locale: "fr_FR" }).choices()[0]?.cells[2]).toBe("Discussion générale");
  });

  test("a model that is going away says when, and what comes after it", () => {
    const catalog = () =>
      liveOf([{ id: "old", model_spec: { deprecation: { date: "2027-03-01", replacementModelId: "new" } } }]);
    const shown = ask({ value: "old" }, { catalog }).choices();
    expect(shown[0]?.description).toContain("Retires on 2027-03-01. Its replacement: new.");
  });

  test("what is chosen is what is meant", async () => {
    expect(await ask({ value: "claude-opus-45" }).answer).toEqual({
      value: { kind: "model", model: model(live, "claude-opus-45") },
    });
  });

  test("Esc leads back", async () => {
    expect(await ask("back").answer).toBe("back");
  });

  describe("a default of another provider", () => {
    test("can be kept, stands first, and the pointer is on it", async () => {
      const { answer, question, choices } = ask({ value: "" }, { keepable: "openai/gpt-5", suggestion: keep });
      expect(await answer).toEqual({ value: keep });
      expect(choices()[0]).toMatchObject({ cells: ["keep openai/gpt-5"], group: "Your default now" });
      expect(choices()[0]?.value).toBe(question()?.default);
      expect(choices()[0]?.description).toContain("your default stays as it is");
    });

    test("can be given up", async () => {
      const { answer } = ask({ value: "qwen3-4b" }, { keepable: "openai/gpt-5", suggestion: keep });
      expect(await answer).toMatchObject({ value: { kind: "model", model: { id: "qwen3-4b" } } });
    });

    test.each([
      ["that is gone", "venice/gone", () => live, "Venice AI does not offer it now"],
      ["that an old list does not have", "venice/gone", () => page, "The list at hand does not have it."],
      ["that is not private, where only private ones are wanted", "venice/claude-opus-45", () => live, "not private"],
    ])("of this provider %s says so", (_, ref, catalog, why) => {
      const given = { keepable: ref, suggestion: { kind: "keep", ref } as const, catalog, privateOnly: true };
      expect(ask({ value: "" }, given).choices()[0]?.description).toContain(why);
    });
  });

  test("the list grows while it is looked at, and is the same list as long as it does not", async () => {
    let catalog = page;
    const lists: (readonly Choice<string>[])[] = [];
    const prompt = {
      async search(question: SearchQuestion<string>) {
        lists.push(question.choices(), question.choices());
        catalog = live;
        lists.push(question.choices());
        return { value: "odd-anonymized-only" };
      },
    } as unknown as Prompter;
    await ask({ value: "llama-3.3-70b" }, { prompt, catalog: () => catalog }).answer;
    expect(lists[0]).toBe(lists[1]);
    expect(lists[2]?.length).toBeGreaterThan(lists[0]?.length ?? 0);
  });
});
