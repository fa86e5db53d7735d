import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";
import { expect, test } from "vitest";
import { byCommander } from "../support/command-lines.ts";
import { soundConfig } from "../support/doctored.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath, onboard } from "../support/onboarding.ts";
import { venice } from "../support/run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What is only read here, since it would install, publish, start a machine or run this very test. */
const notRunHere = [
  /^npm (start|test|install --global openclaw-venice|run [a-z:-]+|ci)$/,
  /^npm (test|run format|run bench) -- /,
  /^docker (build|run) /,
];

/** What asks questions, and says so with exit 2 where nobody can answer. */
const asking = new Set([
  "openclaw onboard --auth-choice venice-api-key",
  "openclaw-venice onboard --auth-choice venice-api-key",
  "openclaw doctor --fix",
]);

const pages = ["", "docs/"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md")
    .map((name) => folder + name),
);

/** A block of a page in one of these languages, as its lines of shell. */
interface Block {
  readonly page: string;
  readonly language: string;
  readonly lines: readonly string[];
}

const blocks: readonly Block[] = pages.flatMap((page) => {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^( *)```(sh|bash|shell|yaml|dockerfile)\n([\s\S]*?)^\1```$/gm)].map(
    ([, margin = "", language = "", body = ""]) => {
      const whole = body
        .replaceAll(`\n${margin}`, "\n")
        .trim()
        .replace(/\\\n\s*/g, "");
      const lines = whole.split("\n").map((line) => line.trim());
      return {
        page,
        language,
        lines: language === "yaml" || language === "dockerfile" ? lines.flatMap(embedded) : lines,
      };
    },
  );
});

