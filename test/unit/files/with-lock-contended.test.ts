import { once } from "node:events";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { kill, messageOf, startChild, useChildScript } from "../../support/files-children.ts";
import { freshFolder, namesIn } from "../../support/files-folder.ts";

const script = useChildScript();

test("eight programs that each add 25 to a number in the file lose none of the 200", async () => {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  const children = Array.from({ length: 8 }, () => startChild(script, { do: "increment", path, times: 25 }));
  const ends = await Promise.all(children.map((child) => once(child, "exit")));
  expect(ends).toEqual(children.map(() => [0, null]));
  expect(readFileSync(path, "utf8")).toBe("200");
  expect(namesIn(folder)).toEqual(["openclaw.json"]);
});

/** Four programs meet the same abandoned lock at once, that many times. */
async function contend(rounds: number): Promise<void> {
  const folder = freshFolder();
  const path = join(folder, "openclaw.json");
  const task = { do: "contend", path, witness: join(folder, "witness") } as const;
  const children = Array.from({ length: 4 }, () => startChild(script, task));
  onTestFinished(async () => void (await Promise.all(children.map(kill))));
  await Promise.all(children.map(messageOf));
  for (let round = 0; round < rounds; round++) {
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, createdAt: "2026-01-01T00:00:00.000Z" }));
    if (round % 3 === 2) {
      mkdirSync(`${path}.lock.reclaim`);
      utimesSync(`${path}.lock.reclaim`, 1, 1);
    }
    for (const child of children) child.send("go");
    expect(await Promise.all(children.map(messageOf))).toEqual(children.map(() => ({ alone: true })));
    expect(namesIn(folder)).toEqual([]);
  }
}

test("four programs that find the same abandoned lock, 60 times: each gets it, never two at once", async () => {
  await Promise.all([contend(30), contend(30)]);
});
