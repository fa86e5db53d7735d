import { completionScripts } from "virtual:completion-scripts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";

export interface CompletionOptions {
  readonly shell: keyof typeof completionScripts;
}

const commandName = "openclaw";
const secondName = "openclaw-venice";

/**
 * Prints the script that makes a shell complete this program's command lines. Under its second name the program leaves the first
 * one alone: people use it where that belongs to another program.
 */
export function completion({ shell }: CompletionOptions, { terminal, programName }: Context): ExitCode {
  const [program, names] =
    programName === secondName ? [secondName, secondName] : [commandName, `${commandName} ${secondName}`];
  const script = completionScripts[shell].replaceAll("{{program}}", program).replaceAll("{{names}}", names);
  terminal.print(script.trimEnd());
  return exitCode.done;
}
