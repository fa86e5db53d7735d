import { fchownSync, fstatSync } from "node:fs";
import type { Host } from "../context.ts";
import { nearestFolder } from "./nearest-folder.ts";
import { systemErrorCode } from "./system-error.ts";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who is to own what we create at that path. Under sudo that is the owner of the folder it is for, or of the nearest
 * folder above that exists, so that nothing in a person's home turns root's. `undefined` means ourselves.
 */
export function ownerOfNew(path: string, host: Host): Owner | undefined {
  if (host.uid !== 0) return undefined;
  const { uid, gid } = nearestFolder(path).stats;
  return { uid, gid };
}

/** Gives an open file to its owner. Throws the system's error when the user id would differ and cannot be set. */
export function setOwner(file: number, owner: Owner): void {
  const { uid, gid } = fstatSync(file);
  if (uid === owner.uid && gid === owner.gid) return;
  try {
    fchownSync(file, owner.uid, owner.gid);
  } catch (error) {
    // A file cannot be given to a group we are not in. Its owner, who counts, is right.
    if (uid !== owner.uid || systemErrorCode(error) !== "EPERM") throw error;
  }
}
