import type { errors as english } from "../en/errors.ts";
import { capital, clause, list, toCopy } from "../phrases.ts";
import { shellPath } from "../shell-word.ts";
import type { Translation } from "../translation.ts";
import { chatErrors, chatUsageErrors } from "./chat-errors.ts";
import { configure } from "./configure.ts";
import { either, of } from "./grammar.ts";
import { flawText } from "./json5.ts";
import { key } from "./key.ts";
import { kindName, reason } from "./reasons.ts";

/** What most failures may say of the files. */
export const nothingChanged = "Rien n'a été modifié.";

const baseUrlReasons: Readonly<Record<string, string>> = {
  address: "ce n'est pas une adresse web",
  protocol: "elle doit commencer par https://",
  credentials: "elle ne doit contenir ni nom d'utilisateur ni mot de passe",
  query: "rien ne doit suivre son chemin",
  variable: "elle renvoie à une variable qui n'est pas définie",
};

const ranges: { readonly [Name in NonNullable<Parameters<(typeof english)["number-invalid"]>[0]["range"]>]: string } = {
  number: "un nombre",
  temperature: "un nombre de 0 à 2",
  count: "un nombre entier supérieur à 0",
  usd: "un montant en dollars US",
};

export const errors: Translation<typeof english> = {
  ...chatErrors,
  ...chatUsageErrors,
  usage: (p) => ({
    message: capital(p.detail),
    hint: `Voir : ${p.command} --help`,
  }),
  "command-missing": (p) => ({
    message: `${p.command} doit savoir quoi faire.`,
    hint: `Nommez l'une des commandes ci-dessus, par exemple : ${p.command} ${p.example}`,
  }),
  "command-of-openclaw": (p) => ({
    message: `« ${p.command} » est une commande d'OpenClaw lui-même. Ce programme est openclaw-venice, qui lui configure un fournisseur.`,
    hint: `Si les deux sont installés, celui-ci vient en premier dans votre PATH : voyez-les avec « which -a openclaw », et appelez l'autre par son chemin.\nPour installer OpenClaw : https://docs.openclaw.ai/install`,
  }),
  "option-without-value": (p) => ({
    message: `${p.flag} attend une valeur${p.next === undefined ? "" : `, mais ${p.next} suit`}.`,
    hint: `Placez la valeur juste après : ${p.flag} VALEUR`,
  }),
  "unknown-auth-choice": (p) => ({
    message: `--auth-choice « ${p.choice} » est inconnu.`,
    hint: `Choix possibles : ${list(p.valid)}. Essayez : openclaw onboard --auth-choice ${p.valid[0]}`,
  }),
  "shell-unknown": (p) => ({
    message: p.shell === undefined ? `Pour quel shell ?` : `Il n'y a pas de complétion pour le shell « ${p.shell} ».`,
    hint: `Shells : ${list(p.valid)}. Par exemple : openclaw completion ${p.valid[0]}`,
  }),
  "several-keys-given": (p) => ({
    message: `Plusieurs options donnent une clé : ${list(p.flags)}.`,
    hint: `Gardez-en une, et relancez la commande.`,
  }),
  "answers-missing": (p) => ({
    message: `Ici, personne ne peut répondre, et il manque ces réponses : ${list(p.missing.map(({ what, flags }) => `${what} (${either(flags)})`))}.`,
    hint: `Lancez${p.keyFile === undefined ? "" : `, avec votre clé dans ${p.keyFile}`} :${toCopy(p.command)}`,
  }),
  "needs-terminal": (p) => ({
    message: `openclaw ${p.command} pose des questions, et personne ici ne peut y répondre.`,
    hint: [
      `Sans terminal :`,
      ...p.instead.map(
        ({ section, command }) => `${configure.instead[section]} : ${command ?? configure.onlyAtTerminal}`,
      ),
    ].join("\n  "),
  }),
  "key-not-recognized": (p) => ({
    message: `${capital(p.source)} ne ressemble pas à une clé ${p.provider}${p.rejected ? `, et ${p.provider} l'a refusée` : ""}. Les clés commencent par ${list(p.prefixes)}.`,
    hint: `Copiez-la de nouveau depuis ${p.keysUrl}, ou ajoutez --allow-any-key si vous en êtes sûr.`,
  }),
  "key-malformed": (p) => ({
    message: `${capital(p.source)} ${key.malformed[p.reason]}.`,
    hint: `Copiez seulement la clé, d'un seul tenant.`,
  }),
  "key-file-unreadable": (p) => ({
    message: `Impossible de lire le fichier de clé ${p.path} : ${reason(p.reason)}.`,
    hint: `Vérifiez le chemin et ses permissions : ${p.flag} CHEMIN`,
  }),
  "profile-invalid": (p) => ({
    message: `« ${p.name} » n'est pas un nom de profil.`,
    hint: `Utilisez des lettres, des chiffres, « - » et « _ » : --profile travail`,
  }),
  "flags-contradict": (p) => ({
    message: `${p.first} et ${p.second} se contredisent.`,
    hint: `Retirez l'une des deux options.`,
  }),
  "base-url-invalid": (p) => ({
    message: `« ${p.url} » n'est pas une URL de base : ${baseUrlReasons[p.reason] ?? p.reason}.`,
    hint: `Elle ressemble à ceci : --base-url https://api.example.com/v1`,
  }),
  "base-url-insecure": (p) => ({
    message: `${p.url} est en http : votre clé traverserait le réseau sans chiffrement.`,
    hint: `Utilisez https, ou ajoutez --allow-insecure-base-url si vous avez confiance en tout le trajet.`,
  }),
  "timeout-invalid": (p) => ({
    message: `« ${p.value} » n'est pas un nombre de secondes pour --timeout.`,
    hint: `Par exemple : --timeout 30`,
  }),
  "mode-not-local": (p) => ({
    message: `--mode ${p.mode} : ce programme configure un OpenClaw local.`,
    hint: `Retirez --mode, et lancez-le sur la machine où tourne OpenClaw.`,
  }),
  "model-unknown": (p) => ({
    message: `${p.provider} n'a pas de modèle « ${p.model} » parmi les ${p.offered} de sa liste.`,
    hint:
      p.nearest.length > 0
        ? `Vouliez-vous dire : --model ${p.nearest.join(" ou --model ")}`
        : `Retirez --model pour utiliser le modèle par défaut.`,
  }),
  "model-not-offered": (p) => ({
    message: `${p.model} ne peut pas être utilisé : ${p.reason}.`,
    hint: p.replacement
      ? `Son remplaçant : --model ${p.replacement}`
      : `Retirez --model pour utiliser le modèle par défaut.`,
  }),
  "model-of-other-provider": (p) => ({
    message: `${p.model} n'est pas un modèle ${of(p.provider)}.`,
    hint: `Un modèle ${of(p.provider)} ressemble à ceci : --model ${p.example}. Retirez --model pour garder votre modèle par défaut.`,
  }),
  "no-such-model": (p) => ({
    message: `${p.provider} n'a pas de modèle « ${p.model} » parmi les ${p.offered} ${p.source === "static" ? "intégrés ici" : "de sa liste"}.`,
    hint: [
      p.nearest.length > 0
        ? `Vouliez-vous dire : ${p.nearest.map((ref) => `${p.command} ${ref}`).join("\n               ou : ")}`
        : `Voyez ce qu'il y a : openclaw models list`,
      ...(p.canForce ? [`Pour l'enregistrer quand même, ajoutez --force`] : []),
    ].join("\n"),
  }),
  "model-withheld": (p) => ({
    message: `${p.model} ne peut pas être utilisé : ${p.reason}.`,
    hint: [
      p.replacement ? `Son remplaçant : ${p.command} ${p.replacement}` : `Voyez ce qu'il y a : openclaw models list`,
      ...(p.canForce ? [`Pour l'enregistrer quand même, ajoutez --force`] : []),
    ].join("\n"),
  }),
  "no-such-fallback": (p) => ({
    message: `${p.model} n'est pas l'un de vos modèles de secours${p.fallbacks.length > 0 ? ` (${list(p.fallbacks)})` : " : il n'y en a pas"}.`,
    hint: `Pour les voir : openclaw models fallbacks list`,
  }),
  "model-is-key": () => ({
    message: `Ce qui est à la place d'un modèle ressemble à une clé.`,
    hint: `Pour voir les modèles : openclaw models list. Si la clé est dans l'historique de votre shell, créez-en une nouvelle.`,
  }),
  "model-not-private": (p) => ({
    message: `Rien ne dit que ${p.model} est privé, et seuls les modèles privés doivent servir ici.`,
    hint: `Modèles privés : openclaw models list --private\nPour en autoriser d'autres : openclaw models policy any (ou retirez --private-only)`,
  }),
  "policy-unreadable": (p) => ({
    message: `${p.path} : privateOnly n'est ni true ni false.`,
    hint: `Corrigez-le dans un éditeur : il faut true ou false. Ou supprimez le fichier : tous les modèles sont alors permis.`,
  }),
  "unknown-provider": (p) => ({
    message: `--provider « ${p.provider} » est inconnu.`,
    hint: `Fournisseurs que ce programme connaît : ${list(p.valid)}`,
  }),
  "number-invalid": (p) => ({
    message: `« ${p.value} » n'est pas ${ranges[p.range ?? "number"]} pour ${p.flag}.`,
    hint: `Par exemple : ${p.flag} ${p.example}`,
  }),
  "no-model-left": (p) => ({
    message: `${p.provider} ne propose aucun modèle utilisable ici${p.privateOnly ? " avec --private-only" : ""}.`,
    hint: p.privateOnly ? `Relancez sans --private-only.` : `Réessayez plus tard, ou nommez-en un : --model ID`,
  }),
  "config-not-parsed": (p) => ({
    message: `${p.path}:${p.line}:${p.column} : la configuration n'est pas du JSON5 valide : ${flawText(p.flaw)}.\n${p.excerpt}`,
    hint: `${nothingChanged} Corrigez cet endroit et relancez la commande${p.backup === undefined ? "" : `, ou rétablissez une sauvegarde : openclaw config restore`}.`,
  }),
  "config-missing": (p) => ({
    message: `Il n'y a pas de configuration dans ${p.path}.`,
    hint: `Pour la créer : openclaw onboard. S'il y a des sauvegardes : openclaw config restore`,
  }),
  "backup-unknown": (p) => ({
    message: `Il n'y a pas de sauvegarde « ${p.backup} » ; ${p.count === 0 ? "il n'y en a aucune" : `elles sont numérotées de 1 à ${p.count}`}.`,
    hint: `Pour les voir : openclaw config restore. Ou nommez le fichier : openclaw config restore ./openclaw.json.bak`,
  }),
  "backup-loses-key": (p) => ({
    message: `${p.path} n'est pas du JSON5 valide : la clé ${p.provider} de la configuration actuelle ne peut pas y être reprise.`,
    hint: `${nothingChanged} Conservez d'abord la clé ailleurs : openclaw onboard --key-store dotenv`,
  }),
  "config-not-text": (p) => ({
    message: `${p.path} n'est pas du texte en UTF-8${p.encoding === "?" ? "" : ` (mais en ${p.encoding})`}.`,
    hint: `${nothingChanged} Enregistrez-le en UTF-8 dans votre éditeur, et relancez la commande.`,
  }),
  "config-unexpected": (p) => ({
    message: `${p.path} : ${p.at || "le fichier entier"} est ${kindName(p.found)}, alors qu'OpenClaw veut ${either(p.expected.map(kindName))}.`,
    hint: `${nothingChanged} Corrigez cette valeur, et relancez la commande.`,
  }),
  "config-read-only": (p) => ({
    message: `${p.path} est géré de l'extérieur (${p.variable}=1) : rien ne doit y écrire.`,
    hint: `Faites la modification là d'où vient le fichier. Pour voir ce qu'elle serait, lancez la commande avec --dry-run.`,
  }),
  "config-included": (p) => ({
    message: `${p.path} : ${p.at || "la configuration entière"} vient de ${list(p.included)} ($include), et ce programme ne réécrit pas les fichiers inclus.`,
    hint: `${nothingChanged} Collez ceci vous-même dans ${p.included[0]} :${toCopy(p.snippet)}${p.rest ? `\net ceci dans ${p.path} :${toCopy(p.rest)}` : ""}${p.key ? `\n${p.key.dotenv ? `et votre clé dans ${p.key.dotenv} :${toCopy(`${p.key.variable}=VOTRE-CLÉ`)}` : `et donnez votre clé à ${p.key.variable} partout où tourne OpenClaw.`}` : ""}`,
  }),
  "config-changed": (p) => ({
    message: `${p.path} a changé depuis sa lecture, plusieurs fois de suite ; rien n'y a été écrit.`,
    hint: `Un autre programme l'écrit. Attendez qu'il ait fini, et relancez la commande.`,
  }),
  "file-locked": (p) => ({
    message: `${p.path} est verrouillé par ${p.pid === undefined ? "un autre processus" : `le processus ${p.pid}`}${p.since ? ` depuis ${p.since}` : ""} ; rien n'a été écrit.`,
    hint: `Attendez qu'il ait fini, et relancez la commande. Si ce processus n'existe plus, supprimez ${p.lock}`,
  }),
  "file-unreadable": (p) => ({
    message: `Impossible de lire ${p.path} : ${reason(p.reason)}.`,
    hint: `Vérifiez à qui il appartient :${toCopy(`ls -ld ${shellPath(p.path)}`)}`,
  }),
  "file-unwritable": (p) => ({
    message: `Impossible d'écrire dans ${p.path} : ${reason(p.reason)}. Il est resté tel quel.`,
    hint: `Vérifiez à qui appartient le dossier, ses permissions et la place qui reste :${toCopy(`ls -ld ${shellPath(p.path)}; df -h`)}`,
  }),
  "file-not-regular": (p) => ({
    message: `${p.path} est ${kindName(p.kind)}, pas un fichier.`,
    hint: `Déplacez-le, ou nommez une autre configuration : OPENCLAW_CONFIG_PATH=CHEMIN`,
  }),
  "home-unknown": () => ({
    message: `Il n'y a pas de dossier personnel où garder la configuration : HOME n'est pas définie.`,
    hint: `Définissez-la, ou dites où sont les fichiers d'OpenClaw : OPENCLAW_STATE_DIR=CHEMIN`,
  }),
  "home-unusable": (p) => ({
    message: `Rien ne peut être gardé dans le dossier personnel ${p.path} : ${reason(p.reason)}.`,
    hint: `Donnez à HOME un dossier à vous, ou dites où sont les fichiers d'OpenClaw : OPENCLAW_STATE_DIR=CHEMIN`,
  }),
  "key-rejected": (p) => ({
    message: `${p.provider} a refusé ${p.source} : ${clause(p.detail)}. Rien n'a été écrit.`,
    hint: `Créez une nouvelle clé sur ${p.keysUrl}, et relancez la commande.`,
  }),
  "key-cannot-spend": (p) => ({
    message: `${p.provider} connaît la clé, mais elle ne peut pas servir : ${clause(p.detail)}. Rien n'a été écrit (--verify required).`,
    hint: `Rechargez le compte, ou relevez la limite de la clé, sur ${p.keysUrl}`,
  }),
  "key-not-received": (p) => ({
    message: `La clé n'est pas arrivée : ${p.host} a répondu comme si aucune n'avait été envoyée. Rien n'a été écrit.`,
    hint: `Un proxy supprime peut-être l'en-tête Authorization : vérifiez HTTPS_PROXY et --base-url. Pour continuer sans vérification : --verify skip`,
  }),
  "provider-unreachable": (p) => ({
    message: `${p.provider} n'a pas pu être joint : ${p.failure}. Rien n'a été écrit (--verify required).`,
    hint: p.advice,
  }),
  "dotenv-refuses": (p) => ({
    message: `${p.path} ne peut pas contenir cette clé : ses caractères, ou un guillemet ouvert dans ce fichier, l'empêchent.`,
    hint: `${nothingChanged} Corrigez les guillemets de ce fichier, ou conservez la clé ailleurs : --key-store config`,
  }),
  "stdin-is-terminal": (p) => ({
    message: `${p.flag} lit la clé dans un tube ou un fichier, mais l'entrée standard est un terminal.`,
    hint: `Par exemple : openclaw onboard ${p.flag} … < key.txt. Sans cette option, la clé vous est demandée, masquée.`,
  }),
  "stdin-too-large": (p) => ({
    message: `Ce qui est arrivé pour ${p.flag} est plus grand que toute clé (${p.limit} octets).`,
    hint: `N'y envoyez que la clé.`,
  }),
  "edit-check-failed": (p) => ({
    message: `La modification de ${p.path} n'a pas passé sa propre vérification (${p.detail}) ; rien n'a été écrit.`,
    hint: `C'est un défaut de ce programme. Merci de le signaler, avec la configuration si elle ne contient aucun secret.`,
  }),
};
