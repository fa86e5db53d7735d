import { CliError } from "../errors.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { answer } from "./answer.ts";
import { type Draft, type Interview, inBackground, settled } from "./draft.ts";
import { foundKeys } from "./found-keys.ts";
import { askProvider, providerOfChoice } from "./provider.ts";

/** Which provider: asked unless a flag says it, and connected to at once. */
export async function providerStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { context, options, registry, words, prompt } = interview;
  const said = await answer<ProviderManifest>({
    flag: chosenProvider(interview),
    found: [draft.connection?.manifest],
    ask: prompt && ((suggested) => askProvider(prompt, words, registry, context.locale, settled(suggested), canGoBack)),
    default: prompt ? registry.default : impliedProvider(interview),
  });
  if (said === "back") return "back";
  const { value: manifest, origin } = settled(said);
  const asked = origin === "person";
  if (manifest === draft.connection?.manifest) return { draft, asked };
  const connection = await interview.connect(manifest);
  // The person types meanwhile. The list shown first is everybody's; the key's own takes its place when it comes.
  const lists = prompt && !options.offline ? [inBackground(connection.feed.fetch())] : [];
  return { draft: { connection, lists }, asked };
}

/** The provider that the flags name, by --auth-choice or by the flag that gives the key. */
export function chosenProvider({
  options,
  registry,
}: Pick<Interview, "options" | "registry">): ProviderManifest | undefined {
  const named = options.authChoice === undefined ? undefined : providerOfChoice(registry, options.authChoice);
  const [key] = options.keys;
  const ofKey = key && registry.byId(key.provider);
  if (named && key && ofKey !== named) {
    throw new CliError("flags-contradict", { first: `--auth-choice ${named.auth.choice}`, second: key.flag });
  }
  return named ?? ofKey;
}

/** The provider that is meant where nobody can be asked: the flags' one, else the first of which there is a key. */
export function impliedProvider(interview: Interview): ProviderManifest | undefined {
  return (
    chosenProvider(interview) ?? interview.registry.all.find((manifest) => foundKeys(interview, manifest).length > 0)
  );
}
