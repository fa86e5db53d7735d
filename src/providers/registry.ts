import type { ProviderManifest } from "./provider.ts";

/** The one place in the code where a provider is named; everything else about it is in its manifest. */
const defaultProvider = "venice";

export interface Registry {
  readonly all: readonly ProviderManifest[];
  /** The provider that is meant when nobody names one. */
  readonly default: ProviderManifest;
  /** The provider whose `auth.choice` that is: the value of --auth-choice. */
  byChoice(choice: string): ProviderManifest | undefined;
  byId(id: string): ProviderManifest | undefined;
}

/**
 * The providers this program can set up, in the order given. Where the usual default is not among them the first one takes
 * its place. Throws when there are none, or when two share an id or a choice: mistakes of the build, not of a person.
 */
export function createRegistry(manifests: readonly ProviderManifest[]): Registry {
  const ids = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const choices = new Map(manifests.map((manifest) => [manifest.auth.choice, manifest]));
  if (ids.size < manifests.length || choices.size < manifests.length) {
    throw new Error("Two provider manifests share an id or a choice");
  }
  const first = ids.get(defaultProvider) ?? manifests[0];
  if (!first) throw new Error("There is no provider manifest");
  return {
    all: manifests,
    default: first,
    byChoice: (choice) => choices.get(choice),
    byId: (id) => ids.get(id),
  };
}
