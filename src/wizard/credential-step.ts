import type { Answer, Secret } from "../context.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { answer } from "./answer.ts";
import { askCredential, type Credential } from "./credential.ts";
import { type Draft, type Interview, inBackground, settled } from "./draft.ts";
import { foundKeys } from "./found-keys.ts";
import { proveKey } from "./prove.ts";
import { sourceName } from "./source-name.ts";

/** A rejected key may be replaced so often. */
const tries = 3;

/** Which key: a flag's, one that is there, or one that is entered; proven before anything else is asked. */
export async function credentialStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { context, options, words, report, prompt, given } = interview;
  const { manifest, client, feed } = settled(draft.connection);
  const rejected: Secret[] = [];
  const isRejected = ({ value }: Credential) => rejected.some((known) => known.equals(value));
  const found = foundKeys(interview, manifest);
  let asked = false;
  for (let triesLeft = tries - 1; ; triesLeft--) {
    const candidates = distinct([draft.credential, ...found]).filter((candidate) => !isRejected(candidate));
    const said = await answer({
      flag: given && !isRejected(given) ? given : undefined,
      found: candidates,
      ask: prompt && (() => askForKey(interview, manifest, candidates, canGoBack)),
      default: undefined,
    });
    if (said === "back") return "back";
    const credential = settled(said).value;
    asked ||= settled(said).origin === "person";
    if (credential.source.kind === "entered" && credential !== draft.credential) {
      report.info(words.onboard.received(credential.value.length, credential.value.tail));
    }
    const budget = options.offline ? undefined : client.startBudget();
    const proof = await proveKey(credential, {
      client,
      budget,
      manifest,
      words,
      report,
      verify: options.verify,
      offline: options.offline,
      allowAnyKey: options.allowAnyKey,
      prompt,
      triesLeft,
      called: sourceName(interview, credential.source, manifest.id),
      now: context.now,
    });
    if (proof === "again") {
      rejected.push(credential.value);
      continue;
    }
    const lists = [...(draft.lists ?? [])];
    if (proof !== "unchecked") lists.push(inBackground(feed.fetch(credential.value, budget)));
    else if (!options.offline && lists.length === 0) lists.push(inBackground(feed.fetch()));
    // A key that was not proven is shown to nobody, but a list that was kept for it may serve.
    if (proof === "unchecked") lists.push(inBackground(Promise.all(lists).then(() => feed.recall(credential.value))));
    return { draft: { ...draft, credential, proof, lists }, asked };
  }
}

async function askForKey(
  interview: Interview,
  manifest: ProviderManifest,
  candidates: readonly Credential[],
  canGoBack: boolean,
): Promise<Answer<Credential>> {
  const { context, words, report, prompt } = interview;
  if (candidates.length === 0) report.info(words.onboard.makeKey(manifest.links.keys));
  return await askCredential({
    prompt: settled(prompt),
    words,
    manifest,
    candidates,
    asList: interview.options.listsKeys === true,
    canGoBack,
    secrets: context.secrets,
    describe: (source) => sourceName(interview, source, manifest.id),
  });
}

function distinct(credentials: readonly (Credential | undefined)[]): Credential[] {
  const result: Credential[] = [];
  for (const credential of credentials) {
    if (credential && !result.some(({ value }) => value.equals(credential.value))) result.push(credential);
  }
  return result;
}
