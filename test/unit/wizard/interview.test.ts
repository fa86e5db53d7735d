import { describe, expect, test } from "vitest";
import { resolvePaths } from "../../../src/config/paths.ts";
import type { Question } from "../../../src/context.ts";
import { CliError, type ErrorCode, type ErrorParameters } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import type { CredentialSource } from "../../../src/wizard/credential.ts";
import { type Draft, settled } from "../../../src/wizard/draft.ts";
import type { KeyInput } from "../../../src/wizard/given-credential.ts";
import { questions } from "../../../src/wizard/interview.ts";
import { refuseToGuess } from "../../../src/wizard/missing-answers.ts";
import type { OnboardOptions } from "../../../src/wizard/onboard-options.ts";
import { chosenProvider, impliedProvider } from "../../../src/wizard/provider-step.ts";
import { sourceName } from "../../../src/wizard/source-name.ts";
import { walk } from "../../../src/wizard/walk.ts";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import type { FakeVeniceOptions } from "../../support/fake-venice.ts";
import { fakeVenice } from "../providers/clients.ts";
import { acme, venice } from "../providers/manifests.ts";
import { type Given, interviewOf, noFlags, registry, type Script, secrets } from "./interviews.ts";

/** The whole conversation with that server, to what it came to. */
async function conversation(given: Given, server: FakeVeniceOptions = {}) {
  const fake = await fakeVenice(server);
  const parts = await interviewOf({
    ...given,
    flags: { baseUrl: fake.baseUrl, timeoutMilliseconds: 4000, ...given.flags },
  });
  const draft = await walk<Draft>(questions(parts.interview), {});
  return { ...parts, draft, fake };
}

/** What a conversation has settled, in short. */
function outcome({ credential, proof, decision, keyStore }: Draft) {
  return {
    key: credential?.value.reveal(),
    proof,
    model: decision?.kind === "model" ? decision.model.id : decision?.ref,
    keyStore,
  };
}

function explained(error: unknown) {
  if (!(error instanceof CliError)) throw new Error(`no CliError: ${String(error)}`);
  const { code, parameters, exitCode }: CliError = error;
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return { code, exit: exitCode, ...explain(parameters) };
}

const flagKey = (text: string): NonNullable<Given["given"]> => ({
  text,
  source: { kind: "flag", flag: "--venice-api-key" },
});
const keyInput = (flag: string, provider = "venice"): KeyInput => ({ kind: "stdin", provider, flag });

describe("what a key's source is called on the screen", () => {
  test.each<[CredentialSource, string]>([
    [{ kind: "flag", flag: "--venice-api-key" }, "the key given with --venice-api-key"],
    [{ kind: "stdin" }, "the key on standard input"],
    [{ kind: "file", path: "key.txt" }, "the key in key.txt"],
    [{ kind: "entered" }, "the key you entered"],
    [{ kind: "block" }, "the key in ~/.openclaw/openclaw.json (models.providers.venice.apiKey)"],
    [{ kind: "variable", variable: "MY_KEY", place: "environment" }, "the key in MY_KEY"],
    [{ kind: "variable", variable: "VENICE_API_KEY", place: "dotenv" }, "the key in ~/.openclaw/.env"],
    [
      { kind: "variable", variable: "VENICE_API_KEY", place: "config-vars" },
      "the key in ~/.openclaw/openclaw.json (env.vars.VENICE_API_KEY)",
    ],
    [
      { kind: "variable", variable: "VENICE_API_KEY", place: "config-flat" },
      "the key in ~/.openclaw/openclaw.json (env.VENICE_API_KEY)",
    ],
  ])("%j", (source, name) => {
    const paths = resolvePaths({ env: { HOME: "/home/ann" }, homeDir: undefined, cwd: "/" });
    expect(sourceName({ words: en, paths }, source, "venice")).toBe(name);
  });
});

