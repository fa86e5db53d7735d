import { describe, expect, test } from "vitest";
import type { Answer, ConfirmQuestion, Prompter, Text } from "../../../src/context.ts";
import { CliError, type ErrorCode, type ErrorParameters } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import type { Client } from "../../../src/providers/client.ts";
import type { KeyCheck } from "../../../src/providers/key-check.ts";
import type { Credential, CredentialSource } from "../../../src/wizard/credential.ts";
import { type ProofOptions, proveKey } from "../../../src/wizard/prove.ts";
import type { Report } from "../../../src/wizard/report.ts";
import { keys, unknownKeys } from "../../support/fake-venice/keys.ts";
import type { Mode } from "../../support/fake-venice.ts";
import { clientOf, fakeVenice, now, secret } from "../providers/clients.ts";
import { venice } from "../providers/manifests.ts";

const plain = (text: Text) =>
  typeof text === "string" ? text : text.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");

function listener() {
  const said: string[] = [];
  const hear = (tone: string) => (text: Text) => void said.push(`${tone}: ${plain(text)}`);
  const report: Report = {
    info: hear("info"),
    once: (how, text) => hear(how)(text),
    success: hear("success"),
    warn: hear("warn"),
    spin: (_, work) => work,
  };
  return { report, said };
}

/** A person who gives that answer to a yes-or-no question. */
function person(said: Answer<boolean>) {
  const asked: ConfirmQuestion[] = [];
  const prompt = {
    async confirm(question: ConfirmQuestion) {
      asked.push(question);
      return said;
    },
  } as unknown as Prompter;
  return { prompt, asked };
}

async function prove(
  text: string,
  client: Client,
  options: Partial<ProofOptions> = {},
  source: CredentialSource = { kind: "entered" },
) {
  const { report, said } = listener();
  const credential: Credential = { value: secret(text), source };
  const result = await proveKey(credential, {
    client,
    budget: client.startBudget(),
    manifest: venice,
    words: en,
    report,
    verify: "auto",
    offline: false,
    allowAnyKey: false,
    prompt: undefined,
    triesLeft: 0,
    called: "the key you entered",
    now: () => now,
    ...options,
  }).catch((error: unknown) => {
    if (error instanceof CliError) return error;
    throw error;
  });
  return { result, said, text: said.join("\n") };
}

/** What proving that key at the fake server comes to. */
async function atServer(text: string, options: Partial<ProofOptions> = {}, mode?: Mode) {
  const server = await fakeVenice(mode ? { mode } : {});
  const outcome = await prove(text, clientOf(server.baseUrl, { timeoutMilliseconds: 4000 }), options);
  return { ...outcome, server };
}

/** A provider that says exactly that about every key. */
function answering(check: KeyCheck): Client {
  return { ...clientOf("http://127.0.0.1:1"), verifyKey: async () => check };
}

/** The words and the exit code of what went wrong. */
function explained(result: unknown) {
  if (!(result instanceof CliError)) throw new Error(`nothing went wrong: ${String(result)}`);
  const { code, parameters, exitCode }: CliError = result;
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return { code, exit: exitCode, ...explain(parameters) };
}

const interactive = (said: Answer<boolean> = { value: true }) => ({ prompt: person(said).prompt, triesLeft: 2 });

describe("accepted", () => {
  test("with what the account can spend", async () => {
    const { result, said, server } = await atServer(keys.good);
    expect(result).toBe("accepted");
    expect(said).toEqual(["success: Key accepted. It can spend $50.23, 100.02 DIEM, 25.00 bundled credits."]);
    expect(server.requests.map(({ path }) => path)).toEqual(["/api_keys/rate_limits"]);
  });

  test("without balances, where the account tells none", async () => {
    expect((await atServer(keys.withoutBalances)).said).toEqual(["success: Key accepted by Venice AI."]);
  });

  test.each([keys.unprefixed, keys.hyphens, keys.page])("whatever it looks like: %s", async (key) => {
    const { result, text } = await atServer(key);
    expect(result).toBe("accepted");
    expect(text).not.toContain("begin with");
  });

  test("an admin key works, with the advice to use a lesser one", async () => {
    const { result, text } = await atServer(keys.admin);
    expect(result).toBe("accepted");
    expect(text).toContain("admin key");
    expect(text).toContain(venice.links.keys);
  });

  test.each([
    ["in years", "2099-12-31T12:00:00Z", "info: It expires on 2099-12-31 (in 26702 days)."],
    ["in a week", "2026-11-29T12:00:00Z", "info: It expires on 2026-11-29 (in 7 days)."],
    ["in six days", "2026-11-28T12:00:00Z", "warn: It expires on 2026-11-28 (in 6 days)."],
    ["tomorrow, at the same time", "2026-11-23T12:00:00Z", "warn: It expires on 2026-11-23 (in 1 day)."],
    ["tonight", "2026-11-22T23:00:00Z", "warn: It expires on 2026-11-22 (today)."],
    ["tomorrow morning, which is not today", "2026-11-23T06:00:00Z", "warn: It expires on 2026-11-23 (in 1 day)."],
    ["an hour ago", "2026-11-22T11:00:00Z", "warn: It expired on 2026-11-22."],
    ["last year", "2025-11-22T12:00:00Z", "warn: It expired on 2025-11-22."],
  ])("a key that expires %s", async (_, expiresAt, sentence) => {
    const account = { balances: [], expiresAt: new Date(expiresAt), tier: undefined };
    const { said } = await prove(keys.good, answering({ outcome: "accepted", account }));
    expect(said[1]).toBe(sentence);
  });
});

