import { createInterface, type Key } from "node:readline";
import type { EnteredLine, LineLook } from "../context.ts";
import { Interruption } from "../errors.ts";
import { messagesIn } from "../messages/messages.ts";
import { createFoldedTexts } from "./folded-texts.ts";
import { emitKeys, isText, keyStream, pasteMarks } from "./keys.ts";
import type { TerminalOptions } from "./terminal.ts";
import type { Theme } from "./theme.ts";

/** Control characters but line ends and tabs: a paste may come from anywhere. */
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * A line to type a message into. readline edits it; a paste, the history and the keys that leave are ours, since readline takes
 * every line end for an Enter. Ctrl-J and Alt-Enter break the line. What is too high to be drawn again is folded while it is edited.
 */
export function editLine(options: TerminalOptions, theme: Theme, look: LineLook): Promise<EnteredLine> {
  const { streams, signal, env, locale, suspension } = options;
  const { stdin, stderr } = streams;
  return new Promise((resolve, reject) => {
    const keys = keyStream(streams, env.TERM === "dumb" ? { on: "", off: "" } : pasteMarks);
    // Lines are edited at a terminal alone, and behind a terminal there is always one of Node's own streams.
    const output = stderr as unknown as NodeJS.WritableStream;
    const prompt = `${theme.paint("accent", theme.symbols.pointer)} `;
    const editor = createInterface({ input: keys, output, terminal: true, historySize: 0, prompt });
    const texts = createFoldedTexts(messagesIn(locale).prompts);
    const past = look.history.map(texts.fold);
    let at = past.length;
    let draft = "";
    let isLeaving = look.isLeaving;
    let pasted: string[] | undefined;
    let enter: Key | undefined;
    let typed = "";

    const show = (line: string, cursor = line.length) => {
      Object.assign(editor, { line, cursor });
      editor.prompt(true);
    };
    const insert = (text: string) => {
      const { line, cursor } = editor;
      show(line.slice(0, cursor) + text + line.slice(cursor), cursor + text.length);
    };
    const browse = (to: number) => {
      if (to < 0 || to > past.length || to === at) return;
      if (at === past.length) draft = editor.line;
      at = to;
      show(past[at] ?? draft);
    };
    const close = () => {
      release();
      stdin.removeListener("keypress", onKey);
      stdin.removeListener("end", onEnd);
      signal.removeEventListener("abort", onAbort);
      editor.close();
      stdin.pause();
    };
    const leave = (kind: "end" | "interrupt") => {
      close();
      stderr.write("\n");
      resolve({ kind });
    };
    const onEnd = () => leave("end");
    const onAbort = () => {
      close();
      stderr.write("\n");
      reject(new Interruption(String(signal.reason)));
    };
    const interrupt = () => {
      if (editor.line !== "") {
        at = past.length;
        show("");
      } else if (isLeaving) leave("interrupt");
      else {
        isLeaving = true;
        stderr.write(`\n${theme.render([{ text: look.leaveHint, tone: "quiet" }])}\n`);
        editor.prompt();
      }
    };
    /** Enter ends the line, unless more comes with it at once: then a terminal has pasted without a mark. */
    const endLine = (text: string | undefined, key: Key) => {
      enter = key;
      setImmediate(() => {
        if (enter !== key) return;
        insertTyped();
        keys.emit("keypress", text, key);
      });
    };
    /** What came at once is put into the line at once: for each of its characters the line would be drawn anew. */
    const insertTyped = () => {
      const text = typed;
      typed = "";
      if (text.length > 1) insert(texts.fold(text));
      else if (text !== "") keys.emit("keypress", text, { sequence: text });
    };
    const type = (text: string) => {
      if (typed === "") queueMicrotask(insertTyped);
      typed += text;
    };
    const onKey = (text: string | undefined, key: Key) => {
      const isPastedEnd = enter !== undefined && key.name !== "paste-start";
      enter = undefined;
      if (isPastedEnd) type("\n");
      // The second half of a line end.
      if (isPastedEnd && key.name === "enter") return;
      if (!pasted && isText(text, key)) {
        isLeaving = false;
        return type(text);
      }
      const isBreak = key.name === "return" && !key.meta;
      if (!isBreak) insertTyped();
      const is = (name: string) => key.ctrl === true && key.name === name;
      if (key.name === "paste-start") pasted = [];
      else if (key.name === "paste-end") {
        insert(texts.fold((pasted ?? []).join("").replace(/\r\n?/g, "\n").replace(control, "")));
        pasted = undefined;
      } else if (pasted) pasted.push(text ?? "");
      else if (is("c")) return interrupt();
      else if (is("d") && editor.line === "") return leave("end");
      else if (key.name === "up" || is("p")) browse(at - 1);
      else if (key.name === "down" || is("n")) browse(at + 1);
      else if (key.name === "enter" || (key.name === "return" && key.meta)) insert("\n");
      else if (isBreak) endLine(text, key);
      else keys.emit("keypress", text, key);
      isLeaving = false;
    };

    editor.on("line", (line) => {
      close();
      resolve({ kind: "text", text: texts.unfold(line) });
    });
    const release = suspension.hold({
      giveBack() {
        keys.setRawMode(false);
        stderr.write("\n");
      },
      takeAgain() {
        keys.setRawMode(true);
        stdin.resume();
        // The line is drawn where the cursor is now, not where its rows once were.
        Object.assign(editor, { prevRows: 0 });
        editor.prompt(true);
      },
    });
    editor.on("SIGTSTP", suspension.suspend);
    emitKeys(stdin);
    stdin.on("keypress", onKey);
    stdin.once("end", onEnd);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) return onAbort();
    editor.prompt();
    stdin.resume();
  });
}
