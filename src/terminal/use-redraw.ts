import { useEffect, useRef, useState } from "@inquirer/core";
import type { Screen } from "./screen.ts";

/**
 * Draws the prompt anew, at once, when the terminal has got another size. Returns the function through which the lines beneath
 * the question pass, so that they are known when they have to be wiped.
 */
export function useRedraw(screen: Screen): (lines: readonly string[]) => string {
  const beneath = useRef(0);
  const [, draw] = useState(0);
  useEffect(
    () =>
      screen.onResize(() => {
        screen.wipe(beneath.current);
        draw((times) => times + 1);
      }),
    [],
  );
  return (lines) => {
    beneath.current = lines.length;
    screen.drawing();
    return lines.join("\n");
  };
}
