import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { atShell, places } from "../support/places.ts";
import { key } from "../support/pty.ts";

/** A pattern for just that text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const stopped = /Stopped[\s\S]*shell>$/;

test.each(places)("$name: Ctrl-Z puts it aside, and fg brings it back where it was", async (place) => {
  const { person, at } = await atShell(place);
  person.press("\x1a");
  await person.see(stopped);
  expect(person.cursorVisible).toBe(true);
  person.press(`stty -a > meanwhile; clear; echo do''ne${key.enter}`);
  await person.see(/done\s+shell>$/);
  expect(at("meanwhile")).toBe(at("before"));

  person.press(`fg${key.enter}`);
  await person.see(new RegExp(`shell> fg\\n[\\s\\S]*${literally(place.again)}`));
  person.press(place.keys);
  await person.see(place.shows);
  expect(person.raw()).not.toContain(keys.good.slice(30));
});

test.each(places)("$name: a signal to stop from elsewhere does the same", async (place) => {
  const { person, pid, at } = await atShell(place);
  process.kill(pid(), "SIGTSTP");
  await person.see(stopped);
  expect(person.cursorVisible).toBe(true);
  person.press(`stty -a > meanwhile; echo do''ne${key.enter}`);
  await person.see(/done\s+shell>$/);
  expect(at("meanwhile")).toBe(at("before"));
  process.kill(pid(), "SIGKILL");
});
