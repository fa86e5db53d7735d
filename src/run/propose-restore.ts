import { configEditor } from "../config/config-editor.ts";
import type { ConfigFile } from "../config/config-file.ts";
import { withoutKey } from "../wizard/file-changes.ts";
import { keyInConfig, restoredConfig } from "../wizard/restored-config.ts";
import type { Propose } from "./make-changes.ts";
import type { Run } from "./run.ts";

/** Proposes to put a backup in the config's place. What stands there, readable or not, becomes a backup itself, without any key. */
export function proposeRestore(run: Run, backup: ConfigFile): Propose {
  const { registry, words } = run;
  return async ({ config, dotenv }) => {
    // What cannot even be opened cannot be kept.
    if (config.problem && config.exists && config.bytes === undefined) throw config.problem;
    const edit = await configEditor(backup.path, backup.problem ? "" : backup.text);
    const { text, carried } = restoredConfig(config, backup, dotenv.text, registry.all, edit);
    const isSame = config.exists && text === config.text && config.problem?.code !== "config-not-text";
    return {
      changes: isSame
        ? []
        : [
            {
              file: "config",
              path: config.path,
              before: config.exists ? config.text : undefined,
              after: text,
              backup: config.exists ? await backupOf(run, config) : undefined,
            },
          ],
      warnings: [
        ...carried.map(({ label, auth }) => words.config.carried(label, `env.vars.${auth.variable}`)),
        ...(backup.problem ? [words.config.restoresBroken] : []),
      ],
    };
  };
}

async function backupOf({ registry, context }: Run, config: ConfigFile): Promise<string> {
  const { secrets } = context;
  if (!config.problem) {
    const edit = await configEditor(config.path, config.text);
    return edit(
      config.text,
      registry.all.flatMap((manifest) => withoutKey(config.value, manifest)),
    );
  }
  for (const manifest of registry.all) {
    const key = keyInConfig(config, manifest);
    if (key !== undefined) secrets.hold(key);
  }
  return secrets.redact(config.text);
}
