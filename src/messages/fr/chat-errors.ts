import type { chatErrors as englishChat, chatUsageErrors as englishUsage } from "../en/chat-errors.ts";
import { clause, list } from "../phrases.ts";
import type { Translation } from "../translation.ts";
import { either, of } from "./grammar.ts";
import { numbers } from "./numbers.ts";
import { reason } from "./reasons.ts";

type ChatFacts = Parameters<(typeof englishChat)["chat-plan"]>[0];
type UsageFacts<Code extends keyof typeof englishUsage> = Parameters<(typeof englishUsage)[Code]>[0];

const because = (detail: string) => (detail === "" ? "" : ` : ${clause(detail)}`);
const ticket = (p: ChatFacts) => (p.requestId === undefined ? "" : ` (requête ${p.requestId})`);
const again = "Relancez la commande";
const wait = (p: ChatFacts, usual: string) =>
  p.retryAfterSeconds === undefined ? usual : `Attendez ${p.retryAfterSeconds} secondes, puis relancez la commande`;
const orAnother = (p: ChatFacts) =>
  p.another === undefined ? "." : `, ou prenez un autre modèle : --model ${p.another}`;

export const chatErrors: Translation<typeof englishChat> = {
  "chat-key-rejected": (p) => ({
    message: `${p.provider} a refusé ${p.key}${because(p.detail)}.`,
    hint: `Créez une nouvelle clé sur ${p.links.keys}, puis : openclaw onboard --auth-choice ${p.choice}`,
  }),
  "chat-plan": (p) => ({
    message: `${p.model} n'est pas dans l'abonnement de ce compte${because(p.detail)}.`,
    hint: `Changez d'abonnement sur ${p.links.keys}${orAnother(p)}`,
  }),
  "chat-key-not-received": (p) => ({
    message: `La clé n'est pas arrivée : ${p.host} a répondu comme si aucune n'avait été envoyée.`,
    hint: `Un proxy supprime peut-être l'en-tête Authorization : vérifiez HTTPS_PROXY et --base-url.`,
  }),
  "chat-balance": (p) => ({
    message: `${p.provider} connaît la clé, mais le compte ne peut pas payer${because(p.detail)}.`,
    hint: `Ajoutez des crédits sur ${p.links.keys}, puis relancez la commande.`,
  }),
  "chat-spend-limit": (p) => ({
    message: `La clé a atteint sa propre limite de dépense${because(p.detail)}.`,
    hint: `Relevez la limite sur ${p.links.keys}, ou créez-y une autre clé.`,
  }),
  "chat-privacy": (p) => ({
    message: `Cette clé n'accepte que les modèles privés, et ${p.model} n'en est pas un${because(p.detail)}.`,
    hint: `${p.privateModel === undefined ? "" : `Prenez un modèle privé : --model ${p.privateModel}. `}Le réglage de la clé se trouve sur ${p.links.keys}`,
  }),
  "chat-region": (p) => ({
    message: `${p.model} n'est pas disponible là où vous êtes${because(p.detail)}.`,
    hint: `Prenez un autre modèle : --model ${p.another ?? "ID"}`,
  }),
  "chat-forbidden": (p) => ({
    message: `${p.provider} ne le permet pas${because(p.detail)}.`,
    hint: `Voyez ce que la clé peut faire : ${p.links.keys}`,
  }),
  "chat-model-unknown": (p) => ({
    message: `${p.provider} ne connaît pas ${p.model}${because(p.detail)}.`,
    hint:
      p.suggestions.length > 0
        ? `Vouliez-vous dire : --model ${p.suggestions.join(" ou --model ")}`
        : `Prenez un autre modèle : --model ${p.another ?? "ID"}`,
  }),
  "chat-character-unknown": (p) => ({
    message: `${p.provider} ne connaît pas ce personnage${because(p.detail)}.`,
    hint: `Son slug est l'identifiant public sur la page du personnage : --character SLUG`,
  }),
  "chat-not-found": (p) => ({
    message: `Rien ne prend de messages à cette adresse ${of(p.host)}${because(p.detail)}.`,
    hint: `Vérifiez --base-url, et baseUrl dans votre configuration.`,
  }),
  "chat-gone": (p) => ({
    message: `${p.provider} a retiré ce qui était demandé${because(p.detail)}.`,
    hint: `Prenez un autre modèle, ou une version plus récente de ce programme : npm install --global openclaw-venice`,
  }),
  "chat-too-large": (p) => ({
    message: `La requête est plus grande que ce qu'accepte ${p.provider}${because(p.detail)}.`,
    hint: `Envoyez moins de texte, ou des images moins nombreuses et plus petites : --image`,
  }),
  "chat-content-policy": (p) => ({
    message: `Le message a été refusé pour son contenu${because(p.detail)}.`,
    hint: `Dites-le autrement${orAnother(p)}`,
  }),
  "chat-context-length": (p) => ({
    message: `Le message est trop long pour ${p.model}${because(p.detail)}.`,
    hint: `Envoyez moins de texte${p.largerModel === undefined ? "." : `, ou prenez un modèle qui a plus de place : --model ${p.largerModel}`}`,
  }),
  "chat-token-limit": (p) => ({
    message: `${p.model} ne donne pas de réponses aussi longues${because(p.detail)}.`,
    hint: `Demandez moins : --max-tokens ${p.limit ?? "NOMBRE"}`,
  }),
  "chat-invalid-request": (p) => ({
    message: `${p.provider} n'accepte pas cette requête${because(p.detail)}.`,
    hint: `Changez ou retirez l'option en cause ; voir : openclaw chat --help`,
  }),
  "chat-upstream-refused": (p) => ({
    message: `L'éditeur de ${p.model} a refusé la requête${because(p.detail)}${ticket(p)}.`,
    hint: `Retirez ce que le modèle ne connaît peut-être pas${orAnother(p)}`,
  }),
  "chat-rate-limited": (p) => ({
    message: `Il y a eu trop de requêtes pour ${p.model}${because(p.detail)}.`,
    hint: `${wait(p, "Attendez une minute, puis relancez la commande")}${orAnother(p)}`,
  }),
  "chat-overloaded": (p) => ({
    message: `${p.model} est surchargé${because(p.detail)}.`,
    hint: `${wait(p, "Attendez un moment, puis relancez la commande")}${orAnother(p)}`,
  }),
  "chat-error-budget": (p) => ({
    message: `Trop de requêtes de cette clé ont échoué récemment${because(p.detail)}.`,
    hint: `${wait(p, "Attendez 30 secondes, puis relancez la commande")}. Corrigez d'abord ce qui les fait échouer.`,
  }),
  "chat-inference-failed": (p) => ({
    message: `${p.model} a échoué${because(p.detail)}${ticket(p)}.`,
    hint: `${again}${orAnother(p)}`,
  }),
  "chat-gateway": (p) => ({
    message: `Une passerelle entre ici et ${p.model} a échoué${because(p.detail)}${ticket(p)}.`,
    hint: `Consultez ${p.links.status}, et relancez la commande plus tard.`,
  }),
  "chat-offline": (p) => ({
    message: `${p.model} est hors ligne en ce moment${because(p.detail)}.`,
    hint: `Consultez ${p.links.status}${orAnother(p)}`,
  }),
  "chat-capacity": (p) => ({
    message: `${p.model} ne peut pas prendre d'autre requête en ce moment${because(p.detail)}.`,
    hint: `Relancez la commande plus tard${orAnother(p)}`,
  }),
  "chat-too-slow": (p) => ({
    message: `${p.provider} a renoncé à attendre ${p.model}${because(p.detail)}${ticket(p)}.`,
    hint: `Retirez --no-stream, ou demandez moins : --max-tokens 1000`,
  }),
  "chat-broken-off": (p) => ({
    message: `La réponse s'est interrompue${because(p.detail)}${ticket(p)}.`,
    hint: `${wait(p, again)}${orAnother(p)}`,
  }),
  "chat-connection-lost": (p) => ({
    message: `La réponse s'est interrompue : ${p.network?.what ?? `la connexion à ${p.host} a été perdue`}${ticket(p)}.`,
    hint: p.network?.advice ?? `${again}.`,
  }),
  "chat-unfinished": (p) => ({
    message: `La réponse s'est arrêtée avant la fin${ticket(p)}.`,
    hint: `${again} ; un proxy entre ici et ${p.host} coupe peut-être les longues réponses.`,
  }),
  "chat-network": (p) => ({
    message: `${p.provider} n'a pas pu être joint : ${p.network?.what ?? p.detail}.`,
    hint: p.network?.advice ?? `${again}.`,
  }),
};

