import { Buffer } from "node:buffer";
import { mkdirSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Context, Terminal } from "../../../src/context.ts";
import { CliError } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { givenCredential, type KeyInput } from "../../../src/wizard/given-credential.ts";
import { keys } from "../../support/fake-venice/keys.ts";
import { createHome } from "../../support/home.ts";

const provider = "venice";
const flag = "--venice-api-key";
const stdin: KeyInput = { kind: "stdin", provider, flag: `${flag}-stdin` };
const file = (path: string): KeyInput => ({ kind: "file", provider, flag: `${flag}-file`, path });

/** A run with that on standard input; a terminal where it is left out. */
function contextOf({ input, cwd = "/" }: { input?: string | Uint8Array; cwd?: string } = {}) {
  const secrets = createSecretKeeper([]);
  const terminal: Pick<Terminal, "inputIsTerminal" | "readInput"> = {
    inputIsTerminal: input === undefined,
    async readInput(limit) {
      const bytes = Buffer.from(input ?? "");
      return bytes.length > limit ? undefined : bytes;
    },
  };
  return { secrets, cwd, terminal } as unknown as Context;
}

async function failure(work: Promise<unknown>): Promise<CliError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CliError) return error;
  throw new Error(`no CliError: ${String(error)}`);
}

test("without a flag there is no key, and standard input is left alone", async () => {
  const context = contextOf();
  expect(await givenCredential([], context)).toBeUndefined();
});

test("two flags that give a key are a mistake, and both are named", async () => {
  const value = contextOf().secrets.hold(keys.good);
  const inputs: KeyInput[] = [{ kind: "flag", provider, flag, value }, stdin];
  const error = await failure(givenCredential(inputs, contextOf({ input: keys.good })));
  expect(error).toMatchObject({ code: "several-keys-given", exitCode: 2 });
  expect(error.parameters).toEqual({ flags: [flag, `${flag}-stdin`] });
});

describe("a key is cleaned, and no error or log will ever show it", () => {
  const home = () => createHome({ "key.txt": `\ufeffexport VENICE_API_KEY="${keys.good}"\r\n` });

  test("from a flag", async () => {
    const context = contextOf();
    const value = context.secrets.hold(` "${keys.good}" `);
    const given = await givenCredential([{ kind: "flag", provider, flag, value }], context);
    expect(given?.value.reveal()).toBe(keys.good);
    expect(given?.source).toEqual({ kind: "flag", flag });
    expect(context.secrets.redact(`x ${keys.good} y`)).toBe("x [secret] y");
  });

  test("from standard input", async () => {
    const context = contextOf({ input: `${keys.good}\n` });
    const given = await givenCredential([stdin], context);
    expect(given?.value.reveal()).toBe(keys.good);
    expect(given?.source).toEqual({ kind: "stdin" });
    expect(context.secrets.redact(keys.good)).not.toContain(keys.good);
  });

  test("from a file, named from the working directory", async () => {
    const context = contextOf({ cwd: home().path });
    const given = await givenCredential([file("key.txt")], context);
    expect(given?.value.reveal()).toBe(keys.good);
    expect(given?.source).toEqual({ kind: "file", path: "key.txt" });
    expect(context.secrets.redact(keys.good)).not.toContain(keys.good);
  });

  test("from a file by its whole path", async () => {
    const given = await givenCredential([file(home().at("key.txt"))], contextOf());
    expect(given?.value.reveal()).toBe(keys.good);
  });

  test("an empty file gives an empty key, to be refused by name later", async () => {
    const given = await givenCredential([file("key.txt")], contextOf({ cwd: createHome({ "key.txt": "\n" }).path }));
    expect(given?.value.length).toBe(0);
  });
});

describe("standard input", () => {
  test("that is a keyboard is refused instead of waiting for a key in the clear", async () => {
    expect(await failure(givenCredential([stdin], contextOf()))).toMatchObject({
      code: "stdin-is-terminal",
      exitCode: 2,
      parameters: { flag: `${flag}-stdin` },
    });
  });

  test("larger than any key is refused", async () => {
    const error = await failure(givenCredential([stdin], contextOf({ input: "x".repeat(64 * 1024 + 1) })));
    expect(error).toMatchObject({ code: "stdin-too-large", exitCode: 2 });
  });
});

describe("a key file that cannot be read", () => {
  async function words(path: string, cwd: string): Promise<string> {
    const error = await failure(givenCredential([file(path)], contextOf({ cwd })));
    expect(error).toMatchObject({ code: "key-file-unreadable", exitCode: 2 });
    return en.errors["key-file-unreadable"](error.parameters as { flag: string; path: string; reason: string }).message;
  }

  test("because it is not there", async () => {
    expect(await words("nothing.txt", createHome().path)).toContain("nothing.txt cannot be read: it does not exist");
  });

  test("because it is a folder", async () => {
    const home = createHome();
    mkdirSync(home.at("folder"));
    expect(await words("folder", home.path)).toContain("folder cannot be read: it is a folder");
  });

  test("because its symbolic links go in a circle", async () => {
    const home = createHome();
    symlinkSync("b", home.at("a"));
    symlinkSync("a", home.at("b"));
    expect(await words("a", home.path)).toContain("its symbolic links go in a circle");
  });

  test("because it is far too large for a key", async () => {
    const home = createHome({ "key.txt": "x".repeat(64 * 1024 + 1) });
    const text = await words("key.txt", home.path);
    expect(text).toMatch(/larger|large|long/);
    expect(text).not.toContain("would be");
  });
});
