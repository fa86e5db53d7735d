import { describe, expect, test } from "vitest";
import type { UserFiles } from "../../../src/config/user-files.ts";
import type { Answer, ConfirmQuestion, Prompter, SelectQuestion } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import type { Credential, CredentialSource } from "../../../src/wizard/credential.ts";
import { askKeyStore, type KeyStore, presentStore } from "../../../src/wizard/key-store.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { secret } from "../providers/clients.ts";

const variable = "VENICE_API_KEY";
const credential = (source: CredentialSource): Credential => ({ value: secret(keys.good), source });
const inPlace = (
  place: "environment" | "dotenv" | "config-flat" | "config-vars",
  name = variable,
): CredentialSource => ({
  kind: "variable",
  variable: name,
  place,
});

describe("where a key already lies", () => {
  const files = (config: unknown = {}, dotenv = ""): UserFiles => {
    const file = { exists: true, bytes: undefined, mode: 0o600 };
    return {
      config: { ...file, path: "/openclaw.json", text: JSON.stringify(config), value: config },
      dotenv: { ...file, path: "/.env", text: dotenv },
    };
  };
  const line = (key: string) => `${variable}=${key}\n`;
  const vars = (key: string) => ({ env: { vars: { [variable]: key } } });

  test.each<[string, CredentialSource, KeyStore | undefined]>([
    ["the environment", inPlace("environment"), "env"],
    [".env", inPlace("dotenv"), "dotenv"],
    ["env.vars", inPlace("config-vars"), "config"],
    ["the flat form, which current releases refuse, is no place to stay", inPlace("config-flat"), undefined],
    ["behind a variable of the person's own", inPlace("environment", "MY_KEY"), undefined],
    ["the provider's block", { kind: "block" }, undefined],
    ["typed in just now", { kind: "entered" }, undefined],
    ["given by a flag", { kind: "flag", flag: "--venice-api-key" }, undefined],
    ["piped in", { kind: "stdin" }, undefined],
    ["in a file", { kind: "file", path: "key.txt" }, undefined],
  ])("%s", (_, source, store) => {
    expect(presentStore(credential(source), variable, files())).toBe(store);
  });

  test.each<[string, UserFiles, KeyStore | undefined]>([
    ["in .env too", files({}, line(keys.good)), "dotenv"],
    ["in .env too, in quotes", files({}, line(`"${keys.good}"`)), "dotenv"],
    ["in env.vars too", files(vars(keys.good)), "config"],
    ["in both files too", files(vars(keys.good), line(keys.good)), "dotenv"],
    ["in the flat form too, which it has to leave", files({ env: { [variable]: keys.good } }), undefined],
    ["while .env has another one", files({}, line(keys.page)), "env"],
    ["while env.vars has another one", files(vars(keys.page)), "env"],
  ])("the environment, and %s", (_, given, store) => {
    expect(presentStore(credential(inPlace("environment")), variable, given)).toBe(store);
  });
});

describe("asking where to keep it", () => {
  function ask(present: KeyStore | undefined, said: Answer<unknown>, previous?: KeyStore) {
    const asked: (ConfirmQuestion | SelectQuestion<KeyStore>)[] = [];
    const record = async (question: ConfirmQuestion | SelectQuestion<KeyStore>) => {
      asked.push(question);
      return said;
    };
    const prompt = { confirm: record, select: record } as unknown as Prompter;
    const answer = askKeyStore({
      prompt,
      words: en,
      present,
      variable,
      dotenvPath: "~/.openclaw/.env",
      configPath: "~/.openclaw/openclaw.json",
      previous,
      canGoBack: true,
    });
    return { answer, asked };
  }

  test("a new key goes to .env unless the person wants it elsewhere", async () => {
    const { answer, asked } = ask(undefined, { value: "config" });
    expect(await answer).toEqual({ value: "config" });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ flag: "--key-store", canGoBack: true, default: "dotenv" });
  });

  test("each store says where it is and what follows from it", async () => {
    const { answer, asked } = ask(undefined, { value: "dotenv" });
    await answer;
    const choices = (asked[0] as SelectQuestion<KeyStore>).choices;
    const texts = choices.map(({ value, cells, description }) => [value, cells[0], description]);
    expect(texts).toEqual([
      ["dotenv", expect.stringContaining("~/.openclaw/.env (recommended)"), expect.stringContaining("reference")],
      ["config", expect.stringContaining("~/.openclaw/openclaw.json"), expect.stringContaining("plain text")],
      ["env", expect.stringContaining(variable), expect.stringContaining(`where ${variable} is not set`)],
    ]);
  });

  test("coming back to the question, the pointer stands on what was chosen before", async () => {
    const { answer, asked } = ask(undefined, { value: "env" }, "env");
    await answer;
    expect(asked[0]).toMatchObject({ default: "env" });
  });

  describe("a key of the environment is only asked about: keep it too?", () => {
    test.each([
      ["yes, in .env", true, "dotenv"],
      ["no, it stays in the shell alone", false, "env"],
    ])("%s", async (_, value, store) => {
      const { answer, asked } = ask("env", { value });
      expect(await answer).toEqual({ value: store });
      expect(asked[0]).toMatchObject({ default: true, flag: "--key-store" });
      expect(asked[0]?.message).toContain("~/.openclaw/.env");
      expect(asked[0]).not.toHaveProperty("choices");
    });

    test("whoever said no before is not talked into it", async () => {
      const { answer, asked } = ask("env", { value: false }, "env");
      await answer;
      expect(asked[0]).toMatchObject({ default: false });
    });

    test("Esc leads back", async () => {
      expect(await ask("env", "back").answer).toBe("back");
      expect(await ask(undefined, "back").answer).toBe("back");
    });
  });
});