/** The commands that a line of a recipe runs: all that begins with this program or with npx. */
function embedded(line: string): string[] {
  const [, list] = /^CMD (\[.*\])$/.exec(line) ?? [];
  if (list !== undefined) return [(JSON.parse(list) as string[]).join(" ")];
  const [, before = "", command] =
    /^([^#]*[\s"|])((?:npx --yes openclaw-venice|openclaw) (?:onboard|chat|doctor|models)\b.*)$/.exec(line) ?? [];
  if (command === undefined) return [];
  return [before.includes('-c "') ? command.replace(/"$/, "") : command];
}

/** The line without what follows it as a comment, and with a value for what a reader has to fill in. */
function filledIn(line: string): string {
  return line
    .replace(/(^|\s)#.*$/, "")
    .trim()
    .replace('"vapi_…"', `"${keys.page}"`)
    .replace("VENICE_API_KEY=…", `VENICE_API_KEY=${keys.good}`)
    .replaceAll("/run/venice-key", "key.txt")
    .replaceAll("/run/secrets/venice", "key.txt");
}

/** The arguments of each run of this program in a line. */
function programLines(line: string): string[][] {
  const words = line.match(/"[^"]*"|'[^']*'|<\(|[|;&<>)]+|[^\s|;&<>()]+/g) ?? [];
  const lines: string[][] = [];
  for (const [at, word] of words.entries()) {
    const isProgram = word === "openclaw" || word === "openclaw-venice";
    const isCommand = isProgram || (word === "--" && words[at - 1] === "start");
    if (!isCommand || words[at - 1] === "--global") continue;
    const rest = words.slice(at + 1);
    const end = rest.findIndex((each) => /^[|;&<>)]+$/.test(each));
    lines.push((end === -1 ? rest : rest.slice(0, end)).map((each) => each.replace(/^(["'])(.*)\1$/, "$2")));
  }
  return lines;
}

/** A home in which each documented command has what it speaks of, with the program on its PATH. */
async function documentedHome(): Promise<Home> {
  // A model that does what is claimed of it, in `models probe` and elsewhere.
  const toolCalls = [{ name: "get_time", arguments: '{"city":"Paris"}' }];
  const { baseUrl } = await venice({ chat: { reply: '{"colour":"red"}', reasoning: "It is red.", toolCalls } });
  const home = createHome({
    [configPath]: JSON.stringify(soundConfig(baseUrl)),
    [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
    "key.txt": `${keys.good}\n`,
    "article.txt": "Once upon a time.\n",
    "photo.jpg": Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex"),
    "person.schema.json": '{ "type": "object", "properties": { "name": { "type": "string" } } }',
  });
  const program = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "bin/openclaw.js"))} "$@"\n`;
  for (const [name, script] of [
    ["openclaw", program],
    ["openclaw-venice", program],
    // npx, as it would run the published package; npm start, as it would after its set-up.
    ["npx", `[ "$1" = --yes ] && shift\n[ "$1" = openclaw-venice ] || exit 9\nshift\n${program}`],
    ["npm", `while [ "$1" != -- ]; do shift || exit 9; done\nshift\n${program}`],
    // Where there is no jq, whatever it is asked for.
    ...(spawnSync("jq", ["--version"]).status === 0 ? [] : [["jq", "cat\n"] as const]),
  ] as const) {
    writeFileSync(home.at(name), `#!/bin/sh\n${script}`);
    chmodSync(home.at(name), 0o755);
  }
  return home;
}

test("there are commands in every page that people start from", () => {
  const counts = Object.fromEntries(pages.map((page) => [page, blocks.filter((block) => block.page === page).length]));
  for (const page of [
    "README.md",
    "README.fr.md",
    "docs/chat.md",
    "docs/scripting.md",
    "docs/configuration.md",
    "docs/troubleshooting.md",
  ])
    expect(counts[page], page).toBeGreaterThan(0);
  expect(blocks.filter(({ language }) => language === "yaml").flatMap(({ lines }) => lines).length).toBeGreaterThan(5);
});

/** What the blocks run, by where they stand; and of that, what is run here. */
const documented = blocks.map(({ page, lines }, index) => {
  const commands = lines.map(filledIn).filter((line) => line !== "");
  const title = `${page}, block ${index + 1}: ${commands[0]}`;
  return {
    page,
    title,
    commands,
    run: commands.filter((command) => !notRunHere.some((pattern) => pattern.test(command))),
  };
});

test.each(documented)("$title … names commands and flags that there are", ({ commands }) => {
  for (const command of commands) {
    const ours = programLines(command);
    expect(ours.length > 0 || notRunHere.some((pattern) => pattern.test(command)), command).toBe(true);
    for (const argv of ours.filter(([first = ""]) => !/^(--version|--help)$/.test(first)))
      expect(byCommander(argv), command).toBeDefined();
  }
});

test.each(documented.filter(({ run }) => run.length > 0))("$title … does what it says", async ({ run }) => {
  const home = await documentedHome();
  for (const command of run) {
    const { status, stderr } = await runInShell(command, home);
    expect(status, `${command}\n${stderr}`).toBe(asking.has(command.replace(/^npx (--yes )?/, "")) ? 2 : 0);
  }
});

test("the words that the page of troubles quotes are those of the program", () => {
  const folder = join(root, "src/messages/en");
  const messages = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const said = messages.join("\n").replace(/\$\{(p\.)?provider\}/g, "Venice AI");
  const text = readFileSync(join(root, "docs/troubleshooting.md"), "utf8").replace(/\s+/g, " ");
  const quoted = [...text.matchAll(/\*\*("[^*]+)\*\*/g)].flatMap(([, bold = ""]) =>
    [...bold.matchAll(/"([^"]+)"/g)].flatMap(([, words = ""]) => words.split("…").map((part) => part.trim())),
  );
  expect(quoted.length).toBeGreaterThan(15);
  expect(quoted.filter((part) => !said.includes(part))).toEqual([]);
});

test("the annotated config is the one that onboarding writes where there is none", async () => {
  const { baseUrl } = await venice();
  const result = await onboard({ baseUrl }, ["--venice-api-key-stdin"], { stdin: keys.good });
  expect(result.code).toBe(0);
  const text = readFileSync(join(root, "docs/configuration.md"), "utf8");
  const [, example = ""] = /```json5\n([\s\S]*?)```/.exec(text) ?? [];
  const written = result.home.files()[configPath]?.replace(baseUrl, "https://api.venice.ai/api/v1") ?? "";
  expect(JSON5.parse(example)).toEqual(JSON5.parse(written));
  expect(example.match(/^ *\/\//gm)?.length).toBeGreaterThan(8);
});

test("every link from page to page leads somewhere", () => {
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-");
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "");
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    return links
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path = "", fragment] = link.split("#");
        const target = path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(root, target))) return true;
        const headings =
          fragment === undefined ? [] : [...readFileSync(join(root, target), "utf8").matchAll(/^#+ (.*)$/gm)];
        return fragment !== undefined && !headings.some(([, heading = ""]) => anchor(heading) === fragment);
      })
      .map((link) => `${page} -> ${link}`);
  });
  expect(broken).toEqual([]);
});

test("the French README shows what the English one shows: the same commands and flags, pictures and pages", () => {
  const shown = (page: string) => {
    const prose = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "");
    const inProse = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
    return {
      // What is said to a model is in the language of the page.
      blocks: documented
        .filter((block) => block.page === page)
        .map(({ commands }) => commands.map((command) => command.replace(/"[^"]*"/g, '"…"'))),
      // So is the letter that goes back in plain questions.
      inProse: [...new Set(inProse)].map((code) => (/^[br]$/.test(code) ? "back" : code)).sort(),
      links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) =>
        link.replace(/^README(\.fr)?\.md$/, "README"),
      ),
      sections: [...prose.matchAll(/^#+ /gm)].map(([level]) => level),
    };
  };
  const french = shown("README.fr.md");
  expect(french).toEqual(shown("README.md"));
  expect(french.blocks.flat().length).toBeGreaterThan(20);
  expect(french.links).toContain("README");
});

/** As a person at a shell in that home does it, with nobody at the keyboard. */
async function runInShell(command: string, home: Home): Promise<{ status: number | null; stderr: string }> {
  const child = spawn("bash", ["-c", `set -o pipefail; ${command}`], {
    cwd: home.path,
    env: {
      HOME: home.path,
      PATH: `${home.path}:${process.env.PATH}`,
      LANG: "C.UTF-8",
      GITHUB_STEP_SUMMARY: "summary.md",
    },
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.on("error", () => {}).end(command.includes("-stdin") && !command.includes("<") ? keys.good : "");
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, stderr };
}
