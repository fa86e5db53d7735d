import type { Policy } from "../../config/policy.ts";
import type { UserFiles } from "../../config/user-files.ts";
import type { Environment } from "../../context.ts";
import type { CliError } from "../../errors.ts";
import type { KeyCheck } from "../../providers/key-check.ts";
import type { NetworkFailure } from "../../providers/network-failure.ts";
import type { ModelCatalog, ProviderManifest } from "../../providers/provider.ts";
import type { ProxyChoice } from "../../providers/proxy.ts";
import type { CredentialSource } from "../credential.ts";
import type { EffectiveKey } from "../effective-key.ts";

/** All that the checks look at, gathered beforehand. */
export interface Facts {
  readonly manifest: ProviderManifest;
  readonly env: Environment;
  readonly now: Date;
  /** Whether nobody was to be asked. */
  readonly offline: boolean;
  /** As they are: a file that could not be read has a `problem`. */
  readonly files: UserFiles;
  readonly policy: Policy;
  readonly surroundings: Surroundings;
  readonly key: EffectiveKey;
  /** What the provider says about the key; `undefined` where it was not asked. */
  readonly check: KeyCheck | undefined;
  readonly connection: ConnectionFacts;
  readonly catalog: ModelCatalog;
  /** A path as a person would type it. */
  display(path: string): string;
  /** What a key is called by its source. */
  describe(source: CredentialSource): string;
}

/** What lies around the two files. */
export interface Surroundings {
  /** The variable by which the config is managed from outside. */
  readonly readOnlyBy: string | undefined;
  /** Why the config cannot be written, where that can be told beforehand. */
  readonly unwritable: CliError | undefined;
  /** Files that others than their owner may read, with their permission bits. */
  readonly open: readonly { readonly path: string; readonly mode: number }[];
  /** What interrupted writes left behind. */
  readonly leftovers: readonly string[];
  /** How many backups of the config there are. */
  readonly backups: number;
  /** The keys in OpenClaw's own store. */
  readonly profiles: readonly AuthProfile[];
}

export interface AuthProfile {
  readonly name: string;
  /** The file that has it: the config, which only tells that there is one, or the store itself. */
  readonly path: string;
  /** Whether it holds the key that the config leads to; `undefined` where it cannot be seen. */
  readonly isSame: boolean | undefined;
}

export interface ConnectionFacts {
  /** Where requests go; `undefined` where the base URL is none. */
  readonly url: URL | undefined;
  /** Why the config's base URL cannot be used. */
  readonly problem: CliError | undefined;
  readonly proxy: ProxyChoice;
  /** Why the provider could not be asked, or its answer not be used. */
  readonly failure: NetworkFailure | undefined;
  /** The file of NODE_EXTRA_CA_CERTS, where it cannot be read. */
  readonly missingCertificates: string | undefined;
}
