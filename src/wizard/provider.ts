import type { Answer, Prompter } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import { localized, type ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";

/**
 * The provider that a --auth-choice names.
 *
 * @throws CliError "unknown-auth-choice" listing the valid ones.
 */
export function providerOfChoice(registry: Registry, choice: string): ProviderManifest {
  const manifest = registry.byChoice(choice);
  if (manifest) return manifest;
  throw new CliError("unknown-auth-choice", { choice, valid: registry.all.map(({ auth }) => auth.choice) });
}

/** Which provider to set up. */
export async function askProvider(
  prompt: Prompter,
  words: Messages,
  registry: Registry,
  locale: string,
  suggested: ProviderManifest,
  canGoBack: boolean,
): Promise<Answer<ProviderManifest>> {
  const said = await prompt.select({
    message: words.onboard.whichProvider,
    flag: "--auth-choice",
    canGoBack,
    default: suggested.auth.choice,
    choices: registry.all.map((manifest) => ({
      value: manifest.auth.choice,
      cells: [manifest.label],
      description: localized(manifest.hint, locale),
    })),
  });
  return said === "back" ? "back" : { value: providerOfChoice(registry, said.value) };
}
