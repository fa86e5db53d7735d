import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";
import { key, startInPty } from "../support/pty.ts";
import type { Fire } from "../support/shipped.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const stores = /Where should the key be kept\?\n[^✔]*esc back\s*$/;
const yes = /Write these changes\? \(Y\/n\)/;

/** A key in plain text, which `configure` moves to `.env`. */
const config = `{ env: { VENICE_API_KEY: "${keys.page}" } } // mine\n`;

test.each<[string, Fire, string]>([
  ["a full disk", { spaceLeft: 0 }, "cannot be written: the disk is full."],
  [
    "a .env that is not replaced",
    { refusals: [{ call: "renameSync", end: "/.env", code: "EBUSY" }], hurry: 20 },
    "~/.openclaw/.env cannot be written: another program holds it.",
  ],
])("%s under configure, at the end of all questions: said, exit 3, everything as it was", async (_, fire, said) => {
  const home = createHome({ [configPath]: config });
  const argv = [`${root}test/support/under-fire.cjs`, `${root}bin/openclaw.js`, "configure", "--section", "store"];
  const person = startInPty(process.execPath, argv, { home, env: { UNDER_FIRE: JSON.stringify(fire) } });
  await person.see(stores);
  person.press(key.enter);
  await person.see(yes);
  person.press(key.enter);
  await person.see(said);
  expect((await person.end()).code).toBe(3);
  expect(home.files()).toEqual({ [configPath]: config });
});
