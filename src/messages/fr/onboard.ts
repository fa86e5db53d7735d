import { secondsDigits } from "../digits.ts";
import type { onboard as english } from "../en/onboard.ts";
import { capital, clause, list } from "../phrases.ts";
import type { Translation } from "../translation.ts";
import { count, of, that } from "./grammar.ts";
import { day, numbers } from "./numbers.ts";

export const onboard: Translation<typeof english> = {
  title: (provider) => `Configurer ${provider} pour OpenClaw`,
  configPath: (path, isNew) => `Configuration : ${path}${isNew ? " (sera créée)" : ""}`,
  keys: (accessible) =>
    `${accessible ? "r" : "Échap"} revient en arrière. Ctrl-C quitte ; rien n'est écrit sans votre accord.`,

  missing: {
    consent: "l'accord pour écrire",
    provider: "le fournisseur",
    key: (provider) => `une clé ${provider}`,
  },
  whichProvider: "Quel fournisseur ?",
  makeKey: (url) => `Pour créer une clé, ou retrouver la vôtre : ${url}`,
  enterKey: (provider) => `Clé API ${provider}`,
  enterKeyAgain: (defect) => `La clé ${defect}. Collez seulement la clé.`,
  useKey: (key, tail) => `Utiliser ${key}${ending(tail)} ?`,
  whichKey: (provider) => `Quelle clé ${provider} ?`,
  keyFrom: (key, tail) => `${key}${ending(tail)}`,
  anotherKey: "une autre clé, à saisir maintenant",
  received: (length, tail) => `${count(length, "caractère reçu", "caractères reçus")}${tail ? `, fin …${tail}` : ""}`,
  unrecognized: (provider, prefixes) =>
    `Cela ne ressemble pas à une clé ${provider}. Elles commencent par ${list(prefixes)}.`,
  useAnyway: "L'utiliser quand même ?",

  checking: (provider) => `Vérification de la clé auprès ${of(provider)} …`,
  fetching: (provider) => `Récupération des modèles ${of(provider)} …`,
  accepted: (provider, balances) =>
    balances.length > 0
      ? `Clé acceptée. Elle peut dépenser ${list(balances.map(numbers.balance))}.`
      : `Clé acceptée par ${provider}.`,
  expires: (date, days) =>
    days < 0
      ? `Elle a expiré le ${day(date)}.`
      : `Elle expire le ${day(date)} (${days === 0 ? "aujourd'hui" : `dans ${count(days, "jour")}`}).`,
  adminKey: (url) =>
    `C'est une clé d'administration, qui peut aussi gérer votre compte. Une clé d'inférence est plus sûre : ${url}`,
  cannotSpend: (provider, why, url) =>
    `${provider} connaît la clé, mais elle ne peut pas encore servir : ${clause(why)}. La configuration continue ; réglez cela sur ${url}`,
  cannotSpendReasons: {
    "not-permitted": "son solde est vide, ou l'une de ses limites est atteinte",
    balance: "le compte n'a plus de solde",
    "spend-limit": "la clé a atteint sa limite de dépense",
    forbidden: "elle n'y est pas autorisée",
  },
  rejected: (provider, detail, left) =>
    `${provider} a refusé la clé : ${clause(detail)}.${left > 0 ? ` Encore ${count(left, "essai")}.` : ""}`,
  malformed: (key, defect) => `${capital(key)} ${defect}.`,
  rejectedShape: (prefixes) => `Les clés commencent par ${list(prefixes)}.`,
  unchecked: (failure, advice) => `La clé n'a pas été vérifiée : ${failure}. La configuration continue. ${advice}`,
  notChecked: `La clé n'a pas été vérifiée, comme demandé.`,
  historyWarning: (flag, variable) =>
    `Une clé donnée avec ${flag} reste dans l'historique du shell. Plus sûr : ${flag}-stdin, ${flag}-file ou ${variable}.`,

  liveModels: (number, provider, skipped) =>
    `${provider} propose ${models(number)}.${skipped > 0 ? ` ${count(skipped, "entrée illisible ignorée", "entrées illisibles ignorées")}.` : ""}`,
  cachedModels: (number, age, failure) =>
    `Liste de ${models(number)}, reçue il y a ${age}${failure ? ` : ${failure}` : ""}.`,
  staticModels: (number, failure) =>
    `Liste intégrée de ${models(number)}${failure ? ` : ${failure}` : ""}. Elle est peut-être dépassée.`,
  privacy: (provider) => [
    ["privé", `tourne chez ${provider}, sans rien stocker ni journaliser`],
    ["anonymisé", `transmis à son éditeur, qui voit le texte mais pas qui l'envoie`],
  ],
  whichModel: "Modèle par défaut",
  noSuchModel: "Aucun modèle ne correspond. Effacez pour élargir la recherche.",
  presentGroup: "Votre modèle par défaut actuel",
  keepModel: (ref) => `garder ${ref}`,
  keepModelWhy: (provider) => `${provider} est ajouté, votre modèle par défaut ne change pas.`,
  keepGoneWhy: (provider) => `${provider} ne le propose plus.`,
  keepUnlistedWhy: "La liste disponible ne le contient pas.",
  keepNotPrivateWhy: "Il n'est pas privé.",
  recommendedGroup: "Recommandés",
  allGroup: (number) => ({
    title: `Tous (${number}), $/1M`,
    searched: `Résultats, $/1M`,
    legend: `R raisonnement V vision O outils C code N non censuré`,
  }),
  unlisted: (ref, source, nearest) =>
    `${ref} n'est pas dans la liste ${source === "static" ? "intégrée" : "gardée de la dernière fois"} ; il est pris tel quel.${nearest ? ` Vouliez-vous dire ${nearest} ?` : ""}`,
  goneForKey: (model) => `${model} n'est pas proposé à cette clé. Choisissez-en un autre.`,
  defaultKept: (ref) => `Votre modèle par défaut reste ${ref}. Pour en changer : --model`,
  defaultNotPrivate: (ref) =>
    `Votre modèle par défaut ${ref} n'est pas privé, et reste malgré --private-only. Changez-le avec --model.`,
  defaultGone: (ref, provider) =>
    `Votre modèle par défaut ${ref} n'est plus parmi les modèles ${that(provider)} propose. Il reste ; changez-le avec --model.`,

  whichStore: "Où conserver la clé ?",
  keepEnvironmentKey: (dotenvPath) => `La conserver aussi dans ${dotenvPath}, pour une passerelle en arrière-plan ?`,
  store: {
    dotenv: {
      label: (p) => `${p.dotenvPath} (recommandé)`,
      why: () => `OpenClaw le lit à son démarrage. La configuration n'en contient qu'une référence.`,
    },
    config: {
      label: (p) => `${p.configPath}, dans son bloc env`,
      why: () => `En clair dans la configuration : ne partagez pas ce fichier, ne le versionnez pas.`,
    },
    env: {
      label: (p) => `nulle part : je définis ${p.variable} moi-même`,
      why: (p) => `Rien n'est conservé. OpenClaw ne démarre pas là où ${p.variable} n'est pas définie.`,
    },
  },
  notStored: (variable) =>
    `La clé n'a pas été conservée : elle est dans ${variable}, qu'une passerelle en arrière-plan ne voit pas. Pour la conserver : --key-store dotenv`,

  ready: (provider, ref) => `${provider} est configuré. Modèle par défaut : ${ref}`,
  readyKept: (provider, ref) => `${provider} est configuré. Votre modèle par défaut reste ${ref}`,

  next: "Ensuite",
  greeting: "Bonjour, tout fonctionne ?",
  nextChat: (command) => [command, "pour parler au modèle"],
  nextGateway: ["openclaw gateway restart", "si elle tourne déjà, pour qu'elle lise les fichiers"],
  nextStatus: (url, provider) => [url, `pour savoir si ${provider} fonctionne`],
  again: (variable) => `La même chose sans questions (ailleurs, avec la clé dans ${variable}) :`,
  commentsAtRisk: `Votre configuration a des commentaires. Ce programme les garde ; les commandes \`config\` et \`models\` d'OpenClaw les suppriment.`,

  tryModel: (ref, most) => `Essayer ${ref}${most === undefined ? "" : ` (${numbers.usd(most)} au plus)`} ?`,
  trying: (ref) => `En attente de ${ref} …`,
  answered: (ref, milliseconds) => `${ref} répond (${secondsDigits(milliseconds).replace(".", ",")} s).`,
  refused: (ref, detail) => `${ref} n'a pas répondu : ${clause(detail)}. Tout est écrit ; réessayez plus tard.`,

  notices: {
    "key-moved": (p) =>
      p.shadowedBy === undefined
        ? `${p.from} passe dans ${p.to}.`
        : `${p.from}${ending(p.tail)} passe dans ${p.to}. ${p.shadowedBy} contient dans ce shell une autre clé, qui l'emporte.`,
    "key-replaced": (p) =>
      `${p.from}${ending(p.tail)} est remplacée par ${p.by === undefined ? "la clé donnée" : `celle de ${p.by}`}.`,
    "key-removed": (p) => {
      const places = [...(p.at.length > 0 ? [`${list(p.at)} dans ${p.config}`] : []), ...(p.dotenv ? [p.dotenv] : [])];
      return `La clé quitte ${places.join(" et ")}, et aucune sauvegarde ne la garde : faites-en une copie si vous n'en avez pas. OpenClaw aura besoin de ${p.variable} partout où il tourne.`;
    },
    "reference-replaced": (p) => `La référence dans apiKey laisse la place à \${${p.variable}}.`,
    "cap-lowered": (p) =>
      `maxTokens de ${p.model} passe de ${numbers.whole(p.from)} à ${numbers.whole(p.to)} : au-delà, c'est refusé.`,
    "rows-hidden": (p) =>
      p.others > 0
        ? `Votre liste d'autorisation n'a pas ${p.ref}, ni ${count(p.others, "autre")} : OpenClaw ne les propose pas. Pour en utiliser un : openclaw models set ${p.ref}`
        : `Votre liste d'autorisation n'a pas ${p.ref} : OpenClaw ne le propose pas. Pour l'utiliser : openclaw models set ${p.ref}`,
    "auth-profile": (p) =>
      `OpenClaw garde lui-même une clé, « ${p.profile} », et la préfère à celle-ci. Si elles diffèrent : openclaw models auth`,
    "agents-override": (p) =>
      `Ces agents ont leur propre modèle et n'utilisent pas le modèle par défaut : ${list(p.agents)}.`,
    "readable-by-others": (p) =>
      `${p.path} contient la clé et d'autres peuvent le lire (mode ${p.mode}). Pour le fermer : ${p.command}`,
  },
  untidy: (variable) =>
    `${variable} contient des guillemets ou des espaces autour de la clé, qu'OpenClaw prend pour une partie de celle-ci. Définissez-la sans eux.`,
  shadowed: (variable) =>
    `${variable} contient dans ce shell une autre clé, et OpenClaw préfère celle du shell. Exécutez : unset ${variable}`,
  shadowedIn: (place) => `OpenClaw trouvera d'abord une autre clé dans ${place}.`,
  hidden: (variable) =>
    `${variable} est définie mais vide dans ce shell, ce qui masque la clé conservée. Exécutez : unset ${variable}`,
  unset: (variable) => `OpenClaw ne démarrera pas tant que ${variable} n'est pas définie : export ${variable}=…`,
};

function ending(tail: string): string {
  return tail ? ` (fin …${tail})` : "";
}

function models(number: number): string {
  return count(number, "modèle");
}
