import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { killAtEachStep } from "../support/killed-runs.ts";
import { killedRuns } from "../support/killed-scenarios.ts";
import { installShipped, runShipped } from "../support/shipped.ts";

describe("killed at each step of its writing", () => {
  let kills = 0;

  test.each(Object.entries(killedRuns))("%s: old or new, and the next run tidies up", async (_, run) => {
    kills += await killAtEachStep(run);
  });

  test("the code that a first run keeps beside the program: the next run is as the first", async () => {
    const program = installShipped();
    const dist = join(dirname(program), "../dist");
    const list = ["models", "list", "--offline"];
    const home = createHome();
    const options = { home, program };
    const first = await runShipped(list, options);
    expect(first.code).toBe(0);
    const kept = () => readdirSync(dist).filter((name) => name.startsWith("code-"));
    expect(kept()).toHaveLength(1);
    for (let killedAt = 1; ; killedAt++) {
      for (const name of kept()) rmSync(join(dist, name));
      const { code } = await runShipped(list, { ...options, fire: { killedAt } });
      for (let again = 0; again < 2; again++) {
        const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...list], {
          env: { HOME: home.path, LANG: "C.UTF-8" },
          encoding: "utf8",
        });
        expect({ code: status, stdout, stderr }, `killed at step ${killedAt}`).toEqual({
          code: 0,
          stdout: first.stdout,
          stderr: first.stderr,
        });
      }
      if (code !== undefined) break;
      kills++;
    }
  });

  test("more than 200 times in all", () => {
    expect(kills).toBeGreaterThan(200);
    process.stdout.write(`killed ${kills} times\n`);
  });
});
