import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/context.ts";
import { answer } from "../../../src/wizard/answer.ts";

/** A person who answers that, and what was suggested to them. */
function person(said: Answer<string>) {
  const suggestions: (string | undefined)[] = [];
  const ask = async (suggestion: string | undefined) => {
    suggestions.push(suggestion);
    return said;
  };
  return { ask, suggestions };
}

describe("where nobody can be asked", () => {
  test.each([
    ["the flag beats all", { flag: "flag", found: ["environment", "config"], default: "default" }, "flag", "flag"],
    [
      "the environment beats the config",
      { flag: undefined, found: ["environment", "config"], default: "d" },
      "environment",
      "found",
    ],
    [
      "the config beats the default",
      { flag: undefined, found: [undefined, "config"], default: "d" },
      "config",
      "found",
    ],
    ["the default is the last resort", { flag: undefined, found: [undefined], default: "d" }, "d", "default"],
    ["an empty text is an answer", { flag: "", found: ["config"], default: "d" }, "", "flag"],
  ])("%s", async (_, sources, value, origin) => {
    expect(await answer(sources)).toEqual({ value, origin });
  });

  test("without any source there is no answer, and none is made up", async () => {
    expect(await answer({ flag: undefined, found: [], default: undefined })).toBeUndefined();
  });
});

describe("with a person at the keyboard", () => {
  test("a flag is not asked about", async () => {
    const { ask, suggestions } = person({ value: "person" });
    expect(await answer({ flag: "flag", found: [], ask, default: "default" })).toEqual({
      value: "flag",
      origin: "flag",
    });
    expect(suggestions).toEqual([]);
  });

  test.each([
    ["what was found", ["found"], "default", "found"],
    ["the default where nothing was found", [undefined], "default", "default"],
    ["nothing where there is neither", [], undefined, undefined],
  ])("%s is suggested, and their word counts", async (_, found, fallback, suggested) => {
    const { ask, suggestions } = person({ value: "person" });
    const said = await answer({ flag: undefined, found, ask, default: fallback });
    expect(said).toEqual({ value: "person", origin: "person" });
    expect(suggestions).toEqual([suggested]);
  });

  test("Esc leads back, whatever was found", async () => {
    const { ask } = person("back");
    expect(await answer({ flag: undefined, found: ["found"], ask, default: "default" })).toBe("back");
  });
});

test("the first source that says anything wins, in the order flag, person, found, default", async () => {
  const maybe = fc.option(fc.constantFrom("a", "b", ""), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(maybe, fc.array(maybe, { maxLength: 3 }), maybe, maybe, async (flag, found, said, fallback) => {
      const ask = said === undefined ? undefined : person({ value: said }).ask;
      const result = await answer({ flag, found, ask, default: fallback });
      const expected = [flag, said, ...found, fallback].find((value) => value !== undefined);
      expect(result === undefined || result === "back" ? undefined : result.value).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
