export const prompts = {
  masked: "[hidden]",
  back: ["esc", "back"] as const,
  characters: (count: number) => `${count} character${count === 1 ? "" : "s"}`,
  enterHidden: [
    ["paste", "the key"],
    ["enter", "go on"],
  ] as readonly (readonly [string, string])[],
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
  more: (count: number) => `… and ${count} more; type to narrow the list`,
  confirm: { yes: "Yes", no: "No", error: () => `Press y or n.` },
};
