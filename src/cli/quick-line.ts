import type { DeclaredArgument, DeclaredCommand, DeclaredOption, DeclaredValue } from "./declaration.ts";

/** A command line that is understood: what runs, and on what. */
export interface QuickLine {
  readonly command: QuickCommand;
  readonly args: readonly unknown[];
}

/**
 * Reads a command line that leaves nothing to say about it: commands by their names, then flags in full, values that begin with
 * no dash, as many arguments as there should be. Of all others it returns `undefined`: they are commander's, which knows what
 * to answer, and takes 7 ms to load and to be told the commands. Where both read a line, they read the same.
 */
export function readQuickly(argv: readonly string[], program: QuickCommand): QuickLine | undefined {
  let command = program;
  let next = 0;
  for (;;) {
    const inner = command.commands.get(argv[next] ?? "");
    if (!inner) break;
    command = inner;
    next += 1;
  }
  const given: string[] = [];
  while (next < argv.length) {
    const word = argv[next++] ?? "";
    if (!word.startsWith("-")) {
      given.push(word);
      continue;
    }
    const option = command.optionCalled(word);
    const value = option?.takesValue ? argv[next++] : undefined;
    if (!option?.take(value)) return undefined;
  }
  const args = command.read(given);
  return args && { command, args };
}

/** What commander's Command does with a declaration, as far as lines need it that are read quickly. */
export class QuickCommand implements DeclaredCommand {
  /** The command as it is typed. */
  readonly name: string;
  readonly commands = new Map<string, QuickCommand>();
  readonly #parent: QuickCommand | undefined;
  readonly #options: QuickOption[] = [];
  readonly #arguments: QuickArgument[] = [];
  #run: ((...args: readonly unknown[]) => void | Promise<void>) | undefined;

  constructor(name: string, parent?: QuickCommand) {
    this.name = name;
    this.#parent = parent;
  }

  command(name: string, { hidden = false } = {}): QuickCommand {
    const [first = "", ...args] = name.split(" ");
    const command = new QuickCommand(`${this.name} ${first}`, this);
    for (const arg of args) command.argument(arg);
    // What no person types may want more of commander than this.
    if (!hidden) this.commands.set(first, command);
    return command;
  }

  option(flags: string): this {
    return this.addOption(this.createOption(flags));
  }

  addOption(option: DeclaredOption): this {
    this.#options.push(option as QuickOption);
    return this;
  }

  createOption(flags: string): QuickOption {
    return new QuickOption(flags);
  }

  argument(name: string): this {
    return this.addArgument(this.createArgument(name));
  }

  addArgument(argument: DeclaredArgument): this {
    this.#arguments.push(argument as QuickArgument);
    return this;
  }

  createArgument(name: string): QuickArgument {
    return new QuickArgument(name);
  }

  action(run: (...args: readonly unknown[]) => void | Promise<void>): this {
    this.#run = run;
    return this;
  }

  description(): this {
    return this;
  }

  helpCommand(): this {
    return this;
  }

  optionsGroup(): this {
    return this;
  }

  addHelpText(): this {
    return this;
  }

  optsWithGlobals(): Record<string, unknown> {
    const own = this.#options.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]);
    return { ...Object.fromEntries(own), ...this.#parent?.optsWithGlobals() };
  }

  optionCalled(flag: string): QuickOption | undefined {
    return this.#options.find((option) => option.flag === flag) ?? this.#parent?.optionCalled(flag);
  }

  /** These arguments as the action wants them; `undefined` where they are not what is declared, or where there is no action. */
  read(given: readonly string[]): unknown[] | undefined {
    if (!this.#run) return undefined;
    const last = this.#arguments.at(-1);
    if (given.length > this.#arguments.length && !last?.isVariadic) return undefined;
    const isRight = this.#arguments.every((argument, index) => {
      const values = argument.isVariadic ? given.slice(index) : given.slice(index, index + 1);
      return (values.length > 0 || !argument.isRequired) && values.every((value) => argument.allows(value));
    });
    if (!isRight) return undefined;
    return this.#arguments.map(({ isVariadic }, index) => (isVariadic ? given.slice(index) : given[index]));
  }

  async run(args: readonly unknown[]): Promise<void> {
    await this.#run?.(...args);
  }
}

class QuickValue implements DeclaredValue {
  argChoices?: string[];
  #allowed: readonly string[] | undefined;

  choices(values: readonly string[]): this {
    this.#allowed = values;
    return this;
  }

  allows(value: string): boolean {
    return !value.startsWith("-") && (this.#allowed?.includes(value) ?? true);
  }
}

class QuickArgument extends QuickValue {
  readonly isRequired: boolean;
  readonly isVariadic: boolean;

  constructor(name: string) {
    super();
    this.isRequired = name.startsWith("<");
    this.isVariadic = /\.\.\.[>\]]$/.test(name);
  }
}

class QuickOption extends QuickValue implements DeclaredOption {
  /** "--timeout". Flags in short are commander's. */
  readonly flag: string;
  /** What commander calls it: "--base-url" is "baseUrl", and "--no-color" is "color", set to false. */
  readonly name: string;
  readonly takesValue: boolean;
  readonly #isNegated: boolean;
  #parse: ((given: string, before: readonly string[] | undefined) => readonly string[]) | undefined;
  value: string | boolean | readonly string[] | undefined;

  constructor(flags: string) {
    super();
    const [flag = "", value] = flags.split(" ");
    this.flag = flag;
    this.takesValue = value !== undefined;
    this.#isNegated = flag.startsWith("--no-");
    this.name = flag.replace(/^--(no-)?/, "").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    this.value = this.#isNegated ? true : undefined;
  }

  /** Takes the value, and tells whether it may. */
  take(value: string | undefined): boolean {
    if (this.takesValue && (value === undefined || !this.allows(value))) return false;
    if (value === undefined) this.value = !this.#isNegated;
    else this.value = this.#parse ? this.#parse(value, this.value as readonly string[] | undefined) : value;
    return true;
  }

  argParser(parse: (given: string, before: readonly string[] | undefined) => readonly string[]): this {
    this.#parse = parse;
    return this;
  }

  default(value: string): this {
    this.value = value;
    return this;
  }

  hideHelp(): this {
    return this;
  }
}
