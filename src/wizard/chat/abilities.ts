import { CliError } from "../../errors.ts";
import { offeredModels, recommendedModels } from "../../providers/model-choice.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
} from "../../providers/provider.ts";
import type { ChatOptions } from "./chat-options.ts";

/** What a chat may ask of a model, and not every model has. */
export type Ability = "vision" | "tools" | "schema" | "search" | "effort";

/** Images of one message, where the model's own number is not known (github.com/veniceai/skills, venice-chat). */
const mostImages = 10;

const tests: { readonly [Name in Ability]: (model: ModelDefinition) => boolean | undefined } = {
  vision: ({ capabilities }) => capabilities.vision,
  tools: ({ capabilities }) => capabilities.tools,
  schema: ({ capabilities }) => capabilities.responseSchema,
  search: ({ capabilities }) => capabilities.webSearch,
  effort: ({ efforts }) => efforts && efforts.length > 0,
};

/**
 * Refuses what the model is known not to do, before anything is sent or paid. What nobody knows is left to the provider.
 *
 * @throws CliError "model-lacks-ability" naming a model that does it, "effort-unknown" or "too-many-images"
 */
export function checkAbilities(
  options: ChatOptions,
  model: ModelDefinition,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
): void {
  // A model that is in no list was taken at its word; nothing is known of it.
  if (!catalog.models.includes(model)) return;
  const ref = formatModelRef(manifest.id, model.id);
  const { images, tools, toolResults, responseFormat, webSearch, effort } = options;
  const wanted: readonly (readonly [Ability, string, boolean])[] = [
    ["vision", "--image", images.length > 0],
    ["tools", tools === undefined ? "--tool-results" : "--tools", tools !== undefined || toolResults !== undefined],
    ["schema", "--response-format", responseFormat !== undefined],
    ["search", "--web-search", webSearch === "on" || webSearch === "auto"],
    ["effort", "--effort", effort !== undefined],
  ];
  for (const [ability, flag, isWanted] of wanted) {
    if (!isWanted || tests[ability](model) !== false) continue;
    const other = ableModel(ability, model, catalog, manifest);
    const instead = other && formatModelRef(manifest.id, other.id);
    throw new CliError("model-lacks-ability", { model: ref, ability, flag, instead });
  }
  if (effort !== undefined && model.efforts && !model.efforts.includes(effort)) {
    throw new CliError("effort-unknown", { model: ref, effort, efforts: model.efforts });
  }
  const limit = model.maxImages ?? mostImages;
  if (images.length > limit) throw new CliError("too-many-images", { model: ref, given: images.length, limit });
}

/** A model that has the ability and is no less private: a recommended one before all others. */
function ableModel(
  ability: Ability,
  { privacy }: ModelDefinition,
  catalog: ModelCatalog,
  manifest: ProviderManifest,
): ModelDefinition | undefined {
  const offer = { privateOnly: privacy === "private" };
  const recommended = recommendedModels(catalog, manifest, offer).map(({ model }) => model);
  return [...recommended, ...offeredModels(catalog, offer)].find((model) => tests[ability](model) === true);
}
