import { CliError } from "../../errors.ts";
import { formatModelRef, type ProviderManifest, parseModelRef } from "../../providers/provider.ts";
import type { Registry } from "../../providers/registry.ts";
import { configuredRefs } from "../configured-refs.ts";
import { presentDefault } from "../default-model.ts";
import { readModelReference } from "../model-reference.ts";

/** The model that is meant, before anybody has looked whether there is one. */
export interface ChosenModel {
  readonly manifest: ProviderManifest;
  readonly id: string;
}

/**
 * PURE: which model is meant: --model (an alias of the config, a ref or an id), else the config's default. An id alone is one of
 * the provider that the default has, where this program knows it.
 *
 * @throws CliError "model-of-other-provider", "no-default-model", or "default-of-other-provider" when nobody here can ask the
 * default's provider
 */
export function chosenModel(config: unknown, flag: string | undefined, registry: Registry): ChosenModel {
  const present = presentDefault(config);
  const ref = present === undefined ? undefined : parseModelRef(present);
  const ofDefault = ref && registry.byId(ref.provider);
  const usual = ofDefault ?? registry.default;
  const example = formatModelRef(usual.id, usual.defaultModel);
  if (flag !== undefined) {
    const known = configuredRefs(config);
    const { provider, id } = readModelReference(flag, config, registry, usual.id, (text) => known.has(text));
    const manifest = provider === undefined ? undefined : registry.byId(provider);
    if (!manifest) throw new CliError("model-of-other-provider", { model: id, provider: usual.label, example });
    return { manifest, id };
  }
  if (!present) throw new CliError("no-default-model", { example, choice: usual.auth.choice });
  if (!ref || !ofDefault) {
    const providers = registry.all.map(({ label }) => label);
    throw new CliError("default-of-other-provider", { model: present, providers, example });
  }
  return { manifest: ofDefault, id: ref.model };
}
