/** One run of the program as its rooms see the world: everything from outside comes through here. */
export interface Context {
  readonly terminal: Terminal;
  /** The process environment. Names and values are as the shell gave them; nothing is ever written to it. */
  readonly env: Environment;
  /** The home folder in which OpenClaw's state lives, or `undefined` when the system names none. */
  readonly homeDir: string | undefined;
  readonly cwd: string;
  /** The name that this program was started by; it is installed under two. */
  readonly programName: string;
  readonly now: () => Date;
  /** Aborts when a signal or Ctrl-C asks the run to end; its reason is the signal's name, such as "SIGINT". */
  readonly signal: AbortSignal;
  /** This package's version. */
  readonly version: string;
  /** The language of every text a person reads, such as "en". */
  readonly locale: string;
  readonly host: Host;
  /** Turns text into a value that no log, error or JSON can show, and hides that text from then on. */
  readonly secrets: SecretKeeper;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the operating system says about processes; the lock and file ownership need it. */
export interface Host {
  /** As `process.platform`: "linux", "darwin", "win32" … */
  readonly platform: string;
  readonly pid: number;
  /** The effective user id, or `undefined` where the system has none. */
  readonly uid: number | undefined;
  /** Whether a process of that id exists, ours or another user's. */
  isAlive(pid: number): boolean;
}

/** A value that prints redacted wherever it turns up by accident. */
export interface Secret {
  /** The plain text. Call it only where the key leaves for the provider or the file that keeps it. */
  reveal(): string;
  /** The number of characters. */
  readonly length: number;
  /** The last four characters, or nothing when the text is too short to show any. */
  readonly tail: string;
  equals(other: Secret): boolean;
}

export interface SecretKeeper {
  hold(text: string): Secret;
  /** The text with every held secret, and everything shaped like a provider key, replaced. */
  redact(text: string): string;
}

/** The screen and the keyboard. stdout is data, stderr is talk. */
export interface Terminal {
  /** Whether a person can be asked: stdin and stderr are both terminals. */
  readonly interactive: boolean;
  /** Whether questions are plain lines, for a screen reader or a terminal that cannot move its cursor. */
  readonly accessible: boolean;
  /** The width of stderr in columns; 80 where unknown. */
  readonly columns: number;
  /** Where data goes. */
  readonly output: Output;
  /** Writes one line (or several) of data to stdout; as it is where that is no terminal. */
  print(text: Text): void;
  /** Writes a body beside its head, to stdout as data or to stderr as talk; broken between words where that is a terminal. */
  entry(kind: "data" | "talk", head: Text, body: Text): void;
  /** Writes rows to stdout in aligned columns that fit its width. Tells which form of the cells had to be used. */
  table(rows: readonly TableRow[]): "full" | "short";
  /**
   * Writes a piece of data to stdout, without a line end; as it is where that is no terminal, and with nothing in it that could
   * steer one where it is. Resolves once it is written, to false when nobody reads stdout any more; rejects with an
   * Interruption.
   */
  write(text: string): Promise<boolean>;
  /** An answer that comes in pieces, to be written to stdout. `raw`: as it is, not as Markdown. */
  answer(look: { readonly raw: boolean }): AnswerWriter;
  /** Writes a piece of talk to stderr, without a line end. */
  whisper(text: Text): void;
  /** Writes talk to stderr, broken between words where the terminal is too narrow. */
  info(text: Text): void;
  /** Writes talk that must stay as it is: a command to copy, a line of a file. */
  verbatim(text: Text): void;
  success(text: Text): void;
  warn(text: Text): void;
  error(text: Text): void;
  /** Waits for the work, showing a spinner with the text when it takes long. Rejects as the work does, or when the run is aborted. */
  spin<Result>(text: string, work: Promise<Result>): Promise<Result>;
  /**
   * Does work that Ctrl-C ends without ending the run: it aborts the signal. Keys that are typed meanwhile are nobody's. Rejects
   * as the work does.
   */
  stoppable<Result>(work: (stopped: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Waits for a message from the keyboard. Rejects with an Interruption when the run is aborted. */
  readLine(look: LineLook): Promise<EnteredLine>;
  /** Whether stdin is a terminal, so that nothing is piped in. */
  readonly inputIsTerminal: boolean;
  /** Everything on stdin, for a key or a message that is piped in; `undefined` when it is larger than that many bytes. */
  readInput(limit: number): Promise<Uint8Array | undefined>;
  readonly prompt: Prompter;
}

/** Writes an answer as it comes. Both resolve to false when nobody reads stdout any more, and reject with an Interruption. */
export interface AnswerWriter {
  write(text: string): Promise<boolean>;
  /** Writes what is still held back, and ends the last line. */
  end(): Promise<boolean>;
}

export interface LineLook {
  /** What was entered before, the oldest first; the arrow keys bring it back. */
  readonly history: readonly string[];
  /** What is said when Ctrl-C is pressed on an empty line: that the next one leaves. */
  readonly leaveHint: string;
  /** Whether that was said just before, so that the first Ctrl-C leaves. */
  readonly isLeaving: boolean;
}

/** What a person entered, line ends of a paste included, or the wish to leave: by Ctrl-D or by Ctrl-C. */
export type EnteredLine =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "interrupt" };

/** What stdout is. */
export interface Output {
  readonly isTerminal: boolean;
  /** Its width in columns; 80 where unknown. */
  readonly columns: number;
}

/** A line: plain, or pieces of which some carry a meaning that the theme gives a colour. */
export type Text = string | readonly TextPiece[];
export type TextPiece = string | { readonly text: string; readonly tone: Tone };
export type Tone =
  | "strong"
  | "emphasis"
  | "struck"
  | "quiet"
  | "accent"
  | "good"
  | "caution"
  | "bad"
  | "added"
  | "removed";

/** A person's answer: a value, or the wish to go back one question. Ctrl-C and Ctrl-D reject with an Interruption. */
export type Answer<Value> = { readonly value: Value } | "back";

/** What every question has: its words, and the flag that answers it in a script. */
export interface Question {
  readonly message: string;
  /** The flag that answers the question, such as "--model"; shown when nobody can be asked. */
  readonly flag: string;
  /** Whether Esc can lead anywhere; the first question of a run has nothing before it. */
  readonly canGoBack: boolean;
}

/** A cell of a table, with a short form for narrow terminals where it has one. */
export type Cell = string | { readonly full: string; readonly short: string };

export interface TableRow {
  readonly cells: readonly Cell[];
  /** Of the whole row. */
  readonly tone?: Tone | undefined;
}

/** Choices that stand together under a heading. */
export interface ChoiceGroup {
  readonly title: string;
  /** The heading while a search leaves choices out. */
  readonly searched?: string;
  /** What the short forms of the cells mean; shown where those are taken. */
  readonly legend?: string;
}

export interface Choice<Value> {
  readonly value: Value;
  /** The columns of its row. The prompter aligns them within a group, and drops from the right what does not fit. */
  readonly cells: readonly Cell[];
  /** One or two lines about the choice, shown while it is highlighted. */
  readonly description?: string;
  /** The text that stands for it once chosen; the first cell otherwise. */
  readonly short?: string;
  /** What it stands under: a heading, or its title alone. */
  readonly group?: ChoiceGroup | string;
  /** What a search matches besides the cells. */
  readonly keywords?: string;
}

export interface TextQuestion extends Question {
  readonly default?: string;
  /** The objection to a text, or `undefined` where there is none. */
  validate?(text: string): string | undefined;
}

export interface SelectQuestion<Value extends string> extends Question {
  readonly choices: readonly Choice<Value>[];
  readonly default?: Value | undefined;
}

export interface SearchQuestion<Value extends string> extends Question {
  /** Asked again at every key, so a list that grows meanwhile is shown as it is. */
  choices(): readonly Choice<Value>[];
  readonly default?: Value | undefined;
  /** What is said when nothing matches. */
  readonly empty: string;
}

export interface ConfirmQuestion extends Question {
  readonly default: boolean;
}

export interface Prompter {
  text(question: TextQuestion): Promise<Answer<string>>;
  /** Asks for hidden text: the number of its characters is shown, none of them, no stars, and there is no way to reveal it. */
  password(question: Omit<TextQuestion, "default">): Promise<Answer<string>>;
  select<Value extends string>(question: SelectQuestion<Value>): Promise<Answer<Value>>;
  /** A list with a search line. */
  search<Value extends string>(question: SearchQuestion<Value>): Promise<Answer<Value>>;
  confirm(question: ConfirmQuestion): Promise<Answer<boolean>>;
}
