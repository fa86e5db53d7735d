import { utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath } from "../support/onboarding.ts";
import { manifests, type RunOptions, run, venice } from "../support/run.ts";

/** What the script of a shell gets to read when TAB is pressed behind that line. */
async function answer(line: string, { shell = "fish", ...options }: RunOptions & { shell?: string } = {}) {
  const env = { ...options.env, OPENCLAW_COMPLETION_LINE: line };
  const { code, stdout, stderr } = await run(["complete", shell], { ...options, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

/** The values offered, without their descriptions. */
async function offered(line: string, options?: RunOptions): Promise<string[]> {
  return (await answer(line, options)).map((text) => text.split("\t")[0] ?? "");
}

const keptLists = (home: Home) => Object.keys(home.files()).filter((name) => name.includes("/cache/"));

/** A home in which a list of these ids was fetched, with that key. */
async function homeWithList(
  ids: readonly string[],
  key: string = keys.good,
  home = createHome({ [configPath]: "{}" }),
) {
  const server = await venice({ rows: ids.map((id) => ({ id, type: "text", model_spec: {} })) });
  const { code } = await run(["models", "list", "--refresh", "--base-url", server.baseUrl], {
    home,
    env: { VENICE_API_KEY: key },
  });
  expect(code).toBe(0);
  return home;
}

describe("what is offered", () => {
  test.each<[string, string[]]>([
    ["openclaw mod", ["models"]],
    ["openclaw compl", ["completion"]],
    ["openclaw models s", ["set", "status"]],
    ["openclaw models fallbacks ", ["list", "add", "remove", "clear"]],
    ["openclaw --profile work models se", ["set"]],
    ["openclaw --profile=work --no-color models se", ["set"]],
    ["openclaw onboard --ver", ["--verify", "--version"]],
    ["openclaw models list --ano", ["--anonymized"]],
    ["openclaw models list --anonymized --ano", []],
    ["openclaw onboard --auth-choice ", ["venice-api-key"]],
    ["openclaw onboard --auth-choice=v", ["--auth-choice=venice-api-key"]],
    ["openclaw onboard --key-store d", ["dotenv"]],
    ["openclaw models list --provider ", ["venice"]],
    ["openclaw models list --sort ", ["name", "price", "context"]],
    ["openclaw completion ", ["bash", "zsh", "fish", "powershell"]],
    ["openclaw models set venice/cl", ["venice/claude-opus-45", "venice/claude-sonnet-45"]],
    ['openclaw models set "venice/claude-o', ["venice/claude-opus-45"]],
    ["openclaw models set claude-o", ["claude-opus-45"]],
    ["openclaw models set --force venice/claude-o", ["venice/claude-opus-45"]],
    ["openclaw models fallbacks add venice/llama-3.3-70b venice/claude-o", ["venice/claude-opus-45"]],
    ["openclaw onboard --model venice/claude-o", ["venice/claude-opus-45"]],
    ["openclaw onboard --model=venice/claude-o", ["--model=venice/claude-opus-45"]],
    ["openclaw onboard --venice-api-key-file ", [":files"]],
    ["openclaw onboard --venice-api-key-file=./k", [":files"]],
    ["openclaw models list > o", [":files"]],
  ])("%s", async (line, values) => {
    expect(await offered(line)).toEqual(values);
  });

  test("flags come unasked where nothing else can come", async () => {
    expect(await offered("openclaw models list ")).toContain("--search");
    expect(await offered("openclaw ")).toEqual(expect.arrayContaining(["onboard", "models", "completion"]));
    expect(await offered("openclaw ")).not.toContain("--debug");
  });

  test.each([
    ["a value nobody can know", "openclaw onboard --venice-api-key v"],
    ["a value that only looks like a flag's beginning", "openclaw models list --search --"],
    ["a command that does not exist", "openclaw onbord "],
    ["one argument too many", "openclaw models set venice/llama-3.3-70b v"],
    ["a flag that does not exist", "openclaw models set --nonsense="],
    ["what is behind the end of the flags", "openclaw models list -- --"],
    ["flags that OpenClaw's scripts carry", "openclaw onboard --accept"],
  ])("not for %s: %s", async (_, line) => {
    expect(await offered(line)).toEqual([]);
  });

  test("descriptions say what a command, a flag and a model are", async () => {
    expect(await answer("openclaw models se")).toEqual([expect.stringMatching(/^set\t.*default$/)]);
    expect(await answer("openclaw models list --off")).toEqual([
      "--offline\task nobody; use the list of models at hand",
    ]);
    expect(await answer("openclaw models set venice/claude-o")).toEqual([
      "venice/claude-opus-45\tClaude Opus 4.5 · anonymized",
    ]);
  });

  test("every provider's models and choice", async () => {
    const both = { manifests };
    expect(await offered("openclaw models set acme/an", both)).toEqual(["acme/anvil-large", "acme/anvil-vision"]);
    expect(await offered("openclaw models set acme/r", both)).toEqual(["acme/rocket/skates-1"]);
    expect(await offered("openclaw onboard --auth-choice ", both)).toEqual(["venice-api-key", "acme-api-key"]);
  });

  test("bash gets what is still missing, whatever broke the word up", async () => {
    const home = await homeWithList(["llama:free", "llama:paid"]);
    const bash = (line: string) => answer(line, { home, shell: "bash" });
    expect(await bash("openclaw models set venice/llama:f")).toEqual(["ree"]);
    expect(await bash("openclaw onboard --model=venice/llama")).toEqual([":free", ":paid"]);
    expect(await bash("openclaw models set venice/llama:free")).toEqual([""]);
  });
});

describe("the models are those of the list fetched last", () => {
  test("for whatever key and base URL", async () => {
    const home = await homeWithList(["older-model"]);
    for (const name of keptLists(home)) utimesSync(home.at(name), 0, 0);
    await homeWithList(["newer-model"], keys.admin, home);
    expect(keptLists(home)).toHaveLength(2);
    expect(await offered("openclaw models set ", { home })).toEqual(["venice/newer-model"]);
  });

  test("and without one those built in", async () => {
    expect(await offered("openclaw models set ")).toHaveLength(25);
  });

  test("of the profile that the line names", async () => {
    const home = createHome({ ".openclaw-work/openclaw.json": "{}", ".openclaw-dev/openclaw.json": "{}" });
    const server = await venice({ rows: [{ id: "work-model", type: "text", model_spec: {} }] });
    await run(["--profile", "work", "models", "list", "--base-url", server.baseUrl], { home });
    expect(await offered("openclaw --profile work models set ", { home })).toEqual(["venice/work-model"]);
    expect(await offered("openclaw --dev models set ", { home })).toHaveLength(25);
    expect(await offered("openclaw models set ", { home, env: { OPENCLAW_PROFILE: "work" } })).toEqual([
      "venice/work-model",
    ]);
  });

  test("without those whose id could be more than a word to a shell", async () => {
    const home = await homeWithList([
      "good/one:x@2+3.4_5",
      "$(touch-x)",
      "`x`",
      "a;b",
      "a'b",
      'a"b',
      "a&b",
      "a|b",
      "a*",
      "a\\b",
    ]);
    expect(await offered("openclaw models set ", { home })).toEqual(["venice/good/one:x@2+3.4_5"]);
  });

  test("names of models come as plain text", async () => {
    const home = createHome({ [configPath]: "{}" });
    const rows = [{ id: "odd", type: "text", model_spec: { name: "A\u001b[31m\tB\u202e" } }];
    const server = await venice({ rows });
    await run(["models", "list", "--base-url", server.baseUrl], { home });
    const [line = ""] = await answer("openclaw models set venice/odd", { home });
    expect(line).toMatch(/^venice\/odd\t[^\t]+$/);
    expect(line).not.toMatch(/[\u001b\u202e]/);
  });
});

describe("TAB works, and stays silent, when", () => {
  test("the config is broken", async () => {
    const home = await homeWithList(
      ["kept-model"],
      keys.good,
      createHome({ [configPath]: "{}", ".openclaw/.env": "'" }),
    );
    writeFileSync(home.at(configPath), "{ models: ");
    expect(await offered("openclaw models set ", { home })).toEqual(["venice/kept-model"]);
  });

  test("the kept list is damaged", async () => {
    const home = await homeWithList(["kept-model"]);
    for (const name of Object.keys(home.files()))
      if (name.includes("cache/")) writeFileSync(home.at(name), '{"version":1');
    expect(await offered("openclaw models set venice/claude-o", { home })).toEqual(["venice/claude-opus-45"]);
  });

  test.each([
    ["there is no home", { HOME: "undefined", OPENCLAW_HOME: "~/nowhere" }],
    ["the profile has no name that could be one", { OPENCLAW_PROFILE: "../.." }],
  ])("%s", async (_, env) => {
    expect(await offered("openclaw models set venice/claude-o", { env })).toEqual(["venice/claude-opus-45"]);
  });

  test("no line came along", async () => {
    const { code, stdout, stderr } = await run(["complete", "bash"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")).toContain("models");
  });

  test("it asks nobody and writes nothing", async () => {
    const home = createHome();
    await offered("openclaw models set ", { home });
    expect(home.files()).toEqual({});
  });
});

describe("openclaw completion", () => {
  test.each(["bash", "zsh", "fish", "powershell"])(
    "%s prints a script for both names, with nothing left to fill in",
    async (shell) => {
      const { code, stdout, stderr } = await run(["completion", shell]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(`openclaw complete ${shell}`);
      expect(stdout).toContain("openclaw openclaw-venice");
      expect(stdout).not.toMatch(/\{\{|\}\}/);
    },
  );

  test("openclaw-venice leaves the name alone that may be another program's", async () => {
    const { stdout } = await run(["completion", "bash"], { programName: "/usr/local/bin/openclaw-venice" });
    expect(stdout).toContain("openclaw-venice complete bash");
    expect(stdout).not.toMatch(/\bopenclaw(?!-venice)\b/);
  });

  test("works with a broken config", async () => {
    const home = createHome({ [configPath]: "{ models: " });
    expect(await run(["completion", "bash"], { home })).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([
    [["tcsh"], 'There is no completion for the shell "tcsh".'],
    [[], "Which shell is it for?"],
  ])("%j is refused with the shells there are", async (given, message) => {
    const { code, stdout, stderr } = await run(["completion", ...given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("Shells: bash, zsh, fish, powershell. For example: openclaw completion bash");
  });

  test("its help says how to install it, and what is not tested", async () => {
    const { stdout } = await run(["completion", "--help"]);
    expect(stdout).toContain("source <(openclaw completion bash)");
    expect(stdout).toContain('openclaw completion zsh > "${fpath[1]}/_openclaw"');
    expect(stdout).toContain("~/.config/fish/completions/openclaw.fish");
    expect(stdout).toMatch(/\$PROFILE \(.*not tested/);
  });
});