export const chatUsageErrors: Translation<typeof englishUsage> = {
  "message-missing": () => ({
    message: `Il n'y a pas de message à envoyer.`,
    hint: `Par exemple : openclaw chat "Bonjour, tout fonctionne ?"`,
  }),
  "chat-needs-network": () => ({
    message: `Une discussion interroge un modèle, et --offline n'interroge personne.`,
    hint: `Retirez --offline.`,
  }),
  "input-file-unreadable": (p) => ({
    message: `Impossible de lire le fichier ${p.path} : ${reason(p.reason)}.`,
    hint: `Vérifiez le chemin et ses permissions : ${p.flag} ${p.flag === "--system" ? "@" : ""}CHEMIN`,
  }),
  "input-file-not-json": (p) => ({
    message: `${p.path} n'est pas du JSON : ${clause(p.detail)}.`,
    hint: `Corrigez-le, et redonnez-le : ${p.flag} ${p.path}`,
  }),
  "input-file-unexpected": (p) => ({
    message: `${p.path} ne contient pas ce qu'attend ${p.flag} : ${expectations[p.expected]}.`,
    hint: `Voici un exemple : ${examples[p.expected]}`,
  }),
  "input-not-text": (p) => ({
    message: `${p.source === "stdin" ? "Ce qui arrive sur l'entrée standard" : p.source} n'est pas du texte en UTF-8.`,
    hint: `Donnez du texte ; une image se donne avec --image CHEMIN`,
  }),
  "input-too-large": (p) => ({
    message: `${p.source === "stdin" ? "Ce qui arrive sur l'entrée standard" : p.source} dépasse ce qu'aucun modèle peut lire (${megabytes(p.limit)}).`,
    hint: `Donnez-en moins, par exemple : head -c 100000 FICHIER | openclaw chat "…"`,
  }),
  "image-unknown-type": (p) => ({
    message: `${p.path} n'est pas une image que les modèles lisent (${list(p.types)}).`,
    hint: `Convertissez-la, et redonnez-la : --image CHEMIN`,
  }),
  "images-too-large": (p) => ({
    message: `Les images dépassent ensemble la taille d'une requête (${megabytes(p.limit)}).`,
    hint: `Réduisez-les, ou donnez-en moins : --image CHEMIN`,
  }),
  "too-many-images": (p) => ({
    message: `${p.model} lit ${p.limit === 1 ? "une image" : `${p.limit} images`} à la fois, et ${p.given} ont été données.`,
    hint: `Donnez-en moins : --image CHEMIN`,
  }),
  "no-default-model": (p) => ({
    message: `Aucun modèle n'est nommé, et la configuration n'a pas de modèle par défaut.`,
    hint: `Configurez-en un : openclaw onboard --auth-choice ${p.choice}, ou nommez-en un : --model ${p.example}`,
  }),
  "default-of-other-provider": (p) => ({
    message: `Votre modèle par défaut, ${p.model}, vient d'un fournisseur que ce programme ne peut pas interroger (il interroge ${list(p.providers)}).`,
    hint: `Nommez un modèle : --model ${p.example}`,
  }),
  "model-lacks-ability": (p) => ({
    message: `${p.model} ${abilities[p.ability]}, ce qu'exige ${p.flag}.`,
    hint: p.instead === undefined ? `Retirez ${p.flag}.` : `Un modèle qui le peut : --model ${p.instead}`,
  }),
  "effort-unknown": (p) => ({
    message: `${p.model} n'a pas d'effort « ${p.effort} ».`,
    hint: `Possibles : ${either(p.efforts.map((effort) => `--effort ${effort}`))}`,
  }),
  "provider-lacks-option": (p) => ({
    message: `${p.provider} n'a rien qui corresponde à ${p.flag}.`,
    hint: `Retirez ${p.flag}.`,
  }),
  "too-expensive": (p) => ({
    message: `Cela peut coûter jusqu'à ${numbers.usd(p.estimate)} avec ${p.model}, plus que --max-cost ne permet (${numbers.usd(p.limit)}). Rien n'a été envoyé.`,
    hint:
      p.answerTokens > 0
        ? `Permettez une réponse plus courte : --max-tokens ${p.answerTokens}`
        : `Envoyez moins, permettez plus, ou prenez un modèle moins cher : --model ID`,
  }),
  "price-unknown": (p) => ({
    message: `Le prix de ${p.model} n'est indiqué nulle part : --max-cost ne peut pas être respecté. Rien n'a été envoyé.`,
    hint: `Retirez --max-cost, ou prenez un modèle qui a un prix : --model ID`,
  }),
  "key-missing": (p) => ({
    message: `Il n'y a pas de clé ${p.provider} : ${p.variable} n'est définie nulle part.`,
    hint: `Configurez-en une : openclaw onboard --auth-choice ${p.choice}`,
  }),
  "key-hidden": (p) => ({
    message: `${p.variable} est définie mais vide dans ce shell, ce qui masque la clé ${p.provider} conservée.`,
    hint: `Exécutez : unset ${p.variable}`,
  }),
  "key-external": (p) => ({
    message: `La configuration prend la clé ${p.provider} là où ce programme ne peut pas regarder (${p.source}).`,
    hint: `Faites référence à ${p.variable} dans apiKey, et définissez-la : export ${p.variable}=…`,
  }),
  "answer-not-json": (p) => ({
    message: `La réponse n'est pas du JSON : ${clause(p.detail)}.\n${p.answer}`,
    hint: `Relancez la commande, ou demandez plus clairement ; certains modèles suivent mieux un schéma : --response-format SCHÉMA.json`,
  }),
  "answer-against-schema": (p) => ({
    message: `La réponse n'est pas ce que veut le schéma${p.at.length > 1 ? ` à ${p.at}` : ""} : ${clause(p.detail)}.\n${p.answer}`,
    hint: `Relancez la commande, ou assouplissez le schéma : --response-format SCHÉMA.json`,
  }),
};

