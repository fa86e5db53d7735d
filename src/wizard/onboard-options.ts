import type { ConnectOptions } from "./connect.ts";
import type { QuestionOptions } from "./draft.ts";

/** What the flags of `onboard` say. */
export interface OnboardOptions extends QuestionOptions, ConnectOptions {
  /** Write every offered model's row, not the chosen one's alone. */
  readonly allModels: boolean;
  readonly nonInteractive: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly dev: boolean;
}
