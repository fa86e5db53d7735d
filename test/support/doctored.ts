import { keys } from "./fake-venice/keys.ts";
import { createHome, type Home } from "./home.ts";
import { configPath, dotenvPath } from "./onboarding.ts";
import { type RunOptions, type RunResult, run } from "./run.ts";

/** A row as it should be. */
export const soundRow = {
  id: "llama-3.3-70b",
  name: "Llama 3.3 70B",
  reasoning: false,
  input: ["text"],
  cost: { input: 0.7, output: 2.8, cacheRead: 0.7, cacheWrite: 0.7 },
  contextWindow: 131072,
  maxTokens: 4096,
};

/** The provider's block as it should be. */
export const soundBlock = (baseUrl: string) => ({
  baseUrl,
  apiKey: "${VENICE_API_KEY}",
  api: "openai-completions",
  models: [soundRow],
});

/** A config in which all is well. */
export const soundConfig = (baseUrl: string) => ({
  agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } },
  models: { mode: "merge", providers: { venice: soundBlock(baseUrl) } },
});

/** A home with that config, and the good key in `.env` unless another `.env` is given. */
export function homeWith(config: unknown, dotenv: string | undefined = `VENICE_API_KEY=${keys.good}\n`): Home {
  return createHome({
    [configPath]: typeof config === "string" ? config : `${JSON.stringify(config, undefined, 2)}\n`,
    ...(dotenv === "" ? {} : { [dotenvPath]: dotenv }),
  });
}

export interface Finding {
  readonly id: string;
  readonly area: string;
  readonly level: "ok" | "warn" | "fail";
  readonly message: string;
  readonly fix: string | null;
  readonly fixable: boolean;
}

export interface Doctored extends RunResult {
  readonly findings: readonly Finding[];
  /** The finding of that id; fails where there is none. */
  one(id: string): Finding;
}

/** Runs `openclaw doctor --json`. */
export async function doctored(flags: readonly string[], options: RunOptions): Promise<Doctored> {
  const result = await run(["doctor", "--json", ...flags], options);
  const document = JSON.parse(result.stdout) as { findings?: Finding[] };
  const findings = document.findings ?? [];
  return {
    ...result,
    findings,
    one(id) {
      const found = findings.find((each) => each.id === id);
      if (!found) throw new Error(`no finding ${id} in:\n${result.stdout}`);
      return found;
    },
  };
}
