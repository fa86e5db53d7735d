import type { Context } from "../context.ts";
import { CliError } from "../errors.ts";
import { formatModelRef } from "../providers/provider.ts";
import type { Registry } from "../providers/registry.ts";
import type { KeyInput } from "../wizard/given-credential.ts";
import { keyStores } from "../wizard/key-store.ts";
import type { OnboardOptions } from "../wizard/onboard-options.ts";
import { verifyModes } from "../wizard/prove.ts";
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

export function declareOnboard(line: CommandLine): void {
  const { program, context, registry } = line;
  const words = line.words.onboard;
  const command = program.command("onboard").description(words.description).optionsGroup(words.groups.key);
  for (const { auth, label } of registry.all) {
    command
      .option(`${auth.flag} <key>`, words.key(label, auth.variable))
      .option(`${auth.flag}-stdin`, words.keyStdin)
      .option(`${auth.flag}-file <path>`, words.keyFile);
  }
  command
    .addOption(command.createOption("--key-store <store>", words.keyStore).choices(keyStores))
    .addOption(command.createOption("--verify <mode>", words.verify).choices(verifyModes).default("auto"))
    .option("--allow-any-key", words.allowAnyKey)
    .optionsGroup(words.groups.model)
    .option("--model <ref>", words.model(formatModelRef(registry.default.id, registry.default.defaultModel)))
    .option("--all-models", words.allModels)
    .option("--private-only", words.privateOnly)
    .optionsGroup(words.groups.provider)
    .addOption(
      suggesting(
        command.createOption("--auth-choice <choice>", words.authChoice),
        registry.all.map(({ auth }) => auth.choice),
      ),
    );
  declareNetworkFlags(command, line)
    .optionsGroup(words.groups.run)
    .option("--non-interactive", words.nonInteractive)
    .option("--yes", words.yes)
    .option("--dry-run", line.words.dryRun)
    .option("--json", line.words.json)
    .addHelpText("after", `\n${words.after(registry.default.auth.choice, registry.default.auth.flag)}`);
  for (const flags of openclawFlags) command.addOption(command.createOption(flags).hideHelp());
  command.action(async () => {
    const options = onboardOptions(flagsOf(command), context, registry);
    const { onboard } = await import("../commands/onboard.ts");
    line.finish(await onboard(options, context, registry));
  });
}

function onboardOptions(flags: Flags, context: Context, registry: Registry): OnboardOptions {
  const { text, is } = flags;
  const mode = text("mode");
  if (mode !== undefined && mode !== "local") throw new CliError("mode-not-local", { mode });
  const nonInteractive = is("nonInteractive");
  return {
    ...globalOptions(flags),
    ...networkOptions(flags),
    authChoice: text("authChoice"),
    keys: registry.all.flatMap(({ id, auth }) => keyInputs(id, auth.flag, flags, context)),
    model: text("model"),
    keyStore: text("keyStore") as OnboardOptions["keyStore"],
    verify: text("verify") as OnboardOptions["verify"],
    allowAnyKey: is("allowAnyKey"),
    allModels: is("allModels"),
    privateOnly: is("privateOnly"),
    nonInteractive,
    yes: is("yes") || nonInteractive,
    dryRun: is("dryRun"),
    json: is("json"),
  };
}

function keyInputs(provider: string, flag: string, { text, is }: Flags, context: Context): KeyInput[] {
  const name = optionName(flag);
  const value = text(name);
  const path = text(`${name}File`);
  return [
    ...(value === undefined ? [] : [{ kind: "flag", provider, flag, value: context.secrets.hold(value) } as const]),
    ...(is(`${name}Stdin`) ? [{ kind: "stdin", provider, flag: `${flag}-stdin` } as const] : []),
    ...(path === undefined ? [] : [{ kind: "file", provider, flag: `${flag}-file`, path } as const]),
  ];
}
