/** What is about to be written, and what was. */
export const changes = {
  title: "Changes",
  none: "No changes: everything is already as it should be.",
  newFile: (path: string) => `${path} (new, for your eyes only)`,
  dryRun: "Dry run: nothing was written.",
  confirm: "Write these changes?",
  inPlace: (path: string) => `${path} could not be replaced (it is mounted by itself), so it was overwritten in place.`,
  otherNames: (path: string) => `${path} had other names (hard links); those still hold the old contents.`,
  otherChanges: "The files have changed meanwhile. This is what would be written now:",
  wrote: (path: string, backup: string | undefined) => `Wrote ${path}${backup ? ` (backup: ${backup})` : ""}`,
};
