import { describe, expect, test } from "vitest";
import { endings, expectToLeave } from "../support/leaving.ts";
import { atShell, places } from "../support/places.ts";

describe.each(places)("$name", (place) => {
  test.each(endings)("$name leaves under its own number, with the terminal as it was", async (ending) => {
    await expectToLeave(place, ending);
  });

  test("a terminal that is closed leaves no process behind, and nothing written", async () => {
    const { person, pid, hasWritten } = await atShell(place);
    const number = pid();
    person.hangUp();
    await expect.poll(() => isAlive(number), { timeout: 5_000 }).toBe(false);
    expect(hasWritten()).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
