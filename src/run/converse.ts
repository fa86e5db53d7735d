import { keepInChatHistory, readChatHistory, withEntry } from "../config/chat-history.ts";
import { homeOf } from "../config/paths.ts";
import { CliError, type ExitCode, exitCode, Interruption } from "../errors.ts";
import type { ChatMessage, ContentPart } from "../providers/chat-request.ts";
import type { ModelDefinition } from "../providers/provider.ts";
import { checkAbilities } from "../wizard/chat/abilities.ts";
import { usageLine } from "../wizard/chat/answer-document.ts";
import { costOf } from "../wizard/chat/cost.ts";
import { readImages } from "../wizard/chat/image.ts";
import { systemText } from "../wizard/chat/message.ts";
import { buildRequest, checkCost } from "../wizard/chat/request.ts";
import { readEntry, readPath, type SlashCommand, slashCommands } from "../wizard/chat/slash-command.ts";
import { nothingSpent, type Spending, spendingFacts, withAnswer } from "../wizard/chat/spending.ts";
import { askModel } from "../wizard/model.ts";
import {
  type Asking,
  answerOf,
  askingAnew,
  askingAnother,
  chatFailed,
  meetModel,
  sayBeforehand,
  sayRemarks,
} from "./asking.ts";
import { createReport } from "./report.ts";
import { failureText, sayFailure } from "./say-failure.ts";
import { type Shown, showAnswer } from "./show-answer.ts";

/** What has been said so far, and with whom. */
interface Conversation {
  asking: Asking;
  system: string | undefined;
  /** What goes along with the next message. */
  earlier: readonly ChatMessage[];
  images: readonly Image[];
  /** The message that /retry sends again, with what had been said before it. */
  last: Message | undefined;
  spent: Spending;
  /** The models of which it was said who sees what they are sent. */
  readonly introduced: Set<string>;
  history: readonly string[];
  /** Whether the next Ctrl-C leaves. */
  isLeaving: boolean;
}

interface Image {
  readonly path: string;
  readonly part: ContentPart;
}

interface Message {
  readonly text: string;
  readonly images: readonly Image[];
  readonly earlier: readonly ChatMessage[];
}

/**
 * Holds a conversation at the terminal until the person leaves it: with 0 by Ctrl-D or /exit, with 130 by Ctrl-C. What goes wrong
 * on the way is said, and the conversation goes on. Throws CliError for flags that nothing can be made of, and Interruption for
 * a signal.
 */
export async function converse(first: Asking): Promise<ExitCode> {
  const conversation = begin(first);
  const { run, options } = first;
  const { context, words, paths } = run;
  const { terminal, secrets, host } = context;
  try {
    greet(conversation);
    for (;;) {
      const { history, isLeaving } = conversation;
      const entered = await terminal.readLine({ history, leaveHint: words.chat.leaveHint, isLeaving });
      conversation.isLeaving = false;
      if (entered.kind === "end") return exitCode.done;
      if (entered.kind === "interrupt") return new Interruption("SIGINT").exitCode;
      const typed = entered.text;
      const entry = readEntry(typed);
      if (entry.kind === "nothing") continue;
      if (secrets.redact(typed) === typed) {
        conversation.history = withEntry(history, typed);
        if (options.history) await keepInChatHistory(paths, typed, host);
      }
      if (entry.kind === "command" && entry.name === "exit") return exitCode.done;
      await orSay(conversation, async () => {
        if (entry.kind === "message") await send(conversation, messageFrom(conversation, entry.text));
        else if (entry.kind === "command") await commands[entry.name](conversation, entry.argument);
        else terminal.warn(words.chat.unknownCommand(entry.name, slashCommands));
      });
      terminal.whisper("\n");
    }
  } finally {
    conversation.asking.connection.client.close();
  }
}

function begin(first: Asking): Conversation {
  const { run, options } = first;
  const { cwd } = run.context;
  return {
    // From here on images belong to one message each.
    asking: { ...first, options: { ...options, images: [] } },
    system: systemText(options.system, cwd),
    earlier: [],
    images: imagesFrom(options.images, cwd),
    last: undefined,
    spent: nothingSpent,
    introduced: new Set(),
    history: options.history ? readChatHistory(run.paths) : [],
    isLeaving: false,
  };
}