const abilities: { readonly [Name in UsageFacts<"model-lacks-ability">["ability"]]: string } = {
  vision: "ne comprend pas les images",
  tools: "n'appelle pas de fonctions",
  schema: "ne répond pas en JSON sur demande",
  search: "ne cherche pas sur le web",
  effort: "ne permet pas de régler sa réflexion",
};

type Expected = UsageFacts<"input-file-unexpected">["expected"];

const expectations: { readonly [Name in Expected]: string } = {
  tools: "une liste de fonctions",
  "tool-name": "chaque fonction doit avoir un nom fait de lettres, de chiffres, de _ et de -",
  "tool-results": "les appels affichés, chacun avec son résultat",
  "tool-messages": "le message de l'assistant avec ses appels, puis un message d'outil pour chacun",
  schema: "un schéma JSON, dont toutes les références mènent quelque part",
};
const examples: { readonly [Name in Expected]: string } = {
  tools: `[{"type":"function","function":{"name":"meteo","parameters":{"type":"object"}}}]`,
  "tool-name": `[{"type":"function","function":{"name":"meteo","parameters":{"type":"object"}}}]`,
  "tool-results": `[{"id":"call_0","type":"function","function":{"name":"meteo","arguments":"{}"},"result":"soleil"}]`,
  "tool-messages": `[{"role":"assistant","tool_calls":[…]},{"role":"tool","tool_call_id":"call_0","content":"soleil"}]`,
  schema: `{"type":"object","properties":{"ville":{"type":"string"}},"required":["ville"]}`,
};

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} Mo`;
}
