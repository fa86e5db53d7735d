import { secondsDigits } from "../digits.ts";
import type { modelsWords as english } from "../en/models.ts";
import { clause, list } from "../phrases.ts";
import type { Translation } from "../translation.ts";
import { count, of, that } from "./grammar.ts";
import { day, numbers } from "./numbers.ts";

const models = (number: number) => count(number, "modèle");

const probed = {
  streaming: "réponse en continu",
  tools: "outils",
  vision: "vision",
  json: "JSON selon un schéma",
  reasoning: "raisonnement",
};

export const modelsWords: Translation<typeof english> = {
  fetching: (provider) => `Récupération des modèles ${of(provider)} …`,
  notAsked: (p) => `La liste est peut-être dépassée : ${clause(p.what)}. ${p.advice}`,
  fromLive: (number, provider) => `${models(number)} ${of(provider)}, selon sa liste actuelle.`,
  fromKept: (number, provider, age) =>
    `${models(number)} ${of(provider)}, liste reçue il y a ${age}. Pour redemander : --refresh`,
  fromBuiltIn: (number, provider) =>
    `${models(number)} ${of(provider)}, selon la liste intégrée à ce programme, peut-être dépassée.`,

  headings: [
    "Modèle",
    "Mode",
    { full: "Capacités", short: "Cap." },
    { full: "Contexte", short: "Ctx" },
    { full: "$/1M entrée/sortie", short: "$/1M E/S" },
    "",
  ],
  marks: {
    full: (tag) =>
      tag === "default"
        ? "défaut"
        : tag === "recommended"
          ? "recommandé"
          : tag === "configured"
            ? "configuré"
            : tag.replace(/^fallback#/, "secours "),
    short: (tag) => (tag === "default" ? "*" : tag === "recommended" ? "+" : tag.startsWith("fallback") ? "s" : ""),
  },
  legend: [
    `* par défaut  s secours  + recommandé  E/S entrée/sortie`,
    `R raisonnement  V vision  O outils  C code  N non censuré  Ctx contexte`,
  ],
  shown: (shown, number) => `${shown} sur ${models(number)}.`,
  noneMatches: `Aucun modèle ne correspond. Retirez un filtre, ou voyez tous les modèles : openclaw models list --all`,

  isDefault: (ref) => `Modèle par défaut : ${ref}`,
  lessPrivate: (ref, previous) =>
    `${previous} est privé ; ${ref} est anonymisé : son éditeur verra vos messages, mais pas qui les envoie.`,
  fallbackLessPrivate: (ref, primary) =>
    `${ref} est moins privé que votre modèle par défaut ${primary} : quand celui-ci échoue, vos messages vont à l'éditeur du modèle.`,
  forced: (ref, provider) =>
    `${ref} n'est pas parmi les modèles ${that(provider)} propose ; il est enregistré à cause de --force.`,

  compare: {
    use: (tokensIn, tokensOut) =>
      `Prix de ${numbers.whole(tokensIn)} tokens en entrée et ${numbers.whole(tokensOut)} en sortie :`,
    other: `Pour un autre usage : --tokens-in N --tokens-out N`,
  },

  probe: {
    consent: "l'accord pour demander, ce qui coûte quelque chose",
    about: (ref, requests, most) =>
      `${count(requests, "petite requête", "petites requêtes")} à ${ref}, ${most === undefined ? "dont le prix n'est pas connu" : `pour ${numbers.usd(most)} au plus`}.`,
    confirm: "Demander ?",
    asking: (ref, ability) => `Essai de ${ref} : ${probed[ability]} …`,
    headings: ["Capacité", "Annoncée", "Constatée", ""],
    abilities: probed,
    yes: "oui",
    no: "non",
    unclaimed: "non dit",
    seen: { yes: "oui", no: "non", refused: "refusée", "not-asked": "non essayée" },
    took: (milliseconds) => `${secondsDigits(milliseconds).replace(".", ",")} s`,
    asClaimed: (ref) => `${ref} fait ce qui en est annoncé`,
    missing: (ref, abilities) =>
      `Annoncé mais pas constaté : ${list(abilities)}. Une fois n'est pas toujours ; pour réessayer : openclaw models probe ${ref}`,
    cost: (usd) => `Prix : ${numbers.usd(usd)}`,
  },

  policy: {
    privateOnly: `Règle : modèles privés seulement. Pour tous : openclaw models policy any`,
    any: `Règle : tous les modèles. Privés seulement : openclaw models policy private-only`,
    against: (ref) =>
      `Votre configuration utilise encore ${ref}, dont rien ne dit qu'il est privé. Pour en changer : openclaw models set REF`,
  },

  fallbacks: {
    none: `Il n'y a pas de modèle de secours. Pour en ajouter un : openclaw models fallbacks add REF`,
    now: (refs) => `Modèles de secours : ${refs.length === 0 ? "aucun" : list(refs)}`,
  },

  info: {
    privacy: {
      private: (provider) => `privé : tourne chez ${provider}, sans rien stocker ni journaliser`,
      anonymized: () => `anonymisé : son éditeur voit le texte, pas qui l'envoie`,
      unknown: () => `inconnu`,
    },
    labels: {
      privacy: "Mode",
      abilities: "Capacités",
      input: "Entrée",
      context: "Contexte",
      answer: "Réponse",
      price: "Prix",
      use: "Indiqué pour",
      status: "État",
      yours: "Chez vous",
    },
    inputs: { text: "texte", image: "image" },
    nothing: "-",
    tokens: (tokens) => `${numbers.whole(tokens)} tokens`,
    atMost: (tokens, isCap) =>
      `${numbers.whole(tokens)} tokens au plus${isCap ? "" : " (non indiqué par le fournisseur)"}`,
    recommended: (use, why) => `${use} : ${why}`,
    price: (p) => [
      `${numbers.usd(p.input)} en entrée, ${numbers.usd(p.output)} en sortie, par million de tokens`,
      `cache : ${numbers.usd(p.cacheRead)} en lecture, ${numbers.usd(p.cacheWrite)} en écriture`,
    ],
    free: "gratuit",
    unknownPrice: "inconnu",
    offered: "proposé",
    beta: "proposé, en bêta",
    notOffered: (reason) => `pas proposé : ${reason}`,
    retires: (date, replacement) => `retiré le ${day(date)}${replacement ? ` ; son remplaçant : ${replacement}` : ""}`,
    makeDefault: (ref) => `Pour en faire votre modèle par défaut : openclaw models set ${ref}`,
  },

  status: {
    labels: {
      config: "Configuration",
      default: "Par défaut",
      fallbacks: "Secours",
      account: "Compte",
      agents: "Agents",
    },
    keyOf: (provider) => `Clé ${provider}`,
    offline: "non vérifié : --offline",
    missingFile: "n'existe pas encore",
    mode: (path, mode) => (mode === undefined ? path : `${path} (mode ${mode})`),
    noDefault: "aucun : OpenClaw choisit le sien. Pour en choisir un : openclaw models set REF",
    notListed: "pas parmi les modèles de la liste",
    otherProvider: "d'un autre fournisseur",
    none: "aucun",
    key: (source, tail) => `${source}${tail ? `, fin …${tail}` : ""}`,
    missing: (variable) => `manquante : ${variable} n'est définie nulle part. Pour la configurer : openclaw onboard`,
    hidden: (variable) =>
      `${variable} est définie mais vide dans ce shell, ce qui masque la clé conservée : unset ${variable}`,
    external: (source) => `prise ailleurs par la configuration (${source}) ; ce programme ne peut pas la lire`,
    environment: "l'environnement (invisible pour une passerelle en arrière-plan)",
    accepted: (balances) =>
      `clé acceptée${balances.length > 0 ? `, solde : ${list(balances.map(numbers.balance))}` : ""}`,
    expires: (date, days) =>
      `expire le ${day(date)} (${days <= 0 ? "aujourd'hui ou avant" : `dans ${count(days, "jour")}`})`,
    cannotSpend: (why) => `clé acceptée, mais elle ne peut pas servir en ce moment : ${clause(why)}`,
    rejected: (detail) => `clé refusée : ${clause(detail)}. Pour en saisir une autre : openclaw onboard`,
    notReceived: (host) => `la clé n'est pas arrivée à ${host} : un proxy supprime peut-être l'en-tête Authorization`,
    notAsked: (p) => `n'a pas pu être vérifié : ${clause(p.what)}. ${p.advice}`,
    notProbed: "non vérifié ; pour vérifier : openclaw models status --probe",
    agent: (agent, ref) => `${agent} utilise ${ref}`,
    everyAgent: "tous utilisent le modèle par défaut",
  },
};
