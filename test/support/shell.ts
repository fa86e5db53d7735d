import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { Home } from "./home.ts";
import { type Pty, startInPty } from "./pty.ts";

export interface ShellOptions {
  readonly home: Home;
  /** The lines the shell runs before its first prompt. */
  readonly start: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const tab = "\t";

/** Takes away what stands on the line before the cursor: Ctrl-U. */
export const clearLine = "\x15";

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));

export type Shell = keyof typeof starts;

/** How each shell is started so that it reads these lines and no settings of anybody's. */
const starts = {
  bash: (home: Home, lines: string) => {
    writeFileSync(home.at("bashrc"), `PS1='> '\n${lines}`);
    return { file: "bash", args: ["--noprofile", "--rcfile", home.at("bashrc"), "-i"], env: {} };
  },
  zsh: (home: Home, lines: string) => {
    writeFileSync(home.at(".zshrc"), `PS1='> '\n${lines}`);
    return { file: "zsh", args: ["-i", "-o", "no_global_rcs"], env: { ZDOTDIR: home.path } };
  },
  fish: (home: Home, lines: string) => {
    mkdirSync(home.at(".config/fish"), { recursive: true });
    const calm = "function fish_prompt; printf '> '; end\nset -g fish_greeting\nset -g fish_autosuggestion_enabled 0";
    writeFileSync(home.at(".config/fish/config.fish"), `${calm}\n${lines}`);
    return { file: "fish", args: ["-i"], env: {} };
  },
} as const;

/** A person at a shell, with the built program installed under both of its names. Resolves at the first prompt. */
export async function startShell(shell: Shell, options: ShellOptions): Promise<Pty> {
  const { home, start } = options;
  mkdirSync(home.at("bin"), { recursive: true });
  for (const name of ["openclaw", "openclaw-venice"]) symlinkSync(program, home.at(`bin/${name}`));
  const { file, args, env } = starts[shell](home, `${start.join("\n")}\n`);
  symlinkSync(process.execPath, home.at("bin/node"));
  const path = [home.at("bin"), "/usr/bin", "/bin"].join(delimiter);
  const person = startInPty(file, args, { home, columns: 120, env: { PATH: path, ...env, ...options.env } });
  await person.see(/^> ?$/m);
  return person;
}