function greet({ asking: { run, model, ref } }: Conversation): void {
  const { words, context } = run;
  context.terminal.info([{ text: words.chat.greeting(ref, words.model.privacy[model.privacy]), tone: "quiet" }]);
}

/** Does a step of the conversation. What it cannot do is said, and ends nothing. */
async function orSay({ asking }: Conversation, step: () => Promise<void>): Promise<void> {
  const { context, words } = asking.run;
  try {
    await step();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    sayFailure(failureText(error, words, context), context);
  }
}

function messageFrom(conversation: Conversation, text: string): Message {
  const { images, earlier } = conversation;
  conversation.images = [];
  return { text, images, earlier };
}

/** Sends a message and shows the answer. Either both become part of the conversation, or neither. */
async function send(conversation: Conversation, message: Message): Promise<void> {
  conversation.last = message;
  conversation.earlier = message.earlier;
  const { system } = conversation;
  // A remark on one answer may be made on the next one, too.
  const asking = withFreshReport(conversation.asking);
  const { run, options, model, ref, connection } = asking;
  const { text, images, earlier } = message;
  checkImages(asking, model, images, earlier);
  const parts = { earlier, message: text, system, images: images.map(({ part }) => part) };
  const request = buildRequest(
    options,
    { ...parts, tools: undefined, results: [], format: undefined },
    model,
    connection.manifest,
  );
  checkCost(request, options.maxCost, model, ref);
  if (!conversation.introduced.has(ref)) sayBeforehand(asking);
  conversation.introduced.add(ref);

  const shown = await showStoppable(conversation, asking, answerOf(asking, request));
  const said = request.messages.slice(system === undefined ? 0 : 1);
  const { words, context } = run;
  const { terminal } = context;
  switch (shown.outcome) {
    case "answered": {
      const { answer } = shown;
      conversation.earlier = [...said, answer.message];
      conversation.spent = withAnswer(conversation.spent, answer.usage, model);
      sayRemarks(asking, answer);
      sayCost(conversation, asking, shown);
      return;
    }
    case "failed":
      if (shown.answer.content !== "" || shown.answer.usage) {
        conversation.spent = withAnswer(conversation.spent, shown.answer.usage, model);
      }
      throw chatFailed(asking, shown.failure);
    case "stopped":
      conversation.isLeaving = true;
      if (shown.content !== "") {
        conversation.earlier = [...said, { role: "assistant", content: shown.content }];
        conversation.spent = withAnswer(conversation.spent, undefined, model);
      }
      terminal.info([{ text: words.chat.stopped(shown.content !== ""), tone: "quiet" }]);
      return;
    default:
      // Nobody reads the answers any more.
      throw new Interruption("SIGHUP");
  }
}

function withFreshReport(asking: Asking): Asking {
  return { ...asking, run: { ...asking.run, report: createReport(asking.run.context.terminal, []) } };
}

/** @throws CliError where the model cannot see what this message, or an earlier one, shows. */
function checkImages(
  { options, catalog, connection }: Asking,
  model: ModelDefinition,
  images: readonly Image[],
  earlier: readonly ChatMessage[],
): void {
  const paths = images.map(({ path }) => path);
  const shownBefore = earlier.some(({ role, content }) => role === "user" && Array.isArray(content)) ? ["earlier"] : [];
  const wanted = { ...options, images: paths.length > 0 ? paths : shownBefore };
  checkAbilities(wanted, model, catalog, connection.manifest);
}

/** Shows an answer that Ctrl-C ends. The connection ends with it, and a new one is made ready. */
async function showStoppable(
  conversation: Conversation,
  asking: Asking,
  events: ReturnType<typeof answerOf>,
): Promise<Shown> {
  const { run, options, connection, ref } = asking;
  const { terminal, signal } = run.context;
  const { reasoning, raw } = options;
  return await terminal.stoppable(async (stopped) => {
    const end = () => {
      connection.client.close();
      conversation.asking = askingAnew(conversation.asking);
    };
    stopped.addEventListener("abort", end, { once: true });
    try {
      return await showAnswer(run, events, { ref, content: true, reasoning, raw, stopped });
    } catch (error) {
      if (!(error instanceof Interruption) || !stopped.aborted || signal.aborted) throw error;
      return { outcome: "stopped", interruption: error, content: "" };
    }
  });
}

