import { Command, CommanderError, Option } from "commander";
import type { Context } from "./context.ts";
import { CliError, type ExitCode, exitCode } from "./errors.ts";
import { messagesIn } from "./messages/messages.ts";
import { formatModelRef } from "./providers/provider.ts";
import type { Registry } from "./providers/registry.ts";
import type { KeyInput } from "./wizard/given-credential.ts";
import { keyStores } from "./wizard/key-store.ts";
import type { OnboardOptions } from "./wizard/onboard-options.ts";
import { verifyModes } from "./wizard/prove.ts";

/** The flags that every command takes. */
interface GlobalFlags {
  readonly profile?: string;
  readonly dev?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/**
 * Every command and every flag, on one page. Runs the command that the arguments name and returns its exit code.
 *
 * @throws CliError for arguments that make no sense, and what the command throws.
 */
export async function runCli(argv: readonly string[], context: Context, registry: Registry): Promise<ExitCode> {
  const words = messagesIn(context.locale).cli;
  const { terminal } = context;
  let code: ExitCode = exitCode.done;

  const program = new Command("openclaw")
    .description(words.description)
    .version(context.version, "-V, --version", words.version)
    .helpOption("-h, --help", words.help)
    .helpCommand(false)
    .option("--profile <name>", words.profile)
    .option("--dev", words.dev)
    .option("--no-color", words.noColor)
    .option("--debug", words.debug)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      // What commander would print is thrown as well, and printed once, by main.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(terminal.columns, 100),
      getOutHasColors: () => false,
    });

  const onboard = program
    .command("onboard")
    .description(words.onboard.description)
    .optionsGroup(words.onboard.groups.key);
  for (const { auth, label } of registry.all) {
    onboard
      .option(`${auth.flag} <key>`, words.onboard.key(label, auth.variable))
      .option(`${auth.flag}-stdin`, words.onboard.keyStdin)
      .option(`${auth.flag}-file <path>`, words.onboard.keyFile);
  }
  onboard
    .addOption(new Option("--key-store <store>", words.onboard.keyStore).choices(keyStores))
    .addOption(new Option("--verify <mode>", words.onboard.verify).choices(verifyModes).default("auto"))
    .option("--allow-any-key", words.onboard.allowAnyKey)
    .optionsGroup(words.onboard.groups.model)
    .option("--model <ref>", words.onboard.model(formatModelRef(registry.default.id, registry.default.defaultModel)))
    .option("--all-models", words.onboard.allModels)
    .option("--private-only", words.onboard.privateOnly)
    .optionsGroup(words.onboard.groups.provider)
    .option("--auth-choice <choice>", words.onboard.authChoice(registry.all.map(({ auth }) => auth.choice)))
    .option("--offline", words.onboard.offline)
    .option("--timeout <seconds>", words.onboard.timeout)
    .option("--base-url <url>", words.onboard.baseUrl)
    .option("--allow-insecure-base-url", words.onboard.allowInsecureBaseUrl)
    .optionsGroup(words.onboard.groups.run)
    .option("--non-interactive", words.onboard.nonInteractive)
    .option("--yes", words.onboard.yes)
    .option("--dry-run", words.onboard.dryRun)
    .option("--json", words.onboard.json)
    .addHelpText("after", `\n${words.onboard.after(registry.default.auth.choice, registry.default.auth.flag)}`);
  for (const flags of openclawFlags) onboard.addOption(new Option(flags).hideHelp());
  onboard.action(async () => {
    const options = onboardOptions(onboard.optsWithGlobals(), context, registry);
    const command = await import("./commands/onboard.ts");
    code = await command.onboard(options, context, registry);
  });

  if (argv.length === 0) {
    program.outputHelp();
    if (!(await hasConfig(context))) terminal.info(`\n${words.noConfig}`);
    return exitCode.done;
  }
  refuseSwallowedFlags(argv, program);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.done;
    if (error.code === "commander.help") program.outputHelp();
    throw usageError(error, argv);
  }
  return code;
}

