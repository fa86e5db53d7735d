import { expect } from "vitest";
import { keys } from "./fake-venice/keys.ts";
import type { FakeVenice } from "./fake-venice.ts";
import { manifests, type RunOptions, type RunResult, run, venice } from "./run.ts";

/** Where the config and the key file are in a home. */
export const configPath = ".openclaw/openclaw.json";
export const dotenvPath = ".openclaw/.env";

/** A provider as the tests of onboarding see it: what is said of one must hold for all. */
export interface Subject {
  readonly id: string;
  readonly label: string;
  readonly choice: string;
  readonly flag: string;
  readonly variable: string;
  readonly key: string;
  readonly defaultModel: string;
  start(options?: Parameters<typeof venice>[0]): Promise<FakeVenice>;
}

const subjectKeys: Readonly<Record<string, string>> = { venice: keys.good, acme: keys.acme };

export const subjects: readonly Subject[] = manifests.map((manifest) => ({
  id: manifest.id,
  label: manifest.label,
  choice: manifest.auth.choice,
  flag: manifest.auth.flag,
  variable: manifest.auth.variable,
  key: subjectKeys[manifest.id] ?? "",
  defaultModel: manifest.defaultModel,
  start: (options) => venice({ provider: manifest.id as "venice" | "acme", ...options }),
}));

/** Runs `openclaw onboard --non-interactive` for Venice against that server. */
export async function onboard(
  server: { readonly baseUrl: string },
  flags: readonly string[],
  options?: RunOptions,
): Promise<RunResult> {
  return await run(
    ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--base-url", server.baseUrl, ...flags],
    options,
  );
}

/** Fails when the key, or eight characters of it behind its prefix, are in a text or a file other than those allowed. */
export function expectHidden(key: string, result: RunResult, allowed: readonly string[]): void {
  const secret = key.replace(/^(vapi_|acme_|VENICE[-_](INFERENCE|ADMIN)[-_]KEY[-_])/, "");
  const pieces = Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
  const places = { stdout: result.stdout, stderr: result.stderr, ...result.home.files() };
  for (const [place, text] of Object.entries(places)) {
    if (allowed.includes(place)) expect(text, place).toContain(key);
    else for (const piece of pieces) expect(text, place).not.toContain(piece);
  }
}