/** What the answer cost, and all of them together. */
function sayCost(
  { spent }: Conversation,
  { run, options, model }: Asking,
  { answer }: Extract<Shown, { outcome: "answered" }>,
): void {
  const { words, context } = run;
  const { usage } = answer;
  const of = usage && { ...usage, cost: costOf(usage, model) };
  const line = options.usage || !of ? usageLine(answer, model, words) : words.chat.cost(of);
  context.terminal.info([{ text: words.chat.withTotal(line, spendingFacts(spent)), tone: "quiet" }]);
}

function imagesFrom(paths: readonly string[], cwd: string): Image[] {
  return readImages(paths, cwd).map((part, at) => ({ part, path: paths[at] ?? "" }));
}

const commands: {
  readonly [Name in Exclude<SlashCommand, "exit">]: (conversation: Conversation, argument: string) => Promise<void>;
} & { readonly exit: () => Promise<void> } = {
  async model(conversation, argument) {
    const { asking } = conversation;
    const { run, options } = asking;
    const another =
      argument === "" ? await pickModel(asking) : await meetModel(run, { ...options, model: argument }, "/model");
    if (!another) return;
    if (another.connection !== asking.connection) asking.connection.client.close();
    conversation.asking = { ...another, options };
    const { words, context } = run;
    const { ref, model } = another;
    context.terminal.success(words.chat.modelChanged(ref, words.model.privacy[model.privacy]));
  },

  async system(conversation, argument) {
    const { words, context } = conversation.asking.run;
    if (argument === "off") conversation.system = undefined;
    else if (argument !== "") conversation.system = systemText(argument, context.cwd);
    context.terminal.info(words.chat.system(conversation.system));
  },

  async image(conversation, argument) {
    const { asking, images, earlier } = conversation;
    const { words, context } = asking.run;
    const { terminal, cwd } = context;
    if (argument !== "") {
      const paths = [...images.map(({ path }) => path), readPath(argument, homeOf(context))];
      const attached = imagesFrom(paths, cwd);
      checkImages(asking, asking.model, attached, earlier);
      conversation.images = attached;
    }
    terminal.info(words.chat.images(conversation.images.map(({ path }) => path)));
  },

  async retry(conversation) {
    const { last, asking } = conversation;
    const { words, context } = asking.run;
    if (last) await send(conversation, last);
    else context.terminal.info(words.chat.nothingToRetry);
  },

  async clear(conversation) {
    const { words, context } = conversation.asking.run;
    conversation.earlier = [];
    conversation.images = [];
    conversation.last = undefined;
    context.terminal.info(words.chat.cleared);
  },

  async usage({ asking, spent }) {
    const { words, context } = asking.run;
    context.terminal.info(words.chat.spent(spendingFacts(spent)));
  },

  async help({ asking }) {
    const { words, context } = asking.run;
    const { terminal } = context;
    const heads = slashCommands.map((name) => `/${name} ${words.chat.commands[name].argument}`.trimEnd());
    const width = Math.max(...heads.map(({ length }) => length));
    for (const [at, name] of slashCommands.entries()) {
      const head = `  ${(heads[at] ?? "").padEnd(width)}  `;
      terminal.entry("talk", [{ text: head, tone: "accent" }], words.chat.commands[name].help);
    }
    terminal.info(words.chat.keys);
  },

  async exit() {},
};

/** The model that the person picks from the list; `undefined` where it stays as it is. */
async function pickModel(asking: Asking): Promise<Asking | undefined> {
  const { run, connection, catalog, model } = asking;
  const { words, context, policy } = run;
  const { terminal, locale, signal } = context;
  try {
    const answer = await askModel({
      prompt: terminal.prompt,
      words,
      locale,
      manifest: connection.manifest,
      catalog: () => catalog,
      privateOnly: policy.privateOnly,
      keepable: undefined,
      suggestion: { kind: "model", model },
      canGoBack: true,
      message: words.chat.whichModel,
    });
    if (answer === "back" || answer.value.kind === "keep") return undefined;
    return askingAnother(asking, answer.value.model);
  } catch (error) {
    // Ctrl-C leaves the list, and a signal the conversation.
    if (!(error instanceof Interruption) || signal.aborted) throw error;
    return undefined;
  }
}
