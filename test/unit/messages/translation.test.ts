import { expect, test } from "vitest";
import type { Translation } from "../../../src/messages/translation.ts";

const english = {
  title: "Changes",
  keys: ["esc", "back"] as const,
  wrote: (path: string, backup: string | undefined) => (backup ? "Wrote" : `Wrote ${path}`),
  reasons: { full: "The disk is full." },
};
type French = Translation<typeof english>;

const title = "Modifications";
const keys = ["échap", "revenir"] as const;
const reasons = { full: "Le disque est plein." };
const wrote = (path: string) => `${path} est écrit`;

/** What is marked must not compile, or the check of the types fails; it is the test, and nothing of it runs. */
test("a translation has the same messages, made of the same facts", () => {
  const whole: French = { title, keys, reasons, wrote };
  expect(whole.wrote("a", undefined)).toBe("a est écrit");

  const translations: readonly French[] = [
    // @ts-expect-error a message is missing
    { title, keys, reasons },
    // @ts-expect-error a message is missing further in
    { title, keys, reasons: {}, wrote },
    // @ts-expect-error there is no such message
    { title, keys, reasons, wrote, another: "Autre" },
    // @ts-expect-error there is no such message further in
    { title, keys, reasons: { ...reasons, empty: "Vide" }, wrote },
    // @ts-expect-error a list is too short
    { title, keys: ["échap"], reasons, wrote },
    // @ts-expect-error the fact is a text, not a number
    { title, keys, reasons, wrote: (path: number) => `${path}` },
    // @ts-expect-error there are only two facts
    { title, keys, reasons, wrote: (path: string, backup: string | undefined, why: string) => path + backup + why },
    // @ts-expect-error a message is a text
    { title: 7, keys, reasons, wrote },
  ];
  expect(translations).toHaveLength(8);
});
