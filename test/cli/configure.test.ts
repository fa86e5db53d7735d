import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath, onboard } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

/** The commands that the words of a refusal name. */
const commandsIn = (text: string) => [...text.matchAll(/: (openclaw .*)$/gm)].map(([, command]) => command ?? "");

describe("where nobody can be asked", () => {
  test("exit 2 with the commands that do the same, and nothing is read or written", async () => {
    const home = createHome({ [configPath]: "{ broken: }" });
    const { code, stdout, stderr } = await run(["configure"], { home });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("openclaw configure asks questions, and there is nobody here to answer them.");
    expect(commandsIn(stderr)).toEqual([
      "openclaw onboard --non-interactive --auth-choice venice-api-key --venice-api-key-file key.txt",
      "openclaw models set venice/llama-3.3-70b",
      "openclaw onboard --non-interactive --auth-choice venice-api-key --key-store dotenv",
      "openclaw models status --probe",
    ]);
    expect(stderr).toContain("Remove a provider: only at a terminal");
    expect(home.files()).toEqual({ [configPath]: "{ broken: }" });
  });

  test.each([
    ["key", "--venice-api-key-file"],
    ["model", "models set"],
    ["store", "--key-store"],
    ["check", "models status"],
  ])("--section %s names its command alone, with the flags that were given", async (section, part) => {
    const flags = ["--base-url", "https://gateway.invalid/v1", "--timeout", "5", "--section", section];
    const { code, stderr } = await run(["--profile", "work", "configure", ...flags]);
    expect(code).toBe(2);
    const [command, ...others] = commandsIn(stderr);
    expect(others).toEqual([]);
    expect(command).toMatch(/^openclaw --profile work .* --base-url https:\/\/gateway\.invalid\/v1 --timeout 5$/);
    expect(command).toContain(part);
  });

  test("--dry-run is not lost on the way", async () => {
    const { stderr } = await run(["configure", "--dry-run", "--section", "model"]);
    expect(commandsIn(stderr)).toEqual(["openclaw models set venice/llama-3.3-70b --dry-run"]);
  });

  test("--json: the failure is the one document", async () => {
    const { code, stdout } = await run(["configure", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: "needs-terminal" } });
  });

  test("the commands that are named do what they are named for", async () => {
    const server = await venice();
    const home = createHome({ [dotenvPath]: `VENICE_API_KEY=${keys.page}\n` });
    await onboard(server, ["--key-store", "config"], { home });
    writeFileSync(home.at("key.txt"), keys.good);
    const { stderr } = await run(["configure", "--base-url", server.baseUrl], { home });
    for (const command of commandsIn(stderr)) {
      const result = await run(command.split(" ").slice(1), { home });
      expect(result.code, `${command}\n${result.stderr}`).toBe(0);
    }
    expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
    expect(home.files()[configPath]).not.toContain(keys.good);
  });
});

test("a section that there is none of: exit 2, and those there are", async () => {
  const { code, stderr } = await run(["configure", "--section", "gateway"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are key, model, store, check, remove.");
});

test("the help names the sections as the menu does", async () => {
  const { code, stdout } = await run(["configure", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("key (Model/auth), model (the default)");
});
