import { type Section, sections } from "../wizard/menu.ts";
import { type CommandLine, declareNetworkFlags, flagsOf, globalOptions, networkOptions } from "./command-line.ts";

export function declareConfigure(line: CommandLine): void {
  const { context, registry } = line;
  const words = line.words.configure;
  const command = line.program
    .command("configure")
    .description(words.description)
    .addOption(line.program.createOption("--section <section>", words.section).choices(sections))
    .option("--dry-run", line.words.dryRun)
    .option("--json", line.words.json)
    .addHelpText("after", `\n${words.after}`);
  declareNetworkFlags(command, line);
  command.action(async () => {
    const flags = flagsOf(command);
    const options = {
      ...globalOptions(flags),
      ...networkOptions(flags),
      section: flags.text("section") as Section | undefined,
      dryRun: flags.is("dryRun"),
      json: flags.is("json"),
    };
    const { configure } = await import("../commands/configure.ts");
    line.finish(await configure(options, context, registry));
  });
}
