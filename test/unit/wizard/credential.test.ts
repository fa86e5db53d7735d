import { describe, expect, test } from "vitest";
import type { ConfigFile, TextFile } from "../../../src/config/config-file.ts";
import type {
  Answer,
  ConfirmQuestion,
  Environment,
  Prompter,
  SelectQuestion,
  TextQuestion,
} from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import {
  askCredential,
  type Credential,
  type CredentialSource,
  foundCredentials,
} from "../../../src/wizard/credential.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { venice } from "../providers/manifests.ts";

const [first, second, third, fourth] = [keys.good, keys.hyphens, keys.page, keys.unprefixed];

interface Places {
  readonly env?: Environment;
  readonly dotenv?: string;
  readonly config?: unknown;
}

function found({ env = {}, dotenv = "", config = {} }: Places) {
  const secrets = createSecretKeeper([]);
  const file: TextFile = { path: "/file", exists: true, text: dotenv, bytes: undefined, mode: 0o600 };
  const configFile: ConfigFile = { ...file, text: "", value: config };
  const credentials = foundCredentials({ env, config: configFile, dotenv: file, manifest: venice, secrets });
  return { secrets, credentials, list: credentials.map(({ value, source }) => [value.reveal(), source]) };
}

const block = (apiKey: unknown) => ({ models: { providers: { venice: { apiKey } } } });
const variable = (place: string, name = "VENICE_API_KEY") => ({ kind: "variable", variable: name, place });

describe("keys that are there already", () => {
  test("none, in an empty home", () => {
    expect(found({}).list).toEqual([]);
  });

  test.each<[string, Places, unknown]>([
    ["the environment", { env: { VENICE_API_KEY: first } }, variable("environment")],
    [".env", { dotenv: `VENICE_API_KEY='${first}' # mine\n` }, variable("dotenv")],
    ["env.vars of the config", { config: { env: { vars: { VENICE_API_KEY: first } } } }, variable("config-vars")],
    ["the flat form of the config", { config: { env: { VENICE_API_KEY: first } } }, variable("config-flat")],
    ["the provider's block", { config: block(first) }, { kind: "block" }],
    [
      "a variable of the person's own that the config names",
      { env: { MY_KEY: first }, config: block("${MY_KEY}") },
      variable("environment", "MY_KEY"),
    ],
    [
      "the same in a reference object",
      { env: { MY_KEY: first }, config: block({ source: "env", provider: "default", id: "MY_KEY" }) },
      variable("environment", "MY_KEY"),
    ],
  ])("in %s", (_, places, source) => {
    expect(found(places).list).toEqual([[first, source]]);
  });

  test("stand in the order in which OpenClaw believes them", () => {
    const { list } = found({
      env: { VENICE_API_KEY: first },
      dotenv: `VENICE_API_KEY=${second}`,
      config: { env: { vars: { VENICE_API_KEY: third } }, ...block(fourth) },
    });
    expect(list.map(([text]) => text)).toEqual([first, second, third, fourth]);
  });

  test("that are the same are offered once, at the place that counts", () => {
    const { list } = found({
      env: { VENICE_API_KEY: first },
      dotenv: `VENICE_API_KEY=${first}`,
      config: { env: { vars: { VENICE_API_KEY: first } }, ...block(first) },
    });
    expect(list).toEqual([[first, variable("environment")]]);
  });

  test.each<[string, Places]>([
    ["blank", { env: { VENICE_API_KEY: "  " }, dotenv: "VENICE_API_KEY=\n" }],
    ["empty quotes", { env: { VENICE_API_KEY: '""' } }],
    ["commented out", { dotenv: `# VENICE_API_KEY=${first}` }],
    [
      "another provider's",
      { env: { OPENAI_API_KEY: first }, config: { models: { providers: { openai: { apiKey: first } } } } },
    ],
    ["a reference that leads nowhere", { config: block("${MY_KEY}") }],
    [
      "a secret in a file or a store, which this program does not open",
      { config: block({ source: "file", id: "/x" }) },
    ],
    ["no text at all", { config: { env: { VENICE_API_KEY: 7, vars: { VENICE_API_KEY: null } }, ...block(7) } }],
  ])("are none where there is only something %s", (_, places) => {
    expect(found(places).list).toEqual([]);
  });

  test("come without what was copied along, and are hidden from then on", () => {
    const { list, secrets } = found({ env: { VENICE_API_KEY: ` "Bearer ${first}" ` } });
    expect(list[0]?.[0]).toBe(first);
    expect(secrets.redact(`no ${first} here`)).toBe("no [secret] here");
  });
});

type Asked =
  | { readonly kind: "confirm"; readonly question: ConfirmQuestion }
  | { readonly kind: "select"; readonly question: SelectQuestion<string> }
  | { readonly kind: "password"; readonly question: TextQuestion };

