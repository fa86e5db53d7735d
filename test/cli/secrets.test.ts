import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import type { Breakage } from "../support/fake-venice.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";
import { httpServer } from "../support/servers.ts";

/** Eight characters and more of what follows a key's prefix, wherever they begin. */
function piecesOf(key: string): string[] {
  const secret = key.replace(/^(vapi_|VENICE[-_](INFERENCE|ADMIN)[-_]KEY[-_])/, "");
  return Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
}

/** A key with no repetition in it, so that each piece is its own. */
const marked = "VENICE_INFERENCE_KEY_mArKeD7qXw2ZsRc9TvB4nKj1HgF8dLpY6eUo3Ai5Wm";

function expectNowhere(secret: string, where: Record<string, string>, allowed: readonly string[]): void {
  const pieces = piecesOf(secret);
  for (const [place, text] of Object.entries(where)) {
    if (allowed.includes(place)) continue;
    expect(
      pieces.filter((piece) => text.includes(piece)),
      place,
    ).toEqual([]);
  }
}

/** A home as people have one: a key, a config with comments, a backup, a list that was kept. */
function livedHome(baseUrl: string, secret: string): Home {
  return createHome({
    [configPath]: `{
  // mine
  agents: { defaults: { model: { primary: "venice/llama-3.3-70b", fallbacks: ["venice/qwen3-4b"] } } },
  models: { providers: { venice: { baseUrl: "${baseUrl}", apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [] } } },
}
`,
    [`${configPath}.bak`]: "{ agents: {} }\n",
    [dotenvPath]: `VENICE_API_KEY=${secret}\n`,
  });
}

const commands: readonly (readonly string[])[] = [
  ["onboard", "--non-interactive", "--auth-choice", "venice-api-key"],
  ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--verify", "required", "--json"],
  ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--dry-run"],
  ["models", "list", "--refresh"],
  ["models", "list", "--refresh", "--json"],
  ["models", "set", "claude-opus-45"],
  ["models", "set", "no-such-model"],
  ["models", "info", "qwen3-4b", "--json"],
  ["models", "fallbacks", "add", "claude-opus-45", "--json"],
  ["models", "status", "--probe", "--json"],
  ["models", "status", "--check"],
  ["models", "probe", "llama-3.3-70b", "--yes", "--json"],
  ["models", "compare", "qwen3-4b", "llama-3.3-70b"],
  ["chat", "Hello"],
  ["chat", "--json", "Hello"],
  ["chat", "--no-stream", "Hello"],
  ["doctor"],
  ["doctor", "--fix", "--yes", "--json"],
  ["configure"],
  ["config", "validate", "--json"],
  ["config", "restore"],
];

const breakages: readonly (Breakage | undefined)[] = [
  undefined,
  "web-page-502",
  "web-page-403",
  "web-page-200",
  "error-500",
  "overloaded",
  "silence",
  "reset",
  "cut",
  "broken-json",
  "empty-list",
];

describe.each(breakages)("with a server that is %s", (mode) => {
  test.each(commands)("%s %s %s: no piece of the key in any output or any other file", async (...command) => {
    const server = await venice({ mode });
    const home = livedHome(server.baseUrl, marked);
    const argv = [...command, "--debug"].filter((word) => word !== undefined);
    if (!["configure", "config"].includes(command[0] ?? "")) argv.push("--timeout", "0.5");
    const { stdout, stderr } = await run(argv, { home });
    expectNowhere(marked, { stdout, stderr, ...home.files() }, [dotenvPath]);
  });
});

describe.each([200, 400, 401, 402, 403, 404, 422, 429, 500, 503])(
  "a server that quotes the key in every %i",
  (status) => {
    test.each(commands.filter(([name]) => name !== "config" && name !== "configure"))(
      "%s %s %s",
      async (...command) => {
        const { port } = await httpServer((incoming, response) => {
          const quoted = incoming.headers.authorization ?? "";
          response.writeHead(status, { "content-type": "application/json", "x-quoted": quoted, "cf-ray": quoted });
          const data = [{ id: "llama-3.3-70b", model_spec: { name: quoted, privacy: "private" } }];
          const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: quoted } }];
          response.end(JSON.stringify({ error: `not you, ${quoted}`, message: quoted, data, choices }));
        });
        const home = livedHome(`http://127.0.0.1:${port}`, marked);
        const argv = [...command, "--debug", "--timeout", "0.5"].filter((word) => word !== undefined);
        const { stdout, stderr } = await run(argv, { home });
        expectNowhere(marked, { stdout, stderr, ...home.files() }, [dotenvPath]);
      },
    );
  },
);

describe("a key on its way in", () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ["by flag", ["--venice-api-key", marked], {}, ""],
    ["by standard input", ["--venice-api-key-stdin"], {}, marked],
    ["by the environment", [], { VENICE_API_KEY: marked }, ""],
    ["glued to a misspelt flag", [`--venice-api-kee=${marked}`], {}, ""],
    ["as an argument nobody asked for", [marked], {}, ""],
    ["as a model", ["--model", marked, "--venice-api-key", marked], {}, ""],
    ["as a base URL's password", ["--base-url", `https://x:${marked}@host.invalid/v1`], {}, ""],
    ["as a base URL's query", ["--base-url", `https://host.invalid/v1?key=${marked}`], {}, ""],
    ["as a timeout", ["--timeout", marked], {}, ""],
    ["as an auth choice", ["--auth-choice", marked], {}, ""],
  ])("%s: it is in no output, whatever becomes of it", async (_, flags, env, stdin) => {
    const argv = ["onboard", "--non-interactive", "--offline", "--auth-choice", "venice-api-key", ...flags, "--debug"];
    const { stdout, stderr, home } = await run(argv, { env, stdin });
    expectNowhere(marked, { stdout, stderr, ...home.files() }, [dotenvPath]);
  });

  test("kept in the config when that was wanted, and there alone", async () => {
    const server = await venice();
    const home = createHome({ [configPath]: "{ /* mine */ }\n" });
    const argv = ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--key-store", "config"];
    const { stdout, stderr } = await run([...argv, "--venice-api-key", keys.good, "--base-url", server.baseUrl], {
      home,
    });
    await run(["models", "set", "qwen3-4b"], { home });
    expect(home.files()[configPath]).toContain(keys.good);
    expectNowhere(keys.good, { stdout, stderr, ...home.files() }, [configPath]);
  });
});
