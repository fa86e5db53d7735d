import { expect, test } from "vitest";
import { writeTogether } from "../support/writers.ts";

test("eight programs that write 25 times each, and OpenClaw beside them, lose nothing", async () => {
  const { landed, refused, foreign } = await writeTogether(8, 25);
  expect([landed + refused, foreign]).toEqual([200, 25]);
  expect(landed).toBeGreaterThan(100);
  process.stdout.write(`${landed} writes landed, ${refused} were refused, ${foreign} were OpenClaw's\n`);
});
