import { describe, expect, test } from "vitest";
import { killAtEachStep } from "../support/killed-runs.ts";
import { killedRuns } from "../support/killed-scenarios.ts";

/** `npm run test:long` does it at every step. */
const every = 4;

describe("killed while it writes: config and .env are old or new, and the next run tidies up", () => {
  test.each(Object.entries(killedRuns))("%s", async (_, run) => {
    expect(await killAtEachStep(run, { every })).toBeGreaterThan(3);
  });
});
