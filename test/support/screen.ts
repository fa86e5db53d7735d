import xterm from "@xterm/headless";
import { onTestFinished } from "vitest";

/** What a terminal of that width shows of what is sent to it, line by line, from the first one that ever scrolled off. */
export async function screenOf(sent: string, columns: number): Promise<string[]> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows: 24,
    scrollback: 5000,
    allowProposedApi: true,
    convertEol: true,
  });
  onTestFinished(() => terminal.dispose());
  await new Promise<void>((resolve) => terminal.write(sent, resolve));
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at)?.translateToString(true) ?? "");
  return lines.join("\n").trimEnd().split("\n");
}
