import type { Answer, Choice, Prompter } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import { unstated } from "../providers/catalog-row.ts";
import { defaultModel, findModel, nearestModels, offeredModels, recommendedModels } from "../providers/model-choice.ts";
import {
  formatModelRef,
  localized,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
  parseModelRef,
} from "../providers/provider.ts";
import { describeModel, modelCells } from "./describe.ts";

/** The model a person decided on, or the wish to keep the default that another provider has. */
export type ModelDecision =
  | { readonly kind: "model"; readonly model: ModelDefinition }
  | { readonly kind: "keep"; readonly ref: string };

/**
 * The model that --model names: an id, or a ref of this provider. Where the list may be out of date an unknown id is taken at
 * its word.
 *
 * @throws CliError "model-of-other-provider", "model-unknown" with the nearest ids, or "model-not-offered".
 */
export function modelNamed(
  text: string,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
  words: Messages,
  privateOnly: boolean,
): ModelDefinition {
  const model = findModel(catalog, text, manifest.id) ?? unlisted(text, catalog, manifest);
  const reason = model.status.withheld ?? (privateOnly && model.privacy !== "private" ? "not-private" : undefined);
  if (reason) {
    throw new CliError("model-not-offered", {
      model: formatModelRef(manifest.id, model.id),
      reason: words.model.withheld[reason],
      replacement: model.status.replacement && formatModelRef(manifest.id, model.status.replacement),
    });
  }
  return model;
}

function unlisted(text: string, catalog: ModelCatalog, manifest: ProviderManifest): ModelDefinition {
  const ref = parseModelRef(text);
  const isName = !/\s/.test(text) && (ref?.model ?? text) !== "" && !text.endsWith("/");
  if (catalog.source === "live" || !isName) {
    const nearest = nearestModels(catalog, text, 3).map((model) => model.id);
    if (ref && ref.provider !== manifest.id && nearest.length === 0) throw otherProvider(text, manifest);
    throw new CliError("model-unknown", {
      provider: manifest.label,
      model: text,
      nearest,
      offered: offeredModels(catalog).length,
    });
  }
  if (ref && ref.provider !== manifest.id) throw otherProvider(text, manifest);
  return unlistedModel(ref?.model ?? text);
}

/** A model of which nothing is known but its id, with careful values. */
export function unlistedModel(id: string): ModelDefinition {
  return { ...unknownModel, id, name: id };
}

function otherProvider(model: string, manifest: ProviderManifest): CliError {
  const example = formatModelRef(manifest.id, manifest.defaultModel);
  return new CliError("model-of-other-provider", { model, provider: manifest.label, example });
}

const unknownModel: Omit<ModelDefinition, "id" | "name"> = {
  privacy: "unknown",
  reasoning: false,
  input: ["text"],
  ...unstated,
  maxTokensIsCap: false,
  cost: undefined,
  longPromptCost: undefined,
  efforts: undefined,
  maxImages: undefined,
  capabilities: {
    tools: undefined,
    responseSchema: undefined,
    webSearch: undefined,
    vision: false,
    code: false,
    uncensored: false,
  },
  status: { withheld: undefined, retiresAt: undefined, replacement: undefined, beta: false, traits: [] },
};

/**
 * The model to suggest first.
 *
 * @throws CliError "no-model-left" when nothing is offered.
 */
export function suggestedModel(
  catalog: ModelCatalog,
  manifest: ProviderManifest,
  privateOnly: boolean,
): ModelDefinition {
  const model = defaultModel(catalog, manifest, { privateOnly }) ?? offeredModels(catalog, { privateOnly })[0];
  if (!model) throw new CliError("no-model-left", { provider: manifest.label, privateOnly });
  return model;
}

export interface ModelQuestion {
  readonly prompt: Prompter;
  readonly words: Messages;
  readonly locale: string;
  readonly manifest: ProviderManifest;
  /** The list as it is known at that moment: the provider's answer to this key may still be on its way. */
  catalog(): ModelCatalog;
  readonly privateOnly: boolean;
  /** The ref of the present default, where keeping it is a choice of its own: no model of the list stands for it. */
  readonly keepable: string | undefined;
  /** Where the pointer is at first. */
  readonly suggestion: ModelDecision;
  readonly canGoBack: boolean;
  /** What is asked; which model should be the default, where it is left out. */
  readonly message?: string;
}

/** Question 2: the default model. Recommendations stand first, then everything that is offered. */
export async function askModel(question: ModelQuestion): Promise<Answer<ModelDecision>> {
  const { prompt, words, manifest, keepable, suggestion } = question;
  let known: ModelCatalog | undefined;
  let choices: readonly Choice<string>[] = [];
  const said = await prompt.search<string>({
    message: question.message ?? words.onboard.whichModel,
    flag: "--model",
    canGoBack: question.canGoBack,
    empty: words.onboard.noSuchModel,
    default: suggestion.kind === "keep" ? keep : suggestion.model.id,
    choices: () => {
      const catalog = question.catalog();
      if (catalog !== known) {
        known = catalog;
        choices = modelChoices(question, catalog);
      }
      return choices;
    },
  });
  if (said === "back") return "back";
  if (said.value === keep && keepable !== undefined) return { value: { kind: "keep", ref: keepable } };
  const model = known && findModel(known, said.value, manifest.id);
  return { value: model ? { kind: "model", model } : suggestion };
}

/** No model has an empty id, so this value stands for none. */
const keep = "";

function modelChoices(question: ModelQuestion, catalog: ModelCatalog): Choice<string>[] {
  const { words, manifest, privateOnly, locale, keepable } = question;
  const offered = offeredModels(catalog, { privateOnly });
  const kept = keepable === undefined ? [] : [keepChoice(keepable, catalog, question)];
  const recommended = recommendedModels(catalog, manifest, { privateOnly }).map(({ recommendation, model }) => ({
    value: model.id,
    cells: [model.id, words.model.privacy[model.privacy], localized(recommendation.title, locale)],
    description: `${localized(recommendation.reason, locale)}\n${describeModel(model, words)}`,
    group: words.onboard.recommendedGroup,
    keywords: `${recommendation.useCase} ${localized(recommendation.reason, locale)} ${model.name}`,
  }));
  const all = offered.map((model) => ({
    value: model.id,
    cells: modelCells(model, words),
    description: [describeModel(model, words), ...retirement(model, words)].join("\n"),
    group: words.onboard.allGroup(offered.length),
    keywords: model.name,
  }));
  return [...kept, ...recommended, ...all];
}

function keepChoice(ref: string, catalog: ModelCatalog, { words, manifest }: ModelQuestion): Choice<string> {
  return {
    value: keep,
    cells: [words.onboard.keepModel(ref)],
    description: whyKeep(ref, catalog, manifest, words),
    group: words.onboard.presentGroup,
  };
}

function whyKeep(ref: string, catalog: ModelCatalog, { id, label }: ProviderManifest, words: Messages): string {
  if (parseModelRef(ref)?.provider !== id) return words.onboard.keepModelWhy(label);
  const model = findModel(catalog, ref, id);
  if (model && model.status.withheld === undefined) return words.onboard.keepNotPrivateWhy;
  return catalog.source === "live" ? words.onboard.keepGoneWhy(label) : words.onboard.keepUnlistedWhy;
}

function retirement(model: ModelDefinition, words: Messages): string[] {
  const { retiresAt, replacement } = model.status;
  return retiresAt ? [words.model.retires(retiresAt.slice(0, 10), replacement)] : [];
}
