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

test.each([
  [40, 24],
  [120, 40],
])("a list to pick from fits the terminal that has become %i x %i meanwhile", async (columns, rows) => {
  const place = places.find(({ name }) => name === "a list to pick from");
  if (!place) throw new Error("there is no such place");
  const { person } = await atShell(place);
  person.press("\x1a");
  await person.see(stopped);
  person.resize(columns, rows);
  person.press(`clear; echo do''ne${key.enter}`);
  await person.see(/done\s+shell>$/);

  person.press(`fg${key.enter}`);
  await person.see(/esc back$/);
  await person.see(columns === 40 ? /^❯ llama-3\.3-70b$/m : /^❯ llama-3\.3-70b +private +General chat$/m);
  const lines = person.screen().split("\n");
  expect(lines.slice(0, 2)).toEqual(["done", "shell> fg"]);
  expect(lines.filter((line) => line === "? Default model")).toHaveLength(1);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  person.press(key.ctrlC);
  await person.see("Cancelled. Nothing was written.");
});
