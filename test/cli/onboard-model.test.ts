import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, onboard } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

const good = ["--venice-api-key", keys.good];

function configOf(result: { readonly home: { files(): Record<string, string> } }) {
  return JSON5.parse(result.home.files()[configPath] ?? "{}");
}

describe("--model", () => {
  test.each(["venice/deepseek-v3.2", "deepseek-v3.2"])("%s becomes the default", async (model) => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", model]);
    expect(configOf(result).agents.defaults.model.primary).toBe("venice/deepseek-v3.2");
    expect(configOf(result).models.providers.venice.models[0].id).toBe("deepseek-v3.2");
  });

  test("an unknown one: exit 2, the nearest ids, no file", async () => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", "claude-opus-4.5"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('Venice AI has no model "claude-opus-4.5"');
    expect(result.stderr).toContain("--model claude-opus-45");
    expect(result.home.files()).toEqual({});
  });

  test("one of another provider: exit 2", async () => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", "mistral/zzzzzzzzzz"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("mistral/zzzzzzzzzz is not a model of Venice AI.");
  });

  test("ids are case-sensitive, and a wrong case is put right in the hint", async () => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", "Llama-3.3-70B"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Did you mean: --model llama-3.3-70b");
  });

  test("one that cannot be used: exit 2 with the reason", async () => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", "e2ee-gemma-4-31b"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(
      /venice\/e2ee-gemma-4-31b cannot be used: it (works only with end-to-end|was retired)/,
    );
  });

  test("an unknown one while Venice cannot be asked is taken at its word, with careful values", async () => {
    const server = await venice();
    const result = await onboard(server, [...good, "--model", "brand-new-model", "--offline"]);
    expect(result.code).toBe(0);
    expect(configOf(result).models.providers.venice.models).toEqual([
      {
        id: "brand-new-model",
        name: "brand-new-model",
        reasoning: false,
        input: ["text"],
        cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
        contextWindow: 32768,
        maxTokens: 4096,
      },
    ]);
  });
});

describe("an unknown model, while the list may be out of date, is taken with a warning that scripts see too", () => {
  const warningsOf = ({ stdout }: { stdout: string }): string[] => JSON.parse(stdout).warnings;

  test("of the built-in list, with the nearest id", async () => {
    const server = await venice();
    const flags = [...good, "--json", "--offline", "--model"];
    expect(warningsOf(await onboard(server, [...flags, "llama-3.3-70"]))).toContain(
      "venice/llama-3.3-70 is not in the built-in list, and is taken at its word. Did you mean venice/llama-3.3-70b?",
    );
    expect(warningsOf(await onboard(server, [...flags, "brand-new-thing"]))).toContain(
      "venice/brand-new-thing is not in the built-in list, and is taken at its word.",
    );
    expect(warningsOf(await onboard(server, [...flags, "venice/llama-3.3-70b"])).join("\n")).not.toContain(
      "at its word",
    );
  });

  test("of a list that was kept", async () => {
    const server = await venice();
    const { home } = await onboard(server, good);
    server.mode = "error-503";
    const again = await onboard(server, [...good, "--json", "--model", "deepseek-v3.3"], { home });
    expect(warningsOf(again)).toContain(
      "venice/deepseek-v3.3 is not in the list kept from last time, and is taken at its word. Did you mean venice/deepseek-v3.2?",
    );
  });
});

