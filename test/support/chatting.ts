import { keys } from "./fake-venice/keys.ts";
import type { RecordedRequest } from "./fake-venice/reply.ts";
import type { FakeVenice } from "./fake-venice.ts";
import { createHome, type Home } from "./home.ts";
import { configPath, dotenvPath } from "./onboarding.ts";
import { type RunOptions, type RunResult, run } from "./run.ts";

export interface ChatHomeOptions {
  readonly key?: string;
  /** The ref of the default model. */
  readonly model?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A home that is set up for Venice, with the default model llama-3.3-70b. */
export function chatHome({ key = keys.good, model = "venice/llama-3.3-70b", files }: ChatHomeOptions = {}): Home {
  const providers = { venice: { apiKey: "${VENICE_API_KEY}", models: [] } };
  const config = { agents: { defaults: { model: { primary: model } } }, models: { providers } };
  return createHome({ [configPath]: JSON.stringify(config), [dotenvPath]: `VENICE_API_KEY=${key}\n`, ...files });
}

/** Runs `openclaw chat` in such a home against that server, on however slow a machine. */
export async function chat(
  server: { readonly baseUrl: string },
  args: readonly string[],
  { home = chatHome(), ...options }: RunOptions = {},
): Promise<RunResult> {
  const result = await run(["chat", "--base-url", server.baseUrl, ...args], { home, ...options });
  return { ...result, stderr: withoutWaiting(result.stderr) };
}

/** The talk without the lines that appear when something takes long. */
export function withoutWaiting(stderr: string): string {
  return stderr.replace(/^(Fetching the models|Reading what is piped in) .*\r?\n/gm, "");
}

/** The chat requests that the server got. */
export function asked(server: FakeVenice): RecordedRequest[] {
  return server.requests.filter(({ method }) => method === "POST");
}

/** The body of the last of them. */
export function sent(server: FakeVenice): Record<string, unknown> {
  return JSON.parse(asked(server).at(-1)?.body ?? "");
}
