import { type CommandLine, flagsOf, globalOptions } from "./command-line.ts";
import type { DeclaredCommand } from "./declaration.ts";

export function declareConfig(line: CommandLine): void {
  const config = line.program.command("config").description(line.words.config.description).helpCommand(false);
  declareFile(line, config);
  declareValidate(line, config);
  declareRestore(line, config);
}

function declareFile(line: CommandLine, config: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.config.file;
  const command = config.command("file").description(words.description).option("--json", words.json);
  command.action(async () => {
    const flags = flagsOf(command);
    const { configFile } = await import("../commands/config-file.ts");
    line.finish(await configFile({ ...globalOptions(flags), json: flags.is("json") }, context, registry));
  });
}

function declareValidate(line: CommandLine, config: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.config.validate;
  const command = config
    .command("validate")
    .description(words.description)
    .option("--json", words.json)
    .addHelpText("after", `\n${words.after}`);
  command.action(async () => {
    const flags = flagsOf(command);
    const { configValidate } = await import("../commands/config-validate.ts");
    line.finish(await configValidate({ ...globalOptions(flags), json: flags.is("json") }, context, registry));
  });
}

function declareRestore(line: CommandLine, config: DeclaredCommand): void {
  const { context, registry } = line;
  const words = line.words.config.restore;
  const command = config
    .command("restore")
    .description(words.description)
    .argument("[backup]", words.backup)
    .option("--yes", words.yes)
    .option("--dry-run", line.words.dryRun)
    .option("--json", line.words.json)
    .addHelpText("after", `\n${words.after}`);
  command.action(async (backup: string | undefined) => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      backup,
      yes: flags.is("yes"),
      dryRun: flags.is("dryRun"),
      json: flags.is("json"),
    };
    const { configRestore } = await import("../commands/config-restore.ts");
    line.finish(await configRestore(options, context, registry));
  });
}
