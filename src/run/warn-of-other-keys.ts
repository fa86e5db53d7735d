import type { UserFiles } from "../config/user-files.ts";
import { resolveKey } from "../wizard/notices.ts";
import type { SetupAnswers } from "../wizard/plan.ts";
import { resolutionWarning } from "../wizard/summary.ts";
import type { Run } from "./run.ts";

/** Says what to do where OpenClaw, with these files, will not find the key that was chosen. */
export function warnOfOtherKeys({ words, paths, context, report }: Run, answers: SetupAnswers, files: UserFiles): void {
  if (!answers.credential) return;
  const resolution = resolveKey(files, answers, context.env);
  const warning = resolutionWarning(resolution, { words, paths, redact: context.secrets.redact });
  if (warning !== undefined) report.warn(warning);
}
