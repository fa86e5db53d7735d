import { CliError } from "../errors.ts";
import type { Messages } from "../messages/messages.ts";
import { findModel, nearestModels, offeredModels } from "../providers/model-choice.ts";
import { formatModelRef, type ModelCatalog, type ModelDefinition, parseModelRef } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import { modelAliases } from "./default-model.ts";

/** What a person calls a model by: a full ref, a bare id of a provider we know, or an alias of the config's. */
export interface ModelReference {
  /** The provider we know, by its id; `undefined` for another one's model. */
  readonly provider: string | undefined;
  /** The id without the provider, or the whole ref where we do not know the provider. */
  readonly id: string;
}

/**
 * PURE: reads what a person typed. An alias wins, as in OpenClaw; a text that names no provider we know is a bare id of
 * `provider`, unless the config speaks of it as another provider's model.
 */
export function readModelReference(
  text: string,
  config: unknown,
  registry: Registry,
  provider: string,
  isKnown: (ref: string) => boolean,
): ModelReference {
  const meant = modelAliases(config).get(text) ?? text;
  const ref = parseModelRef(meant);
  if (ref && registry.byId(ref.provider)) return { provider: ref.provider, id: ref.model };
  if (ref && isKnown(meant)) return { provider: undefined, id: meant };
  return { provider, id: meant };
}

export interface LookUpOptions {
  readonly words: Messages;
  readonly manifest: { readonly id: string; readonly label: string };
  /** The command to suggest another ref to, such as "openclaw models set". */
  readonly command: string;
  /** Whether a model that is not offered may be taken all the same. */
  readonly canForce: boolean;
}

/**
 * The model of that id as the list has it.
 *
 * @throws CliError "no-such-model" with the nearest refs.
 */
export function lookUpModel(id: string, catalog: ModelCatalog, options: LookUpOptions): ModelDefinition {
  const { manifest, command, canForce } = options;
  const model = findModel(catalog, id, manifest.id);
  if (model) return model;
  throw new CliError("no-such-model", {
    provider: manifest.label,
    model: id,
    nearest: nearestModels(catalog, id, 3).map((near) => formatModelRef(manifest.id, near.id)),
    offered: offeredModels(catalog).length,
    source: catalog.source,
    command,
    canForce,
  });
}

/**
 * As lookUpModel, but only a model that can be used.
 *
 * @throws CliError "no-such-model", or "model-withheld" with the reason and the replacement the provider names.
 */
export function usableModel(id: string, catalog: ModelCatalog, options: LookUpOptions): ModelDefinition {
  const { words, manifest, command, canForce } = options;
  const model = lookUpModel(id, catalog, options);
  const { withheld, replacement } = model.status;
  if (withheld === undefined) return model;
  throw new CliError("model-withheld", {
    model: formatModelRef(manifest.id, model.id),
    reason: words.model.withheld[withheld],
    replacement: replacement && formatModelRef(manifest.id, replacement),
    command,
    canForce,
  });
}
