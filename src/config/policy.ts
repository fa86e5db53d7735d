import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Host } from "../context.ts";
import { CliError } from "../errors.ts";
import { ensureDirectory } from "../files/ensure-directory.ts";
import { writeFile } from "../files/write-file.ts";
import { configEditor } from "./config-editor.ts";
import { readConfigFile } from "./config-file.ts";
import type { Paths } from "./paths.ts";
import { field } from "./variables.ts";

/** What a person has decided once and for all. OpenClaw's own config is strict and has no place for it. */
export interface Policy {
  /** Only models that are known to be private are offered, chosen and talked to. */
  readonly privateOnly: boolean;
  /** Why the file that keeps it could not be read, where it was read all the same. */
  readonly problem?: CliError | undefined;
}

/** The file that keeps the policy, beside OpenClaw's config. */
export function policyPath({ stateDir }: Pick<Paths, "stateDir">): string {
  return join(stateDir, "openclaw-venice.json5");
}

/**
 * Reads the policy; where there is no file nothing is forbidden.
 *
 * @throws CliError "policy-unreadable": a policy that cannot be understood must not be taken for none. And what reading throws.
 */
export async function readPolicy(paths: Pick<Paths, "stateDir">): Promise<Policy> {
  const path = policyPath(paths);
  const { value, exists } = await readConfigFile(path);
  const privateOnly = field(value, "privateOnly");
  if (!exists || privateOnly === undefined) return { privateOnly: false };
  if (typeof privateOnly !== "boolean") throw new CliError("policy-unreadable", { path });
  return { privateOnly };
}

/** Keeps the policy; comments and other fields of the file stay. Returns whether anything had to be written. Throws what writing throws. */
export async function writePolicy(paths: Paths, policy: Policy, host: Host): Promise<boolean> {
  const path = policyPath(paths);
  const file = await readConfigFile(path);
  const before = file.text || firstPolicy;
  const edit = await configEditor(path, before);
  const after = edit(before, [{ op: "merge", path: [], value: { privateOnly: policy.privateOnly } }]);
  if (after === file.text) return false;
  ensureDirectory(paths.stateDir, host);
  const written = await writeFile({ path, bytes: Buffer.from(after), expected: file.bytes, mode: 0o600 }, host);
  if (written.outcome === "changed") throw new CliError("config-changed", { path });
  return true;
}

const firstPolicy = `// What "openclaw models policy" was told. OpenClaw itself does not read this file.
{
}
`;
