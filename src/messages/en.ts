import { age } from "./en/age.ts";
import { changes } from "./en/changes.ts";
import { chat } from "./en/chat.ts";
import { cli } from "./en/cli.ts";
import { configWords } from "./en/config.ts";
import { configure } from "./en/configure.ts";
import { doctor } from "./en/doctor.ts";
import { errors } from "./en/errors.ts";
import { key } from "./en/key.ts";
import { model } from "./en/model.ts";
import { modelsWords } from "./en/models.ts";
import { network } from "./en/network.ts";
import { numbers } from "./en/numbers.ts";
import { onboard } from "./en/onboard.ts";
import { prompts } from "./en/prompts.ts";
import { list } from "./phrases.ts";

export const en = {
  interrupted: (written: readonly string[]) =>
    written.length === 0 ? "Cancelled. Nothing was written." : `Cancelled. Written before that: ${list(written)}.`,
  internal: (detail: string) => `Something went wrong in this program: ${detail}`,
  internalHint: "Please report it. With --debug it says more.",
  age,
  changes,
  chat,
  cli,
  config: configWords,
  configure,
  doctor,
  errors,
  key,
  model,
  models: modelsWords,
  network,
  numbers,
  onboard,
  prompts,
};
