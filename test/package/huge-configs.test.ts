import { describe, expect, test } from "vitest";
import { brokenConfigs, deepConfigs, effortOf, longConfigs } from "../support/huge-configs.ts";

/** `npm run test:long` has ten times as much, more commands, and a look at what it takes. */
const bytes = 1_000_000;
const depth = 10_000;

describe("a config of a megabyte works, or exit 3 says why not", () => {
  test.each(Object.entries(longConfigs))("%s", async (_, make) => {
    const text = make(bytes);
    expect(text.length).toBeGreaterThan(bytes * 0.7);
    await Promise.all(["models set", "doctor"].map((command) => effortOf(command, text)));
  });
});

describe("a config that nests 10,000 deep works, or exit 3 says why not", () => {
  test.each(Object.entries(deepConfigs))("%s", async (_, make) => {
    await Promise.all(["models set", "doctor"].map((command) => effortOf(command, make(depth))));
  });
});

test.each(Object.entries(brokenConfigs))("%s: exit 3", async (_, make) => {
  await Promise.all(["models set", "doctor"].map((command) => effortOf(command, make(depth), [3])));
});
