import { CliError } from "../errors.ts";

/** The operating system's name for a failure, such as "ENOENT"; `undefined` when the error is not the system's. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("errno" in error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** A system error as the CliError that names the path; every other error as it is. */
export function asCliError(error: unknown, code: "file-unreadable" | "file-unwritable", path: string): unknown {
  const reason = systemErrorCode(error);
  return reason === undefined ? error : new CliError(code, { path, reason }, { cause: error });
}
