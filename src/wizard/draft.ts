import type { Paths } from "../config/paths.ts";
import type { UserFiles } from "../config/user-files.ts";
import type { Context, Prompter } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import type { Connection } from "./connect.ts";
import type { Credential } from "./credential.ts";
import type { KeyInput } from "./given-credential.ts";
import type { KeyDecision, KeyStore } from "./key-store.ts";
import type { ModelDecision } from "./model.ts";
import type { Proof, VerifyMode } from "./prove.ts";
import type { Report } from "./report.ts";

/** What flags may say to the questions; everything a person can answer may be missing. */
export interface QuestionOptions {
  readonly authChoice?: string | undefined;
  /** The flags that give a key; two of them are a mistake. */
  readonly keys: readonly KeyInput[];
  readonly model?: string | undefined;
  readonly keyStore?: KeyStore | undefined;
  readonly verify: VerifyMode;
  readonly offline: boolean;
  readonly allowAnyKey: boolean;
  readonly privateOnly: boolean;
  /** Whether the key is chosen from a list even where there is but one that may be used again. */
  readonly listsKeys?: boolean;
}

/** What the questions need to know and to do; nothing of it changes while they are asked. */
export interface Interview<Options extends QuestionOptions = QuestionOptions> {
  readonly context: Context;
  readonly options: Options;
  readonly registry: Registry;
  readonly words: Messages;
  readonly report: Report;
  readonly paths: Paths;
  readonly files: UserFiles;
  /** The person, `undefined` where nobody can be asked. */
  readonly prompt: Prompter | undefined;
  /** The key that a flag gives. */
  readonly given: Credential | undefined;
  /** Called once for a provider, before anything is asked about it. */
  connect(manifest: ProviderManifest): Promise<Connection>;
}

/** The answers as far as they have come. Once all steps are through, every field is there. */
export interface Draft {
  readonly connection?: Connection;
  readonly credential?: Credential;
  readonly proof?: Proof;
  /** Lists that are still on their way. */
  readonly lists?: readonly Promise<void>[];
  readonly decision?: ModelDecision;
  readonly keyStore?: KeyDecision;
}

/** What an earlier step has settled. Without it the steps were taken in a wrong order: a mistake of ours. */
export function settled<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a question was asked before the one it depends on");
  return value;
}

/** Whoever waits for it later hears of its failure; until then it is nobody's. */
export function inBackground(work: Promise<void>): Promise<void> {
  work.catch(() => {});
  return work;
}
