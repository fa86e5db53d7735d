import type { configure as english } from "../en/configure.ts";
import { list } from "../phrases.ts";
import type { Translation } from "../translation.ts";
import { of } from "./grammar.ts";

export const configure: Translation<typeof english> = {
  title: "Configurer OpenClaw",
  what: "Que voulez-vous modifier ?",
  entries: {
    review: () => "Relire et écrire les modifications",
    key: () => "Model/auth",
    model: () => "Modèle par défaut",
    store: () => "Où la clé est conservée",
    check: () => "Vérifier la configuration",
    remove: (provider) => `Retirer ${provider}`,
    quit: () => "Quitter",
  },
  why: {
    review: () => "Montre chaque ligne qui change, et demande avant d'écrire quoi que ce soit.",
    key: () => "Choisir le fournisseur et sa clé. Votre modèle par défaut ne change pas.",
    model: () => "Le modèle qui répond, sauf indication contraire. La clé ne change pas.",
    store: () => "Dans le .env d'OpenClaw, dans la configuration, ou nulle part.",
    check: (provider) => `Interroge ${provider} sur la clé, et cherche votre modèle par défaut dans sa liste.`,
    remove: (provider) => `Retire ${provider}, sa clé et ses modèles de vos fichiers. Vous voyez tout avant.`,
    quit: () => "Rien n'est écrit sans votre accord.",
  },
  unsaved: { full: "non écrit", short: "*" },
  notSetUp: "pas encore configuré",
  none: "aucun",
  keyOf: (provider, key) => `${provider}, ${key}`,
  keyEnds: (tail) => (tail ? `clé …${tail}` : "clé"),
  origin: { found: (place) => `dans ${place}`, entered: "juste saisie" },
  keyMissing: "pas de clé",
  external: (source) => `clé prise ailleurs (${source})`,
  hidden: (variable) => `${variable} est vide dans ce shell`,
  place: {
    env: (path) => `${path}, bloc env`,
    block: (path) => `${path}, dans apiKey`,
    flat: (path) => `${path}, sous une forme ancienne`,
    environment: (variable) => `nulle part ; ${variable} de votre shell`,
    own: (variable) => `${variable}, une variable à vous`,
  },

  noKey: `Il n'y a pas encore de clé. Choisissez d'abord Model/auth.`,
  oneProviderAtATime: (provider) =>
    `Des modifications pour ${provider} attendent d'être écrites. Écrivez-les ou abandonnez-les avant de choisir un autre fournisseur.`,
  unchanged: "C'est déjà ainsi : rien à écrire.",

  leave: "Certaines de vos modifications ne sont pas écrites.",
  leaving: { write: "Les relire et les écrire", discard: "Les abandonner", stay: "Revenir au menu" },
  nothingWritten: "Rien n'a été écrit.",

  keyIs: (key, what) => `${key} : ${what}`,
  defaultIs: (ref) => `Modèle par défaut : ${ref}`,
  noDefault: "Il n'y a pas de modèle par défaut : OpenClaw choisit le sien.",
  hiddenByList: (ref) =>
    `Une liste d'autorisation de la configuration empêche d'utiliser ${ref}. Choisissez-le de nouveau pour l'ajouter.`,

  dropped: (provider) => `Ce que vous avez modifié sans l'écrire est perdu si vous retirez ${provider}.`,
  nothingToRemove: (provider) => `Il n'y a rien ${of(provider)} dans vos fichiers.`,
  removed: (provider) => `${provider} est retiré. Pour le configurer de nouveau : openclaw onboard`,
  keyRemains: (provider, url) =>
    `La clé elle-même reste valable chez ${provider}. Si rien d'autre ne l'utilise, supprimez-la là-bas : ${url}`,

  removal: {
    "key-dropped": (p) =>
      `La clé quitte ${p.from}, et aucune sauvegarde ne la garde : faites-en une copie si vous n'en avez pas.`,
    "key-needed": (p) => `${p.variable} reste où elle est, car ceci en a besoin aussi : ${list(p.at)}`,
    "key-elsewhere": (p) => `La clé se trouve dans ${p.place}, qui est à vous et reste.`,
    "in-shell": (p) =>
      `${p.variable} est définie dans ce shell, où OpenClaw peut la trouver. Exécutez : unset ${p.variable}`,
    "profile-stays": (p) => `OpenClaw garde encore lui-même une clé, « ${p.profile} ». Voir : openclaw models auth`,
    "new-default": (p) => `Votre modèle par défaut devient ${p.ref}, jusqu'ici modèle de secours.`,
    "no-default": () =>
      `Vous n'avez alors plus de modèle par défaut : OpenClaw choisit le sien. Pour choisir : openclaw models set REF`,
    "allow-list-gone": () => `La liste des modèles autorisés est alors vide : OpenClaw les autorise tous.`,
    "still-named": (p) =>
      `Ces endroits nomment un modèle qui n'y sera plus. Ils sont à vous, et restent : ${list(p.at)}`,
  },

  instead: {
    key: "La clé",
    model: "Le modèle par défaut",
    store: "Où la clé est conservée",
    check: "Vérifier la configuration",
    remove: "Retirer un fournisseur",
  },
  onlyAtTerminal: "seulement dans un terminal, car une confirmation est demandée avant tout retrait",
};
