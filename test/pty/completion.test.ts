import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { startShell, tab } from "../support/shell.ts";
import { describeCompletion } from "../support/shell-completion.ts";

const install = "source <(openclaw completion bash)";

describeCompletion("bash", [install]);

test("bash takes the script twice, and with its strict settings", async () => {
  const person = await startShell("bash", {
    home: createHome(),
    start: ["set -o nounset -o noglob", install, install],
  });
  person.press(`openclaw models se${tab}X`);
  await person.see("> openclaw models set X");
  expect(person.screen()).toBe("> openclaw models set X");
});

test("bash completes openclaw-venice alone when that asked for the script", async () => {
  const person = await startShell("bash", {
    home: createHome(),
    start: ["complete -W real openclaw", "source <(openclaw-venice completion bash)"],
  });
  person.press(`openclaw r${tab}; openclaw-venice models se${tab}X`);
  await person.see("> openclaw real ; openclaw-venice models set X");
});