describe("which provider is meant", () => {
  const chosen = (options: Partial<OnboardOptions>) =>
    chosenProvider({ options: { ...noFlags, authChoice: undefined, ...options }, registry });

  test("the one of --auth-choice, or of the flag that gives the key", () => {
    expect(chosen({ authChoice: "acme-api-key" })).toBe(acme);
    expect(chosen({ keys: [keyInput("--acme-api-key-stdin", "acme")] })).toBe(acme);
    expect(chosen({ authChoice: "acme-api-key", keys: [keyInput("--acme-api-key-stdin", "acme")] })).toBe(acme);
    expect(chosen({})).toBeUndefined();
  });

  test("not two at once", () => {
    const flags = { authChoice: "venice-api-key", keys: [keyInput("--acme-api-key-stdin", "acme")] };
    expect(() => chosen(flags)).toThrow(expect.objectContaining({ code: "flags-contradict", exitCode: 2 }));
  });

  test("else the first one of which there is a key", async () => {
    const implied = async (given: Given) =>
      impliedProvider((await interviewOf({ flags: { authChoice: undefined }, ...given })).interview);
    expect(await implied({})).toBeUndefined();
    expect(await implied({ env: { ACME_API_KEY: keys.acme } })).toBe(acme);
    expect(await implied({ env: { ACME_API_KEY: keys.acme }, dotenv: `VENICE_API_KEY=${keys.good}\n` })).toBe(venice);
  });

  test("a person without a flag is asked, and another choice starts anew", async () => {
    const [first, second] = [await fakeVenice(), await fakeVenice({ provider: "acme" })];
    const providers = { venice: { baseUrl: first.baseUrl }, acme: { baseUrl: second.baseUrl } };
    const { interview, asked } = await interviewOf({
      flags: { authChoice: undefined },
      config: JSON.stringify({ models: { providers } }),
      script: [
        ["select", { value: "venice-api-key" }],
        ["password", "back"],
        ["select", { value: "acme-api-key" }],
        ["password", { value: keys.acme }],
        ["search", { value: "anvil-large" }],
        ["select", { value: "dotenv" }],
      ],
    });
    const draft = await walk<Draft>(questions(interview), {});
    expect(draft.connection?.manifest).toBe(acme);
    expect(asked[0]?.question).toMatchObject({ flag: "--auth-choice", canGoBack: false });
    expect(asked[2]?.question).toMatchObject({ default: "venice-api-key" });
    expect(first.requests.map(({ key }) => key)).not.toContain(keys.acme);
  });
});

