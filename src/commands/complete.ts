import { newestCatalogCache } from "../config/catalog-cache.ts";
import { resolvePaths } from "../config/paths.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import { buildCatalog, catalogFromJson } from "../providers/catalog.ts";
import { offeredModels } from "../providers/model-choice.ts";
import { singleLine } from "../providers/outside-text.ts";
import { formatModelRef, type ModelCatalog, type ProviderManifest } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";

/** A text that can stand at the cursor. */
export interface Offer {
  readonly value: string;
  readonly description: string;
}

export interface CompleteOptions {
  /** The shell that asks, such as "bash". */
  readonly shell: string;
  /** The word at the cursor, without quotes, as far as it is typed. */
  readonly word: string;
  /** The part of the word that stays in front of every offer, such as "--model=". */
  readonly before: string;
  readonly candidates: { readonly offers: readonly Offer[]; readonly models: boolean; readonly paths: boolean };
  /** The profile named on the line that is completed. */
  readonly profile: string | undefined;
  readonly dev: boolean;
}

/** An id of these characters alone is a word in every shell; others come from outside and might be more than a word there. */
const plainWord = /^[\w.:@+/-]+$/;

/** Longer than a terminal is wide. */
const longestDescription = 120;

/**
 * Prints what can stand at the cursor, a line each, for the scripts of `openclaw completion`: the value, a tab and its
 * description; for bash only what of the value is still missing; ":files" where the shell is to complete a path. Reads neither
 * the config nor the network.
 */
export function complete(options: CompleteOptions, context: Context, registry: Registry): ExitCode {
  const { shell, word, before, candidates } = options;
  const typed = word.slice(before.length);
  const startingAsTyped = (offers: readonly Offer[]) => offers.filter(({ value }) => value.startsWith(typed));

  const found = startingAsTyped(candidates.offers);
  if (candidates.models) {
    const models = modelOffers(options, context, registry);
    const refs = startingAsTyped(models.map(({ ref, description }) => ({ value: ref, description })));
    const ids = () => startingAsTyped(models.map(({ id, description }) => ({ value: id, description })));
    found.push(...(refs.length > 0 ? refs : ids()));
  }
  const lines = found.map(({ value, description }) =>
    shell === "bash" ? value.slice(typed.length) : `${before}${value}\t${singleLine(description, longestDescription)}`,
  );
  if (candidates.paths) lines.push(":files");
  if (lines.length > 0) context.terminal.print(lines.join("\n"));
  return exitCode.done;
}

function modelOffers(options: CompleteOptions, context: Context, registry: Registry) {
  const words = messagesIn(context.locale);
  return registry.all.flatMap((manifest) =>
    offeredModels(catalogOf(manifest, options, context))
      .map((model) => ({
        id: model.id,
        ref: formatModelRef(manifest.id, model.id),
        description: `${model.name} · ${words.model.privacy[model.privacy]}`,
      }))
      .filter(({ id }) => plainWord.test(id)),
  );
}

/** The list kept last, however old, else the built-in one; without a state folder that can be found, too. */
function catalogOf(manifest: ProviderManifest, { profile, dev }: CompleteOptions, context: Context): ModelCatalog {
  const kept = () => {
    try {
      return newestCatalogCache(resolvePaths(context, { profile, dev }), manifest.id);
    } catch {
      return undefined;
    }
  };
  const text = kept();
  const cached = text === undefined ? undefined : catalogFromJson(text);
  return buildCatalog({ manifest, cached, now: context.now() });
}