describe("the default when nobody names one", () => {
  const row = (id: string, spec: object = {}) => ({ id, type: "text", model_spec: { privacy: "private", ...spec } });

  test("is the manifest's, when Venice has it", async () => {
    const server = await venice({ rows: [row("a", { traits: ["default"] }), row("llama-3.3-70b")] });
    expect(configOf(await onboard(server, good)).agents.defaults.model.primary).toBe("venice/llama-3.3-70b");
  });

  test("else the one Venice calls the default", async () => {
    const server = await venice({ rows: [row("a"), row("b", { traits: ["default"] })] });
    expect(configOf(await onboard(server, good)).agents.defaults.model.primary).toBe("venice/b");
  });

  test("else the first private one", async () => {
    const server = await venice({ rows: [row("a", { privacy: "anonymized" }), row("b")] });
    expect(configOf(await onboard(server, good)).agents.defaults.model.primary).toBe("venice/b");
  });

  test("is the one the config has, when it is Venice's", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ agents: { defaults: { model: "venice/qwen3-4b" } } }' });
    const result = await onboard(server, good, { home });
    expect(configOf(result).agents.defaults.model).toBe("venice/qwen3-4b");
    expect(configOf(result).models.providers.venice.models[0].id).toBe("qwen3-4b");
  });

  test("a default that Venice no longer offers stays, and that is said", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: '{ agents: { defaults: { model: "venice/gone-by-now" } } }' });
    const result = await onboard(server, good, { home });
    expect(result.code).toBe(0);
    expect(configOf(result).agents.defaults.model).toBe("venice/gone-by-now");
    expect(result.stderr).toContain("venice/gone-by-now is not among the models Venice AI offers");
  });
});

describe("which rows are written", () => {
  test("the chosen model's alone", async () => {
    const server = await venice();
    expect(configOf(await onboard(server, good)).models.providers.venice.models).toHaveLength(1);
  });

  test("--all-models: every offered one, none that is withheld", async () => {
    const server = await venice();
    const rows: { id: string }[] = configOf(await onboard(server, [...good, "--all-models"])).models.providers.venice
      .models;
    const ids = rows.map(({ id }) => id);
    expect(ids).toContain("claude-opus-5");
    expect(ids).not.toContain("e2ee-gemma-4-31b");
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("--private-only: no anonymized one, and none by name either", async () => {
    const server = await venice();
    const all = await onboard(server, [...good, "--all-models", "--private-only"]);
    const ids = configOf(all).models.providers.venice.models.map(({ id }: { id: string }) => id);
    expect(ids).toContain("llama-3.3-70b");
    expect(ids.filter((id: string) => /claude|gpt-52|gemini|grok/.test(id))).toEqual([]);
    const named = await onboard(server, [...good, "--model", "claude-opus-45", "--private-only"]);
    expect(named.code).toBe(2);
    expect(named.stderr).toContain("it is not known to be private, and --private-only was given");
  });

  test("the list is the one for this key: a private-only key does not get anonymized models", async () => {
    const server = await venice();
    const result = await onboard(server, ["--venice-api-key", keys.privateOnly, "--model", "claude-opus-5"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('Venice AI has no model "claude-opus-5"');
  });

  test("rows that cannot be read are left out and counted", async () => {
    const server = await venice({
      rows: [null, { nonsense: true }, { id: "fine", type: "text", model_spec: { privacy: "private" } }],
    });
    const result = await onboard(server, good);
    expect(result.stderr).toContain("Venice AI offers 1 model. 2 unreadable entries were left out.");
  });

  test("a list without a single usable model: exit 2, no file", async () => {
    const server = await venice({ rows: [{ id: "x", type: "image", model_spec: { privacy: "private" } }] });
    const result = await onboard(server, good);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("Venice AI lists no model that can be used here");
    expect(result.home.files()).toEqual({});
  });

  test("every id of the provider page is offered without a network, with its context and privacy", async () => {
    const result = await run(["onboard", "--non-interactive", "--offline", "--all-models", ...good]);
    const rows: { id: string; contextWindow: number; maxTokens: number }[] =
      configOf(result).models.providers.venice.models;
    expect(rows).toHaveLength(25);
    expect(rows.find(({ id }) => id === "qwen3-coder-480b-a35b-instruct")?.contextWindow).toBe(262144);
    expect(rows.find(({ id }) => id === "llama-3.3-70b")?.maxTokens).toBe(4096);
  });
});
