import {
  type CommandLine,
  declareNetworkFlags,
  flagsOf,
  globalOptions,
  networkOptions,
  providerOption,
} from "./command-line.ts";

export function declareDoctor(line: CommandLine): void {
  const { program, context, registry } = line;
  const words = line.words.doctor;
  const command = program
    .command("doctor")
    .description(words.description)
    .option("--fix", words.fix)
    .option("--yes", words.yes)
    .option("--dry-run", line.words.dryRun)
    .option("--json", words.json)
    .addOption(providerOption(line))
    .addHelpText("after", `\n${words.after}`);
  declareNetworkFlags(command, line);
  command.action(async () => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      ...networkOptions(flags),
      provider: flags.text("provider"),
      fix: flags.is("fix"),
      yes: flags.is("yes"),
      dryRun: flags.is("dryRun"),
      json: flags.is("json"),
    };
    const { doctor } = await import("../commands/doctor.ts");
    line.finish(await doctor(options, context, registry));
  });
}
