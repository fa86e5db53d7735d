import { en } from "./en.ts";

/** Every text a person reads. A language is one file of this type; a missing or an extra text does not compile. */
export type Messages = typeof en;

const languages: Readonly<Record<string, Messages>> = { en };

/** The texts in the language of that locale ("en", "fr_CA.UTF-8"), English where there is none. */
export function messagesIn(locale: string): Messages {
  return languages[locale.slice(0, 2).toLowerCase()] ?? en;
}
