import type { ConfigFile, TextFile } from "../config/config-file.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput } from "../config/secret-ref.ts";
import { type VariablePlace, variableSources } from "../config/variables.ts";
import type { Answer, Environment, Prompter, Secret, SecretKeeper } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { cleanKey, keyDefect } from "./key-shape.ts";

/** A key, and where it was found. */
export interface Credential {
  readonly value: Secret;
  readonly source: CredentialSource;
}

export type CredentialSource =
  | { readonly kind: "flag"; readonly flag: string }
  | { readonly kind: "stdin" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "entered" }
  /** A variable the config's reference names, in one of the places OpenClaw looks for it. */
  | { readonly kind: "variable"; readonly variable: string; readonly place: VariablePlace }
  /** In plain text at `apiKey` of the provider's block. */
  | { readonly kind: "block" };

export interface FoundPlaces {
  readonly env: Environment;
  readonly config: ConfigFile;
  readonly dotenv: TextFile;
  readonly manifest: ProviderManifest;
  readonly secrets: SecretKeeper;
}

/**
 * The keys that are already there, the one OpenClaw would use first: the variable of the provider, the variable that the
 * config's own reference names where that is another one, and a plain key in the provider's block. Each key once.
 */
export function foundCredentials({ env, config, dotenv, manifest, secrets }: FoundPlaces): Credential[] {
  const found: Credential[] = [];
  const add = (text: string, source: CredentialSource) => {
    // A variable may be defined by another one; what that holds is not ours to follow.
    if (readSecretInput(text).kind !== "plain") return;
    const value = secrets.hold(cleanKey(text));
    if (value.length > 0 && !found.some((known) => known.value.equals(value))) found.push({ value, source });
  };
  const input = readSecretInput(valueAt(config.value, ["models", "providers", manifest.id, "apiKey"]));
  const variables = new Set([manifest.auth.variable, ...(input.kind === "variable" ? [input.name] : [])]);
  for (const variable of variables) {
    for (const { place, value } of variableSources(variable, { env, dotenv: dotenv.text, config: config.value })) {
      add(value, { kind: "variable", variable, place });
    }
  }
  if (input.kind === "plain") add(input.text, { kind: "block" });
  return found;
}

export interface CredentialQuestion {
  readonly prompt: Prompter;
  readonly words: Messages;
  readonly manifest: ProviderManifest;
  /** The keys that may be used again, best first. */
  readonly candidates: readonly Credential[];
  /** Whether to list the candidates even where there is but one. */
  readonly asList: boolean;
  readonly canGoBack: boolean;
  readonly secrets: SecretKeeper;
  /** How a source is called on the screen. */
  describe(source: CredentialSource): string;
}

/** Question 1: use a key that is there, or enter one. What is entered comes back cleaned, and can be sent as a header. */
export async function askCredential(question: CredentialQuestion): Promise<Answer<Credential>> {
  const { candidates } = question;
  if (candidates.length === 0) return await askKey(question, question.canGoBack);
  for (;;) {
    const choice = await askCandidate(question);
    if (choice === "back" || choice.value !== "another") return choice as Answer<Credential>;
    const entered = await askKey(question, true);
    if (entered !== "back") return entered;
  }
}

async function askCandidate(question: CredentialQuestion): Promise<Answer<Credential | "another">> {
  const { prompt, words, manifest, candidates, asList, canGoBack } = question;
  const flag = manifest.auth.flag;
  const [first] = candidates;
  if (first && candidates.length === 1 && !asList) {
    const said = await prompt.confirm({
      message: words.onboard.useKey(question.describe(first.source), first.value.tail),
      flag,
      canGoBack,
      default: true,
    });
    return said === "back" ? "back" : { value: said.value ? first : "another" };
  }
  const said = await prompt.select({
    message: words.onboard.whichKey(manifest.label),
    flag,
    canGoBack,
    choices: [
      ...candidates.map((candidate, index) => ({
        value: String(index),
        cells: [words.onboard.keyFrom(question.describe(candidate.source), candidate.value.tail)],
      })),
      { value: "another", cells: [words.onboard.anotherKey] },
    ],
  });
  if (said === "back") return "back";
  return { value: candidates[Number(said.value)] ?? "another" };
}

async function askKey(question: CredentialQuestion, canGoBack: boolean): Promise<Answer<Credential>> {
  const { prompt, words, manifest, secrets } = question;
  const said = await prompt.password({
    message: words.onboard.enterKey(manifest.label),
    flag: manifest.auth.flag,
    canGoBack,
    validate: (text) => {
      const defect = keyDefect(cleanKey(text));
      return defect && words.onboard.enterKeyAgain(words.key.malformed[defect]);
    },
  });
  return said === "back"
    ? "back"
    : { value: { value: secrets.hold(cleanKey(said.value)), source: { kind: "entered" } } };
}
