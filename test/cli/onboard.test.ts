import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { run, venice } from "../support/run.ts";

test("a good key by flag: config, key file and nothing else", async () => {
  const server = await venice();
  const { code, stdout, stderr, home } = await run([
    "onboard",
    "--non-interactive",
    "--auth-choice",
    "venice-api-key",
    "--venice-api-key",
    keys.good,
    "--base-url",
    server.baseUrl,
  ]);
  expect(stderr).toContain("Venice AI is set up");
  expect(code).toBe(0);
  expect(stdout).toBe("");
  expect(Object.keys(home.files())).toContain(".openclaw/.env");
});
