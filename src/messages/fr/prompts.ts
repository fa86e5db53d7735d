import type { prompts as english } from "../en/prompts.ts";
import type { Translation } from "../translation.ts";
import { count } from "./grammar.ts";

export const prompts: Translation<typeof english> = {
  masked: "[masqué]",
  back: ["échap", "revenir"],
  characters: (number) => count(number, "caractère"),
  enterHidden: [
    ["coller", "la clé"],
    ["entrée", "continuer"],
  ],
  startOver: ["ctrl+u", "tout effacer"],
  enterText: [["entrée", "continuer"]],
  choose: [
    ["↑↓", "se déplacer"],
    ["entrée", "choisir"],
  ],
  search: [
    ["taper", "pour chercher"],
    ["↑↓", "se déplacer"],
    ["entrée", "choisir"],
  ],
  folded: (number, beginning, lines) => `[#${number} ${beginning} … ${count(lines, "ligne")}]`,
  more: (number) => `… et ${number} de plus ; tapez pour réduire la liste`,
  lines: {
    back: "r",
    orBack: (hint) => `${hint}, r pour revenir`,
    number: (standard) => `Tapez un numéro (Entrée : ${standard})`,
    numberOrWords: (standard) => `Tapez un numéro, ou des mots à chercher (Entrée : ${standard})`,
    noMatch: "Rien ne correspond. Tapez d'autres mots.",
    noSuchNumber: (last) => `Ce numéro n'existe pas. Ils vont de 1 à ${last}.`,
    more: (number) => `et ${number} de plus ; tapez des mots pour réduire la liste`,
    text: "Tapez, puis Entrée",
    textOr: (standard) => `Tapez, puis Entrée (Entrée seule : ${standard})`,
    hidden: "Tapez ou collez, puis Entrée ; rien ne s'affiche",
    yesOrNo: (standard) => `oui ou non (Entrée : ${standard ? "oui" : "non"})`,
    yes: "oui",
    no: "non",
    neither: "Tapez oui ou non.",
  },
  confirm: { yes: "Oui", no: "Non", error: () => `Appuyez sur o ou n.` },
};
