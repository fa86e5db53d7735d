import { describe, expect, test } from "vitest";
import { keySteps, storeStep } from "../../../src/wizard/configure-steps.ts";
import { type Draft, settled } from "../../../src/wizard/draft.ts";
import { walkOrLeave } from "../../../src/wizard/walk.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { fakeVenice } from "../providers/clients.ts";
import { acme, venice } from "../providers/manifests.ts";
import { type Given, interviewOf, type Script } from "./interviews.ts";

const subjects = [
  { manifest: venice, key: keys.good },
  { manifest: acme, key: keys.acme },
] as const;

async function prepared(given: Omit<Given, "script">, manifest: typeof venice = venice, script: Script = []) {
  const fake = await fakeVenice({ provider: manifest === acme ? "acme" : "venice" });
  const flags = { baseUrl: fake.baseUrl, timeoutMilliseconds: 4000, authChoice: undefined, listsKeys: true };
  const parts = await interviewOf({ ...given, flags: { ...flags, ...given.flags }, script });
  const start: Draft = { connection: await parts.interview.connect(manifest) };
  return { ...parts, start };
}

/** What Model/auth comes to. */
async function keySection(
  script: Script,
  given: Omit<Given, "script"> = {},
  { manifest = venice, waiting = {} as Draft } = {},
) {
  const parts = await prepared(given, manifest, script);
  const start = { ...parts.start, ...waiting };
  const hasChanges = Object.keys(waiting).length > 0;
  const end = await walkOrLeave(keySteps(parts.interview, start, hasChanges), start);
  return { ...parts, start, end, draft: end === "back" ? undefined : end };
}

const kinds = (asked: readonly { readonly kind: string }[]) => asked.map(({ kind }) => kind);
const configOf = ({ id, auth }: typeof venice) =>
  `{ models: { providers: { ${id}: { apiKey: "\${${auth.variable}}" } } }, agents: { defaults: { model: "${id}/x" } } }`;

describe.each(subjects)("Model/auth of $manifest.label", ({ manifest, key }) => {
  const choice = { value: manifest.auth.choice };

  test("with nothing set up asks for key, model and store", async () => {
    const model = manifest.defaultModel;
    const { draft, asked } = await keySection(
      [
        ["select", choice],
        ["password", { value: key }],
        ["search", { value: model }],
        ["select", { value: "config" }],
      ],
      {},
      { manifest },
    );
    expect(draft?.credential?.value.reveal()).toBe(key);
    expect(draft?.decision).toMatchObject({ kind: "model", model: { id: model } });
    expect(draft?.keyStore).toBe("config");
    expect(asked).toHaveLength(4);
    for (const { question } of asked) expect(question.canGoBack).toBe(true);
  });

  test.each([
    ["dotenv", {}],
    ["config", { env: { vars: { [manifest.auth.variable]: "old-key-in-the-config" } } }],
  ])("a new key goes where the old one is kept, in %s, and no model is asked about", async (store, env) => {
    const { draft, asked } = await keySection(
      [
        ["select", choice],
        ["select", { value: "another" }],
        ["password", { value: key }],
      ],
      {
        config: `{ ${JSON.stringify(env).slice(1, -1)}${store === "config" ? "," : ""} ${configOf(manifest).slice(1)}`,
        dotenv: store === "dotenv" ? `${manifest.auth.variable}=old-key-in-dotenv\n` : "",
      },
      { manifest },
    );
    expect(draft?.keyStore).toBe(store);
    expect(draft?.credential?.value.reveal()).toBe(key);
    expect(draft?.decision).toBeUndefined();
    expect(kinds(asked)).toEqual(["select", "select", "password"]);
  });

  test("the key that is there, used again, is no change", async () => {
    const { draft, said } = await keySection(
      [
        ["select", choice],
        ["select", { value: "0" }],
      ],
      { config: configOf(manifest), dotenv: `${manifest.auth.variable}=${key}\n` },
      { manifest },
    );
    expect(draft).not.toHaveProperty("credential");
    expect(draft).not.toHaveProperty("keyStore");
    expect(said.join("\n")).toContain("Key accepted");
  });
});

