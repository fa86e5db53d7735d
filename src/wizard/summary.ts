import type { Applied } from "../config/apply-changes.ts";
import type { Paths } from "../config/paths.ts";
import type { FileChange, UserFiles } from "../config/user-files.ts";
import type { Environment, Text } from "../context.ts";
import type { Messages } from "../messages/messages.ts";
import { shellPath } from "../messages/shell-word.ts";
import { offeredModels } from "../providers/model-choice.ts";
import { formatModelRef, type ModelDefinition } from "../providers/provider.ts";
import { apart, diffOf } from "./diff.ts";
import { type Draft, settled } from "./draft.ts";
import { hasComments, noticesOf, type Resolution } from "./notices.ts";
import type { OnboardOptions } from "./onboard-options.ts";
import type { Plan, SetupAnswers } from "./plan.ts";
import type { KeyPlace } from "./plan-key.ts";
import { chatCommand, replayCommand } from "./replay.ts";

/** What the words of a summary are made with. */
export interface SummaryContext {
  readonly words: Messages;
  readonly paths: Paths;
  /** Takes out every secret, wherever it may have got in. */
  redact(text: string): string;
}

export interface OnboardSummary extends SummaryContext {
  readonly options: OnboardOptions;
  readonly env: Environment;
}

/** What an agreed onboarding came to. */
export interface Onboarded extends Applied {
  readonly answers: SetupAnswers;
  /** What was proposed last; the written part of it is in `written`. */
  readonly changes: readonly FileChange[];
}

const tones = { "+": "added", "-": "removed", [apart]: "quiet" } as const;

/** PURE: the redacted diff of every file. */
export function changeLines(changes: readonly FileChange[], { words, paths, redact }: SummaryContext): Text[] {
  if (changes.length === 0) return [];
  return [
    "",
    [{ text: words.changes.title, tone: "strong" }],
    ...changes.flatMap((change): Text[] => {
      const path = paths.display(change.path);
      return [
        ["  ", { text: change.before === undefined ? words.changes.newFile(path) : path, tone: "accent" }],
        ...diffOf(change).map(
          // At the margin: the longest line of a model that we write has 78 columns, and so is whole on a terminal of 80.
          ({ sign, text }): Text => [{ text: redact(`${sign} ${text}`).trimEnd(), tone: tones[sign] }],
        ),
      ];
    }),
  ];
}

/** PURE: the changes as --json shows them. */
export function changeDocuments(changes: readonly FileChange[], { redact }: Pick<SummaryContext, "redact">) {
  return changes.map((change) => ({
    path: change.path,
    kind: change.before === undefined ? "create" : "update",
    diff: diffOf(change).flatMap(({ sign, text }) => (sign === apart ? [] : [redact(`${sign} ${text}`)])),
  }));
}

/** PURE: what a person should know besides the diff. */
export function planWarnings(
  files: UserFiles,
  answers: SetupAnswers,
  plan: Plan,
  { words, paths }: SummaryContext,
): string[] {
  const { notices } = words.onboard;
  const placeName = (place: KeyPlace) =>
    place === "dotenv"
      ? paths.display(paths.dotenv)
      : words.key.placeInConfig(paths.display(paths.config), place.join("."));
  const keyAt = (place: KeyPlace) =>
    place === "dotenv" ? words.key.at(placeName(place)) : words.key.plainAt(place.join("."));
  return noticesOf(files, answers, plan).map((notice) => {
    switch (notice.code) {
      case "key-moved":
        return notices["key-moved"]({ ...notice, from: keyAt(notice.from), to: placeName(notice.to) });
      case "key-replaced": {
        const by = notice.by === "given" ? undefined : placeName(notice.by);
        return notices["key-replaced"]({ ...notice, from: keyAt(notice.from), by });
      }
      case "key-removed":
        return notices["key-removed"]({
          ...notice,
          at: notice.from.flatMap((place) => (place === "dotenv" ? [] : [place.join(".")])),
          config: paths.display(paths.config),
          dotenv: notice.from.includes("dotenv") ? paths.display(paths.dotenv) : undefined,
        });
      case "readable-by-others": {
        const path = paths.display(notice.path);
        return notices["readable-by-others"]({ ...notice, path, command: `chmod 600 ${shellPath(path)}` });
      }
      default:
        return (notices[notice.code] as (facts: typeof notice) => string)(notice);
    }
  });
}

