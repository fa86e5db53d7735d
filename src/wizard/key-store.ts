import type { Answer, Prompter } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { Credential } from "./credential.ts";

/**
 * Where the key is kept. "dotenv": OpenClaw's own `.env`. "config": the config's `env.vars`. "env": nowhere by us, the
 * environment has it.
 */
export const keyStores = ["dotenv", "config", "env"] as const;
export type KeyStore = (typeof keyStores)[number];

/**
 * What a plan does about the key. "unchanged": it lies behind a reference of the person's own, which stays. "untouched": the
 * plan is about something else, and leaves the key where it is. "unstored": every copy that OpenClaw keeps goes, for the
 * environment is to have it alone.
 */
export type KeyPlan = KeyStore | "unchanged" | "untouched" | "unstored";

/** The store in which a key that was found already lies, where that is one that every OpenClaw release takes. */
export function presentStore(credential: Credential, variable: string): KeyStore | undefined {
  const { source } = credential;
  if (source.kind !== "variable" || source.variable !== variable) return undefined;
  if (source.place === "environment") return "env";
  if (source.place === "dotenv") return "dotenv";
  return source.place === "config-vars" ? "config" : undefined;
}

export interface KeyStoreQuestion {
  readonly prompt: Prompter;
  readonly words: Messages;
  readonly credential: Credential;
  readonly variable: string;
  /** Paths as they are shown. */
  readonly dotenvPath: string;
  readonly configPath: string;
  /** What was chosen before, when the person comes back to the question. */
  readonly previous: KeyStore | undefined;
  readonly canGoBack: boolean;
}

/** Question 3: where the key is kept; of a key of the environment, whether to keep it at all. */
export async function askKeyStore(question: KeyStoreQuestion): Promise<Answer<KeyStore>> {
  const { prompt, words, credential, variable, dotenvPath, previous, canGoBack } = question;
  if (presentStore(credential, variable) === "env") {
    const said = await prompt.confirm({
      message: words.onboard.keepEnvironmentKey(dotenvPath),
      flag: "--key-store",
      canGoBack,
      default: previous !== "env",
    });
    return said === "back" ? "back" : { value: said.value ? "dotenv" : "env" };
  }
  return await chooseKeyStore(question);
}

/** The stores to choose from, whatever the key's source. */
export async function chooseKeyStore(question: Omit<KeyStoreQuestion, "credential">): Promise<Answer<KeyStore>> {
  const { prompt, words, variable, dotenvPath, configPath, previous, canGoBack } = question;
  return await prompt.select({
    message: words.onboard.whichStore,
    flag: "--key-store",
    canGoBack,
    default: previous ?? "dotenv",
    choices: keyStores.map((store) => ({
      value: store,
      cells: [words.onboard.store[store].label({ dotenvPath, configPath, variable })],
      description: words.onboard.store[store].why({ variable }),
    })),
  });
}
