import type { Readable } from "node:stream";
import type { ReadStream } from "node:tty";
import stringWidth from "fast-string-width";
import type { AnswerWriter, Cell, Environment, Prompter, Terminal, Text, Tone } from "../context.ts";
import { Interruption } from "../errors.ts";
import type { OutputStream } from "../files/standard-output.ts";
import type { MarkdownPrinter } from "./markdown.ts";
import { rawMode } from "./raw-mode.ts";
import type { Suspension } from "./suspension.ts";
import { layOutIn } from "./table.ts";
import { createTheme, type Theme } from "./theme.ts";
import { wrap } from "./wrap.ts";

export interface TerminalStreams {
  /** Opened when it is first asked for. */
  readonly stdin: NodeJS.ReadableStream & { setRawMode?: ReadStream["setRawMode"] };
  readonly inputIsTerminal: boolean;
  /** Whether it is known, without opening stdin, that there is nothing on it. */
  readonly inputIsEmpty?: boolean;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export interface TerminalOptions {
  readonly streams: TerminalStreams;
  readonly env: Environment;
  /** The --no-color flag. */
  readonly noColor: boolean;
  /** Plain lines, numbered choices, no cursor that moves: for screen readers and for terminals that cannot. */
  readonly accessible: boolean;
  readonly locale: string;
  readonly signal: AbortSignal;
  /** Ends the run as a signal would; Ctrl-C and Ctrl-D arrive as keys while the keyboard is in raw mode. */
  interrupt(signal: string): void;
  readonly suspension: Suspension;
}

/** How long work may take before a spinner shows. Anything shorter would only flicker. */
const spinnerDelayMilliseconds = 200;

/** The screen and the keyboard of one run. Prompts and spinner are loaded when the first one is needed. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { streams, signal } = options;
  const { stdout, stderr } = streams;
  const { env, noColor, accessible } = options;
  // What Ctrl-C ends while something stoppable goes on; otherwise it ends the run.
  let stop: (() => void) | undefined;
  let keyboard: ReturnType<typeof createKeyboard> | undefined;
  const takeKeyboard = () => {
    keyboard ??= createKeyboard(options, (cause) => (stop ? stop() : options.interrupt(cause)));
    return keyboard.take();
  };
  const theme = createTheme(env, stderr, noColor, accessible);
  const dataTheme = createTheme(env, stdout, noColor, accessible);
  const interactive = streams.inputIsTerminal && stderr.isTTY === true;
  const columns = () => stderr.columns || 80;

  const talk = (text: string) => {
    stderr.write(`${stderr.isTTY ? wrap(text, columns()) : text}\n`);
  };
  const marked = (symbol: string, tone: Tone) => (text: Text) =>
    talk(`${theme.paint(tone, symbol)} ${theme.render(text)}`);

  let writer: Terminal["write"] | undefined;
  const write: Terminal["write"] = (text) => {
    writer ??= createWriter(stdout, stdout.isTTY ? dataTheme.spell : (piece) => piece, signal);
    return writer(text);
  };
  let printedWriter: Terminal["write"] | undefined;
  let prompter: Promise<Prompter> | undefined;
  const loadPrompter = () => {
    prompter ??= accessible
      ? import("./line-prompter.ts").then(({ createLinePrompter }) => createLinePrompter(options, theme))
      : import("./prompter.ts").then(({ createPrompter }) => createPrompter(options, theme));
    return prompter;
  };

  return {
    interactive,
    accessible,
    get columns() {
      return columns();
    },
    output: {
      isTerminal: stdout.isTTY === true,
      get columns() {
        return stdout.columns || 80;
      },
    },
    print(text) {
      stdout.write(`${stdout.isTTY ? dataTheme.render(text) : plainText(text)}\n`);
    },
    entry(kind, head, body) {
      const [stream, look] = kind === "data" ? [stdout, dataTheme] : [stderr, theme];
      const render = (text: Text) => (stream.isTTY ? look.render(text) : plainText(text));
      const width = () => stringWidth(look.spell(plainText(head)));
      const lines = render(body).split("\n");
      const [first = "", ...others] = stream.isTTY
        ? lines.flatMap((line) => wrap(line, (stream.columns || 80) - width()).split("\n"))
        : lines;
      stream.write(`${render(head)}${first}\n${others.map((line) => `${" ".repeat(width())}${line}\n`).join("")}`);
    },
    table(rows) {
      const spelled = rows.map(({ cells }) => cells.map((cell) => spelledCell(cell, dataTheme)));
      const { lines, form } = layOutIn(spelled, stdout.columns || 80);
      const painted = lines.map((line, index) => {
        const tone = rows[index]?.tone;
        return tone ? dataTheme.paint(tone, line) : line;
      });
      stdout.write(painted.map((line) => `${line}\n`).join(""));
      return form;
    },
    write,
    answer({ raw }) {
      if (raw || !stdout.isTTY) return plainAnswer(write);
      // What the printer gives is safe already, and has colours in it.
      printedWriter ??= createWriter(stdout, (piece) => piece, signal);
      return markdownAnswer(printedWriter, dataTheme, () => stdout.columns || 80);
    },
    whisper(text) {
      stderr.write(theme.render(text));
    },
    info: (text) => talk(theme.render(text)),
    verbatim(text) {
      stderr.write(`${theme.render(text)}\n`);
    },
    success: marked(theme.symbols.tick, "good"),
    warn: marked(theme.symbols.warning, "caution"),
    error: marked(theme.symbols.cross, "bad"),
    async spin(text, work) {
      if (!signal.aborted && (await isSettledAtOnce(work))) return await work;
      const delay = timer(spinnerDelayMilliseconds);
      const end = aborted(signal);
      const release = interactive && !accessible ? takeKeyboard() : () => {};
      try {
        const first = await Promise.race([work, delay.elapsed, end.rejected]);
        if (first !== elapsed) return await work;
        if (!interactive || accessible) {
          talk(theme.render(text));
          return await Promise.race([work, end.rejected]);
        }
        const { spinWhile } = await import("./spinner.ts");
        const stream = stderr as NodeJS.WriteStream;
        return await spinWhile(theme, stream, options.suspension, text, Promise.race([work, end.rejected]));
      } finally {
        delay.cancel();
        end.forget();
        release();
      }
    },
    async stoppable(work) {
      const controller = new AbortController();
      stop = () => controller.abort("SIGINT");
      const release = interactive ? takeKeyboard() : () => {};
      try {
        return await work(controller.signal);
      } finally {
        stop = undefined;
        release();
      }
    },
    async readLine(look) {
      const { editLine } = await import("./edit-line.ts");
      return await editLine(options, theme, look);
    },
    inputIsTerminal: streams.inputIsTerminal,
    readInput: async (limit) => (streams.inputIsEmpty ? new Uint8Array() : await readAll(streams.stdin, limit, signal)),
    prompt: {
      text: async (question) => (await loadPrompter()).text(question),
      password: async (question) => (await loadPrompter()).password(question),
      select: async (question) => (await loadPrompter()).select(question),
      search: async (question) => (await loadPrompter()).search(question),
      confirm: async (question) => (await loadPrompter()).confirm(question),
    },
  };
}

/** Widths are measured of what is shown, so the locale's spelling comes before the columns. */
function spelledCell(cell: Cell, theme: Theme): Cell {
  return typeof cell === "string"
    ? theme.spell(cell)
    : { full: theme.spell(cell.full), short: theme.spell(cell.short) };
}

/** Writes pieces of text to a stream, one after the other. A character that two pieces share is written with the second. */
function createWriter(stream: OutputStream, spell: (text: string) => string, signal: AbortSignal): Terminal["write"] {
  let carried = "";
  // Whoever reads the stream may have stopped reading without going away.
  let stop = () => {};
  signal.addEventListener("abort", () => stop(), { once: true });
  return (piece) =>
    new Promise((resolve, reject) => {
      stop = () => reject(new Interruption(String(signal.reason)));
      if (signal.aborted) return stop();
      const text = carried + piece;
      const isSplit = /[\ud800-\udbff]$/.test(text);
      carried = isSplit ? text.slice(-1) : "";
      stream.write(spell(isSplit ? text.slice(0, -1) : text), (error?: Error | null) => resolve(!error));
    });
}

/** An answer as it is. */
function plainAnswer(write: Terminal["write"]): AnswerWriter {
  let last = "\n";
  return {
    write(text) {
      last = text;
      return write(text);
    },
    end: async () => last.endsWith("\n") || (await write("\n")),
  };
}

/** An answer as Markdown looks on a terminal. Its printer is loaded with the first piece. */
function markdownAnswer(write: Terminal["write"], theme: Theme, columns: () => number): AnswerWriter {
  let loading: Promise<MarkdownPrinter> | undefined;
  const load = () => {
    loading ??= import("./markdown.ts").then(({ createMarkdownPrinter }) => createMarkdownPrinter(theme, columns));
    return loading;
  };
  return {
    write: async (text) => await write((await load()).push(text)),
    end: async () => await write((await load()).end()),
  };
}

/** The text without its tones. */
function plainText(text: Text): string {
  return typeof text === "string"
    ? text
    : text.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** Whether the work needed nothing but the program itself, and so is done before anything could show. */
async function isSettledAtOnce(work: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  work.then(settle, settle);
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
}

const elapsed = Symbol("elapsed");

function timer(milliseconds: number): { readonly elapsed: Promise<typeof elapsed>; cancel(): void } {
  let handle: NodeJS.Timeout | undefined;
  const promise = new Promise<typeof elapsed>((resolve) => {
    handle = setTimeout(() => resolve(elapsed), milliseconds);
  });
  return { elapsed: promise, cancel: () => clearTimeout(handle) };
}

/** Rejects with an Interruption as soon as the run is aborted; never settles otherwise. Whoever has waited forgets it. */
function aborted(signal: AbortSignal): { readonly rejected: Promise<never>; forget(): void } {
  let forget = () => {};
  const rejected = new Promise<never>((_, reject) => {
    const stop = () => reject(new Interruption(String(signal.reason)));
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    forget = () => signal.removeEventListener("abort", stop);
  });
  // It may reject when nobody waits for it any more.
  rejected.catch(() => {});
  return { rejected, forget };
}

/**
 * The keyboard while the program works: keys typed ahead neither show on the screen nor answer a question the person has not
 * seen. Ctrl-C and Ctrl-D still interrupt, and Ctrl-Z puts the program aside. `take` returns the function that gives the keyboard back; it may be taken by several
 * at once.
 */
function createKeyboard(
  { streams: { stdin }, suspension }: Pick<TerminalOptions, "streams" | "suspension">,
  interrupt: (signal: string) => void,
) {
  let holders = 0;
  let release = () => {};
  const discard = (chunk: Buffer | string) => {
    const keys = chunk.toString();
    if (/[\x03\x04]/.test(keys)) interrupt("SIGINT");
    else if (keys.includes("\x1a")) suspension.suspend();
  };
  return {
    take(): () => void {
      holders += 1;
      if (holders === 1) {
        stdin.setRawMode?.(true);
        stdin.on("data", discard);
        stdin.resume();
        release = suspension.hold(rawMode(stdin));
      }
      return () => {
        holders -= 1;
        if (holders > 0) return;
        release();
        stdin.removeListener("data", discard);
        stdin.setRawMode?.(false);
        stdin.pause();
      };
    },
  };
}

async function readAll(
  stdin: NodeJS.ReadableStream,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const reading = (async () => {
    for await (const chunk of stdin) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > limit) return undefined;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  })();
  const end = aborted(signal);
  try {
    return await Promise.race([reading, end.rejected]);
  } catch (error) {
    // A pipe that nobody closes would keep the process from ending.
    (stdin as Readable).destroy();
    throw error;
  } finally {
    end.forget();
  }
}
