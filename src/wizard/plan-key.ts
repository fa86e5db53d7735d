import type { TextFile } from "../config/config-file.ts";
import { readDotenv, removeFromDotenv, writeDotenv } from "../config/dotenv.ts";
import type { Operation } from "../config/json5/merge.ts";
import { valueAt } from "../config/schema.ts";
import { readSecretInput } from "../config/secret-ref.ts";
import type { UserFiles } from "../config/user-files.ts";
import { variableSources } from "../config/variables.ts";
import { CliError } from "../errors.ts";
import { tailOf } from "../redact.ts";
import { cleanKey } from "./key-shape.ts";
import type { SetupAnswers } from "./plan.ts";

/** A place where a key may stand: the line of `.env`, or a path in the config. */
export type KeyPlace = "dotenv" | readonly string[];

/** What becomes of a key that stands in plain text where it may not stay. */
export interface KeyMove {
  readonly from: KeyPlace;
  /** "moved": it is at `to` now. "replaced": another key is. "removed": none is kept. */
  readonly fate: "moved" | "replaced" | "removed";
  readonly to: KeyPlace | undefined;
  /** Its last characters, as far as they may be shown. */
  readonly tail: string;
}

export interface KeyChanges {
  /** Of the config, but for the reference at `apiKey`. */
  readonly operations: readonly Operation[];
  /** The text that `.env` is to have. */
  readonly dotenv: string;
  readonly moves: readonly KeyMove[];
}

interface PlacedKey {
  readonly place: KeyPlace;
  readonly key: string;
}

/** The key that a file of ours holds afterwards. */
interface Kept {
  readonly store: "dotenv" | "config";
  readonly key: string;
  /** Whether it has to be written there. */
  readonly isNew: boolean;
}

/**
 * PURE: the key itself, into the store that was chosen and out of every place where it may not stay. Where nothing is stored
 * anew, a key that the config must give up goes to `.env`, unless one is there: a background gateway has no other.
 *
 * @throws CliError "dotenv-refuses" when the `.env` file cannot hold the key.
 */
export function planKey({ config, dotenv }: UserFiles, answers: SetupAnswers): KeyChanges {
  const vars = varsOf(answers);
  const leaving = leavingKeys(config.value, dotenv.text, answers);
  const kept = keptKey(config.value, dotenv.text, answers, leaving[0]);
  const operations = withoutFlat(config.value, answers, kept);
  if (leaving.some(({ place }) => place.toString() === vars.toString())) operations.push({ op: "delete", path: vars });
  if (kept?.isNew && kept.store === "config") operations.push({ op: "set", path: vars, value: kept.key });
  return {
    operations,
    dotenv: plannedDotenv(dotenv, answers, kept),
    moves: leaving.map(({ place, key }) => ({
      from: place,
      fate: kept ? (kept.key === key ? "moved" : "replaced") : "removed",
      to: kept && (kept.store === "dotenv" ? "dotenv" : vars),
      tail: tailOf(key),
    })),
  };
}

function varsOf({ manifest }: SetupAnswers): string[] {
  return ["env", "vars", manifest.auth.variable];
}

/** The keys in plain text that may not stay where they are; the one OpenClaw believes most comes first. */
function leavingKeys(config: unknown, dotenv: string, answers: SetupAnswers): PlacedKey[] {
  const { manifest, keyStore } = answers;
  const { variable } = manifest.auth;
  const places = [
    ...(keyStore === "untouched" ? [] : [["models", "providers", manifest.id, "apiKey"]]),
    ["env", variable],
    ...(keyStore === "env" || keyStore === "dotenv" ? [varsOf(answers)] : []),
  ];
  const found: PlacedKey[] = places.flatMap((place) => {
    const input = readSecretInput(valueAt(config, place));
    return input.kind === "plain" ? [{ place, key: cleanKey(input.text) }] : [];
  });
  const line = readDotenv(dotenv, variable)?.trim();
  if (line && (keyStore === "env" || keyStore === "config")) found.push({ place: "dotenv", key: cleanKey(line) });
  return found;
}

function keptKey(
  config: unknown,
  dotenv: string,
  { manifest, credential, keyStore }: SetupAnswers,
  stranded: PlacedKey | undefined,
): Kept | undefined {
  if (keyStore === "env") return undefined;
  if (keyStore === "dotenv" || keyStore === "config") {
    return credential && { store: keyStore, key: credential.value.reveal(), isNew: true };
  }
  const stored = variableSources(manifest.auth.variable, { env: {}, dotenv, config }).find(
    ({ place }) => place !== "config-flat",
  );
  const key = stored && cleanKey(stored.value);
  if (stored?.place === "dotenv") return { store: "dotenv", key: key ?? "", isNew: false };
  // What is in env.vars was of no account beside the key that leaves; in .env that key goes on coming first.
  if (key !== undefined && (!stranded || stranded.key === key)) return { store: "config", key, isNew: false };
  return stranded && { store: "dotenv", key: stranded.key, isNew: true };
}

/** Whatever it holds, the flat form makes current releases refuse the whole config. */
function withoutFlat(config: unknown, answers: SetupAnswers, kept: Kept | undefined): Operation[] {
  const flat = ["env", answers.manifest.auth.variable];
  const vars = varsOf(answers);
  const present = valueAt(config, flat);
  if (present === undefined) return [];
  const { kind } = readSecretInput(present);
  // A reference is no key of ours to keep: it stays one, in the form that every release takes.
  const stays = typeof present === "string" && (kind === "variable" || kind === "external") && !kept;
  return [
    { op: "delete", path: flat },
    ...(stays && valueAt(config, vars) === undefined ? [{ op: "set", path: vars, value: present } as const] : []),
  ];
}

function plannedDotenv({ path, text }: TextFile, { manifest, keyStore }: SetupAnswers, kept: Kept | undefined): string {
  const { variable } = manifest.auth;
  // A line left in .env would win over the config's env block.
  if (keyStore === "env" || (kept?.isNew && kept.store === "config")) return removeFromDotenv(text, variable);
  if (!kept?.isNew) return text;
  try {
    return writeDotenv(text, variable, kept.key);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError("dotenv-refuses", { path });
    throw error;
  }
}
