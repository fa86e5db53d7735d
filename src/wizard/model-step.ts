import { findModel, nearestModels, offeredModels } from "../providers/model-choice.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
  parseModelRef,
} from "../providers/provider.ts";
import { answer } from "./answer.ts";
import type { CatalogFeed } from "./catalog-feed.ts";
import { presentDefault } from "./default-model.ts";
import { type Draft, type Interview, settled } from "./draft.ts";
import { refuseKeyAsModel } from "./key-shape.ts";
import { askModel, type ModelDecision, modelNamed, suggestedModel } from "./model.ts";

/** Which model is to be the default, from the best list there is. */
export async function modelStep(interview: Interview, draft: Draft, canGoBack: boolean) {
  const { context, options, words, report, prompt, files } = interview;
  const { privateOnly } = options;
  const { manifest, feed } = settled(draft.connection);
  const lists = draft.lists ?? [];
  const waitFor = (coming: Promise<unknown>) => report.spin(words.onboard.fetching(manifest.label), coming);
  const named = options.model;
  if (named !== undefined) refuseKeyAsModel(named, context.secrets);

  await waitFor(prompt && named === undefined ? firstList(feed, lists) : Promise.all(lists));
  sayCatalog(interview, manifest, feed);
  const present = presentDefault(files.config.value);
  for (;;) {
    const standing =
      present === undefined ? undefined : standingDecision(present, feed.current(), manifest, privateOnly);
    // Enter must not keep what is gone; a script keeps it, and is told.
    const stays = prompt && isGone(standing, feed.current(), manifest) ? undefined : standing;
    const said = await answer<ModelDecision>({
      flag: named === undefined ? undefined : pick(modelNamed(named, feed.current(), manifest, words, privateOnly)),
      found: [draft.decision, stays],
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
        named === undefined && stays === undefined
          ? pick(suggestedModel(feed.current(), manifest, privateOnly))
          : undefined,
    });
    if (said === "back") return "back";
    const { value, origin } = settled(said);
    // What was picked from everybody's list must be on the key's own list, too.
    await waitFor(Promise.all(lists));
    if (origin === "flag") sayUnlisted(interview, value, feed.current(), manifest);
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

/** Whether the default is one of this provider's that its own list does not offer. */
function isGone(standing: ModelDecision | undefined, { source }: ModelCatalog, { id }: ProviderManifest): boolean {
  return standing?.kind === "keep" && parseModelRef(standing.ref)?.provider === id && source === "live";
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

/** A list that may be out of date is no reason to refuse a model, but one to doubt it. */
function sayUnlisted(
  { words, report }: Interview,
  decision: ModelDecision,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
): void {
  if (decision.kind === "keep" || findModel(catalog, decision.model.id, manifest.id)) return;
  const [nearest] = nearestModels(catalog, decision.model.id, 1);
  const ref = (id: string) => formatModelRef(manifest.id, id);
  report.warn(words.onboard.unlisted(ref(decision.model.id), catalog.source, nearest && ref(nearest.id)));
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
  { context, options, words, report, prompt }: Interview,
  manifest: ProviderManifest,
  feed: CatalogFeed,
): void {
  const catalog = feed.current();
  const offered = offeredModels(catalog).length;
  const failed = feed.failure();
  const failure = failed && words.network[failed.kind](failed).what;
  if (catalog.source === "live") {
    report.once("success", words.onboard.liveModels(offered, manifest.label, catalog.skipped));
  } else if (catalog.source === "cached") {
    const minutes = Math.floor((context.now().getTime() - (catalog.fetchedAt?.getTime() ?? 0)) / 60_000);
    // A list that was kept because it is young is nothing to warn of.
    const say = failure !== undefined || options.offline ? report.warn : report.info;
    say(words.onboard.cachedModels(offered, words.age(minutes), failure));
  } else {
    report.warn(words.onboard.staticModels(offered, failure));
  }
  // What there is to choose between is for whoever chooses.
  if (!prompt || options.model !== undefined) return;
  for (const [name, meaning] of words.onboard.privacy(manifest.label)) {
    report.once("info", ["  ", { text: name.padEnd(11), tone: "strong" }, meaning]);
  }
}
