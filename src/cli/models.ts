import { CliError } from "../errors.ts";
import { formatModelRef } from "../providers/provider.ts";
import { type ModelFilter, type SortOrder, sortOrders } from "../wizard/model-filter.ts";
import { type PolicyName, policies } from "../wizard/policy.ts";
import {
  type CommandLine,
  declareNetworkFlags,
  type Flags,
  flagsOf,
  globalOptions,
  networkOptions,
  providerOption,
} from "./command-line.ts";
import type { DeclaredCommand } from "./declaration.ts";

export function declareModels(line: CommandLine): void {
  const models = line.program.command("models").description(line.words.models.description).helpCommand(false);
  declareList(line, models);
  declareSet(line, models);
  declareInfo(line, models);
  declareCompare(line, models);
  declareProbe(line, models);
  declareFallbacks(line, models);
  declareStatus(line, models);
  declarePolicy(line, models);
}

function declareList(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.list;
  const command = models
    .command("list")
    .description(words.description)
    .optionsGroup(words.groups.filters)
    .option("--private", words.private)
    .option("--private-only", line.words.models.privateOnly)
    .option("--anonymized", words.anonymized)
    .option("--vision", words.vision)
    .option("--reasoning", words.reasoning)
    .option("--tools", words.tools)
    .option("--code", words.code)
    .option("--uncensored", words.uncensored)
    .option("--search <text>", words.search)
    .option("--max-price <usd>", words.maxPrice)
    .option("--min-context <tokens>", words.minContext)
    .option("--configured", words.configured)
    .option("--all", words.all)
    .optionsGroup(words.groups.output)
    .addOption(models.createOption("--sort <order>", words.sort).choices(sortOrders))
    .option("--plain", words.plain)
    .option("--json", words.json)
    .optionsGroup(words.groups.source)
    .addOption(providerOption(line))
    .option("--refresh", words.refresh);
  declareNetworkFlags(command, line);
  command.action(async () => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      ...networkOptions(flags),
      provider: flags.text("provider"),
      privateOnly: flags.is("privateOnly"),
      filter: filterOf(flags),
      sort: flags.text("sort") as SortOrder | undefined,
      all: flags.is("all"),
      configured: flags.is("configured"),
      plain: flags.is("plain"),
      json: flags.is("json"),
      refresh: flags.is("refresh"),
    };
    const { modelsList } = await import("../commands/models-list.ts");
    line.finish(await modelsList(options, context, registry));
  });
}

function filterOf({ text, is }: Flags): ModelFilter {
  if (is("private") && is("anonymized")) {
    throw new CliError("flags-contradict", { first: "--private", second: "--anonymized" });
  }
  return {
    privacy: is("private") ? "private" : is("anonymized") ? "anonymized" : undefined,
    vision: is("vision"),
    reasoning: is("reasoning"),
    tools: is("tools"),
    code: is("code"),
    uncensored: is("uncensored"),
    search: text("search"),
    maxPrice: number("--max-price", text("maxPrice"), "2.50"),
    minContext: number("--min-context", text("minContext"), "128k"),
  };
}

const units: Readonly<Record<string, number>> = { "": 1, k: 1000, m: 1_000_000 };

/** A number as people write it: "128k" is 128,000 and "1M" a million. */
function number(flag: string, value: string | undefined, example: string): number | undefined {
  if (value === undefined) return undefined;
  const [, digits, unit = ""] = /^\$?(\d+(?:\.\d+)?|\.\d+)([km]?)$/i.exec(value.trim()) ?? [];
  if (digits === undefined) throw new CliError("number-invalid", { flag, value, example });
  return Number(digits) * (units[unit.toLowerCase()] ?? 1);
}

function declareSet(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.set;
  const command = models
    .command("set")
    .description(words.description)
    .argument("<ref>", line.words.models.ref)
    .option("--private-only", line.words.models.privateOnly)
    .option("--force", words.force)
    .option("--dry-run", line.words.dryRun)
    .option("--json", line.words.json)
    .addHelpText("after", `\n${words.after(exampleRef(line))}`);
  declareNetworkFlags(command, line);
  command.action(async (model: string) => {
    const flags = flagsOf(command);
    const { modelsSet } = await import("../commands/models-set.ts");
    line.finish(await modelsSet({ ...changeOptions(flags), model }, context, registry));
  });
}

function declareInfo(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const command = models
    .command("info")
    .description(line.words.models.info.description)
    .argument("<ref>", line.words.models.ref)
    .option("--json", line.words.json);
  declareNetworkFlags(command, line);
  command.action(async (model: string) => {
    const flags = flagsOf(command);
    const options = { ...globalOptions(flags), ...networkOptions(flags), model, json: flags.is("json") };
    const { modelsInfo } = await import("../commands/models-info.ts");
    line.finish(await modelsInfo(options, context, registry));
  });
}