/** PURE: what to do where OpenClaw will not find the key that was chosen; `undefined` where it will. */
export function resolutionWarning(
  { kind, variable, place }: Resolution,
  { words, paths }: SummaryContext,
): string | undefined {
  switch (kind) {
    case "ours":
      return undefined;
    case "untidy":
      return words.onboard.untidy(variable);
    case "hidden":
      return words.onboard.hidden(variable);
    case "missing":
      return words.onboard.unset(variable);
    case "other":
      if (place === "environment") return words.onboard.shadowed(variable);
      return words.onboard.shadowedIn(paths.display(place === "dotenv" ? paths.dotenv : paths.config));
  }
}

/** PURE: what to do next, and how to do it all again. */
export function endLines(draft: Draft, { answers, written }: Onboarded, context: OnboardSummary): Text[] {
  const { words } = context;
  const loses = written.some(({ file, before }) => file === "config" && before !== undefined && hasComments(before));
  return [
    "",
    [{ text: words.onboard.next, tone: "strong" }],
    ...nextSteps(draft, answers, context).map(
      ([what, why]): Text => ["  ", { text: what, tone: "accent" }, `  ${why}`],
    ),
    "",
    words.onboard.again(variableOf(answers)),
    ["  ", { text: replayOf(draft, context), tone: "accent" }],
    ...(loses ? ["", [{ text: words.onboard.commentsAtRisk, tone: "quiet" } as const]] : []),
  ];
}

/** PURE: the one line that says where things stand. */
export function readyLine(draft: Draft, { answers }: Onboarded, { words }: SummaryContext): string {
  const { label } = answers.manifest;
  const ref = defaultRef(draft, answers);
  return settled(draft.decision).kind === "model"
    ? words.onboard.ready(label, ref)
    : words.onboard.readyKept(label, ref);
}

/** PURE: the one document of --json. */
export function onboardDocument(
  draft: Draft,
  outcome: Onboarded,
  warnings: readonly string[],
  context: OnboardSummary,
) {
  const { answers, changes, written, backups } = outcome;
  const { options } = context;
  const catalog = settled(draft.connection).feed.current();
  const credential = settled(answers.credential);
  return {
    ok: true,
    provider: answers.manifest.id,
    model: defaultRef(draft, answers),
    catalog: { source: catalog.source, count: offeredModels(catalog).length },
    key: {
      source: credential.source.kind === "variable" ? credential.source.place : credential.source.kind,
      store: answers.keyStore === "left" ? "env" : answers.keyStore,
      status: draft.proof,
      hint: credential.value.tail,
    },
    dryRun: options.dryRun,
    changes: changeDocuments(options.dryRun ? changes : written, context),
    backups,
    warnings,
    next: [...nextSteps(draft, answers, context).map(([what]) => what), replayOf(draft, context)],
  };
}

/** A bound on what a trial sends and gets. Tokens. */
const trial = { prompt: 50, completion: 16 };

/** PURE: the most that a trial of the model costs, in USD; `undefined` where its price is unknown. */
export function mostTrialCost({ cost }: ModelDefinition): number | undefined {
  return cost && (trial.prompt * cost.input + trial.completion * cost.output) / 1_000_000;
}

/** The variable that the config refers to for the key. */
function variableOf({ manifest, credential, keyStore }: SetupAnswers): string {
  const source = credential?.source;
  return keyStore === "unchanged" && source?.kind === "variable" ? source.variable : manifest.auth.variable;
}

function nextSteps(
  draft: Draft,
  { manifest }: SetupAnswers,
  { words, options, env }: OnboardSummary,
): (readonly [what: string, why: string])[] {
  // A default of another provider is nobody that `chat` can ask.
  const isOurs = settled(draft.decision).kind === "model";
  const ref = isOurs ? undefined : formatModelRef(manifest.id, manifest.defaultModel);
  return [
    words.onboard.nextChat(chatCommand(options, words.onboard.greeting, ref, env)),
    words.onboard.nextGateway,
    words.onboard.nextStatus(manifest.links.status, manifest.label),
  ];
}

function defaultRef(draft: Draft, answers: SetupAnswers): string {
  const decision = settled(draft.decision);
  return decision.kind === "model" ? formatModelRef(answers.manifest.id, decision.model.id) : decision.ref;
}

function replayOf(draft: Draft, { options, env }: OnboardSummary): string {
  const { manifest } = settled(draft.connection);
  const decision = settled(draft.decision);
  return replayCommand(options, {
    env,
    authChoice: manifest.auth.choice,
    model: decision.kind === "model" ? formatModelRef(manifest.id, decision.model.id) : undefined,
    keyStore: draft.keyStore === "unchanged" || draft.keyStore === "left" ? undefined : draft.keyStore,
  });
}
