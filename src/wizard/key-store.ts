import type { UserFiles } from "../config/user-files.ts";
import { variableSources } from "../config/variables.ts";
import type { Answer, Prompter } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { Credential } from "./credential.ts";
import { cleanKey } from "./key-shape.ts";

/**
 * Where the key is kept. "dotenv": OpenClaw's own `.env`. "config": the config's `env.vars`. "env": nowhere by us, so that no
 * file holds it afterwards.
 */
export const keyStores = ["dotenv", "config", "env"] as const;
export type KeyStore = (typeof keyStores)[number];

/**
/**
 * What a setup does about the key. "unchanged": it lies behind a reference of the person's own, which stays. "left": the
 * environment has it and nobody said that it is to be kept; what a file holds already stays kept.
 */
export type KeyDecision = KeyStore | "unchanged" | "left";

/** What a plan does about the key. "untouched": the plan is about something else, and leaves the key where it is. */
export type KeyPlan = KeyDecision | "untouched";

/**
 * The store in which a key that was found already lies, where that is one that every OpenClaw release takes. A key of the
 * environment that a file holds too lies in that file; one that leaves the config lies nowhere yet.
 */
export function presentStore({ value, source }: Credential, variable: string, files: UserFiles): KeyStore | undefined {
  if (source.kind !== "variable" || source.variable !== variable) return undefined;
  if (source.place === "dotenv") return "dotenv";
  if (source.place === "config-vars") return "config";
  if (source.place === "config-flat") return undefined;
  const config = files.config.value;
  const places = variableSources(variable, { env: {}, dotenv: files.dotenv.text, config })
    .filter((stored) => cleanKey(stored.value) === value.reveal())
    .map(({ place }) => place);
  if (places.includes("dotenv")) return "dotenv";
  if (places.includes("config-vars")) return "config";
  return places.includes("config-flat") ? undefined : "env";
}

export interface KeyStoreQuestion {
  readonly prompt: Prompter;
  readonly words: Messages;
  /** Where the key lies already. */
  readonly present: KeyStore | undefined;
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
  const { prompt, words, present, dotenvPath, previous, canGoBack } = question;
  if (present === "env") {
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
export async function chooseKeyStore(question: Omit<KeyStoreQuestion, "present">): Promise<Answer<KeyStore>> {
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
