import { afterAll, describe, expect, test } from "vitest";
import {
  brokenConfigs,
  commands,
  deepConfigs,
  effortOf,
  expectProportion,
  longConfigs,
} from "../support/huge-configs.ts";

const bytes = 10_000_000;
const depth = 10_000;

/** In megabytes. A config of 10 MB in a million pieces takes the most. */
const mostMemory = 2_500;
/** In milliseconds of the processor's time. */
const mostTime = 30_000;

let tried = 0;
let longest = 0;
let largest = 0;
function expectBounded({ milliseconds, megabytes }: { milliseconds: number; megabytes: number }, what: string): void {
  tried++;
  longest = Math.max(longest, milliseconds);
  largest = Math.max(largest, megabytes);
  expect(milliseconds, what).toBeLessThan(mostTime);
  expect(megabytes, what).toBeLessThan(mostMemory);
}

afterAll(() => {
  process.stdout.write(
    `${tried} runs; the longest took ${Math.round(longest)} ms, the largest ${Math.round(largest)} MB\n`,
  );
});

describe("a config of 10 MB: in proportion to a quarter of it, and bounded", () => {
  test.each(Object.entries(longConfigs))("%s", async (name, make) => {
    expectBounded(await expectProportion("models set", make, [bytes / 4, bytes]), name);
    expectBounded(await effortOf("doctor", make(bytes)), `doctor, ${name}`);
  });

  test.each(["many lines with comments", "one line"])("%s: so do the other commands", async (name) => {
    const text = longConfigs[name]?.(bytes) ?? "";
    for (const command of ["onboard --dry-run", "config validate", "models status"]) {
      expectBounded(await effortOf(command, text), `${command}, ${name}`);
    }
  });
});

describe("a config that nests ten thousand deep, and a hundred thousand", () => {
  test.each(Object.entries(deepConfigs))("%s", async (name, make) => {
    for (const command of Object.keys(commands)) {
      expectBounded(await expectProportion(command, make, [depth, depth * 10]), `${command}, ${name}`);
    }
  });

  test.each(Object.entries(brokenConfigs))("%s", async (name, make) => {
    expectBounded(await expectProportion("models set", make, [depth, depth * 10], [3]), name);
    for (const command of ["models set", "doctor"]) {
      expectBounded(await effortOf(command, make(bytes), [3]), `${command}, ${name}`);
    }
  });
});