describe("where nobody can be asked, nothing is guessed", () => {
  async function refused(given: Given) {
    const { interview } = await interviewOf(given);
    try {
      refuseToGuess(interview);
    } catch (error) {
      return explained(error);
    }
    return undefined;
  }
  const script = { nonInteractive: true };

  test("all that is missing is named at once, with a command to copy", async () => {
    const answer = await refused({ flags: { authChoice: undefined } });
    expect(answer).toMatchObject({ code: "answers-missing", exit: 2 });
    for (const flag of ["--non-interactive", "--auth-choice", "--venice-api-key-file"]) {
      expect(answer?.message).toContain(flag);
      expect(answer?.hint).toContain(flag);
    }
    expect(answer?.hint).toContain("openclaw onboard --non-interactive --auth-choice venice-api-key");
  });

  test.each<[string, Given]>([
    ["a key of the environment", { flags: script, env: { VENICE_API_KEY: keys.good } }],
    ["a key in .env", { flags: script, dotenv: `VENICE_API_KEY=${keys.good}\n` }],
    ["a key in the config", { flags: script, config: `{ env: { vars: { VENICE_API_KEY: "${keys.good}" } } }` }],
    ["a key by flag", { flags: script, given: flagKey(keys.good) }],
    [
      "the environment alone says which provider",
      { flags: { ...script, authChoice: undefined }, env: { ACME_API_KEY: keys.acme } },
    ],
    ["--yes is leave enough", { flags: { yes: true }, env: { VENICE_API_KEY: keys.good } }],
    ["--dry-run writes nothing, so it needs no leave", { flags: { dryRun: true }, env: { VENICE_API_KEY: keys.good } }],
  ])("%s is enough", async (_, given) => {
    expect(await refused(given)).toBeUndefined();
  });

  test("a key alone is no leave to write", async () => {
    const answer = await refused({ env: { VENICE_API_KEY: keys.good } });
    expect(answer?.message).toContain("--non-interactive");
    expect(answer?.message).not.toContain("--venice-api-key-file");
    expect(answer?.hint).not.toContain("key.txt");
  });

  test("another provider's key is none", async () => {
    expect((await refused({ flags: script, env: { ACME_API_KEY: keys.acme } }))?.message).toContain(
      "--venice-api-key-file",
    );
  });

  test("the command to copy keeps what was given, and never the key", async () => {
    const value = secrets.hold(keys.good);
    const flags = {
      model: "qwen3-4b",
      keys: [{ kind: "flag", provider: "venice", flag: "--venice-api-key", value }] as const,
    };
    const answer = await refused({ flags, given: flagKey(keys.good) });
    expect(answer?.hint).toContain("--model qwen3-4b");
    expect(answer?.hint).toContain("--venice-api-key-file key.txt");
    expect(answer?.hint).not.toContain(keys.good.slice(-8));
    const piped = await refused({ flags: { keys: [keyInput("--venice-api-key-stdin")] }, given: flagKey(keys.good) });
    expect(piped?.hint).toContain("--venice-api-key-stdin");
    expect(piped?.hint).not.toContain("key.txt");
    const input: KeyInput = { kind: "file", provider: "venice", flag: "--venice-api-key-file", path: "mine.txt" };
    const filed = await refused({ flags: { keys: [input] }, given: flagKey(keys.good) });
    expect(filed?.hint).toMatch(/^Run:\n {2}openclaw .* --venice-api-key-file mine\.txt/);
  });

  test("the command to copy writes nothing where only a dry run was asked for", async () => {
    expect((await refused({ flags: { dryRun: true } }))?.hint).toContain("--dry-run");
  });
});

