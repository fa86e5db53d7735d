import { existsSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createHome } from "./home.ts";
import { configPath } from "./onboarding.ts";
import { run, venice } from "./run.ts";
import { clearLine, type Shell, startShell, tab } from "./shell.ts";

/** Declares what TAB has to do in every shell, once the completion is installed by these lines of the shell's start. */
export function describeCompletion(shell: Shell, install: readonly string[]): void {
  const start = (home = createHome(), lines: readonly string[] = []) =>
    startShell(shell, { home, start: [...install, ...lines] });

  describe(`TAB in ${shell}`, () => {
    test.each<[string, string, RegExp]>([
      ["a command", `openclaw onb${tab}X`, /openclaw onboard X/],
      ["a command of a command", `openclaw models se${tab}X`, /openclaw models set X/],
      ["a flag", `openclaw onboard --non${tab}X`, /onboard --non-interactive X/],
      ["a value", `openclaw onboard --auth-choice v${tab}X`, /--auth-choice venice-api-key X/],
      ["a value behind an equals sign", `openclaw onboard --key-store=e${tab}X`, /--key-store=env X/],
      ["as far as the models go together", `openclaw models set venice/cl${tab}X`, /set venice\/claude-X/],
      ["a model", `openclaw models set venice/claude-o${tab}X`, /set venice\/claude-opus-45 X/],
      ["a model behind an equals sign", `openclaw onboard --model=venice/claude-o${tab}X`, /=venice\/claude-opus-45 X/],
      ["a model whose name has dots", `openclaw models set venice/llama-3.3${tab}X`, /set venice\/llama-3\.3-70b X/],
      ["a model in quotes", `openclaw models set "venice/claude-o${tab}X`, /set "venice\/claude-opus-45" X/],
      ["a path", `openclaw onboard --venice-api-key-file ke${tab}X`, /-file key\.txt X/],
      ["a path behind an equals sign", `openclaw onboard --venice-api-key-file=ke${tab}X`, /-file=key\.txt X/],
      ["the file of a redirection", `openclaw models list > ke${tab}X`, /> key\.txt X/],
      ["the program's other name", `openclaw-venice models inf${tab}X`, /openclaw-venice models info X/],
      ["behind another command", `true; openclaw mod${tab}X`, /true; openclaw models X/],
      ["nothing where nothing fits", `openclaw nonsense ke${tab}X`, /openclaw nonsense keX/],
    ])("completes %s", async (_, keystrokes, expected) => {
      const person = await start(createHome({ "key.txt": "" }));
      person.press(keystrokes);
      await person.see(expected);
    });

    test("lists the models when there are several", async () => {
      const person = await start();
      person.press(`openclaw models set venice/claude-${tab}${tab}`);
      await person.see(/claude-opus-45.*\s.*e\/claude-sonnet-45/);
    });

    test("completes the models fetched last, colons and all, with a config that is broken", async () => {
      const home = createHome({ [configPath]: "{}" });
      const rows = ["llama:free", "llama:paid", "other@v2"].map((id) => ({ id, type: "text", model_spec: {} }));
      const server = await venice({ rows });
      await run(["models", "list", "--base-url", server.baseUrl], { home });
      writeFileSync(home.at(configPath), "{ broken");
      const person = await start(home);
      person.press(`openclaw models set venice/ll${tab}f${tab}X`);
      await person.see("set venice/llama:free X");
      person.press(`${clearLine}openclaw models info venice/o${tab}X`);
      await person.see("info venice/other@v2 X");
      person.press(`${clearLine}openclaw onboard --model=venice/llama:p${tab}X`);
      await person.see("--model=venice/llama:paid X");
    });

    test("completes in the middle of a line", async () => {
      const person = await start();
      person.press("openclaw models se venice/claude-opus-45");
      person.press(`\x01${"\x1b[C".repeat("openclaw models se".length)}${tab}`);
      await person.see(/openclaw models set ? venice\/claude-opus-45/);
    });

    test("runs nothing of what is on the line", async () => {
      const home = createHome();
      const person = await start(home);
      person.press(`openclaw models set "$(touch ran)" --for${tab}X`);
      await person.see(/--force X/);
      expect(existsSync(home.at("ran"))).toBe(false);
    });

    test("stays silent when the program is gone", async () => {
      const home = createHome();
      const person = await start(home);
      rmSync(home.at("bin"), { recursive: true });
      person.press(`openclaw mod${tab}X`);
      await person.see("> openclaw modX");
      expect(person.screen()).toBe("> openclaw modX");
    });
  });
}
