import { valueAt } from "../../config/schema.ts";
import { field } from "../../config/variables.ts";
import type { ModelRole } from "../../messages/en/doctor.ts";
import { defaultModel, findModel, nearestModels } from "../../providers/model-choice.ts";
import { formatModelRef, parseModelRef } from "../../providers/provider.ts";
import { agentModels, isHidden, modelAliases, presentFallbacks } from "../default-model.ts";
import { notPrivate } from "../policy.ts";
import { isLessPrivate } from "../privacy.ts";
import type { Facts } from "./facts.ts";
import { type Finding, type FindingLevel, finding } from "./finding.ts";
import { providerRows } from "./provider-block.ts";

/** PURE: whether the models that the config names can be used, and what their rows ask for. */
export function checkModels(facts: Facts): Finding[] {
  const config = facts.files.config.value;
  if (facts.files.config.problem) return [];
  const primary = refAt(config, primaryText(config));
  const fallbacks = presentFallbacks(config).map((ref) => refAt(config, ref) ?? ref);
  return [
    ...(primary === undefined
      ? [finding("model-none", "warn", { example: exampleRef(facts) })]
      : checkDefault(primary, facts)),
    ...fallbacks.flatMap((ref) => [
      ...checkModel(ref, { role: "fallback" }, "warn", facts),
      ...lessPrivate(ref, primary, facts),
    ]),
    ...agentModels(config)
      .filter(({ ref }) => refAt(config, ref) !== primary)
      .flatMap(({ agent, ref }) => checkModel(refAt(config, ref) ?? ref, { role: "agent", agent }, "fail", facts)),
    ...checkRows(facts),
  ];
}

function checkDefault(ref: string, facts: Facts): Finding[] {
  const { catalog, manifest } = facts;
  const faults = checkModel(ref, { role: "default" }, "fail", facts);
  if (faults.some(({ id }) => id !== "model-retires" && id !== "model-hidden")) return faults;
  const model = findModel(catalog, ref, manifest.id);
  if (parseModelRef(ref)?.provider !== manifest.id) return [finding("model-foreign", "ok", { ref }), ...faults];
  return model ? [finding("model-ok", "ok", { ref, privacy: model.privacy }), ...faults] : faults;
}

/** What keeps a model from being used. `level` is that of a model that is certainly not to be had. */
function checkModel(ref: string, who: ModelRole, level: FindingLevel, facts: Facts): Finding[] {
  const { files, manifest, policy, catalog } = facts;
  const parsed = parseModelRef(ref);
  if (!parsed) return [finding("model-bare", level, { who, ref, nearest: nearestRef(ref, facts) })];
  const isAgents = who.role === "agent";
  return [
    // Whoever wants private models only wants no other for a fallback either.
    ...(policy.privateOnly && notPrivate(ref, catalog, manifest.id)
      ? [finding("model-not-private", "fail", { who, ref })]
      : []),
    ...(parsed.provider === manifest.id ? availability(ref, who, level, facts) : []),
    ...(isHidden(files.config.value, ref)
      ? [finding("model-hidden", level, { who, ref, fixable: !isAgents }, !isAgents)]
      : []),
  ];
}

function availability(ref: string, who: ModelRole, level: FindingLevel, facts: Facts): Finding[] {
  const { catalog, manifest } = facts;
  const model = findModel(catalog, ref, manifest.id);
  // A list from earlier tells how it was then.
  const now = catalog.source === "live" ? level : "warn";
  if (!model) {
    const live = catalog.source === "live";
    return [
      finding("model-unknown", now, { who, ref, nearest: nearestRef(ref, facts), provider: manifest.label, live }),
    ];
  }
  const { withheld, retiresAt } = model.status;
  const replacement = model.status.replacement && formatModelRef(manifest.id, model.status.replacement);
  if (withheld === "offline") return [finding("model-offline", now, { who, ref, replacement })];
  if (withheld) return [finding("model-withheld", level, { who, ref, reason: withheld, replacement })];
  return retiresAt === undefined
    ? []
    : [finding("model-retires", "warn", { who, ref, date: retiresAt.slice(0, 10), replacement })];
}

/** A fallback that is less private than the default gives away what the default keeps. */
function lessPrivate(ref: string, primary: string | undefined, { catalog, manifest }: Facts): Finding[] {
  const model = findModel(catalog, ref, manifest.id);
  if (primary === undefined || !model || !isLessPrivate(model, primary, catalog, manifest.id)) return [];
  return [finding("fallback-less-private", "warn", { ref, primary })];
}

function checkRows({ files, manifest, catalog }: Facts): Finding[] {
  return providerRows(files.config.value, manifest.id).flatMap(({ id, row }) => {
    const ref = formatModelRef(manifest.id, id);
    const asked = field(row, "maxTokens");
    const model = findModel(catalog, id, manifest.id);
    const isAbove = model?.maxTokensIsCap === true && typeof asked === "number" && asked > model.maxTokens;
    return [
      ...(isAbove ? [finding("cap-exceeded", "fail", { ref, from: asked, to: model.maxTokens }, true)] : []),
      ...(field(row, "cost") === undefined ? [finding("row-without-cost", "warn", { ref }, true)] : []),
    ];
  });
}

/** What stands where the default is named, whether or not it is a ref. */
function primaryText(config: unknown): string | undefined {
  const model = valueAt(config, ["agents", "defaults", "model"]);
  const text = typeof model === "string" ? model : field(model, "primary");
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

/** OpenClaw takes an alias for the ref it stands for. */
function refAt(config: unknown, text: string | undefined): string | undefined {
  return text === undefined ? undefined : (modelAliases(config).get(text) ?? text);
}

function nearestRef(ref: string, { catalog, manifest }: Facts): string | undefined {
  const [nearest] = nearestModels(catalog, ref, 1);
  return nearest && formatModelRef(manifest.id, nearest.id);
}

function exampleRef({ catalog, manifest }: Facts): string {
  return formatModelRef(manifest.id, defaultModel(catalog, manifest)?.id ?? manifest.defaultModel);
}
