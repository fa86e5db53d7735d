import { findModel } from "../providers/model-choice.ts";
import { parseModelRef } from "../providers/provider.ts";
import type { Connection } from "../wizard/connect.ts";
import type { Credential } from "../wizard/credential.ts";
import { isHidden } from "../wizard/default-model.ts";
import { keyDefect } from "../wizard/key-shape.ts";
import { describeRef, keyCheckLines } from "../wizard/status-lines.ts";
import { bestCatalog } from "./catalog.ts";
import type { Run } from "./run.ts";

/** What is to be checked. */
export interface Setup {
  readonly credential: Credential | undefined;
  /** The ref of the default model. */
  readonly model: string | undefined;
  /** Whether the config has it as the default already. */
  readonly isSaved: boolean;
}

/** Asks the provider about the key, looks the default model up in its list, and says what came of both. */
export async function checkSetup(run: Run, connection: Connection, setup: Setup, offline: boolean): Promise<void> {
  const { credential } = setup;
  const usable = credential && keyDefect(credential.value.reveal()) === undefined ? credential : undefined;
  await checkKey(run, connection, credential, offline);
  await checkModel(run, connection, usable, setup, offline);
}

async function checkKey(
  { report, words, context }: Run,
  { manifest, client }: Connection,
  credential: Credential | undefined,
  offline: boolean,
): Promise<void> {
  if (!credential) {
    report.info([{ text: words.configure.noKey, tone: "caution" }]);
    return;
  }
  const { value } = credential;
  const name = words.onboard.keyFrom(words.models.status.keyOf(manifest.label), value.tail);
  const defect = keyDefect(value.reveal());
  if (defect) {
    report.warn(words.onboard.malformed(name, words.key.malformed[defect]));
  } else if (offline) {
    report.info(words.configure.keyIs(name, words.models.status.offline));
  } else {
    const check = await report.spin(words.onboard.checking(manifest.label), client.verifyKey(value));
    const say = check.outcome === "accepted" ? context.terminal.success : context.terminal.warn;
    for (const line of keyCheckLines(check, words, context.now())) say(words.configure.keyIs(name, line));
  }
}

async function checkModel(
  run: Run,
  connection: Connection,
  credential: Credential | undefined,
  { model, isSaved }: Setup,
  offline: boolean,
): Promise<void> {
  const { words, context, files } = run;
  const { manifest } = connection;
  if (model === undefined) {
    context.terminal.warn(words.configure.noDefault);
    return;
  }
  const isOurs = parseModelRef(model)?.provider === manifest.id;
  const catalog = isOurs
    ? await bestCatalog(run, connection, credential?.value, { offline, refresh: true })
    : connection.feed.current();
  const found = isOurs ? findModel(catalog, model, manifest.id) : undefined;
  const isGood = found?.status.withheld === undefined && (found !== undefined || !isOurs);
  const say = isGood ? context.terminal.success : context.terminal.warn;
  say(words.configure.defaultIs(describeRef(model, manifest, catalog, words)));
  // What is chosen here is added to the list when it is written.
  if (isSaved && isHidden(files.config.value, model)) context.terminal.warn(words.configure.hiddenByList(model));
}
