import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { Interruption } from "../../../src/errors.ts";
import { createSuspension } from "../../../src/terminal/suspension.ts";
import { createTerminal } from "../../../src/terminal/terminal.ts";

/** A terminal whose stdout is that stream. */
function terminalOf(stdout: Writable & { isTTY?: boolean }, signal = new AbortController().signal) {
  const stderr = new PassThrough();
  const terminal = createTerminal({
    streams: { stdin: new PassThrough(), inputIsTerminal: false, stdout, stderr },
    env: { LANG: "C.UTF-8" },
    noColor: false,
    accessible: false,
    locale: "en",
    signal,
    interrupt: () => {},
    suspension: createSuspension({ on: () => {}, off: () => {}, stop: () => {} }),
  });
  return { terminal, talk: () => String(stderr.read() ?? "") };
}

function collector(isTTY: boolean) {
  let text = "";
  const stream: Writable & { isTTY?: boolean } = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  stream.isTTY = isTTY;
  return { stream, text: () => text };
}

async function writeAll(isTTY: boolean, pieces: readonly string[]): Promise<string> {
  const { stream, text } = collector(isTTY);
  const { terminal } = terminalOf(stream);
  for (const piece of pieces) await terminal.write(piece);
  return text();
}

const hostile = "a\u001b[2J\u001b]0;title\u0007b\u009b31mc\u202ed\r\ne\tf";

describe("pieces of an answer", () => {
  test("are written as they are where no terminal is", async () => {
    expect(await writeAll(false, ["no line", " end", hostile])).toBe(`no line end${hostile}`);
  });

  test("steer no terminal, however they are cut", async () => {
    const whole = await writeAll(true, [hostile]);
    expect(whole).toBe("a[2J]0;titleb31mcd\ne\tf");
    expect(await writeAll(true, [...hostile])).toBe(whole);
  });

  test.each([true, false])("may share a letter (terminal: %s)", async (isTTY) => {
    const [high = "", low = ""] = "🎭".split("");
    expect(await writeAll(isTTY, ["né ", high, low, " à", ` V${high}`, `${low}!`])).toBe("né 🎭 à V🎭!");
  });

  test("of what a model thinks go to stderr, quiet and harmless", () => {
    const { stream, text } = collector(true);
    const { terminal, talk } = terminalOf(stream);
    terminal.whisper([{ text: `hm\u001b[2J`, tone: "quiet" }]);
    expect(talk()).toBe("hm[2J");
    expect(text()).toBe("");
  });
});

describe("whoever reads", () => {
  test("may have left", async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
    stream.on("error", () => {});
    const { terminal } = terminalOf(stream);
    expect(await terminal.write("x")).toBe(false);
    expect(await terminal.write("y")).toBe(false);
  });

  test("may read no further, and is waited for until the run ends", async () => {
    const stream = new Writable({ write: () => {} });
    const controller = new AbortController();
    const { terminal } = terminalOf(stream, controller.signal);
    const writing = terminal.write("x");
    controller.abort("SIGINT");
    await expect(writing).rejects.toThrow(Interruption);
    await expect(terminal.write("y")).rejects.toThrow(Interruption);
  });
});
