import type { Text } from "../context.ts";
import { CliError } from "../errors.ts";
import type { ChatAnswer, ChatEvent } from "../providers/chat-answer.ts";
import type { ChatFailure } from "../providers/chat-failure.ts";
import type { ChatRequest } from "../providers/chat-request.ts";
import { findModel } from "../providers/model-choice.ts";
import { formatModelRef, type ModelCatalog, type ModelDefinition } from "../providers/provider.ts";
import { checkAbilities } from "../wizard/chat/abilities.ts";
import type { ChatOptions } from "../wizard/chat/chat-options.ts";
import { chosenModel } from "../wizard/chat/chosen-model.ts";
import { chatError, isUnreachable } from "../wizard/chat/failure.ts";
import { isAboveCap } from "../wizard/chat/request.ts";
import type { Connection } from "../wizard/connect.ts";
import { modelNamed } from "../wizard/model.ts";
import { usableModel } from "../wizard/model-reference.ts";
import { type UsableKey, usableKey } from "../wizard/usable-key.ts";
import { bestCatalog } from "./catalog.ts";
import { reachProvider } from "./provider-access.ts";
import type { Run } from "./run.ts";

/** Whom messages go to, with what. */
export interface Asking {
  readonly run: Run;
  readonly options: ChatOptions;
  readonly connection: Connection;
  readonly key: UsableKey;
  readonly catalog: ModelCatalog;
  readonly model: ModelDefinition;
  readonly ref: string;
}

/**
 * Finds the model that --model or the config names, with the key to ask it, and makes sure that it can do what is asked of it. A
 * kept list that lacks it is asked for anew. Whoever calls closes the connection's client.
 *
 * @throws CliError for a model that is not there, cannot do it, or is not private where it must be, for a key that is not there,
 * and for a provider that is not reached.
 * @param command what another model is named by, where that is not --model
 */
export async function meetModel(run: Run, options: ChatOptions, command?: string): Promise<Asking> {
  const { manifest, id } = chosenModel(run.files.config.value, options.model, run.registry);
  const access = reachProvider(run, manifest, options);
  const key = usableKey(access.key, manifest, run);
  const { connection } = access;
  const { client, feed } = connection;
  try {
    client.preconnect();
    const list = (refresh: boolean) => bestCatalog(run, connection, key.value, { offline: false, refresh });
    let catalog = await list(false);
    if (catalog.source === "cached" && !findModel(catalog, id, manifest.id)) catalog = await list(true);
    const { words } = run;
    const model =
      command === undefined
        ? modelNamed(id, catalog, manifest, words, false)
        : usableModel(id, catalog, { words, manifest, command, canForce: false });
    const asking = { run, options, connection, key, catalog, model, ref: formatModelRef(manifest.id, model.id) };
    checkPrivacy(asking);
    const failure = feed.failure();
    if (failure && isUnreachable(failure)) throw chatFailed(asking, { kind: "network", detail: "", network: failure });
    checkAbilities(options, model, catalog, manifest);
    return asking;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** @throws CliError "model-not-private" where only private models may be asked. */
function checkPrivacy({ run, model, ref }: Asking): void {
  if (run.policy.privateOnly && model.privacy !== "private") throw new CliError("model-not-private", { model: ref });
}

/** The same with another model of the list. Throws what `meetModel` throws. */
export function askingAnother(asking: Asking, model: ModelDefinition): Asking {
  const { options, catalog, connection } = asking;
  const another = { ...asking, model, ref: formatModelRef(connection.manifest.id, model.id) };
  checkPrivacy(another);
  checkAbilities(options, model, catalog, connection.manifest);
  return another;
}

/** The same over a new connection, since the old one is closed. */
export function askingAnew(asking: Asking): Asking {
  const { run, options, connection } = asking;
  return { ...asking, connection: reachProvider(run, connection.manifest, options).connection };
}

/** Says what to know before a message goes out: a length that is lowered, a model that retires, who sees what. */
export function sayBeforehand({ run, options, connection, model, ref }: Asking): void {
  const { words, context } = run;
  const { terminal } = context;
  const { maxTokens } = options;
  if (maxTokens !== undefined && isAboveCap(maxTokens, model)) {
    run.report.warn(words.chat.clamped(ref, maxTokens, model.maxTokens));
  }
  const { retiresAt, replacement } = model.status;
  if (retiresAt !== undefined) run.report.warn(words.chat.retires(ref, retiresAt.slice(0, 10), replacement));
  if (model.privacy !== "private" && (terminal.interactive || terminal.output.isTerminal)) {
    terminal.info([{ text: words.chat.whoSees[model.privacy](ref, connection.manifest.label), tone: "quiet" }]);
  }
}

/** The answer to a request, in events. Nothing is sent before somebody listens. */
export function answerOf({ options, connection, key }: Asking, request: ChatRequest): AsyncIterable<ChatEvent> {
  const { client } = connection;
  return options.stream ? client.streamChat(key.value, request) : client.completeChat(key.value, request);
}

/** The failure of an answer as an error with its next step. */
export function chatFailed({ run, connection, model, catalog, key }: Asking, failure: ChatFailure): CliError {
  const { manifest, baseUrl } = connection;
  const host = new URL(baseUrl.url).host;
  const { words, policy } = run;
  return chatError(failure, { words, manifest, model, catalog, offer: policy, keyCalled: key.called, host });
}

/** Says what the text of an answer does not: that it was cut off, that there is none, the pages it rests on. */
export function sayRemarks({ run, ref }: Asking, answer: ChatAnswer): void {
  const { words, context, report } = run;
  const { content, toolCalls, finishReason } = answer;
  if (finishReason === "length" || finishReason === "content_filter") report.warn(words.chat.cut[finishReason]);
  else if (content === "" && toolCalls.length === 0) report.warn(words.chat.empty(ref));
  for (const line of sourceLines(answer, words.chat.sources)) context.terminal.verbatim(line);
}

function sourceLines({ citations }: ChatAnswer, title: string): Text[] {
  if (citations.length === 0) return [];
  const lines = citations.map(({ title, url }, at): Text => [`  ${at + 1}. ${title}  `, { text: url, tone: "accent" }]);
  return ["", [{ text: title, tone: "strong" }], ...lines];
}
