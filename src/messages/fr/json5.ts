import type { Flaw } from "../en/json5.ts";

const expectations: { readonly [Name in Exclude<Flaw, string>["expected"]]: string } = {
  "comma-or-brace": `« , » ou « } »`,
  "comma-or-bracket": `« , » ou « ] »`,
  colon: `« : » après la clé`,
  key: `une clé ou « } »`,
  value: "une valeur",
  quote: "le guillemet fermant de la chaîne",
  escape: "une séquence d'échappement",
  "letter-escape": "l'échappement d'une lettre",
  "hexadecimal-2": "2 chiffres hexadécimaux",
  "hexadecimal-4": "4 chiffres hexadécimaux",
  comment: "un commentaire",
  "comment-end": `la fin du commentaire, « */ »`,
  "less-depth": "au plus 200 000 crochets les uns dans les autres",
  "end-of-file": "la fin du fichier",
};

const ends: Readonly<Record<string, string>> = {
  "end-of-file": "la fin du fichier",
  "end-of-line": "la fin de la ligne",
};

/** What is wrong with a text that is not JSON5. */
export const flawText = (flaw: Flaw) =>
  typeof flaw === "string"
    ? flaw
    : `il faudrait ${expectations[flaw.expected]} au lieu de ${ends[flaw.found] ?? flaw.found.replace(/^"(.*)"$/, "« $1 »")}`;
