import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { keys } from "./fake-venice/keys.ts";
import type { FakeVeniceOptions } from "./fake-venice.ts";
import { createHome } from "./home.ts";
import { configPath, dotenvPath } from "./onboarding.ts";
import { key, type Pty, startInPty } from "./pty.ts";
import { venice } from "./run.ts";

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));

/** A place at which the terminal is not as the shell has left it. */
export interface Place {
  readonly name: string;
  readonly argv: readonly string[];
  readonly server?: FakeVeniceOptions;
  readonly env?: Record<string, string>;
  /** What is on the screen before, and the keys that lead on from it. */
  readonly way?: readonly (readonly [seen: string | RegExp, keys: string])[];
  readonly here: string | RegExp;
  /** What is there again when the program goes on, and what is typed then. */
  readonly again: string;
  readonly keys: string;
  readonly shows: string | RegExp;
}

const onboard = ["onboard", "--auth-choice", "venice-api-key"];
const toPicker = ["Venice AI API key [hidden]", keys.good + key.enter] as const;
const toStore = [/❯ llama-3\.3-70b/, key.enter] as const;
const toConsent = ["Where should the key be kept?", key.enter] as const;
const slow = { chat: { reply: "one two three four five six seven eight nine ten", pauseMilliseconds: 300 } };

export const places: readonly Place[] = [
  {
    name: "the key's question",
    argv: onboard,
    here: "Venice AI API key [hidden]",
    again: "Venice AI API key [hidden]",
    keys: keys.good + key.enter,
    shows: "Key accepted.",
  },
  {
    name: "a list to pick from",
    argv: onboard,
    way: [toPicker],
    here: "esc back",
    again: "esc back",
    keys: `coding${key.enter}`,
    shows: "✔ Default model qwen3-coder-480b-a35b-instruct",
  },
  {
    name: "a yes or no",
    argv: onboard,
    way: [toPicker, toStore, toConsent],
    here: "Write these changes? (Y/n)",
    again: "Write these changes? (Y/n)",
    keys: `n${key.enter}`,
    shows: "Cancelled. Nothing was written.",
  },
  {
    name: "a spinner",
    argv: ["models", "list", "--refresh", "--timeout", "60"],
    server: { mode: "silence" },
    here: "Fetching the models of Venice AI …",
    again: "Fetching the models of Venice AI …",
    keys: key.ctrlC,
    shows: "Cancelled. Nothing was written.",
  },
  {
    name: "an answer in the middle",
    argv: ["chat", "Hello"],
    server: slow,
    here: "one two",
    again: "three",
    keys: "",
    shows: "nine ten",
  },
  {
    name: "the line of a conversation",
    argv: ["chat"],
    way: [["❯", "some wo"]],
    here: "some wo",
    again: "some wo",
    keys: `rds${key.enter}`,
    shows: "Hello! Yes, I am working.",
  },
  {
    name: "the key's line for a screen reader",
    argv: [...onboard, "--accessible"],
    here: /nothing is shown\n>$/,
    again: "\n>",
    keys: keys.good + key.enter,
    shows: "Key accepted.",
  },
  {
    name: "a line for a screen reader",
    argv: [...onboard, "--accessible"],
    way: [[/nothing is shown\n>$/, keys.good + key.enter]],
    here: /Default model[\s\S]*\n>$/,
    again: "\n>",
    keys: key.enter,
    shows: "Where should the key be kept?",
  },
];

export interface Shelled {
  readonly person: Pty;
  /** The number of the program's process. */
  pid(): number;
  /** A file of the home as it is. */
  at(name: string): string;
  /** Whether the home has a config that the program has written. */
  hasWritten(): boolean;
}

/**
 * A person with a shell that knows jobs, whose program has come to that place. What `stty -a` says before is in the file `before`.
 * The shell itself marks no pastes, so whoever does is the program.
 */
export async function atShell(place: Place): Promise<Shelled> {
  const server = await venice(place.server ?? {});
  const isSet = place.argv[0] !== "onboard";
  const home = createHome({
    ".inputrc": "set enable-bracketed-paste off\n",
    [configPath]: `{ agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } }, models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", models: [] } } } }\n`,
    ...(isSet ? { [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` } : {}),
  });
  const person = startInPty("/bin/bash", ["--norc", "--noprofile", "-i"], {
    home,
    columns: 100,
    rows: 40,
    env: { PS1: "shell> ", NODE: process.execPath, PROGRAM: program },
  });
  await person.see("shell>");
  person.press(`stty -a > before${key.enter}`);
  await person.see(/before\s+shell>$/);
  const words = place.argv.map((word) => `'${word}'`).join(" ");
  person.press(`clear; sh -c 'echo $$ > pid; exec "$NODE" "$PROGRAM" "$@"' sh ${words}${key.enter}`);
  for (const [seen, pressed] of place.way ?? []) {
    await person.see(seen);
    person.press(pressed);
  }
  await person.see(place.here);
  return {
    person,
    pid: () => Number(readFileSync(home.at("pid"), "utf8")),
    at: (name) => readFileSync(home.at(name), "utf8"),
    hasWritten: () => !isSet && dotenvPath in home.files(),
  };
}
