import type { configWords as english } from "../en/config.ts";
import type { Translation } from "../translation.ts";
import { count } from "./grammar.ts";
import { flawText } from "./json5.ts";

export const configWords: Translation<typeof english> = {
  valid: (path) => `${path} est valide, autant que ce programme connaisse les règles d'OpenClaw.`,
  invalid: (problems, fixable) =>
    `${count(problems, "problème")}.${fixable > 0 ? ` Pour ${fixable === problems ? "tout réparer" : `en réparer ${fixable}`} : openclaw doctor --fix` : ""}`,
  included: (files) => `Ce que ${files.join(", ")} ajoute ($include) n'a pas été examiné.`,

  notParsed: (flaw) => `JSON5 non valide : ${flawText(flaw)}`,

  noBackups: (path) => `Il n'y a pas encore de sauvegarde de ${path}. Chaque modification en fait une.`,
  howToRestore: `Pour en rétablir une : openclaw config restore 1`,
  whichBackup: "Quelle sauvegarde rétablir ?",
  ago: (age) => `il y a ${age}`,
  size: (bytes) => (bytes < 1000 ? `${bytes} o` : `${(bytes / 1000).toFixed(1).replace(".", ",")} ko`),
  broken: "illisible",
  differs: ({ added, removed, primary }) => {
    const lines = added + removed === 0 ? "identique" : `+${added} -${removed} lignes`;
    const model = primary ?? "aucun modèle par défaut";
    return { full: `${lines}, ${primary ? "par défaut " : ""}${model}`, short: `${lines}, ${model}` };
  },
  carried: (provider, at) =>
    `Les sauvegardes ne contiennent pas de clé : la clé ${provider} de la configuration actuelle est reprise, dans ${at}.`,
  restoresBroken: `Cette sauvegarde n'est pas du JSON5 valide ; OpenClaw la refusera.`,
  restored: (path) => `${path} est rétabli`,
  undo: `Pour annuler : openclaw config restore 1`,
};
