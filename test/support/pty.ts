import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";
import xterm, { type IBufferCell } from "@xterm/headless";
import { onTestFinished } from "vitest";
import type { Home } from "./home.ts";

export interface PtyOptions {
  readonly home: Home;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** What to start instead of the program: a command line of a shell, with `openclaw` as the program. */
  readonly shell?: string;
}

/** A place on the screen: a character, and how it is shown. */
export interface Cell {
  /** A wide character has an empty cell behind it. */
  readonly text: string;
  /** The number of its colour among the 256 of terminals; the terminal's own where there is none. */
  readonly color: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** A person at a terminal: sees the screen, presses keys. Never waits for time, only for what is on the screen. */
export interface Pty {
  /** The lines of the screen as they are seen, from the first one that ever scrolled off. */
  screen(): string;
  /** The same lines cell by cell, with their colours. */
  cells(): Cell[][];
  /** Everything that was sent to the terminal, control sequences included. */
  raw(): string;
  /** Waits until the screen shows the text, or matches. Fails with the screen when the program ends before. */
  see(text: string | RegExp): Promise<void>;
  /** Waits until the text has come once more, behind the first `from` characters of `raw`; then the screen has it, too. */
  seeAgain(text: string, from: number): Promise<void>;
  press(keys: string): void;
  /**
   * As `press`, for a text longer than a terminal holds: piece by piece, with time between them to read what the program writes.
   * Whoever writes more than is read waits for the program, which may wait to be read.
   */
  pour(text: string): Promise<void>;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Closes the terminal, as a window is closed or a connection lost. */
  hangUp(): void;
  /** Waits for the end, and returns the exit code and the milliseconds since the last key. */
  end(): Promise<{ readonly code: number; readonly milliseconds: number }>;
  readonly cursorVisible: boolean;
}

export const key = {
  enter: "\r",
  escape: "\x1b",
  up: "\x1b[A",
  down: "\x1b[B",
  home: "\x1b[H",
  end: "\x1b[F",
  pageUp: "\x1b[5~",
  pageDown: "\x1b[6~",
  backspace: "\x7f",
  ctrlC: "\x03",
  ctrlD: "\x04",
  ctrlU: "\x15",
} as const;

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));
const patience = 15_000;

/** Starts the built program in a pseudo-terminal. The process is ended with the test. */
export function startPty(argv: readonly string[], options: PtyOptions): Pty {
  return options.shell
    ? startInPty("/bin/sh", ["-c", options.shell, "sh", process.execPath, program], options)
    : startInPty(process.execPath, [program, ...argv], options);
}

/** Starts any program in a pseudo-terminal, in the same way. */
export function startInPty(file: string, args: readonly string[], options: Omit<PtyOptions, "shell">): Pty {
  const { home, columns = 80, rows = 24 } = options;
  const env = {
    HOME: home.path,
    PATH: process.env.PATH ?? "",
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    ...options.env,
  };
  const child = spawn(file, [...args], { cols: columns, rows, cwd: home.path, env });
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 2000, allowProposedApi: true });
  let raw = "";
  let exit: { code: number; at: number } | undefined;
  let lastKey = performance.now();
  let wake = () => {};
  const changed = () => wake();
  child.onData((data) => {
    raw += data;
    terminal.write(data, changed);
  });
  // Shells ask the terminal what it is, and wait for its answer.
  terminal.onData((answer) => child.write(answer));
  child.onExit(({ exitCode, signal }) => {
    exit = { code: signal ? 128 + signal : exitCode, at: performance.now() };
    terminal.write("", changed);
  });
  onTestFinished(() => {
    if (!exit) child.kill("SIGKILL");
    terminal.dispose();
  });

  const screen = () => {
    const buffer = terminal.buffer.active;
    const lines: string[] = [];
    for (let index = 0; index < buffer.length; index++)
      lines.push(buffer.getLine(index)?.translateToString(true).trimEnd() ?? "");
    return lines.join("\n").trimEnd();
  };

  async function until(what: string, isThere: () => boolean): Promise<void> {
    const deadline = performance.now() + patience;
    while (!isThere()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`${what}: not within ${patience} ms. The screen:\n${screen()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  return {
    screen,
    cells() {
      const buffer = terminal.buffer.active;
      const count = screen().split("\n").length;
      return Array.from({ length: count }, (_, row) => {
        const line = buffer.getLine(row);
        return Array.from({ length: line?.length ?? 0 }, (_, column) => cellOf(line?.getCell(column)));
      });
    },
    raw: () => raw,
    async see(text) {
      const isThere = () => (typeof text === "string" ? screen().includes(text) : text.test(screen()));
      await until(`waiting to see ${text}`, () => isThere() || exit !== undefined);
      if (!isThere()) throw new Error(`it ended with ${exit?.code} before showing ${text}. The screen:\n${screen()}`);
    },
    async seeAgain(text, from) {
      await until(`waiting to see ${text} again`, () => raw.includes(text, from));
      await new Promise<void>((resolve) => terminal.write("", resolve));
    },
    press(keys) {
      lastKey = performance.now();
      child.write(keys);
    },
    async pour(text) {
      for (let at = 0; at < text.length && exit === undefined; at += 1024) {
        child.write(text.slice(at, at + 1024));
        await new Promise((resolve) => setImmediate(resolve));
      }
      lastKey = performance.now();
    },
    resize(newColumns, newRows) {
      child.resize(newColumns, newRows);
      terminal.resize(newColumns, newRows);
    },
    kill(signal) {
      lastKey = performance.now();
      child.kill(signal);
    },
    hangUp() {
      // Its types leave this out.
      (child as unknown as { destroy(): void }).destroy();
    },
    async end() {
      await until("waiting for the end", () => exit !== undefined);
      return { code: exit?.code ?? -1, milliseconds: Math.round((exit?.at ?? 0) - lastKey) };
    },
    get cursorVisible() {
      return raw.lastIndexOf("\x1b[?25h") >= raw.lastIndexOf("\x1b[?25l");
    },
  };
}

function cellOf(cell: IBufferCell | undefined): Cell {
  return {
    text: cell?.getWidth() === 0 ? "" : cell?.getChars() || " ",
    color: cell?.isFgPalette() ? cell.getFgColor() : undefined,
    bold: Boolean(cell?.isBold()),
    dim: Boolean(cell?.isDim()),
    italic: Boolean(cell?.isItalic()),
    underline: Boolean(cell?.isUnderline()),
    inverse: Boolean(cell?.isInverse()),
  };
}
