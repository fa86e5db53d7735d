import type { cli as english } from "../en/cli.ts";
import type { Translation } from "../translation.ts";
import { either } from "./grammar.ts";

export const cli: Translation<typeof english> = {
  titles: {
    "Usage:": "Utilisation :",
    "Arguments:": "Arguments :",
    "Options:": "Options :",
    "Global Options:": "Options générales :",
    "Commands:": "Commandes :",
  },
  placeholders: { "[options]": "[options]", "[command]": "[commande]" },
  choices: (values) => `choix : ${values}`,
  default: (value) => `par défaut : ${value}`,
  mistakes: {
    unknownOption: (flag, similar) => `option inconnue « ${flag} »${didYouMean(similar)}`,
    unknownCommand: (name, similar) => `commande inconnue « ${name} »${didYouMean(similar)}`,
    tooManyArguments: (command, expected, given) =>
      `trop d'arguments${command === "" ? "" : ` pour « ${command} »`} : ${expected} attendu${expected < 2 ? "" : "s"}, ${given} donné${given < 2 ? "" : "s"}.`,
    missingArgument: (name) => `il manque l'argument « ${name} »`,
    missingValue: (flag) => `il manque la valeur de l'option « ${flag} »`,
    invalidOption: (flag, value, choices) =>
      `l'option « ${flag} » n'accepte pas « ${value} ». Valeurs possibles : ${choices}.`,
    invalidArgument: (name, value, choices) =>
      `l'argument « ${name} » n'accepte pas « ${value} ». Valeurs possibles : ${choices}.`,
  },
  description: "D'une clé de fournisseur à un assistant OpenClaw qui fonctionne.",
  version: "afficher la version",
  help: "afficher cette aide",
  profile: "utiliser le dossier d'état ~/.openclaw-<name>",
  dev: "comme --profile dev",
  noColor: "sans couleurs",
  accessible: "des lignes simples et des numéros au lieu de listes qui bougent (ou ACCESSIBLE=1)",
  debug: "dire quelles requêtes partent, et montrer d'où viennent les erreurs",
  offline: "n'interroger personne ; utiliser la liste de modèles disponible",
  baseUrl: "où se trouve l'API du fournisseur, pour un proxy ou une passerelle à vous",
  allowInsecureBaseUrl: "laisser la clé voyager en http non chiffré",
  timeout: "combien de secondes attendre une réponse (10)",
  dryRun: "montrer ce qui serait écrit, sans rien écrire",
  json: "afficher un seul document JSON sur ce qui a été fait (en anglais)",
  noConfig: "Il n'y a pas encore de configuration. Commencez par : openclaw onboard",
  completion: {
    description: "afficher un script qui permet à votre shell de compléter ces commandes",
    shell: "votre shell",
    after: `La touche TAB complète les commandes, les options, leurs valeurs, et les modèles
de la dernière liste.

bash        ajouter à ~/.bashrc :
              source <(openclaw completion bash)
zsh         écrire dans un dossier de votre fpath, avant l'appel de compinit :
              openclaw completion zsh > "\${fpath[1]}/_openclaw"
            ou ajouter à ~/.zshrc, après compinit :
              source <(openclaw completion zsh)
fish        openclaw completion fish > ~/.config/fish/completions/openclaw.fish
powershell  ajouter à votre $PROFILE (généré, mais pas encore testé) :
              openclaw completion powershell | Out-String | Invoke-Expression

Ouvrez un nouveau shell : la touche TAB complète.`,
  },
  onboard: {
    groups: { key: "La clé :", model: "Les modèles :", provider: "Le fournisseur :", run: "Questions et écriture :" },
    description: "configurer un fournisseur : sa clé, votre modèle par défaut, le fichier",
    authChoice: "quel fournisseur, par son type de clé",
    key: (provider, variable) => `la clé ${provider} (reste dans l'historique du shell ; ou définir ${variable})`,
    keyStdin: "lire la clé sur l'entrée standard",
    keyFile: "lire la clé dans un fichier",
    model: (example) => `le modèle par défaut, comme ${example}`,
    keyStore: "où conserver la clé : le .env d'OpenClaw, la configuration, ou nulle part",
    verify: "auto : vérifier la clé si possible ; required : échouer sinon ; skip : ne pas vérifier",
    allowAnyKey: "accepter une clé qui n'en a pas l'air",
    allModels: "écrire tous les modèles proposés dans la configuration, pas seulement le modèle choisi",
    privateOnly: "ne proposer que des modèles privés",
    nonInteractive: "ne rien demander ; ce qui manque est une erreur",
    yes: "écrire sans demander",
    after: (choice, flag) => `Exemples :
openclaw onboard --auth-choice ${choice}
openclaw onboard --non-interactive --auth-choice ${choice} ${flag}-file key.txt

Codes de sortie : 0 fait, 2 mauvaise utilisation, 3 configuration ou fichiers,
          4 la clé, 5 le fournisseur ou le réseau, 130 annulé, aussi par Non`,
  },
  configure: {
    description: "changer la clé, le modèle par défaut ou l'endroit où la clé est conservée, ou retirer un fournisseur",
    section: "aller droit à cette entrée du menu",
    after: `Sections : key (Model/auth), model (le modèle par défaut), store (où la clé est
          conservée), check (vérifier), remove (retirer)

Cette commande pose des questions et a besoin d'un terminal ; ailleurs, elle dit
quelles commandes font la même chose.`,
  },
  models: {
    description: "voir les modèles, choisir celui par défaut et ceux de secours",
    privateOnly: "cette fois, modèles privés seulement ; pour toujours : openclaw models policy",
    compare: {
      description: "comparer des modèles côte à côte",
      tokensIn: "les tokens en entrée d'un usage dont on veut le prix (10k)",
      tokensOut: "les tokens en sortie de cet usage (1k)",
    },
    policy: {
      description: "quels modèles peuvent servir : les privés seulement, ou tous",
      policy: "ce qui vaut désormais ; sans cela, la règle en vigueur est affichée",
    },
    ref: "un modèle : sa référence, son identifiant seul, ou un alias de votre configuration",
    list: {
      description: "lister les modèles utilisables",
      groups: { filters: "Quels modèles :", output: "Présentation :", source: "D'où vient la liste :" },
      private: "modèles privés seulement : rien n'est stocké ni journalisé",
      anonymized: "modèles anonymisés seulement : leur éditeur voit le texte, pas votre nom",
      vision: "modèles qui voient les images",
      reasoning: "modèles qui réfléchissent avant de répondre",
      tools: "modèles qui peuvent appeler des fonctions",
      code: "modèles faits pour le code",
      uncensored: "modèles sans restriction de contenu",
      search: "modèles dont l'identifiant, le nom ou les capacités (en anglais) contiennent tous ces mots",
      maxPrice: "modèles qui ne coûtent pas plus par million de tokens, en entrée comme en sortie",
      minContext: "modèles qui acceptent au moins autant de tokens, par exemple 128k",
      configured: "les modèles dont parle votre configuration",
      all: "aussi ceux qui ne sont pas utilisables, avec la raison",
      sort: "dans cet ordre ; sinon, celui du fournisseur",
      plain: "les références seules, une par ligne",
      json: "un seul document JSON, sous la forme d'OpenClaw avec des champs en plus",
      provider: "le fournisseur à interroger, s'il y en a plusieurs",
      refresh: "redemander maintenant, même si la liste disponible est récente",
    },
    set: {
      description: "faire d'un modèle le modèle par défaut",
      force: "enregistrer aussi un modèle que le fournisseur ne propose pas",
      after: (ref) => `Exemple :
  openclaw models set ${ref}`,
    },
    info: { description: "afficher tout ce que l'on sait d'un modèle" },
    probe: {
      description: "vérifier par de petites requêtes ce qui est annoncé d'un modèle",
      yes: "essayer sans vous demander d'abord",
      json: "afficher un seul document JSON de ce qui a été constaté",
      after: `Dit d'abord ce que cela peut coûter. Codes de sortie : 0 tout ce qui est annoncé
          a été constaté, 5 non`,
    },
    fallbacks: {
      description: "les modèles de secours, qu'OpenClaw essaie quand celui par défaut échoue",
      list: "les lister, dans leur ordre",
      add: "ajouter des modèles à la fin de la liste",
      remove: "retirer des modèles de la liste",
      clear: "vider la liste",
    },
    status: {
      description: "afficher quels modèles et quelle clé OpenClaw utilisera",
      check: "dire par le code de sortie si la clé est bonne",
      probe: "interroger le fournisseur sur la clé et les modèles maintenant",
      after: `Codes de sortie avec --check, comme dans OpenClaw : 0 la clé est bonne,
            1 elle manque ou est refusée, 2 elle expire dans les sept jours`,
    },
  },
  doctor: {
    description: "trouver ce qui empêche OpenClaw de fonctionner, et le réparer",
    fix: "réparer ce qui peut l'être ; montre les modifications et demande avant",
    yes: "réparer sans demander",
    json: "afficher un seul document JSON de ce qui a été trouvé (en anglais)",
    after: `Codes de sortie : 0 rien n'échoue, sinon celui du premier échec :
          3 configuration ou fichiers, 4 la clé, 5 le fournisseur ou le réseau`,
  },
  config: {
    description: "trouver, vérifier et rétablir le fichier de configuration",
    file: {
      description: "afficher où se trouve la configuration",
      json: "afficher un seul document JSON sur le fichier",
    },
    validate: {
      description: "vérifier qu'OpenClaw peut lire la configuration et l'accepterait",
      json: "afficher un seul document JSON des problèmes (en anglais)",
      after: `Codes de sortie : 0 valide, 3 non valide`,
    },
    restore: {
      description: "lister les sauvegardes de la configuration, ou en rétablir une",
      backup: "un numéro de la liste, ou un fichier",
      yes: "rétablir sans demander",
      after: `Exemples :
  openclaw config restore
  openclaw config restore 1`,
    },
  },
  chat: {
    groups: {
      message: "Le message :",
      model: "Le modèle :",
      answer: "La réponse :",
      conversation: "Une conversation, qui commence dans un terminal s'il n'y a pas de message :",
      network: "Le réseau :",
    },
    description: "envoyer un message à un modèle, et afficher sa réponse",
    text: "le message ; s'y ajoute ce qui arrive sur l'entrée standard",
    message: "le message, ou sa suite",
    system: "des instructions pour le modèle, ou @FICHIER qui les contient",
    image: "une image à regarder : un fichier ou une adresse web (peut être répété)",
    tools: "des fonctions que le modèle peut demander, dans un fichier JSON ; aucune n'est exécutée",
    toolResults: "les résultats des appels affichés, dans un fichier JSON",
    model: (example) => `le modèle, comme ${example} (votre modèle par défaut)`,
    effort: "intensité de la réflexion, si le modèle peut être réglé",
    noThinking: "répondre sans réfléchir d'abord",
    temperature: "de 0 à 2 : avec quelle liberté choisir les mots",
    seed: "le même nombre donne la même réponse, si le modèle le peut",
    maxTokens: "la longueur maximale de la réponse",
    maxCost: "ne rien envoyer qui puisse coûter plus que ce nombre de dollars US",
    webSearch: "chercher d'abord sur le web ; les pages sont citées après la réponse",
    character: "un personnage du fournisseur, par son identifiant public",
    ownPrompt: (provider) => `laisser ${provider} placer d'abord ses propres instructions`,
    noStream: "attendre la réponse entière",
    raw: "afficher la réponse telle quelle, sans mettre en forme son Markdown",
    noHistory: "ne pas garder ce qui est tapé, ni rappeler ce qui l'a été",
    reasoning: "afficher ce que pense le modèle, sur stderr",
    usage: "dire les tokens, le prix et la vitesse, sur stderr",
    responseFormat: "json, ou un schéma JSON dans un fichier, que la réponse doit respecter",
    json: "afficher un seul document JSON : réponse, appels, tokens, prix, durées",
    timeout: "combien de secondes attendre que la réponse commence, ou continue (120)",
    after: (example) => `Exemples :
openclaw chat "Bonjour, tout fonctionne ?"
openclaw chat                           une conversation ; /help dit comment
openclaw chat --model ${example} --usage "Un mot pour heureux"
openclaw chat "Résume ceci" < article.txt
openclaw chat --image photo.jpg "Que voit-on ?"

La réponse va sur stdout, tout le reste sur stderr.
Codes de sortie : 0 réponse reçue, 2 mauvaise utilisation, 3 configuration ou
          fichiers, 4 la clé, 5 le fournisseur ou le réseau, 130 arrêté`,
  },
};

function didYouMean(similar: string): string {
  return similar === "" ? "" : `\n(Vouliez-vous dire ${either(similar.split(", "))} ?)`;
}
