import JSON5 from "json5";
import type { UserFiles } from "../../../src/config/user-files.ts";

export interface Texts {
  /** `undefined` where there is no file. */
  readonly config?: string | undefined;
  readonly dotenv?: string | undefined;
}

/** The files as they are read when they hold these texts. */
export function filesOf({ config, dotenv }: Texts): UserFiles {
  const file = (path: string, text: string | undefined) => ({
    path,
    exists: text !== undefined,
    text: text ?? "",
    bytes: undefined,
    mode: text === undefined ? undefined : 0o600,
  });
  return {
    config: { ...file("/openclaw.json", config), value: meaning(config) },
    dotenv: file("/.env", dotenv),
  };
}

export function meaning(config: string | undefined): unknown {
  return config?.includes("{") ? JSON5.parse(config) : {};
}
