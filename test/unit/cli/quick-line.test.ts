import { describe, expect, test } from "vitest";
import { byCommander, quickly } from "../../support/command-lines.ts";

describe("the lines that people and scripts type are read quickly, as commander reads them", () => {
  test.each([
    "models list --offline",
    "models list --private --search llama --max-price 2.50 --json",
    "models set venice/llama-3.3-70b",
    "models set llama-3.3-70b --dry-run --profile work",
    "models fallbacks add a b c",
    "models fallbacks clear",
    "models policy private-only",
    "models policy",
    "onboard",
    "onboard --auth-choice venice-api-key",
    "onboard --non-interactive --accept-risk --auth-choice venice-api-key --venice-api-key vapi_0123456789 --no-install-daemon",
    "onboard --verify required --key-store dotenv --dev",
    "configure --section model",
    "chat what is this",
    "chat --image a.png --image b.png --no-stream what is this",
    "doctor --offline --fix",
    "config restore",
    "config restore openclaw.json.bak --yes",
    "completion zsh",
  ])("%s", (line) => {
    const argv = line.split(" ");
    expect(quickly(argv)).toBeDefined();
    expect(quickly(argv)).toEqual(byCommander(argv));
  });
});

describe("what needs an answer is left to commander", () => {
  test.each([
    [""],
    ["models"],
    ["models lits"],
    ["models list extra"],
    ["models list --nonsense"],
    ["models list --sort"],
    ["models list --sort sideways"],
    ["models list --search --json"],
    ["models list --search=llama"],
    ["models list --help"],
    ["models list -h"],
    ["models set"],
    ["models set --"],
    ["models fallbacks add"],
    ["models policy sideways"],
    ["--dev models list"],
    ["complete bash"],
    ["__proto__"],
    ["constructor"],
  ])("%s", (line) => {
    expect(quickly(line.split(" "))).toBeUndefined();
  });
});
