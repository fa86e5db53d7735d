import { credentialStep } from "./credential-step.ts";
import { presentDefault } from "./default-model.ts";
import { type Draft, type Interview, settled } from "./draft.ts";
import { chooseKeyStore, keyStores } from "./key-store.ts";
import { keyStoreStep } from "./key-store-step.ts";
import { modelStep } from "./model-step.ts";
import { providerStep } from "./provider-step.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { Step } from "./walk.ts";

/**
 * Which provider, and its key. The default model is asked about only where there is none at all, and the key's place only
 * where it has none yet. `hasChanges` tells whether changes wait to be written: one provider is changed at a time.
 */
export function keySteps(interview: Interview, start: Draft, hasChanges: boolean): Step<Draft>[] {
  const { files, report, words } = interview;
  const hasModel = presentDefault(files.config.value) !== undefined || start.decision !== undefined;
  return [
    (draft, canGoBack) => providerStep(interview, draft, canGoBack),
    async (draft) => {
      const known = settled(start.connection);
      if (!hasChanges || draft.connection === known) return { draft, asked: false };
      report.info([{ text: words.configure.oneProviderAtATime(known.manifest.label), tone: "caution" }]);
      return "back";
    },
    (draft, canGoBack) => credentialStep(interview, draft, canGoBack),
    ...(hasModel ? [] : [(draft: Draft, canGoBack: boolean) => modelStep(interview, draft, canGoBack)]),
    (draft, canGoBack) => keptStep(interview, draft, canGoBack),
  ];
}

/** A new key goes where the old one is kept; the old one, used again, is no change at all. */
async function keptStep(interview: Interview, draft: Draft, canGoBack: boolean): ReturnType<Step<Draft>> {
  const standing = standingFor(interview, draft);
  if (isAsBefore(standing, draft)) {
    const { credential, proof, keyStore, ...rest } = draft;
    return { draft: rest, asked: false };
  }
  const store = [draft.keyStore, standing.store].find((each) => each === "dotenv" || each === "config");
  if (store) return { draft: { ...draft, keyStore: store }, asked: false };
  return await keyStoreStep(interview, draft, canGoBack);
}

function isAsBefore({ hasBlock, key, store }: Standing, { connection, credential }: Draft): boolean {
  if (key.kind !== "found" || !hasBlock || !settled(credential).value.equals(key.credential.value)) return false;
  const { source } = key.credential;
  const isTheirs = source.kind === "variable" && source.variable !== settled(connection).manifest.auth.variable;
  return store !== undefined || isTheirs;
}

/** Where the key is to be kept, whatever it is and wherever it lies. */
export async function storeStep(interview: Interview, draft: Draft, canGoBack: boolean): ReturnType<Step<Draft>> {
  const { prompt, words, paths, report } = interview;
  const { credential, store } = standingFor(interview, draft);
  if (!draft.credential && !credential) {
    report.info(words.configure.noKey);
    return { draft, asked: false };
  }
  const said = await chooseKeyStore({
    prompt: settled(prompt),
    words,
    variable: settled(draft.connection).manifest.auth.variable,
    dotenvPath: paths.display(paths.dotenv),
    configPath: paths.display(paths.config),
    previous: keyStores.find((each) => each === draft.keyStore) ?? store,
    canGoBack,
  });
  if (said === "back") return "back";
  return { draft: { ...draft, keyStore: said.value }, asked: true };
}

/** How things are with the provider of a draft. */
export function standingFor({ files, context }: Interview, draft: Draft): Standing {
  return standingOf(files, settled(draft.connection).manifest, context.env, context.secrets);
}
