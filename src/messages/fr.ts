import type { en } from "./en.ts";
import { age } from "./fr/age.ts";
import { changes } from "./fr/changes.ts";
import { chat } from "./fr/chat.ts";
import { cli } from "./fr/cli.ts";
import { configWords } from "./fr/config.ts";
import { configure } from "./fr/configure.ts";
import { doctor } from "./fr/doctor.ts";
import { errors } from "./fr/errors.ts";
import { key } from "./fr/key.ts";
import { model } from "./fr/model.ts";
import { modelsWords } from "./fr/models.ts";
import { network } from "./fr/network.ts";
import { numbers } from "./fr/numbers.ts";
import { onboard } from "./fr/onboard.ts";
import { prompts } from "./fr/prompts.ts";
import { list } from "./phrases.ts";
import type { Translation } from "./translation.ts";

export const fr: Translation<typeof en> = {
  interrupted: (written) =>
    written.length === 0 ? "Annulé. Rien n'a été écrit." : `Annulé. Écrit auparavant : ${list(written)}.`,
  internal: (detail) => `Quelque chose a mal tourné dans ce programme : ${detail}`,
  internalHint: "Merci de le signaler. Avec --debug, il en dit plus.",
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
