import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { homeWith, soundBlock, soundConfig, soundRow } from "../support/doctored.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { pageRows, realRows } from "../support/fake-venice/rows.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";
import { pictureOf } from "../support/picture.ts";
import { type Cell, key, type Pty, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

/*
 * The pictures in docs/pictures are these runs of what is shipped, in a terminal, against the Venice of the tests. A picture
 * that shows something else than the program of today fails its test; `npm run screenshots` makes it anew.
 */

const onboard = "openclaw onboard --auth-choice venice-api-key";

const server = (reply = "") => venice({ rows: [...realRows, ...pageRows], chat: { reply } });

/** A config of somebody who has nothing of Venice's yet. */
async function lifeBeforeVenice(): Promise<Home> {
  const { baseUrl } = await server();
  return createHome({
    [configPath]: `{
  // The one in the kitchen.
  agents: {
    defaults: {
      workspace: "~/assistant",
    },
  },
  models: {
    providers: {
      venice: {
        baseUrl: "${baseUrl}",
        models: [],
      },
    },
  },
}
`,
  });
}

function start(commandLine: string, home: Home, rows: number): Pty {
  return startPty(commandLine.split(" ").slice(1), { home, columns: 84, rows });
}

async function upToPicker(rows: number): Promise<Pty> {
  const person = start(onboard, await lifeBeforeVenice(), rows);
  await person.see("Venice AI API key [hidden]");
  person.press(keys.good + key.enter);
  await person.see(/❯ llama-3\.3-70b/);
  await person.see("type to search · ↑↓ move · enter choose · esc back");
  return person;
}

/** Compares with the picture that is kept, or keeps it where that is what vitest is told to do. */
async function expectPicture(name: string, title: string, person: Pty): Promise<void> {
  const picture = pictureOf(title, person.cells().map(withSteadyPort));
  const path = fileURLToPath(new URL(`../../docs/pictures/${name}.svg`, import.meta.url));
  await expect(picture).toMatchFileSnapshot(path);
  expect(picture.length).toBeLessThan(40_000);
  // Whoever marks the text of the picture has the text of the screen.
  const marked = picture.replace(/<(style|title)>.*<\/\1>|<[^>]+>/g, "");
  const words = (lines: string) =>
    lines
      .replace(/:\d{5}\b/g, "")
      .split(/\s+/)
      .filter(Boolean)
      .join(" ");
  const unescaped = marked.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  expect(words(unescaped)).toBe(words(`${title} ${person.screen()}`));
}

/** The line with one port in place of the one that the server got this time. */
function withSteadyPort(line: readonly Cell[]): Cell[] {
  const text = line.map((cell) => cell.text).join("");
  const steady = text.replace(/(127\.0\.0\.1:)\d{5}\b/g, "$150080");
  return line.length === text.length ? line.map((cell, at) => ({ ...cell, text: steady.charAt(at) })) : [...line];
}

test("the wizard, where it asks for the default model", async () => {
  await expectPicture("wizard", onboard, await upToPicker(32));
});

test("the wizard, when it is done", async () => {
  const person = await upToPicker(60);
  person.press("coding");
  await person.see(/❯ qwen3-coder-480b/);
  person.press(key.enter);
  await person.see("Where should the key be kept?");
  person.press(key.enter);
  await person.see("Write these changes? (Y/n)");
  person.press(key.enter);
  await person.see(/Test venice\/\S+ now .*\(y\/N\)$/m);
  person.press(key.enter);
  expect((await person.end()).code).toBe(0);
  await expectPicture("wizard-done", onboard, person);
});

test("the list of models", async () => {
  const { baseUrl } = await server();
  const command = "openclaw models list --private";
  const person = start(command, homeWith(soundConfig(baseUrl)), 32);
  expect((await person.end()).code).toBe(0);
  await expectPicture("models", command, person);
});

test("a conversation", async () => {
  const { baseUrl } = await server(
    'Yes, I am working. Three things to try:\n\n- ask me for a **summary**: `openclaw chat "Summarise this" < article.txt`\n- show me an image with `/image`\n- see what an answer cost with `/usage`\n',
  );
  const command = "openclaw chat";
  const person = start(command, homeWith(soundConfig(baseUrl)), 24);
  await person.see("❯");
  person.press(`Hello, are you working?${key.enter}`);
  await person.see("tokens");
  await person.see(/❯ *$/);
  await expectPicture("chat", command, person);
  person.press(key.ctrlD);
  expect((await person.end()).code).toBe(0);
});

test("the doctor, with something to mend", async () => {
  const { baseUrl } = await server();
  const block = { ...soundBlock(baseUrl), models: [{ ...soundRow, maxTokens: 8192 }] };
  const config = {
    ...soundConfig(baseUrl),
    env: { VENICE_API_KEY: keys.good },
    models: { providers: { venice: block } },
  };
  const command = "openclaw doctor";
  const person = start(command, homeWith(config, ""), 24);
  expect((await person.end()).code).toBe(3);
  await expectPicture("doctor", command, person);
});
