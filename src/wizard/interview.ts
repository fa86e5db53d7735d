import type { Paths } from "../config/paths.ts";
import type { UserFiles } from "../config/user-files.ts";
import type { Answer, Context, Prompter, Secret } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import { findModel, offeredModels } from "../providers/model-choice.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
} from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { answer } from "./answer.ts";
import type { CatalogFeed } from "./catalog-feed.ts";
import type { Connection } from "./connect.ts";
import { askCredential, type Credential, type CredentialSource, foundCredentials } from "./credential.ts";
import { askKeyStore, type KeyStore, presentStore } from "./key-store.ts";
import { askModel, type ModelDecision, modelNamed, suggestedModel } from "./model.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import { presentDefault } from "./plan.ts";
import { type Proof, proveKey } from "./prove.ts";
import { askProvider, providerOfChoice } from "./provider.ts";
import { replayCommand } from "./replay.ts";
import type { Report } from "./report.ts";
import type { Step } from "./walk.ts";

/** What the questions need to know and to do; nothing of it changes while they are asked. */
export interface Interview {
  readonly context: Context;
  readonly options: OnboardOptions;
  readonly registry: Registry;
  readonly words: Messages;
  readonly report: Report;
  readonly paths: Paths;
  readonly files: UserFiles;
  /** The person, `undefined` where nobody can be asked. */
  readonly prompt: Prompter | undefined;
  /** The key that a flag gives. */
  readonly given: Credential | undefined;
  /** Called once for a provider, before anything is asked about it. */
  connect(manifest: ProviderManifest): Promise<Connection>;
}

/** The answers as far as they have come. Once all steps are through, every field is there. */
export interface Draft {
  readonly connection?: Connection;
  readonly credential?: Credential;
  readonly proof?: Proof;
  /** Lists that are still on their way. */
  readonly lists?: readonly Promise<void>[];
  readonly decision?: ModelDecision;
  readonly keyStore?: KeyStore | "unchanged";
}

/** A rejected key may be replaced so often. */
const tries = 3;

/** The questions of onboarding, in their order: provider, key (proven before anything else is asked), model, key store. */
export function questions(interview: Interview): readonly Step<Draft>[] {
  return [
    (draft, canGoBack) => providerStep(interview, draft, canGoBack),
    (draft, canGoBack) => credentialStep(interview, draft, canGoBack),
    (draft, canGoBack) => modelStep(interview, draft, canGoBack),
    (draft, canGoBack) => keyStoreStep(interview, draft, canGoBack),
  ];
}

/** What a credential's source is called on the screen. */
export function sourceName(
  { words, paths }: Pick<Interview, "words" | "paths">,
  source: CredentialSource,
  provider: string,
): string {
  const names = words.key.source;
  const config = paths.display(paths.config);
  switch (source.kind) {
    case "flag":
      return names.flag(source.flag);
    case "stdin":
      return names.stdin;
    case "file":
      return names.file(source.path);
    case "entered":
      return names.entered;
    case "block":
      return names.config(config, `models.providers.${provider}.apiKey`);
    case "variable":
      if (source.place === "environment") return names.environment(source.variable);
      if (source.place === "dotenv") return names.dotenv(paths.display(paths.dotenv));
      return names.config(
        config,
        source.place === "config-vars" ? `env.vars.${source.variable}` : `env.${source.variable}`,
      );
  }
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

/** The keys that are there already, best first. */
export function foundKeys({ context, files }: Interview, manifest: ProviderManifest): Credential[] {
  return foundCredentials({ env: context.env, ...files, manifest, secrets: context.secrets });
}

/**
 * Where nobody can be asked, every answer must be there, and somebody must have said that it is to be so.
 *
 * @throws CliError "answers-missing" with all that is missing and a command to copy.
 */
export function refuseToGuess(interview: Interview): void {
  const { options, registry, words, given } = interview;
  const manifest = impliedProvider(interview);
  const hasKey = manifest !== undefined && (given !== undefined || foundKeys(interview, manifest).length > 0);
  const { auth, label } = manifest ?? registry.default;
  const isAgreed = options.nonInteractive || options.yes || options.dryRun;
  const missing = [
    ...(isAgreed ? [] : [{ flag: "--non-interactive", what: words.onboard.missing.consent }]),
    ...(manifest ? [] : [{ flag: "--auth-choice", what: words.onboard.missing.provider }]),
    ...(hasKey ? [] : [{ flag: `${auth.flag}-file`, what: words.onboard.missing.key(label) }]),
  ];
  if (missing.length === 0) return;
  const [input] = options.keys;
  const keyFlags =
    input?.kind === "stdin"
      ? [input.flag]
      : hasKey && !input
        ? []
        : [`${auth.flag}-file`, input?.kind === "file" ? input.path : "key.txt"];
  throw new CliError("answers-missing", {
    missing,
    command: replayCommand(options, {
      authChoice: auth.choice,
      model: options.model,
      keyStore: options.keyStore,
      key: keyFlags,
      asAsked: true,
    }),
  });
}

async function providerStep(interview: Interview, draft: Draft, canGoBack: boolean) {
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

async function credentialStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { context, options, words, report, prompt, given } = interview;
  const { manifest, client, feed } = settled(draft.connection);
  const called = (source: CredentialSource) => sourceName(interview, source, manifest.id);
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
    const budget = client.startBudget();
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
      called: called(credential.source),
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

/** Whoever waits for it later hears of its failure; until then it is nobody's. */
function inBackground(work: Promise<void>): Promise<void> {
  work.catch(() => {});
  return work;
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
    canGoBack,
    secrets: context.secrets,
    describe: (source) => sourceName(interview, source, manifest.id),
  });
}