async function hasConfig({ env, homeDir, cwd }: Context): Promise<boolean> {
  const [{ resolvePaths }, { readFile }] = await Promise.all([
    import("./config/paths.ts"),
    import("./files/read-file.ts"),
  ]);
  return readFile(resolvePaths({ env, homeDir, cwd }).config) !== undefined;
}

/** Flags of OpenClaw's own `onboard` that scripts use; what they switch off is nothing this program does. */
const openclawFlags = [
  "--accept-risk",
  "--skip-health",
  "--skip-channels",
  "--skip-skills",
  "--skip-search",
  "--skip-hooks",
  "--skip-ui",
  "--skip-daemon",
  "--skip-bootstrap",
  "--no-install-daemon",
  "--mode <mode>",
  "--flow <flow>",
];

/** `--key --yes` would take "--yes" for the key; commander calls that a feature (tj/commander.js#1484). */
function refuseSwallowedFlags(argv: readonly string[], program: Command): void {
  const valued = new Set(
    [program, ...program.commands].flatMap((command) =>
      command.options.filter(({ required }) => required).flatMap(({ long, short }) => [long, short]),
    ),
  );
  argv.forEach((argument, index) => {
    const next = argv[index + 1];
    if (valued.has(argument) && (next === undefined || next.startsWith("--"))) {
      throw new CliError("option-without-value", { flag: argument, next });
    }
  });
}

function onboardOptions(
  flags: Readonly<Record<string, unknown>> & GlobalFlags,
  context: Context,
  registry: Registry,
): OnboardOptions {
  const text = (name: string) => flags[name] as string | undefined;
  const is = (name: string) => flags[name] === true;
  const nonInteractive = is("nonInteractive");
  return {
    authChoice: text("authChoice"),
    keys: registry.all.flatMap(({ id, auth }) => keyInputs(id, auth.flag, flags, context)),
    model: text("model"),
    keyStore: text("keyStore") as OnboardOptions["keyStore"],
    baseUrl: text("baseUrl"),
    timeoutMilliseconds: milliseconds(text("timeout")),
    verify: text("verify") as OnboardOptions["verify"],
    offline: is("offline"),
    allowAnyKey: is("allowAnyKey"),
    allowInsecureBaseUrl: is("allowInsecureBaseUrl"),
    allModels: is("allModels"),
    privateOnly: is("privateOnly"),
    nonInteractive,
    yes: is("yes") || nonInteractive,
    dryRun: is("dryRun"),
    json: is("json"),
    debug: is("debug"),
    profile: flags.profile,
    dev: is("dev"),
  };
}

function keyInputs(
  provider: string,
  flag: string,
  flags: Readonly<Record<string, unknown>>,
  context: Context,
): KeyInput[] {
  const name = flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const value = flags[name];
  const path = flags[`${name}File`];
  return [
    ...(typeof value === "string"
      ? [{ kind: "flag", provider, flag, value: context.secrets.hold(value) } as const]
      : []),
    ...(flags[`${name}Stdin`] === true ? [{ kind: "stdin", provider, flag: `${flag}-stdin` } as const] : []),
    ...(typeof path === "string" ? [{ kind: "file", provider, flag: `${flag}-file`, path } as const] : []),
  ];
}

function milliseconds(seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  const value = Number(seconds);
  if (!(value > 0 && value <= 3600)) throw new CliError("timeout-invalid", { value: seconds });
  return value * 1000;
}

/** Commander's words without its "error: ", and without a value that somebody glued to a misspelt flag: it may be a key. */
function usageError(error: CommanderError, argv: readonly string[]): CliError {
  const detail = error.message.replace(/^error: /, "").replace(/(unknown option '--[^=']+)=[^']*'/, "$1'");
  const command = argv.find((argument) => !argument.startsWith("-"));
  return new CliError("usage", { detail, command: command === "onboard" ? "onboard " : "" });
}