describe("the key's store is asked about", () => {
  const script: Script = [
    ["select", { value: "venice-api-key" }],
    ["select", { value: "0" }],
    ["select", { value: "dotenv" }],
  ];
  test.each([
    ["in the old form", `{ env: { VENICE_API_KEY: "${keys.page}" }, ${configOf(venice).slice(1)}`],
    ["in plain text in the block", configOf(venice).replace("${VENICE_API_KEY}", keys.page)],
  ])("where it lies %s, although it is used again", async (_, config) => {
    const { draft } = await keySection(script, { config });
    expect(draft).toMatchObject({ keyStore: "dotenv" });
  });

  test("where the last change was to store it nowhere, when another one is entered", async () => {
    const { draft } = await keySection(
      [
        ["select", { value: "venice-api-key" }],
        ["select", { value: "another" }],
        ["password", { value: keys.good }],
        ["select", { value: "dotenv" }],
      ],
      { config: configOf(venice), env: { VENICE_API_KEY: keys.page } },
      { waiting: { keyStore: "env" } },
    );
    expect(draft).toMatchObject({ keyStore: "dotenv" });
  });

  test("but not where it is behind a variable of the person's own, and used again", async () => {
    const config = configOf(venice).replace("VENICE_API_KEY", "MY_KEY");
    const { draft } = await keySection(script.slice(0, 2), { config, env: { MY_KEY: keys.page } });
    expect(draft).not.toHaveProperty("keyStore");
  });
});

describe("another provider", () => {
  test("takes the place of the one before, when nothing waits to be written", async () => {
    const { draft } = await keySection(
      [
        ["select", { value: "acme-api-key" }],
        ["password", { value: keys.acme }],
        ["select", { value: "dotenv" }],
      ],
      { config: configOf(venice), dotenv: `VENICE_API_KEY=${keys.page}\n`, flags: { offline: true } },
    );
    expect(settled(draft?.connection).manifest).toBe(acme);
  });

  test("has to wait until what is changed is written", async () => {
    const { end, said } = await keySection(
      [
        ["select", { value: "acme-api-key" }],
        ["select", "back"],
      ],
      { config: configOf(venice), dotenv: `VENICE_API_KEY=${keys.page}\n` },
      { waiting: { keyStore: "config" } },
    );
    expect(end).toBe("back");
    expect(said).toContainEqual(
      "info: Changes to Venice AI wait to be written. Write or discard them before you choose another provider.",
    );
  });
});

describe("Esc", () => {
  test("from the store leads to the model, which is asked again", async () => {
    const { end, asked } = await keySection([
      ["select", { value: "venice-api-key" }],
      ["password", { value: keys.good }],
      ["search", { value: "llama-3.3-70b" }],
      ["select", "back"],
      ["search", "back"],
      ["select", "back"],
      ["select", "back"],
    ]);
    expect(end).toBe("back");
    expect(kinds(asked)).toEqual(["select", "password", "search", "select", "search", "select", "select"]);
  });
});

describe("where the key is kept", () => {
  const move = async (to: string, given: Omit<Given, "script">, waiting: Draft = {}) => {
    const { interview, start, asked, said } = await prepared(given, venice, [["select", { value: to }]]);
    const result = await storeStep(interview, { ...start, ...waiting }, true);
    return { result: result === "back" ? undefined : result.draft, asked, said };
  };
  const dotenv = `VENICE_API_KEY=${keys.page}\n`;

  test.each([
    ["dotenv", "dotenv"],
    ["config", "config"],
    ["env", "env"],
  ])("%s", async (to, keyStore) => {
    expect((await move(to, { dotenv })).result?.keyStore).toBe(keyStore);
  });

  test.each<[string, Omit<Given, "script">, Draft, string]>([
    ["as it is", { dotenv }, {}, "dotenv"],
    ["as it is, in the shell", { env: { VENICE_API_KEY: keys.page } }, {}, "env"],
    ["as it will be", { dotenv }, { keyStore: "config" }, "config"],
    ["as it will be, nowhere", { dotenv }, { keyStore: "env" }, "env"],
  ])("the pointer begins where the key is kept, %s", async (_, given, waiting, store) => {
    expect((await move("dotenv", given, waiting)).asked[0]?.question).toMatchObject({ default: store });
  });

  test("without a key nothing is asked", async () => {
    const { asked, said, result } = await move("dotenv", {});
    expect(asked).toEqual([]);
    expect(said).toEqual(["info: There is no key yet. Choose Model/auth first."]);
    expect(result).not.toHaveProperty("keyStore");
  });
});