async function modelStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { context, options, words, report, prompt, files } = interview;
  const { privateOnly } = options;
  const { manifest, feed } = settled(draft.connection);
  const lists = draft.lists ?? [];
  const waitFor = (coming: Promise<unknown>) => report.spin(words.onboard.fetching(manifest.label), coming);
  const named = options.model;

  await waitFor(prompt && named === undefined ? firstList(feed, lists) : Promise.all(lists));
  sayCatalog(interview, manifest, feed);
  const present = presentDefault(files.config.value);
  for (;;) {
    const standing =
      present === undefined ? undefined : standingDecision(present, feed.current(), manifest, privateOnly);
    const said = await answer<ModelDecision>({
      flag: named === undefined ? undefined : pick(modelNamed(named, feed.current(), manifest, words, privateOnly)),
      found: [draft.decision, standing],
      ask:
        prompt &&
        ((suggestion) =>
          askModel({
            prompt,
            words,
            locale: context.locale,
            manifest,
            catalog: feed.current,
            privateOnly,
            keepable: standing?.kind === "keep" ? standing.ref : undefined,
            suggestion: settled(suggestion),
            canGoBack,
          })),
      default:
        named === undefined && standing === undefined
          ? pick(suggestedModel(feed.current(), manifest, privateOnly))
          : undefined,
    });
    if (said === "back") return "back";
    const { value, origin } = settled(said);
    // What was picked from everybody's list must be on the key's own list, too.
    await waitFor(Promise.all(lists));
    const decision = origin === "flag" ? value : asOffered(value, feed.current(), manifest);
    if (decision) return { draft: { ...draft, decision }, asked: origin === "person" };
    if (value.kind === "model") {
      const gone = words.onboard.goneForKey(formatModelRef(manifest.id, value.model.id));
      report.info([{ text: gone, tone: "caution" }]);
    }
  }
}

function pick(model: ModelDefinition): ModelDecision {
  return { kind: "model", model };
}

/** What keeping the present default comes to: its model where this provider offers it, else leaving it alone. */
function standingDecision(
  present: string,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
  privateOnly: boolean,
): ModelDecision {
  const offered = offeredModels(catalog, { privateOnly });
  const model = offered.find(({ id }) => formatModelRef(manifest.id, id) === present);
  return model ? pick(model) : { kind: "keep", ref: present };
}

/** The decision with the model as the list has it now; `undefined` when a list of the provider's does not offer it. */
function asOffered(
  decision: ModelDecision,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
): ModelDecision | undefined {
  if (decision.kind === "keep") return decision;
  const model = findModel(catalog, decision.model.id, manifest.id);
  if (model?.status.withheld === undefined && model) return pick(model);
  return catalog.source === "live" ? undefined : decision;
}

/** Resolves when a list of the provider's is there, or when all that were asked for have come to nothing. */
async function firstList(feed: CatalogFeed, lists: readonly Promise<void>[]): Promise<void> {
  const live = lists.map(
    (list) =>
      new Promise<void>((resolve, reject) => {
        list.then(() => feed.current().source === "live" && resolve(), reject);
      }),
  );
  await Promise.race([Promise.all(lists), ...live]);
}

function sayCatalog(
  { context, words, report, prompt }: Interview,
  manifest: ProviderManifest,
  feed: CatalogFeed,
): void {
  const catalog = feed.current();
  const offered = offeredModels(catalog).length;
  const failed = feed.failure();
  const failure = failed && words.network[failed.kind](failed).what;
  if (catalog.source === "live") {
    report.success(words.onboard.liveModels(offered, manifest.label, catalog.skipped));
  } else if (catalog.source === "cached") {
    const minutes = Math.floor((context.now().getTime() - (catalog.fetchedAt?.getTime() ?? 0)) / 60_000);
    report.warn(words.onboard.cachedModels(offered, words.onboard.age(minutes), failure));
  } else {
    report.warn(words.onboard.staticModels(offered, failure));
  }
  if (!prompt) return;
  for (const [name, meaning] of words.onboard.privacy(manifest.label)) {
    report.explain(["  ", { text: name.padEnd(11), tone: "strong" }, meaning]);
  }
}

async function keyStoreStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { options, words, prompt, paths } = interview;
  const credential = settled(draft.credential);
  const { variable } = settled(draft.connection).manifest.auth;
  const present = presentStore(credential, variable);
  const { source } = credential;
  // A key behind a reference to a variable of the person's own is where they want it.
  const isTheirs = source.kind === "variable" && source.variable !== variable;
  const said = await answer<KeyStore | "unchanged">({
    flag: options.keyStore ?? (isTheirs ? "unchanged" : present === "env" ? undefined : present),
    // A person is asked whether to keep a key of the environment too; a script is not.
    found: [draft.keyStore, prompt && present === "env" ? undefined : present],
    ask:
      prompt &&
      ((suggestion) =>
        askKeyStore({
          prompt,
          words,
          credential,
          variable,
          dotenvPath: paths.display(paths.dotenv),
          configPath: paths.display(paths.config),
          previous: suggestion === "unchanged" ? undefined : suggestion,
          canGoBack,
        })),
    default: "dotenv",
  });
  if (said === "back") return "back";
  const { value, origin } = settled(said);
  return { draft: { ...draft, keyStore: value }, asked: origin === "person" };
}

function distinct(credentials: readonly (Credential | undefined)[]): Credential[] {
  const result: Credential[] = [];
  for (const credential of credentials) {
    if (credential && !result.some(({ value }) => value.equals(credential.value))) result.push(credential);
  }
  return result;
}

/** What an earlier step has settled. Without it the steps were taken in a wrong order: a mistake of ours. */
export function settled<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a question was asked before the one it depends on");
  return value;
}
