import { Interruption } from "../errors.ts";
import { rawMode } from "./raw-mode.ts";
import type { Hold } from "./suspension.ts";
import type { TerminalOptions, TerminalStreams } from "./terminal.ts";

/** Reads one line as the terminal's own line editing gives it. Rejects with an Interruption at the end of the input, or when the run is aborted. */
export async function readLine({ streams, signal, suspension }: TerminalOptions): Promise<string> {
  const { stdin, stderr } = streams;
  const release = suspension.hold(promptedAgain({ giveBack() {}, takeAgain: () => void stdin.resume() }, stderr));
  try {
    return await read(stdin, signal, (text) => {
      const end = text.indexOf("\n");
      return end === -1 ? undefined : text.slice(0, end);
    });
  } catch (error) {
    stderr.write("\n");
    throw error;
  } finally {
    release();
  }
}

/** The same, and the mark of a line that is waited for, once more when the program comes back. */
function promptedAgain({ giveBack, takeAgain }: Hold, stderr: TerminalStreams["stderr"]): Hold {
  let isAway = false;
  return {
    giveBack() {
      isAway = true;
      giveBack();
    },
    takeAgain() {
      takeAgain();
      if (isAway) stderr.write("> ");
      isAway = false;
    },
  };
}

/** Reads one line of which nothing is shown. Backspace takes the last character back, Ctrl-C and Ctrl-D end the run, Ctrl-Z puts it aside. */
export async function readHidden({ streams, signal, interrupt, suspension }: TerminalOptions): Promise<string> {
  const { stdin, stderr } = streams;
  stdin.setRawMode?.(true);
  const release = suspension.hold(promptedAgain(rawMode(stdin), stderr));
  try {
    return await read(stdin, signal, (text) => {
      if (/[\x03\x04]/.test(text)) interrupt("SIGINT");
      if (text.endsWith("\x1a")) suspension.suspend();
      const end = text.search(/[\r\n]/);
      return end === -1 ? undefined : withoutCorrections(text.slice(0, end));
    });
  } finally {
    release();
    stdin.setRawMode?.(false);
    stderr.write("\n");
  }
}

/** Collects what comes in until `lineOf` finds a line in it. What comes after the line in the same piece is dropped: nobody has seen the next question. */
function read(
  stdin: TerminalStreams["stdin"],
  signal: AbortSignal,
  lineOf: (text: string) => string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const settle = (act: () => void) => {
      stdin.removeListener("data", onData);
      stdin.removeListener("end", onEnd);
      signal.removeEventListener("abort", onAbort);
      stdin.pause();
      act();
    };
    const onData = (chunk: Buffer | string) => {
      text += chunk.toString();
      const line = lineOf(text);
      if (line !== undefined) settle(() => resolve(line));
    };
    const onEnd = () => settle(() => reject(new Interruption("SIGINT")));
    const onAbort = () => settle(() => reject(new Interruption(String(signal.reason))));
    if (signal.aborted) return onAbort();
    stdin.on("data", onData);
    stdin.once("end", onEnd);
    signal.addEventListener("abort", onAbort, { once: true });
    stdin.resume();
  });
}

function withoutCorrections(text: string): string {
  const characters: string[] = [];
  for (const character of text) {
    if (character === "\x7f" || character === "\b") characters.pop();
    else if (character === "\x15") characters.length = 0;
    else if (character !== "\x1a") characters.push(character);
  }
  return characters.join("");
}