/** Answers the questions in turn with these; what was asked is kept. */
function ask(
  candidates: readonly Credential[],
  answers: readonly Answer<unknown>[],
  { canGoBack = true, asList = false } = {},
) {
  const asked: Asked[] = [];
  const queue = [...answers];
  const answering = (kind: Asked["kind"]) => async (question: unknown) => {
    asked.push({ kind, question } as Asked);
    const said = queue.shift();
    if (said === undefined) throw new Error(`one question too many: ${kind}`);
    return said;
  };
  const prompt = {
    confirm: answering("confirm"),
    select: answering("select"),
    password: answering("password"),
  } as unknown as Prompter;
  const answer = askCredential({
    prompt,
    words: en,
    manifest: venice,
    candidates,
    asList,
    canGoBack,
    secrets: createSecretKeeper([]),
    describe: (source: CredentialSource) =>
      source.kind === "variable" ? `the key in ${source.place}` : "the key there",
  });
  return { asked, answer };
}

async function revealed(answer: Promise<Answer<Credential>>) {
  const said = await answer;
  return said === "back" ? "back" : [said.value.value.reveal(), said.value.source];
}

describe("asking for the key", () => {
  const [one, two] = found({ env: { VENICE_API_KEY: first }, dotenv: `VENICE_API_KEY=${second}` }).credentials;
  if (!one || !two) throw new Error("the keys are missing");

  test("where there is none, it is typed in hidden, and comes out clean", async () => {
    const { asked, answer } = ask([], [{ value: ` export VENICE_API_KEY="${first}"; ` }]);
    expect(await revealed(answer)).toEqual([first, { kind: "entered" }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ kind: "password", question: { flag: "--venice-api-key", canGoBack: true } });
    expect(asked[0]?.question.message).toContain("Venice AI");
  });

  test.each([
    ["", "is empty"],
    ["  ", "is empty"],
    [`${first} ${first}`, "white space"],
    ["vapi_\u001babc", "control characters"],
    ["vapi_é", "not ASCII"],
  ])("%j is refused on the spot, with the reason", async (text, reason) => {
    const { asked, answer } = ask([], [{ value: first }]);
    await answer;
    const question = asked[0]?.question as TextQuestion;
    expect(question.validate?.(text)).toContain(reason);
    expect(question.validate?.(` "${first}" `)).toBeUndefined();
  });

  test("where there is one, a yes is enough, and no more than its last four characters are shown", async () => {
    const { asked, answer } = ask([one], [{ value: true }]);
    expect(await answer).toEqual({ value: one });
    expect(asked[0]).toMatchObject({ kind: "confirm", question: { default: true } });
    expect(asked[0]?.question.message).toBe(`Use the key in environment (ends …${first.slice(-4)})?`);
    expect(asked[0]?.question.message).not.toContain(first.slice(-6));
  });

  test("where a list is wanted, one that is there is listed beside another one to be entered", async () => {
    const { asked, answer } = ask([one], [{ value: "0" }], { asList: true });
    expect(await answer).toEqual({ value: one });
    const { question } = asked[0] as Asked & { kind: "select" };
    expect(question.choices.map(({ cells }) => cells[0])).toEqual([
      `the key in environment (ends …${first.slice(-4)})`,
      "another key, to be entered now",
    ]);
  });

  test("a no leads to the question for another one", async () => {
    const { asked, answer } = ask([one], [{ value: false }, { value: third }]);
    expect(await revealed(answer)).toEqual([third, { kind: "entered" }]);
    expect(asked.map(({ kind }) => kind)).toEqual(["confirm", "password"]);
  });

  test("of several the person chooses, or enters another one", async () => {
    const { asked, answer } = ask([one, two], [{ value: "1" }]);
    expect(await answer).toEqual({ value: two });
    const { question } = asked[0] as Asked & { kind: "select" };
    const rows = question.choices.map(({ cells }) => cells[0]);
    expect(rows).toEqual([
      `the key in environment (ends …${first.slice(-4)})`,
      `the key in dotenv (ends …${second.slice(-4)})`,
      "another key, to be entered now",
    ]);
    expect(await revealed(ask([one, two], [{ value: "another" }, { value: third }]).answer)).toEqual([
      third,
      { kind: "entered" },
    ]);
  });

  test("Esc at the hidden question leads back to the choice, not out of it", async () => {
    const { asked, answer } = ask([one], [{ value: false }, "back", { value: true }], { canGoBack: false });
    expect(await answer).toEqual({ value: one });
    expect(asked.map(({ kind, question }) => [kind, question.canGoBack])).toEqual([
      ["confirm", false],
      ["password", true],
      ["confirm", false],
    ]);
  });

  test.each([
    ["with none there", []],
    ["with one", [one]],
    ["with several", [one, two]],
  ])("Esc at the first question leads back: %s", async (_, candidates) => {
    expect(await ask(candidates, ["back"]).answer).toBe("back");
  });

  test("a short key shows nothing of itself", async () => {
    const [short] = found({ env: { VENICE_API_KEY: "vapi_abc" } }).credentials;
    const { asked, answer } = ask(short ? [short] : [], [{ value: true }]);
    await answer;
    expect(asked[0]?.question.message).toBe("Use the key in environment?");
  });
});
