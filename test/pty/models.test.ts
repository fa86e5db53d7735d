import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const widest = (screen: string) => Math.max(...screen.split("\n").map((line) => stringWidth(line)));

async function home(rows?: readonly unknown[]) {
  const server = await venice(rows ? { rows } : {});
  return createHome({
    [configPath]: `{
      agents: { defaults: { model: { primary: "venice/claude-opus-45", fallbacks: ["venice/qwen3-4b"] } } },
      models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", models: [] } } },
    }`,
    [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
  });
}

describe("the list on a terminal", () => {
  test("80 columns: short letters, explained beneath; default, fallback and recommendations are marked", async () => {
    const person = startPty(["models", "list"], { home: await home() });
    await person.see("33 models of Venice AI, as it lists them now.");
    const screen = person.screen();
    expect(screen).toMatch(/^Model +Privacy +Can +Ctx +\$\/1M in\/out$/m);
    expect(screen).toMatch(/^venice\/claude-opus-45 +anonymized +RVTC +202k +\$6\.00\/30\.00 +\*\+$/m);
    expect(screen).toMatch(/^venice\/qwen3-4b +private +RT +32k +\$0\.05\/0\.15 +f\+$/m);
    expect(screen).toMatch(/^venice\/odd-zero-price-8b .* free$/m);
    expect(screen).toMatch(/^venice\/odd-without-pricing-8b .* -$/m);
    expect(screen).toContain("* default  f fallback  + recommended");
    expect(screen).toContain("R reasoning  V vision  T tools  C code  U uncensored");
    expect(screen.split("\n").at(-1)).toBe("33 models of Venice AI, as it lists them now.");
    expect(widest(screen)).toBeLessThanOrEqual(80);
    expect((await person.end()).code).toBe(0);
  });

  test("a wide one: whole words, and nothing to explain", async () => {
    const person = startPty(["models", "list"], { home: await home(), columns: 130, rows: 50 });
    await person.see("as it lists them now.");
    const screen = person.screen();
    expect(screen).toMatch(
      /^venice\/claude-opus-45 +anonymized +reasoning vision tools code +202k .* default recommended$/m,
    );
    expect(screen).not.toContain("R reasoning");
    expect(widest(screen)).toBeLessThanOrEqual(130);
    expect((await person.end()).code).toBe(0);
  });

  test("names and ids wider than the terminal are cut, not wrapped", async () => {
    const rows = [{ id: `long-${"x".repeat(120)}`, model_spec: { privacy: "private" } }];
    const person = startPty(["models", "list"], { home: await home(rows), columns: 60, rows: 20 });
    await person.see("1 model of Venice AI");
    expect(person.screen()).toMatch(/^venice\/long-x+…$/m);
    expect(widest(person.screen())).toBeLessThanOrEqual(60);
    expect((await person.end()).code).toBe(0);
  });

  test("NO_COLOR: not one colour", async () => {
    const person = startPty(["models", "list", "--offline"], { home: await home(), env: { NO_COLOR: "1" } });
    await person.see("built into this program");
    await person.end();
    expect(person.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  });
});

test("compared models have bars for what they cost", async () => {
  const person = startPty(["models", "compare", "llama-3.3-70b", "claude-opus-45"], { home: await home() });
  await person.see("For another use: --tokens-in N --tokens-out N");
  expect(person.screen()).toMatch(
    /^venice\/claude-opus-45 +anonymized +(RVTC|reasoning vision tools code) +202k +\$6\.00\/30\.00$/m,
  );
  expect(person.screen()).toContain("What 10,000 tokens in and 1,000 out cost:");
  expect(person.screen()).toMatch(/^venice\/claude-opus-45 +\$0\.09 +█{24}$/m);
  expect(person.screen()).toMatch(/^venice\/llama-3\.3-70b +\$0\.0098 +█{3}$/m);
  expect(widest(person.screen())).toBeLessThanOrEqual(80);
  expect((await person.end()).code).toBe(0);
});

describe("in a pipe", () => {
  test.each([
    ["grep venice", "25"],
    ["head -1", "1"],
  ])("| %s", async (filter, count) => {
    const shell = `"$1" "$2" models list --offline 2>/dev/null | ${filter} | wc -l; echo ended`;
    const person = startPty([], { home: createHome(), shell });
    await person.see(/ended/);
    expect(person.screen()).toMatch(new RegExp(`^\\s*${count}$`, "m"));
    await person.end();
  });

  test("5,000 models into a pipe that closes after the first: silent, exit 0", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      id: `model-${index}`,
      model_spec: { privacy: "private" },
    }));
    const shell = `{ "$1" "$2" models list; echo "ended with $?" >&2; } | head -1`;
    const person = startPty([], { home: await home(rows), shell, columns: 120 });
    await person.see("ended with 0");
    expect(person.screen()).toContain("venice/model-0");
    expect(person.screen()).not.toMatch(/EPIPE|Error/);
    await person.end();
  });
});
