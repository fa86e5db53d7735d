import { describe, expect, test } from "vitest";
import type { Prompter, SelectQuestion } from "../../../src/context.ts";
import { CliError } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import { createRegistry } from "../../../src/providers/registry.ts";
import { askProvider, providerOfChoice } from "../../../src/wizard/provider.ts";
import { acme, venice } from "../providers/manifests.ts";

const registry = createRegistry([venice, acme]);

describe("--auth-choice", () => {
  test.each([
    ["venice-api-key", venice],
    ["acme-api-key", acme],
  ])("%s", (choice, manifest) => {
    expect(providerOfChoice(registry, choice)).toBe(manifest);
  });

  test.each(["", "venice", "Venice-Api-Key", "openai-api-key"])("%j is answered with the valid ones", (choice) => {
    expect(() => providerOfChoice(registry, choice)).toThrow(
      expect.objectContaining({
        code: "unknown-auth-choice",
        parameters: { choice, valid: ["venice-api-key", "acme-api-key"] },
        exitCode: 2,
      }),
    );
    expect(() => providerOfChoice(registry, choice)).toThrow(CliError);
  });
});

describe("asking which provider", () => {
  function ask(said: "acme-api-key" | "back", locale = "en") {
    const asked: SelectQuestion<string>[] = [];
    const prompt = {
      async select(question: SelectQuestion<string>) {
        asked.push(question);
        return said === "back" ? "back" : { value: said };
      },
    } as unknown as Prompter;
    return { asked, answer: askProvider(prompt, en, registry, locale, venice, true) };
  }

  test("every provider is there with what it is, and the pointer stands on the suggested one", async () => {
    const { asked, answer } = ask("acme-api-key");
    expect(await answer).toEqual({ value: acme });
    expect(asked).toEqual([
      expect.objectContaining({
        flag: "--auth-choice",
        canGoBack: true,
        default: "venice-api-key",
        choices: [
          { value: "venice-api-key", cells: ["Venice AI"], description: venice.hint.en },
          { value: "acme-api-key", cells: ["Acme Models"], description: acme.hint.en },
        ],
      }),
    ]);
  });

  test("a French screen says it in French, and in English what has no French", async () => {
    const { asked, answer } = ask("acme-api-key", "fr_FR.UTF-8");
    await answer;
    expect(asked[0]?.choices.map(({ description }) => description)).toEqual([venice.hint.fr, acme.hint.en]);
  });

  test("Esc leads back", async () => {
    expect(await ask("back").answer).toBe("back");
  });
});
