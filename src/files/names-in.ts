import { readdirSync } from "node:fs";
import { systemErrorCode } from "./system-error.ts";

/** The names in that folder, in no order; none where it is not there or cannot be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
