import { CliError, type ErrorParameters } from "../errors.ts";
import { formatModelRef, type WebSearchMode, webSearchModes } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import type { ChatOptions } from "../wizard/chat/chat-options.ts";
import {
  type CommandLine,
  declareNetworkFlags,
  type Flags,
  flagsOf,
  globalOptions,
  networkOptions,
  optionName,
  suggesting,
} from "./command-line.ts";

/** The efforts that Venice's models know, each some of them; a model's own are checked when it is known. */
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

export function declareChat(line: CommandLine): void {
  const { program, context, registry } = line;
  const words = line.words.chat;
  const { default: usual } = registry;
  const example = formatModelRef(usual.id, usual.defaultModel);
  const several = (value: string, before: readonly string[] = []) => [...before, value];
  const command = program
    .command("chat")
    .description(words.description)
    .argument("[text...]", words.text)
    .optionsGroup(words.groups.message)
    .option("--message <text>", words.message)
    .option("--system <text>", words.system)
    .addOption(program.createOption("--image <path>", words.image).argParser(several))
    .option("--tools <path>", words.tools)
    .option("--tool-results <path>", words.toolResults)
    .optionsGroup(words.groups.model)
    .option("--model <ref>", words.model(example))
    .option("--private-only", line.words.models.privateOnly)
    .addOption(suggesting(program.createOption("--effort <level>", words.effort), efforts))
    .option("--no-thinking", words.noThinking)
    .option("--temperature <number>", words.temperature)
    .option("--seed <number>", words.seed)
    .option("--max-tokens <number>", words.maxTokens)
    .option("--max-cost <usd>", words.maxCost)
    .addOption(program.createOption("--web-search <mode>", words.webSearch).choices(webSearchModes))
    .option("--character <slug>", words.character);
  for (const { flag, label } of ownPromptFlags(registry)) command.option(flag, words.ownPrompt(label));
  command
    .optionsGroup(words.groups.answer)
    .option("--no-stream", words.noStream)
    .option("--raw", words.raw)
    .option("--reasoning", words.reasoning)
    .option("--usage", words.usage)
    .option("--response-format <path>", words.responseFormat)
    .option("--json", words.json)
    .optionsGroup(words.groups.conversation)
    .option("--no-history", words.noHistory)
    .optionsGroup(words.groups.network);
  declareNetworkFlags(command, line, words.timeout).addHelpText("after", `\n${words.after(example)}`);
  command.action(async (text: readonly string[]) => {
    const options = chatOptions(text, flagsOf(command), registry);
    const { chat } = await import("../commands/chat.ts");
    line.finish(await chat(options, context, registry));
  });
}

/** The flags, named by their providers, that ask for a provider's own system prompt. */
function ownPromptFlags(registry: Registry) {
  return registry.all.flatMap(({ id, label, chat }) => {
    const flag = chat?.options?.systemPrompt?.flag;
    return flag === undefined ? [] : [{ provider: id, label, flag }];
  });
}

/** @throws CliError "number-invalid" or "timeout-invalid" */
function chatOptions(text: readonly string[], flags: Flags, registry: Registry): ChatOptions {
  const { text: value, is, list } = flags;
  return {
    ...globalOptions(flags),
    ...networkOptions(flags),
    text,
    message: value("message"),
    model: value("model"),
    privateOnly: is("privateOnly"),
    system: value("system"),
    stream: is("stream"),
    json: is("json"),
    usage: is("usage"),
    reasoning: is("reasoning"),
    raw: is("raw"),
    history: is("history"),
    effort: value("effort"),
    thinking: is("thinking"),
    images: list("image"),
    responseFormat: value("responseFormat"),
    tools: value("tools"),
    toolResults: value("toolResults"),
    webSearch: value("webSearch") as WebSearchMode | undefined,
    character: value("character"),
    ownPrompts: ownPromptFlags(registry).filter(({ flag }) => is(optionName(flag))),
    temperature: number(flags, "--temperature", "0.7", "temperature", (given) => given >= 0 && given <= 2),
    maxTokens: number(flags, "--max-tokens", "1000", "count", isCount),
    seed: number(flags, "--seed", "42", "count", isCount),
    maxCost: number(flags, "--max-cost", "0.05", "usd", (given) => given > 0),
  };
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}

function number(
  flags: Flags,
  flag: string,
  example: string,
  range: NonNullable<ErrorParameters<"number-invalid">["range"]>,
  isInRange: (number: number) => boolean,
): number | undefined {
  const given = flags.text(optionName(flag));
  if (given === undefined) return undefined;
  const value = given.trim() === "" ? Number.NaN : Number(given);
  if (!Number.isFinite(value) || !isInRange(value)) {
    throw new CliError("number-invalid", { flag, value: given, example, range });
  }
  return value;
}
