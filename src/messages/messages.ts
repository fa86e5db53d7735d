import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { Translation } from "./translation.ts";

/** Every text a person reads. A language is one file of this type; a missing or an extra text does not compile. */
export type Messages = Translation<typeof en>;

const languages: { readonly en: Messages } & Readonly<Record<string, Messages>> = {
  en,
  fr,
};

/** The language of that locale, such as "fr" of "fr_CA.UTF-8", where there are texts in it; else "en". */
export function languageOf(locale: string): string {
  const [language = ""] = /^[a-z]*/.exec(locale.toLowerCase()) ?? [];
  return Object.hasOwn(languages, language) ? language : "en";
}

/** The texts in the language of that locale, English where there are none. */
export function messagesIn(locale: string): Messages {
  return languages[languageOf(locale)] ?? en;
}
