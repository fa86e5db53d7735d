import { mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { startShell, tab } from "../support/shell.ts";
import { describeCompletion } from "../support/shell-completion.ts";

const start = "autoload -U compinit && compinit -u -D";

describeCompletion("zsh", [start, "source <(openclaw completion zsh)"]);

test("zsh finds the script in fpath, and takes it more than once", async () => {
  const home = createHome();
  mkdirSync(home.at("functions"));
  const person = await startShell("zsh", {
    home,
    start: ["fpath=(~/functions $fpath)", 'openclaw completion zsh > "${fpath[1]}/_openclaw"', start],
  });
  person.press(`openclaw models se${tab}venice/claude-o${tab}; openclaw-venice onb${tab}X`);
  // It takes its own blank away before a semicolon.
  await person.see("> openclaw models set venice/claude-opus-45; openclaw-venice onboard X");
  expect(person.screen()).toBe("> openclaw models set venice/claude-opus-45; openclaw-venice onboard X");
});

test("zsh says what each offer is", async () => {
  const person = await startShell("zsh", {
    home: createHome(),
    start: [start, "source <(openclaw completion zsh)"],
  });
  person.press(`openclaw ${tab}`);
  await person.see(/completion +-- print a script/);
});