function declareCompare(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.compare;
  const command = models
    .command("compare")
    .description(words.description)
    .argument("<ref...>", line.words.models.ref)
    .option("--tokens-in <number>", words.tokensIn)
    .option("--tokens-out <number>", words.tokensOut)
    .option("--json", line.words.json);
  declareNetworkFlags(command, line);
  command.action(async (models: string[]) => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      ...networkOptions(flags),
      models,
      tokensIn: number("--tokens-in", flags.text("tokensIn"), "10k") ?? 10_000,
      tokensOut: number("--tokens-out", flags.text("tokensOut"), "1k") ?? 1_000,
      json: flags.is("json"),
    };
    const { modelsCompare } = await import("../commands/models-compare.ts");
    line.finish(await modelsCompare(options, context, registry));
  });
}

function declareProbe(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.probe;
  const command = models
    .command("probe")
    .description(words.description)
    .argument("<ref>", line.words.models.ref)
    .option("--yes", words.yes)
    .option("--private-only", line.words.models.privateOnly)
    .option("--json", words.json)
    .addHelpText("after", `\n${words.after}`);
  declareNetworkFlags(command, line);
  command.action(async (model: string) => {
    const flags = flagsOf(command);
    const { modelsProbe } = await import("../commands/models-probe.ts");
    const options = {
      ...plainChat,
      ...globalOptions(flags),
      ...networkOptions(flags),
      model,
      privateOnly: flags.is("privateOnly"),
      yes: flags.is("yes"),
      json: flags.is("json"),
    };
    line.finish(await modelsProbe(options, context, registry));
  });
}

/** A chat without anything that a person may add to it. */
const plainChat = {
  text: [],
  stream: true,
  usage: false,
  reasoning: false,
  raw: false,
  history: false,
  thinking: true,
  images: [],
  ownPrompts: [],
} as const;

function declareFallbacks(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.fallbacks;
  const fallbacks = models.command("fallbacks").description(words.description).helpCommand(false);
  for (const action of ["list", "add", "remove", "clear"] as const) {
    const command = fallbacks.command(action).description(words[action]).option("--json", line.words.json);
    if (action === "add" || action === "remove") command.argument("<ref...>", line.words.models.ref);
    if (action === "add") {
      command.option("--private-only", line.words.models.privateOnly).option("--force", line.words.models.set.force);
    }
    if (action !== "list") command.option("--dry-run", line.words.dryRun);
    if (action === "add") declareNetworkFlags(command, line);
    command.action(async (given?: unknown) => {
      const names = Array.isArray(given) ? (given as string[]) : [];
      const { modelsFallbacks } = await import("../commands/models-fallbacks.ts");
      const options = { ...changeOptions(flagsOf(command)), action, models: names };
      line.finish(await modelsFallbacks(options, context, registry));
    });
  }
}

function declareStatus(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.status;
  const command = models
    .command("status")
    .description(words.description)
    .option("--check", words.check)
    .option("--probe", words.probe)
    .addOption(providerOption(line))
    .option("--json", line.words.json)
    .addHelpText("after", `\n${words.after}`);
  declareNetworkFlags(command, line);
  command.action(async () => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      ...networkOptions(flags),
      provider: flags.text("provider"),
      check: flags.is("check"),
      probe: flags.is("probe"),
      json: flags.is("json"),
    };
    const { modelsStatus } = await import("../commands/models-status.ts");
    line.finish(await modelsStatus(options, context, registry));
  });
}

function declarePolicy(line: CommandLine, models: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.models.policy;
  const command = models
    .command("policy")
    .description(words.description)
    .addArgument(models.createArgument("[policy]", words.policy).choices(policies))
    .option("--json", line.words.json);
  command.action(async (policy?: PolicyName) => {
    const flags = flagsOf(command);
    const { modelsPolicy } = await import("../commands/models-policy.ts");
    const options = { ...globalOptions(flags), policy, json: flags.is("json") };
    line.finish(await modelsPolicy(options, context, registry));
  });
}

function changeOptions(flags: Flags) {
  return {
    ...globalOptions(flags),
    ...networkOptions(flags),
    privateOnly: flags.is("privateOnly"),
    force: flags.is("force"),
    dryRun: flags.is("dryRun"),
    json: flags.is("json"),
  };
}

function exampleRef({ registry }: CommandLine): string {
  return formatModelRef(registry.default.id, registry.default.defaultModel);
}
