import type { network as english } from "../en/network.ts";
import { clause } from "../phrases.ts";
import type { Translation } from "../translation.ts";
import { of } from "./grammar.ts";

type NetworkFacts = Parameters<(typeof english)["dns"]>[0];

export const network: Translation<typeof english> = {
  dns: (p) => failure(`le nom ${p.host} est introuvable`, `Vérifiez votre réseau et --base-url.`),
  refused: (p) => failure(`${p.host} a refusé la connexion`, `Vérifiez --base-url, ou réessayez plus tard.`),
  unreachable: (p) =>
    failure(
      `aucun chemin ne mène à ${p.host}${why(p)}`,
      `Vérifiez réseau, VPN et pare-feu ; HTTPS doit être autorisé.`,
    ),
  reset: (p) => failure(`${p.host} a coupé la connexion`, `Réessayez ; un pare-feu ou un VPN peut faire obstacle.`),
  timeout: (p) =>
    failure(
      `${p.host} a mis plus de ${seconds(p.milliseconds)}${p.phase === "connect" ? " à se connecter" : " à répondre"}`,
      `Réessayez, ou accordez plus de temps : --timeout ${Math.max(30, Math.round((p.milliseconds ?? 0) / 500))}`,
    ),
  "tls-untrusted": (p) =>
    failure(
      `le certificat ${of(p.host)} n'est pas reconnu ici${why(p)}`,
      `Derrière un proxy d'entreprise, faites pointer NODE_EXTRA_CA_CERTS sur son certificat.`,
    ),
  "tls-expired": (p) =>
    failure(
      `le certificat ${of(p.host)} n'est pas valable aujourd'hui${why(p)}`,
      `Vérifiez la date et l'heure de cet ordinateur.`,
    ),
  "tls-host": (p) =>
    failure(`le certificat ${of(p.host)} appartient à un autre hôte`, `Vérifiez --base-url et votre proxy.`),
  tls: (p) =>
    failure(
      `pas de connexion chiffrée avec ${p.host}${why(p)}`,
      `Vérifiez --base-url (http ou https ?) et votre proxy.`,
    ),
  "proxy-unusable": (p) =>
    failure(
      `la variable du proxy ne contient pas l'adresse d'un proxy http${p.proxy ? ` (${p.proxy})` : ""}`,
      `Elle devrait ressembler à HTTPS_PROXY=http://HÔTE:PORT. Pour s'en passer : NO_PROXY=${p.host}`,
    ),
  "proxy-unreachable": (p) =>
    failure(
      `le proxy ${p.proxy ?? ""} est injoignable${why(p)}`,
      `Vérifiez HTTPS_PROXY, ou contournez-le : NO_PROXY=${p.host}`,
    ),
  "proxy-authentication": (p) =>
    failure(
      `le proxy ${p.proxy ?? ""} demande un nom d'utilisateur et un mot de passe`,
      `Ajoutez-les : HTTPS_PROXY=http://UTILISATEUR:MOT-DE-PASSE@HÔTE:PORT`,
    ),
  "proxy-refused": (p) =>
    failure(
      `le proxy ${p.proxy ?? ""} a refusé de se connecter à ${p.host} (${p.status ?? "?"})`,
      `Demandez à son administrateur d'autoriser ${p.host}.`,
    ),
  "rate-limited": (p) =>
    failure(`${p.host} signale trop de requêtes`, `Attendez ${p.retryAfterSeconds ?? 30} secondes, puis réessayez.`),
  "server-error": (p) =>
    failure(
      `${p.host} rencontre un problème (${p.status ?? "5xx"}${p.detail ? `, ${clause(p.detail)}` : ""})`,
      `Consultez sa page d'état, ou réessayez plus tard.`,
    ),
  "web-page": (p) =>
    failure(
      `${p.host} a renvoyé une page web au lieu d'une réponse`,
      `Connectez-vous au réseau dans un navigateur, ou vérifiez --base-url.`,
    ),
  unreadable: (p) => failure(`la réponse ${of(p.host)} est illisible`, `Vérifiez --base-url.`),
  "empty-list": (p) => failure(`${p.host} a donné une liste vide`, `Réessayez plus tard.`),
  "unexpected-status": (p) =>
    failure(`${p.host} a répondu ${p.status ?? "?"}${p.detail ? ` (${p.detail})` : ""}`, `Vérifiez --base-url.`),
  redirect: (p) =>
    failure(
      `${p.host} renvoie vers ${p.detail || "un autre hôte"}, où la clé ne doit pas aller`,
      `Vérifiez --base-url.`,
    ),
  "redirect-within": (p) =>
    failure(
      `${p.host} ne fait que renvoyer vers d'autres de ses adresses`,
      `Vérifiez --base-url ; une partie de son chemin manque peut-être.`,
    ),
  "too-large": (p) => failure(`la réponse ${of(p.host)} est trop grande`, `Vérifiez --base-url.`),
};

function failure(what: string, advice: string): { readonly what: string; readonly advice: string } {
  return { what, advice };
}

function why(p: NetworkFacts): string {
  return p.detail ? ` (${p.detail})` : "";
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined
    ? "temps que prévu"
    : `${String(Math.max(1, Math.round(milliseconds / 100)) / 10).replace(".", ",")} s`;
}
