/** How many newer backups the oldest one can have: there are five in all. */
export const oldestSlot = 4;

/**
 * Where the backup of that path stands that has so many newer ones: the ring that OpenClaw keeps itself (its
 * `src/config/backup-rotation.ts`). It is beside the path a person knows, not beside the file a link leads to: there
 * OpenClaw looks, and a linked config often lives in a repository, where copies of it have no business.
 */
export function backupSlot(path: string, newer: number): string {
  return newer === 0 ? `${path}.bak` : `${path}.bak.${newer}`;
}
