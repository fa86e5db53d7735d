import type { Command } from "commander";
import type { CompletionOptions } from "../commands/completion.ts";
import { CliError } from "../errors.ts";
import { type CommandLine, suggesting } from "./command-line.ts";

const shells: readonly CompletionOptions["shell"][] = ["bash", "zsh", "fish", "powershell"];

export function declareCompletion(line: CommandLine): void {
  const { program, context, registry } = line;
  const words = line.words.completion;
  program
    .command("completion")
    .description(words.description)
    .addArgument(suggesting(program.createArgument("[shell]", words.shell), shells))
    .addHelpText("after", `\n${words.after}`)
    .action(async (given: string | undefined) => {
      const shell = shells.find((known) => known === given);
      if (!shell) throw new CliError("shell-unknown", { shell: given, valid: shells });
      const { completion } = await import("../commands/completion.ts");
      line.finish(completion({ shell }, context));
    });

  // What the scripts ask at each TAB. The line comes by the environment: it may hold a key, and others can see arguments.
  program
    .command("complete <shell>", { hidden: true })
    .action(async (shell: string, _: unknown, { parent }: Command) => {
      try {
        const [{ completeLine }, { complete }] = await Promise.all([
          import("./complete-line.ts"),
          import("../commands/complete.ts"),
        ]);
        const asked = completeLine(parent as Command, context.env.OPENCLAW_COMPLETION_LINE ?? "");
        line.finish(complete({ ...asked, shell }, context, registry));
      } catch {
        // Nothing may be written into a line that somebody is typing; no completion says it as well.
      }
    });
}
