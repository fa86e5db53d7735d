import type { Hold } from "./suspension.ts";
import type { TerminalStreams } from "./terminal.ts";

/** A keyboard whose keys come one by one, to be given back to whoever has it meanwhile. */
export function rawMode(stdin: TerminalStreams["stdin"]): Hold {
  return {
    giveBack() {
      stdin.setRawMode?.(false);
    },
    takeAgain() {
      stdin.setRawMode?.(true);
      stdin.resume();
    },
  };
}
