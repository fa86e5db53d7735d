import { expect } from "vitest";
import { keys } from "./fake-venice/keys.ts";
import { atShell, type Place } from "./places.ts";
import { key } from "./pty.ts";

/** A way to end the program from outside, and the exit code it has then. */
export interface Ending {
  readonly name: string;
  /** A signal, or what is pressed. */
  readonly signal?: "SIGINT" | "SIGTERM" | "SIGHUP";
  readonly keys?: string;
  readonly code: number;
}

export const endings: readonly Ending[] = [
  { name: "Ctrl-C", keys: key.ctrlC, code: 130 },
  { name: "SIGINT", signal: "SIGINT", code: 130 },
  { name: "SIGTERM", signal: "SIGTERM", code: 143 },
  { name: "SIGHUP", signal: "SIGHUP", code: 129 },
];

/** Ends the program at that place, and fails unless it says so by its code, writes nothing, and leaves the terminal as it was. */
export async function expectToLeave(place: Place, ending: Ending): Promise<void> {
  const { person, pid, at, hasWritten } = await atShell(place);
  if (ending.signal) process.kill(pid(), ending.signal);
  else {
    // In a conversation the first two clear the line and say how to leave.
    const presses = place.argv.length === 1 && place.argv[0] === "chat" ? 3 : 1;
    for (let press = 1; press <= presses; press++) {
      const from = person.raw().length;
      person.press(ending.keys ?? "");
      if (press === 1 && presses > 1) await person.see(/\u276f$/);
      if (press === 2) await person.seeAgain("\u276f", from);
    }
  }
  await person.see(/shell>$/);
  const sent = person.raw();
  person.press(`echo "code $?"; stty -a > after; echo do''ne${key.enter}`);
  await person.see(/done\s+shell>$/);
  expect(person.screen()).toContain(`\ncode ${ending.code}\n`);
  expect(at("after")).toBe(at("before"));
  expect(person.cursorVisible).toBe(true);
  expect(sent.lastIndexOf("\x1b[?2004h"), "pastes are marked no more").toBeLessThanOrEqual(
    sent.lastIndexOf("\x1b[?2004l"),
  );
  expect(sent).not.toMatch(/\x1b\[\?(?:47|1047|1049)h/);
  const last = person
    .cells()
    .at(-1)
    ?.find(({ text }) => text === "s");
  expect(last).toMatchObject({ color: undefined, bold: false, dim: false, inverse: false });
  expect(sent).not.toContain(keys.good.slice(30));
  expect(hasWritten()).toBe(false);
}
