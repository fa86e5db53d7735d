import type { key as english } from "../en/key.ts";
import type { Translation } from "../translation.ts";

export const key: Translation<typeof english> = {
  source: {
    flag: (flag) => `la clé donnée avec ${flag}`,
    stdin: `la clé lue sur l'entrée standard`,
    file: (path) => `la clé du fichier ${path}`,
    entered: `la clé saisie`,
    environment: (variable) => `la clé de ${variable}`,
    dotenv: (path) => `la clé de ${path}`,
    config: (path, at) => `la clé de ${path} (${at})`,
  },
  plainAt: (at) => `La clé en clair dans ${at}`,
  at: (path) => `La clé de ${path}`,
  placeInConfig: (path, at) => `${at} dans ${path}`,
  malformed: {
    empty: "est vide",
    space: "contient des espaces",
    control: "contient des caractères de contrôle",
    "non-ascii": "contient des caractères qu'aucune clé ne contient (hors ASCII)",
  },
};
