import { CliError } from "../errors.ts";
import { findModel } from "../providers/model-choice.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
} from "../providers/provider.ts";
import { configuredRefs } from "../wizard/configured-refs.ts";
import type { ConnectOptions } from "../wizard/connect.ts";
import { refuseKeyAsModel } from "../wizard/key-shape.ts";
import { unlistedModel } from "../wizard/model.ts";
import { lookUpModel, readModelReference, usableModel } from "../wizard/model-reference.ts";
import { bestCatalog } from "./catalog.ts";
import { providerNamed, reachProvider } from "./provider-access.ts";
import type { Run } from "./run.ts";

export interface ModelCalledOptions extends ConnectOptions {
  readonly offline: boolean;
  /** Take a model that is not offered, or not known, all the same. */
  readonly force?: boolean;
  readonly dryRun?: boolean;
  /** The command to suggest another ref to. */
  readonly command: string;
  readonly canForce: boolean;
  /** Whether withheld models will do, too. */
  readonly withheld?: boolean;
}

/** A model that a person named: one of a provider we know, with the list it is in, or one the config knows of another's. */
export type ModelCalled =
  | {
      readonly kind: "ours";
      readonly ref: string;
      readonly manifest: ProviderManifest;
      readonly model: ModelDefinition;
      readonly catalog: ModelCatalog;
      /** The base URL to write, where a flag gave one. */
      readonly baseUrl: string | undefined;
      readonly isForced: boolean;
    }
  | { readonly kind: "foreign"; readonly ref: string };

/**
 * Finds the model that a text names: an alias, a full ref or a bare id. A kept list that does not have it is asked for anew
 * before the answer is no.
 *
 * @throws CliError "no-such-model" or "model-withheld" unless forced, "model-not-private" where the policy wants that, and what `connect` throws.
 */
export async function modelCalled(run: Run, text: string, options: ModelCalledOptions): Promise<ModelCalled> {
  const { registry, files, words, context } = run;
  refuseKeyAsModel(text, context.secrets);
  const known = configuredRefs(files.config.value);
  const { privateOnly } = run.policy;
  const reference = readModelReference(text, files.config.value, registry, registry.default.id, (ref) =>
    known.has(ref),
  );
  if (reference.provider === undefined && privateOnly) throw new CliError("model-not-private", { model: reference.id });
  if (reference.provider === undefined) return { kind: "foreign", ref: reference.id };
  const manifest = providerNamed(run, reference.provider);
  const { connection, secret } = reachProvider(run, manifest, options);
  try {
    const ask = (refresh: boolean) => bestCatalog(run, connection, secret, { ...options, refresh });
    let catalog = await ask(false);
    const isThere = () => findModel(catalog, reference.id, manifest.id) !== undefined;
    if (!isThere() && catalog.source === "cached" && !options.offline) catalog = await ask(true);
    const lookUp = { words, manifest, command: options.command, canForce: options.canForce };
    const isForced = options.force === true && !isUsable(findModel(catalog, reference.id, manifest.id));
    const model = isForced
      ? (findModel(catalog, reference.id, manifest.id) ?? unlistedModel(reference.id))
      : options.withheld
        ? lookUpModel(reference.id, catalog, lookUp)
        : usableModel(reference.id, catalog, lookUp);
    if (privateOnly && model.privacy !== "private" && !options.withheld) {
      throw new CliError("model-not-private", { model: formatModelRef(manifest.id, model.id) });
    }
    return {
      kind: "ours",
      ref: formatModelRef(manifest.id, model.id),
      manifest,
      model,
      catalog,
      baseUrl: options.baseUrl === undefined ? undefined : connection.baseUrl.text,
      isForced,
    };
  } finally {
    connection.client.close();
  }
}

function isUsable(model: ModelDefinition | undefined): boolean {
  return model !== undefined && model.status.withheld === undefined;
}
