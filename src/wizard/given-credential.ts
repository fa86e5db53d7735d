import { Buffer } from "node:buffer";
import type { Context, Secret } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Credential } from "./credential.ts";
import { readGivenFile } from "./given-file.ts";
import { cleanKey } from "./key-shape.ts";

/** A flag that gives a provider's key. */
export type KeyInput =
  | { readonly kind: "flag"; readonly provider: string; readonly flag: string; readonly value: Secret }
  | { readonly kind: "stdin"; readonly provider: string; readonly flag: string }
  | { readonly kind: "file"; readonly provider: string; readonly flag: string; readonly path: string };

/** No key is longer. Bytes. */
const longestKey = 64 * 1024;

/**
 * The key that a flag gives, cleaned of what is copied along with keys; reads standard input or the file it names.
 *
 * @throws CliError "several-keys-given", "stdin-is-terminal", "stdin-too-large" or "key-file-unreadable".
 */
export async function givenCredential(inputs: readonly KeyInput[], context: Context): Promise<Credential | undefined> {
  const [input, ...others] = inputs;
  if (!input) return undefined;
  if (others.length > 0) throw new CliError("several-keys-given", { flags: inputs.map(({ flag }) => flag) });
  const hold = (text: string) => context.secrets.hold(cleanKey(text));
  switch (input.kind) {
    case "flag":
      return { value: hold(input.value.reveal()), source: { kind: "flag", flag: input.flag } };
    case "stdin":
      return { value: hold(await readStdin(input.flag, context)), source: { kind: "stdin" } };
    case "file":
      return {
        value: hold(readKeyFile(input.flag, input.path, context.cwd)),
        source: { kind: "file", path: input.path },
      };
  }
}

async function readStdin(flag: string, { terminal }: Context): Promise<string> {
  if (terminal.inputIsTerminal) throw new CliError("stdin-is-terminal", { flag });
  const bytes = await terminal.readInput(longestKey);
  if (!bytes) throw new CliError("stdin-too-large", { flag, limit: longestKey });
  return Buffer.from(bytes).toString("utf8");
}

function readKeyFile(flag: string, path: string, cwd: string): string {
  const read = readGivenFile(path, cwd, longestKey);
  if ("reason" in read) throw new CliError("key-file-unreadable", { flag, path, reason: read.reason });
  return read.bytes.toString("utf8");
}
