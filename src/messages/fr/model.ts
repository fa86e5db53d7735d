import type { model as english } from "../en/model.ts";
import type { Translation } from "../translation.ts";
import { day, numbers } from "./numbers.ts";

export const model: Translation<typeof english> = {
  privacy: { private: "privé", anonymized: "anonymisé", unknown: "inconnu" },
  free: "gratuit",
  reasoning: { full: "raisonnement", short: "R" },
  vision: { full: "vision", short: "V" },
  tools: { full: "outils", short: "O" },
  code: { full: "code", short: "C" },
  uncensored: { full: "non censuré", short: "N" },
  context: (tokens) => `contexte ${numbers.tokens(tokens)}`,
  price: ({ input, output }) => `${numbers.price(input, output)}/1M entrée/sortie`,
  priceUnknown: "prix inconnu",
  retires: (date, replacement) => `Retiré le ${day(date)}.${replacement ? ` Son remplaçant : ${replacement}.` : ""}`,
  reasons: {
    offline: "hors ligne",
    retired: "retiré",
    encrypted: "chiffré de bout en bout",
    "not-text": "pas du texte",
  },
  withheld: {
    offline: "il est hors ligne en ce moment",
    retired: "il a été retiré",
    encrypted: "il exige un chiffrement de bout en bout, qu'OpenClaw n'a pas",
    "not-text": "ce n'est pas un modèle de texte",
    "not-private": "rien ne dit qu'il est privé, et --private-only est donné",
  },
};
