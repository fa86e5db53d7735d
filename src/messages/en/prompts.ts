export const prompts = {
  masked: "[hidden]",
  back: ["esc", "back"] as const,
  characters: (count: number) => `${count} character${count === 1 ? "" : "s"}`,
  enterHidden: [
    ["paste", "the key"],
    ["enter", "go on"],
  ] as readonly (readonly [string, string])[],
  startOver: ["ctrl+u", "start over"] as const,
  enterText: [["enter", "go on"]] as readonly (readonly [string, string])[],
  choose: [
    ["↑↓", "move"],
    ["enter", "choose"],
  ] as readonly (readonly [string, string])[],
  search: [
    ["type", "to search"],
    ["↑↓", "move"],
    ["enter", "choose"],
  ] as readonly (readonly [string, string])[],
  /** Stands for a text that is too long to be edited in a line. */
  folded: (number: number, beginning: string, lines: number) =>
    `[#${number} ${beginning} … ${lines} line${lines === 1 ? "" : "s"}]`,
  more: (count: number) => `… and ${count} more; type to narrow the list`,
  /** The questions without a cursor that moves. */
  lines: {
    back: "b",
    orBack: (hint: string) => `${hint}, b to go back`,
    number: (standard: string) => `Type a number (Enter for ${standard})`,
    numberOrWords: (standard: string) => `Type a number, or words to search for (Enter for ${standard})`,
    noMatch: "Nothing matches. Type other words.",
    noSuchNumber: (last: number) => `There is no such number. They go from 1 to ${last}.`,
    more: (count: number) => `and ${count} more; type words to narrow the list`,
    text: "Type it, then Enter",
    textOr: (standard: string) => `Type it, then Enter (Enter for ${standard})`,
    hidden: "Type or paste it, then Enter; nothing is shown",
    yesOrNo: (standard: boolean) => `yes or no (Enter for ${standard ? "yes" : "no"})`,
    yes: "yes",
    no: "no",
    neither: "Type yes or no.",
  },
  confirm: { yes: "Yes", no: "No", error: () => `Press y or n.` },
};
