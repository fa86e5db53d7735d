import { CliError } from "../../errors.ts";
import type { Messages } from "../../messages/messages.ts";
import type { ChatFailure } from "../../providers/chat-failure.ts";
import { defaultModel, type Offer, offeredModels } from "../../providers/model-choice.ts";
import type { NetworkFailure } from "../../providers/network-failure.ts";
import {
  formatModelRef,
  type ModelCatalog,
  type ModelDefinition,
  type ProviderManifest,
} from "../../providers/provider.ts";

/** Who was asked, for the words of a failure. */
export interface Asked {
  readonly words: Messages;
  readonly manifest: ProviderManifest;
  readonly model: ModelDefinition;
  readonly catalog: ModelCatalog;
  /** Which models may be named instead. */
  readonly offer: Offer;
  /** What the key is called on the screen. */
  readonly keyCalled: string;
  readonly host: string;
}

/** PURE: the failure of a chat, with what its words and its next step are made of. */
export function chatError(failure: ChatFailure, asked: Asked): CliError {
  const { words, manifest, model, catalog, offer, keyCalled, host } = asked;
  const refOf = ({ id }: { readonly id: string }) => formatModelRef(manifest.id, id);
  const others = offeredModels(catalog, offer).filter(({ id }) => id !== model.id);
  const usual = defaultModel(catalog, manifest, offer);
  const largest = others.reduce<ModelDefinition | undefined>(
    (best, other) => (other.contextWindow > (best ?? model).contextWindow ? other : best),
    undefined,
  );
  const safest = others.find(({ privacy }) => privacy === "private");
  const another = usual && usual.id !== model.id ? usual : others.find(({ privacy }) => privacy === model.privacy);
  const network = failure.network && words.network[failure.network.kind](failure.network);
  return new CliError(`chat-${failure.kind}`, {
    provider: manifest.label,
    model: refOf(model),
    host,
    key: keyCalled,
    detail: failure.detail,
    requestId: failure.requestId,
    retryAfterSeconds: failure.retryAfterSeconds,
    suggestions: (failure.suggestions ?? []).map((id) => refOf({ id })),
    limit: failure.limit,
    network,
    another: another && refOf(another),
    privateModel: safest && refOf(safest),
    largerModel: largest && refOf(largest),
    choice: manifest.auth.choice,
    links: manifest.links,
  });
}

/** Whether nothing gets through to the host, so that asking it something else is a waste of time. */
export function isUnreachable({ kind }: NetworkFailure): boolean {
  return ["dns", "refused", "unreachable"].includes(kind) || /^(tls|proxy)/.test(kind);
}
