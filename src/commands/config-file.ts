import type { Context } from "../context.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Registry } from "../providers/registry.ts";
import { beginWithFilesAsTheyAre, type RunOptions } from "../run/run.ts";

export interface ConfigFileOptions extends RunOptions {
  readonly json: boolean;
}

/** Prints where the config is, whether or not it is there and can be read. Returns 0. */
export async function configFile(options: ConfigFileOptions, context: Context, registry: Registry): Promise<ExitCode> {
  const { files, paths } = await beginWithFilesAsTheyAre(options, context, registry);
  const { exists, bytes, mode } = files.config;
  const document = {
    path: paths.config,
    exists,
    size: bytes?.length ?? null,
    mode: mode?.toString(8).padStart(4, "0") ?? null,
    stateDir: paths.stateDir,
    dotenv: paths.dotenv,
    readOnlyBy: paths.readOnlyBy ?? null,
  };
  context.terminal.print(options.json ? JSON.stringify(document, undefined, 2) : paths.config);
  return exitCode.done;
}
