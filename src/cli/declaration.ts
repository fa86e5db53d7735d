/** What the declaration of a command uses of commander's Command; the quick reader has it, too. */
export interface DeclaredCommand {
  command(name: string, options?: { hidden?: boolean }): DeclaredCommand;
  description(text: string): this;
  helpCommand(isWanted: false): this;
  optionsGroup(title: string): this;
  option(flags: string, description: string): this;
  addOption(option: DeclaredOption): this;
  createOption(flags: string, description?: string): DeclaredOption;
  argument(name: string, description: string): this;
  addArgument(argument: DeclaredArgument): this;
  createArgument(name: string, description?: string): DeclaredArgument;
  addHelpText(position: "after", text: string): this;
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are as the declaration says
  action(run: (...args: any[]) => void | Promise<void>): this;
  /** The flags given, and those with a default, of the command and of those above it. */
  optsWithGlobals(): Readonly<Record<string, unknown>>;
}

/** A value that is declared: its choices are shown in the help, and offered at TAB. */
export interface DeclaredValue {
  argChoices?: string[];
  /** Refuses any other value. */
  choices(values: readonly string[]): this;
}

export interface DeclaredOption extends DeclaredValue {
  default(value: string): this;
  /** Makes the option's value of what is given, and of its value before: for options that may be given several times. */
  argParser(parse: (given: string, before: readonly string[] | undefined) => readonly string[]): this;
  hideHelp(): this;
}

export type DeclaredArgument = DeclaredValue;
