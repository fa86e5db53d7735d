import { unlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, onboard } from "../support/onboarding.ts";
import { venice } from "../support/run.ts";

test("a default that another program sets while onboarding waits for its lock stays", async () => {
  const server = await venice();
  const config = (ref: string) => `{ agents: { defaults: { model: { primary: "${ref}" } } } }\n`;
  const home = createHome({ [configPath]: config("venice/qwen3-4b") });
  const lock = home.at(`${configPath}.lock`);
  writeFileSync(lock, JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }));
  const running = onboard(server, ["--venice-api-key", keys.good], { home });
  const deadline = performance.now() + 10_000;
  // Both requests are answered before the lock is asked for.
  while (server.requests.length < 2 && performance.now() < deadline) await new Promise(setImmediate);
  writeFileSync(home.at(configPath), config("venice/claude-opus-45"));
  unlinkSync(lock);
  expect((await running).code).toBe(0);
  expect(home.files()[configPath]).toContain('primary: "venice/claude-opus-45"');
});
