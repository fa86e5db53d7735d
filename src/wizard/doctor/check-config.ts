import { spellPath } from "../../config/json5/spell-path.ts";
import { displayPaths } from "../../config/paths.ts";
import { findInclusion } from "../../config/schema.ts";
import { shapeProblems } from "../../config/shape-problems.ts";
import { unsetVariables } from "../../config/unset-variables.ts";
import type { CliError } from "../../errors.ts";
import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { missingMembers } from "./provider-block.ts";
import { shapeFinding } from "./shape-finding.ts";

/** PURE: whether OpenClaw can read the config and would take it, and how the files lie. */
export function checkConfig(facts: Facts): Finding[] {
  const { files, surroundings, policy } = facts;
  const { dotenv } = files;
  const shown = errorShown(facts);
  return [
    ...contentsOf(facts),
    ...(dotenv.problem ? [finding("dotenv-unreadable", "fail", { error: shown(dotenv.problem) })] : []),
    ...(policy.problem ? [finding("policy-unreadable", "fail", { error: shown(policy.problem) })] : []),
    ...surroundingsOf(facts),
    ...(surroundings.readOnlyBy ? [finding("config-managed", "ok", { variable: surroundings.readOnlyBy })] : []),
  ];
}

function contentsOf(facts: Facts): Finding[] {
  const { files, surroundings, display } = facts;
  const { config } = files;
  const path = display(config.path);
  const shown = errorShown(facts);
  if (config.problem) {
    return [finding("config-unreadable", "fail", { error: shown(config.problem), backups: surroundings.backups })];
  }
  if (!config.exists) return [finding("config-missing", "warn", { path })];
  const problems = problemsOf(facts);
  return [
    ...(problems.some(({ level }) => level === "fail") ? [] : [finding("config-ok", "ok", { path })]),
    ...problems,
  ];
}

function problemsOf({ files, manifest, env }: Facts): Finding[] {
  const { config, dotenv } = files;
  const inclusion = findInclusion(config.value, manifest.id, true);
  const block = ["models", "providers", manifest.id];
  // What the provider's own block refers to is looked at with the key and the connection.
  const unset = unsetVariables({ config: config.value, dotenv: dotenv.text, env }, [
    [...block, "apiKey"],
    [...block, "baseUrl"],
  ]);
  return [
    ...shapeProblems(config.value, manifest.id)
      .filter(({ path }) => path[0] !== "env" || path[1] !== manifest.auth.variable)
      .map((problem) => shapeFinding(problem, config.value, manifest.id)),
    ...missingMembers(config.value, manifest).map((name) =>
      finding("block-incomplete", "warn", { at: [...block, name].join(".") }, true),
    ),
    ...(inclusion ? [finding("config-included", "warn", { at: inclusion.at.join("."), files: inclusion.files })] : []),
    ...unset.map(({ name, at }) => finding("variable-unset", "warn", { variable: name, at: spellPath(at) })),
  ];
}

function surroundingsOf(facts: Facts): Finding[] {
  const { surroundings, display } = facts;
  const { unwritable, open, leftovers } = surroundings;
  const shown = errorShown(facts);
  return [
    ...(unwritable ? [finding("config-unwritable", "warn", { error: shown(unwritable) })] : []),
    ...open.map(({ path, mode }) =>
      finding("file-open", "warn", { path: display(path), mode: mode.toString(8).padStart(4, "0") }, true),
    ),
    ...(leftovers.length > 0 ? [finding("leftovers", "warn", { paths: leftovers.map(display) }, true)] : []),
  ];
}

/** An error's code and facts, its paths as a person would type them. */
function errorShown({ display }: Facts) {
  return ({ code, parameters }: CliError) => ({ code, parameters: displayPaths(parameters as object, display) });
}
