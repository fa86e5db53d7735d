import { mkdirSync } from "node:fs";
import { test } from "vitest";
import { createHome } from "../support/home.ts";
import { clearLine, startShell, tab } from "../support/shell.ts";
import { describeCompletion } from "../support/shell-completion.ts";

describeCompletion("fish", ["openclaw completion fish | source"]);

test("fish finds the script in its folder of completions, and says what each offer is", async () => {
  const home = createHome();
  mkdirSync(home.at(".config/fish/completions"), { recursive: true });
  const person = await startShell("fish", {
    home,
    start: ["openclaw completion fish > ~/.config/fish/completions/openclaw.fish"],
  });
  person.press(`openclaw models se${tab}X`);
  await person.see("openclaw models set X");
  person.press(`${clearLine}openclaw ${tab}`);
  await person.see(/completion +\(print a script/);
});
