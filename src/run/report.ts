import type { Terminal } from "../context.ts";
import type { Report } from "../wizard/report.ts";

/** A report that talks on the terminal, and adds every warning to that list. */
export function createReport(terminal: Terminal, warnings: string[]): Report {
  const said = new Set<string>();
  return {
    info: terminal.info,
    success: terminal.success,
    once(how, text) {
      const known = JSON.stringify(text);
      if (said.has(known)) return;
      said.add(known);
      terminal[how](text);
    },
    warn(text) {
      if (warnings.includes(text)) return;
      warnings.push(text);
      terminal.warn(text);
    },
    spin: terminal.spin,
  };
}
