import type { Text } from "../context.ts";

/** Where the remarks of a conversation go; the command that holds it decides what becomes of them. */
export interface Report {
  info(text: Text): void;
  success(text: Text): void;
  /** As `info` or `success`, but only the first time: whoever goes back and forth need not read it twice. */
  once(how: "info" | "success", text: Text): void;
  /** A remark that a script too should see. Said once. */
  warn(text: string): void;
  /** Waits for the work, showing the text when it takes long. */
  spin<Result>(text: string, work: Promise<Result>): Promise<Result>;
}
