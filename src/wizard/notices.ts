import { parsesAsJson } from "../config/config-file.ts";
import { parseTree } from "../config/json5/tree.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput } from "../config/secret-ref.ts";
import type { UserFiles } from "../config/user-files.ts";
import { isHiddenByShell, type VariablePlace, variableSources } from "../config/variables.ts";
import type { Environment } from "../context.ts";
import { formatModelRef, parseModelRef } from "../providers/provider.ts";
import { authProfiles } from "./auth-profiles.ts";
import { agentModels, isHidden, presentDefault } from "./default-model.ts";
import { cleanKey } from "./key-shape.ts";
import type { Plan, SetupAnswers } from "./plan.ts";
import type { KeyPlace } from "./plan-key.ts";

/** What a person should know before they agree to a plan. `messages/` has the words. */
export type Notice =
  /** A key leaves a place for another. `shadowedBy` is the variable of the shell that holds another key, which comes first. */
  | {
      readonly code: "key-moved";
      readonly from: KeyPlace;
      readonly to: KeyPlace;
      readonly tail: string;
      readonly shadowedBy: string | undefined;
    }
  /** A key in plain text goes, and another one is used: the one of that place, or the one of this setup. */
  | {
      readonly code: "key-replaced";
      readonly from: KeyPlace;
      readonly by: KeyPlace | "given";
      readonly tail: string;
    }
  /** No file keeps a key any more; these did. */
  | { readonly code: "key-removed"; readonly from: readonly KeyPlace[]; readonly variable: string }
  /** A reference of the person's own gives way to ours, since the key they chose is another one. */
  | { readonly code: "reference-replaced"; readonly variable: string }
  | { readonly code: "cap-lowered"; readonly model: string; readonly from: number; readonly to: number }
  /** That row, and so many others, are written and not in an allow-list that exists. */
  | { readonly code: "rows-hidden"; readonly ref: string; readonly others: number }
  /** OpenClaw's own store of keys has one for this provider, and believes it more than config and environment. */
  | { readonly code: "auth-profile"; readonly profile: string }
  /** These agents have a model of their own and do not use the default. */
  | { readonly code: "agents-override"; readonly agents: readonly string[] }
  /** The file may be read by others, and is not written this time. */
  | { readonly code: "readable-by-others"; readonly path: string; readonly mode: string };

/** PURE: what to say about a plan besides its diff. */
export function noticesOf(files: UserFiles, answers: SetupAnswers, plan: Plan): Notice[] {
  const { config, dotenv } = files;
  return [
    ...keyNotices(answers, plan),
    ...replacedReferences(files, answers),
    ...plan.lowered.map((cap) => ({ code: "cap-lowered", ...cap }) as const),
    ...hiddenRows(config.value, answers),
    ...authProfiles(config.value, answers.manifest.id).map((profile) => ({ code: "auth-profile", profile }) as const),
    ...overridingAgents(config.value, answers.primary),
    ...[config, dotenv].flatMap(({ path, mode = 0 }) => {
      const holdsKey = path === dotenv.path ? answers.keyStore === "dotenv" : answers.keyStore === "config";
      const isWritten = plan.changes.some((change) => change.path === path);
      if ((mode & 0o077) === 0 || !holdsKey || isWritten) return [];
      return [{ code: "readable-by-others", path, mode: mode.toString(8).padStart(3, "0") } as const];
    }),
  ];
}

function keyNotices({ manifest, credential, keyStore }: SetupAnswers, { keyMoves }: Plan): Notice[] {
  const { variable } = manifest.auth;
  const isStored = keyStore === "dotenv" || keyStore === "config";
  const source = credential?.source;
  const isShells = source?.kind === "variable" && source.variable === variable && source.place === "environment";
  const removed = keyMoves.filter(({ fate }) => fate === "removed").map(({ from }) => from);
  return [
    ...keyMoves.flatMap(({ from, fate, to, tail }): Notice[] => {
      if (to === undefined) return [];
      if (fate === "replaced") return [{ code: "key-replaced", from, by: isStored ? "given" : to, tail }];
      // Only where nothing is stored anew can what moves be another key than the shell's.
      return [{ code: "key-moved", from, to, tail, shadowedBy: isShells && !isStored ? variable : undefined }];
    }),
    ...(removed.length > 0 ? [{ code: "key-removed", from: removed, variable } as const] : []),
  ];
}

function replacedReferences({ config }: UserFiles, { manifest, keyStore }: SetupAnswers): Notice[] {
  if (keyStore === "untouched") return [];
  const { variable } = manifest.auth;
  const input = readSecretInput(valueAt(config.value, ["models", "providers", manifest.id, "apiKey"]));
  const isOther = input.kind === "variable" && input.name !== variable && keyStore !== "unchanged";
  return input.kind === "external" || isOther ? [{ code: "reference-replaced", variable }] : [];
}

/** The default gets into allow-lists that exist; the rows beside it do not, for the list is the person's word. */
function hiddenRows(config: unknown, { manifest, rows, primary }: SetupAnswers): Notice[] {
  const [ref, ...others] = rows
    .map(({ id }) => formatModelRef(manifest.id, id))
    .filter((row) => row !== primary && isHidden(config, row));
  return ref === undefined ? [] : [{ code: "rows-hidden", ref, others: others.length }];
}

function overridingAgents(config: unknown, primary: string | undefined): Notice[] {
  if (primary === undefined) return [];
  const agents = agentModels(config).flatMap(({ agent, ref }) => (ref === primary ? [] : [agent]));
  return agents.length === 0 ? [] : [{ code: "agents-override", agents }];
}

/** Whether OpenClaw's own writer, which keeps no comments (openclaw/openclaw#105683), would lose some of this config's. */
export function hasComments(text: string): boolean {
  return !parsesAsJson(text) && parseTree(text).comments.length > 0;
}

/**
 * What OpenClaw will find behind the reference to `variable`. "ours": the key that was chosen. "untidy": the same with quotes
 * or spaces around it, which OpenClaw does not take off. "other": another key, in a place it believes more. "hidden": the
 * variable is set but empty in the environment, which hides every other place. "missing": nothing.
 */
export interface Resolution {
  readonly kind: "ours" | "untidy" | "other" | "hidden" | "missing";
  readonly variable: string;
  readonly place: VariablePlace | undefined;
}

/** Resolves the reference as a fresh OpenClaw would with these files and this environment. */
export function resolveKey(files: UserFiles, answers: SetupAnswers, env: Environment): Resolution {
  const { manifest, credential, keyStore } = answers;
  const input = readSecretInput(valueAt(files.config.value, ["models", "providers", manifest.id, "apiKey"]));
  const variable = keyStore === "unchanged" && input.kind === "variable" ? input.name : manifest.auth.variable;
  const first = variableSources(variable, { env, dotenv: files.dotenv.text, config: files.config.value })[0];
  const found = (kind: Resolution["kind"]): Resolution => ({ kind, variable, place: first?.place });
  if (!first) return found("missing");
  if (isHiddenByShell(variable, first.place, env)) return found("hidden");
  const chosen = credential?.value.reveal();
  if (first.value.trim() === chosen) return found("ours");
  return found(cleanKey(first.value) === chosen ? "untidy" : "other");
}

/** The ref of a present default that belongs to another provider. */
export function foreignDefault(config: unknown, provider: string): string | undefined {
  const ref = presentDefault(config);
  return ref !== undefined && parseModelRef(ref)?.provider !== provider ? ref : undefined;
}
