import type { Terminal } from "../context.ts";
import type { Report } from "../wizard/report.ts";

/** A report that talks on the terminal, and adds every warning to that list. */
export function createReport(terminal: Terminal, warnings: string[]): Report {
  const explained = new Set<string>();
  return {
    info: terminal.info,
    explain(text) {
      const known = JSON.stringify(text);
      if (explained.has(known)) return;
      explained.add(known);
      terminal.info(text);
    },
    success: terminal.success,
    warn(text) {
      if (warnings.includes(text)) return;
      warnings.push(text);
      terminal.warn(text);
    },
    spin: terminal.spin,
  };
}