describe("accepted, but nothing can be bought with it", () => {
  test.each([
    ["the provider says so", keys.notPermitted, "its balance is empty, or a limit of the key is reached"],
    ["no balance", keys.noFunds, "the account has no balance left"],
    ["the key's own limit", keys.spendLimit, "the key has reached its spending limit"],
    ["not allowed", keys.accessDisabled, "API access is disabled for this account"],
  ])("%s: said with the way out, and setup goes on", async (_, key, reason) => {
    const { result, text } = await atServer(key);
    expect(result).toBe("cannot-spend");
    expect(text).toContain(reason);
    expect(text).toContain(venice.links.keys);
    expect(text).toContain("Setup goes on;");
  });

  test.each([keys.notPermitted, keys.accessDisabled])("with --verify required it is the end: %s", async (key) => {
    const { code, exit, message, hint } = explained((await atServer(key, { verify: "required" })).result);
    expect([code, exit]).toEqual(["key-cannot-spend", 4]);
    expect(message).toContain("Nothing was written");
    expect(hint).toContain(venice.links.keys);
  });

  test("the provider's own sentence does not end in two full stops", async () => {
    const { text } = await atServer(keys.accessDisabled);
    expect(text).not.toMatch(/\.\.(?!\.)/);
    const { message } = explained((await atServer(keys.accessDisabled, { verify: "required" })).result);
    expect(message).not.toMatch(/\.\.(?!\.)/);
  });
});

describe("rejected", () => {
  test("a script ends with exit code 4, and is told where to get another key", async () => {
    const { code, exit, message, hint } = explained((await atServer(unknownKeys.venice)).result);
    expect([code, exit]).toEqual(["key-rejected", 4]);
    expect(message).toContain("Venice AI rejected the key you entered: Authentication failed. Nothing was written.");
    expect(hint).toContain(venice.links.keys);
  });

  test("a person may try again, and hears how often", async () => {
    const { result, said } = await atServer(unknownKeys.venice, interactive());
    expect(result).toBe("again");
    expect(said).toEqual(["warn: Venice AI rejected the key: Authentication failed. Try again (2 more tries)."]);
    const last = await atServer(unknownKeys.venice, { ...interactive(), triesLeft: 1 });
    expect(last.text).toContain("1 more try");
  });

  test("after the last try it is the end for a person, too", async () => {
    const { result } = await atServer(unknownKeys.venice, { ...interactive(), triesLeft: 0 });
    expect(explained(result)).toMatchObject({ code: "key-rejected", exit: 4 });
  });

  test("and not looking like one: the beginnings of real keys are named", async () => {
    const asked = await atServer("sk-other-vendor", interactive());
    expect(asked.text).toContain("vapi_");
    const { message } = explained((await atServer("sk-other-vendor")).result);
    expect(message).toContain("vapi_");
    expect(message).toContain("rejected");
  });

  test("though somebody vouched for its shape, it is the key that was refused, and the flag is not advised again", async () => {
    const { code, exit, hint } = explained((await atServer("sk-other-vendor", { allowAnyKey: true })).result);
    expect([code, exit]).toEqual(["key-rejected", 4]);
    expect(hint).not.toContain("--allow-any-key");
  });
});

test("a key that never arrived says so, and what may have taken it", async () => {
  const client = answering({ outcome: "not-received", host: "api.venice.ai" });
  const { code, exit, message, hint } = explained((await prove(keys.good, client)).result);
  expect([code, exit]).toEqual(["key-not-received", 4]);
  expect(message).toContain("api.venice.ai");
  expect(hint).toContain("HTTPS_PROXY");
});

