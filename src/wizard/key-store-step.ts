import { answer } from "./answer.ts";
import { type Draft, type Interview, settled } from "./draft.ts";
import { askKeyStore, type KeyDecision, keyStores, presentStore } from "./key-store.ts";

/** Where the key is to be kept; a key that is kept well already is not asked about. */
export async function keyStoreStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { options, words, prompt, paths, files } = interview;
  const credential = settled(draft.credential);
  const { variable } = settled(draft.connection).manifest.auth;
  const present = presentStore(credential, variable, files);
  const { source } = credential;
  // A key behind a reference to a variable of the person's own is where they want it.
  const isTheirs = source.kind === "variable" && source.variable !== variable;
  const said = await answer<KeyDecision>({
    flag: options.keyStore ?? (isTheirs ? "unchanged" : present === "env" ? undefined : present),
    // A person is asked whether to keep a key of the environment too; a script is not.
    found: [draft.keyStore, present === "env" ? (prompt ? undefined : "left") : present],
    ask:
      prompt &&
      ((suggestion) =>
        askKeyStore({
          prompt,
          words,
          present,
          variable,
          dotenvPath: paths.display(paths.dotenv),
          configPath: paths.display(paths.config),
          previous: keyStores.find((store) => store === suggestion),
          canGoBack,
        })),
    default: "dotenv",
  });
  if (said === "back") return "back";
  const { value, origin } = settled(said);
  return { draft: { ...draft, keyStore: value }, asked: origin === "person" };
}
