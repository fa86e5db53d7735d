import { Interruption } from "../errors.ts";
import type { ChatAnswer, ChatEvent } from "../providers/chat-answer.ts";
import type { ChatFailure } from "../providers/chat-failure.ts";
import type { Run } from "./run.ts";

/** What of an answer is shown while it comes. */
export interface AnswerView {
  /** Whose answer it is, on the screen. */
  readonly ref: string;
  /** The text, on stdout. */
  readonly content: boolean;
  /** What the model thinks, on stderr. */
  readonly reasoning: boolean;
  /** The text as it is, not as Markdown. */
  readonly raw: boolean;
  /** Ends the answer, and nothing else. Whoever aborts it closes the connection first. */
  readonly stopped?: AbortSignal;
}

/** How an answer ended. */
export type Shown =
  | { readonly outcome: "answered"; readonly answer: ChatAnswer }
  | { readonly outcome: "failed"; readonly failure: ChatFailure; readonly answer: ChatAnswer }
  /** The person, or a signal, ended it when a part of it had been shown: `content`. */
  | { readonly outcome: "stopped"; readonly interruption: Interruption; readonly content: string }
  /** Nobody reads stdout any more; the rest was not asked for. */
  | { readonly outcome: "unread" };

/** Shows an answer as it comes, and ends its last line. Throws an Interruption while nothing of its text has been shown. */
export async function showAnswer(run: Run, events: AsyncIterable<ChatEvent>, view: AnswerView): Promise<Shown> {
  const { context, report, words } = run;
  const { terminal } = context;
  const lines = createLines(run, view);
  let content = "";
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = orStopped(nextToShow(iterator, view), view.stopped);
      // On a terminal a spinner shows that something is going on until the first word comes.
      const event = await (lines.hasThought || lines.hasSaid || !terminal.interactive
        ? next
        : report.spin(words.chat.waiting(view.ref), next));
      switch (event.type) {
        case "retry":
          report.warn(words.chat.retrying(event.failure.kind, event.milliseconds));
          break;
        case "reasoning":
          lines.think(event.text);
          break;
        case "content":
          if (view.stopped) content += event.text;
          if (!(await lines.say(event.text))) return { outcome: "unread" };
          break;
        case "failed":
          await lines.end();
          return { outcome: "failed", failure: event.failure, answer: event.answer };
        default:
          return (await lines.end()) ? { outcome: "answered", answer: event.answer } : { outcome: "unread" };
      }
    }
  } catch (error) {
    if (view.stopped?.aborted) await lines.end();
    else lines.breakOff();
    if (!(error instanceof Interruption) || !lines.hasSaid) throw error;
    return { outcome: "stopped", interruption: error, content };
  } finally {
    await iterator.return?.();
  }
}

/** As the work; rejects with an Interruption as soon as that signal aborts. */
async function orStopped<Result>(work: Promise<Result>, stopped: AbortSignal | undefined): Promise<Result> {
  if (!stopped) return await work;
  return await new Promise<Result>((resolve, reject) => {
    const stop = () => reject(new Interruption(String(stopped.reason)));
    if (stopped.aborted) stop();
    stopped.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => stopped.removeEventListener("abort", stop));
  });
}

type ShownEvent = Extract<ChatEvent, { type: "retry" | "reasoning" | "content" | "done" | "failed" }>;

/** The next event that a person is to see, or the last one. */
async function nextToShow(iterator: AsyncIterator<ChatEvent>, view: AnswerView): Promise<ShownEvent> {
  for (;;) {
    const step = await iterator.next();
    if (step.done) throw new Error("An answer without an end");
    const event: ChatEvent = step.value;
    if (event.type === "retry" || event.type === "done" || event.type === "failed") return event;
    if (event.type === "content" && view.content) return event;
    if (event.type === "reasoning" && view.reasoning) return event;
  }
}

/** The two lines being written: the answer's on stdout, and what the model thinks on stderr. */
function createLines({ context: { terminal } }: Run, { raw }: AnswerView) {
  const writer = terminal.answer({ raw });
  let hasThought = false;
  let thought = "";
  let said = "";

  /** An empty line keeps what was thought and what is said apart, on a screen that shows both. */
  function endThought(): void {
    if (thought !== "") terminal.whisper(thought.endsWith("\n") ? "\n" : "\n\n");
    thought = "";
  }

  return {
    get hasThought() {
      return hasThought;
    },
    get hasSaid() {
      return said !== "";
    },
    think(text: string): void {
      hasThought = true;
      thought = text;
      terminal.whisper([{ text, tone: "quiet" }]);
    },
    say(text: string): Promise<boolean> {
      endThought();
      said = text;
      return writer.write(text);
    },
    async end(): Promise<boolean> {
      endThought();
      return await writer.end();
    },
    /** Only a screen needs the end of the line: what a program reads stays as far as it came. */
    breakOff(): void {
      if (thought !== "" || (said !== "" && terminal.output.isTerminal)) terminal.whisper("\n");
    },
  };
}
