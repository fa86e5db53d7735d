import { appendFileSync, readdirSync } from "node:fs";
import JSON5 from "json5";
import { expect } from "vitest";
import { keys } from "./fake-venice/keys.ts";
import { createHome } from "./home.ts";
import { livedConfig } from "./killed-scenarios.ts";
import { configPath, dotenvPath } from "./onboarding.ts";
import { editAsOpenClaw } from "./openclaw-writer.ts";
import { runShipped } from "./shipped.ts";

/** What came of many writers on one config. */
export interface Writing {
  readonly landed: number;
  readonly refused: number;
  readonly foreign: number;
}

interface Write {
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** What this write alone adds. */
  readonly mark: string;
}

/** The writers take turns: every one adds a fallback, a model's row with the default, or a key, that no other adds. */
const kinds: readonly ((name: string) => Write)[] = [
  (name) => ({ argv: ["models", "fallbacks", "add", "--offline", "--force", `venice/f-${name}`], mark: `f-${name}` }),
  (name) => ({ argv: ["models", "set", "--offline", "--force", `venice/s-${name}`], mark: `s-${name}` }),
  (name) => ({ argv: ["models", "fallbacks", "add", "--offline", "--force", `venice/g-${name}`], mark: `g-${name}` }),
  (name) => {
    const key = `${keys.good.slice(0, -10)}${name.replace("-", "x").padStart(10, "k")}`;
    const argv = ["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key"];
    return { argv: [...argv, "--venice-api-key-stdin"], stdin: key, mark: key };
  },
];

const refusal = /changed since it was read|is locked by process \d+/;
const firstConfig = livedConfig.replace("{", "{\n  foreign: { first: 0 },");

/**
 * So many processes at a time, one after another in so many rows, write one config and one `.env`, while another program that
 * keeps to OpenClaw's lock does so, too. Fails when a change that landed is not there at the end, or one is that was refused.
 */
export async function writeTogether(writers: number, writes: number): Promise<Writing> {
  const home = createHome({ [configPath]: firstConfig, [dotenvPath]: "# mine\nFOREIGN=1\n" });
  const landed: Write[] = [];
  const refused: Write[] = [];

  const row = async (writer: number) => {
    const kind = kinds[writer % kinds.length];
    for (let number = 0; number < writes && kind; number++) {
      const write = kind(`${writer}-${number}`);
      const { code, stderr } = await runShipped(write.argv, { home, stdin: write.stdin ?? "" });
      if (code === 0) landed.push(write);
      else {
        expect(code, stderr).toBe(3);
        expect(stderr).toMatch(refusal);
        refused.push(write);
      }
    }
  };
  const others = async () => {
    for (let number = 0; number < writes; number++) {
      await editAsOpenClaw(home.at(configPath), (text) => {
        appendFileSync(home.at(dotenvPath), `FOREIGN_${number}=1\n`);
        return text.replace("foreign: {", `// foreign ${number}\n  foreign: { n${number}: ${number},`);
      });
    }
  };
  await Promise.all([others(), ...Array.from({ length: writers }, (_, writer) => row(writer))]);

  const { [configPath]: text = "", [dotenvPath]: dotenv = "" } = home.files();
  const config = JSON5.parse(text);
  const marks = (some: readonly Write[], command: string) =>
    some.filter(({ argv }) => argv[0] === command).map(({ mark }) => mark);
  const kept = { fallbacks: config.agents.defaults.model.fallbacks, rows: config.models.providers.venice.models };
  const rows = kept.rows.map(({ id }: { id: string }) => id);
  expect(rows.filter((id: string) => /^[fgs]-/.test(id)).sort()).toEqual(marks(landed, "models").sort());
  for (const { argv, mark } of landed.filter(({ argv }) => argv[1] === "fallbacks")) {
    expect(kept.fallbacks, argv.join(" ")).toContain(`venice/${mark}`);
  }
  expect(kept.fallbacks).toHaveLength(1 + landed.filter(({ argv }) => argv[1] === "fallbacks").length);
  expect(landed.map(({ mark }) => `venice/${mark}`)).toContain(config.agents.defaults.model.primary);
  expect(marks(landed, "onboard")).toContain(/^VENICE_API_KEY=(.*)$/m.exec(dotenv)?.[1]);
  for (let number = 0; number < writes; number++) {
    expect(text).toContain(`// foreign ${number}\n`);
    expect(config.foreign[`n${number}`]).toBe(number);
    expect(dotenv).toContain(`FOREIGN_${number}=1\n`);
  }
  for (const comment of ["// my assistant", "// the good one", "/* theirs */"]) expect(text).toContain(comment);
  expect(readdirSync(home.at(".openclaw")).sort()).toEqual([
    ".env",
    "openclaw.json",
    ...["", ".1", ".2", ".3", ".4"].map((slot) => `openclaw.json.bak${slot}`),
  ]);
  return { landed: landed.length, refused: refused.length, foreign: writes };
}
