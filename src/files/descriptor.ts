import { fstatSync, statSync } from "node:fs";

/**
 * Whether that open descriptor may be a terminal: it is a device, and not the one that swallows everything. Asking Node's own
 * stream costs 3 ms and more, so this is asked first.
 */
export function mayBeTerminal(descriptor: number): boolean {
  try {
    const opened = fstatSync(descriptor);
    return opened.isCharacterDevice() && opened.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
  } catch {
    // Windows has terminals that cannot be asked.
    return true;
  }
}
