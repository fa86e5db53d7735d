import type { doctor as english, ModelRole } from "../en/doctor.ts";
import { clause, list } from "../phrases.ts";
import { shellPath } from "../shell-word.ts";
import type { Translation } from "../translation.ts";
import { errors, nothingChanged } from "./errors.ts";
import { count, either, of, that } from "./grammar.ts";
import { key } from "./key.ts";
import { model } from "./model.ts";
import { network } from "./network.ts";
import { day, numbers } from "./numbers.ts";
import { onboard } from "./onboard.ts";
import { kindName } from "./reasons.ts";

type Facts<Id extends keyof typeof english.findings> = Parameters<(typeof english.findings)[Id]>[0];

const mend = "openclaw doctor --fix";
const roleName = (who: ModelRole) =>
  who.role === "default"
    ? "le modèle par défaut"
    : who.role === "fallback"
      ? "le modèle de secours"
      : `le modèle de l'agent ${who.agent}`;
const choose = (who: ModelRole, ref: string, other: string | undefined) => {
  switch (who.role) {
    case "default":
      return other ? `openclaw models set ${other}` : `openclaw models list, puis : openclaw models set REF`;
    case "fallback":
      return `openclaw models fallbacks remove ${ref}`;
    case "agent":
      return `Donnez un autre modèle à l'agent ${who.agent} dans la configuration${other ? `, par exemple ${other}` : ""}.`;
  }
};
const wantedValues: { readonly [Name in Facts<"config-value">["wanted"]]: string } = {
  "merge-or-replace": `« merge » ou « replace »`,
  filled: "un texte non vide",
  positive: "un nombre supérieur à 0",
  "input-kinds": `une liste de « text » et « image »`,
};
const seeLine = "openclaw config validate montre la ligne.";
/** The words of an error about a file or a base URL, without the promise that nothing was changed. */
const ofError = (error: Facts<"config-unwritable">["error"], fix?: string) => {
  const text = errors[error.code] as (facts: unknown) => { message: string; hint: string };
  const { message, hint } = text(error.parameters);
  return { message: clause(message), fix: fix ?? hint.replace(`${nothingChanged} `, "") };
};

