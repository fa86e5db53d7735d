import ora from "ora";
import type { Suspension } from "./suspension.ts";
import type { Theme } from "./theme.ts";

/**
 * Shows a spinner on the stream until the work settles, then wipes it; what came of the work is the caller's to say.
 * It leaves stdin alone, so that Ctrl-C stays with whoever reads the keyboard.
 */
export async function spinWhile<Result>(
  theme: Theme,
  stream: NodeJS.WritableStream,
  suspension: Suspension,
  text: string,
  work: Promise<Result>,
): Promise<Result> {
  const spinner = ora({
    text: theme.spell(text),
    stream,
    discardStdin: false,
    isEnabled: true,
    color: theme.color ? "cyan" : false,
    spinner: theme.unicode ? "dots" : "line",
  }).start();
  const release = suspension.hold({ giveBack: () => spinner.stop(), takeAgain: () => spinner.start() });
  try {
    return await work;
  } finally {
    release();
    spinner.stop();
  }
}