describe("a script", () => {
  test("gets the model of the manifest and a key in .env", async () => {
    const { draft, said, fake } = await conversation({ given: flagKey(keys.good) });
    expect(outcome(draft)).toEqual({ key: keys.good, proof: "accepted", model: "llama-3.3-70b", keyStore: "dotenv" });
    expect(said.at(-1)).toMatch(/^success: Venice AI offers \d+ models/);
    expect(fake.requests.map(({ path, key }) => [path, key])).toEqual([
      ["/api_keys/rate_limits", keys.good],
      ["/models", keys.good],
    ]);
  });

  test("shows a key that was not proven to nobody, not even to ask for models", async () => {
    const { draft, fake } = await conversation({ given: flagKey(keys.good), flags: { verify: "skip" } });
    expect(draft.proof).toBe("unchecked");
    expect(fake.requests.map(({ path, key }) => [path, key])).toEqual([["/models", undefined]]);
  });

  test("offline asks nobody, and says that the list may be old", async () => {
    const { draft, fake, text } = await conversation({ given: flagKey(keys.good), flags: { offline: true } });
    expect(outcome(draft).model).toBe("llama-3.3-70b");
    expect(fake.connections).toBe(0);
    expect(text()).toContain("built-in list of 25 models");
  });

  test("with a provider that is down goes on, and says why the list is the built-in one", async () => {
    const { draft, text } = await conversation({ given: flagKey(keys.good) }, { mode: "overloaded" });
    expect(draft.proof).toBe("unchecked");
    expect(text()).toMatch(/built-in list of 25 models: .*too many requests/);
  });

  test.each<[string, Given, string]>([
    ["the model of --model", { flags: { model: "venice/claude-opus-45" } }, "claude-opus-45"],
    [
      "the default that is there already",
      { config: '{ agents: { defaults: { model: "venice/qwen3-4b" } } }' },
      "qwen3-4b",
    ],
    [
      "--model rather than the default that is there",
      { flags: { model: "claude-opus-45" }, config: '{ agents: { defaults: { model: "venice/qwen3-4b" } } }' },
      "claude-opus-45",
    ],
    [
      "another provider's default, untouched",
      { config: '{ agents: { defaults: { model: "openai/gpt-5" } } }' },
      "openai/gpt-5",
    ],
    [
      "a default that is gone, untouched",
      { config: '{ agents: { defaults: { model: "venice/gone" } } }' },
      "venice/gone",
    ],
  ])("gets %s", async (_, given, model) => {
    const { draft } = await conversation({ given: flagKey(keys.good), ...given });
    expect(outcome(draft).model).toBe(model);
  });

  test("with a wrong --model ends before anything is written", async () => {
    await expect(
      conversation({ given: flagKey(keys.good), flags: { model: "claude-opus-4.5" } }),
    ).rejects.toMatchObject({ code: "model-unknown" });
  });

  test("takes --model from the list of this very key", async () => {
    await expect(
      conversation({ given: flagKey(keys.privateOnly), flags: { model: "claude-opus-45" } }),
    ).rejects.toMatchObject({ code: "model-unknown" });
  });

  describe("keeps the key", () => {
    const environment = { env: { VENICE_API_KEY: keys.good } };
    const inDotenv = { dotenv: `VENICE_API_KEY=${keys.good}\n` };
    const inVars = { config: `{ env: { vars: { VENICE_API_KEY: "${keys.good}" } } }` };
    const flat = { config: `{ env: { VENICE_API_KEY: "${keys.good}" } }` };
    const inBlock = { config: `{ models: { providers: { venice: { apiKey: "${keys.good}" } } } }` };
    const own = {
      config: '{ models: { providers: { venice: { apiKey: "${MY_KEY}" } } } }',
      env: { MY_KEY: keys.good },
    };

    test.each<[string, Given, string]>([
      ["of a flag in .env", { given: flagKey(keys.good) }, "dotenv"],
      ["of the environment nowhere", environment, "left"],
      ["of the environment in .env, where it is too", { ...environment, ...inDotenv }, "dotenv"],
      ["of the environment in env.vars, where it is too", { ...environment, ...inVars }, "config"],
      ["of the environment in .env, when it leaves the flat form", { ...environment, ...flat }, "dotenv"],
      ["nowhere, where --key-store says so", { ...environment, flags: { keyStore: "env" } }, "env"],
      ["of .env there", inDotenv, "dotenv"],
      ["of env.vars there", inVars, "config"],
      ["of the flat form in .env", flat, "dotenv"],
      ["of the block in .env", inBlock, "dotenv"],
      ["behind a reference of the person's own there", own, "unchanged"],
      [
        "where --key-store says, though the environment has it",
        { ...environment, flags: { keyStore: "dotenv" } },
        "dotenv",
      ],
      ["where --key-store says, though .env has it", { ...inDotenv, flags: { keyStore: "config" } }, "config"],
      ["where --key-store says, though there is a reference", { ...own, flags: { keyStore: "dotenv" } }, "dotenv"],
    ])("%s", async (_, given, store) => {
      expect(outcome((await conversation(given)).draft)).toMatchObject({ key: keys.good, keyStore: store });
    });
  });

  test("with a key the provider rejects ends with exit code 4", async () => {
    await expect(conversation({ given: flagKey(unknownKeys.venice) })).rejects.toMatchObject({ exitCode: 4 });
  });

  test("does not try the next key it finds when the first is rejected: nobody asked it to", async () => {
    const given = { env: { VENICE_API_KEY: unknownKeys.venice }, dotenv: `VENICE_API_KEY=${keys.good}\n` };
    await expect(conversation(given)).rejects.toMatchObject({ code: "key-rejected" });
  });
});