export const doctor: Translation<typeof english> = {
  asking: (provider) => `Vérification de la clé et des modèles auprès ${of(provider)} …`,
  levels: { ok: "ok", warn: "alerte", fail: "échec" },
  areas: { config: "config", key: "clé", connection: "connexion", models: "modèles" },
  fix: (fix) => `→ ${fix}`,
  summary: (p) => {
    const counts = [...(p.fail > 0 ? [count(p.fail, "échec")] : []), ...(p.warn > 0 ? [count(p.warn, "alerte")] : [])];
    const all = p.fixable === p.fail + p.warn;
    const what = all ? (p.fixable === 1 ? "le réparer" : "tout réparer") : `en réparer ${p.fixable}`;
    const left = p.asked ? ` --fix n'y peut rien : les lignes ci-dessus disent quoi faire.` : "";
    const offer = p.fixable > 0 ? ` Pour ${what} : ${mend}` : left;
    return counts.length === 0 ? "Tout est comme il faut." : `${list(counts)}.${offer}`;
  },
  closes: (path, mode) => `${path} : le mode ${mode} devient ${mode.replace(/..$/, "00")}`,
  sweeps: (path) => `${path} : supprimé`,

  findings: {
    "config-ok": (p) => ({ message: `${p.path} est lisible` }),
    "config-missing": (p) => ({ message: `${p.path} n'existe pas encore`, fix: `openclaw onboard` }),
    "config-unreadable": (p) =>
      ofError(
        p.error,
        p.error.code === "config-not-parsed"
          ? `Corrigez cet endroit${p.backups > 0 ? `, ou rétablissez une sauvegarde : openclaw config restore` : `.`}`
          : undefined,
      ),
    "dotenv-unreadable": (p) => ofError(p.error),
    "policy-unreadable": (p) => ofError(p.error),
    "config-kind": (p) => ({
      message: `${p.at} est ${kindName(p.found)}, alors qu'OpenClaw veut ${either(p.expected.map(kindName))}`,
      fix: `Corrigez cette valeur : ${seeLine}`,
    }),
    "config-value": (p) => ({
      message: `${p.at} doit être ${wantedValues[p.wanted]} ; sinon, OpenClaw refuse la configuration`,
      fix: `Corrigez cette valeur : ${seeLine}`,
    }),
    "config-unknown-key": (p) => ({
      message: `OpenClaw ne connaît pas ${p.at} ; il refuse pour cela toute la configuration`,
      fix: p.fixable ? `${mend} retire cette entrée` : `Retirez cette entrée : ${seeLine}`,
    }),
    "config-missing-member": (p) => ({
      message: `${p.at} manque ; OpenClaw refuse la configuration sans cela`,
      fix: p.fixable ? `${mend} l'ajoute` : `Ajoutez cette valeur : ${seeLine}`,
    }),
    "block-incomplete": (p) => ({
      message: `${p.at} manque ; les anciennes versions refusent la configuration sans cela`,
      fix: `${mend} l'ajoute`,
    }),
    "config-flat-variable": (p) => ({
      message: `env.${p.variable} se trouve là où seules les anciennes versions l'acceptent ; les actuelles refusent la configuration`,
      fix: p.fixable
        ? `${mend} la déplace dans env.vars.${p.variable}`
        : `Retirez-la, ou faites-en un texte dans env.vars.`,
    }),
    "config-included": (p) => ({
      message: `${p.at || "la configuration entière"} vient de ${list(p.files)} ($include), qui n'est pas examiné`,
      fix: `Ce qui semble manquer s'y trouve peut-être. ${mend} ne touche pas à une telle configuration.`,
    }),
    "config-managed": (p) => ({
      message: `la configuration est gérée de l'extérieur (${p.variable}=1) : rien ici ne doit l'écrire`,
    }),
    "config-unwritable": (p) => ofError(p.error),
    "file-open": (p) => ({
      message: `d'autres peuvent lire ${p.path} (mode ${p.mode})`,
      fix: `${mend}, ou : chmod go= ${shellPath(p.path)}`,
    }),
    leftovers: (p) => ({
      message: `une écriture interrompue a laissé ${list(p.paths)}`,
      fix: `${mend} fait le ménage`,
    }),
    "variable-unset": (p) => ({
      message: `${p.variable} n'est définie nulle part, et ${p.at} y renvoie ; les anciennes versions ne démarrent alors pas`,
      fix: `Définissez-la dans .env, ou retirez la référence.`,
    }),

    "key-flat": (p) => ({
      message: `la clé se trouve dans ${p.at}, où les versions actuelles refusent toute la configuration`,
      fix: p.to ? `${mend} la déplace dans ${p.to}` : `${mend} l'en retire`,
    }),
    "key-plaintext": (p) => ({
      message: `la clé se trouve en clair dans ${p.at}`,
      fix: p.fixable
        ? `${mend} la déplace dans ${p.to}`
        : `Une autre clé est aussi conservée. Choisissez : openclaw onboard`,
    }),
    "key-in-config": (p) => ({
      message: `la clé se trouve en clair dans ${p.at} : ne partagez pas la configuration, ne la versionnez pas`,
      fix: `Pour la déplacer dans .env : openclaw onboard --key-store dotenv`,
    }),
    "key-missing": (p) => ({
      message: `il n'y a pas de clé ${p.provider} : ${p.variable} n'est définie nulle part${p.isReferred ? `, et la configuration y renvoie` : ""}`,
      fix: `openclaw onboard`,
    }),
    "key-not-seen": (p) => ({
      message: `${p.variable} n'est pas définie ; impossible de voir si la configuration a une clé`,
    }),
    "key-hidden": (p) => ({
      message: `${p.variable} est définie mais vide dans ce shell, ce qui masque la clé conservée`,
      fix: `unset ${p.variable}`,
    }),
    "key-external": (p) => ({
      message: `la configuration renvoie à une clé (${p.source}) que ce programme ne peut pas lire ; elle n'a pas été vérifiée`,
    }),
    "key-reference-missing": (p) => ({
      message: `${p.at} manque ; les anciennes versions ignorent alors le fournisseur`,
      fix: `${mend} y met \${${p.variable}}`,
    }),
    "key-reference-unset": (p) => ({
      message: `${p.at} renvoie à ${p.named}, définie nulle part ; la clé est dans ${p.variable}`,
      fix: `${mend} y met \${${p.variable}}`,
    }),
    "key-malformed": (p) => ({
      message: `${p.key} ${key.malformed[p.defect]}`,
      fix: `Saisissez-la de nouveau : openclaw onboard`,
    }),
    "key-untidy": (p) => ({
      message: `${p.key} est entourée de guillemets ou d'autre texte, qu'OpenClaw prend pour une partie de celle-ci`,
      fix: p.fixable ? `${mend} la nettoie` : `Définissez-la de nouveau sans cela.`,
    }),
    "key-shape": (p) => ({
      message: `${p.key} ne ressemble pas à une clé ${p.provider}, et n'a pas été vérifiée. Les clés commencent par ${list(p.prefixes)}`,
      fix: `Vérifiez-la en ligne : openclaw doctor. Ou saisissez-en une autre : openclaw onboard`,
    }),
    "key-ok": (p) => ({
      message: `${named(p)} : ${p.provider} l'accepte${p.balances.length > 0 ? ` ; elle peut dépenser ${list(p.balances.map(numbers.balance))}` : ""}`,
    }),
    "key-not-asked": (p) => ({
      message: `${named(p)} : non vérifiée ${p.why === "offline" ? "(--offline)" : "tant que la configuration est illisible"}`,
    }),
    "key-unchecked": (p) => ({
      message: `${named(p)} : non vérifiée, car ${p.provider} n'a pas pu être joint`,
    }),
    "key-cannot-spend": (p) => ({
      message: `${p.provider} connaît ${p.key}, mais elle ne peut pas servir : ${clause(p.detail || onboard.cannotSpendReasons[p.reason])}`,
      fix: `Rechargez le compte, ou relevez la limite de la clé : ${p.url}`,
    }),
    "key-rejected": (p) => ({
      message: `${p.provider} a refusé ${p.key} : ${clause(p.detail)}${p.prefixes.length > 0 ? `. Les clés commencent par ${list(p.prefixes)}` : ""}`,
      fix: `Créez une nouvelle clé sur ${p.url}, puis : openclaw onboard`,
    }),
    "key-not-received": (p) => ({
      message: `la clé n'est pas arrivée : ${p.host} a répondu comme si aucune n'avait été envoyée`,
      fix: `Un proxy supprime peut-être l'en-tête Authorization : vérifiez HTTPS_PROXY et l'URL de base.`,
    }),
    "key-expires": (p) => ({
      message: `la clé expire le ${day(p.date)} (${p.days <= 0 ? "aujourd'hui" : `dans ${count(p.days, "jour")}`})`,
      fix: `Créez-en une nouvelle sur ${p.url}, puis : openclaw onboard`,
    }),
    "key-admin": (p) => ({
      message: `c'est une clé d'administration, qui peut aussi gérer votre compte`,
      fix: `Créez une clé d'inférence sur ${p.url}, puis : openclaw onboard`,
    }),
    "key-only-in-shell": (p) => ({
      message: `la clé n'est que dans ${p.variable} de ce shell, qu'une passerelle en arrière-plan ne voit pas`,
      fix: `Pour la conserver : openclaw onboard --key-store dotenv`,
    }),
    "key-shadowed": (p) => ({
      message: `${p.other} est différente, et OpenClaw préfère ${p.byShell ? "celle du shell" : p.key}`,
      fix: p.byShell ? `unset ${p.variable}` : `Retirez celle que vous ne voulez pas.`,
    }),
    "key-profile": (p) => ({
      message: `OpenClaw garde lui-même une clé, « ${p.profile} » (${p.path}), et la préfère${p.differs ? ` ; elle est différente` : ""}`,
      fix: `Si ce n'est pas la clé voulue : openclaw models auth`,
    }),

    "connection-ok": (p) => ({
      message: `${p.host} répond${p.proxy ? `, par le proxy ${p.proxy}` : ""}`,
    }),
    "connection-not-asked": (p) => ({ message: `${p.host} non interrogé (--offline)` }),
    "connection-failed": (p) => {
      const { what, advice } = network[p.failure.kind](p.failure);
      return { message: clause(what), fix: advice };
    },
    "base-url": (p) =>
      ofError(
        p.error,
        `Corrigez baseUrl dans la configuration, ou retirez-le pour revenir à l'adresse du fournisseur.`,
      ),
    "proxy-unused": (p) => ({
      message: `${p.variable} est définie, mais les requêtes vers ${p.host} n'y passent pas`,
      fix: p.wanted ? `Définissez aussi ${p.wanted}.` : `Si elles le devraient, retirez l'hôte de NO_PROXY.`,
    }),
    "certificate-file": (p) => ({
      message: `NODE_EXTRA_CA_CERTS nomme ${p.path}, qui est illisible`,
      fix: `Faites-la pointer sur le certificat de votre entreprise, ou supprimez-la.`,
    }),

    "model-ok": (p) => ({ message: `modèle par défaut ${p.ref} (${model.privacy[p.privacy]})` }),
    "model-foreign": (p) => ({
      message: `modèle par défaut ${p.ref} (d'un autre fournisseur, non vérifié)`,
    }),
    "model-none": (p) => ({
      message: `aucun modèle par défaut n'est choisi : OpenClaw prend le sien`,
      fix: `openclaw models set ${p.example}`,
    }),
    "model-unknown": (p) => ({
      message: `${roleName(p.who)} ${p.ref} n'est pas parmi ceux ${that(p.provider)} ${p.live ? "propose" : "proposait la dernière fois"}`,
      fix: choose(p.who, p.ref, p.nearest),
    }),
    "model-bare": (p) => ({
      message: `${roleName(p.who)} « ${p.ref} » ne nomme aucun fournisseur`,
      fix: choose(p.who, p.ref, p.nearest),
    }),
    "model-offline": (p) => ({
      message: `${roleName(p.who)} ${p.ref} est hors ligne en ce moment`,
      fix: `Attendez. Sinon : ${choose(p.who, p.ref, p.replacement)}`,
    }),
    "model-withheld": (p) => ({
      message: `${roleName(p.who)} ${p.ref} ne peut pas être utilisé : ${model.withheld[p.reason]}`,
      fix: choose(p.who, p.ref, p.replacement),
    }),
    "model-retires": (p) => ({
      message: `${roleName(p.who)} ${p.ref} est retiré le ${day(p.date)}`,
      fix: choose(p.who, p.ref, p.replacement),
    }),
    "model-not-private": (p) => ({
      message: `rien ne dit que ${roleName(p.who)} ${p.ref} est privé, et votre règle n'admet que les modèles privés`,
      fix: `${clause(choose(p.who, p.ref, undefined))}. Ou autorisez les autres : openclaw models policy any`,
    }),
    "model-hidden": (p) => ({
      message: `${roleName(p.who)} ${p.ref} n'est pas dans la liste d'autorisation : OpenClaw ne permet pas de l'utiliser`,
      fix: p.fixable ? `${mend} l'ajoute` : `Ajoutez-le à agents.defaults.models et à modelPolicy.allow.`,
    }),
    "fallback-less-private": (p) => ({
      message: `le modèle de secours ${p.ref} est moins privé que ${p.primary} : son éditeur voit vos messages`,
      fix: `openclaw models fallbacks remove ${p.ref}`,
    }),
    "cap-exceeded": (p) => ({
      message: `maxTokens de ${p.ref} vaut ${numbers.whole(p.from)} ; au-delà de ${numbers.whole(p.to)}, toute requête est refusée`,
      fix: `${mend} l'abaisse`,
    }),
    "row-without-cost": (p) => ({
      message: `la ligne de ${p.ref} n'a pas de cost, et les anciennes versions l'ignorent alors`,
      fix: `${mend} l'ajoute`,
    }),
  },
};

function named({ key, tail }: { readonly key: string; readonly tail: string }): string {
  return `${key}${tail ? ` (fin …${tail})` : ""}`;
}