describe("could not ask", () => {
  test.each<[string, Mode, string]>([
    ["the provider is down", "error-503", "in trouble"],
    ["too many requests", "overloaded", "too many requests"],
    ["a hotel's sign-in page", "web-page-200", "web page"],
    ["the connection is cut", "reset", "cut the connection"],
  ])("%s: a warning with advice, and setup goes on", async (_, mode, what) => {
    const { result, said } = await atServer(keys.good, {}, mode);
    expect(result).toBe("unchecked");
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("warn: The key was not checked");
    expect(said[0]).toContain(what);
    expect(said[0]).toContain("Setup goes on");
  });

  test("with --verify required it is exit code 5", async () => {
    const { code, exit, message, hint } = explained(
      (await atServer(keys.good, { verify: "required" }, "error-503")).result,
    );
    expect([code, exit]).toEqual(["provider-unreachable", 5]);
    expect(message).toContain("Nothing was written");
    expect(hint).not.toBe("");
  });

  describe("and the key looks like none", () => {
    test("a script stops rather than write it", async () => {
      const { code, message, hint } = explained((await atServer("sk-other-vendor", {}, "overloaded")).result);
      expect(code).toBe("key-not-recognized");
      expect(message).toContain("vapi_");
      expect(hint).toContain("--allow-any-key");
    });

    test("--allow-any-key writes it", async () => {
      const { result } = await atServer("sk-other-vendor", { allowAnyKey: true }, "overloaded");
      expect(result).toBe("unchecked");
    });

    test.each([
      ["yes", { value: true }, "unchecked"],
      ["no", { value: false }, "again"],
      ["Esc", "back" as const, "again"],
    ])("a person decides, and Enter alone says no: %s", async (_, said, proof) => {
      const { prompt, asked } = person(said);
      const { result, text } = await atServer("sk-other-vendor", { prompt, triesLeft: 2 }, "overloaded");
      expect(result).toBe(proof);
      expect(text).toContain("vapi_");
      expect(asked).toEqual([expect.objectContaining({ default: false, flag: "--allow-any-key" })]);
    });
  });
});

describe("not asked at all", () => {
  test.each([
    ["--verify skip", { verify: "skip" as const }],
    ["--offline", { offline: true }],
  ])("%s sends nothing", async (_, options) => {
    const { result, server } = await atServer(keys.good, options);
    expect(result).toBe("unchecked");
    expect(server.requests).toEqual([]);
  });

  test("--verify skip is said back", async () => {
    expect((await atServer(keys.good, { verify: "skip" })).text).toContain("not checked, as you asked");
  });

  test("a key that looks like none still needs somebody's word", async () => {
    expect(explained((await atServer("sk-other-vendor", { offline: true })).result).code).toBe("key-not-recognized");
    expect((await atServer("sk-other-vendor", { offline: true, allowAnyKey: true })).result).toBe("unchecked");
  });
});

describe("what cannot be sent is never sent", () => {
  test.each([
    ["", "is empty"],
    ["vapi_a b", "has white space inside"],
    ["vapi_a\u0007b", "has control characters inside"],
    ["vapi_é", "has characters that no key has"],
  ])("%j", async (key, reason) => {
    const { result, server } = await atServer(key, { allowAnyKey: true });
    const { code, message } = explained(result);
    expect(code).toBe("key-malformed");
    expect(message).toContain(`The key you entered ${reason}`);
    expect(server.requests).toEqual([]);
  });
});

test("a key on the command line is warned of: the shell's history has it now", async () => {
  const server = await fakeVenice();
  const source = { kind: "flag", flag: "--venice-api-key" } as const;
  const { said } = await prove(keys.good, clientOf(server.baseUrl), {}, source);
  expect(said[0]).toContain("warn: A key given with --venice-api-key stays in the shell's history");
  expect(said[0]).toContain("VENICE_API_KEY");
});

test("no remark of any outcome shows the key", async () => {
  for (const [key, options, mode] of [
    [keys.good, {}, undefined],
    [keys.accessDisabled, {}, undefined],
    [unknownKeys.venice, interactive(), undefined],
    [keys.good, {}, "error-500"],
    ["sk-other-vendor-secret", interactive(), undefined],
  ] as const) {
    const { text } = await atServer(key, options, mode);
    expect(text).not.toContain(key.slice(-8));
  }
});
