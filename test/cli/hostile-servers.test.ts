import { afterEach, describe, expect, test, vi } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { hostileServers } from "../support/hostile-servers.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { run, venice } from "../support/run.ts";

/** Every command that asks a provider something, and the exit code it ends with when that comes to nothing. */
const commands: readonly (readonly [command: string, exit: number])[] = [
  ["onboard --non-interactive --auth-choice venice-api-key --verify required", 5],
  ["onboard --non-interactive --auth-choice venice-api-key", 0],
  ["models list --refresh", 0],
  ["models set claude-opus-45", 0],
  ["models status --probe", 0],
  ["doctor", 5],
  ["models probe llama-3.3-70b --yes", 5],
  ["chat Hello", 5],
  ["chat --no-stream Hello", 5],
];

function livedHome(baseUrl: string): Home {
  return createHome({
    [configPath]: `{
  // mine
  agents: { defaults: { model: { primary: "venice/llama-3.3-70b" } } },
  models: { providers: { venice: { baseUrl: "${baseUrl}", apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [] } } },
}
`,
    [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
  });
}

/** What a terminal would take for more than letters, line feeds and the tabs of piped data aside. */
const control = /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

afterEach(() => vi.unstubAllEnvs());

describe.each(hostileServers)("$name", ({ start, cause, advice, isSlow }) => {
  test.each(commands)(
    "openclaw %s: ends soon, with a line that names it and one that says what to do",
    async (command, exit) => {
      const { baseUrl, env = {} } = await start();
      // The library that knows proxies reads the process's own environment.
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const home = livedHome(baseUrl);
      const before = home.files();
      const started = performance.now();
      const { code, stdout, stderr } = await run([...command.split(" "), "--timeout", isSlow ? "0.3" : "10"], {
        home,
        env,
      });
      const output = stdout + stderr;
      const lines = output.split("\n");
      expect(performance.now() - started).toBeLessThan(10_000);
      expect(code, output).toBe(exit);
      const named = lines.findIndex((line) => cause.test(line));
      expect(named, output).toBeGreaterThan(-1);
      expect(lines.slice(named, named + 2).join("\n")).toMatch(advice);
      expect(output).not.toMatch(control);
      expect(lines.filter((line) => line.length > 500)).toEqual([]);
      if (exit !== 0) expect(home.files()).toEqual(before);
    },
  );
});

describe("a list of models that wishes nobody well", () => {
  const ids = [
    "../../../etc/passwd",
    "a b",
    "line\nbreak",
    "\u001b[2Jclear",
    "\u202elive",
    "__proto__",
    "constructor",
    "x".repeat(10_000),
    "",
    "💥".repeat(100),
  ];
  const prices = [-1, Number.MAX_VALUE, "0.5", "NaN", null, {}, [1]];
  const rows = ids.flatMap((id) =>
    prices.map((usd, index) => ({
      id: index === 0 ? id : `${id}${index}`,
      type: "text",
      model_spec: {
        name: `${id}\u001b]0;title\u0007`,
        privacy: "private",
        pricing: { input: { usd }, output: { usd } },
        availableContextTokens: usd,
      },
    })),
  );
  const good = { id: "good", type: "text", model_spec: { name: "Good", privacy: "private" } };

  test.each([
    "onboard --non-interactive --auth-choice venice-api-key --model good",
    "models list --refresh",
    "models list --refresh --json",
    "models list --refresh --plain",
    "models info good",
    "models set good",
    "doctor",
  ])("openclaw %s: the good one of them can be used, and no name reaches the terminal as it is", async (command) => {
    const server = await venice({ rows: [...rows, good] });
    const home = livedHome(server.baseUrl);
    const { code, stdout, stderr } = await run(command.split(" "), { home });
    expect([0, 3], stderr).toContain(code);
    expect(stdout + stderr).not.toMatch(control);
    expect(command.includes("doctor") || /[Gg]ood/.test(stdout + stderr), stdout + stderr).toBe(true);
    expect(Object.keys(home.files()).filter((path) => path.includes("passwd"))).toEqual([]);
  });

  test("100,000 models are read, counted and searched", async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      id: `m${index}`,
      model_spec: { privacy: "private" },
    }));
    const server = await venice({ rows: many });
    const home = livedHome(server.baseUrl);
    const { code, stdout } = await run(["models", "list", "--refresh", "--search", "m99999"], { home });
    expect([code, stdout]).toEqual([0, expect.stringContaining("m99999")]);
  });
});
