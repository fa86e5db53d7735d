import type { chat as english } from "../en/chat.ts";
import type { Translation } from "../translation.ts";
import { count } from "./grammar.ts";
import { day, numbers } from "./numbers.ts";

export const chat: Translation<typeof english> = {
  readingInput: "Lecture de l'entrée standard … (rien n'arrive ? Ajoutez : < /dev/null)",
  waiting: (ref) => `En attente de ${ref} …`,
  retrying: (kind, milliseconds) =>
    `${retryReasons[kind] ?? "Cela n'a pas marché"}. Nouvel essai dans ${numbers.seconds(milliseconds)}. Ctrl-C quitte.`,
  whoSees: {
    anonymized: (ref, provider) =>
      `${ref} est anonymisé : ${provider} transmet vos messages à son éditeur, qui n'apprend pas qui les envoie.`,
    unknown: (ref, provider) =>
      `Rien ne dit que ${ref} est privé : d'autres que ${provider} peuvent voir vos messages.`,
  },
  clamped: (ref, asked, cap) =>
    `${ref} donne des réponses de ${numbers.whole(cap)} tokens au plus ; c'est ce qui est demandé, au lieu de ${numbers.whole(asked)}.`,
  retires: (ref, date, replacement) =>
    `${ref} est retiré le ${day(date)}.${replacement ? ` Son remplaçant : ${replacement}.` : ""}`,
  sources: "Sources",
  noUsage: "Le nombre de tokens n'a pas été indiqué.",
  usage: (p) =>
    [
      `${tokens(p.prompt)} en entrée${p.cached > 0 ? ` (dont ${numbers.whole(p.cached)} en cache)` : ""}`,
      `${numbers.whole(p.completion)} en sortie${p.reasoning > 0 ? ` (dont ${numbers.whole(p.reasoning)} de raisonnement)` : ""}`,
      cost(p.cost),
      ...(p.tokensPerSecond === undefined ? [] : [`${numbers.whole(p.tokensPerSecond)} tokens/s`]),
      `${numbers.seconds(p.total)}${p.firstToken === undefined ? "" : `, ${numbers.seconds(p.firstToken)} jusqu'au premier token`}`,
    ].join(" · "),
  cut: {
    length: "La réponse a été coupée : elle ne peut pas être plus longue. Pour l'allonger : --max-tokens",
    content_filter: "La réponse a été coupée, ou refusée, par le filtre de contenu de l'éditeur du modèle.",
  },
  empty: (ref) => `${ref} n'a rien répondu.`,

  greeting: (ref, privacy) => `${ref} (${privacy}). /help liste les commandes, Ctrl-D quitte.`,
  leaveHint: "Encore Ctrl-C pour quitter ; Ctrl-D et /exit quittent aussi.",
  stopped: (hasText) =>
    hasText
      ? "Arrêté. Ce qui est arrivé reste dans la conversation ; encore Ctrl-C pour quitter."
      : "Arrêté avant le début de la réponse. /retry redemande, encore Ctrl-C pour quitter.",
  cost: (p) => [`${tokens(p.prompt)} en entrée`, `${numbers.whole(p.completion)} en sortie`, cost(p.cost)].join(" · "),
  withTotal: (line, p) => `${line} · ${sum(p)} jusqu'ici`,
  spent: (p) =>
    p.answers === 0
      ? "Aucune réponse pour l'instant."
      : `${count(p.answers, "réponse")} · ${tokens(p.prompt)} en entrée · ${numbers.whole(p.completion)} en sortie · ${sum(p)}`,
  unknownCommand: (name, known) =>
    `${name} n'existe pas. Il y a : ${known.map((each) => `/${each}`).join(" ")}. Pour commencer un message par /, tapez //.`,
  whichModel: "Modèle",
  modelChanged: (ref, privacy) => `Désormais : ${ref} (${privacy})`,
  system: (text) =>
    text === undefined ? "Pas d'instructions. Pour en donner : /system TEXTE" : `Instructions : ${text}`,
  images: (paths) =>
    paths.length === 0
      ? "Aucune image n'accompagne le prochain message. Pour en joindre une : /image CHEMIN"
      : `Avec le prochain message : ${paths.join(", ")}`,
  nothingToRetry: "Il n'y a pas de message à renvoyer.",
  cleared: "Oublié. Le prochain message commence une nouvelle conversation.",
  commands: {
    model: { argument: "[REF]", help: "un autre modèle, dans la liste ou par son nom" },
    system: { argument: "[TEXTE]", help: "des instructions, ou @FICHIER qui les contient ; off : aucune" },
    image: { argument: "CHEMIN", help: "une image ou son adresse web, pour le prochain message" },
    retry: { argument: "", help: "renvoyer le dernier message, et oublier sa réponse" },
    clear: { argument: "", help: "oublier la conversation" },
    usage: { argument: "", help: "tokens et prix de la conversation" },
    help: { argument: "", help: "cette liste" },
    exit: { argument: "", help: "quitter" },
  },
  keys: "Ctrl-J passe à la ligne, Haut rappelle un message, Ctrl-C arrête la réponse.",
};

const retryReasons: Readonly<Record<string, string>> = {
  "rate-limited": "Il y a eu trop de requêtes",
  overloaded: "Le modèle est surchargé",
  "error-budget": "Trop de requêtes de cette clé ont échoué",
  "inference-failed": "Le modèle a échoué",
  gateway: "Une passerelle devant le modèle a échoué",
  offline: "Le modèle est hors ligne",
  capacity: "Le modèle est saturé",
  "too-slow": "Le modèle a mis trop de temps",
  network: "Le fournisseur n'a pas été joint",
};

function tokens(number: number): string {
  return `${numbers.whole(number)} token${number < 2 ? "" : "s"}`;
}

function cost(usd: number | undefined): string {
  return usd === undefined ? "prix inconnu" : numbers.usd(usd);
}

function sum({ cost, isIncomplete }: { readonly cost: number; readonly isIncomplete: boolean }): string {
  return isIncomplete ? `au moins ${numbers.usd(cost)}` : numbers.usd(cost);
}