describe("a person", () => {
  const chooseModel: Script[number] = ["search", { value: "llama-3.3-70b" }];
  const chooseStore: Script[number] = ["select", { value: "dotenv" }];

  test("is asked for the key, the model and the store, in this order, and told where keys are made", async () => {
    const { draft, asked, said } = await conversation({
      script: [["password", { value: ` ${keys.good} ` }], chooseModel, chooseStore],
    });
    expect(outcome(draft)).toEqual({ key: keys.good, proof: "accepted", model: "llama-3.3-70b", keyStore: "dotenv" });
    expect(asked.map(({ question }) => [question.flag, question.canGoBack])).toEqual([
      ["--venice-api-key", false],
      ["--model", true],
      ["--key-store", true],
    ]);
    expect(said[0]).toContain(venice.links.keys);
    expect(said[1]).toBe(`info: Received ${keys.good.length} characters, ends …${keys.good.slice(-4)}`);
  });

  test("types while the list is on its way: it is asked for at once, without a key", async () => {
    const fake = await fakeVenice();
    const { interview } = await interviewOf({
      flags: { baseUrl: fake.baseUrl },
      script: [
        [
          "password",
          async () => {
            await expect
              .poll(() => fake.requests.map(({ path, key }) => [path, key]))
              .toEqual([["/models", undefined]]);
            return { value: keys.good };
          },
        ],
        chooseModel,
        chooseStore,
      ],
    });
    await walk<Draft>(questions(interview), {});
    expect(fake.requests.map(({ path, key }) => [path, key]).slice(1)).toEqual([
      ["/api_keys/rate_limits", keys.good],
      ["/models", keys.good],
    ]);
  });

  test("may try again after a rejected key", async () => {
    const { draft, text } = await conversation({
      script: [
        ["password", { value: unknownKeys.venice }],
        ["password", { value: keys.good }],
        chooseModel,
        chooseStore,
      ],
    });
    expect(outcome(draft)).toMatchObject({ key: keys.good, proof: "accepted" });
    expect(text()).toContain("Try again (2 more tries)");
  });

  test("has three tries, not four", async () => {
    const wrong = (end: string): Script[number] => ["password", { value: `${unknownKeys.venice}${end}` }];
    await expect(conversation({ script: [wrong("a"), wrong("b"), wrong("c")] })).rejects.toMatchObject({
      code: "key-rejected",
      exitCode: 4,
    });
  });

  test("is not offered a rejected key again", async () => {
    const { asked } = await conversation({
      env: { VENICE_API_KEY: unknownKeys.venice },
      dotenv: `VENICE_API_KEY=${keys.good}\n`,
      script: [["select", { value: "0" }], ["confirm", { value: true }], chooseModel],
    });
    expect(asked[0]?.question).toHaveProperty("choices.length", 3);
    expect(asked[1]?.question.message).toContain(".env");
  });

  test("with a placeholder in .env is asked for a real key, not thrown out", async () => {
    const { draft } = await conversation({
      dotenv: 'VENICE_API_KEY="your key here"\n',
      script: [["confirm", { value: true }], ["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(outcome(draft).key).toBe(keys.good);
  });

  test("whose flag's key is rejected is asked for another one", async () => {
    const { draft } = await conversation({
      given: flagKey(unknownKeys.venice),
      script: [["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(outcome(draft).key).toBe(keys.good);
  });

  test("who goes back from the models finds the key entered before, and need not type it again", async () => {
    const { draft, asked } = await conversation({
      script: [
        ["password", { value: keys.good }],
        ["search", "back"],
        ["confirm", { value: true }],
        chooseModel,
        chooseStore,
      ],
    });
    expect(outcome(draft).key).toBe(keys.good);
    expect(asked[2]?.question.message).toContain("the key you entered");
  });

  test("who goes back from the last question finds the model chosen before under the pointer", async () => {
    const { asked } = await conversation({
      script: [
        ["password", { value: keys.good }],
        ["search", { value: "claude-opus-45" }],
        ["select", "back"],
        ["search", { value: "claude-opus-45" }],
        chooseStore,
      ],
    });
    expect(asked[3]?.question).toMatchObject({ default: "claude-opus-45" });
  });

  test("finds the pointer on the present default", async () => {
    const { asked } = await conversation({
      config: '{ agents: { defaults: { model: "venice/qwen3-4b" } } }',
      script: [["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(asked[1]?.question).toMatchObject({ default: "qwen3-4b" });
  });

  test("finds the pointer on the suggested model where the default is gone, and may keep it all the same", async () => {
    const { asked, draft } = await conversation({
      config: '{ agents: { defaults: { model: "venice/gone-by-now" } } }',
      script: [["password", { value: keys.good }], ["search", { value: "" }], chooseStore],
    });
    expect(asked[1]?.question).toMatchObject({ default: "llama-3.3-70b" });
    expect(draft.decision).toEqual({ kind: "keep", ref: "venice/gone-by-now" });
  });

  test("finds the pointer on a default that only the built-in list does not have", async () => {
    const { asked } = await conversation({
      flags: { offline: true },
      config: '{ agents: { defaults: { model: "venice/newer-than-this" } } }',
      script: [["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(asked[1]?.question).toMatchObject({ default: "" });
  });

  test("may keep another provider's default", async () => {
    const { draft } = await conversation({
      config: '{ agents: { defaults: { model: "openai/gpt-5" } } }',
      script: [
        ["password", { value: keys.good }],
        ["search", (question) => ({ value: (question as Question & { default: string }).default })],
        chooseStore,
      ],
    });
    expect(draft.decision).toEqual({ kind: "keep", ref: "openai/gpt-5" });
  });

  test("who picks a model that this key does not have chooses again", async () => {
    // The key's own list comes a moment after everybody's.
    let refusals = 0;
    const fake = await fakeVenice({
      mode: ({ path, key }) => (path === "/models" && key && refusals++ === 0 ? "overloaded-for-a-moment" : undefined),
    });
    const { interview, text } = await interviewOf({
      flags: { baseUrl: fake.baseUrl },
      script: [
        ["password", { value: keys.privateOnly }],
        ["search", { value: "claude-opus-45" }],
        chooseModel,
        chooseStore,
      ],
    });
    const draft = await walk<Draft>(questions(interview), {});
    expect(outcome(draft).model).toBe("llama-3.3-70b");
    expect(text()).toContain("venice/claude-opus-45 is not offered to this key");
  });

  test("with a key in the shell is asked whether to keep it too", async () => {
    const { draft, asked } = await conversation({
      env: { VENICE_API_KEY: keys.good },
      script: [["confirm", { value: true }], chooseModel, ["confirm", { value: true }]],
    });
    expect(outcome(draft).keyStore).toBe("dotenv");
    expect(asked[2]?.question).toMatchObject({ default: true, flag: "--key-store" });
  });

  test("with a key in .env is not asked where to keep it", async () => {
    const { draft } = await conversation({
      dotenv: `VENICE_API_KEY=${keys.good}\n`,
      script: [["confirm", { value: true }], chooseModel],
    });
    expect(outcome(draft).keyStore).toBe("dotenv");
  });

  test("with a key in the shell that .env has too is not asked to keep it", async () => {
    const { draft } = await conversation({
      env: { VENICE_API_KEY: keys.good },
      dotenv: `VENICE_API_KEY=${keys.good}\n`,
      script: [["confirm", { value: true }], chooseModel],
    });
    expect(outcome(draft).keyStore).toBe("dotenv");
  });

  test("is asked nothing that a flag has answered", async () => {
    const { draft, asked, text } = await conversation({
      given: flagKey(keys.good),
      flags: { model: "qwen3-4b", keyStore: "config" },
      script: [],
    });
    expect(outcome(draft)).toMatchObject({ model: "qwen3-4b", keyStore: "config" });
    expect(asked).toEqual([]);
    expect(text()).not.toContain("anonymized");
  });

  test("offline chooses from the built-in list", async () => {
    const { draft, fake } = await conversation({
      flags: { offline: true },
      script: [["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(outcome(draft)).toMatchObject({ proof: "unchecked", model: "llama-3.3-70b" });
    expect(fake.connections).toBe(0);
  });

  test("learns what private and anonymized mean, once there is a choice to make", async () => {
    const { text } = await conversation({
      script: [["password", { value: keys.good }], chooseModel, chooseStore],
    });
    expect(text()).toMatch(/private +runs at Venice AI/);
    expect(text()).toMatch(/anonymized +passed on/);
  });
});

test("a question asked before the one it depends on is a mistake of ours, and not hidden", () => {
  expect(() => settled(undefined)).toThrow("before the one it depends on");
  expect(settled(false)).toBe(false);
});
