import type { changes as english } from "../en/changes.ts";
import type { Translation } from "../translation.ts";

export const changes: Translation<typeof english> = {
  title: "Modifications",
  none: "Aucune modification : tout est déjà comme il faut.",
  newFile: (path) => `${path} (nouveau, lisible par vous seul)`,
  dryRun: "Simulation : rien n'a été écrit.",
  confirm: "Écrire ces modifications ?",
  waiting: (pid, path) =>
    `En attente ${pid === undefined ? "d'un autre processus" : `du processus ${pid}`}, qui tient ${path} …`,
  inPlace: (path) =>
    `${path} n'a pas pu être remplacé (c'est un point de montage) ; son contenu a été écrit sur place.`,
  otherNames: (path) => `${path} avait d'autres noms (liens physiques) ; ceux-ci gardent l'ancien contenu.`,
  otherChanges: "Les fichiers ont changé entre-temps. Voici ce qui serait écrit maintenant :",
  wrote: (path, backup) => `${path} est écrit${backup ? ` (sauvegarde : ${backup})` : ""}`,
};
