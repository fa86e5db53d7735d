import { onTestFinished } from "vitest";
import { resolvePaths } from "../../../src/config/paths.ts";
import { readUserFiles } from "../../../src/config/user-files.ts";
import type { Answer, Context, Environment, Prompter, Question, Text } from "../../../src/context.ts";
import { en } from "../../../src/messages/en.ts";
import { createRegistry } from "../../../src/providers/registry.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { connect } from "../../../src/wizard/connect.ts";
import type { CredentialSource } from "../../../src/wizard/credential.ts";
import type { Interview } from "../../../src/wizard/draft.ts";
import type { OnboardOptions } from "../../../src/wizard/onboard-options.ts";
import type { Report } from "../../../src/wizard/report.ts";
import { createHome } from "../../support/home.ts";
import { now } from "../providers/clients.ts";
import { acme, venice } from "../providers/manifests.ts";

export const registry = createRegistry([venice, acme]);
export const secrets = createSecretKeeper([]);
export const noFlags: OnboardOptions = {
  authChoice: "venice-api-key",
  keys: [],
  verify: "auto",
  offline: false,
  allowAnyKey: false,
  allowInsecureBaseUrl: false,
  allModels: false,
  privateOnly: false,
  nonInteractive: false,
  yes: false,
  dryRun: false,
  json: false,
  debug: false,
  dev: false,
};

export type Kind = keyof Prompter;
/** What is answered to one question, or what is to be done there first. */
type Said = Answer<unknown> | ((question: Question) => Answer<unknown> | Promise<Answer<unknown>>);
/** The questions a person expects, each with what they answer. */
export type Script = readonly (readonly [kind: Kind, said: Said])[];

export interface Given {
  readonly flags?: Partial<OnboardOptions>;
  readonly env?: Environment;
  readonly config?: string;
  readonly dotenv?: string;
  readonly given?: { readonly text: string; readonly source: CredentialSource };
  /** Nobody can be asked where it is left out. */
  readonly script?: Script;
}

/** An interview in a home of its own, with a person who answers as the script has it. */
export async function interviewOf({ flags, env = {}, config, dotenv, given, script }: Given) {
  const home = createHome({
    ...(config === undefined ? {} : { ".openclaw/openclaw.json": config }),
    ...(dotenv === undefined ? {} : { ".openclaw/.env": dotenv }),
  });
  const environment = { HOME: home.path, ...env };
  const paths = resolvePaths({ env: environment, homeDir: undefined, cwd: home.path });
  const files = await readUserFiles(paths);
  const options = { ...noFlags, ...flags };
  const said: string[] = [];
  const hear = (tone: string) => (text: Text) => void said.push(`${tone}: ${plain(text)}`);
  const report: Report = {
    info: hear("info"),
    once: (how, text) => hear(how)(text),
    success: hear("success"),
    warn: hear("warn"),
    spin: (_, work) => work,
  };
  const context = {
    env: environment,
    signal: new AbortController().signal,
    now: () => now,
    version: "1.2.3",
    locale: "en",
    secrets,
    terminal: {},
  } as unknown as Context;
  const asked: { readonly kind: Kind; readonly question: Question }[] = [];
  const interview: Interview<OnboardOptions> = {
    context,
    options,
    registry,
    words: en,
    report,
    paths,
    files,
    prompt: script && person(script, asked),
    given: given && { value: secrets.hold(given.text), source: given.source },
    async connect(manifest) {
      const connection = await connect(context, options, paths, files, manifest);
      onTestFinished(() => connection.client.close());
      return connection;
    },
  };
  return { interview, said, asked, text: () => said.join("\n"), home };
}

function person(script: Script, asked: { kind: Kind; question: Question }[]): Prompter {
  const queue = [...script];
  const answering = (kind: Kind) => async (question: Question) => {
    asked.push({ kind, question });
    const next = queue.shift();
    if (next?.[0] !== kind) throw new Error(`unexpected question: ${kind} "${question.message}"`);
    if ("choices" in question && typeof question.choices === "function") question.choices();
    return typeof next[1] === "function" ? await next[1](question) : next[1];
  };
  const kinds: readonly Kind[] = ["text", "password", "select", "search", "confirm"];
  return Object.fromEntries(kinds.map((kind) => [kind, answering(kind)])) as unknown as Prompter;
}

const plain = (text: Text) =>
  typeof text === "string" ? text : text.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
