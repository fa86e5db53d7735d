import { createPrompt, isBackspaceKey, isEnterKey, useKeypress, useRef, useState } from "@inquirer/core";
import type { PromptLook } from "./prompt-look.ts";
import type { Screen } from "./screen.ts";
import { useRedraw } from "./use-redraw.ts";
import { wrap } from "./wrap.ts";

export interface HiddenQuestion {
  readonly message: string;
  readonly canGoBack: boolean;
  /** The objection to a text, or `undefined` where there is none. */
  validate(text: string): string | undefined;
  readonly look: PromptLook;
  readonly screen: Screen;
}

/** A line to type or paste a secret into: it says how many characters have come, and shows none, nor stars for them. */
export const enterHidden = createPrompt<string, HiddenQuestion>((question, done) => {
  const { message, canGoBack, validate, look, screen } = question;
  const { theme, words } = look;
  const text = useRef("");
  const [length, setLength] = useState(0);
  const [objection, setObjection] = useState("");
  const [isDone, setDone] = useState(false);
  const beneath = useRedraw(screen);

  useKeypress((key, rl) => {
    if (isDone) return;
    if (isEnterKey(key)) {
      const found = validate(text.current);
      if (found !== undefined) {
        setObjection(found);
        return;
      }
      setDone(true);
      done(text.current);
      return;
    }
    if (isBackspaceKey(key)) text.current = [...text.current].slice(0, -1).join("");
    else if (key.ctrl && key.name === "u") text.current = "";
    // What is pasted after an objection is the key again, whole; what was refused is not seen, and stands in nobody's way.
    else text.current = objection && rl.line.length > 1 ? rl.line : text.current + rl.line;
    // The line itself never holds more than one key, so it cannot make the question wrap.
    rl.clearLine(0);
    setLength(text.current.length);
    setObjection("");
  });

  if (isDone) return look.answered(message, "");
  const received = length === 0 ? words.masked : words.characters(length);
  return [
    look.question(message, theme.paint("quiet", received), { showsCursor: false }),
    beneath([
      ...(objection ? wrap(theme.paint("bad", objection), screen.columns).split("\n") : []),
      ...look.keys([...words.enterHidden, ...(objection ? [words.startOver] : [])], canGoBack, screen.columns),
    ]),
  ];
});
