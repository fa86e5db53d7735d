import type { Environment } from "../context.ts";
import { CliError } from "../errors.ts";
import { formatModelRef, type ProviderManifest } from "../providers/provider.ts";
import { type Section, sections } from "./menu.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import { commandLike, type Replayed, replayCommand } from "./replay.ts";

export interface ElsewhereOptions extends Partial<OnboardOptions> {
  readonly section?: Section | undefined;
}

/** The refusal to ask where nobody is, with what to type instead for the section that was named, or for all. */
export function needsTerminal(
  options: ElsewhereOptions,
  { id, auth, defaultModel }: ProviderManifest,
  env: Environment,
): CliError {
  const setUp = (more: Partial<Replayed>) =>
    replayCommand(options, { authChoice: auth.choice, asAsked: true, env, ...more });
  const dryRun = options.dryRun ? ["--dry-run"] : [];
  const instead: Readonly<Record<Section, string | undefined>> = {
    key: setUp({ key: [`${auth.flag}-file`, "key.txt"] }),
    model: commandLike(options, ["models", "set", formatModelRef(id, defaultModel), ...dryRun], env),
    store: setUp({ keyStore: "dotenv" }),
    check: commandLike(options, ["models", "status", "--probe"], env),
    remove: undefined,
  };
  const wanted = options.section === undefined ? sections : [options.section];
  return new CliError("needs-terminal", {
    command: "configure",
    instead: wanted.map((section) => ({ section, command: instead[section] })),
  });
}
