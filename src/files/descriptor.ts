import { fstatSync, type Stats, statSync } from "node:fs";

/**
 * Whether that open descriptor may be a terminal: it is a device, and not the one that swallows everything. Asking Node's own
 * stream costs 3 ms and more, so this is asked first.
 */
export function mayBeTerminal(descriptor: number): boolean {
  try {
    const opened = fstatSync(descriptor);
    return opened.isCharacterDevice() && !isNullDevice(opened);
  } catch {
    // Windows has terminals that cannot be asked.
    return true;
  }
}

/** Whether nothing will ever come from that open descriptor, so that no stream need be opened to find out. */
export function readsNothing(descriptor: number): boolean {
  try {
    return isNullDevice(fstatSync(descriptor));
  } catch {
    return false;
  }
}

function isNullDevice(opened: Stats): boolean {
  return opened.isCharacterDevice() && opened.rdev === statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
}
