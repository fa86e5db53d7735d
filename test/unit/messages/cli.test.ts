import { expect, test } from "vitest";
import { en } from "../../../src/messages/en.ts";
import { fr } from "../../../src/messages/fr.ts";

/** What stands beneath the flags in every help. */
function textsBeneath(help: object): string[] {
  return Object.entries(help).flatMap(([name, text]: [string, unknown]) => {
    if (name === "after") return [String(text)];
    return typeof text === "object" && text !== null ? textsBeneath(text) : [];
  });
}

test.each([
  ["English", en.cli],
  ["French", fr.cli],
])(
  "no sentence beneath a help in %s is cut by a terminal of 80 columns; a command may be, it is to be copied",
  (_, help) => {
    const lines = textsBeneath(help).flatMap((text) => text.split("\n"));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.length > 80 && !/^ *openclaw /.test(line))).toEqual([]);
  },
);
