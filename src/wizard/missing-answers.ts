import { CliError } from "../errors.ts";
import type { Interview } from "./draft.ts";
import { foundKeys } from "./found-keys.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import { impliedProvider } from "./provider-step.ts";
import { replayCommand } from "./replay.ts";

/**
 * Where nobody can be asked, every answer must be there, and somebody must have said that it is to be so.
 *
 * @throws CliError "answers-missing" with all that is missing and a command to copy.
 */
export function refuseToGuess(interview: Interview<OnboardOptions>): void {
  const { context, options, registry, words, given } = interview;
  const manifest = impliedProvider(interview);
  const hasKey = manifest !== undefined && (given !== undefined || foundKeys(interview, manifest).length > 0);
  const { auth, label } = manifest ?? registry.default;
  const isAgreed = options.nonInteractive || options.yes || options.dryRun;
  const missing = [
    ...(isAgreed ? [] : [{ flags: ["--yes", "--non-interactive"], what: words.onboard.missing.consent }]),
    ...(manifest ? [] : [{ flags: ["--auth-choice"], what: words.onboard.missing.provider }]),
    ...(hasKey ? [] : [{ flags: [`${auth.flag}-file`], what: words.onboard.missing.key(label) }]),
  ];
  if (missing.length === 0) return;
  const [input] = options.keys;
  const isKnown = input?.kind === "file" || input?.kind === "stdin" || (hasKey && !input);
  // A key is never repeated, so one that a flag gave has to be put where a command can name it.
  const keyFile = input?.kind === "file" ? input.path : isKnown ? undefined : "key.txt";
  const keyFlags = keyFile !== undefined ? [`${auth.flag}-file`, keyFile] : input ? [input.flag] : [];
  throw new CliError("answers-missing", {
    missing,
    keyFile: isKnown ? undefined : keyFile,
    command: replayCommand(options, {
      authChoice: auth.choice,
      model: options.model,
      keyStore: options.keyStore,
      key: keyFlags,
      env: context.env,
      asAsked: true,
    }),
  });
}
