import type { KeyInput } from "./given-credential.ts";
import type { KeyStore } from "./key-store.ts";
import type { VerifyMode } from "./prove.ts";

/** What the flags of `onboard` say; everything a person can answer may be missing. */
export interface OnboardOptions {
  readonly authChoice?: string | undefined;
  /** The flags that give a key; two of them are a mistake. */
  readonly keys: readonly KeyInput[];
  readonly model?: string | undefined;
  readonly keyStore?: KeyStore | undefined;
  readonly baseUrl?: string | undefined;
  readonly timeoutMilliseconds?: number | undefined;
  readonly verify: VerifyMode;
  readonly offline: boolean;
  readonly allowAnyKey: boolean;
  readonly allowInsecureBaseUrl: boolean;
  /** Write every offered model's row, not the chosen one's alone. */
  readonly allModels: boolean;
  readonly privateOnly: boolean;
  readonly nonInteractive: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly debug: boolean;
  readonly profile?: string | undefined;
  readonly dev: boolean;
}
